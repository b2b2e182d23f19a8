"""Where an act was, whatever place it names; who may make a load list; what a correction may take out."""

from dataclasses import replace

import pytest

from domain.delivery import BOX, KPPS, KPPS2, KPU, ONE, OTHER, PPK, PPS, PTPS, TO_PPK, TO_TPS, TWO, find, the
from example import (
    JIPURAPAH,
    KABUPATEN,
    KLITIH,
    OPENED,
    PLANDAAN,
    REGISTER,
    SUMBERJO,
    WONOSALAM,
    Speaker,
    Story,
    code,
    hour,
    load,
)
from sepaham.domain.base import digest
from sepaham.domain.book import Book
from sepaham.domain.jurisdiction import MOST_LISTS, leg_between
from sepaham.domain.picture import book_rows, picture_digest
from sepaham.domain.register import register_to_bytes

BAG, EAST = code(ONE, "T1"), f"{SUMBERJO}.001"
PKD, FAR_PKD = f"pkd:{JIPURAPAH}", f"pkd:{SUMBERJO}"


def paper(office):
    return {"of": {"office": office, "source": "paper"}}


def refusals(story):
    return [(f.values["office"], f.values["reason"]) for f in find(story, "no_authority")]


# The place an act names itself


@pytest.mark.parametrize("kind", ["unit.use", "unit.open", "unit.seal", "parcel.pack"])
def test_a_copier_cannot_touch_units_elsewhere_by_naming_its_own_region(kind):
    story = Story()
    body = {
        "unit.use": {"units": [BAG]},
        "unit.open": {"units": [BAG], "purpose": "order", "present": [PTPS, KPU]},
        "unit.seal": {"seals": {BAG: ["A1"]}, "after": "vote", "present": [PTPS]},
        "parcel.pack": {"units": [BAG]},
    }[kind]
    story.tell(Speaker(FAR_PKD).say(kind, SUMBERJO, hour("27 13:00"), {**body, **paper(KPU)}))
    assert refusals(story) == [(FAR_PKD, "elsewhere")]
    assert story.book.states[BAG].last == ""


def test_a_guard_of_one_station_states_no_use_of_goods_for_kpu():
    story = Story()
    linmas = f"linmas:{EAST}"
    story.tell(Speaker(linmas).say("unit.use", EAST, hour("27 13:00"), {"units": [BAG], **paper(KPU)}))
    assert refusals(story) == [(linmas, "ungranted")]
    assert not story.book.states[BAG].used


@pytest.mark.parametrize("kind", ["handover.give", "handover.receive"])
def test_a_copier_cannot_move_a_load_elsewhere_by_naming_its_own_region(kind):
    story, found = Story(), TO_PPK
    actor = KPU if kind == "handover.give" else PPK
    region = SUMBERJO if actor == KPU else KLITIH
    by = f"pkd:{region}"
    story.tell(Speaker(by).say(kind, region, hour("24 09:00"), {"list": found.hash, **paper(actor)}))
    assert refusals(story) == [(by, "elsewhere")]
    assert not story.book.handovers[found.hash].stated
    assert story.book.states[BOX].last == ""


def test_who_did_not_stand_where_a_load_goes_is_not_counted_as_having_seen_it():
    story = Story()
    body = {"list": TO_TPS.hash, "side": "receive"}
    story.tell(Speaker(FAR_PKD).say("handover.observe", SUMBERJO, hour("26 14:00"), body))
    assert refusals(story) == [(FAR_PKD, "elsewhere")]
    assert not story.book.handovers[TO_TPS.hash].seen


def test_what_is_handed_on_from_another_place_may_be_copied_and_seen_where_it_is_handed_on():
    story, made = Story(), replace(TO_TPS, step=1, units=(BOX,), giver=KPPS2)
    story.tell(Speaker(KPPS2).say("list.declare", TWO, hour("26 16:00"), {"list": made.to_dict()}))
    there = Speaker(f"ptps:{TWO}")
    body = {"list": made.hash}
    story.tell(there.say("handover.give", TWO, hour("26 16:10"), {**body, **paper(KPPS2)}))
    story.tell(there.say("handover.observe", TWO, hour("26 16:10"), {**body, "side": "give"}))
    assert refusals(story) == []
    story.tell(there.say("handover.observe", TWO, hour("26 16:20"), {**body, "side": "receive"}))
    assert refusals(story) == [(there.office, "elsewhere")]
    story.tell(Speaker(KPPS).receive(made, hour("26 16:30")))
    handover = story.book.handovers[made.hash]
    assert (len(handover.given), len(handover.received), len(handover.seen)) == (1, 1, 1)


# Load lists made on the way


def declared(made, by):
    story = Story()
    seat = by.partition(":")[2]
    story.tell(Speaker(by).say("list.declare", seat, hour("26 16:00"), {"list": made.to_dict()}))
    return story


@pytest.mark.parametrize(
    ("changes", "by", "reason"),
    [
        ({"giver": KPU}, KPU, "wrong_leg"),
        ({"giver": KPU, "receiver": PPS}, PPS, "wrong_leg"),
        ({"giver": PPS, "receiver": f"pps:{KLITIH}", "region": KLITIH}, PPS, "wrong_leg"),
        ({"giver": KPPS, "receiver": KPPS}, KPPS, "wrong_leg"),
        ({"giver": PTPS}, KPPS, "wrong_leg"),
        ({"receiver": f"kpps:{JIPURAPAH}.077"}, PPS, "phantom_party"),
        ({"giver": "wizard:35.17"}, KPPS, "phantom_party"),
        ({"giver": KPPS2}, PPS, "not_party"),
        ({"giver": f"pps:{KLITIH}"}, KPPS, "elsewhere"),
        ({"region": EAST}, PPS, "elsewhere"),
        ({"giver": KPPS2, "region": KLITIH}, KPPS, "elsewhere"),
        ({"units": (code(EAST, "K1"),)}, PPS, "elsewhere"),
        ({"giver": KPPS2, "units": (code(f"{KLITIH}.001", "K1"),)}, KPPS, "elsewhere"),
    ],
)
def test_a_list_outside_the_parties_of_its_leg_or_their_reach_is_refused_and_moves_nothing(
    changes, by, reason
):
    made = replace(TO_TPS, **{"step": 1, "units": (BOX,), **changes})
    story = declared(made, by)
    assert refusals(story) == [(by, reason)]
    assert made.hash not in story.book.handovers


@pytest.mark.parametrize(
    ("leg", "giver", "receiver", "region", "unit"),
    [
        ("pps-kpps", PPS, KPPS, ONE, BOX),
        ("pps-kpps", KPPS, PPS, ONE, BOX),
        ("pps-kpps", KPPS2, KPPS, ONE, BOX),
        ("pps-kpps", KPPS2, KPPS, ONE, OTHER),
        ("pps-kpps", f"kpps:{KLITIH}.001", KPPS, ONE, BOX),
        ("kpu-ppk", f"ppk:{WONOSALAM}", PPK, PLANDAAN, BOX),
        ("pps-ppk", f"ppk:{WONOSALAM}", PPK, PLANDAAN, BOX),
    ],
)
def test_a_list_there_or_back_or_on_to_the_right_receiver_is_taken(leg, giver, receiver, region, unit):
    made = replace(TO_TPS, leg=leg, giver=giver, receiver=receiver, region=region, units=(unit,), step=1)
    story = declared(made, giver)
    assert refusals(story) == []
    assert made.hash in story.book.handovers


def test_nobody_ends_the_way_of_goods_by_a_list_of_its_own():
    made = replace(load("ppk-kpu", PLANDAAN), giver=KPPS, receiver=KPPS2, units=(BOX,), step=1)
    story, kpps = declared(made, KPPS), Speaker(KPPS2)
    story.tell(kpps.say("handover.receive", TWO, hour("26 17:00"), {"list": made.hash}))
    assert {reason for _, reason in refusals(story)} == {"wrong_leg", "unknown_list"}
    assert not story.book.states[BOX].stored


def test_goods_are_home_only_with_their_own_kpu():
    story, ppk = Story(), f"ppk:{WONOSALAM}"
    made = replace(load("ppk-kpu", PLANDAAN), giver=ppk, receiver=PPK, region=PLANDAAN, units=(BOX,), step=1)
    story.tell(Speaker(ppk).say("list.declare", WONOSALAM, hour("29 09:00"), {"list": made.to_dict()}))
    story.tell(Speaker(PPK).receive(made, hour("29 10:00")))
    story.book.settle()
    assert not story.book.states[BOX].stored
    story = Story()
    story.tell(Speaker(KPU).receive(load("ppk-kpu", PLANDAAN), hour("30 10:00")))
    story.book.settle()
    assert story.book.states[BOX].stored


def test_one_office_makes_only_so_many_lists_and_others_still_may():
    story, pps = Story(), Speaker(PPS)
    made = [replace(TO_TPS, step=1, units=(BOX,), nonce=str(n)) for n in range(MOST_LISTS + 1)]
    for one in made:
        story.tell(pps.say("list.declare", ONE, hour("26 13:00"), {"list": one.to_dict()}))
    assert refusals(story) == [(PPS, "too_many")]
    assert made[-1].hash not in story.book.handovers
    story.tell(Speaker(KPPS).say("list.declare", ONE, hour("26 13:10"), {"list": made[-1].to_dict()}))
    assert made[-1].hash in story.book.handovers
    story.tell(pps.say("list.declare", ONE, hour("26 13:20"), {"list": made[-1].to_dict()}))
    assert refusals(story) == [(PPS, "too_many")]


# Corrections


@pytest.mark.parametrize("before", [True, False], ids=["before it comes", "after it came"])
def test_a_correction_out_of_authority_takes_nothing_out(before):
    story, kpps = Story(), Speaker(KPPS)
    own = kpps.receive(TO_TPS, hour("26 14:00"))
    body = {"list": TO_TPS.hash, **paper(PTPS)}
    wrong = kpps.say("handover.receive", ONE, hour("26 15:00"), body, [("corrects", own.id)])
    for statement in (wrong, own) if before else (own, wrong):
        story.tell(statement, at=hour("26 16:00"))
    assert refusals(story) == [(PTPS, "never")]
    assert story.book.states[BOX].holder == KPPS


@pytest.mark.parametrize("before", [True, False], ids=["before it comes", "after it came"])
@pytest.mark.parametrize("case", ["another kind", "another list", "another region"])
def test_a_correction_of_another_thing_is_refused_and_takes_nothing_out(case, before):
    story, pps = Story(), Speaker(PPS)
    own = pps.give(TO_TPS, hour("26 14:00"))
    if case == "another region":
        seal = {"seals": {BOX: ["A1"]}, "after": "ppk-pps", "present": []}
        own = pps.say("unit.seal", ONE, hour("26 14:00"), seal)
    refs = [("corrects", own.id)]
    wrong = {
        "another kind": lambda: pps.say(
            "night.report", ONE, hour("26 22:00"), {"slot": "22", "state": "safe", "guards": 1}, refs
        ),
        "another list": lambda: pps.say(
            "handover.give", TWO, hour("26 15:00"), {"list": load("pps-kpps", TWO).hash}, refs
        ),
        "another region": lambda: pps.say(
            "unit.seal", TWO, hour("26 15:00"), {**seal, "seals": {OTHER: ["A2"]}}, refs
        ),
    }[case]()
    for statement in (wrong, own) if before else (own, wrong):
        story.tell(statement, at=hour("26 23:00"))
    assert refusals(story) == [(PPS, "other_subject")]
    assert set(the(story, "no_authority").basis) == {wrong.id, own.id}
    assert own.id in {act.id for act in story.book.handovers[TO_TPS.hash].given} | {
        story.book.states[BOX].last
    }


# Keys


def test_a_stolen_phone_enrols_no_key_for_its_own_office_and_revokes_none():
    story = Story()
    body = {"device": "rightful", "algorithm": "ed25519", "key": "k", "office": PPS}
    story.tell(Speaker(PPK).say("device.enrol", JIPURAPAH, OPENED, body))
    story.tell(Speaker(PPS).say("device.enrol", JIPURAPAH, OPENED, {**body, "device": "thief's"}))
    lost = {"device": "rightful", "reason": "lost"}
    story.tell(Speaker(PPS, "stolen").say("device.revoke", JIPURAPAH, OPENED, lost))
    assert refusals(story) == [(PPS, "not_above")] * 2
    assert story.book.devices.enrolled.keys() == {"rightful"}
    assert not story.book.devices.enrolled["rightful"].revoked


# Base facts that change


def test_a_register_changed_mid_log_gives_the_same_picture_at_any_pace():
    story, kpps = Story(), Speaker(KPPS)
    story.tell(Speaker(PPS).give(TO_TPS, hour("26 14:00")))
    story.tell(kpps.receive(TO_TPS, hour("26 14:10"), counts={"ballot:pilgub": 534}))
    story.book.settle()
    fewer = tuple(replace(s, voters=300) if s.key == ONE else s for s in REGISTER.stations)
    file = register_to_bytes(replace(REGISTER, stations=fewer))
    body = {"what": "register", "sha256": digest(file), "size": len(file)}
    gateway = Speaker(f"gateway:{KABUPATEN}", "later")
    story.tell(gateway.say("base.declare", KABUPATEN, hour("26 15:00"), body), file=file)
    story.book.settle()
    assert the(story, "count_differs").values["expected"] < 520
    pictures = set()
    for pace in (1, 2, len(story.entries)):
        book = Book()
        for place, entry in enumerate(story.entries, start=1):
            book.take(entry)
            if place % pace == 0:
                book.settle()
        book.settle()
        pictures.add(picture_digest(book_rows(book)))
        assert book.findings == story.book.findings
    assert len(pictures) == 1


@pytest.mark.parametrize(
    ("giver", "receiver", "homeward", "leg"),
    [
        ("kpu:35.17", "ppk:35.17.15", False, "kpu-ppk"),
        ("ppk:35.17.15", "kpu:35.17", False, "kpu-ppk"),
        ("ppk:35.17.15", "kpu:35.17", True, "ppk-kpu"),
        ("ppk:35.17.15", "ppk:35.17.05", False, "kpu-ppk"),
        ("pps:35.17.15.2004", "pps:35.17.15.2003", True, "kpps-pps"),
        ("kpps:35.17.15.2004.001", "kpps:35.17.15.2004.002", True, ""),
        ("kpu:35.17", "pps:35.17.15.2004", False, ""),
    ],
)
def test_two_offices_and_a_direction_are_on_one_leg_or_on_none(giver, receiver, homeward, leg):
    assert leg_between(giver=giver, receiver=receiver, homeward=homeward) == leg
