import time
import tracemalloc
from collections import Counter
from dataclasses import replace

import pytest

from sepaham.domain.base import Level
from sepaham.domain.catalogue import Rule, with_rule
from sepaham.domain.needs import cartons, lines, needs
from sepaham.domain.quantities import QuantityError
from sepaham.domain.register import PollingStation
from sepaham.gateways.library import profile

PILKADA = profile("pilkada-2024")


def stations(*, voters=(100, 41), desa=("35.17.01.2001", "35.17.01.2002", "35.17.02.2001")):
    return [PollingStation(code, n + 1, count) for code in desa for n, count in enumerate(voters)]


def by_line(need, found=PILKADA):
    return {
        (line.rule.code, line.election.code if line.election else ""): pieces
        for line, pieces in zip(lines(found), need.quantities, strict=True)
    }


def answer(levels, **arguments):
    return {need.region: need for need in needs(levels=levels, profile=PILKADA, **arguments)}


def test_ballots_round_up_at_each_station_not_once_for_the_area():
    found = answer({Level.TPS, Level.DESA}, stations=stations(desa=("35.17.01.2001",)))
    assert by_line(found["35.17.01.2001.001"])["ballot", "pilgub"] == 103
    assert by_line(found["35.17.01.2001.002"])["ballot", "pilgub"] == 43
    assert by_line(found["35.17.01.2001"])["ballot", "pilgub"] == 146


def test_the_revote_reserve_lies_with_the_owner_of_each_election():
    found = answer({Level.KECAMATAN, Level.KABUPATEN, Level.PROVINCE}, stations=stations())
    assert by_line(found["35.17.01"])["revote", "pilbup"] == 0
    assert by_line(found["35.17"])["revote", "pilbup"] == 2000
    assert by_line(found["35.17"])["revote", "pilgub"] == 0
    assert by_line(found["35"])["revote", "pilgub"] == 2000


def test_each_area_is_the_sum_of_what_lies_inside():
    found = answer({Level.TPS, Level.DESA, Level.KECAMATAN}, stations=stations())
    total = Counter()
    for region, need in found.items():
        if region.count(".") == 4:
            total.update(by_line(need))
    kecamatan = sum((Counter(by_line(found[code])) for code in ("35.17.01", "35.17.02")), Counter())
    assert +total == kecamatan
    assert found[""].tps == 6
    assert found[""].voters == 3 * 141


def test_assumed_stations_are_counted_all_the_way_up():
    assumed = [replace(station, assumed=True) for station in stations()[:2]]
    found = answer({Level.KECAMATAN}, stations=[*assumed, *stations()[2:]])
    assert [found[code].assumed_tps for code in ("35.17.01", "35.17.02", "")] == [2, 0, 2]


def test_a_rule_per_desa_or_kecamatan_sees_what_it_holds():
    extra = Rule("recap-box", "recap-box", "kecamatan", "2 + desa + tps", "for the test")
    found = replace(PILKADA, rules=(*PILKADA.rules, extra))
    answered = {
        need.region: need for need in needs(stations=stations(), profile=found, levels={Level.KECAMATAN})
    }
    assert by_line(answered["35.17.01"], found)["recap-box", ""] == 2 + 2 + 4
    assert by_line(answered[""], found)["recap-box", ""] == 8 + 5


def test_an_election_held_elsewhere_needs_nothing_here():
    found = answer({Level.PROVINCE}, stations=stations(desa=("31.71.01.1001",)))
    assert by_line(found["31"])["box", "pilbup"] == 0
    assert by_line(found["31"])["revote", "pilbup"] == 0
    assert by_line(found["31"])["box", "pilgub"] == 2


def test_a_rule_that_gives_a_fraction_is_refused_by_name():
    broken = with_rule(PILKADA, code="ink", expression="voters / 3", source="")
    with pytest.raises(QuantityError, match="Rule ink"):
        list(needs(stations=stations(), profile=broken, levels=()))


def test_stations_out_of_order_are_a_misuse():
    with pytest.raises(ValueError, match=r"35\.17\.01\.2002 after"):
        list(needs(stations=reversed(stations()), profile=PILKADA, levels=()))


def test_no_stations_need_nothing():
    assert [need.tps for need in needs(stations=[], profile=PILKADA, levels={Level.DESA})] == [0]


def test_cartons_are_full_ones_and_an_odd_one():
    assert cartons(1_039_060, 2000) == (519, 1060)
    assert cartons(4000, 2000) == (2, 0)
    with pytest.raises(ValueError, match="0"):
        cartons(1, 0)


def test_jombang_needs_what_it_really_received():
    places = [f"35.17.{k + 1:02d}.{2001 + d}" for k in range(21) for d in range(14)]
    share = [(1942 // len(places)) + (n < 1942 % len(places)) for n in range(len(places))]
    voters = iter([522] * 1018 + [521] * 924)
    real = [
        PollingStation(code, n + 1, next(voters))
        for code, count in zip(places, share, strict=True)
        for n in range(count)
    ]
    begun = time.perf_counter()
    found = by_line(list(needs(stations=real, profile=PILKADA, levels={Level.TPS, Level.DESA}))[-1])
    assert time.perf_counter() - begun < 2
    assert found["box", "pilgub"] + found["box", "pilbup"] == 3884
    assert (found["booth", ""], found["bag", ""], found["seal", ""], found["ink", ""]) == (
        7768,
        1942,
        23304,
        3884,
    )
    assert found["ballot", "pilgub"] == sum(s.voters + -(-s.voters // 40) for s in real)


def test_a_nation_needs_no_more_memory_than_a_desa():
    def nation():
        for kecamatan in range(1, 100):
            for desa in range(2001, 2061):
                for number in range(1, 11):
                    yield PollingStation(f"35.17.{kecamatan:02d}.{desa}", number, 500)

    tracemalloc.start()
    list(needs(stations=nation(), profile=PILKADA, levels={Level.KABUPATEN}))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 2_000_000
