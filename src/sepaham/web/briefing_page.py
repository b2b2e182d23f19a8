"""One briefing: its page as on paper, its ladder and versions, what its receivers said, and printing."""

from collections.abc import Sequence

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_safe

from sepaham.actions.briefing import MOST_WORDS, handed_over, teach_back
from sepaham.actions.people import note_export
from sepaham.domain.briefing import Briefing, Edition
from sepaham.domain.briefing_words import title_of
from sepaham.domain.ladder import Coverage, coverage
from sepaham.exchange.papers.briefing import Printing, briefing_papers
from sepaham.records import briefing as records
from sepaham.records.access import Access, access
from sepaham.web.briefing import WRONG, calls_on, pages_in, sees, timed
from sepaham.web.choosing import chosen
from sepaham.web.fields import Fields
from sepaham.web.present import briefing as listed
from sepaham.web.present import briefing_page as told
from sepaham.web.present.goods import Answer
from sepaham.web.press import foot, marks, printed
from sepaham.web.reader import Reader, head_of, in_log, reader, region_asked
from sepaham.web.words import say

MOST_VERSIONS = 5


def _printing(r: Reader, edition: Edition, pages: Sequence[Briefing], region: str) -> Printing:
    kabupaten = r.log.origin.split("/")[1]
    people = records.calls_of(pages)
    note_export(
        account=r.account.get_username(),
        office=next(iter(r.offices), ""),
        region=region,
        rows=len(people),
        at=r.at,
    )
    return Printing(
        language=r.language,
        names=r.names,
        issuer=f"kpu:{kabupaten}",
        issued_at=edition.made_at,
        people=people,
        timed=all(timed(r, page) for page in pages),
        asof=foot(r, region),
        mark=marks(r),
    )


@access(Access.SIGNED_IN)
@require_safe
@in_log
def print_pages(request: HttpRequest) -> HttpResponse:
    """Print all pages of a kind in a region in one file, one A4 page each."""
    r = reader(request)
    region, edition = region_asked(request, r.scope), records.edition_in_force(r.log)
    kind = chosen(request, "kind", listed.KINDS)
    pages = pages_in(r, edition, region, kind) if edition else []
    if not edition or not pages:
        raise Http404
    name = f"Pembekalan {r.place(region)}"
    return printed(briefing_papers(pages, _printing(r, edition, pages, region), name=name), name)


@access(Access.SIGNED_IN)
@require_safe
@in_log
def print_page(request: HttpRequest, key: str) -> HttpResponse:
    """Print one page."""
    r = reader(request)
    edition, page = _page(r, key)
    name = title_of(page.title, "id", r.names)
    return printed(briefing_papers([page], _printing(r, edition, [page], page.region), name=name), name)


def _page(r: Reader, key: str) -> tuple[Edition, Briefing]:
    """Return a page in force that the reader may see."""
    edition = records.edition_in_force(r.log)
    page = edition.by_key.get(key) if edition else None
    if edition is None or page is None or not sees(r, page):
        raise Http404
    return edition, page


@access(Access.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
@in_log
def briefing_page(request: HttpRequest, key: str) -> HttpResponse:
    """Show one page as on paper, its versions and its ladder; keep a teach-back or a paper handed over."""
    r = reader(request)
    edition, page = _page(r, key)
    fields = None
    if request.method == "POST":
        fields = Fields(request.POST.dict(), r.language)
        _keep(r, page, fields)
        if not fields.problems:
            return redirect("briefing-page", key)
    return _shown(request, r, edition, page, fields)


def _keep(r: Reader, page: Briefing, fields: Fields) -> None:
    office = fields.typed("office")
    by = calls_on(r)(office)
    if not by or not page.is_of(office):
        raise Http404
    if fields.typed("act") == "paper":
        handed_over(log=r.log, page=page, office=office, by=by, at=r.at)
        return
    grade = fields.choice("grade", "Hasil", told.GRADES)
    words = fields.text("words", "Kata-kata mereka sendiri", most=MOST_WORDS)
    if not fields.problems:
        teach_back(log=r.log, page=page, office=office, by=by, grade=grade, words=words, at=r.at)


def _shown(
    request: HttpRequest, r: Reader, edition: Edition, page: Briefing, fields: Fields | None
) -> HttpResponse:
    steps = records.steps(log=r.log, keys=[page.key])
    (found,) = coverage([page], steps, log=r.log.origin, at=r.at)
    knows = timed(r, page)
    rungs = told.ladder(found, steps, r.language, r.names, calls_on(r))
    shown = {
        "head": head_of(page.region),
        "region": page.region,
        "place": r.place(page.region),
        "page": page,
        "edition": edition,
        "title": title_of(page.title, r.language, r.names),
        "answer": _answer(found, r),
        "timed": knows,
        "parts": told.parts(page, r.language, r.names, timed=knows),
        "called": told.called(page, records.calls_of([page]), r.language, r.names),
        "rungs": rungs,
        "grades": [(grade, say(text, r.language)) for grade, text in told.GRADES.items()],
        "most": MOST_WORDS,
        "questions": told.question_rows(page, steps, r.language, r.names) if _above(r, page) else [],
        "versions": told.versions(_history(r, page), r.language, r.names, timed=knows),
        "sent": dict(fields.sent) if fields else {},
        "problems": fields.problems if fields else [],
        "list": reverse("briefing"),
    }
    return render(request, "briefing/page.html", shown, status=WRONG if fields else 200)


def _above(r: Reader, page: Briefing) -> bool:
    """Tell whether a reader is none of those who must answer: what was asked is no secret to them."""
    return not any(page.is_of(office) for office in r.offices)


def _answer(found: Coverage, r: Reader) -> Answer:
    sentence = say(
        "{done} dari {all} penerima paham", r.language, done=found.understood, all=len(found.page.receivers)
    )
    return Answer(listed.state_of(found), sentence)


def _history(r: Reader, page: Briefing) -> list[Briefing]:
    """Return the versions of a page, the newest first, as many as are shown."""
    found = [page]
    while len(found) < MOST_VERSIONS and found[-1].edition > found[-1].first:
        before = records.edition_of(r.log, found[-1].edition - 1)
        old = before.by_key.get(page.key) if before else None
        if old is None:
            break
        found.append(old)
    return found


urlpatterns = [
    path("briefing.pdf", print_pages, name="briefing-print"),
    path("briefing/<name:key>.pdf", print_page, name="briefing-paper"),
    path("briefing/<name:key>", briefing_page, name="briefing-page"),
]
