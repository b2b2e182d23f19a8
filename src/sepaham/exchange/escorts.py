"""Posts and grades from a spreadsheet, and a proposal of escorts as JSON."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from sepaham.domain.base import RegionError, region_code, write_instant
from sepaham.domain.duties import Posting, Squad
from sepaham.domain.escorts import STATIONS, STORE, TRIP, EscortsError
from sepaham.domain.guarded import Guarded
from sepaham.domain.guarding import Job
from sepaham.domain.kinds import GRADES
from sepaham.domain.register import LINES
from sepaham.domain.rostering import Open, Proposal
from sepaham.exchange.cells import text_of
from sepaham.exchange.headings import plain
from sepaham.exchange.tables import tables

POSTS = ("kantor", "wilayah", "personel", "keahlian")
GRADED = ("wilayah", "kerawanan")
_ALIASES = {
    "office": "kantor",
    "region": "wilayah",
    "officers": "personel",
    "jumlah": "personel",
    "skills": "keahlian",
    "grade": "kerawanan",
    "value": "nilai",
}
_GRADES = {
    **{grade: grade for grade in GRADES},
    "aman": "safe",
    "kurang_rawan": "safe",
    "rawan": "prone",
    "sangat_rawan": "very_prone",
    "khusus": "special",
}
_INSTITUTIONS = frozenset({"polri", "tni", "linmas"})
ASSUMED = ("minutes_between_places",)
"""What a roster rests on that nobody stated."""
_MOST_OFFICERS, _HUNDRED = 10_000, 100
_MOST = 200
"""Of duties that stay open beside a plan, so many are named; all are counted."""


def read_posts(*, data: bytes, name: str, offices: Collection[str], regions: Collection[str]) -> list[Squad]:
    """
    Read how many officers each post has: `kantor`, `wilayah` (or its office's own), `personel`, `keahlian`.

    Args:
        data: The file's bytes, CSV or XLSX.
        name: The file's name, for sentences.
        offices: The ids of the offices there are.
        regions: The codes of the regions there are.

    Raises:
        EscortsError: A row is not right; the sentence names row and field.
    """
    found: dict[str, Squad] = {}
    for number, row in _rows(data, name, POSTS[:1] + POSTS[2:3]):
        office = row["kantor"]
        line = LINES.get(office.partition(":")[0])
        if office not in offices or line is None or line.institution not in _INSTITUTIONS:
            raise _wrong(
                number,
                "kantor",
                f"{office!r} is no police, army or Linmas office here; write polsek:35.17.15",
            )
        region = _region(number, row.get("wilayah") or office.partition(":")[2], regions)
        officers = row["personel"]
        if not (officers.isascii() and officers.isdecimal() and int(officers) <= _MOST_OFFICERS):
            raise _wrong(number, "personel", f"{officers!r} is no number of officers; write 24")
        skills = frozenset(row.get("keahlian", "").replace(";", ",").replace(" ", "").split(",")) - {""}
        id_ = "/".join((office, region, *sorted(skills)))
        if id_ in found:
            raise _wrong(
                number, "kantor", f"{office} at {region} stands in an earlier row; add the numbers up"
            )
        found[id_] = Squad(id_, office, line.institution, region, int(officers), skills)
    return list(found.values())


def read_grades(*, data: bytes, name: str, regions: Collection[str]) -> dict[str, str]:
    """
    Read how prone places are: `wilayah`, `kerawanan` (aman, rawan, sangat rawan, khusus).

    Args:
        data: The file's bytes, CSV or XLSX.
        name: The file's name, for sentences.
        regions: The codes of the regions and polling stations there are.

    Raises:
        EscortsError: A row is not right; the sentence names row and field.
    """
    found = {}
    for number, row in _rows(data, name, GRADED):
        grade = _GRADES.get(plain(row["kerawanan"]))
        if grade is None:
            raise _wrong(
                number, "kerawanan", f"{row['kerawanan']!r}; write aman, rawan, sangat rawan or khusus"
            )
        found[_region(number, row["wilayah"], regions)] = grade
    return found


def read_values(*, data: bytes, name: str, regions: Collection[str]) -> dict[str, int]:
    """
    Read what is at stake at places: `wilayah`, `nilai` (0 to 100).

    Args:
        data: The file's bytes, CSV or XLSX.
        name: The file's name, for sentences.
        regions: The codes of the regions and polling stations there are.

    Raises:
        EscortsError: A row is not right; the sentence names row and field.
    """
    found = {}
    for number, row in _rows(data, name, ("wilayah", "nilai")):
        value = row["nilai"]
        if not (value.isascii() and value.isdecimal() and int(value) <= _HUNDRED):
            raise _wrong(number, "nilai", f"{value!r} is no whole number from 0 to {_HUNDRED}")
        found[_region(number, row["wilayah"], regions)] = int(value)
    return found


def _rows(data: bytes, name: str, needed: Sequence[str]) -> Iterator[tuple[int, dict[str, str]]]:
    heads: dict[str, int] = {}
    for table in tables(data=data, name=name):
        for number, cells in table.rows:
            texts = [text_of(cell).strip() for cell in cells]
            if heads and any(texts):
                yield number, {head: texts[at] if at < len(texts) else "" for head, at in heads.items()}
            elif not heads and any(texts):
                titles = [plain(text) for text in texts]
                heads = {_ALIASES.get(title, title): at for at, title in enumerate(titles) if title}
                if lacking := [head for head in needed if head not in heads]:
                    raise _wrong(number, lacking[0], "this column is not there; head one so")
        return


def _region(number: int, text: str, regions: Collection[str]) -> str:
    try:
        code = region_code(text)
    except RegionError as error:
        raise _wrong(number, "wilayah", error.message) from None
    if code not in regions:
        raise _wrong(number, "wilayah", f"{code} is not in the register")
    return code


def _wrong(row: int, field: str, what: str) -> EscortsError:
    return EscortsError(f"Row {row}, {field}: {what}.", "escorts.row")


def proposal_to_dict(
    proposal: Proposal, *, jobs: Sequence[Job], squads: Mapping[str, Squad]
) -> dict[str, Any]:
    """
    Return a proposal as `sepaham escort propose --json` answers.

    Args:
        proposal: What is proposed.
        jobs: What it is for.
        squads: The squads by their ids.
    """
    duties = {duty.id: duty for duty in proposal.duties}

    def posted(posting: Posting) -> dict[str, Any]:
        duty = duties[posting.duty]
        squad = squads[posting.squad]
        return {
            "job": duty.job,
            "role": duty.want.role,
            "starts_at": write_instant(duty.starts_at),
            "ends_at": write_instant(duty.ends_at),
            "office": squad.office,
            "from": squad.region,
            "officers": posting.officers,
        }

    return {
        "jobs": len(jobs),
        "without_hours": proposal.without_hours,
        "duties": len(duties),
        "officers": sum(duty.want.officers for duty in proposal.duties),
        "cost": proposal.cost,
        "bound": proposal.bound,
        "gap": _rounded(proposal.gap),
        "assumed": list(ASSUMED),
        "postings": [posted(posting) for posting in proposal.postings],
        "lent": [posted(posting) for posting in proposal.lent],
        "open": [_open(each) for each in proposal.open],
        "parts": [
            {
                "institution": part.institution,
                "region": part.region,
                "lent": part.lent,
                "duties": part.duties,
                "cost": part.cost,
                "bound": part.bound,
                "gap": _rounded(part.gap),
            }
            for part in proposal.parts
        ],
    }


def _open(each: Open) -> dict[str, Any]:
    return {
        "job": each.duty.job,
        "institution": each.duty.want.institution,
        "role": each.duty.want.role,
        "starts_at": write_instant(each.duty.starts_at),
        "ends_at": write_instant(each.duty.ends_at),
        "lacking": each.lacking,
        "of": each.duty.want.officers,
        "why": each.why,
    }


def _rounded(gap: float | None) -> float | None:
    return None if gap is None else round(gap, 6)


def guarded_to_dict(guarded: Guarded) -> dict[str, Any]:
    """
    Return what a proposed plan needs along and on guard, and who could do it, as `sepaham plan` answers.

    Args:
        guarded: What is needed; without a roster its figures are null, and `why` says why.
    """
    number, asked, roster = Counter(job.what for job in guarded.jobs), Counter[str](), guarded.roster
    for job in guarded.jobs:
        if job.what == TRIP:
            for want in job.wants:
                asked[want.institution] += want.officers
    needed = {
        "journeys": number[TRIP],
        "stores": number[STORE],
        "stations": number[STATIONS],
        "officers": dict(sorted(asked.items())),
    }
    if roster is None:
        nothing = ("duties", "assigned", "open", "open_by_why", "lent", "cost", "bound", "gap")
        return {**needed, **dict.fromkeys(nothing), "assumed": [], "open_duties": [], "why": guarded.why}
    return {
        **needed,
        "duties": len(roster.duties),
        "assigned": len(roster.duties) - len(roster.open),
        "open": len(roster.open),
        "open_by_why": dict(sorted(Counter(each.why for each in roster.open).items())),
        "lent": len(roster.lent),
        "cost": roster.cost,
        "bound": roster.bound,
        "gap": _rounded(roster.gap),
        "assumed": list(ASSUMED),
        "open_duties": [_open(each) for each in roster.open[:_MOST]],
        "why": "",
    }
