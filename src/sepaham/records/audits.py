"""Who looked at restricted records: read here, only ever added to."""

from collections.abc import Sequence

from django.db.models import Q

from sepaham.domain.register import LINES, Office
from sepaham.records.people import Account, RestrictedRead
from sepaham.records.within import inside

OVERSEERS = frozenset({"kpu", "bawaslu"})
"""The lines that see, for the whole kabupaten, what their own institution's offices looked at."""
MOST = 5_000
"""Reads shown at most, the newest."""


def reads_for(*, account: Account, posts: Sequence[Office]) -> Sequence[RestrictedRead]:
    """
    Return the reads an account may know of, newest first: its own, and those of the offices it oversees.

    Args:
        account: Who asks.
        posts: The offices whose hats it wears.
    """
    seen = Q(account=account.get_username())
    for post in posts:
        if post.line in OVERSEERS:
            lines = [code for code, line in LINES.items() if line.institution == post.institution]
            seen |= _of_lines(lines) & inside(post.regions)
    return list(RestrictedRead.objects.filter(seen).order_by("-at", "-id")[:MOST])


def _of_lines(lines: Sequence[str]) -> Q:
    found = Q(pk__in=[])
    for line in lines:
        found |= Q(office__startswith=f"{line}:")
    return found
