"""When an account last read its notices."""

from datetime import datetime

from sepaham.domain.base import write_instant
from sepaham.records.desk import READ_MARK
from sepaham.records.people import Account, Preference


def mark_read(*, account: Account, log: str, at: datetime) -> None:
    """Remember that an account has read its notices of a log up to an hour."""
    Preference.objects.update_or_create(
        account=account, key=READ_MARK, defaults={"value": {"log": log, "at": write_instant(at)}}
    )
