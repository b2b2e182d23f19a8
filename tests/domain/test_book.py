"""The book: base facts by hash, plans that change, and the same picture whatever order things came in."""

from dataclasses import replace
from datetime import timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from example import (
    JIPURAPAH,
    KABUPATEN,
    KLITIH,
    OPENED,
    PLAN,
    PLANDAAN,
    Speaker,
    Story,
    code,
    corrected,
    hour,
    load,
)
from sepaham.domain.base import digest
from sepaham.domain.book import Book, BookError
from sepaham.domain.custody import Handover
from sepaham.domain.picture import book_rows, picture_digest
from sepaham.domain.plan import plan_to_bytes
from sepaham.domain.statement import Entry, Ref, Statement

ONE, TWO = f"{JIPURAPAH}.001", f"{JIPURAPAH}.002"
FOUND = load("pps-kpps", ONE)
BOX, SWAPPED, BOOTH = code(ONE, "K1"), code(ONE, "K2"), code(ONE, "B4")
KPU, PPK, PPS = f"kpu:{KABUPATEN}", f"ppk:{PLANDAAN}", f"pps:{JIPURAPAH}"


def row(unit, what):
    return {"unit": unit, "what": what}


# Base facts


def declare(story, what, file, *, size=None):
    body = {"what": what, "sha256": digest(file), "size": size or len(file)}
    gateway = Speaker(f"gateway:{KABUPATEN}", f"gateway that declares {digest(file)}")
    return gateway.say("base.declare", KABUPATEN, OPENED, body)


def test_base_facts_enter_by_the_hash_of_their_file():
    story = Story()
    assert story.book.foundations.plan == PLAN
    assert len(story.book.units) == 35
    assert len(story.book.handovers) == 20


@pytest.mark.parametrize("file", [b"", b"another file"])
def test_a_base_fact_with_another_file_is_refused_because_the_caller_broke_the_log(file):
    story = Story()
    statement = declare(story, "plan", plan_to_bytes(PLAN))
    with pytest.raises(BookError) as broken:
        story.book.take(Entry(99, OPENED, statement, file))
    assert broken.value.code == "book.base"


def test_before_any_base_fact_nothing_an_office_says_counts_or_raises():
    book = Book()
    for index, statement in enumerate(journey()):
        book.take(Entry(index, OPENED + timedelta(days=12), statement))
    book.settle()
    assert book.states == {}
    assert book.handovers == {}


def test_a_plan_may_be_declared_before_the_register():
    told, book = Story().entries, Book()
    for index, entry in enumerate(sorted(told, key=lambda e: e.statement.body["what"])):
        book.take(replace(entry, index=index))
        book.settle()
    assert picture_digest(book_rows(book)) == picture_digest(book_rows(settled(Story().book)))


def settled(book):
    book.settle()
    return book


# A plan that changes


def revised():
    """The plan with every list of the last stretch two hours earlier, under another nonce."""
    lists = [
        replace(x, nonce="new " + x.nonce, closes_at=x.closes_at - timedelta(hours=2))
        if x.leg == "pps-kpps"
        else x
        for x in PLAN.lists.values()
    ]
    return replace(PLAN, lists={x.hash: x for x in lists})


def tell_revision(story):
    file = plan_to_bytes(revised())
    story.tell(declare(story, "plan", file), at=OPENED, file=file)


def lates(story):
    story.book.settle()
    return {f.subject for f in story.book.findings.values() if f.rule == "late"}


def test_a_revised_plan_lets_go_of_the_lists_nobody_used():
    story = Story()
    assert FOUND.hash in lates(story)
    tell_revision(story)
    assert len(story.book.handovers) == 20
    assert lates(story) == set(revised().lists)


def test_a_revised_plan_names_the_lists_it_lets_go_once():
    story = Story()
    story.book.settle()
    tell_revision(story)
    changes = story.book.settle()
    assert changes.dropped == set(PLAN.lists) - set(revised().lists)
    assert len(changes.dropped) == 5
    assert not changes.dropped & {handover.hash for handover in changes.handovers}
    assert story.book.settle().dropped == set()


def test_a_list_that_is_used_after_all_is_let_go_no_more():
    story = Story()
    tell_revision(story)
    story.tell(Speaker(PPS).give(FOUND, hour("26 14:00")))
    changes = story.book.settle()
    assert FOUND.hash not in changes.dropped
    assert FOUND.hash in {handover.hash for handover in changes.handovers}


def test_a_list_that_goods_came_by_before_the_plan_was_revised_leaves_the_new_one_nothing_to_wait_for():
    story = Story()
    story.tell(Speaker(PPS).give(FOUND, hour("26 14:00")))
    story.tell(Speaker(f"kpps:{ONE}").receive(FOUND, hour("26 14:10")))
    tell_revision(story)
    new = next(x for x in revised().lists.values() if (x.leg, x.region) == ("pps-kpps", ONE))
    assert new.hash not in lates(story)


def test_a_revised_plan_keeps_a_list_that_was_used():
    story = Story()
    story.tell(Speaker(PPS).give(FOUND, hour("26 14:00")))
    tell_revision(story)
    assert FOUND.hash in story.book.handovers
    assert len(story.book.handovers) == 21
    story.tell(Speaker(f"kpps:{ONE}").receive(FOUND, hour("26 14:10")))
    story.book.settle()
    assert story.book.states[BOX].reached


@pytest.mark.parametrize("late", [True, False], ids=["after the revision", "before it"])
def test_an_act_on_a_list_that_was_let_go_counts_whenever_it_comes(late):
    story = Story()
    if late:
        tell_revision(story)
    story.tell(Speaker(PPS).give(FOUND, hour("26 14:00")))
    story.tell(Speaker(f"kpps:{ONE}").receive(FOUND, hour("26 14:10")))
    if not late:
        tell_revision(story)
    story.book.settle()
    assert story.book.states[BOX].reached
    assert story.rules(hour("26 18:00")) == []
    assert FOUND.hash in story.book.handovers


def test_a_list_replaced_within_its_stage_is_no_gap_in_custody():
    story = Story()
    story.tell(Speaker(PPS).give(FOUND, hour("26 14:00")))
    story.tell(Speaker(f"kpps:{ONE}").receive(FOUND, hour("26 14:10")))
    tell_revision(story)
    story.book.settle()
    gaps = {f.subject for f in story.book.findings.values() if f.rule == "custody_gap"}
    assert not gaps & {x.hash for x in story.book.handovers.values() if x.load.leg == "pps-kpps"}


def test_a_list_declared_by_mistake_and_corrected_is_awaited_no_more_unless_it_was_used():
    story, pps = Story(), Speaker(PPS)
    made = [replace(FOUND, step=step, units=(BOX,), nonce=str(step)) for step in (1, 2)]
    first, second = (pps.say("list.declare", ONE, hour("26 13:00"), {"list": x.to_dict()}) for x in made)
    for statement in (first, second):
        story.tell(statement)
    assert {x.hash for x in made} <= lates(story)
    story.tell(
        pps.say("list.declare", ONE, hour("26 13:05"), {"list": made[1].to_dict()}, [("corrects", first.id)])
    )
    assert made[0].hash not in lates(story)
    assert made[1].hash in lates(story)
    story.tell(Speaker(f"kpps:{ONE}").receive(made[0], hour("26 14:00")))
    story.book.settle()
    assert story.book.states[BOX].holder == f"kpps:{ONE}"


# What settling says


def test_settling_says_what_changed_and_then_nothing():
    story = Story()
    story.book.settle()
    story.tell(Speaker(PPS).give(FOUND, hour("26 14:00")))
    changes = story.book.settle()
    assert {state.code for state in changes.units} == set(FOUND.units)
    assert FOUND.hash in {handover.hash for handover in changes.handovers}
    assert {f.rule for f in changes.findings.values()} == {"late", "never_received", "custody_gap"}
    again = story.book.settle()
    assert (again.units, again.handovers, again.findings, again.gone) == ([], [], {}, set())


def test_settling_names_the_findings_that_are_gone():
    story = Story()
    story.tell(Speaker(PPS).give(FOUND, hour("26 14:00")))
    came = {f.rule: key for key, f in story.book.settle().findings.items() if f.subject == FOUND.hash}
    story.tell(Speaker(f"kpps:{ONE}").receive(FOUND, hour("26 14:10")))
    assert story.book.settle().gone == {came["late"], came["never_received"]}


# Order


def journey() -> list[Statement]:
    """Two stations out and home, with faults, slips, papers, a swap put right, acts of wrong offices."""
    voices = {}

    def voice(office, device=""):
        return voices.setdefault((office, device), Speaker(office, device))

    kpps, kpps2, ptps, pps = voice(f"kpps:{ONE}"), voice(f"kpps:{TWO}"), voice(f"ptps:{ONE}"), voice(PPS)
    pkd, panwascam = voice(f"pkd:{JIPURAPAH}"), voice(f"panwascam:{PLANDAAN}")
    said = [
        voice(KPU).say(
            "parcel.pack",
            station,
            hour("20 10:00"),
            {
                "units": list(load("pps-kpps", station).units),
                "seals": {code(station, "K1"): [f"S{n}"]},
                "counts": {"ink": n},
            },
        )
        for n, station in enumerate((ONE, TWO), start=1)
    ]
    to_ppk, to_pps, two = load("kpu-ppk", PLANDAAN), load("ppk-pps", JIPURAPAH), load("pps-kpps", TWO)
    said += [
        voice(KPU).give(to_ppk, hour("24 09:00")),
        voice(PPK).receive(to_ppk, hour("24 11:00"), seals={BOX: ["S1"]}),
    ]
    said += [
        voice(PPK).give(to_pps, hour("26 06:00")),
        pps.receive(to_pps, hour("26 07:00")),
        pkd.observe(to_pps, hour("26 07:00")),
    ]
    # PPS seals a box again; then the parcels go out, two boxes swapped, a booth missing, a box unsealed.
    said.append(
        pps.say(
            "unit.seal",
            JIPURAPAH,
            hour("26 08:00"),
            {"seals": {BOX: ["S9"]}, "after": "ppk-pps", "present": []},
        )
    )
    said += [pps.give(FOUND, hour("26 13:00"), seals={BOX: ["S9"]}), pps.give(two, hour("26 13:30"))]
    short = [row(SWAPPED, "missing"), row(BOOTH, "missing"), row(BOX, "unsealed"), row("ZZZ", "extra")]
    short.append(row(BOX, "damaged"))
    slip = kpps.receive(
        FOUND, hour("26 14:00"), **{"except": [row(code(ONE, "B1"), "missing")]}, counts={"ink": 20}
    )
    said += [
        slip,
        kpps.receive(
            FOUND, hour("26 14:05"), [("corrects", slip.id)], **{"except": short}, counts={"ink": 2}
        ),
    ]
    wrong = kpps2.receive(two, hour("26 15:00"), **{"except": [row(code(ONE, "B2"), "extra")]})
    said += [
        wrong,
        kpps2.receive(two, hour("26 15:05"), [("corrects", wrong.id)], **{"except": [row(SWAPPED, "extra")]}),
    ]
    said += [
        ptps.observe(FOUND, hour("26 14:05"), **{"except": short[:2]}),
        voice(f"ptps:{TWO}").observe(two, hour("26 15:00")),
        voice(f"ptps:{TWO}").receive(two, hour("26 15:10")),
        panwascam.say(
            "handover.observe",
            ONE,
            hour("26 15:00"),
            {"list": FOUND.hash, "side": "give"},
            [("corrects", slip.id)],
        ),
        voice(f"panwascam:{KLITIH}").observe(FOUND, hour("26 15:00")),
    ]
    said.append(voice(f"ptps:{JIPURAPAH}.077").observe(FOUND, hour("26 15:00")))
    late_seal = {"seals": {BOX: ["S10"]}, "after": "pps-kpps", "present": []}
    said.append(pps.say("unit.seal", JIPURAPAH, hour("26 20:00"), late_seal))
    # The stray box goes back on a list made on the way; its declaration is signed last of all.
    back = replace(FOUND, nonce="back", step=1, units=(SWAPPED, "XXX"), giver=f"kpps:{TWO}")
    said.append(corrected(kpps2.give(back, hour("26 16:00")), region=TWO))
    said += [
        kpps.receive(back, hour("26 16:30")),
        kpps.receive(FOUND, hour("26 18:00"), only=[BOOTH]),
        pkd.observe(back, hour("26 16:30")),
    ]
    unused = replace(back, nonce="unused")
    mistake = kpps2.say("list.declare", TWO, hour("26 16:00"), {"list": unused.to_dict()})
    said += [
        mistake,
        kpps2.say(
            "list.declare", TWO, hour("26 16:01"), {"list": back.to_dict()}, [("corrects", mistake.id)]
        ),
    ]
    said.append(kpps.say("list.declare", ONE, hour("26 16:02"), {"list": back.to_dict()}))
    # Voting day, copied papers, an act on another's goods, a phone that tells two stories.
    opened = kpps.say(
        "unit.open", ONE, hour("27 06:50"), {"units": [BOX, SWAPPED], "purpose": "vote", "present": []}
    )
    said += [
        opened,
        kpps.say("unit.use", ONE, hour("27 13:30"), {"units": [code(ONE, "T1"), code(TWO, "T1")]}),
    ]
    for leg, region, giver, receiver in (
        ("kpps-pps", ONE, ptps, pps),
        ("kpps-pps", TWO, pkd, pps),
        ("pps-ppk", JIPURAPAH, pps, panwascam),
        ("ppk-kpu", PLANDAAN, voice(PPK), voice(KPU)),
    ):
        found, at = load(leg, region), hour("27 20:00") + timedelta(hours=24 * (leg != "kpps-pps"))
        for by, kind, office in ((giver, "give", found.giver), (receiver, "receive", found.receiver)):
            of = {} if by.office == office else {"of": {"office": office, "source": "paper"}}
            said.append(by.say(f"handover.{kind}", region, at, {"list": found.hash, **of}))
    fork = ptps.observe(FOUND, hour("27 21:00"))
    said += [fork, corrected(fork, id=digest(b"fork"), body={**fork.body, "counts": {"ink": 1}})]
    said.append(corrected(fork, id=digest(b"third"), body={**fork.body, "counts": {"ink": 3}}))
    # A revoked phone's words: one vouched for, one restated, one that stays waiting.
    lost, linmas = voice(f"linmas:{ONE}", "lost"), voice(f"linmas:{ONE}", "linmas new")
    three = [
        lost.observe(FOUND, hour("26 14:00"), **{"except": [row(unit, "missing")]})
        for unit in (BOX, SWAPPED, BOOTH)
    ]
    report = {"slot": "22", "state": "safe", "guards": 1}
    said += [*three, linmas.observe(FOUND, hour("27 08:00"))]
    said.append(
        voice(f"babinsa:{JIPURAPAH}", "babinsa").say(
            "night.report", ONE, hour("27 08:00"), report, [("sees", three[0].id)]
        )
    )
    said.append(corrected(linmas.observe(FOUND, hour("27 08:10")), refs=(Ref("corrects", three[1].id),)))
    return said


def opening() -> list[Entry]:
    """The base facts, three phones enrolled and one of them revoked."""
    story = Story()
    satpol, koramil = Speaker(f"satpolpp:{KABUPATEN}"), Speaker(f"koramil:{PLANDAAN}")
    for voice, device, office in (
        (satpol, "lost", f"linmas:{ONE}"),
        (satpol, "linmas new", f"linmas:{ONE}"),
        (koramil, "babinsa", f"babinsa:{JIPURAPAH}"),
    ):
        body = {"device": device, "algorithm": "ed25519", "key": "k", "office": office}
        story.tell(voice.say("device.enrol", voice.office.partition(":")[2], OPENED, body))
    story.tell(satpol.say("device.revoke", KABUPATEN, OPENED, {"device": "lost", "reason": "lost"}))
    return story.entries


FIRST, JOURNEY = opening(), journey()
CAME = {statement.id: statement.at + timedelta(minutes=17 * n % 300) for n, statement in enumerate(JOURNEY)}


def fold(order, *, step=0):
    """Fold the journey in an order, settling every so many entries; return what the picture is made of."""
    book = Book()
    for entry in FIRST:
        book.take(entry)
    for place, statement in enumerate(order):
        book.take(Entry(len(FIRST) + place, CAME[statement.id], statement))
        if step and place % step == 0:
            book.settle()
    book.settle()
    findings = {key: f for key, f in book.findings.items() if f.rule != "device_gap"}
    handovers = {h: ids(x) for h, x in book.handovers.items()}
    return book.states, handovers, findings


def ids(handover: Handover):
    return [[act.id for act in side] for side in (handover.given, handover.received, handover.seen)]


STATES, HANDOVERS, FINDINGS = fold(JOURNEY)
orders = st.permutations(range(len(JOURNEY)))


def test_the_journey_has_something_of_everything():
    assert {f.rule for f in FINDINGS.values()} == {
        "count_differs",
        "custody_gap",
        "damaged",
        "declared_differs_seen",
        "device_fork",
        "late",
        "needs_confirmation",
        "no_authority",
        "not_holder",
        "opened_without_presence",
        "seal_missing",
        "unknown_unit",
        "wrong_destination",
    }
    assert STATES[SWAPPED].reached
    assert STATES[BOX].stored
    assert STATES[code(ONE, "T1")].used
    assert not STATES[code(TWO, "T1")].used


def same(found):
    states, handovers, findings = found
    assert findings == FINDINGS
    assert handovers == HANDOVERS
    assert states == STATES


@settings(deadline=None)
@given(orders, st.integers(0, 7))
def test_any_order_settled_at_any_pace_gives_the_same_picture(order, step):
    same(fold([JOURNEY[n] for n in order], step=step))


@settings(deadline=None)
@given(st.lists(st.tuples(st.integers(0, len(JOURNEY)), st.integers(0, len(JOURNEY) - 1)), max_size=20))
def test_duplicates_change_nothing(again):
    order = list(JOURNEY)
    for place, number in again:
        order.insert(place, JOURNEY[number])
    same(fold(order, step=5))


def test_told_backwards_it_is_the_same():
    same(fold(JOURNEY[::-1]))


@settings(deadline=None, max_examples=30)
@given(orders, st.integers(1, 9))
def test_what_settling_says_adds_up_to_the_book(order, step):
    book, states, findings, handovers = Book(), {}, {}, set()

    def keep():
        changes = book.settle()
        states.update((state.code, state) for state in changes.units)
        handovers.difference_update(changes.dropped)
        handovers.update(handover.hash for handover in changes.handovers)
        for key in changes.gone:
            findings.pop(key, None)
        findings.update(changes.findings)

    for place, statement in enumerate([*(e.statement for e in FIRST), *(JOURNEY[n] for n in order)]):
        entry = FIRST[place] if place < len(FIRST) else Entry(place, CAME[statement.id], statement)
        book.take(entry)
        if place % step == 0:
            keep()
    keep()
    assert (states, findings, handovers) == (book.states, book.findings, book.handovers.keys())


def test_the_build_of_the_phone_enters_by_its_hash_and_nothing_of_goods_is_looked_at_again():
    story, file = Story(), b'{"files":{},"format":"sepaham/phone/1"}'
    story.book.settle()
    gateway = Speaker(f"gateway:{KABUPATEN}")
    body = {"what": "phone", "sha256": digest(file), "size": len(file), "urgent": "yes"}
    story.tell(gateway.say("base.declare", KABUPATEN, OPENED, body), file=file)
    assert story.book.foundations.phone == digest(file)
    changes = story.book.settle()
    assert not changes.units
    assert not changes.handovers
