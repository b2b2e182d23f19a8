from example import JIPURAPAH, PLANDAAN, Speaker, Story, code, hour, load
from sepaham.domain.loads import Stage
from sepaham.domain.picture import place_of

TPS = f"{JIPURAPAH}.001"
BOX = code(TPS, "K1")


def out_to_the_station(story: Story) -> None:
    kpu, ppk = Speaker("kpu:35.17"), Speaker(f"ppk:{PLANDAAN}")
    pps, kpps = Speaker(f"pps:{JIPURAPAH}"), Speaker(f"kpps:{TPS}")
    to_ppk, to_pps, to_tps = load("kpu-ppk", PLANDAAN), load("ppk-pps", JIPURAPAH), load("pps-kpps", TPS)
    for giver, receiver, found, at in (
        (kpu, ppk, to_ppk, "24 09:00"),
        (ppk, pps, to_pps, "26 06:00"),
        (pps, kpps, to_tps, "26 14:00"),
    ):
        story.tell(giver.give(found, hour(at)))
        story.tell(receiver.receive(found, hour(at)))
    story.book.settle()


def test_a_unit_begins_at_the_kpu():
    story = Story()
    story.book.settle()
    assert place_of(story.book.states[BOX]) == "kpu"


def test_a_unit_handed_over_is_on_the_move_until_it_is_received():
    story, found = Story(), load("kpu-ppk", PLANDAAN)
    story.tell(Speaker("kpu:35.17").give(found, hour("24 09:00")))
    story.book.settle()
    assert place_of(story.book.states[BOX]) == "kpu>ppk"
    assert story.book.states[BOX].holder == "kpu:35.17"


def test_a_unit_reaches_its_polling_station_through_three_handovers():
    story = Story()
    out_to_the_station(story)
    state = story.book.states[BOX]
    assert (state.reached, state.holder, state.stage) == (True, f"kpps:{TPS}", Stage.PPS_KPPS)
    assert story.rules(hour("26 20:00")) == []


def test_what_the_receiver_misses_stays_with_the_giver_on_the_move():
    story, found = Story(), load("pps-kpps", TPS)
    booth = code(TPS, "B4")
    story.tell(Speaker(f"pps:{JIPURAPAH}").give(found, hour("26 14:00")))
    missing = [{"unit": booth, "what": "missing"}]
    story.tell(Speaker(f"kpps:{TPS}").receive(found, hour("26 14:10"), **{"except": missing}))
    story.book.settle()
    assert place_of(story.book.states[booth]) == "pps>tps"
    assert place_of(story.book.states[BOX]) == "tps"


def test_what_comes_later_on_its_own_completes_the_receipt():
    story, found = Story(), load("pps-kpps", TPS)
    booth, kpps = code(TPS, "B4"), Speaker(f"kpps:{TPS}")
    story.tell(Speaker(f"pps:{JIPURAPAH}").give(found, hour("26 14:00")))
    story.tell(kpps.receive(found, hour("26 14:10"), **{"except": [{"unit": booth, "what": "missing"}]}))
    story.tell(kpps.receive(found, hour("26 16:00"), only=[booth]))
    story.book.settle()
    assert story.book.states[booth].reached
    short = next(f for f in story.book.findings.values() if f.rule == "count_differs")
    assert short.until == hour("26 16:00")


def test_the_bag_is_used_up_at_its_station():
    story, bag = Story(), code(TPS, "T1")
    out_to_the_station(story)
    story.tell(Speaker(f"kpps:{TPS}").say("unit.use", TPS, hour("27 13:30"), {"units": [bag]}))
    story.book.settle()
    assert place_of(story.book.states[bag]) == "used"
    assert story.book.states[bag].terminal
