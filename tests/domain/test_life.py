from example import JIPURAPAH, PLAN, Speaker, code, hour, load
from sepaham.domain.life import event_of, stage_of, steps_of

ONE = f"{JIPURAPAH}.001"
BOX, BAG = code(ONE, "K1"), code(ONE, "T1")
FOUND = load("pps-kpps", ONE)


def event(statement, unit=BOX):
    return event_of(
        statement=statement,
        unit=unit,
        index=7,
        received_at=hour("27 09:00"),
        stage=stage_of(statement, PLAN.lists),
    )


def lists(unit):
    return [x for x in PLAN.lists.values() if unit in x.units]


def test_a_box_has_eight_legs_and_openings_and_empty_ones_are_gaps():
    steps = steps_of(events=[], lists=lists(BOX))
    assert [step.stage for step in steps] == [
        "pack",
        "kpu-ppk",
        "ppk-pps",
        "pps-kpps",
        "vote",
        "kpps-pps",
        "pps-ppk",
        "recapitulation",
        "ppk-kpu",
    ]
    assert not any(step.declared or step.seen for step in steps)


def test_a_bag_ends_at_the_vote():
    assert "kpps-pps" not in [step.stage for step in steps_of(events=[], lists=lists(BAG))]


def test_what_was_declared_stands_beside_what_was_seen():
    declared = event(Speaker(f"kpps:{ONE}").receive(FOUND, hour("26 14:00"), seals={BOX: ["S1"]}))
    seen = event(
        Speaker(f"ptps:{ONE}").observe(
            FOUND, hour("26 14:05"), **{"except": [{"unit": BOX, "what": "unsealed"}]}
        )
    )
    step = next(s for s in steps_of(events=[seen, declared], lists=lists(BOX)) if s.stage == "pps-kpps")
    assert (step.declared, step.seen) == ((declared,), (seen,))
    assert (declared.seals, seen.off, declared.off) == (("S1",), ("unsealed",), ())


def test_a_receipt_of_other_pieces_does_not_mention_this_one():
    told = event(Speaker(f"kpps:{ONE}").receive(FOUND, hour("26 18:00"), only=[code(ONE, "B4")]))
    assert told.off == ("unmentioned",)


def test_a_copied_paper_is_its_own_offices_event_by_another():
    body = {"list": FOUND.hash, "of": {"office": f"kpps:{ONE}", "source": "paper"}}
    told = event(Speaker(f"ptps:{ONE}").say("handover.receive", ONE, hour("26 14:00"), body))
    assert (told.office, told.by, told.source, told.seen) == (f"kpps:{ONE}", f"ptps:{ONE}", "paper", False)


def test_acts_between_the_legs_stand_at_their_stage():
    kpps = Speaker(f"kpps:{ONE}")
    body = {"units": [BOX], "present": []}
    opened = [
        kpps.say("unit.open", ONE, hour("27 07:00"), {**body, "purpose": p})
        for p in ("vote", "recapitulation", "order")
    ]
    sealed = kpps.say(
        "unit.seal", ONE, hour("27 14:00"), {"seals": {BOX: ["S2"]}, "after": "vote", "present": []}
    )
    used = kpps.say("unit.use", ONE, hour("27 14:00"), {"units": [BAG]})
    assert [event(s).stage for s in (*opened, sealed, used)] == [
        "vote",
        "recapitulation",
        "order",
        "vote",
        "vote",
    ]
    assert [s.stage for s in steps_of(events=map(event, opened), lists=lists(BOX))][-1] == "order"


def test_all_that_was_remarked_of_a_piece_is_told():
    remarks = [{"unit": BOX, "what": what} for what in ("unsealed", "extra", "unsealed")]
    told = event(Speaker(f"kpps:{ONE}").receive(FOUND, hour("26 14:00"), **{"except": remarks}))
    assert told.off == ("extra", "unsealed")
