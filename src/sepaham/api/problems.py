"""Refusals as RFC 9457 problem details: one shape, mapped once."""

from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI
from ninja.errors import AuthenticationError, ValidationError

from sepaham.errors import SepahamError

_STATUS = {"log.none": 409, "home.empty": 409, "region.code": 400}
CONTENT_TYPE = "application/problem+json"


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
        return problem(status=_STATUS.get(code, 400), title="Refused", detail=message, code=code)

    def invalid(_request: HttpRequest, error: Exception) -> HttpResponse:
        where = error.errors if isinstance(error, ValidationError) else []
        detail = "; ".join(f"{'.'.join(map(str, e['loc'][1:]))}: {e['msg']}" for e in where)
        return problem(status=400, title="Invalid request", detail=detail, code="request.invalid")

    def unknown(_request: HttpRequest, _error: Exception) -> HttpResponse:
        return problem(
            status=401, title="Sign in first", detail="Sign in, then ask again.", code="auth.required"
        )

    api.add_exception_handler(SepahamError, refused)
    api.add_exception_handler(ValidationError, invalid)
    api.add_exception_handler(AuthenticationError, unknown)


def not_found(what: str) -> JsonResponse:
    """Answer that there is nothing of that name here, or nothing you may see: the two look alike."""
    return problem(status=404, title="Not found", detail=f"There is no {what} here.", code="not_found")
