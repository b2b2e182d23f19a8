from example import PROFILE, REGISTER
from sepaham.domain.contents import contents_of
from sepaham.domain.register import PollingStation


def test_a_stations_goods_hold_ballots_per_election_with_their_reserve_and_the_rest_once():
    held = contents_of(PROFILE, REGISTER.by_key["35.17.15.2004.001"])
    assert {"ballot:pilgub": 533, "ballot:pilbup": 533, "ink": 2, "seal": 12}.items() <= held.items()


def test_what_is_tracked_piece_by_piece_is_not_counted_here():
    assert not {"box", "booth", "bag"} & {
        item.partition(":")[0] for item in contents_of(PROFILE, REGISTER.stations[0])
    }


def test_an_election_not_held_there_has_no_ballots():
    jakarta = PollingStation("31.71.01.1001", 1, 500)
    assert "ballot:pilbup" not in contents_of(PROFILE, jakarta)
    assert contents_of(PROFILE, jakarta)["ballot:pilgub"] == 513
