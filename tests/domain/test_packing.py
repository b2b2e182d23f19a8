"""How far packing is, and what goes where."""

import pytest

from example import JIPURAPAH, KABUPATEN, PLANDAAN, PROFILE, REGISTER, WONOSALAM, Speaker, Story, hour
from sepaham.domain.base import Level
from sepaham.domain.packing import contents_list, is_packed, packed_by_station, pieces_of, progress_of
from sepaham.domain.register import PollingStation

ONE = REGISTER.by_key[f"{JIPURAPAH}.001"]


class Hall:
    """A packing hall telling what it packed."""

    def __init__(self):
        self.story, self.kpu = Story(), Speaker(f"kpu:{KABUPATEN}")

    def pack(self, station, units, at="10 08:00", **body):
        told = self.kpu.say("parcel.pack", station.key, hour(at), {"units": units, **body})
        self.story.tell(told)

    @property
    def facts(self):
        return list(self.story.book.facts.kept.values())

    def packed(self):
        return packed_by_station(self.facts).get(ONE.key)


def codes(station=ONE):
    return [unit.code for unit in pieces_of(PROFILE, station)]


def test_a_station_is_packed_once_all_its_pieces_were_named():
    hall = Hall()
    pieces = pieces_of(PROFILE, ONE)
    assert not is_packed(hall.packed(), pieces)
    hall.pack(ONE, codes()[:3])
    assert not is_packed(hall.packed(), pieces)
    hall.pack(ONE, codes()[3:], at="10 09:00")
    assert is_packed(hall.packed(), pieces)
    assert len(hall.packed().facts) == 2


def test_the_seals_stated_last_are_the_seals_on_a_piece():
    hall = Hall()
    box, other, *_ = codes()
    hall.pack(ONE, codes(), seals={box: ["1", "2"], other: ["3"]})
    hall.pack(ONE, [box], at="10 09:00", seals={box: ["9"]})
    assert (hall.packed().units[box], hall.packed().units[other]) == (("9",), ("3",))
    assert hall.packed().units[codes()[-1]] == ()


@pytest.mark.parametrize(
    ("level", "told"),
    [
        (Level.KECAMATAN, [(WONOSALAM, 0, 2), (PLANDAAN, 1, 3)]),
        (Level.KABUPATEN, [(KABUPATEN, 1, 5)]),
    ],
)
def test_progress_counts_the_packed_stations_of_each_place(level, told):
    hall = Hall()
    hall.pack(ONE, codes())
    found = progress_of(REGISTER.stations, profile=PROFILE, facts=hall.facts, level=level)
    assert [(place.region, place.packed, place.stations) for place in found] == told
    assert not any(place.done for place in found)


def test_the_list_says_what_goes_in_the_box_and_what_beside_it():
    found = contents_list(PROFILE, ONE)
    assert {(c.item, c.pieces) for c in found if c.inside} >= {
        ("ballot:pilgub", 533),
        ("ink", 2),
        ("seal", 12),
    }
    assert [c.inside for c in found] == sorted((c.inside for c in found), reverse=True)


def test_an_election_not_held_there_has_no_contents_there():
    jakarta = PollingStation("31.71.01.1001", 1, 500)
    assert "ballot:pilbup" not in {content.item for content in contents_list(PROFILE, jakarta)}
