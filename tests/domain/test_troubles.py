"""A report from the field needs a look until somebody answers it."""

import pytest

from domain.delivery import find, the
from example import JIPURAPAH, KABUPATEN, KLITIH, Speaker, Story, code, hour
from sepaham.domain.findings import explain
from sepaham.domain.picture import book_rows, picture_digest
from sepaham.domain.trouble_words import TROUBLES

TPS = f"{JIPURAPAH}.001"
KPPS, PPS, CARRIER = f"kpps:{TPS}", f"pps:{JIPURAPAH}", f"carrier:{KABUPATEN}"
BOX, FAR_BOX = code(TPS, "K1"), code(f"{KLITIH}.001", "K1")
NOON, LATER = hour("26 12:00"), hour("26 13:00")
BRIDGE = {"what": "road", "note": "Jembatan Klitih putus."}


def report(office=KPPS, region=TPS, at=NOON, body=BRIDGE):
    return Speaker(office).say("trouble.report", region, at, body)


def answer(finding, office=PPS, at=LATER, word="mended"):
    body = {"finding": finding.key, "answer": word}
    return Speaker(office).say("finding.answer", finding.region, at, body)


def test_a_report_needs_a_look_from_its_hour_on():
    story = Story()
    told = report()
    story.tell(told)
    found = the(story, "trouble_reported")
    assert (found.since, found.until, found.region, found.basis) == (NOON, None, TPS, (told.id,))
    assert found.severity == "attention"


@pytest.mark.parametrize("what", TROUBLES)
def test_it_is_said_in_plain_words_with_the_note(what):
    story = Story()
    story.tell(report(body={"what": what, "note": "Jembatan putus."}))
    found = the(story, "trouble_reported")
    for language in ("id", "en"):
        said = explain(found, language, lambda key, _language: key)
        assert TROUBLES[what].say(language, {}) in said
        assert said.endswith(". “Jembatan putus.”")


def test_without_a_note_the_sentence_ends_with_the_trouble():
    story = Story()
    story.tell(report(body={"what": "water"}))
    assert explain(the(story, "trouble_reported"), "en", lambda key, _: key).endswith("heavy rain.")


def test_the_first_answer_settles_it_and_a_later_one_changes_nothing():
    story = Story()
    story.tell(report())
    open_ = the(story, "trouble_reported")
    story.tell(answer(open_))
    story.tell(answer(open_, office=KPPS, at=hour("26 15:00")))
    assert the(story, "trouble_reported").until == LATER


def test_an_answer_that_came_before_its_report_settles_it_too():
    story, other = Story(), Story()
    told = report()
    other.tell(told)
    said = answer(the(other, "trouble_reported"))
    other.tell(said)
    story.tell(said)
    story.tell(told)
    other.book.settle(), story.book.settle()
    assert picture_digest(book_rows(story.book)) == picture_digest(book_rows(other.book))
    assert the(story, "trouble_reported").until == LATER


def test_an_answer_taken_back_leaves_it_open_and_a_report_taken_back_is_gone():
    story, pps, kpps = Story(), Speaker(PPS), Speaker(KPPS)
    told = kpps.say("trouble.report", TPS, NOON, BRIDGE)
    story.tell(told)
    found = the(story, "trouble_reported")
    body = {"finding": found.key, "answer": "checked"}
    said = pps.say("finding.answer", TPS, LATER, body)
    story.tell(said)
    assert the(story, "trouble_reported").until
    back = pps.say("finding.answer", TPS, LATER, {**body, "finding": "0" * 16}, [("corrects", said.id)])
    story.tell(back)
    assert the(story, "trouble_reported").until is None
    story.tell(kpps.say("trouble.report", TPS, LATER, {"what": "water"}, [("corrects", told.id)]))
    (left,) = find(story, "trouble_reported")
    assert left.values["trouble"] == "water"


def test_it_is_for_offices_of_the_place_alone_and_the_carrier_may_too():
    story = Story()
    story.tell(report(office=CARRIER, region=KLITIH))
    story.tell(report(office=KPPS, region=KLITIH))
    (found,) = find(story, "trouble_reported")
    assert found.values["office"] == CARRIER
    (refused,) = find(story, "no_authority")
    assert refused.values["reason"] == "elsewhere"


def test_it_cannot_be_copied_for_another():
    from sepaham.domain.statement import StatementError, check_body

    with pytest.raises(StatementError):
        check_body(kind="trouble.report", body={**BRIDGE, "of": {"office": PPS, "source": "paper"}})


def test_units_of_its_place_come_along_and_nothing_follows_for_their_custody():
    story = Story()
    story.tell(report(body={"what": "goods", "about": [BOX, FAR_BOX, "no unit at all"]}))
    assert story.rules() == ["trouble_reported"]
    assert the(story, "trouble_reported").units == (BOX,)
    assert story.book.states[BOX].last == ""
