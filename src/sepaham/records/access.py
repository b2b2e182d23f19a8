"""Who may open a door, and what an account sees behind it: the regions of the offices whose hats it wears."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from functools import wraps
from typing import Any, TypeVar

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

from sepaham.domain.base import Level, within
from sepaham.domain.kinds import ESCORTS, FORETELL
from sepaham.domain.register import LINES
from sepaham.records.people import Account, Hat
from sepaham.records.register import Office

View = TypeVar("View", bound=Callable[..., Any])


class Access(StrEnum):
    """Who may open a door. What they see behind it depends on their offices' regions."""

    PUBLIC = "public"
    """Anyone: sign-in, the language, what a log publishes of itself."""
    SIGNED_IN = "signed-in"
    """A signed-in account; what it sees hangs on its offices."""
    OWN = "own"
    """A signed-in account, about itself alone; open also while it still owes a second factor."""
    SIGNATURE = "signature"
    """Anyone: what comes in is judged by the signature it bears."""


_SIGNED_IN = frozenset({Access.SIGNED_IN, Access.OWN})


def lacks_second_factor(account: Any) -> bool:
    """Tell whether an operator's account, or one for a whole kabupaten or more, has but its password."""
    lines = {office.partition(":")[0] for office in account.hats.values_list("office", flat=True)}
    wide = any(LINES[line].level <= Level.KABUPATEN for line in lines if line in LINES)
    if not (wide or account.is_staff):
        return False
    return not Authenticator.objects.filter(user=account).exists()


def owes_second_factor(account: Any) -> bool:
    """Tell whether an account must take a second factor before it sees anything here."""
    return settings.SECOND_FACTOR_REQUIRED and lacks_second_factor(account)


def access(level: Access) -> Callable[[View], View]:
    """Declare who may open a page; who must sign in first is sent there and back."""

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if level in _SIGNED_IN and not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
            if level is Access.SIGNED_IN and owes_second_factor(request.user):
                return redirect("mfa_index")
            answer: HttpResponse = view(request, *args, **kwargs)
            return answer

        guarded.access = level  # type: ignore[attr-defined]
        return guarded  # type: ignore[return-value]

    return declare


def declares(level: Access) -> Callable[[View], View]:
    """Declare who may open a door that guards itself (an API operation with its own authentication)."""

    def declare(view: View) -> View:
        view.access = level  # type: ignore[attr-defined]
        return view

    return declare


_KNOW_PLANS = frozenset({"kpu", "bawaslu", "polri", "tni"})
"""Who moves, supervises or escorts; a movement's hour is no secret once it is stated."""

GUARDS = frozenset({"polres", "polsek", "kodim", "koramil", "satpolpp", "linmas"})
"""Whose means escorts and guards are."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The regions an account's offices answer for."""

    offices: tuple[str, ...]
    posts: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    """The regions of offices that answer for others than the seat in their name."""

    @property
    def regions(self) -> tuple[str, ...]:
        """Return the offices' regions, widest first."""
        seats = {r for office in self.offices for r in self.posts.get(office, (office.partition(":")[2],))}
        return tuple(sorted(seats, key=lambda r: (r.count("."), r)))

    @property
    def region(self) -> str:
        """Return the widest region, the one to show first; '' when the account has no office."""
        return self.regions[0] if self.regions else ""

    @property
    def knows_plans(self) -> bool:
        """Tell whether an office of theirs needs to know, before goods move, when they will."""
        lines = {office.partition(":")[0] for office in self.offices}
        return any(LINES[line].institution in _KNOW_PLANS for line in lines if line in LINES)

    def may_open(self, *, kind: str, region: str) -> bool:
        """Tell whether a statement may be read whole; some tell of movements before these are stated."""
        knows = kind not in FORETELL or self.knows_plans or (kind in ESCORTS and self.guards)
        return self.covers(region) and knows

    @property
    def guards(self) -> bool:
        """Tell whether an office of theirs may be asked to escort or guard."""
        return any(office.partition(":")[0] in GUARDS for office in self.offices)

    def covers(self, region: str) -> bool:
        """Tell whether a region lies within the offices' regions."""
        return any(within(region, area) for area in self.regions)


def scope(account: Account) -> Scope:
    """Return what an account may see."""
    offices = tuple(Hat.objects.filter(account=account).order_by("id").values_list("office", flat=True))
    posts = Office.objects.filter(id__in=offices).values_list("id", "regions")
    return Scope(offices, {office: tuple(regions) for office, regions in posts})
