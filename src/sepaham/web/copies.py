"""Copies of signed papers: the photo stamped with place, hour and entry number; who read it is noted."""

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path
from django.views.decorators.http import require_safe

from sepaham.actions.photos import find_photo, read_photo
from sepaham.exchange.papers.copies import Copy, stamped
from sepaham.records.access import Access, access
from sepaham.records.papers import Pictured, heading_of, pictured
from sepaham.web.photos import office_that_sees
from sepaham.web.press import answer
from sepaham.web.reader import Reader, in_log, reader


@access(Access.SIGNED_IN)
@require_safe
@in_log
def signed_copy(request: HttpRequest, index: int) -> HttpResponse:
    """Print the photos of one statement, each on a stamped page, for who may see the place."""
    r = reader(request)
    found = pictured(log=r.log, index=index)
    if found is None or not office_that_sees(r, found.region, found.actor):
        raise Http404
    photos = tuple(_photo(r, sha256) for sha256 in found.photos)
    paper = stamped(_copy(found, photos, r), names=r.names, language=r.language)
    return answer(r, paper, form="pdf", name=f"Salinan entri {index}", region=found.region)


def _photo(r: Reader, sha256: str) -> bytes:
    """Return a photo and note who read it; nothing where it was erased or is of another place."""
    photo = find_photo(sha256=sha256)
    office = office_that_sees(r, photo.region, photo.office) if photo else ""
    if photo is None or not office:
        return b""
    return read_photo(photo=photo, account=r.account.get_username(), office=office, at=r.at)


def _copy(found: Pictured, photos: tuple[bytes, ...], r: Reader) -> Copy:
    heading = heading_of(r.offices[0])
    return Copy(
        entry=found.index,
        key=found.key,
        kind=found.kind,
        actor=found.actor,
        region=found.region,
        received_at=found.at,
        document=str(found.body.get("document", "")),
        photos=photos,
        place=heading.place or r.place(r.scope.region),
        printed_at=r.at,
    )


urlpatterns = [path("papers/copy/<int:index>.pdf", signed_copy, name="paper-copy")]
