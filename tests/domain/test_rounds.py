"""What counts of a round: sealed before it closes, revealed after, and the same."""

import json
from pathlib import Path

import pytest

from example import KABUPATEN, ORIGIN, PLANDAAN, Speaker, hour
from sepaham.domain.endings import agreed, endings_of
from sepaham.domain.facts import fact_of
from sepaham.domain.rounds import Rating, Turn, cell_of, rounds_of
from sepaham.domain.sealed import Sheet, seal
from sepaham.domain.statement import Entry
from sepaham.gateways.library import threats

CASES = json.loads((Path(__file__).parents[1] / "vectors/ratings.json").read_text("utf-8"))["cases"]
BAWASLU, POLRES, BPBD, KPU = (f"{line}:{KABUPATEN}" for line in ("bawaslu", "polres", "bpbd", "kpu"))
CELL, DESA = f"flood@{PLANDAAN}", f"flood@{PLANDAAN}.2004"
SALT = bytes(range(32))
ROUND = {"round": "r1", "number": 1}
OPEN = (BAWASLU, "round.open", {**ROUND, "cells": [CELL], "offices": [POLRES, BPBD, KPU]})
CLOSE = (BAWASLU, "round.close", ROUND)


def rated(likelihood, impact, cell=CELL, **more):
    return {"cell": cell, "likelihood": likelihood, "impact": impact, "confidence": 2, **more}


def sealed(office, *ratings, sheet=1):
    made = seal(Sheet(ORIGIN, office, "r1", 1, sheet, ratings), salt=SALT)
    return office, "rating.commit", {**ROUND, "sheet": sheet, "sha256": made, "cells": len(ratings)}


def shown(office, *ratings, sheet=1):
    return office, "rating.reveal", {**ROUND, "sheet": sheet, "salt": SALT.hex(), "ratings": list(ratings)}


def facts(*told):
    at = hour("19 09:00")
    return [
        fact_of(Entry(number, at, Speaker(office).say(kind, KABUPATEN, at, body)), at)
        for number, (office, kind, body) in enumerate(told)
    ]


def held(*told):
    (found,) = rounds_of(facts(*told), log=ORIGIN)
    return found


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_sheet_has_the_seal_that_server_and_phone_agree_on(case):
    names = ("log", "office", "round", "number", "sheet", "ratings")
    sheet = Sheet(**{name: case[name] for name in names})
    assert seal(sheet, salt=bytes.fromhex(case["salt"])) == case["sha256"]


def test_a_rating_counts_when_it_was_sealed_before_the_round_closed_and_revealed_after():
    found = held(OPEN, sealed(POLRES, rated(4, 5)), CLOSE, shown(POLRES, rated(4, 5)))
    assert found.rating(POLRES, CELL) == Rating(CELL, 4, 5, 2)
    assert [found.turn(office) for office in found.offices] == [Turn.REVEALED, Turn.SILENT, Turn.SILENT]


def test_before_the_round_is_closed_nothing_is_read_even_where_an_office_shows_it():
    found = held(OPEN, sealed(POLRES, rated(4, 5)), shown(POLRES, rated(4, 5)))
    assert (found.ratings, found.turn(POLRES)) == ({}, Turn.SEALED)


def test_a_seal_after_the_close_does_not_count():
    found = held(OPEN, CLOSE, sealed(POLRES, rated(4, 5)), shown(POLRES, rated(4, 5)))
    assert (found.ratings, found.turn(POLRES)) == ({}, Turn.SILENT)


def test_the_last_seal_before_the_close_counts():
    found = held(
        OPEN, sealed(POLRES, rated(1, 1)), sealed(POLRES, rated(4, 5)), CLOSE, shown(POLRES, rated(4, 5))
    )
    assert found.rating(POLRES, CELL).likelihood == 4
    late = held(
        OPEN, sealed(POLRES, rated(1, 1)), sealed(POLRES, rated(4, 5)), CLOSE, shown(POLRES, rated(1, 1))
    )
    assert (late.ratings, late.turn(POLRES)) == ({}, Turn.ODD)


def test_what_is_sealed_and_not_revealed_is_missing_and_another_sheet_is_odd_until_the_right_one_comes():
    begun = (OPEN, sealed(POLRES, rated(4, 5)), CLOSE)
    assert held(*begun).turn(POLRES) is Turn.MISSING
    assert held(*begun, shown(POLRES, rated(3, 5))).turn(POLRES) is Turn.ODD
    mended = held(*begun, shown(POLRES, rated(3, 5)), shown(POLRES, rated(4, 5)))
    assert (mended.turn(POLRES), mended.rating(POLRES, CELL).likelihood) == (Turn.REVEALED, 4)


def test_only_who_opened_a_round_closes_it():
    assert held(OPEN, (KPU, "round.close", ROUND)).closed is None


def test_a_desa_that_somebody_flags_is_a_cell_and_another_kabupaten_is_none():
    rows = (rated(4, 5, DESA), rated(5, 5, "flood@35.18.01"), rated(5, 5, "flood@35.1"))
    found = held(OPEN, sealed(POLRES, *rows), CLOSE, shown(POLRES, *rows))
    assert found.flagged == (DESA,)


def test_who_does_not_know_or_has_no_authority_is_no_number():
    rows = ({"cell": CELL, "answer": "unknown"},)
    found = held(
        OPEN,
        sealed(POLRES, *rows),
        sealed(KPU, rated(2, 2)),
        CLOSE,
        shown(POLRES, *rows),
        shown(KPU, rated(2, 2)),
    )
    assert found.rating(POLRES, CELL).answer == "unknown"
    assert cell_of(found, CELL).likelihood == {KPU: 2}


def ended(outcome, *told, by=BAWASLU):
    all_rated = [
        *(sealed(office, rated(4, 4)) for office in (POLRES, BPBD, KPU)),
        CLOSE,
        *(shown(office, rated(4, 4)) for office in (POLRES, BPBD, KPU)),
    ]
    end = (by, "cell.end", {**ROUND, "cell": CELL, "outcome": outcome, "likelihood": 4, "impact": 4})
    every = facts(OPEN, *(told or all_rated), end)
    return endings_of(
        [fact for fact in every if fact.kind == "cell.end"],
        rounds=rounds_of([fact for fact in every if fact.kind != "cell.end"], log=ORIGIN),
        threats=threats(),
    )


def test_an_agreement_holds_when_the_ratings_bear_it_out():
    found = ended("agreed")
    assert (found[CELL].holds, found[CELL].likelihood) == (True, 4)
    assert list(agreed(found)) == [PLANDAAN]


def test_what_is_called_agreed_and_was_not_rated_by_those_with_authority_does_not_hold():
    found = ended("agreed", sealed(POLRES, rated(4, 4)), CLOSE, shown(POLRES, rated(4, 4)))
    assert (found[CELL].unmet, agreed(found)) == (("unrated",), {})


def test_an_ending_is_of_who_opened_the_round_and_a_dissent_is_one_too():
    assert ended("agreed", by=KPU) == {}
    found = ended("dissent")
    assert (found[CELL].outcome, found[CELL].holds) == ("dissent", False)
