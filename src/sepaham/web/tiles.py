"""The log as static files, for whoever wants to check it: heads, tiles, bundles (C2SP tlog-tiles)."""

from hashlib import sha256

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_safe

from sepaham.actions.tiles import tiles_of
from sepaham.ledger.tiles import TileError, parse_path
from sepaham.records.access import Access, access
from sepaham.records.log import Log, logs, newest_checkpoint
from sepaham.records.witnesses import best_checkpoint, note_of

FOR_EVER = "public, max-age=31536000, immutable"
A_MOMENT = "public, max-age=1"


@require_safe
@access(Access.PUBLIC)
def checkpoint(request: HttpRequest, digest: str) -> HttpResponse:
    """Answer with the newest head and its cosignatures; with ?matched, the newest that a quorum matched."""
    log = _log(digest)
    head = best_checkpoint(log) if "matched" in request.GET else newest_checkpoint(log)
    if head is None:
        raise Http404
    answer = HttpResponse(note_of(head), content_type="text/plain; charset=utf-8")
    answer["Cache-Control"] = A_MOMENT
    return answer


@require_safe
@access(Access.PUBLIC)
def tile(request: HttpRequest, digest: str, rest: str) -> HttpResponse:
    """Answer with a tile or a bundle of entries, as far as a signed head reaches."""
    del request
    log = _log(digest)
    head = newest_checkpoint(log)
    try:
        found, is_bundle = parse_path(f"tile/{rest}")
        reach = (found.index * 256 + found.width) << 8 * found.level
        if head is None or reach > head.size:
            raise Http404
        files = tiles_of(log)
        body = files.bundle(found) if is_bundle else files.tile(found)
    except TileError as fault:
        raise Http404 from fault
    answer = HttpResponse(body, content_type="application/octet-stream")
    answer["Cache-Control"] = FOR_EVER
    return answer


def _log(digest: str) -> Log:
    for log in logs():
        if sha256(log.origin.encode()).hexdigest() == digest:
            return log
    raise Http404


urlpatterns = [
    path("log/<str:digest>/checkpoint", checkpoint, name="log-checkpoint"),
    path("log/<str:digest>/tile/<path:rest>", tile, name="log-tile"),
]
