"""A rakor as pages tell it: who came of whom, how far its cells are, who should have been invited."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from sepaham.domain.cells import region_in, threat_in
from sepaham.domain.convening import WHYS, Invitee, Point
from sepaham.domain.disagreement import UNMET
from sepaham.domain.endings import Ending
from sepaham.domain.findings import Names
from sepaham.domain.rakor import Course, Rakor
from sepaham.domain.threats import Threats
from sepaham.domain.words import Language, write_brief, write_moment, write_number
from sepaham.web.present.goods import Answer
from sepaham.web.present.states import State
from sepaham.web.tables import Column, Row, Table
from sepaham.web.words import say

COURSES: Mapping[Course, tuple[State, str]] = {
    Course.OPEN: (State.WAITING, "belum dibahas"),
    Course.NOTED: (State.MOVING, "dibahas, belum berakhir"),
    Course.AGREED: (State.COMPLETE, "disepakati"),
    Course.WEAK: (State.ATTENTION, "disebut sepakat, penilaian belum mendukungnya"),
    Course.DISSENT: (State.DIFFER, "beda pendapat dicatat"),
}
"""How far a cell is: its shape and its words."""
WHATS: Mapping[str, str] = {
    "minutes": "Notulen",
    "agreement": "Kesepakatan {area}",
    "attendance": "Daftar hadir",
}
"""Papers of a meeting that are signed and filed."""
ORGANISERS = frozenset({"kpu", "ppk", "pps", "bawaslu", "panwascam", "pkd"})
"""Who moves the goods and who supervises that."""
_NAMED = 3


@dataclass(frozen=True, slots=True)
class Voice:
    """Calls what a meeting speaks of by its name."""

    language: Language
    names: Names
    threats: Threats

    def threat(self, cell: str) -> str:
        """Return what a cell's threat is called; one that left the catalogue, by its code."""
        found = self.threats.threats.get(threat_in(cell))
        return found.text.say(self.language, {}) if found else threat_in(cell)

    def cell(self, cell: str) -> str:
        """Return what a cell is called: its threat, its area."""
        return f"{self.threat(cell)}, {self.name(region_in(cell))}"

    def name(self, key: str) -> str:
        """Return what an office or a place is called."""
        return self.names(key, self.language)

    def number(self, number: int) -> str:
        """Write a figure."""
        return write_number(number, self.language)

    def say(self, text: str, **values: object) -> str:
        """Say a sentence of this room."""
        return say(text, self.language, **values)

    def all(self, keys: Sequence[str], most: int = 64) -> str:
        """Return names behind each other, ``A, B dan C``; beyond the most, how many more."""
        told = [self.name(key) for key in keys[:most]]
        if len(keys) > most:
            told.append(self.say("{number} lagi", number=self.number(len(keys) - most)))
        if len(told) < 2:  # noqa: PLR2004  one name needs no "and"
            return "".join(told)
        return self.say("{names} dan {last}", names=", ".join(told[:-1]), last=told[-1])


@dataclass(frozen=True, slots=True)
class Line:
    """One cell of an agenda: what it is called, how far it is, what was noted, and where it is looked at."""

    cell: str
    name: str
    state: State
    word: str
    detail: str = ""
    notes: tuple[str, ...] = ()
    href: str = ""


@dataclass(frozen=True, slots=True)
class Comer:
    """One office of a meeting: whether it came, and who says so."""

    name: str
    state: State
    detail: str


def title(rakor: Rakor, voice: Voice) -> str:
    """Return what a meeting is called."""
    return voice.say("Rakor {area}", area=voice.name(rakor.region))


def when(rakor: Rakor, voice: Voice) -> str:
    """Return when and where a meeting is."""
    at = write_moment(rakor.starts_at, voice.language, rakor.region)
    return f"{at}, {rakor.place}"


def answer(rakor: Rakor, at: datetime, voice: Voice) -> Answer:
    """Return who came of whom; before anybody came and it begins, how many are invited."""
    here, all_ = len(rakor.present), len(rakor.expected)
    if not rakor.came and at < rakor.starts_at:
        sentence = voice.say("{number} lembaga diundang", number=voice.number(all_))
        return Answer(State.WAITING, sentence, when(rakor, voice))
    sentence = voice.say("{here} dari {all} lembaga hadir", here=voice.number(here), all=voice.number(all_))
    if not rakor.absent:
        return Answer(State.COMPLETE, sentence, when(rakor, voice))
    rest = voice.say("{names} belum", names=voice.all(rakor.absent, _NAMED))
    return Answer(State.ATTENTION, sentence, rest)


def progress(courses: Mapping[str, Course], voice: Voice) -> str:
    """Return how many cells of an agenda were taken up."""
    done = sum(course is not Course.OPEN for course in courses.values())
    return voice.say("{done} dari {all} dibahas", done=voice.number(done), all=voice.number(len(courses)))


def lines(
    rakor: Rakor,
    endings: Mapping[str, Ending],
    points: Mapping[str, Point],
    voice: Voice,
    link: Callable[[str], str],
) -> list[Line]:
    """Return the agenda, each cell with how far it is, why it is taken up and what was noted of it."""
    found = []
    for cell, course in rakor.courses(endings).items():
        state, word = COURSES[course]
        ending, point = endings.get(cell), points.get(cell)
        detail = _ended(ending, course, voice) or (why(point, voice) if point else "")
        notes = tuple(note(one.at, one.body["note"], rakor, voice) for one in rakor.noted(cell))
        found.append(Line(cell, voice.cell(cell), state, voice.say(word), detail, notes, link(cell)))
    return found


def _ended(ending: Ending | None, course: Course, voice: Voice) -> str:
    if ending is None or course in {Course.OPEN, Course.NOTED}:
        return ""
    told = voice.say(
        "kemungkinan {likelihood}, dampak {impact}", likelihood=ending.likelihood, impact=ending.impact
    )
    if course is Course.WEAK:
        return "; ".join((told, *(UNMET[code].say(voice.language, {}) for code in ending.unmet)))
    names = voice.all([fact.actor for fact in ending.dissents])
    return f"{told}; {names}" if course is Course.DISSENT and names else told


def why(point: Point, voice: Voice) -> str:
    """Return why a cell is offered, and who stands far from the others."""
    told = WHYS[point.why].say(voice.language, {})
    far = point.seen.cell.dissents() if point.seen else ()
    names = voice.all(list(dict.fromkeys(one.institution for one in far)))
    return f"{told}: {names}" if names else told


def note(at: datetime, text: str, rakor: Rakor, voice: Voice) -> str:
    """Return a note with its hour."""
    return f"{write_brief(at, voice.language, rakor.region)} · {text}"


def comers(rakor: Rakor, voice: Voice) -> tuple[list[Comer], list[Comer], list[Comer]]:
    """Return who came, who of those expected has not, and who came uninvited."""
    came = [_came(office, rakor, voice) for office in rakor.present]
    absent = [Comer(voice.name(office), State.WAITING, "") for office in rakor.absent]
    return came, absent, [_came(office, rakor, voice) for office in rakor.guests]


def _came(office: str, rakor: Rakor, voice: Voice) -> Comer:
    fact = rakor.came[office]
    at = write_brief(fact.at, voice.language, rakor.region)
    told = [voice.say("{number} orang", number=fact.body["persons"])] if "persons" in fact.body else []
    if fact.office == office:
        told.append(voice.say("menyatakan sendiri, {at}", at=at))
    else:
        told.append(
            voice.say("dari daftar kertas, disalin {office}, {at}", office=voice.name(fact.office), at=at)
        )
    return Comer(voice.name(office), State.COMPLETE, " · ".join(told))


def uninvited(found: Sequence[Invitee], voice: Voice) -> str:
    """Return in one sentence who owns barriers and is not invited; '' where all are."""
    if not found:
        return ""
    barriers = {barrier.code for one in found for barrier in one.barriers}
    number, names = voice.number(len(barriers)), voice.all([one.office for one in found])
    if len(found) == 1:
        return voice.say(
            "{office} memiliki {number} penghalang dan tidak diundang.", office=names, number=number
        )
    return voice.say(
        "{offices} memiliki {number} penghalang dan tidak diundang.", offices=names, number=number
    )


def reason(one: Invitee, voice: Voice) -> str:
    """Return why an office is to be invited."""
    told = []
    if one.barriers:
        texts = "; ".join(barrier.text.say(voice.language, {}) for barrier in one.barriers)
        told.append(voice.say("pemilik penghalang: {barriers}", barriers=texts))
    if one.authority:
        told.append(voice.say("berwenang atas {number} ancaman", number=voice.number(len(one.authority))))
    if one.area:
        told.append(voice.say("wilayahnya dibahas"))
    if not told and one.office.partition(":")[0] in ORGANISERS:
        told.append(voice.say("penyelenggara dan pengawas selalu diundang"))
    return " · ".join(told)


def overview(found: Sequence[Rakor], open_: int, at: datetime, voice: Voice) -> Answer:
    """Return how many meetings there are, the next one, and how many differences wait for one."""
    waits = voice.say("{number} perbedaan terbuka belum dibahas rakor", number=voice.number(open_))
    if not found:
        sentence = voice.say("Belum ada rakor")
        return Answer(State.ATTENTION if open_ else State.WAITING, sentence, waits if open_ else "")
    coming = next((one for one in found if one.starts_at > at), None)
    if coming:
        sentence = voice.say(
            "Rakor berikutnya {at}", at=write_moment(coming.starts_at, voice.language, coming.region)
        )
    else:
        sentence = voice.say("{number} rakor diadakan", number=voice.number(len(found)))
    return Answer(State.ATTENTION if open_ else State.COMPLETE, sentence, waits if open_ else "")


def table(found: Iterable[Rakor], endings: Mapping[str, Ending], voice: Voice) -> Table:
    """Return the meetings, one to a row."""
    columns = (
        Column("rakor", voice.say("Rakor")),
        Column("starts", voice.say("Hari dan jam"), "moment"),
        Column("place", voice.say("Tempat")),
        Column("caller", voice.say("Diundang oleh")),
        Column("came", voice.say("Hadir"), "number"),
        Column("expected", voice.say("Diundang"), "number"),
        Column("done", voice.say("Dibahas"), "number"),
        Column("agenda", voice.say("Acara"), "number"),
    )
    return Table("rakor", voice.say("Rakor"), columns, tuple(_row(one, endings, voice) for one in found))


def _row(one: Rakor, endings: Mapping[str, Ending], voice: Voice) -> Row:
    done = sum(course is not Course.OPEN for course in one.courses(endings).values())
    cells = {
        "rakor": title(one, voice),
        "starts": one.starts_at,
        "place": one.place,
        "caller": voice.name(one.caller),
        "came": len(one.present),
        "expected": len(one.expected),
        "done": done,
        "agenda": len(one.agenda),
    }
    complete = bool(one.came) and not one.absent
    state = State.COMPLETE if complete else State.ATTENTION if one.came else State.WAITING
    return Row(cells, reverse("rakor", args=[one.id]), state, one.region)
