"""The register in words: what is in force, what a file would make of it, and what is wrong with the file."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sepaham.actions.register import Difference
from sepaham.domain.base import Level, ancestor
from sepaham.domain.catalogue import Profile
from sepaham.domain.words import Language, write_number
from sepaham.exchange.draft import Draft
from sepaham.exchange.problems import Problem
from sepaham.records.log import Log
from sepaham.records.register import Counted
from sepaham.web.present.states import State
from sepaham.web.tables import Column, Row, Table
from sepaham.web.words import say

MAPPED = ("kode_desa", "no_tps", "tps_total", "tps_reguler", "tps_khusus", "dpt")
"""Columns whose headings an officer may point out."""

_WORST = 3
_REMEDIES: Mapping[str, str] = {
    "header.missing": "Tunjukkan kolomnya di halaman ini, atau ubah judulnya di berkas",
    "header.repeated": "Hapus satu di berkas, atau tunjukkan kolomnya di halaman ini",
    "header.no-voters": "Tambah kolom dpt, atau andaikan jumlahnya di halaman ini",
    "voters.missing": "Isi di berkas, atau andaikan jumlahnya di halaman ini",
}
"""Remedies at the desk, where there are no options of a command."""


@dataclass(frozen=True, slots=True)
class Step:
    """One step of the wizard: whether it is done, what it is, where it is taken, and whether it is next."""

    state: State
    title: str
    detail: str
    door: str
    label: str
    next: bool = False


@dataclass(frozen=True, slots=True)
class Review:
    """
    What a file holds.

    Attributes:
        errors, warnings: How many of each; `refusals` are errors of the file as a whole, in words.
        figures: What it counts, as name and number.
        good: How many polling stations its good rows make.
        assumed: How many of them have assumed voters.
        state, answer: The one large sentence.
    """

    errors: int
    warnings: int
    refusals: tuple[str, ...]
    figures: tuple[tuple[str, int], ...]
    good: int
    assumed: int
    state: State
    answer: str


def profile_name(profile: Profile, language: Language) -> str:
    """Return what an election profile is called."""
    return profile.name_id if language == "id" else profile.name_en


def steps(counted: Counted, people: int, keys: int, log: Log | None, language: Language) -> tuple[Step, ...]:
    """Return the steps from nothing to institutions that can sign, in their order."""
    there = counted.desa > 0
    n = {name: write_number(value, language) for name, value in counted.figures()}
    return (
        Step(
            _done(there),
            say("Daftar TPS", language),
            say("{desa} desa, {tps} TPS", language, desa=n["desa"], tps=n["tps"]) if there else "",
            "",
            "",
        ),
        Step(
            _done(counted.mapped > 0),
            say("Batas wilayah untuk peta (boleh dilewati)", language),
            say("{number} wilayah berbatas", language, number=n["mapped"]) if counted.mapped else "",
            "register-map" if there else "",
            say("Unggah peta", language),
        ),
        Step(
            _done(log is not None),
            say("Membuka log", language),
            log.origin if log else say("Sesudah dibuka, tidak ada yang disunting diam-diam.", language),
            "register-open" if counted.kabupaten == 1 and (log is None or log.drill) else "",
            say("Buka log", language),
            next=log is None,
        ),
        Step(
            _done(people > 0),
            say("Orang, nomor telepon, dan akun", language),
            say("{number} orang tercatat", language, number=write_number(people, language)) if people else "",
            "people" if there else "",
            say("Isi daftar orang", language),
            next=log is not None and not people,
        ),
        Step(
            _done(keys > 0),
            say("Kunci peramban kepala lembaga", language),
            say("{number} perangkat terdaftar", language, number=write_number(keys, language))
            if keys
            else say("Tanpa kunci, lembaga hanya dapat membaca.", language),
            "devices" if log is not None else "",
            say("Undang perangkat", language),
            next=log is not None and people > 0 and not keys,
        ),
    )


def _done(done: bool) -> State:  # noqa: FBT001  one plain question
    return State.COMPLETE if done else State.WAITING


def refusals(draft: Draft, kabupaten: str, language: Language) -> tuple[str, ...]:
    """
    Return in words why a sound file is no register of this place.

    Args:
        draft: What the file says.
        kabupaten: The kabupaten of the open log; '' before one is open.
        language: The reader's.
    """
    found = sorted({ancestor(desa, Level.KABUPATEN) for desa in draft.desa()})
    if len(found) > 1:
        return (
            say(
                "Berkas ini memuat {number} kabupaten ({codes}); sisakan satu saja.",
                language,
                number=len(found),
                codes=", ".join(found[:8]),
            ),
        )
    if kabupaten and found and found != [kabupaten]:
        return (
            say(
                "Berkas ini untuk wilayah {code}; log yang terbuka untuk {kabupaten}.",
                language,
                code=found[0],
                kabupaten=kabupaten,
            ),
        )
    return ()


def review(draft: Draft, profile: Profile, refused: tuple[str, ...], language: Language) -> Review:
    """Return what a file holds, in figures and one sentence."""
    stations = list(draft.stations())
    levels = [code.count(".") + 1 for code in draft.regions()]
    figures = (
        (say("Kecamatan", language), levels.count(Level.KECAMATAN)),
        (say("Desa", language), levels.count(Level.DESA)),
        (say("TPS", language), len(stations)),
        (say("Pemilih", language), sum(station.voters for station in stations)),
        (say("Surat suara tiap TPS", language), len(profile.elections)),
    )
    errors = draft.errors + len(refused)
    said = {"desa": write_number(levels.count(Level.DESA), language)}
    said["tps"] = write_number(len(stations), language)
    if errors:
        number = write_number(errors, language)
        state, answer = (
            State.SERIOUS,
            say("{number} kesalahan harus diperbaiki dulu", language, number=number),
        )
    else:
        state, answer = State.COMPLETE, say("{desa} desa, {tps} TPS, siap diterima", language, **said)
    return Review(
        errors=errors,
        warnings=draft.warnings,
        refusals=refused,
        figures=figures if stations else (),
        good=0 if refused else len(stations),
        assumed=sum(station.assumed for station in stations),
        state=state,
        answer=answer,
    )


def changes(difference: Difference, language: Language) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """Return what a file would change of what is in force: what, how much, and some of it."""
    examples = difference.examples
    before, after = difference.voters_before, difference.voters_after
    told = [
        (say("Desa baru", language), difference.desa_added, ()),
        (say("Desa hilang", language), difference.desa_removed, ()),
        (say("TPS baru", language), difference.added, examples["added"]),
        (say("TPS hilang", language), difference.removed, examples["removed"]),
        (say("TPS dengan pemilih berubah", language), difference.changed, examples["changed"]),
        (say("Nama berubah", language), difference.renamed, examples["renamed"]),
    ]
    found = [(what, write_number(n, language), tuple(some)) for what, n, some in told if n]
    if before != after:
        pair = f"{write_number(before, language)} → {write_number(after, language)}"
        found.append((say("Pemilih seluruhnya", language), pair, ()))
    if difference.profile:
        found.append((say("Profil pemilihan", language), " → ".join(difference.profile), ()))
    return tuple(found)


def stale(language: Language) -> str:
    """Say that what is in force, or the file, changed since it was looked at."""
    return say(
        "Berkas atau daftar yang berlaku berubah sejak halaman ini dibuka; periksa sekali lagi.", language
    )


def not_taken(language: Language) -> str:
    """Say that nothing was taken over."""
    return say(
        "Belum ada yang diterima: perbaiki kesalahannya, atau centang untuk meninggalkan baris yang salah.",
        language,
    )


def worst(table: Table) -> tuple[Mapping[str, object], ...]:
    """Return the first errors of a file, to stand at the top of its page."""
    return tuple(row.cells for row in table.rows if row.state is State.SERIOUS)[:_WORST]


def problems(draft: Draft, language: Language) -> Table:
    """Return everything wrong or odd in a file as a table, errors first."""
    return problem_table("problems", draft.problems, language)


def problem_table(key: str, found: Iterable[Problem], language: Language) -> Table:
    """Return problems of any file as a table of that key, errors first."""
    columns = (
        Column("row", say("Baris", language), "number"),
        Column("column", say("Kolom", language)),
        Column("value", say("Isi", language)),
        Column("wrong", say("Yang salah atau janggal", language)),
        Column("remedy", say("Yang harus dilakukan", language)),
        Column("weight", say("Bobot", language)),
    )
    rows = sorted(found, key=lambda problem: (problem.warning, problem.row))
    title = say("Kesalahan dan peringatan", language)
    return Table(key, title, columns, tuple(problem_row(row, language) for row in rows))


def problem_row(problem: Problem, language: Language) -> Row:
    """Return one problem as a table's row."""
    remedy = _REMEDIES.get(problem.code)
    weight = say("peringatan" if problem.warning else "kesalahan", language)
    return Row(
        {
            "row": problem.row or None,
            "column": problem.column or None,
            "value": problem.value[:80] or None,
            "wrong": problem.say(language),
            "remedy": say(remedy, language) if remedy else problem.remedy(language),
            "weight": weight,
        },
        state=State.ATTENTION if problem.warning else State.SERIOUS,
    )
