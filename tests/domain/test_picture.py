from dataclasses import replace

from example import JIPURAPAH, PLANDAAN, Speaker, Story, code, hour, load
from sepaham.domain.base import canonical_json
from sepaham.domain.picture import PLACES, book_rows, picture_digest, place_of

ONE = f"{JIPURAPAH}.001"
BOX = code(ONE, "K1")
WAY = [
    ("kpu-ppk", PLANDAAN, "kpu>ppk", "ppk"),
    ("ppk-pps", JIPURAPAH, "ppk>pps", "pps"),
    ("pps-kpps", ONE, "pps>tps", "tps"),
    ("kpps-pps", ONE, "tps>pps", "pps<"),
    ("pps-ppk", JIPURAPAH, "pps>ppk", "ppk<"),
    ("ppk-kpu", PLANDAAN, "ppk>kpu", "stored"),
]


def told(legs):
    story = Story()
    for day, (leg, region, _, _) in zip((24, 25, 26, 27, 28, 30), legs, strict=False):
        found = load(leg, region)
        story.tell(Speaker(found.giver, f"g {leg}").give(found, hour(f"{day} 15:00")))
        story.tell(Speaker(found.receiver, f"r {leg}").receive(found, hour(f"{day} 16:00")))
    story.book.settle()
    return story


def test_a_box_passes_every_place_in_their_order():
    story, passed = Story(), ["kpu"]
    for day, (leg, region, moving, resting) in zip((24, 25, 26, 27, 28, 30), WAY, strict=True):
        found = load(leg, region)
        for office, kind, place in ((found.giver, "give", moving), (found.receiver, "receive", resting)):
            story.tell(
                Speaker(office, f"{kind} {leg}").say(
                    f"handover.{kind}", region, hour(f"{day} 15:00"), {"list": found.hash}
                )
            )
            story.book.settle()
            passed.append(place_of(story.book.states[BOX]))
            assert passed[-1] == place
    assert passed == [place for place in PLACES if place != "used"]
    assert story.book.states[BOX].terminal


def test_the_digest_is_that_of_the_rows_in_whatever_order_they_come():
    rows = list(book_rows(told(WAY).book))
    assert picture_digest(rows) == picture_digest(reversed(rows))
    assert all(canonical_json(row) for row in rows), "rows are plain values"


def test_the_digest_changes_with_any_unit_handover_or_finding():
    whole = picture_digest(book_rows(told(WAY).book))
    assert whole == picture_digest(book_rows(told(WAY).book))
    assert whole != picture_digest(book_rows(told(WAY[:5]).book))
    story = told(WAY)
    story.book.states[BOX] = replace(story.book.states[BOX], holder="kpu:35.18")
    assert whole != picture_digest(book_rows(story.book))
