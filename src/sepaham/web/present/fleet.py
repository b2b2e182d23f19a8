"""Vehicles and drivers in words: what there is, what is missing before goods move, and the tables of both."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from datetime import date, timedelta

from sepaham.actions.fleet import Taken
from sepaham.domain.findings import Names
from sepaham.domain.words import Language, write_number
from sepaham.exchange.fleet import Listing
from sepaham.records.fleet import Driver, Vehicle
from sepaham.web.present.goods import Answer
from sepaham.web.present.register import problem_table
from sepaham.web.present.states import State
from sepaham.web.present.trips import VEHICLES
from sepaham.web.tables import Column, Row, Table
from sepaham.web.words import say

LACKS: Mapping[str, str] = {
    "driver": "Belum ada sopir",
    "papers": "Surat habis sebelum hari jalan",
    "unseen": "Surat belum diperiksa",
    "phone": "Sopir tanpa nomor",
}
"""What may be missing of a vehicle, gravest first but for who drives it."""


def lacks(vehicle: Vehicle, day: date) -> tuple[str, ...]:
    """Return what is missing of a vehicle; `day` is voting day, and goods move until the day before."""
    driver = vehicle.driver
    if driver is None:
        return ("driver",)
    found = []
    if driver.papers_until and driver.papers_until < day - timedelta(days=1):
        found.append("papers")
    if not driver.papers_until and vehicle.kind != "foot":
        found.append("unseen")
    if not driver.phone:
        found.append("phone")
    return tuple(found)


def called(vehicle: Vehicle, language: Language, *, plate: bool = True) -> str:
    """Return what a vehicle is called: what it is, and its plate, else who carries, else a part of its id."""
    own = (vehicle.plate or (vehicle.driver.name if vehicle.driver else "")) if plate else ""
    return f"{say(VEHICLES[vehicle.kind], language).capitalize()} {own or vehicle.pk[:4]}"


def answer(vehicles: Sequence[Vehicle], lacking: Mapping[str, int], language: Language) -> Answer:
    """Return how many vehicles there are, of which kinds, and how many of them lack something."""
    if not vehicles:
        return Answer(State.WAITING, say("Belum ada kendaraan yang dicatat", language), "")
    words = {**VEHICLES, "foot": "pengangkut jalan kaki"}
    kinds = [(say(text, language), sum(v.kind == kind for v in vehicles)) for kind, text in words.items()]
    told = ", ".join(f"{write_number(count, language)} {name}" for name, count in kinds if count)
    open_ = sum(lacking.values())
    rest = say("{number} hal belum lengkap", language, number=write_number(open_, language)) if open_ else ""
    return Answer(_state(lacking), told, rest)


def _state(lacking: Collection[str]) -> State:
    """Return how grave what lacks is; what only waits to be looked at or written down waits."""
    if "papers" in lacking:
        return State.SERIOUS
    return State.ATTENTION if "driver" in lacking else State.WAITING if lacking else State.COMPLETE


def counted(vehicles: Iterable[Vehicle], day: date) -> dict[str, int]:
    """Return how many vehicles lack what; what none lacks is left out."""
    found = [lack for vehicle in vehicles for lack in lacks(vehicle, day)]
    return {lack: found.count(lack) for lack in LACKS if lack in found}


def table(
    vehicles: Iterable[Vehicle],
    day: date,
    language: Language,
    names: Names,
    *,
    edits: Callable[[str], bool],
    href: Callable[[str], str],
) -> Table:
    """
    Return vehicles as a table.

    Args:
        vehicles: Their rows.
        day: Voting day.
        language: The reader's.
        names: What places are called.
        edits: Tells whether the reader keeps the vehicles of a base; plates, names and phones are for those.
        href: Where a vehicle's form is.
    """
    found = list(vehicles)
    told = any(edits(vehicle.base) for vehicle in found)
    columns = (
        Column("vehicle", say("Kendaraan", language)),
        *(
            (Column("driver", say("Sopir", language)), Column("phone", say("Telepon", language), "phone"))
            * told
        ),
        Column("base", say("Pangkalan", language)),
        Column("litres", say("Ruang (liter)", language), "number"),
        Column("kilograms", say("Daya angkut (kg)", language), "number"),
        Column("pieces", say("Barang paling banyak", language), "number"),
        Column("km_h", say("km/jam", language), "number"),
        Column("day_cost", say("Sewa sehari (Rp)", language), "number"),
        Column("km_cost", say("Per km (Rp)", language), "number"),
        Column("roof", say("Bak", language)),
        Column("papers", say("Surat sampai", language), "day"),
        Column("lacks", say("Yang kurang", language)),
    )
    rows = tuple(
        _row(vehicle, day, language, names, href=href if edits(vehicle.base) else None) for vehicle in found
    )
    return Table("fleet", say("Armada", language), columns, rows)


def _row(
    vehicle: Vehicle,
    day: date,
    language: Language,
    names: Names,
    *,
    href: Callable[[str], str] | None,
) -> Row:
    """Return one vehicle's row; without an address the reader does not keep it, and sees no person's data."""
    lacking = () if vehicle.retired_at else lacks(vehicle, day)
    driver = vehicle.driver if href else None
    roof = say("tertutup", language) if vehicle.closed else say("terbuka", language)
    missing = ", ".join(say(LACKS[lack], language) for lack in lacking)
    return Row(
        cells={
            "vehicle": called(vehicle, language, plate=href is not None),
            "driver": driver.name or None if driver else None,
            "phone": driver.phone or None if driver else None,
            "base": names(vehicle.base, language),
            "litres": vehicle.litres,
            "kilograms": vehicle.kilograms,
            "pieces": vehicle.pieces or None,
            "km_h": vehicle.km_h or None,
            "day_cost": vehicle.day_cost or None,
            "km_cost": vehicle.km_cost or None,
            "roof": roof if vehicle.kind != "foot" else None,
            "papers": _until(vehicle.driver),
            "lacks": say("tidak dipakai lagi", language) if vehicle.retired_at else missing or None,
        },
        href=href(vehicle.pk) if href else "",
        state=State.WAITING.value if vehicle.retired_at else _state(lacking).value,
        region=vehicle.base,
    )


def _until(driver: Driver | None) -> str | None:
    return driver.papers_until.isoformat() if driver and driver.papers_until else None


def drivers_answer(drivers: Sequence[Driver], free: int, language: Language) -> Answer:
    """Return how many drivers there are, and how many drive nothing."""
    if not drivers:
        return Answer(State.WAITING, say("Belum ada sopir yang dicatat", language), "")
    number = write_number(len(drivers), language)
    rest = say("{number} belum membawa kendaraan", language, number=write_number(free, language))
    return Answer(
        State.COMPLETE, say("{number} sopir dan pengangkut", language, number=number), rest if free else ""
    )


def drivers_table(
    drivers: Iterable[Driver],
    driven: Mapping[str, Vehicle],
    language: Language,
    names: Names,
    href: Callable[[str], str],
) -> Table:
    """Return drivers as a table; `driven` is what each drives."""
    columns = (
        Column("name", say("Nama", language)),
        Column("phone", say("Telepon", language), "phone"),
        Column("base", say("Pangkalan", language)),
        Column("drives", say("Membawa", language)),
        Column("duty", say("Tugas sehari (jam)", language)),
        Column("rest", say("Istirahat (jam)", language)),
        Column("papers", say("Surat sampai", language), "day"),
    )
    rows = tuple(
        Row(
            {
                "name": driver.name or driver.pk[:4],
                "phone": driver.phone or None,
                "base": names(driver.base, language),
                "drives": called(driven[driver.pk], language) if driver.pk in driven else None,
                "duty": hours(driver.duty_minutes, language),
                "rest": hours(driver.rest_minutes, language),
                "papers": _until(driver),
            },
            href=href(driver.pk),
            region=driver.base,
        )
        for driver in drivers
    )
    return Table("drivers", say("Sopir dan pengangkut", language), columns, rows)


def hours(minutes: int, language: Language) -> str:
    """Write minutes as hours, halves and the like with the language's mark: ``7,5``."""
    text = f"{minutes / 60:.2f}".rstrip("0").rstrip(".")
    return text.replace(".", ",") if language == "id" else text


def review(listing: Listing, taken: Taken, language: Language) -> Answer:
    """Return what taking a list of vehicles over would do, in one sentence."""
    if listing.errors:
        number = write_number(listing.errors, language)
        return Answer(State.SERIOUS, say("{number} kesalahan harus diperbaiki dulu", language, number=number))
    new, changed, same = (write_number(n, language) for n in (taken.new, taken.changed, taken.same))
    sentence = say("{new} kendaraan baru, {changed} berubah", language, new=new, changed=changed)
    return Answer(State.COMPLETE, sentence, say("{same} tetap", language, same=same))


def problems(listing: Listing, language: Language) -> Table:
    """Return everything wrong or odd in a list of vehicles as a table, errors first."""
    return problem_table("fleet-problems", listing.problems, language)
