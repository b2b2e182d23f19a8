"""The base facts a log rests on, as it declares them, and what of its plan was used."""

from collections.abc import Mapping
from datetime import datetime
from functools import lru_cache
from typing import Any

from django.db.models import Q

from sepaham.domain.authority import Authority
from sepaham.domain.foundations import Foundations
from sepaham.domain.movement import Movement, movement_from_bytes
from sepaham.domain.plan import Plan
from sepaham.domain.threats import Threats, threats_from_bytes
from sepaham.exchange.envelopes import statement_in
from sepaham.records.custody import Load
from sepaham.records.log import Disclosure, Log, Statement, blob

_NO_PLAN = Plan("", {}, {}, {})


def declared(*, log: Log, what: str) -> str:
    """Return the hash of the base fact of a kind in force: the last the log declares; '' before any."""
    return str(_declaration(log, what)[1].get("sha256", ""))


def urgent(*, log: Log, version: str) -> bool:
    """Tell whether a build of the phone's app is in force and was declared as one that may not wait."""
    _, body = _declaration(log, "phone")
    return body.get("sha256") == version and "urgent" in body


def _declaration(log: Log, what: str) -> tuple[datetime | None, Mapping[str, Any]]:
    """Return when a base fact of a kind was last declared, and by what body; nothing before any."""
    rows = Statement.objects.filter(log=log, kind="base.declare", office__startswith="gateway:")
    for index in rows.order_by("-index").values_list("index", flat=True):
        told = Disclosure.objects.filter(log=log, index=index).values_list("received_at", "envelope").first()
        body = statement_in(bytes(told[1])).body if told else {}
        if told and body.get("what") == what:
            return told[0], body
    return None, {}


@lru_cache(maxsize=8)
def _laid(what: str, sha256: str) -> Foundations:
    """Return one base fact read from its file, which never changes under its hash."""
    found = Foundations()
    found.lay(what, blob(sha256))
    return found


def _in_force(log: Log, what: str) -> Foundations:
    sha256 = declared(log=log, what=what)
    return _laid(what, sha256) if sha256 else Foundations()


def plan_in_force(log: Log) -> Plan:
    """Return the plan a log declares; an empty one before it declares any."""
    found = _in_force(log, "plan")
    return found.plan if found.has("plan") else _NO_PLAN


def movement_in_force(log: Log) -> Movement | None:
    """Return the movement plan a log declares; None before it declares any."""
    sha256 = declared(log=log, what="movement")
    return _movement(sha256) if sha256 else None


def movement_since(log: Log) -> datetime | None:
    """Return since when the movement plan in force is; None before a log declares any."""
    return _declaration(log, "movement")[0]


@lru_cache(maxsize=4)
def _movement(sha256: str) -> Movement:
    return movement_from_bytes(blob(sha256))


def threats_in_force(log: Log) -> Threats | None:
    """Return the catalogue of threats a log declares; None before it declares any."""
    sha256 = declared(log=log, what="threats")
    return _threats(sha256) if sha256 else None


@lru_cache(maxsize=4)
def _threats(sha256: str) -> Threats:
    return threats_from_bytes(blob(sha256))


def authority(*, log: Log) -> Authority:
    """Return the table of authority a log declares; an empty one before it declares any."""
    found = _in_force(log, "authority")
    return found.authority if found.has("authority") else Authority(())


def places(*, log: Log) -> Foundations:
    """Return the register a log declares with the posts over it, to ask who exists and covers what."""
    return _in_force(log, "register")


def moved_lists(log: Log) -> frozenset[str]:
    """Return the hashes of the load lists of which anything was stated or seen."""
    rows = Load.objects.filter(log=log).filter(~Q(source="") | Q(seen__gt=0))
    return frozenset(rows.values_list("hash", flat=True))
