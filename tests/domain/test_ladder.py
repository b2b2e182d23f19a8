"""Who has understood which briefing, who is asked again, who is called, and what the page is at fault for."""

from dataclasses import replace
from datetime import timedelta

import pytest

from briefed import SOURCES, edition, ended
from example import JIPURAPAH, OPENED, ORIGIN
from sepaham.domain.ladder import (
    ANSWERED,
    PASSED,
    TAUGHT,
    Course,
    Step,
    coverage,
    defects,
    has_passed,
    is_asked_again,
    passes,
    stand_of,
)
from sepaham.domain.ladder import (
    OPENED as LOOKED,
)
from sepaham.domain.quiz import questions

FIRST = edition()
PAGE = FIRST.by_key[f"desa:{JIPURAPAH}"]
CELL = ended(f"flood@{JIPURAPAH}", "agreed")
SECOND = edition(replace(SOURCES, endings={CELL.cell: CELL}), before=FIRST).by_key[PAGE.key]
ITEMS = questions(PAGE)
PPS = f"pps:{JIPURAPAH}"


def answer(item, *, right=True, edition=1, minutes=0, office=PPS):
    at = OPENED + timedelta(minutes=minutes)
    choice = item.right if right else "go_on"
    return Step(office, PAGE.key, edition, ANSWERED, at, item.code, choice, right)


def step(what, *, edition=1, minutes=0, office=PPS, **more):
    return Step(office, PAGE.key, edition, what, OPENED + timedelta(minutes=minutes), **more)


def stand(page, *steps, office=PPS, after=timedelta(hours=1)):
    return stand_of(page, steps, log=ORIGIN, office=office, at=OPENED + after)


def test_nothing_delivered_opened_and_all_asked():
    assert stand(PAGE).course is Course.NONE
    assert stand(PAGE, step("delivered")).course is Course.DELIVERED
    opened = stand(PAGE, step("delivered"), step(LOOKED))
    assert opened.course is Course.OPENED
    assert opened.asked == tuple(item.code for item in ITEMS)


def test_all_right_passes_and_what_was_right_is_not_asked_again():
    some = [answer(item) for item in ITEMS[:2]]
    assert not has_passed(PAGE, some)
    assert stand(PAGE, *some).asked == tuple(item.code for item in ITEMS[2:])
    whole = [answer(item) for item in ITEMS]
    assert has_passed(PAGE, whole)
    assert stand(PAGE, *whole, step(PASSED)).course is Course.UNDERSTOOD


def test_a_second_try_may_be_right_and_two_wrong_ones_call_the_office_above():
    critical = next(item for item in ITEMS if item.critical)
    others = [answer(item) for item in ITEMS if item is not critical]
    once = answer(critical, right=False)
    assert critical.code in stand(PAGE, *others, once).asked
    assert has_passed(PAGE, [*others, once, answer(critical, minutes=1)])
    twice = [*others, once, answer(critical, right=False, minutes=1)]
    assert stand(PAGE, *twice).course is Course.CALL
    assert not has_passed(PAGE, twice)
    assert stand(PAGE, *twice, step(TAUGHT, minutes=9, grade="M")).course is Course.CALL
    assert stand(PAGE, *twice, step(TAUGHT, minutes=9, grade="S")).course is Course.UNDERSTOOD


def test_every_critical_question_and_four_fifths_of_the_rest():
    critical = [item for item in ITEMS if item.critical]
    rest = [item for item in ITEMS if not item.critical]
    assert passes(ITEMS, [item.code for item in ITEMS])
    assert not passes(ITEMS, [item.code for item in rest])
    assert not passes(ITEMS, [item.code for item in (*critical, *rest[1:])]), "half of the rest is not enough"


def test_a_new_version_asks_only_about_what_it_changed():
    valid = [*(answer(item) for item in ITEMS), step(PASSED)]
    fresh = stand(SECOND, *valid)
    assert fresh.course is Course.NONE
    assert fresh.asked == ("first-flood",)
    (first,) = [item for item in questions(SECOND) if item.code == "first-flood"]
    assert has_passed(SECOND, [*valid, answer(first, edition=2, minutes=5)])
    assert len(stand(SECOND).asked) == len(ITEMS) + 1, "who never passed is asked all"


@pytest.mark.parametrize("drawn", [True, False])
def test_one_in_ten_is_asked_again_after_a_day(drawn):
    offices = (f"kpps:{JIPURAPAH}.{n:03d}" for n in range(1, 400))
    office = next(
        o
        for o in offices
        if is_asked_again(log=ORIGIN, office=o, key=PAGE.key, version=PAGE.version) is drawn
    )
    valid = [*(answer(item, office=office) for item in ITEMS), step(PASSED, office=office)]
    assert stand(PAGE, *valid, office=office).asked == ()
    later = stand(PAGE, *valid, office=office, after=timedelta(hours=25))
    assert later.course is Course.UNDERSTOOD
    assert bool(later.asked) is drawn
    if drawn:
        again = [answer(item, office=office, minutes=25 * 60, right=n > 0) for n, item in enumerate(ITEMS)]
        done = stand(PAGE, *valid, *again, office=office, after=timedelta(hours=26))
        assert (done.asked, done.again) == ((), False)


def test_about_one_office_in_ten_is_drawn():
    drawn = sum(is_asked_again(log=ORIGIN, office=f"pps:{n}", key="k", version="v") for n in range(5000))
    assert 400 < drawn < 600


def test_the_same_wrong_answer_of_many_is_the_pages_fault():
    item = ITEMS[0]
    offices = [f"kpps:{JIPURAPAH}.{n:03d}" for n in range(1, 11)]
    told = [answer(item, office=office, right=n >= 3) for n, office in enumerate(offices)]
    (defect,) = defects(told)
    assert (defect.wrong, defect.asked, defect.choice, defect.item) == (3, 10, "go_on", item.code)
    assert not defects(told[1:]), "two are too few"
    more = [answer(item, office=f"kpps:{JIPURAPAH}.{n:03d}") for n in range(11, 13)]
    assert not defects([*told, *more]), "a quarter is too few"
    mended = [*told, *(answer(item, office=office, minutes=3) for office in offices)]
    assert len(defects(mended)) == 1, "what they chose first counts"


def test_coverage_counts_who_must_know_and_tells_polling_stations_apart():
    kpps = f"kpps:{JIPURAPAH}.001"
    told = [step(PASSED, office=office) for office in (*PAGE.receivers[1:], kpps)]
    (found,) = coverage([PAGE], told, log=ORIGIN, at=OPENED)
    assert (found.understood, found.is_whole, found.stations) == (4, False, 1)
    (whole,) = coverage([PAGE], [*told, step(PASSED)], log=ORIGIN, at=OPENED)
    assert whole.is_whole
