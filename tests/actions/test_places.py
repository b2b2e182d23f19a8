"""Where places are is written down and read again; rivers too; closures come from what was stated."""

import pytest
from tests.example import JIPURAPAH, KABUPATEN, PLANDAAN, REGISTER, hour

from sepaham.actions.places import RiverError, Taken, accept_places, compare_places, forget_river, put_rivers
from sepaham.actions.rebuild import rebuild
from sepaham.domain.base import Level
from sepaham.domain.places import Origin
from sepaham.domain.rivers import Crossing, River
from sepaham.domain.travel import Point
from sepaham.records.closures import closed_at, closures
from sepaham.records.places import located, rivers, told
from sepaham.simulator.example_places import example_rivers

pytestmark = pytest.mark.database
PPK = f"ppk:{PLANDAAN}"

SPOTS = {KABUPATEN: Point(-75_700_000, 1_122_400_000), JIPURAPAH: Point(-74_000_000, 1_121_000_000)}


def test_places_are_taken_over_once_and_again(example_log) -> None:
    assert compare_places(found=SPOTS) == Taken(2, 0, 0)
    assert accept_places(found=SPOTS) == Taken(2, 0, 0)
    moved = {JIPURAPAH: Point(-74_100_000, 1_121_000_000)}
    assert accept_places(found={**SPOTS, **moved}) == Taken(0, 1, 1)
    assert told() == {**SPOTS, **moved}
    assert told(PLANDAAN) == moved


def test_every_place_of_the_register_is_somewhere_and_says_how_it_is_known(example_log) -> None:
    accept_places(found=SPOTS)
    found = located()
    assert set(found.points) == {*REGISTER.regions, *REGISTER.by_key}
    assert found.points[JIPURAPAH] == SPOTS[JIPURAPAH]
    assert found.origins[PLANDAAN] is Origin.INSIDE
    assert found.counted(Level.TPS)[Origin.ASSUMED] == 5
    assert set(located(JIPURAPAH).points) == {JIPURAPAH, f"{JIPURAPAH}.001", f"{JIPURAPAH}.002"}


def test_rivers_are_kept_whole_and_forgotten(keep) -> None:
    put_rivers(found=example_rivers())
    assert rivers() == example_rivers()
    put_rivers(found=example_rivers())
    assert len(rivers()) == 1
    twin = River("konto", "Konto", example_rivers()[0].line, (Crossing("jembatan-ploso", "", Point(0, 0)),))
    with pytest.raises(RiverError, match="jembatan-ploso"):
        put_rivers(found=[twin])
    assert rivers() == example_rivers()
    forget_river(code="brantas")
    assert rivers() == ()
    with pytest.raises(RiverError, match="brantas"):
        forget_river(code="brantas")


def test_a_road_is_closed_and_opened_in_a_log(example_log, keep, phones) -> None:
    def say(office, kind, at, road, region):
        phone = phones[office]
        keep(phone.sign(phone.voice.say(kind, region, hour(at), {"road": road})), at=hour(at))

    say(PPK, "road.close", "26 07:00", "jembatan-ploso", PLANDAAN)
    say(f"kpu:{KABUPATEN}", "road.close", "26 07:30", "way:12", KABUPATEN)
    say(PPK, "road.open", "26 08:00", "jembatan-ploso", PLANDAAN)
    at_half, at_eight = hour("26 07:30"), hour("26 08:00")
    assert [one.road for one in closed_at(log=example_log, at=at_half)] == ["jembatan-ploso", "way:12"]
    assert [one.road for one in closed_at(log=example_log, at=at_eight)] == ["way:12"]
    assert closures(log=example_log)[0].until == at_eight
    assert rebuild(log=example_log).equal
