"""
Changing the key that signs a log's heads, in two steps, both in the log.

First the policy names the new key beside the old one, and both sign; whoever follows the log learns the new
one under the old one's word. Then the policy names the new key alone. Entries stay as they are: what was
shown under the old key stays checkable by the policy of that time.
"""

from dataclasses import replace
from datetime import datetime

from sepaham.actions.cosign import adopt_policy
from sepaham.errors import SepahamError
from sepaham.ledger.note import NoteKey
from sepaham.ledger.policy import KnownLog
from sepaham.ledger.signing import Signer
from sepaham.records import witnesses
from sepaham.records.log import Log


class LogKeyError(SepahamError):
    """A key that cannot be announced or retired."""


def announce_log_key(*, log: Log, current: bytes, fresh: bytes, gateway: Signer, at: datetime) -> bool:
    """
    State that a new key signs the log's heads beside the old one; tell whether that was news.

    Args:
        log: The log.
        current: The public key in use.
        fresh: The new public key.
        gateway: Signs the statement.
        at: The hour.
    """
    return _adopt(log, (current, fresh), gateway, at)


def retire_log_key(*, log: Log, kept: bytes, gateway: Signer, at: datetime) -> bool:
    """
    State that one announced key alone signs from now on; tell whether that was news.

    Raises:
        LogKeyError: ``key.unannounced``; nobody could know it.
    """
    if kept not in {key.public for key in witnesses.policy(log).log_keys(log.origin)}:
        raise LogKeyError("Announce the new key first, and let everyone see it.", "key.unannounced")
    return _adopt(log, (kept,), gateway, at)


def _adopt(log: Log, publics: tuple[bytes, ...], gateway: Signer, at: datetime) -> bool:
    logs = tuple(KnownLog(NoteKey(log.origin, public)) for public in publics)
    return adopt_policy(log=log, policy=replace(witnesses.policy(log), logs=logs), gateway=gateway, at=at)
