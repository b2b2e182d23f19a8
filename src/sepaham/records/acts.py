"""What a handover's page reads: the load list, every account of it, and by which table offices may act."""

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from sepaham.domain.accounts import Account, accounts_of, handover_of
from sepaham.domain.answers import Answer, answers_on
from sepaham.domain.base import Level, ancestor, level_of
from sepaham.domain.contents import contents_of
from sepaham.domain.custody import Handover
from sepaham.domain.findings import Finding as FindingValue
from sepaham.domain.loads import LoadList
from sepaham.domain.register import Office as OfficeValue
from sepaham.domain.register import PollingStation as StationValue
from sepaham.domain.register import seated_office
from sepaham.domain.sentences import Severity
from sepaham.domain.statement import Entry
from sepaham.exchange.envelopes import statement_in
from sepaham.records import custody, facts
from sepaham.records.custody import Finding, Load
from sepaham.records.facts import Fact
from sepaham.records.log import Disclosure, Log, Statement
from sepaham.records.papers import Photo
from sepaham.records.register import Office, PollingStation, profile

_SOME = 500
_SHOWN = 5
_HASH = re.compile("[0-9a-f]{64}")
_SET_ASIDE = ("no_authority", "needs_confirmation")
"""The rules that say of one statement that it does not count."""


@dataclass(frozen=True, slots=True)
class Handed:
    """
    One load list with all that was stated of it.

    Attributes:
        handover: The list with the accounts that count.
        accounts: All accounts, those that do not count too.
        parties: The giver's and the receiver's posts.
        contents: What its one polling station's goods should hold; empty for larger lists.
        findings: What needs or needed a look about it or its accounts.
    """

    handover: Handover
    accounts: tuple[Account, ...]
    parties: Mapping[str, OfficeValue]
    contents: Mapping[str, int]
    findings: tuple[FindingValue, ...]


def handed(*, log: Log, hash_: str, at: datetime) -> Handed | None:
    """Return a load list and its accounts as known at an hour; None when there is no such list."""
    row = Load.objects.filter(log=log, hash=hash_).first()
    if row is None:
        return None
    load = _load(row, log)
    entries = _entries(log, hash_, at)
    aside, misdated = set_aside(log=log, statements=[entry.statement.id for entry in entries])
    accounts = accounts_of(entries, set_aside=aside, misdated=misdated)
    handover = handover_of(load, hash_, accounts)
    return Handed(
        handover=handover,
        accounts=accounts,
        parties={office: post(office) for office in (load.giver, load.receiver)},
        contents=_contents(load.region),
        findings=_about(log, handover, at),
    )


def _load(row: Load, log: Log) -> LoadList:
    """Return a row as a load list; what only its name rests on is not kept in the table."""
    return LoadList(
        nonce="",
        log=log.origin,
        leg=row.leg,
        giver=row.giver,
        receiver=row.receiver,
        region=row.region,
        store="",
        units=tuple(row.units),
        opens_at=row.opens_at,
        closes_at=row.closes_at,
        step=row.step,
    )


def loads(*, log: Log, hashes: Collection[str]) -> dict[str, LoadList]:
    """Return those of some load lists that there are, by their names."""
    rows = Load.objects.filter(log=log, hash__in=list(hashes)) if hashes else ()
    return {row.hash: _load(row, log) for row in rows}


def _entries(log: Log, hash_: str, at: datetime) -> list[Entry]:
    rows = Statement.objects.filter(log=log, load=hash_, received_at__lte=at)
    received = dict(rows.values_list("index", "received_at"))
    opened = Disclosure.objects.filter(log=log, index__in=received).order_by("index")
    return [
        Entry(index, received[index], statement_in(bytes(envelope)))
        for index, envelope in opened.values_list("index", "envelope")
    ]


def set_aside(*, log: Log, statements: Collection[str]) -> tuple[dict[str, str], set[str]]:
    """Return what keeps some statements from counting, by their ids, and those whose hour is not right."""
    rules, keys, found = (*_SET_ASIDE, "wrong_clock"), sorted(statements), list[tuple[str, str]]()
    for start in range(0, len(keys), _SOME):
        rows = Finding.objects.filter(log=log, rule__in=rules, subject__in=keys[start : start + _SOME])
        found += rows.order_by("-rule").values_list("subject", "rule")
    aside = {key: rule for key, rule in found if rule in _SET_ASIDE}
    return aside, {key for key, rule in found if rule == "wrong_clock"}


def _contents(region: str) -> Mapping[str, int]:
    if level_of(region) is not Level.TPS:
        return {}
    desa, number = ancestor(region, Level.DESA), int(region[-3:])
    row = PollingStation.objects.filter(desa=desa, number=number).first()
    return contents_of(profile(), StationValue(desa, number, row.voters)) if row else {}


def _about(log: Log, handover: Handover, at: datetime) -> tuple[FindingValue, ...]:
    """Return the findings about a list or resting on its accounts, those still open first."""
    told = {act.id for act in handover.accounts()}
    near = Finding.objects.filter(log=log, since__lte=at, region__startswith=handover.load.region)
    found = [
        custody.finding_value(row)
        for row in near
        if handover.hash in row.subject or not told.isdisjoint(row.basis)
    ]
    return tuple(
        sorted(found, key=lambda f: (f.until is not None, f.severity is not Severity.SERIOUS, f.since, f.key))
    )


def handovers_of(*, log: Log, finding: FindingValue) -> tuple[str, ...]:
    """Return the load lists a finding is about, or whose accounts it rests on, by their hashes."""
    told = Statement.objects.filter(log=log, key__in=finding.basis).exclude(load="")
    named = {*_HASH.findall(finding.subject), *told.values_list("load", flat=True)}
    here = Load.objects.filter(log=log, hash__in=named)
    return tuple(here.order_by("step", "region", "hash").values_list("hash", flat=True)[:_SHOWN])


def post(id_: str) -> OfficeValue:
    """Return an office with the regions it answers for."""
    row = Office.objects.filter(id=id_).first()
    return OfficeValue(row.id, row.line, tuple(row.regions)) if row else seated_office(id_)


def posts(ids: Collection[str]) -> tuple[OfficeValue, ...]:
    """Return some offices with the regions they answer for, in the order given."""
    rows = {row.id: OfficeValue(row.id, row.line, tuple(row.regions)) for row in _rows(ids)}
    return tuple(rows.get(id_) or seated_office(id_) for id_ in ids)


def _rows(ids: Collection[str]) -> list[Office]:
    return list(Office.objects.filter(id__in=list(ids)))


def answers(*, log: Log, finding: FindingValue) -> tuple[Answer, ...]:
    """Return what was answered to a finding, in the order of the hours."""
    told = facts.facts(log=log, kinds=("finding.answer",), subject=finding.key)
    return answers_on(finding, told)


def photos(*, log: Log, statements: Collection[str]) -> list[str]:
    """Return the photos that some statements which count by themselves name and that are here, by hash."""
    rows = Fact.objects.filter(log=log, key__in=list(statements)).order_by("at", "key")
    named = [photo for body in rows.values_list("body", flat=True) for photo in body.get("photos", ())]
    here = set(Photo.objects.filter(pk__in=named).values_list("pk", flat=True))
    return [photo for photo in named if photo in here]


@dataclass(frozen=True, slots=True)
class Kept:
    """A statement as its receipt tells of it."""

    index: int
    kind: str
    actor: str
    region: str
    at: datetime


def kept(*, log: Log, index: int) -> Kept | None:
    """Return the statement at a place in the log."""
    row = Statement.objects.filter(log=log, index=index).first()
    return Kept(row.index, row.kind, row.actor, row.region, row.received_at) if row else None
