"""What the copies of a station's ballots give rise to in the picture, and that a correction takes it away."""

import pytest

from domain.delivery import the
from example import JIPURAPAH, Speaker, Story, hour
from sepaham.domain.findings import explain

TPS = f"{JIPURAPAH}.001"
KPPS, PTPS, PPK = f"kpps:{TPS}", f"ptps:{TPS}", f"ppk:{JIPURAPAH[:8]}"
AFTER = hour("27 15:00")
WHOLE = {"received": 533, "used": 400, "damaged": 3, "wrong": 1, "unused": 129}


def copy(voice=KPPS, at=AFTER, refs=(), **changed):
    counts = {"pilgub": WHOLE, "pilbup": {**WHOLE, **changed}}
    speaker = voice if isinstance(voice, Speaker) else Speaker(voice)
    return speaker.say("ballots.count", TPS, at, {"counts": counts, "voters": 400}, refs)


def plenary(**changed):
    return copy(PPK, at=hour("29 09:00"), **changed)


def told(*statements):
    story = Story()
    for statement in statements:
        story.tell(statement)
    return story


def test_copies_that_close_and_agree_need_no_look():
    story = told(copy(), copy(PTPS), plenary())
    assert [rule for rule in story.rules() if rule.startswith("ballots")] == []


@pytest.mark.parametrize("column", WHOLE)
def test_one_wrong_number_is_named_with_its_station_and_column(column):
    story = told(copy(), copy(PTPS, **{column: WHOLE[column] + 5}))
    found = the(story, "ballots_differ")
    assert (found.region, found.values["column"], found.severity) == (TPS, column, "differ")
    assert (found.values["stated"], found.values["expected"]) == (WHOLE[column] + 5, WHOLE[column])
    assert found.values["holders"] == [KPPS]


def test_130_unused_ballots_written_down_as_damaged_are_told_before_the_plenary():
    story = told(copy(), plenary(damaged=132, unused=0))
    found = the(story, "ballots_mixed")
    assert (found.values["difference"], found.severity) == (129, "serious")
    said = explain(found, "id", lambda key, _language: key)
    assert "129 lembar berada di kolom rusak" in said
    assert "kolom tidak digunakan" in said


def test_a_corrected_copy_takes_the_finding_away():
    ptps = Speaker(PTPS)
    wrong = copy(ptps, unused=120)
    story = told(copy(), wrong)
    assert the(story, "ballots_open").values["difference"] == 9
    story.tell(copy(ptps, refs=[("corrects", wrong.id)]))
    assert [rule for rule in story.rules() if rule.startswith("ballots")] == []
