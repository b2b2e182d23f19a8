"""Every door declares who may open it; the start-up check refuses to run with one that does not."""

from collections.abc import Callable
from enum import StrEnum
from functools import wraps
from typing import Any, TypeVar

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse

View = TypeVar("View", bound=Callable[..., Any])


class Access(StrEnum):
    """Who may open a door. What they see behind it depends on their offices' regions."""

    PUBLIC = "public"
    """Anyone: sign-in, the language, what a log publishes of itself."""
    SIGNED_IN = "signed-in"
    """An account with at least one office."""
    SIGNATURE = "signature"
    """Anyone: what comes in is judged by the signature it bears."""


def access(level: Access) -> Callable[[View], View]:
    """Declare who may open a page; who must sign in first is sent there and back."""

    def declare(view: View) -> View:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if level is Access.SIGNED_IN and not request.user.is_authenticated:
                return redirect_to_login(request.get_full_path())
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
