"""Files officers hand in: kept until they are accepted or thrown away."""

from datetime import datetime

from sepaham.records.papers import Upload
from sepaham.records.people import Account


def keep_upload(*, account: Account, kind: str, name: str, data: bytes, at: datetime) -> None:
    """
    Keep a file; an earlier one of the same kind by the same account is thrown away.

    Args:
        account: Who hands it in.
        kind: What it is for: ``register``, ``boundaries``, ``people``.
        name: What the file was called.
        data: Its bytes.
        at: The hour it came.
    """
    values = {"name": name[:200], "data": data, "at": at}
    Upload.objects.update_or_create(account=account, kind=kind, defaults=values)


def throw_away(*, account: Account, kind: str) -> None:
    """Throw an account's file of a kind away."""
    Upload.objects.filter(account=account, kind=kind).delete()
