"""What a log holds in place of a statement: a fingerprint that says nothing to those who lack its salt."""

import hashlib

from sepaham.errors import SepahamError

SALT_SIZE = 32

_INSTANT_SIZE = 8
_LAST_INSTANT = 2**64 - 1


class CommitmentError(SepahamError):
    """Parts from which no commitment can be made."""


def commit(*, salt: bytes, received_at: int, envelope: bytes) -> bytes:
    """
    Return SHA-256(salt ‖ received_at ‖ envelope), the 32 bytes that become an entry of the log.

    The first two parts have fixed lengths, 32 and 8 bytes, so no two triples share an input. Who holds all
    three can prove what was entered and when it was received; who holds the entry alone cannot even test a
    guess, since the salt is secret and random. Destroying salt and envelope leaves the log whole.

    Args:
        salt: 32 random bytes, fresh for every entry.
        received_at: Microseconds since 1970-01-01T00:00:00Z; hashed as an unsigned 64 bit big-endian integer.
        envelope: The canonical bytes of the sealed envelope, its signature included.

    Raises:
        CommitmentError: ``commitment.salt`` or ``commitment.instant``.
    """
    if len(salt) != SALT_SIZE:
        raise CommitmentError(f"A salt has {SALT_SIZE} bytes, not {len(salt)}.", "commitment.salt")
    if not 0 <= received_at <= _LAST_INSTANT:
        raise CommitmentError(f"{received_at} is no count of microseconds.", "commitment.instant")
    return hashlib.sha256(salt + received_at.to_bytes(_INSTANT_SIZE, "big") + envelope).digest()
