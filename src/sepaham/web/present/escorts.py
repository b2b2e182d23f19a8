"""Escorts and guards as pages tell them: how many lack one, each job with who comes, what a form says."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sepaham.domain.base import Level, ancestor, parse_instant
from sepaham.domain.escorting import Asked, Course, Standing
from sepaham.domain.escorts import STATIONS, STORE, TRIP
from sepaham.domain.findings import Names
from sepaham.domain.guarding import HOME, Job
from sepaham.domain.sentences import LEG_NAMES
from sepaham.domain.words import Language, write_brief, write_number
from sepaham.web.present.goods import Answer
from sepaham.web.present.states import State
from sepaham.web.tables import Column, Row, Table
from sepaham.web.words import say

STATES: Mapping[str, tuple[State, str]] = {
    "open": (State.ATTENTION, "belum diminta"),
    "waiting": (State.WAITING, "menunggu jawaban"),
    "refused": (State.SERIOUS, "ditolak"),
    "part": (State.ATTENTION, "kurang"),
    "covered": (State.COMPLETE, "disanggupi"),
    "ready": (State.COMPLETE, "siap"),
    "done": (State.COMPLETE, "selesai"),
}
"""How far a job is: its shape and its word."""
COURSES: Mapping[Course, tuple[State, str]] = {
    Course.ASKED: (State.WAITING, "menunggu jawaban"),
    Course.DECLINED: (State.SERIOUS, "ditolak"),
    Course.LESS: (State.ATTENTION, "disanggupi sebagian"),
    Course.ACCEPTED: (State.COMPLETE, "disanggupi"),
    Course.READY: (State.COMPLETE, "siap"),
    Course.DONE: (State.COMPLETE, "selesai"),
}
WHATS: Mapping[str, str] = {TRIP: "Perjalanan", STORE: "Gudang dan ruang", STATIONS: "TPS di malam H-1"}
GRADES: Mapping[str, str] = {
    "safe": "aman",
    "prone": "rawan",
    "very_prone": "sangat rawan",
    "special": "khusus",
}
INSTITUTIONS: Mapping[str, str] = {"polri": "Polri", "tni": "TNI", "linmas": "Linmas"}
ANSWERS: Mapping[str, str] = {
    "accept": "Sanggup seperti diminta",
    "less": "Sanggup sebagian",
    "decline": "Tidak sanggup",
}
REASONS: Mapping[str, str] = {
    "few_officers": "personel tidak cukup",
    "no_vehicle": "kendaraan tidak ada",
    "other_duty": "ada tugas lain",
    "not_ours": "bukan wilayah kami",
    "no_order": "menunggu surat perintah",
    "other": "lainnya",
}
WHYS: Mapping[str, str] = {
    "no_post": "jumlah personel lembaga ini belum diisi",
    "no_skill": "tidak ada yang berkeahlian itu",
    "too_long": "lebih lama daripada satu giliran jaga",
    "few": "semua yang bisa sudah bertugas atau sedang istirahat",
}
ROLES: Mapping[str, str] = {
    "aboard": "di dalam kendaraan",
    "along": "mengawal di jalan",
    "guard": "menjaga",
}


@dataclass(frozen=True, slots=True)
class Line:
    """One job with what its form needs: the job's key or the escort's code, words, and officers asked."""

    key: str
    title: str
    state: State
    word: str
    hours: str
    detail: str
    officers: int = 0


def area_of(job: Job) -> str:
    """Return the kecamatan whose page a job stands on, or the kabupaten."""
    return ancestor(job.region, Level.KECAMATAN)


def title(job: Job, language: Language, names: Names) -> str:
    """Return what a job is called."""
    if job.what == TRIP:
        return _trip(job.leg, job.places, language, names)
    place = names(job.region, language)
    if job.what == STATIONS:
        return say("TPS di {place}", language, place=place)
    form = "Tempat simpan {place}, saat pulang" if job.about.endswith(HOME) else "Tempat simpan {place}"
    return say(form, language, place=place)


def _trip(leg: str, places: Sequence[str], language: Language, names: Names) -> str:
    more = len(places) - 1
    first = f"{LEG_NAMES[leg].say(language, {})}, {names(places[0], language)}"
    return say("{trip} dan {number} lagi", language, trip=first, number=more) if more > 0 else first


def hours(starts_at: datetime | None, ends_at: datetime | None, region: str, language: Language) -> str:
    """Return from when to when, or that this is not planned yet."""
    if starts_at is None or ends_at is None:
        return say("jamnya belum direncanakan", language)
    return f"{write_brief(starts_at, language, region)} – {write_brief(ends_at, language, region)}"


def answer(found: Iterable[Standing], language: Language) -> Answer:
    """Return how many trips have an escort, how many lack one, and how many places are guarded."""
    found = list(found)
    trips = [one for one in found if one.job.what == TRIP]
    places = [one for one in found if one.job.what != TRIP]
    have, guarded = (sum(one.is_covered for one in some) for some in (trips, places))
    lack = len(trips) - have
    sentence = say(
        "{have} dari {all} perjalanan sudah ada pengawalnya",
        language,
        have=write_number(have, language),
        all=write_number(len(trips), language),
    )
    rest = say("{lack} belum", language, lack=write_number(lack, language))
    if places:
        told = say(
            "{have} dari {all} tempat sudah ada penjaganya",
            language,
            have=write_number(guarded, language),
            all=write_number(len(places), language),
        )
        sentence, rest = (sentence, f"{rest} · {told}") if trips else (told, "")
    done = not lack and guarded == len(places)
    return Answer(State.COMPLETE if done else State.ATTENTION, sentence, rest)


def table(found: Iterable[Standing], language: Language, names: Names, link: Mapping[str, str]) -> Table:
    """
    Return the jobs as a table.

    Args:
        found: The jobs with what was asked.
        language: The reader's.
        names: What things are called.
        link: The address of each area's page.
    """
    columns = (
        Column("job", say("Yang dikawal atau dijaga", language)),
        Column("state", say("Keadaan", language)),
        Column("area", say("Kecamatan", language)),
        Column("starts", say("Mulai", language), "moment"),
        Column("ends", say("Selesai", language), "moment"),
        Column("grade", say("Kerawanan", language)),
        Column("needed", say("Perlu", language), "number"),
        Column("coming", say("Disanggupi", language), "number"),
        Column("asked", say("Diminta kepada", language)),
    )
    rows = tuple(_row(one, language, names, link) for one in found)
    return Table("escorts", say("Pengawalan & penjagaan", language), columns, rows)


def _row(one: Standing, language: Language, names: Names, link: Mapping[str, str]) -> Row:
    job = one.job
    state, word = STATES[one.state]
    cells = {
        "job": title(job, language, names),
        "state": say(word, language),
        "area": names(area_of(job), language),
        "starts": job.starts_at,
        "ends": job.ends_at,
        "grade": say(GRADES[job.grade], language),
        "needed": job.officers,
        "coming": sum(one.coming.values()),
        "asked": ", ".join(dict.fromkeys(names(each.to, language) for each in one.asked)),
    }
    return Row(cells, link.get(area_of(job), ""), state, job.region)


def to_ask(one: Standing, language: Language, names: Names) -> Line:
    """Return a job as the form that asks shows it."""
    state, word = STATES[one.state]
    missing = ", ".join(
        say("{number} {institution}", language, number=number, institution=INSTITUTIONS[name])
        for name, number in one.unasked.items()
    )
    lacks = say("kurang {missing}", language, missing=missing) if missing else ""
    job = one.job
    return Line(
        job.key,
        title(job, language, names),
        state,
        say(word, language),
        hours(job.starts_at, job.ends_at, job.region, language),
        " · ".join(part for part in (lacks, say(GRADES[job.grade], language)) if part),
    )


def asked_line(one: Asked, jobs: Mapping[str, Job], language: Language, names: Names) -> Line:
    """Return one thing asked as the office asked sees it."""
    body, job = one.ask.body, jobs.get(one.job)
    state, word = COURSES[one.course]
    starts, ends = (parse_instant(body[key]) if key in body else None for key in ("starts", "ends"))
    detail = say(
        "{number} personel {office} · surat {document} · {grade}",
        language,
        number=body["officers"],
        office=names(one.to, language),
        document=body["document"],
        grade=say(GRADES[body["grade"]], language),
    )
    if one.answer and "reason" in one.answer.body:
        reason = say(REASONS[one.answer.body["reason"]], language)
        given = say("{number} disanggupi: {reason}", language, number=one.officers, reason=reason)
        detail = f"{detail} · {given}"
    return Line(
        one.escort,
        title(job, language, names) if job else str(body["about"]),
        state,
        say(word, language),
        hours(starts, ends, one.ask.region, language),
        detail,
        body["officers"],
    )
