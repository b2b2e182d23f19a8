"""Files an account handed in and has not yet accepted."""

from dataclasses import dataclass
from datetime import datetime

from sepaham.domain.base import digest
from sepaham.records.papers import Upload
from sepaham.records.people import Account


@dataclass(frozen=True, slots=True)
class HandedIn:
    """A file that waits: its name, its bytes, and when it came."""

    name: str
    data: bytes
    at: datetime

    @property
    def sha256(self) -> str:
        """Return the hash of its bytes, by which a form says which file it speaks of."""
        return digest(self.data)


def handed_in(*, account: Account, kind: str) -> HandedIn | None:
    """Return the file of a kind that waits for an account; None when there is none."""
    row = Upload.objects.filter(account=account, kind=kind).first()
    return HandedIn(row.name, bytes(row.data), row.at) if row else None


def waits(*, account: Account, kind: str) -> bool:
    """Tell whether a file of a kind waits for an account, without reading it."""
    return Upload.objects.filter(account=account, kind=kind).exists()
