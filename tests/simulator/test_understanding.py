"""Before goods move: lists that contradict, two rounds of sealed ratings, endings, a meeting, deeds."""

from collections import Counter
from functools import cache

import pytest

from sepaham.domain.cells import region_in
from sepaham.domain.commitments import commitments_of
from sepaham.domain.endings import agreed, endings_of
from sepaham.domain.instrument_kinds import rows_from_bytes
from sepaham.domain.means import proposals_of
from sepaham.domain.rakor import rakors_of
from sepaham.domain.rounds import Turn, rounds_of
from sepaham.domain.understanding import COMMITMENTS, ENDINGS, MEANS, RAKOR, ROUNDS, UNDERSTANDING
from sepaham.gateways.library import threats
from sepaham.simulator.run import play_in_memory, simulate
from sepaham.simulator.scene import Membership
from simulator.small import LOG, played, world


@cache
def run(membership=Membership.ALL):
    return simulate(**world(4), seed=1, membership=membership, threats=threats(), faults={}, twins={})


@cache
def facts(membership=Membership.ALL):
    book, _ = played(run(membership))
    return [fact for fact in book.facts.kept.values() if fact.kind in UNDERSTANDING]


def of(*kinds, membership=Membership.ALL):
    return [fact for fact in facts(membership) if fact.kind in kinds]


def rounds(membership=Membership.ALL):
    return rounds_of(of(*ROUNDS, membership=membership), log=LOG)


@pytest.mark.parametrize("membership", Membership)
def test_with_all_of_it_a_run_is_as_calm_as_without(membership):
    result = play_in_memory(run(membership))
    assert result["false_alarms"] == result["unexplained"] == 0
    assert (result["findings"], result["rebuilt_equals_live"]) == ({}, True)


def test_the_same_seed_says_the_same():
    again = simulate(**world(4), seed=1, membership=Membership.ALL, threats=threats(), faults={}, twins={})
    assert [spoken.body for spoken in again.stream] == [spoken.body for spoken in run().stream]
    assert again.files == run().files


def test_a_run_without_a_catalogue_says_nothing_of_threats():
    silent = simulate(**world(), seed=1, faults={}, twins={})
    assert {spoken.kind for spoken in silent.stream}.isdisjoint(UNDERSTANDING)
    assert silent.files == {}


def test_lists_are_in_the_proportion_of_2024_and_contradict_each_other():
    stated = {fact.body["instrument"]: fact for fact in of("instrument.state")}
    assert {fact.actor for fact in stated.values()} == {
        f"{line}:35.17" for line in ("kpu", "bawaslu", "polres", "bpbd")
    }
    rows = {code: rows_from_bytes(run().files[fact.body["sha256"]]) for code, fact in stated.items()}
    assert {code: len(found) for code, found in rows.items()} == {
        code: fact.body["rows"] for code, fact in stated.items()
    }
    prone = {"kpu": set(rows["kpu-hazard"])}
    prone["bawaslu"] = {s for s, row in rows["bawaslu-tps"].items() if row.answers["disaster"] == "yes"}
    assert len(rows["bawaslu-tps"]) == 24 > len(prone["kpu"]) > len(prone["bawaslu"]) >= 1
    assert prone["kpu"] & prone["bawaslu"]


def test_ratings_are_sealed_before_the_close_and_fit_their_seals_after_it():
    first, second = rounds()
    assert (len(first.asked), len(first.cells)) == (8, 20)
    assert first.closed.at < second.opened.at
    assert 0 < len(second.cells) < len(first.cells)
    turns = {office.partition(":")[0]: first.turn(office) for office in first.asked}
    assert turns.pop("kodim") is Turn.MISSING
    assert set(turns.values()) == {Turn.REVEALED}
    assert {second.turn(office) for office in second.asked} == {Turn.REVEALED}
    answers = {rating.answer for given in first.ratings.values() for rating in given.values()}
    assert answers == {"", "unknown", "not_ours"}
    assert all(fact.body["seconds"] <= 15 * 60 for fact in of("rating.commit"))


def test_who_is_not_at_the_keys_is_asked_and_stays_silent_and_its_list_is_copied():
    first, _ = rounds(Membership.WITHOUT_KPU)
    assert first.turn("kpu:35.17") is Turn.SILENT
    lists = of("instrument.state", membership=Membership.WITHOUT_KPU)
    assert {fact.office for fact in lists if fact.actor == "kpu:35.17"} == {"bawaslu:35.17"}
    assert all(fact.actor != "kpu:35.17" for fact in of(*MEANS, membership=Membership.WITHOUT_KPU))


def test_cells_end_agreed_only_where_the_ratings_bear_it_out_and_one_body_stands_alone():
    found = endings_of(of(*ENDINGS), rounds=rounds(), threats=threats())
    outcomes = Counter(ending.outcome for ending in found.values())
    assert outcomes["agreed"] > 5
    assert outcomes["dissent"] >= 1
    assert all(ending.holds for ending in found.values() if ending.outcome == "agreed")
    alone = found["flood@35.17.04"]
    assert {fact.actor for fact in alone.dissents} == {"bpbd:35.17"}
    assert (alone.likelihood, alone.impact) == (5, 5), "the worse case"
    assert agreed(found).keys() <= {f"35.17.0{n}" for n in range(1, 5)}


def test_meetings_are_called_attended_and_noted_and_somebody_who_owns_a_barrier_is_not_invited():
    meeting, local = rakors_of(of(*RAKOR))
    assert (meeting.caller, local.caller) == ("bawaslu:35.17", "panwascam:35.17.04")
    assert "dishub:35.17" in meeting.absent
    assert "dinsos:35.17" not in meeting.expected
    assert meeting.notes
    assert any(fact.office != fact.actor for fact in meeting.came.values()), "a name copied from paper"
    assert local.present


def test_proposals_are_answered_each_way_and_commitments_end_each_way():
    end = run().ends_at
    asked = proposals_of(of(*MEANS))
    answers = {one.course(end).value for one in asked if one.to == "polres:35.17"}
    assert answers >= {"accepted", "less", "declined"}
    assert any(one.answer is None for one in asked)
    states = Counter(one.state(end).value for one in commitments_of(of(*COMMITMENTS)))
    assert states.keys() >= {"on_time", "late", "declared", "expired"}


def test_everything_is_said_before_goods_move():
    moves = min(spoken.at for spoken in run().stream if spoken.kind == "handover.give")
    assert max(fact.at for fact in facts()) < moves
    assert {region_in(fact.body["cell"]) for fact in of("cell.end")} <= set(run().base.register.regions)
