"""Lists of institutions held side by side: what each says of a place, never averaged."""

from datetime import date

import pytest

from sepaham.domain.instrument_kinds import InstrumentError, Row, rows_from_bytes, rows_to_bytes
from sepaham.domain.instruments import Listing, Stand, apart, contradictions, hints, pairs, says
from sepaham.gateways.library import instruments, threats

KABUPATEN, PLANDAAN = "35.17", "35.17.15"
DESA = f"{PLANDAAN}.2004"
KPU, BAWASLU, POLRES, BPBD = (f"{line}:{KABUPATEN}" for line in ("kpu", "bawaslu", "polres", "bpbd"))
FLOOD, THEFT, SWAPPED = (threats().threats[code] for code in ("flood", "theft", "swapped"))


def tps(number, desa=DESA):
    return f"{desa}.{number:03d}"


def listing(instrument, owner, rows, region=KABUPATEN):
    found = Listing(
        instruments()[instrument], owner, owner, region, "k", 9, "0" * 64, date(2024, 11, 19), "data"
    )
    return found.holding({place: Row(answers) for place, answers in rows.items()})


def kpu(*numbers, item="prone"):
    return listing("kpu-hazard", KPU, {tps(n): {item: "yes"} for n in numbers})


def bawaslu(yes=(), no=(), item="disaster"):
    told = {tps(n): {item: "yes"} for n in yes} | {tps(n): {item: "no"} for n in no}
    return listing("bawaslu-tps", BAWASLU, told)


def test_every_indicator_of_a_threat_is_an_item_of_an_instrument():
    known = {f"{code}/{item}" for code, one in instruments().items() for item in one.items}
    assert {item for threat in threats().threats.values() for item in threat.indicators} <= known
    assert len(instruments()["bawaslu-tps"].items) == 25


def test_bpbd_and_dinsos_own_barriers_nobody_may_forget():
    owners = threats().owners(threats().threats)
    assert len(owners["bpbd"]) + len(owners["dinsos"]) >= 3


def test_every_threat_has_a_first_action_a_place_and_a_barrier_on_each_side():
    for threat in threats().threats.values():
        assert (len(threat.actions), bool(threat.places), bool(threat.source)) == (3, True, True)
        assert {barrier.side for barrier in threat.barriers} == {"prevent", "soften"}, threat.code
        assert 2 <= len(threat.barriers) <= 4


def test_two_lists_of_the_same_stations_are_told_apart_station_by_station():
    found = pairs(says([kpu(1, 2, 3, 4), bawaslu(yes=(3, 9), no=(1,))], FLOOD, KABUPATEN))
    assert len(found) == 1
    assert found[0].only_one == {tps(1), tps(2), tps(4)}
    assert (found[0].only_other, found[0].both, found[0].differ) == ({tps(9)}, {tps(3)}, 4)


def test_a_station_that_is_not_on_a_list_is_silent_and_one_that_is_denied_is_denied():
    items = instruments()["bawaslu-tps"].of(FLOOD)
    told = bawaslu(yes=(3,), no=(1,))
    stands = [told.stand(items, tps(n)) for n in (3, 1, 2)]
    assert stands == [Stand.NAMED, Stand.DENIED, Stand.SILENT]


def test_a_list_of_desa_and_a_list_of_stations_are_compared_by_desa():
    hazard = listing("bnpb-hazard", BPBD, {DESA: {"flood": "high"}, f"{PLANDAAN}.2005": {"flood": "low"}})
    one, other = says([hazard, kpu(1, 2)], FLOOD, PLANDAAN)
    assert (apart(one, other).both, apart(one, other).differ) == ({DESA}, 0)
    assert hazard.stand({"flood"}, tps(7)) is Stand.NAMED
    assert says([hazard], FLOOD, tps(7))[0].named == (DESA,)


def test_lists_are_compared_only_where_both_are_of():
    narrow = listing("bawaslu-tps", f"panwascam:{PLANDAAN}", {tps(1): {"disaster": "yes"}}, region=PLANDAAN)
    wide = listing("kpu-hazard", KPU, {tps(1, f"{KABUPATEN}.05.2001"): {"prone": "yes"}})
    assert contradictions([narrow, wide], FLOOD, KABUPATEN) == 1
    assert [one.listing.owner for one in says([narrow, wide], FLOOD, f"{KABUPATEN}.05")] == [KPU]


def test_a_list_that_does_not_speak_of_a_threat_says_nothing_of_it():
    assert says([kpu(1)], SWAPPED, KABUPATEN) == []
    assert contradictions([kpu(1)], FLOOD, KABUPATEN) == 0


def test_a_station_that_is_prone_is_named_under_every_threat_of_that_kind_and_in_its_own_words():
    told = listing("kpu-hazard", KPU, {tps(1): {"prone": "yes", "landslide": "yes"}})
    assert says([told], FLOOD, KABUPATEN)[0].named == (tps(1),)
    assert [w.id for w in told.words(("prone", "landslide"), tps(1))] == ["Rawan bencana", "Tanah longsor"]
    assert says([kpu(2, item="hard-to-reach")], FLOOD, KABUPATEN)[0].named == ()


def test_classes_are_told_in_the_words_of_who_gave_them():
    police = listing("polri-class", POLRES, {tps(1): {"class": "very-prone"}, tps(2): {"class": "less"}})
    found = hints(listings=[police, kpu(1)], threats=threats(), cell=f"theft@{PLANDAAN}")
    assert [owner for owner, _ in found] == [POLRES]
    assert found[0][1].id == "Kelas kerawanan TPS, Sel 19 Nov 2024: menyebut 1 TPS (1 sangat rawan)"
    assert found[0][1].en.endswith("names 1 polling station (1 very prone)")


def test_a_hint_says_how_many_and_also_that_there_are_none():
    told = hints(listings=[kpu(1, 2), bawaslu(no=(1,))], threats=threats(), cell=f"flood@{PLANDAAN}")
    assert [sentence.id.partition(": ")[2] for _, sentence in told] == [
        "menyebut 2 TPS",
        "tidak menyebut satu pun TPS di sini",
    ]
    assert hints(listings=[kpu(1)], threats=threats(), cell="meteor@35.17.15") == []


def test_rows_outside_the_region_of_a_list_say_nothing():
    told = listing(
        "kpu-hazard",
        f"ppk:{PLANDAAN}",
        {tps(1): {"prone": "yes"}, "35.17.05.2001.001": {"prone": "yes"}},
        region=PLANDAAN,
    )
    assert list(told.rows) == [tps(1)]


def test_rows_come_back_from_their_canonical_file_as_they_were():
    rows = {DESA: Row({"flood": "high"}, "2024/2025"), tps(1): Row({"prone": "no"})}
    data = rows_to_bytes(instrument="kpu-hazard", file="a" * 64, rows=rows)
    assert rows_from_bytes(data) == rows
    assert data == rows_to_bytes(instrument="kpu-hazard", file="a" * 64, rows=dict(reversed(rows.items())))
    for wrong in (b"{}", b"[1]", b"no", data.replace(b"sepaham/list/1", b"sepaham/list/9")):
        with pytest.raises(InstrumentError):
            rows_from_bytes(wrong)
