"""The briefing on paper: one A4 page with little ink, a QR code, and a slip to tear off on receipt."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sepaham.domain.briefing import TRIP, Briefing, Line
from sepaham.domain.briefing_words import SECTION_TITLES, said_values, say_line, title_of
from sepaham.domain.findings import Names
from sepaham.domain.register import LINES
from sepaham.domain.words import Language, Sentence, write_moment
from sepaham.exchange.papers.blocks import printable, without_controls
from sepaham.exchange.papers.qr import qr_svg
from sepaham.exchange.papers.typeset import Typeset

_LONGEST_LEAD = 60
_HALVES = 9
"""Lines from which a part runs in two columns where they are short."""
_SHORT = 75
_WORDS: Mapping[str, Sentence] = {
    "version": Sentence(
        "Versi {edition} ({version}), berlaku sampai {until}",
        "Version {edition} ({version}), valid until {until}",
    ),
    "issued": Sentence(
        "Diterbitkan {at} oleh {issuer} melalui Sepaham", "Issued {at} by {issuer} through Sepaham"
    ),
    "changed": Sentence(
        "Berubah dari versi sebelumnya: {parts}", "Changed since the version before: {parts}"
    ),
    "untimed": Sentence(
        "Tanpa jam: kantor ini diberi tahu jamnya oleh atasannya.",
        "Without hours: the office above tells this one.",
    ),
    "cut": Sentence(
        "Gunting di sini dan kembalikan kepada yang menyerahkan",
        "Cut here and give back to who handed it over",
    ),
    "slip": Sentence(
        "Saya menerima dan membaca {title}, versi {edition} ({version}).",
        "I have received and read {title}, version {edition} ({version}).",
    ),
    "foot": Sentence(
        "Tanpa data pemilih dan tanpa jadwal patroli acak. Nama dan telepon diambil saat dicetak. {asof}",
        "No data of voters, no hours of random patrols. Names and phones are as of printing. {asof}",
    ),
}
_FIELDS: Mapping[Language, tuple[str, ...]] = {
    "id": ("Nama", "Jabatan", "Jam", "Tanda tangan"),
    "en": ("Name", "Position", "Hour", "Signature"),
}
_THREATS = frozenset({"agreed", "unborne", "dissent"})


@dataclass(frozen=True, slots=True)
class Printing:
    """
    What pages are printed with.

    Attributes:
        language: The paper's.
        names: What things are called.
        issuer: The office that issues them.
        issued_at: When their edition was made.
        people: Whom to call in each office: name with title, and phone.
        timed: Whether the reader may know hours before goods move.
        asof: When it is printed and from which entry.
        mark: What stands above pages of a drill or an example.
    """

    language: Language
    names: Names
    issuer: str
    issued_at: datetime
    people: Mapping[str, tuple[str, str]]
    timed: bool = True
    asof: str = ""
    mark: str = ""


def briefing_papers(pages: Iterable[Briefing], printing: Printing, *, name: str) -> Typeset:
    """Return pages as one file ready for the press, one A4 page each."""
    made = [_page(page, printing) for page in pages]
    return Typeset("briefing", {"name": printable(name), "pages": made})


def code_of(page: Briefing) -> str:
    """Return what the QR code of a page says."""
    return f"sepaham:brief:{page.key}:{page.edition}:{page.version}"


def _page(page: Briefing, p: Printing) -> dict[str, Any]:
    title = title_of(page.title, p.language, p.names)
    told = {
        "title": title,
        "edition": page.edition,
        "version": page.version,
        "until": write_moment(page.until, p.language, page.region),
        "at": write_moment(p.issued_at, p.language, page.region),
        "issuer": p.names(p.issuer, p.language),
        "parts": ", ".join(
            SECTION_TITLES[s.code].say(p.language, {}) for s in page.sections if s.code in page.changed
        ),
        "asof": p.asof,
    }
    facts = ["version", "issued", *(["changed"] if page.changed else []), *([] if p.timed else ["untimed"])]
    code = without_controls(code_of(page))
    return {
        "language": p.language,
        "title": printable(title),
        "facts": [printable(_WORDS[fact].say(p.language, told)) for fact in facts],
        "sections": [_section(page, section.code, p) for section in page.sections],
        "calls": [_call(line, page, p) for line in page.section("command").lines if line.code == "call"],
        "code": code,
        "caption": f"{page.version} · v{page.edition}",
        "drawing": qr_svg(code),
        "foot": printable(_WORDS["foot"].say(p.language, told)),
        "mark": p.mark,
        "words": {
            "cut": _WORDS["cut"].say(p.language, told),
            "slip": printable(_WORDS["slip"].say(p.language, told)),
            "fields": list(_FIELDS[p.language]),
        },
    }


def _section(page: Briefing, code: str, p: Printing) -> dict[str, Any]:
    lines = [_line(line, page, p) for line in page.section(code).lines if line.code != "call"]
    short = all(len(line["text"]) + len(line["lead"]) <= _SHORT for line in lines)
    title = SECTION_TITLES[code].say(p.language, {})
    return {"title": title, "lines": lines, "halves": short and len(lines) >= _HALVES}


def _line(line: Line, page: Briefing, p: Printing) -> dict[str, str]:
    text = say_line(line, p.language, p.names, region=page.region, timed=p.timed)
    if line.code in _THREATS:
        lead = said_values(line, p.language, p.names, region="")["threat"]
        rest = text.removeprefix(f"{lead}: ")
    else:
        lead, colon, rest = text.partition(": ")
        if not colon or len(lead) > _LONGEST_LEAD:
            lead, rest = "", text
    look = (
        "actions"
        if line.code in {"actions", "reason", "sides"}
        else "stop"
        if line.code.startswith("stop_")
        else ""
    )
    if look == "actions":
        lead, rest = "", text
    return {"look": look, "lead": printable(lead), "text": printable(rest)}


def _call(line: Line, page: Briefing, p: Printing) -> list[str]:
    office = line.values["office"]["name"]
    who, phone = p.people.get(office, ("", ""))
    code, _, seat = office.partition(":")
    own = seat == page.region and page.kind != TRIP and code in LINES
    titles = Sentence(LINES[code].title_id, LINES[code].title_en) if own else None
    called = titles.say(p.language, {}) if titles else p.names(office, p.language)
    return [printable(called), printable(who), printable(phone)]
