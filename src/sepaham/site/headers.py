"""Headers every answer bears."""

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.utils.decorators import sync_and_async_middleware

_POLICY = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' data:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'none'"
)


def _mark(response: HttpResponse) -> HttpResponse:
    response.headers.setdefault("Content-Security-Policy", _POLICY)
    response.headers.setdefault("Permissions-Policy", "geolocation=(), microphone=(), camera=(self)")
    response.headers.setdefault("Cache-Control", "private, no-store")
    return response


@sync_and_async_middleware
def content_security(
    get_response: Callable[[HttpRequest], HttpResponse],
) -> Callable[[HttpRequest], HttpResponse]:
    """Let a page run and show only what this server serves, and keep no copy on a shared computer."""
    from asgiref.sync import iscoroutinefunction  # noqa: PLC0415  only middleware needs it

    if iscoroutinefunction(get_response):

        async def middleware(request: HttpRequest) -> HttpResponse:
            return _mark(await get_response(request))  # type: ignore[misc]

        return middleware  # type: ignore[return-value]
    return lambda request: _mark(get_response(request))
