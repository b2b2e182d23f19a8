"""The API's table of contents."""

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import NinjaAPI

from sepaham import __version__
from sepaham.api import (
    briefing,
    enrolments,
    field,
    field_photos,
    inbox,
    log,
    positions,
    problems,
    proofs,
    reading,
    sms,
)
from sepaham.records.access import Access, declares

api = NinjaAPI(title="Sepaham", version=__version__, docs_url=None, openapi_url=None, urls_namespace="api")
problems.install(api)
api.add_router("", inbox.router)
api.add_router("", reading.router)
api.add_router("", enrolments.router)
api.add_router("", log.router)
api.add_router("", proofs.router)
api.add_router("", field.router)
api.add_router("", field_photos.router)
api.add_router("", briefing.router)
api.add_router("", positions.router)
api.add_router("", sms.router)


@api.get("/openapi.json", include_in_schema=False)
@declares(Access.PUBLIC)
def get_openapi(request: HttpRequest) -> HttpResponse:
    """Return the API's own description."""
    del request
    return JsonResponse(api.get_openapi_schema(path_prefix="/api/v1/"))
