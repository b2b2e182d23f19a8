"""The phone's app: a shell without data, the same for everybody, that signs each of its own requests."""

import mimetypes

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.http import require_safe

from sepaham.gateways.phone import build
from sepaham.records.access import Access, access

POLICY = (
    "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; img-src 'self' blob: data:; "
    "media-src 'self' blob:; connect-src 'self'; worker-src 'self'; manifest-src 'self'; font-src 'self'; "
    "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
)
_SHELL, _WORKER = "index.html", "sw.js"
_KEPT, _ASKED = "public, max-age=31536000, immutable", "no-cache"
_TYPES = {".js": "text/javascript", ".wasm": "application/wasm", ".webmanifest": "application/manifest+json"}


@access(Access.PUBLIC)
@require_safe
def shell(request: HttpRequest) -> HttpResponse:
    """Hand out the app's one page."""
    del request
    return _file(_SHELL)


@access(Access.PUBLIC)
@require_safe
def version(request: HttpRequest) -> HttpResponse:
    """Tell which build is handed out, with the hash of each of its files."""
    del request
    if not build().version:
        raise Http404
    answer = JsonResponse(build().told())
    answer.headers["Cache-Control"] = _ASKED
    return answer


@access(Access.PUBLIC)
@require_safe
def file(request: HttpRequest, name: str) -> HttpResponse:
    """Hand out a file of the app; what its name's hash fixes is kept by browsers for a year."""
    del request
    return _file(name)


def _file(name: str) -> HttpResponse:
    data = build().files.get(name)
    if data is None:
        raise Http404
    suffix = name[name.rfind(".") :]
    kind = _TYPES.get(suffix) or mimetypes.guess_type(name)[0] or "application/octet-stream"
    answer = HttpResponse(data, content_type=f"{kind}; charset=utf-8" if kind.startswith("text/") else kind)
    answer.headers["Cache-Control"] = _KEPT if name.startswith("assets/") else _ASKED
    answer.headers["Content-Security-Policy"] = POLICY
    answer.headers["Permissions-Policy"] = "camera=(self), geolocation=(self), microphone=()"
    answer.headers["X-Content-Type-Options"] = "nosniff"
    if name == _WORKER:
        answer.headers["Service-Worker-Allowed"] = "/field/"
    return answer


urlpatterns = [
    path("field/", shell, name="field"),
    path("field/version.json", version, name="field-version"),
    path("field/<path:name>", file, name="field-file"),
]
