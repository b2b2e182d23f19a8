"""
The one picture, as plain values: where all goods are, what is complete, what needs a look.

Pages draw it, the digest proves it: two folds that end in the same states have the same digest.
"""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sepaham.domain.base import canonical_json, write_instant
from sepaham.domain.book import Book
from sepaham.domain.custody import UnitState
from sepaham.domain.facts import fact_row
from sepaham.domain.findings import RULES_VERSION, Finding
from sepaham.domain.loads import Stage

PLACES = (
    "kpu",
    "kpu>ppk",
    "ppk",
    "ppk>pps",
    "pps",
    "pps>tps",
    "tps",
    "used",
    "tps>pps",
    "pps<",
    "pps>ppk",
    "ppk<",
    "ppk>kpu",
    "stored",
)
"""Where a unit can be, in the order of its way: ``a>b`` on the move, ``pps<`` on the way home."""

_RESTING: Mapping[Stage, str] = {
    Stage.PACK: "kpu",
    Stage.KPU_PPK: "ppk",
    Stage.PPK_PPS: "pps",
    Stage.PPS_KPPS: "tps",
    Stage.KPPS_PPS: "pps<",
    Stage.PPS_PPK: "ppk<",
    Stage.PPK_KPU: "stored",
}
_MOVING: Mapping[Stage, str] = {
    Stage.KPU_PPK: "kpu>ppk",
    Stage.PPK_PPS: "ppk>pps",
    Stage.PPS_KPPS: "pps>tps",
    Stage.KPPS_PPS: "tps>pps",
    Stage.PPS_PPK: "pps>ppk",
    Stage.PPK_KPU: "ppk>kpu",
}


def place_of(state: UnitState) -> str:
    """Return where a unit is, as one of `PLACES`."""
    if state.used:
        return "used"
    return (_MOVING if state.moving else _RESTING)[state.stage]


@dataclass(frozen=True, slots=True)
class Area:
    """
    One region in the picture.

    Attributes:
        stations: Its polling stations; `complete` of them have got every unit they must get.
        units: Its units by place.
        boxes: Its ballot boxes; `boxes_home` of them are back in KPU's storage.
        attention, serious, differ: Its open findings by severity.
        unseen: Its handovers that were stated and seen by no other institution, of `handovers` stated.
    """

    region: str
    name: str
    stations: int
    complete: int
    units: Mapping[str, int]
    boxes: int
    boxes_home: int
    attention: int
    serious: int
    differ: int
    unseen: int
    handovers: int


@dataclass(frozen=True, slots=True)
class Missing:
    """A witness that has not matched the log since an hour on the wall."""

    name: str
    since: datetime


@dataclass(frozen=True, slots=True)
class Witnessed:
    """
    How far the institutions' witnesses matched the log.

    Attributes:
        count: How many of `of` matched the head spoken of; `needed` are a quorum.
        size: Entries of the newest head that a quorum matched.
        holds: Whether that is the newest head, or was a moment ago.
        missing: Who has not matched what came since, in the policy's order.
        unsettled: Whether the witnesses were changed and a quorum of those before has not matched that yet.
    """

    count: int = 0
    of: int = 0
    needed: int = 0
    size: int = 0
    holds: bool = False
    missing: tuple[Missing, ...] = ()
    unsettled: bool = False


@dataclass(frozen=True, slots=True)
class Head:
    """
    What a picture is of, and as of when.

    Attributes:
        log: The log's origin.
        region: The area shown.
        at: The hour it is asked for.
        size: Entries in the log; `root` is their tree's root in hexadecimal.
        declared_by: How what is declared reached us: ``direct``, ``paper``, ``spreadsheet`` -> handovers.
        assumed: Polling stations whose voters are assumed.
        illustrative: Whether the register is an example and not a real one.
        witnessed: How far the institutions matched the log.
    """

    log: str
    profile: str
    region: str
    name: str
    at: datetime
    size: int
    root: str
    rules: int
    declared_by: Mapping[str, int]
    assumed: int
    illustrative: bool
    witnessed: Witnessed = Witnessed()

    @property
    def drill(self) -> bool:
        """Whether the log is an exercise, by its origin."""
        return self.log.endswith("/LATIHAN")


@dataclass(frozen=True, slots=True)
class Picture:
    """The whole: its head, the total, its areas and what needs a look, worst first."""

    head: Head
    total: Area
    areas: tuple[Area, ...]
    findings: tuple[Finding, ...]


def unit_row(state: UnitState) -> list[Any]:
    """Return a unit's state as the digest reads it."""
    return [
        state.code,
        state.holder,
        place_of(state),
        state.packed,
        state.reached,
        write_instant(state.at) if state.at else "",
        state.last,
        state.source.value,
    ]


def handover_row(
    *, hash_: str, given_at: datetime | None, received_at: datetime | None, seen: int
) -> list[Any]:
    """Return a handover as the digest reads it: list, first hours given and received, accounts by others."""
    return [hash_, *(write_instant(at) if at else "" for at in (given_at, received_at)), seen]


def book_rows(book: Book) -> Iterator[list[Any]]:
    """Yield the rows of the picture as its digest reads them, out of a settled book."""
    yield from map(unit_row, book.states.values())
    yield from map(finding_row, book.findings.values())
    yield from map(fact_row, book.facts.kept.values())
    for handover in book.handovers.values():
        yield handover_row(
            hash_=handover.hash,
            given_at=handover.given[0].at if handover.given else None,
            received_at=handover.received[0].at if handover.received else None,
            seen=len(handover.seen),
        )


def finding_row(finding: Finding) -> list[Any]:
    """Return a finding as the digest reads it."""
    return [
        finding.key,
        finding.rule,
        finding.subject,
        finding.region,
        write_instant(finding.since),
        write_instant(finding.until) if finding.until else "",
        dict(finding.values),
        list(finding.basis),
        list(finding.units),
    ]


def picture_digest(rows: Iterable[list[Any]]) -> str:
    """Return the digest of a picture: SHA-256 over the canonical rows in order, after the rules' version."""
    sha = hashlib.sha256(f"sepaham/picture/{RULES_VERSION}\n".encode())
    for line in sorted(canonical_json(row) for row in rows):
        sha.update(line + b"\n")
    return sha.hexdigest()
