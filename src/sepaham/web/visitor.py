"""Who looks up people and offices, before a log is open and under it, and about whom they may decide."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404, HttpRequest

from sepaham.domain.catalogue import ProfileError
from sepaham.domain.findings import Names
from sepaham.domain.picture import Head
from sepaham.domain.posts import seats_above, stands_above
from sepaham.domain.register import Office
from sepaham.domain.words import Language
from sepaham.records import acts, queries
from sepaham.records.access import Scope, scope
from sepaham.records.log import Log
from sepaham.records.names import namer
from sepaham.records.people import Account
from sepaham.web.keeper import log_in_force
from sepaham.web.language import reader_language
from sepaham.web.reader import head_of


@dataclass(frozen=True, slots=True)
class Visitor:
    """
    Whom a page about people is made for.

    Attributes:
        posts: The offices whose hats the account wears.
        log: The log in force; None before one is open.
    """

    account: Account
    scope: Scope
    posts: tuple[Office, ...]
    language: Language
    at: datetime
    names: Names
    log: Log | None

    def place(self, key: str) -> str:
        """Return what a region or office is called."""
        return self.names(key, self.language)

    def head(self, region: str) -> Head | None:
        """Return what a page about a region is of; None before a log is open."""
        return head_of(region) if self.log is not None and region else None

    @property
    def above(self) -> tuple[str, ...]:
        """Return the offices above the account's own, whom one must be able to call."""
        return tuple(dict.fromkeys(seat for post in self.posts for seat in seats_above(post)))

    def sees(self, office: Office) -> bool:
        """Tell whether an office is within the account's regions, or above one of its own."""
        return office.id in self.above or any(self.scope.covers(region) for region in office.regions)

    def decides(self, office: Office) -> bool:
        """Tell whether the account may say who holds an office: its own, or one below it."""
        return any(post.id == office.id or stands_above(post, office) for post in self.posts)

    def commands(self, office: Office) -> bool:
        """Tell whether the account's offices stand above an office, and so decide about its hats."""
        return any(stands_above(post, office) for post in self.posts)


def visitor(request: HttpRequest) -> Visitor:
    """
    Return who looks.

    Raises:
        Http404: There is no register yet.
    """
    account: Any = request.user
    try:
        names = namer()
    except ProfileError:
        raise Http404 from None
    found = scope(account)
    return Visitor(
        account=account,
        scope=found,
        posts=acts.posts(found.offices),
        language=reader_language(),
        at=queries.now(),
        names=names,
        log=log_in_force(),
    )
