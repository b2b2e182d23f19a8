"""
Uploads in any order, twice, or lost: between fixed enrolments and revocations the picture is the same.

A delivery by people without signal: every statement is signed in one order by its own device, and reaches
the server in another, carried by whoever meets signal first. Which statements come after a revocation is
part of the story; in which order they come is not.
"""

from functools import cache

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.delivery import (
    BOOTH,
    BOX,
    KPPS,
    KPPS2,
    ONE,
    OTHER,
    PPK,
    PPS,
    PTPS,
    TO_PPS,
    TO_TPS,
    TO_TWO,
    TWO,
    off,
)
from example import JIPURAPAH, KABUPATEN, Speaker, Story, hour
from sepaham.domain.base import canonical_json, digest
from sepaham.domain.book import Book
from sepaham.domain.picture import book_rows
from sepaham.domain.statement import Entry

TIMELY = {"device_gap"}
"""When a gap was noticed is a matter of arrival; that a number is missing is not."""
PHONE = digest(b"one phone")
LOST, RECEIPT = "phone of kpps", hour("27 08:00")


def enrolments(story):
    for office, device, by in (
        (PPK, "phone of ppk", f"kpu:{KABUPATEN}"),
        (PPS, "phone of pps", PPK),
        (KPPS, LOST, PPS),
        (KPPS, "other phone of kpps", PPS),
        (KPPS2, "phone of kpps 2", PPS),
        (PTPS, "phone of ptps", f"pkd:{JIPURAPAH}"),
    ):
        told = {"device": device, "algorithm": "ed25519", "key": "k", "office": office}
        phone = {"phone": PHONE} if device in {"phone of pps", LOST} else {}
        speaker = Speaker(by, f"{by} enrols {device}")
        region = by.partition(":")[2]
        story.tell(speaker.say("device.enrol", region, hour("25 20:00"), told | phone))


def delivery():
    """What the parties of two polling stations sign on H-1, in the order in which they sign it."""
    ppk, pps = Speaker(PPK, "phone of ppk"), Speaker(PPS, "phone of pps")
    kpps, spare = Speaker(KPPS, LOST), Speaker(KPPS, "other phone of kpps")
    kpps2, ptps = Speaker(KPPS2, "phone of kpps 2"), Speaker(PTPS, "phone of ptps")
    first = ppk.give(TO_PPS, hour("26 06:00"))
    came = pps.receive(TO_PPS, hour("26 08:00"), [("gives", first.id)])
    give = pps.give(TO_TPS, hour("26 14:00"), seals={BOX: ["104418"]})
    amiss = {"except": [{"unit": BOOTH, "what": "missing"}, {"unit": BOX, "what": "unsealed"}]}
    receive = kpps.receive(TO_TPS, hour("26 14:10"), [("gives", give.id)], **amiss)
    seen = ptps.observe(TO_TPS, hour("26 14:12"), **off(BOOTH, "missing"))
    later = spare.receive(TO_TPS, hour("26 16:00"), only=[BOOTH])
    vouch = ptps.say(
        "handover.observe",
        TO_TPS.region,
        hour("26 16:05"),
        {"list": TO_TPS.hash, "side": "receive"},
        [("sees", receive.id)],
    )
    restated = kpps.receive(TO_TPS, hour("26 14:20"), [("corrects", receive.id)], **off(BOOTH, "missing"))
    give2 = pps.give(TO_TWO, hour("26 15:00"))
    receive2 = kpps2.receive(TO_TWO, hour("26 15:10"), [("gives", give2.id)], **off(BOX, "extra"))
    heard = {"list": TO_TWO.hash, "pieces": len(TO_TWO.units), "of": {"office": KPPS2, "source": "sms"}}
    message = Speaker(f"gateway:{KABUPATEN}", "gateway").say("handover.receive", TWO, hour("26 15:05"), heard)
    safe = spare.say("night.report", ONE, hour("26 22:00"), {"slot": "22", "state": "safe", "guards": 2})
    opened = kpps2.say(
        "unit.open", TWO, hour("27 07:00"), {"units": [OTHER], "purpose": "vote", "present": [KPPS2, PTPS]}
    )
    spoilt = kpps.say("unit.use", ONE, hour("27 07:30"), {"units": [BOOTH]})
    return [
        first,
        came,
        give,
        receive,
        seen,
        later,
        vouch,
        restated,
        give2,
        message,
        receive2,
        safe,
        opened,
        spoilt,
    ]


@cache
def opening():
    story = Story()
    enrolments(story)
    pps = Speaker(PPS, "pps revokes")
    body = {"device": LOST, "reason": "lost"}
    revoke = pps.say("device.revoke", JIPURAPAH, hour("26 18:00"), body)
    return tuple(story.entries), revoke, tuple(delivery())


def folded(before, after):
    """The picture of a log with these arrivals on either side of the revocation."""
    base, revoke, _ = opening()
    book, entries = Book(), list(base)
    for statement in (*before, revoke, *after):
        entries.append(Entry(len(entries), RECEIPT, statement))
    for entry in entries:
        book.take(entry)
    book.settle()
    return sorted(canonical_json(row) for row in book_rows(book) if row[1] not in TIMELY)


@st.composite
def arrivals(draw, numbers, *, known=()):
    """Some statements in some order, some of them, or of those that came before, once more."""
    again = draw(st.lists(st.sampled_from([*numbers, *known]), max_size=6)) if numbers or known else []
    return draw(st.permutations([*numbers, *again]))


@settings(max_examples=100, deadline=None)
@given(data=st.data())
def test_any_order_of_any_uploads_gives_one_picture(data):
    signed = opening()[2]
    number = st.integers(0, len(signed) - 1)
    lost = data.draw(st.sets(number, max_size=4), label="lost for ever")
    late = data.draw(st.sets(number), label="came after the revocation")
    before = sorted(set(range(len(signed))) - lost - late)
    after = sorted(late - lost)
    orders = [(before, after)]
    orders.append((data.draw(arrivals(before)), data.draw(arrivals(after, known=before))))
    told, shuffled = (folded([signed[n] for n in one], [signed[n] for n in two]) for one, two in orders)
    assert shuffled == told


def test_the_tale_moves_goods_and_finds_what_is_odd_in_it():
    signed = opening()[2]
    told = b"".join(folded(signed, ()))
    for rule in ("one_phone", "enrolled_by_giver", "held_twice", "count_differs"):
        assert f'"{rule}"'.encode() in told
    lost = [one for one in signed if one.device == LOST]
    assert b'"needs_confirmation"' in b"".join(folded([], lost))
