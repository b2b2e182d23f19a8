"""The door of one thing that needs a look: what it rests on, what was answered, and the form to answer it."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods

from sepaham.domain.answers import ANSWERS, NOTE_MOST, standing_of
from sepaham.domain.findings import Finding
from sepaham.domain.notices import answerable
from sepaham.domain.troubles import SETTLED_BY_ANSWER
from sepaham.domain.words import Language, write_number
from sepaham.records import acts, foundations, queries
from sepaham.records.access import Access, access
from sepaham.web.drafts import Draft, ask_to_sign
from sepaham.web.photos import photos_sent
from sepaham.web.present import answers as shown
from sepaham.web.present import check as checks
from sepaham.web.reader import Reader, head_of, in_log, reader
from sepaham.web.receipts import kept
from sepaham.web.words import say

UNITS_SHOWN = 30


def _found(r: Reader, key: str) -> Finding:
    seen = (f for area in r.scope.regions for f in queries.all_findings(region=area, at=r.at))
    one = next((f for f in seen if f.key == key), None)
    if one is None:
        raise Http404
    return one


def _able(r: Reader, one: Finding) -> list[str]:
    """Return the reader's offices that may answer, those nearest to it first."""
    table, near = foundations.authority(log=r.log), answerable(one)
    able = [
        post.id
        for post in acts.posts(r.offices)
        if table.rule(office=post, kind="finding.answer", region=one.region)
    ]
    return sorted(able, key=lambda office: office not in near)


def _acting(request: HttpRequest, able: list[str]) -> str:
    asked = request.POST.get("office") or request.GET.get("office") or (able[0] if able else "")
    return asked if asked in able else ""


@access(Access.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
@in_log
def finding(request: HttpRequest, key: str) -> HttpResponse:
    """Show one thing that needs a look and what was answered, or take an answer down to be signed."""
    r = reader(request)
    one = _found(r, key)
    able = _able(r, one)
    office = _acting(request, able)
    if request.method != "POST":
        return _page(request, r, one, able, office=office, problems=[])
    if not office:
        raise Http404
    problems: list[str] = []
    draft = _draft(request, r, one, office, problems)
    if draft is None:
        return _page(request, r, one, able, office=office, problems=problems)
    return ask_to_sign(
        request,
        office=office,
        drafts=[draft],
        sentences=_told(draft, r, one, office),
        then=reverse("finding", args=[key]),
        title=say("Jawab", r.language),
    )


def _draft(request: HttpRequest, r: Reader, one: Finding, office: str, problems: list[str]) -> Draft | None:
    """Return the answer a form holds; None when something is wrong with it."""
    answer, note = request.POST.get("answer", ""), request.POST.get("note", "").strip()
    if answer not in ANSWERS:
        problems.append(say("Pilih dulu jawabannya.", r.language))
    if len(note) > NOTE_MOST:
        over = write_number(len(note) - NOTE_MOST, r.language)
        problems.append(say("Catatan terlalu panjang; kurangi {number} huruf.", r.language, number=over))
    if answer in {"explained", "disputed"} and not note:
        problems.append(
            say("Tulis catatannya: tanpa itu orang lain tidak dapat menilai jawaban ini.", r.language)
        )
    photos: tuple[str, ...] = ()
    if not problems:
        photos = photos_sent(request, r, region=one.region, office=office, problems=problems)
    if problems:
        return None
    body = {"finding": one.key, "answer": answer, "note": note, "photos": list(photos)}
    return Draft("finding.answer", one.region, {name: part for name, part in body.items() if part})


def _told(draft: Draft, r: Reader, one: Finding, office: str) -> list[str]:
    """Return in sentences what will be signed."""
    line = checks.line(one, r.language, r.names)
    told = [
        say(
            "{office} menjawab: {answer}.",
            r.language,
            office=r.place(office),
            answer=_word(draft, r.language),
        ),
        f"{line.title}. {line.sentence}",
    ]
    if note := draft.body.get("note"):
        told.append(f"“{note}”")
    if photos := draft.body.get("photos"):
        number = write_number(len(photos), r.language)
        told.append(say("{number} foto disertakan.", r.language, number=number))
    return told


def _word(draft: Draft, language: Language) -> str:
    return say(shown.WORDS[draft.body["answer"]], language)


def _page(
    request: HttpRequest, r: Reader, one: Finding, able: list[str], *, office: str, problems: list[str]
) -> HttpResponse:
    told = acts.answers(log=r.log, finding=one)
    units = [(code, r.place(code)) for code in one.units[:UNITS_SHOWN]]
    page = {
        "head": head_of(one.region),
        "line": checks.line(one, r.language, r.names, r.offices),
        "settled": checks.is_settled(one, r.at),
        "closes": one.rule in SETTLED_BY_ANSWER,
        "photos": acts.photos(log=r.log, statements=one.basis),
        "handovers": acts.handovers_of(log=r.log, finding=one),
        "units": units,
        "hidden": len(one.units) - len(units),
        "basis": sorted(queries.places(statements=one.basis).items(), key=lambda pair: pair[1]),
        "answers": shown.answers(told, r.language, r.names),
        "standing": shown.standing(standing_of(told), r.language),
        "choices": [(code, say(sentence, r.language)) for code, sentence in shown.CHOICES.items()],
        "office": office,
        "acting": r.place(office) if office else "",
        "others": [(other, r.place(other)) for other in able if other != office],
        "chosen": request.POST.get("answer", ""),
        "note": request.POST.get("note", ""),
        "note_most": NOTE_MOST,
        "problems": problems,
        "kept": kept(request, r),
    }
    return render(request, "finding.html", page, status=422 if problems else 200)


urlpatterns = [path("check/<slug:key>", finding, name="finding")]
