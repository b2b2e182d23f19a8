"""
What was asked for escorts and what came of it: a letter, the owner's answer, *siap* and *selesai*.

Only the office asked, or the one right above it, answers; what others say of it does not count here. A later
answer takes the place of an earlier one.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum

from sepaham.domain.authority import stands_above
from sepaham.domain.facts import Fact, in_order
from sepaham.domain.guarding import Job
from sepaham.domain.register import LINES, seated_office

KINDS = ("escort.ask", "escort.answer", "escort.ready", "escort.done")


class Course(StrEnum):
    """How far one thing asked is."""

    ASKED = "asked"
    DECLINED = "declined"
    LESS = "less"
    ACCEPTED = "accepted"
    READY = "ready"
    DONE = "done"


@dataclass(frozen=True, slots=True)
class Asked:
    """One thing asked by letter, with the answer and reports that count."""

    ask: Fact
    answer: Fact | None = None
    ready: Fact | None = None
    done: Fact | None = None

    @property
    def escort(self) -> str:
        """Return its code."""
        return self.ask.subject

    @property
    def to(self) -> str:
        """Return the office asked."""
        return str(self.ask.body["to"])

    @property
    def job(self) -> str:
        """Return the key of the job it is about."""
        return f"{self.ask.body['what']}:{self.ask.body['about']}"

    @property
    def institution(self) -> str:
        """Return the institution asked; '' for an office of no known kind."""
        line = LINES.get(self.to.partition(":")[0])
        return line.institution if line else ""

    @property
    def officers(self) -> int:
        """Return how many will come; who says ready without an answer comes as asked."""
        if self.answer is None and (self.ready or self.done):
            return int(self.ask.body["officers"])
        if self.answer is None or self.answer.body["answer"] == "decline":
            return 0
        return min(int(self.answer.body["officers"]), int(self.ask.body["officers"]))

    @property
    def course(self) -> Course:
        """Return how far it is; a report without an answer says that they came all the same."""
        if self.done or self.ready:
            return Course.DONE if self.done else Course.READY
        if self.answer is None:
            return Course.ASKED
        if not self.officers:
            return Course.DECLINED
        return Course.ACCEPTED if self.officers >= self.ask.body["officers"] else Course.LESS


def asked_of(facts: Iterable[Fact]) -> list[Asked]:
    """Return what was asked, in the order of asking, each with what counts of the answers to it."""
    asks: dict[str, Fact] = {}
    told: defaultdict[str, dict[str, Fact]] = defaultdict(dict)
    ordered = in_order(facts)
    for fact in ordered:
        if fact.kind == KINDS[0]:
            asks.setdefault(fact.subject, fact)
    for fact in ordered:
        ask = asks.get(fact.subject)
        if ask and fact.kind != KINDS[0] and may_answer(fact.actor, ask.body["to"]):
            told[fact.subject][fact.kind] = fact
    return [Asked(ask, *(told[escort].get(kind) for kind in KINDS[1:])) for escort, ask in asks.items()]


def may_answer(office: str, asked: str) -> bool:
    """Tell whether an office may answer for the one asked."""
    return office == asked or stands_above(seated_office(office), asked)


@dataclass(frozen=True, slots=True)
class Standing:
    """
    A job and what was asked for it.

    Attributes:
        job: What is to be escorted or guarded.
        asked: What was asked for it.
    """

    job: Job
    asked: tuple[Asked, ...]

    @property
    def coming(self) -> Mapping[str, int]:
        """Return how many officers of each institution will come."""
        found: Counter[str] = Counter()
        for one in self.asked:
            found[one.institution] += one.officers
        return found

    @property
    def lacking(self) -> dict[str, int]:
        """Return how many officers of each institution nobody agreed to send yet."""
        wanted: Counter[str] = Counter()
        for want in self.job.wants:
            wanted[want.institution] += want.officers
        return {name: n - self.coming[name] for name, n in wanted.items() if n > self.coming[name]}

    @property
    def unasked(self) -> dict[str, int]:
        """Return what is lacking of institutions that have no question to answer."""
        waiting = {one.institution for one in self.asked if one.course is Course.ASKED}
        return {name: number for name, number in self.lacking.items() if name not in waiting}

    @property
    def is_covered(self) -> bool:
        """Tell whether enough officers were agreed to."""
        return not self.lacking

    @property
    def state(self) -> str:
        """Return ``done``, ``ready``, ``covered``, ``part``, ``waiting``, ``refused`` or ``open``."""
        courses = {one.course for one in self.asked}
        if not self.lacking:
            if courses <= {Course.DONE}:
                return "done"
            return "ready" if courses <= {Course.DONE, Course.READY} else "covered"
        if Course.ASKED in courses:
            return "waiting"
        if sum(self.coming.values()):
            return "part"
        return "refused" if courses else "open"


def standings(jobs: Iterable[Job], asked: Iterable[Asked]) -> list[Standing]:
    """Return each job with what was asked for it."""
    by_job: defaultdict[str, list[Asked]] = defaultdict(list)
    for one in asked:
        by_job[one.job].append(one)
    return [Standing(job, tuple(by_job[job.key])) for job in jobs]
