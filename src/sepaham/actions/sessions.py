"""Browsers signed in at the desk: taken up, ended by hand, by a new password or by idleness."""

import uuid
from datetime import datetime, timedelta

from sepaham.records.people import Account
from sepaham.records.sessions import DeskSession

A_MINUTE = timedelta(minutes=1)
"""How exactly it is kept when a browser was last seen: a page read writes at most once a minute."""

KEPT = timedelta(days=90)
"""How long it is kept where an account was signed in."""


def begin_session(*, account: Account, browser: str, address: str, at: datetime) -> str:
    """Note that a browser signed in and return what to know it by; that id opens nothing. Old notes go."""
    DeskSession.objects.filter(account=account, seen_at__lt=at - KEPT).delete()
    row = DeskSession.objects.create(
        account=account, browser=browser[:200], address=address[:45], since=at, seen_at=at
    )
    return str(row.id)


def touch_session(*, account: Account, key: str, at: datetime, idle: timedelta) -> bool:
    """
    Note that a browser is still there, and tell whether it may stay.

    Args:
        account: Whose it says it is.
        key: What it is known by.
        at: The hour now.
        idle: How long it may have been away.
    """
    row = DeskSession.objects.filter(id=_uuid(key), account=account, ended_at=None).first()
    if row is None:
        return False
    if at - row.seen_at > idle:
        end_sessions(account=account, at=at, only=key)
        return False
    if at - row.seen_at >= A_MINUTE:
        DeskSession.objects.filter(id=row.id).update(seen_at=at)
    return True


def end_sessions(*, account: Account, at: datetime, only: str = "", but: str = "") -> int:
    """Sign an account out of one browser, or of all but one; return of how many."""
    rows = DeskSession.objects.filter(account=account, ended_at=None)
    if only:
        rows = rows.filter(id=_uuid(only))
    if but:
        rows = rows.exclude(id=_uuid(but))
    return rows.update(ended_at=at)


def _uuid(key: str) -> uuid.UUID:
    """Return an id as typed; one that is none is nobody's."""
    try:
        return uuid.UUID(key)
    except ValueError:
        return uuid.UUID(int=0)
