"""Photos at the desk: taken in with a form or by themselves, shown to who may see the place, with a note."""

import re
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.views.decorators.http import require_POST, require_safe

from sepaham.actions.photos import MOST_TAKEN, PhotoError, find_photo, keep_photo, read_photo
from sepaham.domain.base import RegionError, region_code
from sepaham.domain.words import Language
from sepaham.records.access import Access, access
from sepaham.records.acts import posts
from sepaham.web.reader import Reader, in_log, reader
from sepaham.web.words import say

MOST_AT_ONCE = 8
_SHA256 = re.compile("[0-9a-f]{64}", re.ASCII)


def photos_sent(
    request: HttpRequest, r: Reader, *, region: str, office: str, problems: list[str]
) -> tuple[str, ...]:
    """Keep the photos a form brought and return their hashes; what could not be taken joins the problems."""
    sent = request.FILES.getlist("photo")
    if len(sent) > MOST_AT_ONCE:
        problems.append(say("Paling banyak 8 foto untuk satu pernyataan.", r.language))
        return ()
    found = []
    for upload in sent:
        try:
            found.append(_kept(upload, r, region, office))
        except PhotoError as error:
            problems.append(f"{upload.name}: {slip(error, r.language)}")
    return () if problems else tuple(dict.fromkeys(found))


def _kept(upload: Any, r: Reader, region: str, office: str) -> str:
    data = upload.read(MOST_TAKEN + 1)
    return keep_photo(data=data, region=region, office=office, at=r.at)


def slip(error: PhotoError, language: Language) -> str:
    """Say in the reader's language what keeps a file from being taken."""
    if error.code == "photo.too_large":
        return say("Foto terlalu besar; ambil lagi dengan ukuran lebih kecil (paling besar 16 MB).", language)
    return say("Berkas ini bukan foto yang dapat dibaca; kirim JPEG, PNG atau WebP.", language)


@access(Access.SIGNED_IN)
@require_safe
@in_log
def photo(request: HttpRequest, sha256: str) -> HttpResponse:
    """Show a photo to who may see what it shows; that they looked is noted."""
    r = reader(request)
    found = find_photo(sha256=sha256) if _SHA256.fullmatch(sha256) else None
    office = office_that_sees(r, found.region, found.office) if found else ""
    if not found or not office:
        raise Http404
    data = read_photo(photo=found, account=r.account.get_username(), office=office, at=r.at)
    answer = HttpResponse(data, content_type="image/jpeg")
    answer.headers["Cache-Control"] = "private, no-store"
    return answer


def office_that_sees(r: Reader, region: str, owner: str) -> str:
    """Return for which of their offices a reader may see a photo; '' for none."""
    if owner in r.offices:
        return owner
    return next((post.id for post in posts(r.offices) if post.covers(region)), "")


@access(Access.SIGNED_IN)
@require_POST
@in_log
def upload(request: HttpRequest) -> HttpResponse:
    """Keep one photo of a place the reader answers for and name it by its hash."""
    r = reader(request)
    try:
        region = region_code(request.POST.get("region", ""))
    except RegionError:
        raise Http404 from None
    office = next((post.id for post in posts(r.offices) if post.covers(region)), "")
    if not office:
        raise Http404
    problems: list[str] = []
    found = photos_sent(request, r, region=region, office=office, problems=problems)
    if not found:
        problem = problems[0] if problems else say("Belum ada foto yang dipilih.", r.language)
        return JsonResponse({"code": "photo", "message": problem}, status=422)
    return JsonResponse({"photos": list(found)})


urlpatterns = [
    path("photo", upload, name="photo-upload"),
    path("photo/<str:sha256>", photo, name="photo"),
]
