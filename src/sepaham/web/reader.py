"""Who reads a page: the account, what it may see, the log in force, the hour and the language."""

from collections.abc import Callable, Collection
from dataclasses import dataclass
from datetime import datetime
from functools import wraps
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from sepaham.domain.base import RegionError, region_code
from sepaham.domain.findings import Names
from sepaham.domain.picture import Head
from sepaham.domain.words import Language
from sepaham.records import queries
from sepaham.records.access import Scope, scope
from sepaham.records.log import Log
from sepaham.records.names import namer
from sepaham.records.people import Account, keeps_register
from sepaham.web.language import reader_language

_Door = Callable[..., HttpResponse]


@dataclass(frozen=True, slots=True)
class Reader:
    """
    Whom a page is made for.

    Attributes:
        scope: The offices the account speaks for and their regions.
        log: The log in force.
        at: The hour the page is of.
        names: What things are called.
    """

    account: Account
    scope: Scope
    log: Log
    at: datetime
    language: Language
    names: Names

    @property
    def offices(self) -> tuple[str, ...]:
        """Return the offices whose hats the reader wears."""
        return self.scope.offices

    def place(self, key: str) -> str:
        """Return what a region, office, unit or item is called, in the reader's language."""
        return self.names(key, self.language)


def reader(request: HttpRequest) -> Reader:
    """
    Return who reads.

    Raises:
        NoLogError: No log is open.
    """
    account: Any = request.user
    return Reader(
        account=account,
        scope=scope(account),
        log=queries.current_log(),
        at=queries.now(),
        language=reader_language(),
        names=namer(),
    )


def in_log(view: _Door) -> _Door:
    """Answer with what to do next where no log is open."""

    @wraps(view)
    def door(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            queries.current_log()
        except queries.NoLogError:
            return render(request, "empty.html", {"keeper": keeps_register(request.user)})  # type: ignore[arg-type]
        return view(request, *args, **kwargs)

    return door


def head_of(region: str) -> Head:
    """Return what a page about a region is of, and as of when."""
    return queries.head(region=region, at=queries.now())


def region_asked(request: HttpRequest, allowed: Scope) -> str:
    """Return the region asked for, or the widest the reader may see; what lies outside is not found."""
    try:
        region = region_code(request.GET.get("region") or allowed.region)
    except RegionError:
        raise Http404 from None
    if not allowed.covers(region):
        raise Http404
    return region


def acting_office(request: HttpRequest, lines: Collection[str]) -> str:
    """
    Return for which of their offices the reader acts: the one the form names, or the first of some lines.

    Raises:
        Http404: The reader wears no such hat.
    """
    able = [o for o in scope(request.user).offices if o.partition(":")[0] in lines]  # type: ignore[arg-type]
    asked = request.POST.get("office") or (able[0] if able else "")
    if asked not in able:
        raise Http404
    return asked
