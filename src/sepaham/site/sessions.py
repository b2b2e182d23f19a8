"""Every browser signed in is known, and one that was ended or left alone too long is signed out."""

from django.conf import settings
from django.contrib.auth import logout
from django.http import HttpRequest
from django.utils import timezone
from django.utils.deprecation import MiddlewareMixin

from sepaham.actions.sessions import begin_session, touch_session
from sepaham.records.sessions import KEY


class DeskSessions(MiddlewareMixin):
    """Keeps track of the browsers an account is signed in from."""

    def process_request(self, request: HttpRequest) -> None:
        """Note that a signed-in browser came; sign it out when it may not stay."""
        if settings.SESSION_COOKIE_NAME not in request.COOKIES or not request.user.is_authenticated:
            return
        at, key = timezone.now(), request.session.get(KEY)
        if key is None:
            request.session[KEY] = begin_session(
                account=request.user,  # type: ignore[arg-type]
                browser=request.headers.get("User-Agent", ""),
                address=str(request.META.get("REMOTE_ADDR", "")),
                at=at,
            )
        elif not touch_session(
            account=request.user,  # type: ignore[arg-type]
            key=str(key),
            at=at,
            idle=settings.SESSION_IDLE,
        ):
            logout(request)
