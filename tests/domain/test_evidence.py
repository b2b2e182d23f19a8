"""A box taken as evidence is with the police, accuses nobody, and comes back to whom it is returned."""

from domain.delivery import the
from example import JIPURAPAH, KABUPATEN, PLANDAAN, Speaker, Story, code, hour

TPS = f"{JIPURAPAH}.001"
BOX, OTHER = code(TPS, "K1"), code(TPS, "K2")
POLSEK, PPK = f"polsek:{PLANDAAN}", f"ppk:{PLANDAAN}"


def taken(story, *, back=False):
    polsek = Speaker(POLSEK)
    body = {"incident": "i1", "units": [BOX], "document": "LP/1/XI/2024"}
    story.tell(polsek.say("evidence.take", PLANDAAN, hour("28 06:00"), body))
    if back:
        body = {"incident": "i1", "units": [BOX], "to": PPK}
        story.tell(polsek.say("evidence.return", PLANDAAN, hour("29 06:00"), body))


def test_a_box_taken_as_evidence_is_held_by_the_police_and_only_that_is_said():
    story = Story()
    before = story.book.states
    taken(story)
    assert story.rules() == ["evidence_held"]
    assert (before[BOX].holder, before[OTHER].holder) == (POLSEK, f"kpu:{KABUPATEN}")
    found = the(story, "evidence_held")
    assert (found.since, found.until, found.units) == (hour("28 06:00"), None, (BOX,))


def test_what_is_returned_is_again_where_its_handovers_say():
    story = Story()
    taken(story, back=True)
    assert the(story, "evidence_held").until == hour("29 06:00")
    assert story.book.states[BOX].holder == f"kpu:{KABUPATEN}"


def test_nobody_but_police_takes_goods_as_evidence():
    story = Story()
    body = {"incident": "i1", "units": [BOX]}
    told = Speaker(f"panwascam:{PLANDAAN}").say("evidence.take", PLANDAAN, hour("28 06:00"), body)
    story.tell(told)
    assert story.rules() == ["no_authority"]
    assert story.book.states[BOX].holder == f"kpu:{KABUPATEN}"


def test_taken_twice_and_returned_once_is_returned():
    story = Story()
    taken(story)
    taken(story, back=True)
    assert the(story, "evidence_held").until == hour("29 06:00")
