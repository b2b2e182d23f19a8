import pytest
from django.db import IntegrityError

from sepaham.actions.register import import_register
from sepaham.domain.catalogue import ProfileError
from sepaham.domain.register import Office
from sepaham.exchange.boundaries import Boundaries
from sepaham.exchange.problems import Problem
from sepaham.exchange.register import read_register
from sepaham.gateways.library import profile
from sepaham.records import register as records

pytestmark = [pytest.mark.django_db, pytest.mark.database]

OFFICIAL = {
    "35": "Jawa Timur",
    "35.17": "Jombang",
    "35.17.01": "Perak",
    "35.17.01.2001": "Satu",
    "35.17.01.2002": "Dua",
}
PILKADA = profile("pilkada-2024")
FIRST = "3517012001,1,500\n3517012001,2,510\n3517012002,1,520\n"


def draft(rows=FIRST, *, head="kode,no_tps,dpt\n", **options):
    data = (head + rows).encode()
    return read_register(data=data, name="daftar.csv", voters_max=600, official=OFFICIAL, **options)


def load(rows=FIRST, **options):
    return import_register(draft=draft(rows), profile=PILKADA, **options)


def everything():
    return list(records.stations()), records.regions(), list(records.offices())


def test_a_first_import_needs_no_consent_and_reads_back_as_it_was():
    done = load()
    assert (done.outcome, done.difference.added, done.difference.needs_consent) == ("applied", 3, False)
    register = records.load_register()
    assert register.stations == tuple(draft().stations())
    assert register.name("35.17.01.2001") == "Satu"
    assert records.profile() == PILKADA
    assert [station.number for station in records.stations("35.17.01.2002")] == [1]
    assert list(records.stations("35.1")) == []


def test_offices_are_made_for_one_kabupaten_and_for_no_more():
    load()
    offices = {office.id: office for office in records.offices()}
    assert offices["ppk:35.17.01"].covers("35.17.01.2002.001")
    assert "kpps:35.17.01.2001.002" in offices
    assert {office.line for office in records.offices("kpu")} == {"kpu"}
    load(FIRST + "3518012001,1,500\n", consent=lambda _difference: True)
    assert list(records.offices()) == []
    assert "35.18.01.2001" in records.unknown_regions()


def test_one_bad_row_leaves_the_register_unchanged():
    load()
    before = everything()
    done = load("3517012001,1,999\n3517012001,x,5\n", consent=lambda _difference: True)
    assert (done.outcome, done.difference) == ("refused", None)
    assert everything() == before


def test_the_good_rows_are_imported_when_the_user_accepts_the_rest():
    done = load("3517012001,1,500\n3517012001,x,5\n", accept_rest=True)
    assert (done.outcome, done.difference.added) == ("applied", 1)
    assert load("3517012001,x,5\n", accept_rest=True).outcome == "refused"


def test_a_reimport_says_what_it_would_change_and_waits_for_consent():
    load()
    before = everything()
    again = "3517012001,1,500\n3517012001,3,530\n3517012002,1,521\n"
    asked = []
    assert load(again, consent=asked.append).outcome == "unconfirmed"
    assert everything() == before
    assert (asked[0].added, asked[0].removed, asked[0].changed) == (1, 1, 1)
    assert asked[0].examples["removed"] == ["35.17.01.2001.002"]
    assert load(again, consent=lambda _difference: True).outcome == "applied"
    assert tuple(records.stations()) == tuple(draft(again).stations())


def test_the_same_file_again_changes_nothing_and_asks_nothing():
    load()
    before = everything()
    done = load()
    assert (done.outcome, done.difference.added, done.difference.needs_consent) == ("applied", 0, False)
    assert everything() == before


def test_another_name_or_profile_is_a_difference_too():
    load()
    named = draft(
        "3517012001,1,500,Lain\n3517012001,2,510,Lain\n3517012002,1,520,\n", head="kode,no_tps,dpt,desa\n"
    )
    done = import_register(draft=named, profile=profile("pemilu-2024"))
    assert done.outcome == "unconfirmed"
    assert done.difference.renamed == 1
    assert done.difference.profile == ("pilkada-2024", "pemilu-2024")


def test_a_desa_that_is_gone_takes_its_place_and_offices_along():
    load()
    load("3517012002,1,520\n", consent=lambda _difference: True)
    assert "35.17.01.2001" not in records.regions()
    assert not any("2001" in office.id for office in records.offices())


def test_a_write_that_fails_half_way_leaves_everything_as_it_was(monkeypatch):
    load()
    before = everything()

    def fail(_found):
        raise IntegrityError

    monkeypatch.setattr(records, "replace_offices", fail)
    with pytest.raises(IntegrityError):
        load("3517012002,1,521\n", consent=lambda _difference: True)
    monkeypatch.undo()
    assert everything() == before


def test_boundaries_are_kept_and_a_later_import_without_a_map_leaves_them():
    load(boundaries=Boundaries({"35.17": '{"type":"Polygon","coordinates":[]}'}))
    load()
    assert records.boundaries() == {"35.17": {"type": "Polygon", "coordinates": []}}
    assert records.boundaries("35.18") == {}


def test_a_map_with_errors_stops_the_import():
    wrong = Boundaries(problems=[Problem(1, "geometry", "Point", "map.shape")])
    assert load(boundaries=wrong).outcome == "refused"
    assert load(boundaries=wrong, accept_rest=True).outcome == "applied"


def test_assumed_voters_stay_marked_in_the_tables():
    assumed = draft("3517012001,2\n", head="kode,tps_total\n", assume_voters=250)
    import_register(draft=assumed, profile=PILKADA)
    assert all(station.assumed for station in records.stations())


def test_without_a_register_there_is_no_profile():
    with pytest.raises(ProfileError, match="register import"):
        records.profile()


def test_the_store_itself_refuses_a_station_twice():
    load()
    with pytest.raises(IntegrityError):
        records.PollingStation.objects.create(
            desa="35.17.01.2001", number=1, voters=1, assumed=False, special=False
        )


def test_a_post_over_several_regions_stays_with_the_register_through_an_import():
    load()
    gone = Office("polsek:35.17.02", "polsek", ("35.17.02", "35.17.03"))
    records.replace_offices([*records.offices(), gone])
    assert records.load_register().offices == (), "its regions are not of this register"
    here = Office("bhabin:35.17.01.2001", "bhabin", ("35.17.01.2001", "35.17.01.2002"))
    records.replace_offices([*(o for o in records.offices() if o.id not in {here.id, gone.id}), here])
    assert records.load_register().offices == (here,)
    load(FIRST + "3517012002,2,510\n", consent=lambda _: True)
    assert records.load_register().offices == (here,)
    assert records.load_register().office(here.id) == here
