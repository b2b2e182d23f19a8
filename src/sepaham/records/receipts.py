"""Receipts of statements: what opens an entry, and its way to a head that institutions matched."""

from collections.abc import Iterable
from itertools import islice

from sepaham.exchange.envelopes import microseconds
from sepaham.ledger.base64 import decode
from sepaham.ledger.disclosure import Disclosed
from sepaham.ledger.envelope import open_envelope
from sepaham.ledger.proof import LogProof
from sepaham.ledger.receipt import Receipt
from sepaham.ledger.tree import inclusion_proof, leaf_hash
from sepaham.records import foundations, witnesses
from sepaham.records.disclosures import own_policy
from sepaham.records.facts import devices
from sepaham.records.log import Disclosure, Log, blob, commitments


def receipts(*, log: Log, indexes: Iterable[int], public: bytes) -> list[Receipt]:
    """
    Return the receipts of some entries in their order; of those no signed head holds yet, or erased, none.

    Args:
        log: The log.
        indexes: Their places.
        public: The log's public key, for the policy of a log that declares none.
    """
    wanted = sorted(set(indexes))
    head = witnesses.best_checkpoint(log, holding=wanted[-1]) if wanted else None
    if head is None:
        return []
    leaves = list(map(leaf_hash, islice(commitments(log), head.size)))
    note = witnesses.note_of(head).encode()
    policy = policy_bytes(log=log, public=public)
    found = []
    for row in Disclosure.objects.filter(log=log, index__in=wanted).exclude(salt=b"").order_by("index"):
        opened = Disclosed(row.index, microseconds(row.received_at), bytes(row.salt), bytes(row.envelope))
        device = devices(log=log, device=open_envelope(opened.envelope).keyid)[0]
        proof = LogProof(row.index, tuple(inclusion_proof(leaves, row.index)), note)
        found.append(Receipt(opened, proof, policy, device.algorithm, decode(device.key)))
    return found


def policy_bytes(*, log: Log, public: bytes) -> bytes:
    """Return the text of the policy in force; the log's own key alone where it declares none."""
    declared = foundations.declared(log=log, what="policy")
    return blob(declared) if declared else own_policy(origin=log.origin, public=public)
