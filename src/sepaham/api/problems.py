"""Refusals as RFC 9457 problem details: one shape, mapped once."""

from http import HTTPStatus
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError

from sepaham.errors import SepahamError

CONTENT_TYPE = "application/problem+json"
_STATUS = {"not_found": 404, "log.none": 409, "home.empty": 409, "region.code": 400}


class NotHereError(SepahamError):
    """There is nothing of that name here, or nothing the asker may see: the two look alike."""

    def __init__(self, what: str) -> None:
        """Name what was asked for."""
        super().__init__(f"There is no {what} here.", "not_found")


class RefusalError(SepahamError):
    """A request that is refused with a status of its own, and what else the asker should be told."""

    def __init__(self, status: int, code: str, message: str, **more: Any) -> None:
        """Say what, with its code."""
        super().__init__(message, code)
        self.status, self.more = status, more


def problem(*, status: int, title: str, detail: str, code: str, **more: Any) -> JsonResponse:
    """Return a refusal that says what, where and what to do, with its machine code."""
    body = {
        "type": f"urn:sepaham:problem:{code}",
        "title": title,
        "status": status,
        "detail": detail,
        "code": code,
    }
    return JsonResponse({**body, **more}, status=status, content_type=CONTENT_TYPE)


def install(api: NinjaAPI) -> None:
    """Map every error of the house, and the framework's own, to a problem."""

    def refused(_request: HttpRequest, error: Exception) -> HttpResponse:
        message, code = (
            (error.message, error.code) if isinstance(error, SepahamError) else (str(error), "unknown")
        )
        status = _STATUS.get(code, 400)
        title = "Not found" if status == HTTPStatus.NOT_FOUND else "Refused"
        return problem(status=status, title=title, detail=message, code=code)

    def refusal(_request: HttpRequest, error: Exception) -> HttpResponse:
        if not isinstance(error, RefusalError):
            return refused(_request, error)
        title = HTTPStatus(error.status).phrase
        return problem(status=error.status, title=title, detail=error.message, code=error.code, **error.more)

    def invalid(_request: HttpRequest, error: Exception) -> HttpResponse:
        where = error.errors if isinstance(error, ValidationError) else []
        detail = "; ".join(f"{'.'.join(map(str, e['loc'][1:]))}: {e['msg']}" for e in where)
        return problem(status=400, title="Invalid request", detail=detail, code="request.invalid")

    def unknown(_request: HttpRequest, _error: Exception) -> HttpResponse:
        return problem(
            status=401, title="Sign in first", detail="Sign in, then ask again.", code="auth.required"
        )

    api.add_exception_handler(SepahamError, refused)
    api.add_exception_handler(RefusalError, refusal)
    api.add_exception_handler(ValidationError, invalid)
    api.add_exception_handler(AuthenticationError, unknown)
