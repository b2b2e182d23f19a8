"""
An illustrative fleet for a register: enough for the deadline, not lavish.

No source gives the vehicles of a real kabupaten; these are spread by a fixed rule, bear no plate and no name,
and must be labelled as an example wherever they are shown.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from sepaham.domain.base import Level, ancestor, digest
from sepaham.domain.fleet import Driver, Vehicle
from sepaham.domain.register import Register
from sepaham.domain.terms import Terms

_TRUCK = Vehicle("", "truck", "", 10_000, 3_500, 0, 35, 900_000, 5_000, closed=True)
_LORRY = Vehicle("", "truck", "", 6_000, 2_500, 0, 35, 650_000, 4_000)
_PICKUP = Vehicle("", "pickup", "", 3_000, 900, 0, 40, 350_000, 2_500)
_CART = Vehicle("", "motorbike", "", 1_100, 250, 0, 25, 150_000, 1_000)
_BOAT = Vehicle("", "boat", "", 2_000, 600, 0, 12, 400_000, 6_000)
_PORTER = Vehicle("", "foot", "", 110, 25, 2, 4, 100_000, 0)

_TPS_A_TRUCK = 330
"""Polling stations for each closed truck of the kabupaten."""
_DESA_A_PICKUP = 9
"""Desa for each pickup of a kecamatan, beside its one lorry."""
_TPS_A_PICKUP = 9
"""In a desa of more stations than this two pickups run."""
_CARTS = 5
"""In each fifth desa motorbikes with carts run in place of a pickup."""
_PORTERS = 4
_DUTY, _PORTER_DUTY, _REST = 720, 600, 480
_FEW, _STEEP = 3, 2


@dataclass(frozen=True, slots=True)
class ExampleFleet:
    """Vehicles, drivers, and the places only porters reach."""

    vehicles: Mapping[str, Vehicle]
    drivers: Mapping[str, Driver]
    only: Mapping[str, tuple[str, ...]]


def example_fleet(register: Register) -> ExampleFleet:
    """Return an illustrative fleet for the stations of a register, the same for the same register."""
    only = _steep(register)
    vehicles, drivers = {}, {}
    turns: Counter[tuple[str, str]] = Counter()
    for draft in _drafts(register, only):
        turns[draft.base, draft.kind] += 1
        label = f"{draft.base} {draft.kind} {turns[draft.base, draft.kind]}"
        id_, driver = digest(f"vehicle {label}".encode())[:12], digest(f"driver {label}".encode())[:12]
        vehicles[id_] = replace(draft, id=id_, driver=driver)
        duty = _PORTER_DUTY if draft.kind == "foot" else _DUTY
        drivers[driver] = Driver(driver, duty, _REST)
    return ExampleFleet(vehicles, drivers, only)


def example_terms(terms: Terms, fleet: ExampleFleet) -> Terms:
    """Return terms of planning with the places only porters reach."""
    return replace(terms, only={**terms.only, **fleet.only})


def _steep(register: Register) -> dict[str, tuple[str, ...]]:
    """Return the last stations of one far desa as places only porters reach."""
    kecamatan = sorted({ancestor(s.desa, Level.KECAMATAN) for s in register.stations})
    far = kecamatan[len(kecamatan) * 2 // _FEW]
    stations = [s.key for s in register.stations if ancestor(s.desa, Level.KECAMATAN) == far]
    desa = stations[-1].rpartition(".")[0]
    there = [key for key in stations if key.startswith(desa + ".")]
    return dict.fromkeys(there[-_STEEP:], ("foot",))


def _drafts(register: Register, only: Mapping[str, tuple[str, ...]]) -> Iterator[Vehicle]:
    desa = Counter(station.desa for station in register.stations)
    kecamatan = Counter(ancestor(code, Level.KECAMATAN) for code in desa)
    kabupaten = Counter(ancestor(station.desa, Level.KABUPATEN) for station in register.stations)
    for base, stations in sorted(kabupaten.items()):
        yield from _some(_TRUCK, base, -(-stations // _TPS_A_TRUCK))
    for base, count in sorted(kecamatan.items()):
        yield from _some(_LORRY, base, 1)
        yield from _some(_PICKUP, base, -(-count // _DESA_A_PICKUP))
    boats = sorted(desa)[:: max(1, len(desa) // 2)][:1]
    steep = {key.rpartition(".")[0] for key in only}
    for turn, (base, stations) in enumerate(sorted(desa.items())):
        if turn % _CARTS == _CARTS - 1:
            yield from _some(_CART, base, -(-stations // _FEW))
        else:
            yield from _some(_PICKUP, base, 1 + (stations > _TPS_A_PICKUP))
        yield from _some(_BOAT, base, base in boats)
        yield from _some(_PORTER, base, _PORTERS * (base in steep))


def _some(draft: Vehicle, base: str, count: int) -> Iterator[Vehicle]:
    return (replace(draft, base=base) for _ in range(count))
