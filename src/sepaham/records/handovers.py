"""All load lists of a region at once: how far each is and what is odd about it."""

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Q

from sepaham.domain.base import parent_of
from sepaham.domain.custody import UnitState
from sepaham.domain.findings import Finding
from sepaham.domain.loads import LEGS
from sepaham.domain.sentences import Severity
from sepaham.records import queries
from sepaham.records.custody import Load, Unit, unit_state
from sepaham.records.log import Log, Statement
from sepaham.records.register import Office
from sepaham.records.within import inside

_HASH = 64
_SOME = 500


@dataclass(frozen=True, slots=True)
class Passed:
    """
    One load list as a row of many.

    Attributes:
        step: Above 0 for a list made on the way.
        units: How many units it names.
        opens_at, closes_at: Its planned hours.
        seen: How many accounts of others there are.
        source: How the first account of giver or receiver reached us; '' before there is one.
        odd: The severities of what needs a look about it.
    """

    hash: str
    leg: str
    step: int
    giver: str
    receiver: str
    region: str
    units: int
    opens_at: datetime
    closes_at: datetime
    given_at: datetime | None
    received_at: datetime | None
    seen: int
    source: str
    odd: tuple[Severity, ...]

    @property
    def stated(self) -> bool:
        """Tell whether anybody stated anything of it."""
        return bool(self.source or self.seen)

    def concerns(self, offices: Collection[str]) -> bool:
        """Tell whether one of some offices gives or receives it."""
        return self.giver in offices or self.receiver in offices


def passed(*, log: Log, region: str, at: datetime, offices: Collection[str] = ()) -> list[Passed]:
    """
    Return the load lists of a region in the order of the way, then of the places.

    Args:
        log: Whose.
        region: Where the lists go.
        at: The hour as of which what is odd is told.
        offices: Offices whose lists come along wherever they go.
    """
    asked = inside([region])
    if offices:
        asked |= Q(giver__in=offices) | Q(receiver__in=offices)
    rows = list(Load.objects.filter(asked, log=log))
    odd = _odd(log, queries.open_findings(log=log, region=region, at=at))
    return sorted((_passed(row, odd) for row in rows), key=lambda p: (LEGS[p.leg].stage, p.region, p.step))


def some(*, log: Log, hashes: Collection[str]) -> dict[str, Passed]:
    """Return some load lists by their names, whatever is odd about them left out."""
    found: dict[str, Passed] = {}
    asked = sorted(hashes)
    for start in range(0, len(asked), _SOME):
        rows = Load.objects.filter(log=log, hash__in=asked[start : start + _SOME])
        found.update({row.hash: _passed(row, {}) for row in rows})
    return found


def awaited(*, log: Log, office: str) -> tuple[list[Passed], list[Passed]]:
    """Return what is still to come to an office and what is still to leave it, the soonest first."""
    coming = Load.objects.filter(log=log, receiver=office, received_at=None)
    leaving = Load.objects.filter(log=log, giver=office, given_at=None, received_at=None)
    first, second = (
        [_passed(row, {}) for row in rows.order_by("opens_at", "region")] for rows in (coming, leaving)
    )
    return first, second


def _passed(row: Load, odd: Mapping[str, list[Severity]]) -> Passed:
    return Passed(
        hash=row.hash,
        leg=row.leg,
        step=row.step,
        giver=row.giver,
        receiver=row.receiver,
        region=row.region,
        units=len(row.units),
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        given_at=row.given_at,
        received_at=row.received_at,
        seen=row.seen,
        source=row.source,
        odd=tuple(odd.get(row.hash, ())),
    )


def _odd(log: Log, findings: Iterable[Finding]) -> dict[str, list[Severity]]:
    """Return what needs a look by load list: findings about it, or resting on an account of it."""
    told = list(findings)
    lists = _lists_of(log, {key for finding in told for key in finding.basis})
    found: defaultdict[str, list[Severity]] = defaultdict(list)
    for finding in told:
        named = finding.subject[:_HASH]
        about = {lists[key] for key in finding.basis if key in lists}
        for hash_ in {named} | about if len(named) == _HASH else about:
            found[hash_].append(finding.severity)
    return found


def _lists_of(log: Log, statements: Collection[str]) -> dict[str, str]:
    """Return of which load list each of some statements speaks."""
    keys, found = sorted(statements), {}
    for start in range(0, len(keys), _SOME):
        rows = Statement.objects.filter(log=log, key__in=keys[start : start + _SOME]).exclude(load="")
        found.update(rows.values_list("key", "load"))
    return found


def held(*, log: Log, office: str, region: str = "") -> list[str]:
    """Return the units an office holds, in code order; those of a region alone when one is named."""
    rows = Unit.objects.filter(log=log, holder=office, moving=False, used=False)
    if region:
        rows = rows.filter(inside([region], "station"))
    return list(rows.order_by("code").values_list("code", flat=True))


def next_step(*, log: Log, leg: str, region: str) -> int:
    """Return the step of one more list on a leg to a place: above all that are there."""
    last = Load.objects.filter(log=log, leg=leg, region=region).aggregate(Max("step"))["step__max"]
    return (last or 0) + 1


def beside(office: str) -> list[str]:
    """Return the other offices of the same line under the same office above, in code order."""
    line, _, seat = office.partition(":")
    around = parent_of(seat)
    level = seat.count(".")
    rows = Office.objects.filter(line=line, id__startswith=f"{line}:{around}.").exclude(id=office)
    return [id_ for id_ in rows.order_by("id").values_list("id", flat=True) if id_.count(".") == level]


def known_units(*, log: Log, codes: Collection[str]) -> dict[str, UnitState]:
    """Return those of some units that there are, by their codes."""
    asked, found = sorted(codes), {}
    for start in range(0, len(asked), _SOME):
        rows = Unit.objects.filter(log=log, code__in=asked[start : start + _SOME])
        found.update({row.code: unit_state(row) for row in rows})
    return found
