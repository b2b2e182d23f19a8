"""
Who matches the log's heads, and how far: the policy in force, the cosignatures under each head.

A cosignature is kept whatever came of it later: it is the witness's word, and binds the institution that
gave it as it binds the log.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import lru_cache

from django.db import models

from sepaham.domain.picture import Missing, Witnessed
from sepaham.exchange.envelopes import statement_in
from sepaham.ledger.policy import KnownWitness, Policy, parse_policy
from sepaham.records.log import Checkpoint, Disclosure, Log, Statement, blob

GRACE = timedelta(seconds=10)
"""How long a head may wait for its cosignatures before it counts as not matched."""
_FEWEST = 2
_NO_POLICY = Policy()


class Cosignature(models.Model):
    """A witness's signature under a head of the log."""

    log = models.ForeignKey(Log, on_delete=models.PROTECT)
    size = models.PositiveBigIntegerField()
    key = models.CharField(max_length=300)
    line = models.TextField()
    at = models.DateTimeField()

    class Meta:
        """Table options."""

        db_table = "cosignature"
        constraints = [models.UniqueConstraint(fields=["log", "key", "size"], name="cosignature_once")]
        indexes = [models.Index(fields=["log", "size"], name="cosignature_size")]


@dataclass(frozen=True, slots=True)
class Declared:
    """A policy the log declares, and where."""

    index: int
    policy: Policy


@lru_cache(maxsize=16)
def _policy(sha256: str) -> Policy:
    return parse_policy(blob(sha256))


def policies(log: Log) -> list[Declared]:
    """Return all policies a log declared, in order."""
    rows = Statement.objects.filter(log=log, kind="base.declare", office__startswith="gateway:")
    places = list(rows.order_by("index").values_list("index", flat=True))
    envelopes = Disclosure.objects.filter(log=log, index__in=places).order_by("index")
    bodies = [(at, statement_in(bytes(raw)).body) for at, raw in envelopes.values_list("index", "envelope")]
    return [Declared(at, _policy(body["sha256"])) for at, body in bodies if body["what"] == "policy"]


def policy(log: Log) -> Policy:
    """Return the policy in force; one without witnesses before any is declared."""
    declared = policies(log)
    return declared[-1].policy if declared else _NO_POLICY


def is_unsettled(log: Log, declared: list[Declared]) -> bool:
    """Tell whether the last change of the policy was not yet matched by a quorum of the one before."""
    if len(declared) < _FEWEST:
        return False
    old, new = declared[-2:]
    names = {one.key.vkey: one.name for one in old.policy.witnesses}
    rows = Cosignature.objects.filter(log=log, size__gt=new.index, key__in=list(names))
    by_size: dict[int, set[str]] = {}
    for size, key in rows.order_by("size").values_list("size", "key"):
        seen = by_size.setdefault(size, set())
        seen.add(names[key])
        if old.policy.satisfied(seen):
            return False
    return not old.policy.satisfied(())


def asked(log: Log) -> tuple[KnownWitness, ...]:
    """Return whose cosignatures are taken: the policy's, and those before it while a change is unsettled."""
    declared = policies(log)
    if not declared:
        return ()
    known = {one.key: one for one in declared[-1].policy.witnesses}
    if is_unsettled(log, declared):
        known = {one.key: one for one in declared[-2].policy.witnesses} | known
    return tuple(known.values())


def note_of(checkpoint: Checkpoint) -> str:
    """Return a head as it travels: under the log's signature and all cosignatures that came."""
    rows = Cosignature.objects.filter(log_id=checkpoint.log_id, size=checkpoint.size)
    return checkpoint.note + "".join(rows.order_by("key").values_list("line", flat=True))


def best_checkpoint(log: Log, *, holding: int = 0) -> Checkpoint | None:
    """Return the newest head that enough witnesses matched and that holds an entry, else the newest head."""
    heads = Checkpoint.objects.filter(log=log, size__gt=holding).order_by("-size")
    return heads.filter(quorum=True).first() or heads.first()


def sizes(log: Log, keys: Iterable[str]) -> dict[str, int]:
    """Return the largest size each witness cosigned; 0 for none."""
    return {key: _newest(log, key) for key in keys}


def _newest(log: Log, key: str) -> int:
    rows = Cosignature.objects.filter(log=log, key=key).order_by("-size")
    return rows.values_list("size", flat=True).first() or 0


def count_at(log: Log, size: int, keys: Iterable[str]) -> int:
    """Return how many of some witnesses cosigned the head of a size."""
    return Cosignature.objects.filter(log=log, size=size, key__in=list(keys)).count()


def witnessed(*, log: Log, clock: datetime) -> Witnessed:
    """
    Return how far a log is matched by its witnesses.

    Args:
        log: The log.
        clock: The hour on the wall, whatever hour a simulation plays.
    """
    declared = policies(log)
    if not declared or len(declared[-1].policy.witnesses) < _FEWEST:
        return Witnessed()
    policy_now, heads = declared[-1].policy, Checkpoint.objects.filter(log=log)
    known = {one.key.vkey: one.name for one in policy_now.witnesses}
    newest, matched = heads.order_by("-size").first(), heads.filter(quorum=True).order_by("-size").first()
    reached = sizes(log, known)
    size = matched.size if matched else 0
    missing = tuple(
        Missing(known[key], since)
        for key, upto in reached.items()
        if (since := _since(log, max(upto, declared[-1].index))) and clock - since >= GRACE
    )
    waiting = _since(log, size)
    holds = matched is not None and (waiting is None or clock - waiting < GRACE)
    shown = size if holds or newest is None else newest.size
    return Witnessed(
        count=count_at(log, shown, known),
        of=len(known),
        needed=policy_now.needed,
        size=size,
        holds=holds,
        missing=missing,
        unsettled=is_unsettled(log, declared),
    )


@dataclass(frozen=True, slots=True)
class Seen:
    """One witness of the policy in force: up to which entry it matched the log, when, and since when not."""

    name: str
    size: int
    at: datetime | None
    since: datetime | None


def table(*, log: Log, clock: datetime) -> tuple[Seen, ...]:
    """Return every witness of the policy in force, in its order, at an hour on the wall."""
    absent = {one.name: one.since for one in witnessed(log=log, clock=clock).missing}
    found = []
    for one in policy(log).witnesses:
        row = Cosignature.objects.filter(log=log, key=one.key.vkey).order_by("-size").first()
        found.append(Seen(one.name, row.size if row else 0, row.at if row else None, absent.get(one.name)))
    return tuple(found)


def size_of(*, log: Log, words: str, words_of: Callable[[Checkpoint], str]) -> int:
    """Return the size of the newest head of a log that reads like this; 0 where none does."""
    heads = Checkpoint.objects.filter(log=log).order_by("-size")
    return next((head.size for head in heads.iterator() if words_of(head) == words), 0)


def _since(log: Log, size: int) -> datetime | None:
    """Return when the first head beyond a size was made; None where there is none."""
    rows = Checkpoint.objects.filter(log=log, size__gt=size).order_by("size")
    row = rows.values_list("made_at", "at").first()
    return (row[0] or row[1]) if row else None
