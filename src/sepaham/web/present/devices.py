"""Devices as pages show them: who holds a key, who asks for one, and what is compared aloud."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse

from sepaham.domain.devices import Device
from sepaham.domain.enrolment import spoken_words
from sepaham.domain.findings import Names
from sepaham.domain.words import Language, write_number
from sepaham.records.enrolment import Invited, Standing
from sepaham.web.present.states import State
from sepaham.web.tables import Column, Row, Table
from sepaham.web.words import say

SHOWN = 8
"""Digits of a device's name that people read."""
REASONS: Mapping[str, str] = {
    "lost": "hilang",
    "replaced": "diganti perangkat lain",
    "left": "pemegangnya tidak bertugas lagi",
    "misused": "dipakai orang yang tidak berhak",
}
PROBLEMS: Mapping[str, str] = {
    "enrolment.office": "Kantor: pilih satu dari daftar.",
    "enrolment.not_above": "Kantor: pilih satu dari daftar.",
    "enrolment.many": "Terlalu banyak kode kantor ini yang belum dipakai; pakai dulu, atau tunggu 30 menit.",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """The page's question answered, and what else there is to know."""

    state: State
    sentence: str
    rest: str = ""


@dataclass(frozen=True, slots=True)
class Asking:
    """A key that waits: for which office, since when, and the words its holder reads aloud."""

    id: int
    office: str
    device: str
    region: str
    since: datetime | None
    words: str


@dataclass(frozen=True, slots=True)
class Out:
    """A code that nobody used yet."""

    id: int
    office: str
    region: str
    until: datetime


def answer(devices: Iterable[Device], below: Sequence[str], waiting: int, language: Language) -> Answer:
    """Return what the page of devices is about: who waits, else which offices below hold a key."""
    able = {device.office for device in devices if not device.revoked}
    have = sum(office in able for office in below)
    told = {"done": write_number(have, language), "all": write_number(len(below), language)}
    if waiting:
        number = write_number(waiting, language)
        rest = (
            say("{done} dari {all} kantor di bawah sudah memegang kunci", language, **told) if below else ""
        )
        return Answer(
            State.ATTENTION, say("{number} perangkat menunggu dicocokkan", language, number=number), rest
        )
    if below:
        state = State.COMPLETE if have == len(below) else State.MOVING if have else State.WAITING
        return Answer(state, say("{done} dari {all} kantor di bawah sudah memegang kunci", language, **told))
    number = write_number(len(able), language)
    sentence = say("{number} kantor Anda memegang kunci", language, number=number)
    return Answer(State.COMPLETE if able else State.WAITING, sentence)


def table(devices: Iterable[Device], last: Mapping[str, datetime], language: Language, names: Names) -> Table:
    """Return devices, one to a row, those in use first."""
    columns = (
        Column("office", say("Kantor", language)),
        Column("device", say("Perangkat", language)),
        Column("standing", say("Keadaan", language)),
        Column("by", say("Didaftarkan oleh", language)),
        Column("at", say("Didaftarkan", language), "moment"),
        Column("last", say("Kantor terakhir menyatakan", language), "moment"),
    )
    found = sorted(devices, key=lambda one: (one.revoked, one.office, one.enrolled_at))
    rows = tuple(
        Row(
            cells={
                "office": names(one.office, language),
                "device": one.id[:SHOWN],
                "standing": standing(one, language),
                "by": names(one.enrolled_by, language),
                "at": one.enrolled_at,
                "last": last.get(one.office),
            },
            href=reverse("device-one", args=[one.id]),
            state=(State.WAITING if one.revoked else State.COMPLETE).value,
            region=one.office.partition(":")[2],
        )
        for one in found
    )
    return Table("devices", say("Perangkat", language), columns, rows)


def standing(device: Device, language: Language) -> str:
    """Return how a device stands, in a word."""
    return say("dicabut", language) if device.revoked else say("terdaftar", language)


def asking(
    invited: Iterable[Invited], log: str, words: Sequence[str], language: Language, names: Names
) -> list[Asking]:
    """Return the keys that wait, with the words to compare."""
    return [
        Asking(
            one.id,
            names(one.office, language),
            one.device[:SHOWN],
            one.office.partition(":")[2],
            one.claimed_at,
            " ".join(spoken_words(log=log, office=one.office, device=one.device, words=words)),
        )
        for one in invited
        if one.standing is Standing.WAITING
    ]


def out(invited: Iterable[Invited], language: Language, names: Names) -> list[Out]:
    """Return the codes that nobody used yet."""
    return [
        Out(one.id, names(one.office, language), one.office.partition(":")[2], one.expires_at)
        for one in invited
        if one.standing is Standing.OPEN
    ]


def choices(
    below: Sequence[str], able: Collection[str], language: Language, names: Names
) -> list[tuple[str, str]]:
    """Return the offices that may be invited, those without a key first and marked."""
    bare = say("belum punya", language)
    found = sorted(below, key=lambda office: (office in able, below.index(office)))
    return [
        (office, names(office, language) if office in able else f"{names(office, language)} ({bare})")
        for office in found
    ]
