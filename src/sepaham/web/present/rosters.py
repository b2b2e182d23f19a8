"""A proposal of escorts and guards as a page tells it: how much stays open, why, and who could go."""

from collections.abc import Iterable, Mapping
from typing import Any

from sepaham.domain.base import parse_instant
from sepaham.domain.findings import Names
from sepaham.domain.guarding import Job
from sepaham.domain.words import Language, write_number
from sepaham.web.present import escorts as told
from sepaham.web.present.goods import Answer
from sepaham.web.present.states import State
from sepaham.web.tables import Column, Row, Table
from sepaham.web.words import say

ONLY: Mapping[str, str] = {
    "open": "Yang belum terisi",
    "postings": "Yang terisi",
    "lent": "Bantuan dari pos lain",
}
"""Which rows a reader looks at."""


def answer(result: Mapping[str, Any] | None, language: Language) -> Answer:
    """Return how much of what is asked a proposal leaves open."""
    if result is None:
        return Answer(State.WAITING, say("Belum ada usulan pembagian personel", language))
    lacking, whole = sum(row["lacking"] for row in result["open"]), result["officers"]
    sentence = say(
        "{done} dari {all} giliran tugas terisi",
        language,
        done=write_number(whole - lacking, language),
        all=write_number(whole, language),
    )
    rest = say("{number} masih kosong", language, number=write_number(lacking, language)) if lacking else ""
    if result["without_hours"]:
        later = say(
            "{number} perjalanan belum berjam",
            language,
            number=write_number(result["without_hours"], language),
        )
        rest = f"{rest} · {later}" if rest else later
    return Answer(State.ATTENTION if rest else State.COMPLETE, sentence, rest)


def proven(result: Mapping[str, Any], language: Language) -> str:
    """Return how far from the best it may be."""
    if result["gap"] is None:
        return say("tanpa bukti sebaik apa", language)
    return say(
        "biaya {cost}, tidak mungkin di bawah {bound}: selisih {gap} %",
        language,
        cost=write_number(result["cost"], language),
        bound=write_number(result["bound"], language),
        gap=f"{100 * result['gap']:.2f}".replace(".", "," if language == "id" else "."),
    )


def table(
    rows: Iterable[Mapping[str, Any]], only: str, jobs: Mapping[str, Job], language: Language, names: Names
) -> Table:
    """
    Return what stays open, or who goes where.

    Args:
        rows: The rows of the proposal, those of jobs the reader sees.
        only: Which of `ONLY`.
        jobs: The jobs by their keys.
        language: The reader's.
        names: What things are called.
    """
    last = (
        (
            Column("institution", say("Lembaga", language)),
            Column("lacking", say("Masih kurang", language), "number"),
            Column("why", say("Sebabnya", language)),
        )
        if only == "open"
        else (
            Column("office", say("Kantor", language)),
            Column("officers", say("Personel", language), "number"),
        )
    )
    columns = (
        Column("job", say("Yang dikawal atau dijaga", language)),
        Column("starts", say("Mulai", language), "moment"),
        Column("ends", say("Selesai", language), "moment"),
        Column("role", say("Tugas", language)),
        *last,
    )
    found = tuple(_row(row, jobs[row["job"]], language, names) for row in rows)
    return Table("escort-proposal", say(ONLY[only], language), columns, found)


def _row(row: Mapping[str, Any], job: Job, language: Language, names: Names) -> Row:
    open_ = "lacking" in row
    cells = {
        "job": told.title(job, language, names),
        "starts": parse_instant(row["starts_at"]),
        "ends": parse_instant(row["ends_at"]),
        "role": say(told.ROLES[row["role"]], language),
        "institution": told.INSTITUTIONS.get(row.get("institution", "")),
        "lacking": row.get("lacking"),
        "why": say(told.WHYS[row["why"]], language) if open_ else None,
        "office": names(row["office"], language) if not open_ else None,
        "officers": row.get("officers"),
    }
    return Row(cells, "", State.ATTENTION if open_ else State.COMPLETE, job.region)
