"""
Who has understood which briefing: delivered, opened, answered, and where that failed, taught back.

A receipt is not understanding. An office passes with every critical question right and at least four fifths
of the rest; after a wrong answer it sees the line and tries once more; who errs twice is called by the office
above, which writes down their own words. A new version asks about the parts it changed, and no more.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum

from sepaham.domain.base import digest
from sepaham.domain.briefing import Briefing, kind_of
from sepaham.domain.quiz import Item, questions

DELIVERED, OPENED, ANSWERED, PASSED, TAUGHT = "delivered", "opened", "answered", "passed", "taught"
STEPS = (DELIVERED, OPENED, ANSWERED, PASSED, TAUGHT)
GRADES = ("P", "S", "M", "U")
"""Of a teach-back: without challenges, with some, with major ones, unable."""
UNDERSTOOD_GRADES = frozenset({"P", "S"})
TRIES = 2
AGAIN_AFTER = timedelta(days=1)
"""How long after a pass some are asked again."""
_ONE_OF = 10
"""One office in so many is asked again."""
_ENOUGH = (4, 5)
"""The share of questions that are not critical which must be right."""
DEFECT_SHARE, DEFECT_LEAST = 0.3, 3
"""From which share, and from how many offices, the same wrong answer is the page's fault."""


class Course(StrEnum):
    """How far an office is with a page."""

    NONE = "none"
    DELIVERED = "delivered"
    OPENED = "opened"
    CALL = "call"
    """It erred twice: the office above calls it."""
    UNDERSTOOD = "understood"


@dataclass(frozen=True, slots=True)
class Step:
    """
    One thing that happened with a page at an office.

    Attributes:
        office, key, edition: Whose, which page, which version of it.
        what: One of `STEPS`.
        at: When.
        item, choice, right: Of an answer: the question, what was chosen, whether that is right.
        grade: Of a teach-back, one of `GRADES`.
        by: Of a teach-back or of a page handed over on paper: the office that says so.
        words: Of a teach-back, what they said in their own words.
        seconds: Of an opening, how long it was looked at.
    """

    office: str
    key: str
    edition: int
    what: str
    at: datetime
    item: str = ""
    choice: str = ""
    right: bool = False
    grade: str = ""
    by: str = ""
    words: str = ""
    seconds: int = 0


@dataclass(frozen=True, slots=True)
class Stand:
    """
    Where an office stands with a page.

    Attributes:
        course: How far it is.
        asked: The questions to be asked of it now.
        since: When it came to stand so; None where nothing happened.
        passed: Whether it has passed, asked again or not.
        again: Of an office asked again after a day: whether all was right then; None where that is open.
    """

    course: Course
    asked: tuple[str, ...] = ()
    since: datetime | None = None
    passed: bool = False
    again: bool | None = None


def stand_of(page: Briefing, steps: Iterable[Step], *, log: str, office: str, at: datetime) -> Stand:
    """
    Return where an office stands with a page.

    Args:
        page: As it is in force.
        steps: What happened with it at that office, in any version.
        log: The log's origin.
        office: Whose stand.
        at: The hour.
    """
    told = sorted(steps, key=lambda step: step.at)
    valid = [step for step in told if _understood(step)]
    since = max((step.edition for step in valid), default=0)
    now = [step for step in told if step.edition == page.edition]
    items = _due(page, since)
    if valid and not items and (since == page.edition or any(step.what == OPENED for step in now)):
        last = valid[-1]
        again, asked = _again(page, now, last, log=log, office=office, at=at)
        return Stand(Course.UNDERSTOOD, asked, last.at, passed=True, again=again)
    return _on_the_way(items, now)


def _understood(step: Step) -> bool:
    return step.what == PASSED or (step.what == TAUGHT and step.grade in UNDERSTOOD_GRADES)


def _due(page: Briefing, since: int) -> list[Item]:
    """Return the questions about parts that changed after an edition."""
    changed = page.changed_since(since)
    return [item for item in questions(page) if item.section in changed]


def _on_the_way(items: Sequence[Item], now: Sequence[Step]) -> Stand:
    answers = [step for step in now if step.what == ANSWERED]
    right = {step.item for step in answers if step.right}
    wrong = Counter(step.item for step in answers if not step.right)
    lost = [item for item in items if item.code not in right and wrong[item.code] >= TRIES]
    asked = tuple(item.code for item in items if item.code not in right and item not in lost)
    last = now[-1].at if now else None
    if lost and not passes(items, right | set(asked)):
        return Stand(Course.CALL, (), last)
    whats = {step.what for step in now}
    course = Course.OPENED if whats & {OPENED, ANSWERED} else Course.DELIVERED if now else Course.NONE
    return Stand(course, asked, last)


def passes(items: Iterable[Item], right: Iterable[str]) -> bool:
    """Tell whether right answers are enough: every critical one, and four fifths of the rest."""
    known, all_ = set(right), list(items)
    rest = [item for item in all_ if not item.critical]
    good = sum(item.code in known for item in rest)
    share, of = _ENOUGH
    return all(item.code in known for item in all_ if item.critical) and good * of >= len(rest) * share


def has_passed(page: Briefing, steps: Iterable[Step]) -> bool:
    """Tell whether what an office answered about this version makes it pass, where it has not already."""
    told = list(steps)
    since = max((step.edition for step in told if _understood(step)), default=0)
    now = [step for step in told if step.edition == page.edition and step.what == ANSWERED]
    items = _due(page, since)
    wrong = Counter(step.item for step in now if not step.right)
    right = {step.item for step in now if step.right and wrong[step.item] < TRIES}
    settled = right | {code for code, n in wrong.items() if n >= TRIES}
    return bool(items) and {item.code for item in items} <= settled and passes(items, right)


# Asked again after a day


def is_asked_again(*, log: str, office: str, key: str, version: str) -> bool:
    """Tell whether an office that passed is one of those asked again, by the hash of who and what."""
    return int(digest(f"{log}\x00{office}\x00{key}\x00{version}".encode())[:8], 16) % _ONE_OF == 0


def _again(
    page: Briefing, now: Sequence[Step], last: Step, *, log: str, office: str, at: datetime
) -> tuple[bool | None, tuple[str, ...]]:
    """Return whether all was right when asked again, and what is still to be asked."""
    due = last.at + AGAIN_AFTER
    if at < due or not is_asked_again(log=log, office=office, key=page.key, version=page.version):
        return None, ()
    first: dict[str, Step] = {}
    for step in now:
        if step.what == ANSWERED and step.at >= due:
            first.setdefault(step.item, step)
    codes = [item.code for item in questions(page)]
    left = tuple(code for code in codes if code not in first)
    return (None, left) if left else (all(step.right for step in first.values()), ())


# What the page is at fault for


@dataclass(frozen=True, slots=True)
class Defect:
    """
    A wrong answer that many gave: the page says it badly.

    Attributes:
        scope: The page's key, or its kind where pages of that kind share the fault.
        item, choice: The question, and what they chose.
        wrong: How many offices chose it first.
        asked: How many answered that question.
        keys: The pages they answered about.
    """

    scope: str
    item: str
    choice: str
    wrong: int
    asked: int
    keys: tuple[str, ...]


def defects(steps: Iterable[Step]) -> list[Defect]:
    """
    Return the wrong answers that at least three offices, and three in ten of those asked, gave first.

    Args:
        steps: Answers about versions in force.
    """
    first: dict[tuple[str, str, str], Step] = {}
    for step in sorted(steps, key=lambda step: step.at):
        if step.what == ANSWERED:
            first.setdefault((step.office, step.key, step.item), step)
    of_kind = _counted(first.values(), lambda step: kind_of(step.key))
    shared = {(defect.scope, defect.item, defect.choice) for defect in of_kind}
    of_page = _counted(first.values(), lambda step: step.key)
    own = [d for d in of_page if (kind_of(d.scope), d.item, d.choice) not in shared]
    return sorted([*of_kind, *own], key=lambda defect: (-defect.wrong, defect.scope, defect.item))


def _counted(steps: Iterable[Step], scope: Callable[[Step], str]) -> list[Defect]:
    asked: Counter[tuple[str, str]] = Counter()
    wrong: defaultdict[tuple[str, str, str], list[str]] = defaultdict(list)
    for step in steps:
        asked[scope(step), step.item] += 1
        if not step.right:
            wrong[scope(step), step.item, step.choice].append(step.key)
    return [
        Defect(where, item, choice, len(keys), asked[where, item], tuple(sorted(set(keys))))
        for (where, item, choice), keys in wrong.items()
        if len(keys) >= DEFECT_LEAST and len(keys) >= DEFECT_SHARE * asked[where, item]
    ]


# Coverage


@dataclass(frozen=True, slots=True)
class Coverage:
    """How many offices that must know a page are how far, and how many of its polling stations."""

    page: Briefing
    stands: Mapping[str, Stand]
    stations: int = 0
    """Offices of polling stations that understood it, too; they are told apart, never missed."""

    @property
    def understood(self) -> int:
        """Return how many of those who must know it have understood it."""
        return sum(self.stands[office].course is Course.UNDERSTOOD for office in self.page.receivers)

    @property
    def is_whole(self) -> bool:
        """Tell whether all who must know it have understood it."""
        return self.understood == len(self.page.receivers)

    @property
    def to_call(self) -> tuple[str, ...]:
        """Return the offices that erred twice."""
        return tuple(office for office, stand in self.stands.items() if stand.course is Course.CALL)


def coverage(pages: Iterable[Briefing], steps: Iterable[Step], *, log: str, at: datetime) -> list[Coverage]:
    """
    Return where all who must know some pages stand, page by page.

    Args:
        pages: As they are in force.
        steps: What happened with them.
        log: The log's origin.
        at: The hour.
    """
    of_page: defaultdict[str, defaultdict[str, list[Step]]] = defaultdict(lambda: defaultdict(list))
    for step in steps:
        of_page[step.key][step.office].append(step)
    found = []
    for page in pages:
        told: Mapping[str, list[Step]] = of_page.get(page.key, {})
        offices = dict.fromkeys((*page.receivers, *(office for office in told if page.is_of(office))))
        stands = {o: stand_of(page, told.get(o, ()), log=log, office=o, at=at) for o in offices}
        others = [stand for office, stand in stands.items() if office not in page.receivers]
        stations = sum(stand.course is Course.UNDERSTOOD for stand in others)
        found.append(Coverage(page, stands, stations))
    return found
