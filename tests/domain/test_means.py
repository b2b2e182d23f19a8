"""What is proposed out of an ending, who answers it, and what counts of commitments."""

from dataclasses import replace

import pytest

from example import JIPURAPAH, KABUPATEN, PLANDAAN, Speaker, hour
from sepaham.domain.commitments import State, commitments_of, lead, score, scores
from sepaham.domain.endings import Ending
from sepaham.domain.facts import fact_of
from sepaham.domain.means import Course, asks_for_means, owner_at, proposals_for, proposals_of, worse_case
from sepaham.domain.statement import Entry
from sepaham.gateways.library import threats

THREATS = threats()
KPU, POLRES, BPBD = f"kpu:{KABUPATEN}", f"polres:{KABUPATEN}", f"bpbd:{KABUPATEN}"
POLSEK, PPK = f"polsek:{PLANDAAN}", f"ppk:{PLANDAAN}"
CELL = f"flood@{PLANDAAN}"
NINE, TEN = hour("19 09:00"), hour("19 10:00")


def told(*said):
    """Facts from (office, kind, body) or (office, kind, body, hour), in the order of the log."""
    rows = [(*one, NINE) if len(one) == 3 else one for one in said]
    return [
        fact_of(Entry(n, at, Speaker(office).say(kind, PLANDAAN, at, body)), at)
        for n, (office, kind, body, at) in enumerate(rows)
    ]


def ask(to=POLSEK, **more):
    return KPU, "means.propose", {"proposal": "p", "cell": CELL, "to": to, "what": "Patroli", **more}


def answer(office, given, at=TEN, **more):
    return office, "means.answer", {"proposal": "p", "answer": given, **more}, at


def course(*said, at=TEN):
    (found,) = proposals_of(told(*said))
    return found.course(at)


def ended(outcome="agreed", likelihood=4, impact=4, *, unmet=(), dissents=(), cell=CELL):
    body = {"round": "r", "number": 1, "cell": cell, "outcome": outcome}
    body |= {"likelihood": likelihood, "impact": impact}
    (end, *others) = told(
        (KPU, "cell.end", body),
        *(
            (
                office,
                "dissent.state",
                {"cell": cell, "round": "r", "likelihood": a, "impact": b, "reason": "x"},
            )
            for office, a, b in dissents
        ),
    )
    return Ending(cell, end, tuple(others), unmet)


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ((), Course.WAITING),
        ((answer(POLSEK, "accept"),), Course.ACCEPTED),
        ((answer(POLRES, "accept"),), Course.ACCEPTED),
        ((answer(BPBD, "accept"),), Course.WAITING),
        ((answer(KPU, "decline"),), Course.WAITING),
        ((answer(POLSEK, "accept", amount=3),), Course.LESS),
        ((answer(POLSEK, "less", amount=2, reason="few_officers"),), Course.LESS),
        ((answer(POLSEK, "less", amount=0),), Course.DECLINED),
        ((answer(POLSEK, "accept"), answer(POLRES, "decline", hour("19 11:00"))), Course.DECLINED),
    ],
)
def test_the_office_asked_or_the_one_right_above_it_answers_and_the_last_answer_counts(said, found):
    assert course(ask(amount=5), *said) is found


def test_a_proposal_whose_hour_is_past_is_overdue_until_it_is_answered():
    asked = ask(due="2024-11-19T02:30:00Z")
    assert course(asked, at=NINE) is Course.WAITING
    assert course(asked, at=TEN) is Course.OVERDUE
    assert course(asked, answer(POLSEK, "decline"), at=TEN) is Course.DECLINED


def test_the_code_of_a_proposal_cannot_be_taken_over_afterwards():
    other = (
        BPBD,
        "means.propose",
        {"proposal": "p", "cell": CELL, "to": BPBD, "what": "x"},
        hour("18 09:00"),
    )
    (found,) = proposals_of(told(ask(), other))
    assert (found.by, found.to) == (KPU, POLSEK)


def test_what_is_agreed_high_or_in_dissent_is_proposed_to_the_owners_of_its_barriers():
    found = proposals_for({CELL: ended()}, THREATS, proposed={(CELL, "detour")})
    assert [(one.barrier.code, one.to) for one in found] == [
        ("flood-watch", BPBD),
        ("high-vehicle", BPBD),
        ("wrapped", KPU),
    ]
    assert not asks_for_means(ended(likelihood=2, impact=2), THREATS)
    assert not asks_for_means(ended(unmet=("spread",)), THREATS)
    assert asks_for_means(ended("dissent", 2, 2), THREATS)


def test_of_a_dissent_it_is_the_worse_case_that_is_proposed_and_the_worst_comes_first():
    lone = ended("dissent", 3, 2, dissents=[(POLRES, 5, 4), (BPBD, 1, 5)])
    assert worse_case(lone) == (5, 5)
    assert worse_case(ended(dissents=[(POLRES, 5, 5)])) == (4, 4)
    other = ended(cell=f"vehicle@{PLANDAAN}")
    found = proposals_for({other.cell: other, CELL: lone}, THREATS)
    assert (found[0].cell, found[0].dissent, found[-1].cell) == (CELL, True, other.cell)


def test_an_owner_is_asked_at_its_own_level_and_above_it_where_the_area_is_wider():
    assert owner_at("kades", JIPURAPAH) == f"kades:{JIPURAPAH}"
    assert owner_at("kades", PLANDAAN) == f"camat:{PLANDAAN}"
    assert owner_at("polres", JIPURAPAH) == POLRES


def make(due="2024-11-19T03:00:00Z", by=POLRES, **more):
    body = {"commitment": "c", "what": "Patroli", "due": due, "confirms": PPK, "cell": CELL, **more}
    return by, "commitment.make", body


def done(by=POLRES):
    return by, "commitment.done", {"commitment": "c"}


def checked(by=PPK, given="done", at=NINE):
    return by, "commitment.confirm", {"commitment": "c", "answer": given}, at


AFTER = hour("19 12:00")


@pytest.mark.parametrize(
    ("said", "at", "found"),
    [
        ((), NINE, State.OPEN),
        ((), AFTER, State.EXPIRED),
        ((done(),), AFTER, State.DECLARED),
        ((done(KPU),), AFTER, State.EXPIRED),
        ((checked(),), AFTER, State.ON_TIME),
        ((done(), checked(at=AFTER)), AFTER, State.LATE),
        ((checked(), checked(at=AFTER)), AFTER, State.ON_TIME),
        ((checked(given="not_done"), done()), AFTER, State.NOT_DONE),
        ((checked(given="not_done"), checked(at=AFTER)), AFTER, State.LATE),
        ((checked(KPU),), AFTER, State.EXPIRED),
        ((checked(POLRES),), AFTER, State.EXPIRED),
    ],
)
def test_only_who_benefits_confirms_a_commitment(said, at, found):
    (one,) = commitments_of(told(make(), *said))
    assert one.state(at) is found


def test_nobody_confirms_their_own_commitment():
    (one,) = commitments_of(told(make(confirms=POLRES), checked(POLRES)))
    assert one.state(AFTER) is State.EXPIRED


def test_a_score_counts_what_is_due_and_keeps_the_rest_apart():
    (base,) = commitments_of(told(make()))
    on_time, late, alone, refused = (
        commitments_of(told(make(), *more))[0]
        for more in ((checked(),), (checked(at=AFTER),), (done(),), (checked(given="not_done"),))
    )
    later = replace(base, made=told(make(due="2024-11-20T03:00:00Z"))[0])
    every = [base, on_time, late, alone, refused, later]
    found = score(every, AFTER)
    assert (found.due, found.on_time, found.late, found.declared) == (5, 1, 1, 1)
    assert (found.not_done, found.expired, found.ahead, found.open) == (1, 1, 0, 1)
    ahead = replace(later, checked=on_time.checked)
    assert (score([ahead], AFTER).due, score([ahead], AFTER).ahead) == (0, 1)
    by_area = scores(every, AFTER, by=lambda one: one.region)
    assert {area: one.due for area, one in by_area.items()} == {PLANDAAN: 5}


def test_what_is_uncovered_is_the_risk_of_cells_agreed_high_without_a_confirmed_commitment():
    endings = {CELL: ended(), f"fire@{PLANDAAN}": ended(cell=f"fire@{PLANDAAN}"), "x@35": ended("dissent")}
    every = {"endings": endings, "threats": THREATS, "stations": {PLANDAAN: 80}, "at": AFTER}
    bare = lead(commitments=commitments_of(told(make(), done())), **every)
    assert bare.uncovered == pytest.approx(2 * 0.35 * 0.35 * 80)
    half = lead(commitments=commitments_of(told(make(), checked())), **every)
    assert ([cell for cell, _ in half.open], [cell for cell, _ in half.covered]) == (
        [f"fire@{PLANDAAN}"],
        [CELL],
    )
