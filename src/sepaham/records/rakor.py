"""What a log tells of rakor: the meetings, what one may take up, who is to be invited, papers kept of it."""

from collections.abc import Iterator

from sepaham.domain import convening
from sepaham.domain.base import Level, ancestor, level_of
from sepaham.domain.rakor import Rakor, rakors_of
from sepaham.domain.register import office_id
from sepaham.domain.threats import Threats
from sepaham.domain.understanding import RAKOR
from sepaham.records import instruments, understanding
from sepaham.records.differences import stations
from sepaham.records.facts import facts
from sepaham.records.instruments import Kinds
from sepaham.records.log import Blob, Log, blob
from sepaham.records.papers import PrintedPaper
from sepaham.records.register import is_office, offices, regions


def rakors(*, log: Log) -> list[Rakor]:
    """Return all meetings of a log in the order of the hours they begin."""
    return rakors_of(facts(log=log, kinds=RAKOR))


def rakor(*, log: Log, code: str) -> Rakor | None:
    """Return one meeting; None where nobody called it."""
    return next(iter(rakors_of(facts(log=log, kinds=RAKOR, subject=code))), None)


def points(
    *, log: Log, region: str, shipped: Threats, kinds: Kinds, before: int | None = None
) -> list[convening.Point]:
    """
    Return what a meeting over an area may take up.

    Args:
        log: Whose.
        region: The area.
        shipped: The catalogue of threats that holds before the log declares one.
        kinds: The kinds of list institutions keep.
        before: As it was when the log had so many entries; None for now.
    """
    rounds = [
        held
        for held in understanding.rounds(log=log)
        if held.closed and (before is None or held.closed.index < before)
    ]
    endings = understanding.endings(log=log, shipped=shipped)
    cells = {cell for held in rounds for cell in (*held.cells, *held.flagged)}
    threats = understanding.threats(log=log, shipped=shipped)
    return convening.points(
        region=region,
        rounds=rounds,
        endings={c: e for c, e in endings.items() if before is None or e.end.index < before},
        threats=threats,
        stations=stations(cells=cells, region=ancestor(region, Level.KABUPATEN)) if cells else {},
        contradicted=_contradicted(log, region, threats, kinds),
    )


def _contradicted(log: Log, region: str, threats: Threats, kinds: Kinds) -> Iterator[str]:
    """Yield the cells of which lists say different things; nothing is read before somebody asks."""
    areas = [region]
    if level_of(region) < Level.KECAMATAN:
        areas = [code for code in regions(region) if level_of(code) is Level.KECAMATAN]
    listings = instruments.in_force(log=log, instruments=kinds)
    yield from convening.contradicted(listings=listings, threats=threats, areas=areas)


def post_over(line: str, region: str) -> str:
    """Return the office of a line that answers for a region; '' where the register has none."""
    seat = office_id(line, region)
    if is_office(seat):
        return seat
    if level_of(region) is not Level.KECAMATAN:
        return ""
    return next((post.id for post in offices(line) if post.covers(region)), "")


def printed_of(*, log: Log, subject: str) -> list[PrintedPaper]:
    """Return the printed versions kept of what is about a subject, the newest first."""
    return list(PrintedPaper.objects.filter(log=log, subject=subject).order_by("-made_at", "-id"))


def printed_bytes(*, log: Log, subject: str, sha256: str) -> bytes | None:
    """Return one kept version as it was printed, byte for byte; None where it is not kept."""
    there = PrintedPaper.objects.filter(log=log, subject=subject, sha256=sha256).exists()
    return blob(sha256) if there and Blob.objects.filter(pk=sha256).exists() else None
