"""The page of who matched the log: the institutions, the eight words, and where else those were seen."""

from hashlib import sha256
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from sepaham.actions.spoken import words_at, words_signed
from sepaham.domain.words import write_number
from sepaham.gateways.library import spoken
from sepaham.ledger.words import WORDS
from sepaham.records import acts, foundations, queries, witnesses
from sepaham.records.access import Access, access
from sepaham.records.facts import facts
from sepaham.records.log import newest_checkpoint
from sepaham.web.drafts import Draft, ask_to_sign
from sepaham.web.fields import Fields
from sepaham.web.present import matching as told
from sepaham.web.reader import Reader, head_of, in_log, reader
from sepaham.web.receipts import kept
from sepaham.web.tables import respond
from sepaham.web.words import say

WRONG = 422
SEEN = "checkpoint.see"


@access(Access.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
@in_log
def matching(request: HttpRequest) -> HttpResponse:
    """Show who matched the log, or take down words of it that were seen elsewhere."""
    r = reader(request)
    able = _able(r)
    fields = None
    if request.method == "POST":
        office = request.POST.get("office", "")
        if office not in able:
            raise Http404
        fields = Fields(request.POST.dict(), r.language)
        draft = _draft(r, office, fields)
        if draft is not None:
            return ask_to_sign(
                request,
                office=office,
                drafts=[draft],
                sentences=_sentences(r, office, draft),
                then=reverse("matching"),
                title=say("Catat kata pencocokan", r.language),
            )
    answer = respond(request, _table(r), "matching/matching.html", _page(request, r, able, fields))
    answer.status_code = WRONG if fields else answer.status_code
    return answer


def _able(r: Reader) -> list[str]:
    """Return which of the reader's offices may say what they saw."""
    table = foundations.authority(log=r.log)
    return [
        post.id
        for post in acts.posts(r.offices)
        if table.rule(office=post, kind=SEEN, region=post.id.partition(":")[2])
    ]


def _table(r: Reader) -> Any:
    seen = witnesses.table(log=r.log, clock=timezone.now())
    return told.witnesses(seen, r.language, r.scope.region)


def _draft(r: Reader, office: str, fields: Fields) -> Draft | None:
    """Return the sighting a form holds; None when something is wrong with it."""
    words = fields.text("words", "Kata yang terlihat", most=200).lower().split()
    size = fields.number("size", "Nomor entri", needed=False)
    place = fields.choice("place", "Terlihat", told.PLACES)
    if strange := [word for word in words if word not in spoken()]:
        fields.refuse(
            "“{word}” bukan kata pencocokan; periksa ejaannya dan tulis apa adanya.", word=strange[0][:30]
        )
    elif words and len(words) != WORDS:
        fields.refuse("Kata pencocokan selalu delapan; tertulis {number}.", number=len(words))
    if fields.problems:
        return None
    written = " ".join(words)
    known = size or witnesses.size_of(log=r.log, words=written, words_of=words_signed)
    body = {"words": written, "place": place, **({"size": known} if known else {})}
    return Draft(SEEN, office.partition(":")[2], body)


def _sentences(r: Reader, office: str, draft: Draft) -> list[str]:
    """Return in sentences what will be signed, and whether this log agrees."""
    words, size = draft.body["words"], draft.body.get("size", 0)
    found = newest_checkpoint(r.log)
    same = found is not None and 0 < size <= found.size and words_at(r.log, size) == words
    number = write_number(size, r.language) if size else "?"
    return [
        say(
            "{office} melihat kata pencocokan “{words}” untuk entri {size}, {place}.",
            r.language,
            office=r.place(office),
            words=words,
            size=number,
            place=say(told.PLACES[draft.body["place"]], r.language),
        ),
        say("Daftar ini berbunyi sama.", r.language)
        if same
        else say(
            "Daftar ini TIDAK berbunyi begitu. Periksa sekali lagi; bila memang begitu tertulisnya, tanda "
            "tangani: semua lembaga akan melihatnya.",
            r.language,
        ),
    ]


def _page(request: HttpRequest, r: Reader, able: list[str], fields: Fields | None) -> dict[str, Any]:
    head, newest = head_of(r.scope.region) if r.offices else None, newest_checkpoint(r.log)
    found = witnesses.witnessed(log=r.log, clock=timezone.now())
    seen = [one for one in facts(log=r.log, kinds=(SEEN,)) if r.scope.covers(one.region)]
    areas = (queries.open_findings(log=r.log, region=area, at=r.at) for area in r.scope.regions)
    differing = {f.subject for area in areas for f in area if f.rule == "checkpoint_differs"}
    return {
        "head": head,
        "answer": told.answer(found, r.language),
        "notes": told.notes(found, r.language),
        "of": found.of,
        "words": words_signed(newest).split() if newest else [],
        "size": newest.size if newest else 0,
        "sightings": told.sightings(seen, differing, r.language, r.names),
        "able": [(office, r.place(office)) for office in able],
        "places": [(key, say(text, r.language)) for key, text in told.PLACES.items()],
        "address": f"/log/{sha256(r.log.origin.encode()).hexdigest()}/checkpoint",
        "sent": dict(fields.sent) if fields else {},
        "problems": fields.problems if fields else [],
        "kept": kept(request, r),
    }


urlpatterns = [path("matching", matching, name="matching")]
