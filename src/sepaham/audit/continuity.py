"""Whether a log that was put back continues what others saw of it, or is an older or another one."""

from collections.abc import Iterable, Sequence

from sepaham.audit.replay import Fault
from sepaham.errors import SepahamError
from sepaham.ledger import tree
from sepaham.ledger.checkpoint import open_checkpoint
from sepaham.ledger.policy import Policy
from sepaham.ledger.signing import Verifier

OLDER, OTHER = "restore.older", "restore.other"


def continues(
    *,
    commitments: Sequence[bytes],
    seen: Iterable[tuple[str, bytes]],
    origin: str,
    policy: Policy,
    verifier: Verifier,
) -> list[Fault]:
    """
    Return by which seen heads a log is older than it was, or another; none where it continues them all.

    Args:
        commitments: The entries put back.
        seen: Who saw a head, and the signed head.
        origin: The log.
        policy: Whose word counts as the log's.
        verifier: How signatures are checked.
    """
    leaves = list(map(tree.leaf_hash, commitments))
    faults = []
    for name, note in seen:
        try:
            opened = open_checkpoint(
                raw=note, origin=origin, log_keys=policy.log_keys(origin), verifier=verifier
            )
        except SepahamError as fault:
            faults.append(Fault(fault.code, name, fault.message))
            continue
        head = opened.checkpoint
        if head.size > len(leaves):
            faults.append(Fault(OLDER, name, f"{head.size} > {len(leaves)}"))
        elif tree.root(leaves[: head.size]) != head.root:
            faults.append(Fault(OTHER, name, f"{head.size}"))
    return faults
