"""What a meeting's table says of a round: how much is to be talked about, and who differs from whom."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from sepaham.domain.cells import region_in
from sepaham.domain.differences import Seen, Sorted, usual
from sepaham.domain.endings import Ending
from sepaham.domain.rounds import Round
from sepaham.domain.words import write_number
from sepaham.web.present.goods import Answer
from sepaham.web.present.judging import Voice, ended
from sepaham.web.present.states import State
from sepaham.web.words import say

SECTIONS: Mapping[str, tuple[State, str, str]] = {
    "queue": (State.DIFFER, "Antrean rapat", "paling berharga untuk waktu rapat lebih dulu"),
    "named": (State.DIFFER, "Satu lembaga jauh dari yang lain", "di luar antrean, selalu disebut namanya"),
    "unrated": (State.WAITING, "Belum dinilai semua yang berwenang", "belum bisa disebut sepakat"),
    "open": (
        State.ATTENTION,
        "Belum memenuhi aturan berhenti",
        "bedanya kecil atau di luar sepuluh yang pertama; dinilai lagi",
    ),
    "agreed": (State.COMPLETE, "Penilaian sudah sepakat", "tinggal dinyatakan"),
}
"""The lists of a round: the shape of their cells, their title and what they are for."""


@dataclass(frozen=True, slots=True)
class Line:
    """One cell in a list: its name and address, how it stands, who says what, and what rings."""

    title: str
    href: str
    state: State
    word: str
    detail: tuple[str, ...]
    herds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """One list of cells."""

    code: str
    title: str
    why: str
    lines: tuple[Line, ...]


def answer(lists: Sorted, done: Mapping[str, Ending], voice: Voice) -> Answer:
    """Return how many cells are still to be talked about, and where institutions stand far apart."""
    language, talk = voice.language, lists.talk
    if not any(one.rated for one in lists.all):
        return Answer(State.WAITING, say("Belum ada sel yang dinilai di putaran ini", language))
    settled = sum(one.key in done for one in talk)
    open_, apart = len(talk) - settled, far_apart(talk, voice)
    told = {"number": write_number(settled, language)}
    if settled and not open_:
        state = State.ATTENTION if lists.unrated or lists.open else State.COMPLETE
        return Answer(state, say("Sel yang berbeda sudah dibahas semua: {number}", language, **told), apart)
    numbers = {"number": write_number(open_, language), "all": write_number(len(lists.all), language)}
    sentence = say("{number} dari {all} sel perlu dibicarakan", language, **numbers)
    rest = [apart, say("{number} sudah dibahas", language, **told) if settled else ""]
    return Answer(State.DIFFER if open_ else State.COMPLETE, sentence, " · ".join(filter(None, rest)))


def far_apart(found: Iterable[Seen], voice: Voice) -> str:
    """Return where most institutions stand far from the others; '' where none does."""
    areas: dict[str, set[str]] = {}
    for one in found:
        far = {dissent.institution for dissent in one.cell.dissents()}
        areas.setdefault(region_in(one.key), set()).update(far)
    worst = max(areas, key=lambda area: len(areas[area]), default="")
    if not worst or not areas[worst]:
        return ""
    place, number = voice.names(worst, voice.language), len(areas[worst])
    if number == 1:
        who = voice.short(next(iter(areas[worst])))
        return say("{office} jauh berbeda di {place}", voice.language, office=who, place=place)
    return say("{number} lembaga jauh berbeda di {place}", voice.language, number=number, place=place)


def sections(
    lists: Sorted, done: Mapping[str, Ending], voice: Voice, link: Callable[[str], str]
) -> list[Section]:
    """Return the lists that hold something."""
    found = []
    for code, (_, title, why) in SECTIONS.items():
        cells: tuple[Seen, ...] = getattr(lists, code)
        lines = tuple(_line(one, code, done.get(one.key), voice, link(one.key)) for one in cells)
        if lines:
            found.append(Section(code, say(title, voice.language), say(why, voice.language), lines))
    return found


def _line(one: Seen, code: str, end: Ending | None, voice: Voice, href: str) -> Line:
    shape, word = ended(end) or (SECTIONS[code][0], "")
    return Line(
        title=voice.cell(one.key),
        href=href,
        state=shape,
        word=say(word, voice.language) if word else "",
        detail=tuple(_detail(one, code, voice)),
        herds=tuple(voice.herds(one.herds)),
    )


def _detail(one: Seen, code: str, voice: Voice) -> list[str]:
    if code == "agreed":
        return [middles(one, voice)]
    if code == "unrated":
        return [_waiting(one, voice)]
    if code == "open":
        return voice.unmet(one.standing.unmet)
    return who_differs(one, voice)


def middles(one: Seen, voice: Voice) -> str:
    """Return the median step of both scales."""
    return " · ".join(f"{voice.scale(name)} {usual(marks)}" for name, marks in one.cell.scales())


def _waiting(one: Seen, voice: Voice) -> str:
    told = [f"{voice.short(office)} ({voice.absent(one.absent[office])})" for office in one.waits]
    return ", ".join(told) or say("belum ada yang menilai", voice.language)


def who_differs(one: Seen, voice: Voice) -> list[str]:
    """Return who stands at either end of each scale, the higher first."""
    return [
        say(
            "{scale}: {high} menurut {highest} · {low} menurut {lowest}",
            voice.language,
            scale=voice.scale(side.scale),
            high=side.high,
            highest=", ".join(map(voice.short, side.highest)),
            low=side.low,
            lowest=", ".join(map(voice.short, side.lowest)),
        )
        for side in one.sides()
    ]


def outside(held: Round, voice: Voice) -> list[str]:
    """Return which offices asked gave nothing that counts, and why, by name."""
    found: dict[str, list[str]] = {}
    for office in held.offices:
        turn = held.turn(office).value
        if turn != "revealed":
            found.setdefault(turn, []).append(voice.office(office))
    return [f"{voice.absent(turn)}: {', '.join(who)}" for turn, who in found.items()]
