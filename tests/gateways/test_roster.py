"""Rosters that hold and are as good as can be: rest, ways and lent officers, by CP-SAT and by its twin."""

import random
from collections import Counter
from datetime import UTC, datetime, time, timedelta, timezone

import pytest

from sepaham.domain.duties import (
    Duty,
    Rota,
    Squad,
    duties_of,
    may_follow,
    price,
    serves,
    shifts_over,
    short_of,
)
from sepaham.domain.escorts import Want
from sepaham.domain.guarding import Job
from sepaham.domain.rostering import propose
from sepaham.domain.routing import Budget
from sepaham.gateways.roster import CpSatRoster, FirstFree

WIB = timezone(timedelta(hours=7))
KEC, OTHER, KAB = "35.17.15", "35.17.05", "35.17"
BUDGET = Budget(seed=1, iterations=500)
BOTH = pytest.mark.parametrize("assigner", [CpSatRoster(), FirstFree()], ids=["cpsat", "twin"])


def hour(day, clock):
    return datetime(2024, 11, day, tzinfo=WIB) + timedelta(hours=clock)


SHIFTS = shifts_over(first=hour(26, 5), last=hour(28, 5), starts=(time(5), time(17)), zone=WIB)


def minutes(one, other):
    return 15 if one == other else 30


def trip(name, clock, *, length=2.0, region=KEC, officers=1, least=1, grade="safe", skill=""):
    start = hour(26, clock)
    want = Want("polri", "along", officers, least, skill)
    return Job("trip", name, "ppk-pps", region, start, start + timedelta(hours=length), grade, (want,))


def store(name, begins, ends, region=KEC):
    return Job("store", name, "", region, begins, ends, "safe", (Want("polri", "guard", 1, 1),))


def polsek(officers, region=KEC, skills=()):
    return Squad(f"polsek {region}", f"polsek:{region}", "polri", region, officers, frozenset(skills))


def proposed(jobs, squads, assigner):
    return propose(
        jobs=jobs,
        squads=squads,
        shifts=SHIFTS,
        rest_minutes=480,
        minutes=minutes,
        assigner=assigner,
        budget=BUDGET,
    )


def open_(proposal):
    return {each.duty.job.removeprefix("trip:"): (each.lacking, each.why) for each in proposal.open}


def needed(rota, postings, squad, shift):
    """How few officers can do what a squad was given in a shift: duties less those done after another."""
    by_id = {duty.id: duty for duty in rota}
    copies = [
        by_id[p.duty]
        for p in postings
        if p.squad == squad and by_id[p.duty].shift == shift
        for _ in range(p.officers)
    ]
    after: dict[int, int] = {}

    def match(one, seen):
        for then, duty in enumerate(copies):
            if then not in seen and may_follow(copies[one], duty, minutes):
                seen.add(then)
                if then not in after or match(after[then], seen):
                    after[then] = one
                    return True
        return False

    return len(copies) - sum(match(one, set()) for one in range(len(copies)))


def test_shifts_cover_the_time_by_the_clock_of_the_place():
    assert SHIFTS[0].starts_at == datetime(2024, 11, 25, 22, tzinfo=UTC)
    assert [s.starts_at.hour for s in SHIFTS] == [5, 17, 5, 17]


@BOTH
def test_one_officer_takes_one_trip_after_the_other_where_the_way_allows(assigner):
    jobs = [trip("a", 6), trip("b", 9), trip("c", 10)]
    found = proposed(jobs, [polsek(2)], assigner)
    assert open_(found) == {}
    assert open_(proposed(jobs, [polsek(1)], assigner)).keys() <= {"b", "c"}


@BOTH
def test_who_was_on_duty_by_day_rests_by_night(assigner):
    night = store("room", hour(26, 17), hour(27, 5))
    day = store("room", hour(26, 5), hour(26, 17))
    again = store("room", hour(27, 5), hour(27, 17))
    assert len(proposed([day, again], [polsek(1)], assigner).open) == 0
    assert len(proposed([day, night], [polsek(1)], assigner).open) == 1
    assert len(proposed([day, night, again], [polsek(2)], assigner).open) == 0


@BOTH
def test_what_is_more_prone_is_done_first(assigner):
    found = proposed([trip("calm", 6), trip("grave", 6, grade="very_prone")], [polsek(1)], assigner)
    assert open_(found) == {"calm": (1, "few")}


@BOTH
def test_fewer_than_the_least_are_not_sent(assigner):
    found = proposed([trip("pair", 6, officers=3, least=2)], [polsek(1)], assigner)
    assert open_(found) == {"pair": (3, "few")}
    assert open_(proposed([trip("pair", 6, officers=3, least=2)], [polsek(2)], assigner)) == {
        "pair": (1, "few")
    }


@BOTH
def test_what_stays_open_says_why(assigner):
    army = Job("trip", "army", "ppk-pps", KEC, hour(26, 6), hour(26, 8), "safe", (Want("tni", "along", 1),))
    jobs = [trip("long", 16, length=10), trip("boat", 6, skill="boat"), army, trip("more", 6, officers=3)]
    found = proposed([*jobs, Job("trip", "x", "ppk-pps", KEC, None, None, "safe", ())], [polsek(1)], assigner)
    assert open_(found) == {
        "long": (1, "too_long"),
        "boat": (1, "no_skill"),
        "army": (1, "no_post"),
        "more": (2, "few"),
    }
    assert found.without_hours == 1


@BOTH
def test_a_neighbour_and_the_polres_lend_what_they_have_left_and_it_is_told_apart(assigner):
    jobs = [trip("a", 6), trip("b", 6), trip("c", 6), trip("d", 6, region=OTHER)]
    squads = [polsek(1), polsek(2, OTHER), Squad("polres", f"polres:{KAB}", "polri", KAB, 1)]
    found = proposed(jobs, squads, assigner)
    assert open_(found) == {}
    assert sum(each.officers for each in found.postings) == 2
    assert Counter(each.squad for each in found.lent) == {"polres": 1, f"polsek {OTHER}": 1}


def a_day(seed, squads=2):
    dice = random.Random(seed)
    jobs = [
        trip(
            str(n),
            5 + dice.random() * 10,
            length=1 + dice.random() * 2,
            region=dice.choice([KEC, f"{KEC}.2001"]),
            officers=dice.randint(1, 3),
            least=1,
            grade=dice.choice(["safe", "prone"]),
        )
        for n in range(12)
    ]
    jobs += [store("room", hour(26, 5), hour(28, 5))]
    return jobs, [Squad(f"s{n}", "polsek:x", "polri", KEC, dice.randint(1, 4)) for n in range(squads)]


def as_rota(jobs, squads):
    duties = tuple(duties_of(jobs, SHIFTS))
    able = {duty.id: tuple(s.id for s in squads if serves(s, duty)) for duty in duties}
    return Rota(duties, {s.id: s for s in squads}, able, {}, minutes)


@pytest.mark.parametrize("seed", range(6))
def test_every_roster_holds_and_none_of_the_twins_beats_the_bound(seed):
    rota = as_rota(*a_day(seed))
    best, plain = (each.assign(rota, budget=BUDGET) for each in (CpSatRoster(), FirstFree()))
    for found in (best, plain):
        for squad in rota.squads.values():
            for shift in range(len(SHIFTS)):
                on_duty = found.on_duty.get((squad.id, shift), 0)
                assert needed(rota.duties, found.postings, squad.id, shift) <= on_duty
                assert on_duty + found.on_duty.get((squad.id, shift + 1), 0) <= squad.officers
    assert best.bound == best.cost <= plain.cost
    assert price(rota, best) <= best.cost
    assert sum(short_of(rota.duties, best.postings).values()) >= 0


def test_the_same_question_has_the_same_answer():
    rota = as_rota(*a_day(3))
    assert CpSatRoster().assign(rota, budget=BUDGET) == CpSatRoster().assign(rota, budget=BUDGET)


def test_a_whole_kabupaten_on_the_day_before_is_rostered_in_seconds_and_proven():
    dice, jobs, squads = random.Random(5), [], []
    for k in range(1, 22):
        kec = f"35.17.{k:02}"
        jobs += [trip(f"{kec} {n}", 5 + dice.random() * 7, region=kec, grade="prone") for n in range(16)]
        jobs.append(store(kec, hour(26, 5), hour(27, 17), region=kec))
        squads.append(polsek(dice.randint(4, 9), kec))
    begun = datetime.now(UTC)
    found = proposed(jobs, squads, CpSatRoster())
    assert datetime.now(UTC) - begun < timedelta(seconds=20)
    assert found.cost == found.bound
    assert len(found.parts) >= 21
    assert isinstance(found.duties[0], Duty)
