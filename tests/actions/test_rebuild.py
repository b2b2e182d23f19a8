"""A replay of the log ends in the tables the live path wrote, whatever happened on the way."""

from dataclasses import replace
from datetime import timedelta

import pytest
from django.conf import settings

from example import JIPURAPAH, ORIGIN, PLAN, code, hour, load
from sepaham.actions.livelog import forget
from sepaham.actions.log import declare
from sepaham.actions.rebuild import rebuild
from sepaham.domain.plan import Plan, plan_to_bytes
from sepaham.gateways.keys import gateway_signer
from sepaham.records.custody import Finding, Load, Unit, picture_rows

pytestmark = [pytest.mark.database, pytest.mark.django_db]

STATION = f"{JIPURAPAH}.001"
PPS, KPPS = f"pps:{JIPURAPAH}", f"kpps:{STATION}"
FOUND = load("pps-kpps", STATION)


def revised() -> Plan:
    """The plan with every list of the last stretch two hours earlier, under another nonce."""
    lists = [
        replace(x, nonce="new " + x.nonce, closes_at=x.closes_at - timedelta(hours=2))
        if x.leg == "pps-kpps"
        else x
        for x in PLAN.lists.values()
    ]
    return replace(PLAN, lists={x.hash: x for x in lists})


@pytest.fixture
def revise(example_log):
    """Put a revised plan in force."""

    def enter(plan=None, at="26 08:00"):
        declare(
            log=example_log,
            what="plan",
            file=plan_to_bytes(plan or revised()),
            gateway=gateway_signer(settings.INSTANCE, ORIGIN),
            at=hour(at),
        )

    return enter


@pytest.fixture
def same_again(example_log):
    """Replay the log and hold the tables before and after against each other, row by row."""

    def check():
        before = sorted(map(repr, picture_rows(example_log)))
        done = rebuild(log=example_log)
        assert done.equal
        assert sorted(map(repr, picture_rows(example_log))) == before

    return check


def lists():
    return set(Load.objects.values_list("hash", flat=True))


def handed_over(phones):
    pps, kpps = phones[PPS], phones[KPPS]
    given = pps.sign(pps.voice.give(FOUND, hour("26 14:00")))
    return given, kpps.sign(kpps.voice.receive(FOUND, hour("26 14:10"), [("gives", given.id)]))


def test_a_log_that_was_only_opened_rebuilds_alike(example_log, same_again):
    assert lists() == set(PLAN.lists)
    same_again()


def test_the_lists_a_revised_plan_lets_go_leave_the_tables(revise, same_again):
    revise()
    assert lists() == set(revised().lists)
    late = Finding.objects.filter(rule="late").values_list("subject", flat=True)
    assert set(late) == set(revised().lists)
    same_again()


def test_a_list_that_was_used_stays_when_the_plan_is_revised(phones, keep, revise, same_again):
    keep(*handed_over(phones), at=hour("26 14:11"))
    revise(at="26 15:00")
    assert lists() == {FOUND.hash, *revised().lists}
    same_again()


def test_a_list_that_was_let_go_comes_back_when_it_is_used_after_all(phones, keep, revise, same_again):
    revise()
    assert FOUND.hash not in lists()
    keep(*handed_over(phones), at=hour("26 14:11"))
    assert FOUND.hash in lists()
    assert Unit.objects.get(code=code(STATION, "K1")).holder == KPPS
    same_again()


def test_a_plan_revised_and_taken_back_leaves_the_first_lists(revise, same_again):
    revise()
    revise(PLAN, at="26 09:00")
    assert lists() == set(PLAN.lists)
    same_again()


def test_another_process_that_reads_on_drops_the_same_lists(phones, keep, example_log, revise, same_again):
    revise()
    forget(example_log)
    keep(handed_over(phones)[0], at=hour("26 14:01"))
    assert lists() == {FOUND.hash, *revised().lists}
    same_again()


def test_a_parcel_that_came_by_another_list_rebuilds_alike(phones, keep, same_again):
    pps, kpps = phones[PPS], phones[KPPS]
    made = replace(FOUND, nonce="on the way", step=1)
    body = {"list": made.to_dict()}
    declared = pps.sign(pps.voice.say("list.declare", STATION, hour("26 13:00"), body))
    given = pps.sign(pps.voice.give(made, hour("26 14:00")))
    got = kpps.sign(kpps.voice.receive(made, hour("26 14:10"), [("gives", given.id)]))
    for n, envelope in enumerate((got, given, declared)):
        keep(envelope, at=hour(f"26 15:0{n}"))
    rules = set(Finding.objects.filter(subject=FOUND.hash).values_list("rule", flat=True))
    assert rules == set()
    assert Unit.objects.get(code=code(STATION, "K1")).reached
    same_again()


def test_two_remarks_on_one_unit_rebuild_alike(phones, keep, same_again):
    pps, kpps = phones[PPS], phones[KPPS]
    given = pps.sign(pps.voice.give(FOUND, hour("26 14:00")))
    box = code(STATION, "K1")
    remarks = [{"unit": box, "what": what} for what in ("damaged", "unsealed")]
    got = kpps.sign(kpps.voice.receive(FOUND, hour("26 14:10"), **{"except": remarks}))
    keep(given, got, at=hour("26 14:20"))
    assert set(Finding.objects.filter(units=[box]).values_list("rule", flat=True)) == {
        "damaged",
        "seal_missing",
    }
    same_again()
