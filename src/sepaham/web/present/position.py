"""Where an office stands, in words: what comes next, who waits for what, what it may, whom to call."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass

from sepaham.domain.findings import Names
from sepaham.domain.position import NEXT, WANTED, Position, Task, Wanted, soonest
from sepaham.domain.rights import Right
from sepaham.domain.words import Language, write_moment, write_number
from sepaham.records.roster import Contact
from sepaham.web.words import say

SHOWN = 40
"""How many offices below are listed; of more, the page of people tells."""


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence with its hour; '' where there is none to tell."""

    text: str
    due: str = ""


@dataclass(frozen=True, slots=True)
class Waiter:
    """An office that waits: what for, by when, and whom to call there; None where nobody is known."""

    office: str
    lines: tuple[Line, ...]
    call: Contact | None


@dataclass(frozen=True, slots=True)
class Power:
    """One group of acts: what it is called, its statements, the conditions and the source."""

    act: str
    kinds: str
    condition: str
    source: str


@dataclass(frozen=True, slots=True)
class Near:
    """An office above or below with whom to call; None where nobody is known."""

    office: str
    call: Contact | None


@dataclass(frozen=True, slots=True)
class Told:
    """A position in one language."""

    next: tuple[Line, ...]
    first: Line | None
    wanted: tuple[Waiter, ...]
    may: tuple[Power, ...]
    never: tuple[Power, ...]
    above: tuple[Near, ...]
    below: tuple[Near, ...]
    more_below: int


def told(found: Position, calls: Mapping[str, Contact], language: Language, names: Names) -> Told:
    """
    Return a position in words.

    Args:
        found: Where the office stands.
        calls: Whom to call, by office.
        language: The reader's.
        names: What offices and places are called.
    """
    first = soonest(found.next)
    ordered = sorted(found.next, key=lambda task: task is not first)
    return Told(
        next=tuple(_next(task, language, names) for task in ordered),
        first=_next(first, language, names) if first else None,
        wanted=tuple(_waiters(found.wanted, calls, language, names)),
        may=tuple(_power(right, language) for right in found.may),
        never=tuple(_power(right, language) for right in found.never),
        above=_near(found.above, calls, language, names),
        below=_near(found.below[:SHOWN], calls, language, names),
        more_below=max(0, len(found.below) - SHOWN),
    )


def _next(task: Task, language: Language, names: Names) -> Line:
    number = write_number(task.number, language)
    place = names(task.region, language) if task.region else ""
    text = NEXT[task.code].say(language, {"number": number, "place": place})
    return Line(text, write_moment(task.due, language, task.region) if task.due else "")


def _waiters(
    found: Iterable[Wanted], calls: Mapping[str, Contact], language: Language, names: Names
) -> Iterable[Waiter]:
    by_office: dict[str, list[Line]] = {}
    for one in found:
        text = WANTED[one.code].say(language, {"number": write_number(one.number, language)})
        due = write_moment(one.due, language, one.who.partition(":")[2]) if one.due else ""
        by_office.setdefault(one.who, []).append(Line(text, due))
    for who, lines in by_office.items():
        yield Waiter(names(who, language), tuple(lines), calls.get(who))


def _power(right: Right, language: Language) -> Power:
    return Power(
        act=right.act.say(language, {}),
        kinds=", ".join(kind.say(language, {}) for kind in right.kinds),
        condition=", ".join(one.say(language, {}) for one in right.conditions),
        source=right.source,
    )


def _near(
    offices: Collection[str], calls: Mapping[str, Contact], language: Language, names: Names
) -> tuple[Near, ...]:
    return tuple(Near(names(office, language), calls.get(office)) for office in offices)


def headline(office: str, waiting: int, language: Language) -> str:
    """Return who one is and how much waits, in one sentence."""
    if not waiting:
        return say("Anda {office}: tidak ada yang menunggu Anda", language, office=office)
    number = write_number(waiting, language)
    return say("Anda {office}: {number} hal menunggu Anda", language, office=office, number=number)
