"""Keeping what witnesses signed under the log's heads, and putting a policy in force."""

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import UTC, datetime

from django.db import transaction

from sepaham.actions.log import declare
from sepaham.crypto.keys import ED25519
from sepaham.crypto.verifier import StandardVerifier
from sepaham.domain.base import digest
from sepaham.errors import SepahamError
from sepaham.ledger.checkpoint import parse_checkpoint
from sepaham.ledger.cosignature import Cosigned, cosignatures
from sepaham.ledger.note import Note, NoteKey, parse_note, parse_vkey
from sepaham.ledger.policy import KnownLog, KnownWitness, Policy, policy_of
from sepaham.ledger.signing import Signer
from sepaham.records import foundations
from sepaham.records import witnesses as records
from sepaham.records.log import Checkpoint, Log
from sepaham.records.witnesses import Cosignature

_FEWEST = 2
_VERIFIER = StandardVerifier()


class CosignError(SepahamError):
    """Cosignatures that cannot be kept."""


def keep_cosignatures(*, log: Log, note: bytes) -> int:
    """
    Keep the cosignatures under a head that this log signed; return how many were new.

    Args:
        log: The log.
        note: The head under the signatures of one or more witnesses.

    Raises:
        CosignError: ``cosign.unknown`` (no head of this log) or ``cosign.stranger`` (no witness of the policy
            signed it).
        CheckpointError: It is no checkpoint.
        NoteError: It is no note, or a known witness's line does not hold.
    """
    found = parse_note(note)
    size = parse_checkpoint(found.text).size
    head = Checkpoint.objects.filter(log=log, size=size).first()
    if head is None or parse_note(head.note.encode()).text != found.text:
        raise CosignError("This log signed no such head.", "cosign.unknown")
    known = [one.key for one in records.asked(log)]
    seen = cosignatures(note=found, keys=known, verifier=StandardVerifier())
    if not seen:
        raise CosignError("No witness of the policy in force signed this head.", "cosign.stranger")
    return _keep(head, seen)


def _keep(head: Checkpoint, seen: tuple[Cosigned, ...]) -> int:
    with transaction.atomic():
        made = [
            Cosignature.objects.get_or_create(
                log=head.log,
                size=head.size,
                key=one.key.vkey,
                defaults={"line": one.line.line, "at": datetime.fromtimestamp(min(one.at, _LAST), UTC)},
            )[1]
            for one in seen
        ]
        if not head.quorum and _has_quorum(head, records.policy(head.log)):
            Checkpoint.objects.filter(pk=head.pk).update(quorum=True)
        return sum(made)


_LAST = 253_402_300_799
"""The last second a calendar can write."""


def _has_quorum(head: Checkpoint, policy: Policy) -> bool:
    names = {one.key.vkey: one.name for one in policy.witnesses}
    rows = Cosignature.objects.filter(log=head.log, size=head.size, key__in=list(names))
    seen = {names[key] for key in rows.values_list("key", flat=True)}
    return len(seen) >= _FEWEST and policy.satisfied(seen)


def adopt_policy(*, log: Log, policy: Policy, gateway: Signer, at: datetime) -> bool:
    """Enter who matches the log from now on, by the hash of the policy's file; tell whether that was news."""
    file = policy.to_bytes()
    if foundations.declared(log=log, what="policy") == digest(file):
        return False
    if not policy.log_keys(log.origin):
        raise CosignError(f"The policy names no key of the log {log.origin}.", "cosign.log")
    keys = [one.key for one in (*policy.logs, *policy.witnesses)]
    if weak := [key.name for key in keys if not _VERIFIER.accepts(algorithm=ED25519, public=key.public)]:
        raise CosignError(f"The key of {', '.join(weak)} is weak or badly written.", "cosign.weak")
    declare(log=log, what="policy", file=file, gateway=gateway, at=at)
    return True


def changed_policy(
    *, log: Log, key: bytes, add: Mapping[str, str], urls: Mapping[str, str], remove: Collection[str]
) -> Policy:
    """
    Return the policy in force with changes: all its witnesses weigh alike, `majority` of them are a quorum.

    Args:
        log: The log.
        key: The log's public key.
        add: Witnesses that come, each one's key as text by its name.
        urls: Where a witness listens, by its name; '' where it pulls.
        remove: The names of witnesses that go.

    Raises:
        CosignError: ``cosign.witness``; a name to change or remove is none of the policy's.
        PolicyError: A key or a name cannot stand in a policy.
    """
    known = {one.name: one for one in records.policy(log).witnesses}
    known |= {name: KnownWitness(name, parse_vkey(vkey)) for name, vkey in add.items()}
    if strange := sorted({*urls, *remove} - known.keys()):
        raise CosignError(f"The policy has no witness {', '.join(strange)}.", "cosign.witness")
    known |= {name: replace(known[name], url=url) for name, url in urls.items()}
    kept = [one for name, one in known.items() if name not in remove]
    logs = records.policy(log).logs or (KnownLog(NoteKey(log.origin, key)),)
    return policy_of(logs=logs, witnesses=kept)


def with_lines(*, note: str, lines: str) -> bytes:
    """Return a head with what a witness answered below it, as far as it can be read."""
    return Note(parse_note(note.encode()).text, parse_note((note + lines).encode()).signatures).to_bytes()
