"""
Where an office stands: what it may and never may, what it has to do now and next, and who waits for it.

What is to do is counted elsewhere; here is what it is called, so that the desk, the phone and the first page
say the same of the same.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sepaham.domain.rights import Right
from sepaham.domain.words import Sentence

NOW: Mapping[str, Sentence] = {
    "receive": Sentence(
        "{number} kiriman menunggu diterima kantor Anda", "{number} waiting for your office to receive"
    ),
    "give": Sentence(
        "{number} kiriman waktunya diserahkan kantor Anda", "{number} due for your office to hand over"
    ),
    "escorts": Sentence(
        "{number} permintaan pengawalan menunggu jawaban kantor Anda",
        "{number} requests for escorts wait for your office's answer",
    ),
    "night": Sentence(
        "{number} laporan malam belum dibuat kantor Anda", "{number} night reports not made by your office"
    ),
    "rate": Sentence(
        "{number} putaran penilaian menunggu kantor Anda", "{number} rounds of ratings wait for your office"
    ),
    "close": Sentence(
        "{number} putaran penilaian siap ditutup kantor Anda",
        "{number} rounds of ratings are ready for your office to close",
    ),
    "rakor": Sentence("{number} rakor mengundang kantor Anda", "{number} meetings invite your office"),
    "propose": Sentence(
        "{number} usulan pengamanan menunggu jawaban kantor Anda",
        "{number} proposals of protection wait for your office's answer",
    ),
    "promise": Sentence(
        "{number} komitmen kantor Anda belum dinyatakan selesai",
        "{number} commitments of your office not declared done",
    ),
    "confirm": Sentence(
        "{number} komitmen menunggu diperiksa kantor Anda",
        "{number} commitments wait for your office to check them",
    ),
    "brief": Sentence(
        "{number} pembekalan belum selesai dijawab kantor Anda",
        "{number} briefings your office has not answered yet",
    ),
    "observe": Sentence(
        "{number} kiriman di jalan belum dilihat lembaga lain",
        "{number} on the way, not seen by another institution",
    ),
    "answer": Sentence(
        "{number} perlu dicek menunggu jawaban kantor Anda",
        "{number} to check, waiting for your office's answer",
    ),
    "overdue": Sentence(
        "{number} kiriman lewat batas dan belum diterima", "{number} past the limit, not received"
    ),
    "unplanned": Sentence(
        "{number} kiriman kantor Anda belum masuk rencana gerak",
        "{number} of your office's deliveries not in a movement plan yet",
    ),
    "packing": Sentence("{number} TPS belum selesai dikemas", "Polling stations not fully packed: {number}"),
    "orders": Sentence(
        "{number} pesanan belum datang lengkap", "Orders that have not come in full: {number}"
    ),
    "moving": Sentence(
        "{number} kiriman sedang di jalan di wilayah Anda", "{number} on the way in your region"
    ),
    "planned": Sentence(
        "{number} kiriman direncanakan jalan hari ini di wilayah Anda",
        "{number} planned to move today in your region",
    ),
}
"""What waits now, with how many; in the order of their weight, goods at the door before all else."""
NEXT: Mapping[str, Sentence] = {
    "receive": Sentence(
        "menerima {number} kiriman, mulai {place}", "receive {number}, beginning with {place}"
    ),
    "give": Sentence(
        "menyerahkan {number} kiriman, mulai {place}", "hand over {number}, beginning with {place}"
    ),
    "night": Sentence("laporan malam dari {place}", "a night report from {place}"),
    "rakor": Sentence("rakor di {place}", "a meeting in {place}"),
    "promise": Sentence(
        "menyelesaikan {number} komitmen untuk {place}", "complete {number} commitments for {place}"
    ),
}
"""What comes next, with how many and where the first is."""
WANTED: Mapping[str, Sentence] = {
    "receive": Sentence("menerima {number} kiriman", "receive {number} deliveries"),
    "give": Sentence("menyerahkan {number} kiriman", "hand over {number} deliveries"),
    "escorts": Sentence("menjawab {number} permintaan pengawalan", "answer {number} requests for escorts"),
    "night": Sentence("membuat {number} laporan malam", "make {number} night reports"),
    "rate": Sentence("menilai dalam {number} putaran", "rate in {number} rounds"),
    "rakor": Sentence("hadir di {number} rakor", "attend {number} meetings"),
    "propose": Sentence("menjawab {number} usulan pengamanan", "answer {number} proposals of protection"),
    "promise": Sentence("menyelesaikan {number} komitmen", "complete {number} commitments"),
    "confirm": Sentence("memeriksa {number} komitmen", "check {number} commitments"),
    "brief": Sentence("menjawab {number} pembekalan", "answer {number} briefings"),
}
"""What another office expects, with how many."""


@dataclass(frozen=True, slots=True)
class Duty:
    """
    One thing an office owes.

    Attributes:
        code: What, a key of `NOW`.
        who: The office that waits for it; '' where none does by name.
        region: Where.
        about: What it is about: a load list, a round, a proposal.
        due: From when or by when, as far as this office may know it; None where nobody said.
        now: Whether it is to be done now.
    """

    code: str
    who: str
    region: str
    about: str = ""
    due: datetime | None = None
    now: bool = True


@dataclass(frozen=True, slots=True)
class Task:
    """
    Duties of one kind as a page tells of them.

    Attributes:
        code: What, a key of `NOW`.
        number: How many.
        region: Where the first is; '' where that says nothing.
        about: What the first is about.
        due: The first hour among them; None where none has one.
    """

    code: str
    number: int
    region: str = ""
    about: str = ""
    due: datetime | None = None


@dataclass(frozen=True, slots=True)
class Wanted:
    """What one other office expects: who, what, how many, and by when the first."""

    who: str
    code: str
    number: int
    due: datetime | None = None


@dataclass(frozen=True, slots=True)
class Position:
    """
    Where one office stands.

    Attributes:
        office: Which.
        may, never: What it may state here and what it never may, with the sources.
        now, next: What it has to do, the first to do first.
        wanted: What others expect of it.
        above, below: The offices above it, nearest first, and those right below it.
    """

    office: str
    may: tuple[Right, ...]
    never: tuple[Right, ...]
    now: tuple[Task, ...]
    next: tuple[Task, ...]
    wanted: tuple[Wanted, ...]
    above: tuple[str, ...]
    below: tuple[str, ...]


def tasks(duties: Iterable[Duty], *, now: bool) -> tuple[Task, ...]:
    """Return duties gathered by kind, in the order of their weight, of each the earliest first."""
    found: dict[str, list[Duty]] = {}
    for duty in sorted((duty for duty in duties if duty.now is now), key=_order):
        found.setdefault(duty.code, []).append(duty)
    return tuple(
        Task(code, len(found[code]), found[code][0].region, found[code][0].about, found[code][0].due)
        for code in NOW
        if code in found
    )


def wanted(duties: Iterable[Duty]) -> tuple[Wanted, ...]:
    """Return what others expect, each office's things apart, those with the earliest hour first."""
    found: dict[tuple[str, str], list[Duty]] = {}
    for duty in sorted(duties, key=_order):
        if duty.who:
            found.setdefault((duty.who, duty.code), []).append(duty)
    return tuple(Wanted(who, code, len(some), some[0].due) for (who, code), some in found.items())


def soonest(found: Iterable[Task]) -> Task | None:
    """Return what comes first of what comes next; what has no hour comes last."""
    return min(found, key=lambda task: _hour(task.due), default=None)


def _order(duty: Duty) -> tuple[tuple[bool, float], str, str]:
    return _hour(duty.due), duty.region, duty.about


def _hour(due: datetime | None) -> tuple[bool, float]:
    return due is None, due.timestamp() if due else 0.0
