"""Vehicles and drivers are written down; what names a person can be erased."""

from datetime import date

import pytest

from example import JIPURAPAH, KABUPATEN, OPENED, PLANDAAN
from sepaham.exchange.fleet import fleet_template, read_fleet

pytestmark = pytest.mark.database

REGIONS = {KABUPATEN: "Jombang", PLANDAAN: "Plandaan", JIPURAPAH: "Jipurapah", "35.17.05": "Jombang"}
HEAD = "jenis,pangkalan,pelat,m3,kg,pengemudi,telepon,sim sampai\n"


def read(*rows, head=HEAD):
    return read_fleet(data=(head + "\n".join(rows)).encode(), name="armada.csv", regions=REGIONS)


def codes(listing):
    return [(p.row, p.column, p.code) for p in listing.problems]


def test_a_row_is_a_vehicle_with_its_driver():
    listing = read("Truk box,35.17,S 1234 XX,12,4000,Budi,0812-3456-7890,31/12/2024")
    found = listing.found[0]
    assert not listing.problems
    assert {k: found.vehicle[k] for k in ("kind", "base", "plate", "litres", "kilograms")} == {
        "kind": "truck",
        "base": KABUPATEN,
        "plate": "S 1234 XX",
        "litres": 12000,
        "kilograms": 4000,
    }
    assert found.driver == {"name": "Budi", "phone": "+6281234567890", "papers_until": date(2024, 12, 31)}


def test_every_fault_names_its_row_and_field_and_what_to_do():
    listing = read(
        "becak,35.17,,1,10,A,,",
        "motor,Jombang,,0.2,80,B,,",
        "motor,35.17.99,,0.2,80,C,,",
        "motor,Jipurapah,,,80,D,,",
        "motor,Jipurapah,,0.2,8O,E,,",
        "motor,Jipurapah,,0.2,80,,,",
        "motor,Jipurapah,=1,0.2,80,F,,kemarin",
    )
    assert codes(listing) == [
        (2, "jenis", "vehicle.kind"),
        (3, "pangkalan", "vehicle.base-many"),
        (4, "pangkalan", "vehicle.base"),
        (5, "liter", "vehicle.room"),
        (6, "kg", "vehicle.number"),
        (7, "pengemudi", "vehicle.no-driver"),
        (8, "pelat", "vehicle.text"),
        (8, "sim_sampai", "vehicle.date"),
    ]
    assert [found.row for found in listing.found] == [7]
    assert all(p.say("id") and p.say("en") and p.remedy("id") and p.remedy("en") for p in listing.problems)


def test_a_number_of_thousands_of_digits_is_too_large():
    listing = read("motor,Jipurapah,,0.2," + "9" * 5000 + ",A,,")
    assert codes(listing) == [(2, "kg", "vehicle.large")]


def test_the_template_reads_without_an_error():
    listing = read_fleet(data=fleet_template(), name="armada.xlsx", regions=REGIONS)
    assert (len(listing.found), listing.errors) == (2, 0)


def test_a_list_taken_over_twice_is_the_same(db):
    from sepaham.actions.fleet import accept_fleet, compare_fleet
    from sepaham.records.fleet import fleet_of

    listed = read("truk,35.17,S 1 A,12,4000,Budi,,", "jalan kaki,Jipurapah,,0.11,25,Siti,,").found
    assert accept_fleet(listed=listed, at=OPENED).new == 2
    again = read("truk,35.17,S1A,12,4500,Budi,,", "jalan kaki,Jipurapah,,0.11,25,Siti,,").found
    compared = compare_fleet(listed=again)
    assert (compared.new, compared.changed, compared.same) == (0, 1, 1)
    accept_fleet(listed=again, at=OPENED)
    assert sorted(v.kilograms for v in fleet_of().vehicles.values()) == [25, 4500]
    assert [v.kind for v in fleet_of(PLANDAAN).vehicles.values()] == ["foot"]


def test_plate_name_and_phone_are_erased_and_the_ids_stay(db):
    from sepaham.actions.fleet import accept_fleet, erase_personal
    from sepaham.records.fleet import Vehicle, fleet_of

    accept_fleet(listed=read("truk,35.17,S 1 A,12,4000,Budi,0812-3456-7890,").found, at=OPENED)
    row = Vehicle.objects.get()
    assert erase_personal(used=True) == (1, 1)
    row.refresh_from_db()
    assert (row.plate, row.driver.name, row.driver.phone) == ("", "", "")
    assert fleet_of().vehicles[row.pk].driver == row.driver_id


def test_a_retired_vehicle_is_planned_with_no_more_and_still_known(db):
    from sepaham.actions.fleet import keep_driver, keep_vehicle, retire_driver, retire_vehicle
    from sepaham.records.fleet import fleet_of, known_vehicles

    driver = keep_driver(at=OPENED, base=KABUPATEN, name="Budi")
    told = {"kind": "truck", "base": KABUPATEN, "litres": 12000, "kilograms": 4000}
    one, two = (keep_vehicle(at=OPENED, driver=driver, **told) for _ in range(2))
    retire_vehicle(key=one, at=OPENED)
    retire_driver(key=driver, at=OPENED)
    assert list(fleet_of().vehicles) == [two]
    assert fleet_of().vehicles[two].driver == ""
    assert list(known_vehicles([one])) == [one]


def test_terms_an_office_set_are_kept_whole(db):
    from dataclasses import replace

    from sepaham.actions.fleet import put_terms
    from sepaham.domain.terms import terms_from_json
    from sepaham.gateways.library import planning_terms
    from sepaham.records.fleet import terms_text

    assert terms_text() == ""
    terms = replace(planning_terms(), only={PLANDAAN: ("foot",)}, apart=(("ink", "ballot"),))
    put_terms(terms=terms)
    assert terms_from_json(terms_text()) == terms
    assert terms.kinds_for(f"{JIPURAPAH}.001") == ("foot",)
