from itertools import permutations

import pytest

from domain.delivery import BOOTH, BOX, KPPS, PPS, TO_TPS, find, off, the
from example import AUTHORITY, KABUPATEN, Speaker, Story, corrected, hour
from sepaham.domain.accounts import unstated_sides, verbs
from sepaham.domain.sentences import RULES, Severity
from sepaham.domain.statement import Source, StatementError, parse

UNITS = len(TO_TPS.units)


def gateway():
    return Speaker(f"gateway:{KABUPATEN}", "the gateway's")


def by_sms(speaker, kind, office, at, pieces=UNITS):
    body = {"list": TO_TPS.hash, "pieces": pieces, "of": {"office": office, "source": "sms"}}
    return speaker.say(f"handover.{kind}", TO_TPS.region, hour(at), body)


def holder(story, unit=BOX):
    story.book.settle()
    state = story.book.states[unit]
    return state.holder.partition(":")[0], state.moving


def told(*statements):
    story = Story()
    for statement in statements:
        story.tell(statement)
    return story


def own_giving():
    return Speaker(PPS).give(TO_TPS, hour("26 14:00"))


def test_a_message_beside_the_givers_own_account_closes_custody_and_is_marked():
    story = told(own_giving(), by_sms(gateway(), "receive", KPPS, "26 14:10"))
    assert holder(story) == ("kpps", False)
    assert story.book.states[BOX].source is Source.SMS
    assert not {"never_received", "never_given", "no_authority", "sms_alone"} & set(story.rules())


def test_a_message_alone_moves_nothing_and_the_missing_giving_needs_a_look():
    story = told(by_sms(gateway(), "receive", KPPS, "26 14:10"))
    assert holder(story) == ("kpu", False)
    assert "never_given" in story.rules()


def test_two_messages_close_nothing_until_one_side_states_it_itself():
    voice = gateway()
    story = told(by_sms(voice, "give", PPS, "26 14:00"), by_sms(voice, "receive", KPPS, "26 14:10"))
    assert holder(story) == ("pps", True)
    alone = the(story, "sms_alone")
    assert (alone.since, alone.until, alone.units) == (hour("26 14:10"), None, TO_TPS.units)
    story.tell(Speaker(PPS).give(TO_TPS, hour("26 15:00")))
    assert holder(story) == ("kpps", False)
    assert the(story, "sms_alone").until == hour("26 15:00")
    assert RULES["sms_alone"].severity is Severity.ATTENTION


def test_what_the_office_states_itself_stands_before_its_message():
    voice = gateway()
    story = told(own_giving(), by_sms(voice, "receive", KPPS, "26 14:10"))
    story.tell(Speaker(KPPS).receive(TO_TPS, hour("26 16:00"), **off(BOOTH, "missing")))
    assert holder(story, BOX) == ("kpps", False)
    assert holder(story, BOOTH) == ("pps", True)
    assert "count_differs" in story.rules()


def test_fewer_pieces_than_listed_move_none_since_nobody_knows_which_are_missing():
    story = told(own_giving(), by_sms(gateway(), "receive", KPPS, "26 14:10", pieces=UNITS - 1))
    assert holder(story) == ("pps", True)
    short = the(story, "pieces_differ")
    assert (short.values["stated"], short.values["expected"]) == (UNITS - 1, UNITS)
    assert (short.until, short.units) == (None, TO_TPS.units)
    assert find(story, "count_differs") == []
    story.tell(Speaker(KPPS).receive(TO_TPS, hour("26 16:00"), **off(BOOTH, "missing")))
    assert holder(story) == ("kpps", False)
    assert the(story, "pieces_differ").until == hour("26 16:00")


def test_more_pieces_than_listed_are_received_and_need_a_look():
    story = told(own_giving(), by_sms(gateway(), "receive", KPPS, "26 14:10", pieces=UNITS + 1))
    assert holder(story) == ("kpps", False)
    assert the(story, "pieces_differ").units == TO_TPS.units


def test_every_order_of_arrival_gives_the_same_custody():
    voice = gateway()
    said = (
        own_giving(),
        by_sms(voice, "give", PPS, "26 13:50"),
        by_sms(voice, "receive", KPPS, "26 14:10", pieces=UNITS - 1),
        Speaker(KPPS).receive(TO_TPS, hour("26 16:00"), **off(BOOTH, "missing")),
    )
    found = set()
    for order in permutations(said):
        story = told(*order)
        found.add((holder(story, BOX), holder(story, BOOTH), tuple(story.rules())))
    assert len(found) == 1


def test_a_side_told_by_message_may_still_be_stated_or_copied_from_paper():
    story = told(own_giving(), by_sms(gateway(), "receive", KPPS, "26 14:10"))
    handover = story.book.handovers[TO_TPS.hash]
    assert unstated_sides(handover) == ("receive",)
    parties = {id_: story.book.foundations.office(id_) for id_ in (PPS, KPPS)}
    assert "receive" in verbs(handover, office=parties[KPPS], parties=parties, authority=AUTHORITY)


def test_nobody_but_the_gateway_says_what_came_by_message():
    said = by_sms(gateway(), "receive", KPPS, "26 14:10")
    assert parse({**said.payload(), "device": "0" * 32}, id=said.id).source is Source.SMS
    for office in (KPPS, f"bawaslu:{KABUPATEN}"):
        forged = corrected(said, office=office, device="0" * 32)
        with pytest.raises(StatementError, match="gateway"):
            parse(forged.payload(), id=said.id)
