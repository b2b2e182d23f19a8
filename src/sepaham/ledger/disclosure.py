"""What opens an entry: its salt, when it was received, and the envelope; as a value and as a line of text."""

import re
from dataclasses import dataclass

from sepaham.errors import SepahamError
from sepaham.ledger import base64
from sepaham.ledger.commitment import SALT_SIZE, commit

_LINE = re.compile(rb"(0|[1-9][0-9]{0,15}) (0|[1-9][0-9]{0,18}) ([A-Za-z0-9+/]{43}=) (\{[ -~]+\})")


class DisclosureError(SepahamError):
    """A line that opens nothing."""


@dataclass(frozen=True, slots=True)
class Disclosed:
    """
    What opens one entry of a log.

    Attributes:
        index: Its place.
        received_us: Microseconds since 1970, UTC, by the operator's clock.
        salt: 32 bytes.
        envelope: The canonical bytes of the signed envelope.
    """

    index: int
    received_us: int
    salt: bytes
    envelope: bytes

    @property
    def commitment(self) -> bytes:
        """Return the entry this opens."""
        return commit(salt=self.salt, received_at=self.received_us, envelope=self.envelope)

    def line(self) -> bytes:
        """Return it as one line of text, without the newline."""
        head = f"{self.index} {self.received_us} {base64.encode(self.salt)} "
        return head.encode() + self.envelope


def parse_line(line: bytes) -> Disclosed:
    """
    Read such a line.

    Raises:
        DisclosureError: ``disclosure.line``; it is none.
    """
    found = _LINE.fullmatch(line)
    if found is None:
        raise DisclosureError("This line discloses no entry.", "disclosure.line")
    try:
        salt = base64.decode(found[3].decode())
    except base64.Base64Error as fault:
        raise DisclosureError(f"The salt is unreadable: {fault}", "disclosure.line") from fault
    if len(salt) != SALT_SIZE:
        raise DisclosureError("A salt has 32 bytes.", "disclosure.line")
    return Disclosed(int(found[1]), int(found[2]), salt, found[4])
