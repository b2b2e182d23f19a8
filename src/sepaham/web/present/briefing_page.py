"""One briefing as its page tells it: what it says, whom to call, its ladder, its questions and versions."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime

from sepaham.domain.briefing import Briefing
from sepaham.domain.briefing_words import SECTION_TITLES, said_values, say_line
from sepaham.domain.findings import Names
from sepaham.domain.ladder import ANSWERED, TAUGHT, Course, Coverage, Stand, Step
from sepaham.domain.quiz import ASKED, questions
from sepaham.domain.words import Language
from sepaham.web.present.states import State
from sepaham.web.words import say

COURSES: Mapping[Course, tuple[State, str]] = {
    Course.NONE: (State.WAITING, "belum sampai"),
    Course.DELIVERED: (State.WAITING, "sudah sampai, belum dibuka"),
    Course.OPENED: (State.MOVING, "sudah dibuka, belum semua benar"),
    Course.CALL: (State.SERIOUS, "dua kali salah, perlu ditelepon"),
    Course.UNDERSTOOD: (State.COMPLETE, "paham"),
}
"""How far an office is with a page: its shape and its words."""
GRADES: Mapping[str, str] = {
    "P": "P: paham tanpa kesulitan",
    "S": "S: paham dengan sedikit kesulitan",
    "M": "M: banyak kesulitan",
    "U": "U: belum mampu",
}
"""How a teach-back went."""


@dataclass(frozen=True, slots=True)
class Part:
    """One of the five parts as a page shows it."""

    title: str
    lines: tuple[tuple[str, str], ...]
    changed: bool


def parts(page: Briefing, language: Language, names: Names, *, timed: bool) -> list[Part]:
    """Return the five parts: each line's look, ``stop`` or none, and its text; whom to call is told apart."""
    return [
        Part(
            SECTION_TITLES[section.code].say(language, {}),
            tuple(
                (
                    "stop" if line.code.startswith("stop_") else "",
                    say_line(line, language, names, region=page.region, timed=timed),
                )
                for line in section.lines
                if line.code != "call"
            ),
            section.code in page.changed,
        )
        for section in page.sections
    ]


@dataclass(frozen=True, slots=True)
class Called:
    """Whom to call: an office, who holds it, the phone as it is written and its digits."""

    office: str
    who: str
    phone: str

    @property
    def digits(self) -> str:
        """Return the phone's digits without the plus."""
        return self.phone.removeprefix("+")


def called(
    page: Briefing, people: Mapping[str, tuple[str, str]], language: Language, names: Names
) -> list[Called]:
    """Return the phone tree of a page."""
    offices = [line.values["office"]["name"] for line in page.section("command").lines if line.code == "call"]
    return [Called(names(office, language), *people.get(office, ("", ""))) for office in offices]


@dataclass(frozen=True, slots=True)
class Rung:
    """How far one office is: its shape, words and hour, and the forms the reader has for it."""

    office: str
    name: str
    state: State
    word: str
    since: datetime | None
    by: str = ""
    taught: str = ""


def ladder(
    one: Coverage, steps: Iterable[Step], language: Language, names: Names, calls_on: Callable[[str], str]
) -> list[Rung]:
    """Return how far each office is with a page, those who must be called first."""
    last = {step.office: step for step in steps if step.what == TAUGHT and step.edition == one.page.edition}
    rungs = [
        _rung(office, stand, last.get(office), language, names, calls_on)
        for office, stand in one.stands.items()
    ]
    order = [State.SERIOUS, State.WAITING, State.MOVING, State.COMPLETE]
    return sorted(rungs, key=lambda rung: order.index(rung.state))


def _rung(  # noqa: PLR0917  private, and all of it needed
    office: str,
    stand: Stand,
    taught: Step | None,
    language: Language,
    names: Names,
    calls_on: Callable[[str], str],
) -> Rung:
    state, word = COURSES[stand.course]
    told = ""
    if taught:
        told = say(
            "{grade} menurut {by}: “{words}”",
            language,
            grade=taught.grade,
            by=names(taught.by, language),
            words=taught.words,
        )
    by = "" if stand.course is Course.UNDERSTOOD else calls_on(office)
    return Rung(office, names(office, language), state, say(word, language), stand.since, by, told)


def question_rows(
    page: Briefing, steps: Iterable[Step], language: Language, names: Names
) -> list[tuple[str, bool, int, int]]:
    """Return each question, whether it is critical, how many answered it, and how many rightly at once."""
    first: dict[tuple[str, str], Step] = {}
    for step in steps:
        if step.what == ANSWERED and step.edition == page.edition:
            first.setdefault((step.office, step.item), step)
    found = []
    for item in questions(page):
        told = [step for (_, code), step in first.items() if code == item.code]
        ask = ASKED[item.ask.code].say(language, said_values(item.ask, language, names, region=page.region))
        found.append((ask, item.critical, len(told), sum(step.right for step in told)))
    return found


@dataclass(frozen=True, slots=True)
class Version:
    """One version of a page, and by part the lines it took away and brought."""

    edition: int
    version: str
    differences: tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...] = field(default=())


def versions(history: Sequence[Briefing], language: Language, names: Names, *, timed: bool) -> list[Version]:
    """Return the versions of a page, the newest first, each with how it differs from the one before."""
    found = []
    for page, before in zip(history, [*history[1:], None], strict=True):
        different = _differences(before, page, language, names, timed=timed) if before else ()
        found.append(Version(page.edition, page.version, different))
    return found


def _differences(
    before: Briefing, page: Briefing, language: Language, names: Names, *, timed: bool
) -> tuple[tuple[str, tuple[str, ...], tuple[str, ...]], ...]:
    found = []
    for section in page.sections:
        old, new = (
            [say_line(line, language, names, region=page.region, timed=timed) for line in one.lines]
            for one in (before.section(section.code), section)
        )
        gone = tuple(text for text in old if text not in new)
        came = tuple(text for text in new if text not in old)
        if gone or came:
            found.append((SECTION_TITLES[section.code].say(language, {}), gone, came))
    return tuple(found)
