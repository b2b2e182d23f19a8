"""Where the account is signed in: a list of its browsers, each of which it can end."""

from typing import Any

from django.conf import settings
from django.contrib.auth import logout
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from sepaham.actions.sessions import end_sessions
from sepaham.records.access import Access, access, scope
from sepaham.records.sessions import KEY, open_sessions
from sepaham.web.language import reader_language
from sepaham.web.present.sessions import places

OTHERS = "others"
"""What the form sends to end every browser but the reader's own."""


@access(Access.OWN)
@require_http_methods(["GET", "HEAD", "POST"])
def sessions(request: HttpRequest) -> HttpResponse:
    """List the browsers the account is signed in from; a POST ends one of them, or all others."""
    account: Any = request.user
    at, here = timezone.now(), request.session.get(KEY, "")
    if request.method == "POST":
        return _end(request, request.POST.get("end", ""), here)
    rows = open_sessions(account=account, seen_since=at - settings.SESSION_IDLE)
    found = places(rows, here=here, language=reader_language())
    page = {
        "places": found,
        "others": sum(not place.here for place in found),
        "at": at,
        "region": scope(account).region,
        "minutes": int(settings.SESSION_IDLE.total_seconds() // 60),
    }
    return render(request, "account/sessions.html", page)


def _end(request: HttpRequest, asked: str, here: str) -> HttpResponse:
    """End one browser or all others; who ends their own is signed out; another account's is not found."""
    account: Any = request.user
    which = {"but": here} if asked == OTHERS else {"only": asked}
    ended = end_sessions(account=account, at=timezone.now(), **which) if asked else 0
    if not ended and asked != OTHERS:
        raise Http404
    if asked == here:
        logout(request)
        return redirect("sign-in")
    return redirect("sessions")


urlpatterns = [path("sessions", sessions, name="sessions")]
