"""What counts of a letter, an answer, *siap* and *selesai*, and how far a job is with it."""

import pytest

from example import KABUPATEN, PLANDAAN, Speaker, hour
from sepaham.domain.escorting import Course, Standing, asked_of, standings
from sepaham.domain.escorts import Want
from sepaham.domain.facts import fact_of
from sepaham.domain.guarding import Job
from sepaham.domain.statement import Entry

KPU, POLRES, POLSEK = f"kpu:{KABUPATEN}", f"polres:{KABUPATEN}", f"polsek:{PLANDAAN}"
JOB = Job("trip", "t1", "ppk-pps", PLANDAAN, None, None, "safe", (Want("polri", "along", 2, 1),))
ASK = {
    "escort": "e1",
    "what": "trip",
    "about": "t1",
    "to": POLSEK,
    "officers": 2,
    "grade": "safe",
    "document": "108/PP.08-SD/3517/2024",
}


def facts(*told):
    found = []
    for number, (office, kind, body) in enumerate(told):
        at = hour(f"25 {8 + number:02}:00")
        said = Speaker(office).say(f"escort.{kind}", PLANDAAN, at, {"escort": "e1", **body})
        found.append(fact_of(Entry(number, at, said), at))
    return found


def course(*told):
    return asked_of(facts((KPU, "ask", ASK), *told))[0].course


YES = (POLSEK, "answer", {"answer": "accept", "officers": 2})
LESS = (POLSEK, "answer", {"answer": "less", "officers": 1, "reason": "few_officers"})
NO = (POLSEK, "answer", {"answer": "decline", "officers": 0, "reason": "other_duty"})
READY, DONE = (POLSEK, "ready", {}), (POLSEK, "done", {})


@pytest.mark.parametrize(
    ("told", "course_"),
    [
        ((), Course.ASKED),
        ((YES,), Course.ACCEPTED),
        ((LESS,), Course.LESS),
        ((NO,), Course.DECLINED),
        ((NO, YES), Course.ACCEPTED),
        ((YES, READY), Course.READY),
        ((YES, READY, DONE), Course.DONE),
        ((READY,), Course.READY),
        (((POLRES, "answer", {"answer": "accept", "officers": 2}),), Course.ACCEPTED),
        ((("koramil:35.17.15", "answer", {"answer": "accept", "officers": 2}),), Course.ASKED),
        ((("polsek:35.17.05", "answer", {"answer": "decline", "officers": 0}),), Course.ASKED),
    ],
)
def test_only_the_office_asked_or_the_one_above_answers_and_the_last_answer_counts(told, course_):
    assert course(*told) is course_


def test_an_answer_to_what_nobody_asked_is_left_alone():
    assert asked_of(facts(YES)) == []


@pytest.mark.parametrize(
    ("told", "state", "lacking"),
    [
        ((), "waiting", {"polri": 2}),
        ((YES,), "covered", {}),
        ((LESS,), "part", {"polri": 1}),
        ((NO,), "refused", {"polri": 2}),
        ((YES, READY), "ready", {}),
        ((YES, READY, DONE), "done", {}),
    ],
)
def test_a_job_is_covered_once_enough_officers_were_agreed_to(told, state, lacking):
    found = standings([JOB], asked_of(facts((KPU, "ask", ASK), *told)))[0]
    assert (found.state, found.lacking) == (state, lacking)


def test_an_institution_that_was_asked_is_not_asked_again_while_it_owes_an_answer():
    both = Job("trip", "t1", "", PLANDAAN, None, None, "safe", (*JOB.wants, Want("tni", "along", 1)))
    (found,) = standings([both], asked_of(facts((KPU, "ask", ASK))))
    assert (found.state, found.unasked) == ("waiting", {"tni": 1})
    (came,) = standings([JOB], asked_of(facts((KPU, "ask", ASK), READY)))
    assert (came.state, came.lacking) == ("ready", {})


def test_a_job_nobody_asked_for_is_open():
    assert Standing(JOB, ()).state == "open"
