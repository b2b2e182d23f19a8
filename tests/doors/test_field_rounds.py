"""What a phone is given of rounds: what it is asked, its own seals, and no rating before the close."""

import json

import pytest
from device import ask

from example import JIPURAPAH, KABUPATEN, KLITIH, OPENED, ORIGIN, PLANDAAN, Phone, hour
from judged import SALT, rated
from listings import LISTS
from sepaham.domain.sealed import Sheet, seal
from sepaham.records import instruments

pytestmark = pytest.mark.database
KPU, BAWASLU, POLRES, PEMKAB, CAMAT = (
    *(f"{line}:{KABUPATEN}" for line in ("kpu", "bawaslu", "polres", "pemkab")),
    f"camat:{PLANDAAN}",
)
PANWASCAM, PPS = f"panwascam:{PLANDAAN}", f"pps:{JIPURAPAH}"
CELL = f"flood@{PLANDAAN}"
AT, LATER = hour("19 09:00"), hour("20 09:00")
ROUND = {"round": "r1", "number": 1}
CLOSES = "2024-11-19T11:00:00Z"


@pytest.fixture
def state(phones, gateway, keep):
    """State something as an office: `state(office, kind, body)`; the phones are `state.phones`."""
    found = dict(phones)
    for office, above in ((POLRES, ""), (PEMKAB, ""), (CAMAT, PEMKAB)):
        found[office] = Phone(office)
        keep((found[above] if above else gateway).enrolment(found[office], office.partition(":")[2], OPENED))

    def said(office, kind, body, region=KABUPATEN, at=AT):
        phone = found[office]
        keep(phone.sign(phone.voice.say(kind, region, at, body)), at=at)

    said.phones = found
    return said


def opened(state, number=1, offices=(POLRES, CAMAT)):
    named = {"round": "r1", "number": number, "cells": [CELL], "offices": list(offices), "closes": CLOSES}
    state(BAWASLU, "round.open", named)


def sealed(state, office, row, region=KABUPATEN):
    """Seal a rating, and return what reveals it."""
    made = seal(Sheet(ORIGIN, office, "r1", 1, 1, [row]), salt=SALT)
    state(office, "rating.commit", {**ROUND, "sheet": 1, "sha256": made, "cells": 1}, region)
    return {**ROUND, "sheet": 1, "salt": SALT.hex(), "ratings": [row]}


def parts(state, office):
    return ask(state.phones[office], "field/sync").json()["parts"]


def test_where_no_round_runs_a_phone_is_given_no_part_of_it(state):
    assert not {"rounds", "threats"} & parts(state, PANWASCAM).keys()


def test_who_was_asked_and_who_covers_the_region_is_given_the_round_and_a_desa_is_not(state, monkeypatch):
    monkeypatch.setattr(instruments, "in_force", lambda **_: list(LISTS))
    opened(state)
    for office, asked in ((POLRES, True), (CAMAT, True), (KPU, False)):
        (told,) = parts(state, office)["rounds"]
        assert (told["asked"], told["closed"], told["closes"], told["mine"]) == (asked, False, CLOSES, {})
        (cell,) = told["cells"]
        assert (cell["cell"], "before" in cell, len(cell["hints"])) == (CELL, False, 2)
        assert "menyebut 2 TPS" in cell["hints"][0]["id"]
    for office in (PANWASCAM, PPS):
        assert "rounds" not in parts(state, office)


def test_threats_are_named_with_the_words_of_each_step_and_places_with_the_desa_one_may_flag(state):
    opened(state)
    found = parts(state, CAMAT)
    assert set(found["threats"]["threats"]) == {"flood"}
    assert [one["step"] for one in found["threats"]["likelihood"]] == [1, 2, 3, 4, 5]
    assert found["threats"]["impact"][0]["en"]
    assert {PLANDAAN, KABUPATEN, POLRES, JIPURAPAH, KLITIH} <= found["names"].keys()


def test_no_phone_holds_a_rating_before_the_close_even_where_an_office_shows_it(state):
    opened(state)
    row = rated(CELL, 4, 5, evidence="air naik dua malam")
    state(POLRES, "rating.reveal", sealed(state, POLRES, row))
    for office in (POLRES, CAMAT, KPU, BAWASLU):
        found = parts(state, office)
        assert "air naik" not in json.dumps(found)
        assert found["rounds"][0]["revealed"] == []
    assert list(parts(state, POLRES)["rounds"][0]["mine"]) == ["1"]
    assert parts(state, CAMAT)["rounds"][0]["mine"] == {}


def test_a_closed_round_tells_a_phone_what_it_still_has_to_reveal_and_then_goes(state):
    opened(state)
    rows = {
        office: sealed(state, office, rated(CELL, step, step), area)
        for office, step, area in ((POLRES, 5, KABUPATEN), (CAMAT, 1, PLANDAAN))
    }
    state(BAWASLU, "round.close", ROUND, at=LATER)
    state(POLRES, "rating.reveal", rows[POLRES], at=LATER)
    (told,) = parts(state, POLRES)["rounds"]
    assert (told["closed"], told["revealed"], told["cells"][0]["hints"]) == (True, [1], [])
    assert "rounds" not in parts(state, KPU)
    opened(state, 2)
    assert [one["number"] for one in parts(state, CAMAT)["rounds"]] == [1, 2]
    (told,) = parts(state, POLRES)["rounds"]
    assert told["cells"][0]["before"] == [{"office": POLRES, "likelihood": 5, "impact": 5}]
