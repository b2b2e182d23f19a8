"""Where an account is signed in: from which browser and address, since when, last seen when; no secret."""

import uuid
from collections.abc import Sequence
from datetime import datetime

from django.db import models

from sepaham.records.people import Account

KEY = "desk_session"
"""Where a browser's session says which one it is."""


class DeskSession(models.Model):
    """One browser signed in as an account; its id opens nothing, and an ended one is never taken up again."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    account = models.ForeignKey(Account, on_delete=models.CASCADE, related_name="desk_sessions")
    browser = models.CharField(max_length=200)
    address = models.CharField(max_length=45)
    since = models.DateTimeField()
    seen_at = models.DateTimeField()
    ended_at = models.DateTimeField(null=True)

    class Meta:
        """Table options."""

        db_table = "desk_session"
        indexes = [models.Index(fields=["account", "ended_at"], name="desk_session_open")]


def open_sessions(*, account: Account, seen_since: datetime) -> Sequence[DeskSession]:
    """Return where an account is signed in and was seen since an hour, the newest sight first."""
    rows = DeskSession.objects.filter(account=account, ended_at=None, seen_at__gte=seen_since)
    return list(rows.order_by("-seen_at", "-since"))
