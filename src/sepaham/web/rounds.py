"""Pages of rounds: which there are, how far each office is, closing one, and rating at the desk."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_safe

from sepaham.domain.base import write_instant
from sepaham.domain.disagreement import MOST_ROUNDS
from sepaham.domain.round_cells import silent
from sepaham.domain.rounds import Round, Turn
from sepaham.domain.threats import Threats
from sepaham.exchange.papers.rating_sheet import rating_sheet
from sepaham.exchange.round_shapes import keys_in, parts_of
from sepaham.exchange.sync import named
from sepaham.records import acts, foundations, understanding
from sepaham.records import rounds as records
from sepaham.records.access import Access, access
from sepaham.web.drafts import Draft, ask_to_sign
from sepaham.web.home import door
from sepaham.web.present import rounds as told
from sepaham.web.press import answer as paper
from sepaham.web.reader import Reader, head_of, in_log, reader
from sepaham.web.receipts import kept
from sepaham.web.round_forms import conveners, following, listings_of, new, threats_of
from sepaham.web.words import say


def _sees(r: Reader, held: Round) -> bool:
    """Tell whether a round is over a region of the reader's, or one of their offices was asked."""
    return r.scope.covers(held.region) or bool(set(held.asked) & set(r.offices))


def found(r: Reader, key: str, number: int) -> tuple[Round, list[Round]]:
    """
    Return one round and all of its assessment.

    Raises:
        Http404: There is none that the reader may see.
    """
    rounds = understanding.rounds(log=r.log, assessment=key)
    held = next((one for one in rounds if one.number == number), None)
    if held is None or not _sees(r, held):
        raise Http404
    return held, rounds


def _rating(r: Reader, held: Round) -> list[str]:
    """Return which of the reader's offices rate in a round."""
    table = foundations.authority(log=r.log)
    posts = acts.posts(r.offices)
    return [post.id for post in posts if records.may_rate(held=held, office=post, authority=table)]


@access(Access.SIGNED_IN)
@require_safe
@in_log
def rounds(request: HttpRequest) -> HttpResponse:
    """Show every assessment a reader may see, with its rounds and how far each office is."""
    r = reader(request)
    if not r.offices:
        raise Http404
    seen = [some for some in records.assessments(log=r.log).values() if _sees(r, some[0])]
    running = [held for some in seen for held in some if not held.closed]
    page = {
        "head": head_of(r.scope.region),
        "region": r.scope.region,
        "place": r.place(r.scope.region),
        "answer": told.answer_of_all(seen, r.at, r.language, r.names),
        "waits": [
            (held, _address(held, "round-rate"), told.title(held, r.language)) for held in _waits(r, running)
        ],
        "assessments": [_assessment(r, some) for some in reversed(seen)],
        "opens": bool(conveners(r, r.scope.region)),
        "kept": kept(request, r),
    }
    return render(request, "rounds/rounds.html", page)


def _waits(r: Reader, running: list[Round]) -> list[Round]:
    """Return the running rounds one of the reader's offices was asked in and has sealed nothing in."""
    return [
        held
        for held in running
        if any(held.turn(office) is Turn.SILENT for office in set(r.offices) & set(held.asked))
    ]


def _assessment(r: Reader, some: list[Round]) -> dict[str, Any]:
    lines = [told.line(held, _address(held), r.at, r.language, r.names) for held in reversed(some)]
    last = some[-1]
    return {
        "code": last.id,
        "place": r.place(last.region),
        "by": r.place(some[0].opened.actor),
        "lines": lines,
    }


def _address(held: Round, name: str = "round") -> str:
    return reverse(name, args=[held.id, held.number])


@access(Access.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
@in_log
def one(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Show one round: who is where; close it, for the office that opened it."""
    r = reader(request)
    held, all_ = found(r, key, number)
    threats = threats_of(r)
    if request.method == "POST":
        return _close(request, r, held, threats)
    rating = _rating(r, held)
    page = {
        "head": head_of(held.region),
        "region": held.region,
        "place": r.place(held.region),
        "held": held,
        "title": told.title(held, r.language),
        "answer": told.answer(held, r.at, r.language, r.names),
        "when": told.when(held, r.at, r.language),
        "opener": r.place(held.opened.actor),
        "parties": told.parties(held, _needed(held, threats), r.language, r.names),
        "asks": told.asked_about(held, threats, r.language, r.names),
        "flagged": told.flagged(held, threats, r.language, r.names),
        "rate": f"{_address(held, 'round-rate')}?office={rating[0]}" if rating else "",
        "own": [(r.place(office), *told.turn_of(held, office)) for office in rating if _owes(held, office)],
        "sheet": _address(held, "round-sheet"),
        "kept": kept(request, r),
        **(_after(r, held, all_) if held.closed else _before(r, held, threats)),
    }
    return render(request, "rounds/round.html", page)


def _owes(held: Round, office: str) -> bool:
    """Tell whether an office still has something to do in a round."""
    turn = held.turn(office)
    return turn in {Turn.MISSING, Turn.ODD} if held.closed else turn is Turn.SEALED or office in held.asked


def _needed(held: Round, threats: Threats) -> set[str]:
    return {
        one.office
        for one in records.raters(cells=held.cells, region=held.region, threats=threats)
        if one.authority
    }


def _before(r: Reader, held: Round, threats: Threats) -> dict[str, Any]:
    closes = held.opened.actor in r.offices
    waits = [r.place(office) for office in silent(held, threats)] if closes else []
    return {"closes": closes, "over": told.is_over(held, r.at), "silent": waits}


def _after(r: Reader, held: Round, rounds: list[Round]) -> dict[str, Any]:
    """Return where a closed round leads: to the meeting, to figures, to the next round."""
    covers = r.scope.covers(held.region)
    last = held is rounds[-1] and held.number < MOST_ROUNDS
    mine = last and rounds[0].opened.actor in r.offices
    return {
        "facilitate": door("facilitate", held.id, str(held.number)) if covers else "",
        "analyst": door("analyst", held.id) if covers else "",
        "rakor": door("rakors") if covers else "",
        "next": reverse("round-next", args=[held.id]) if mine else "",
        "last": last,
    }


def _close(request: HttpRequest, r: Reader, held: Round, threats: Threats) -> HttpResponse:
    """Ask the office that opened a round for its signature under closing it, and say who has not sealed."""
    if held.closed or held.opened.actor not in r.offices:
        raise Http404
    waits = ", ".join(r.place(office) for office in silent(held, threats))
    sentences = [
        say("Menutup putaran {number} penilaian {round}.", r.language, number=held.number, round=held.id),
        say(
            "Sesudah ini tidak ada lagi yang dapat mengunci; yang terkunci dibuka oleh lembaganya.",
            r.language,
        ),
    ]
    if waits:
        sentences.append(say("Berwenang tetapi belum mengunci: {who}.", r.language, who=waits))
    return ask_to_sign(
        request,
        office=held.opened.actor,
        drafts=[Draft("round.close", held.region, {"round": held.id, "number": held.number})],
        sentences=sentences,
        then=_address(held),
        title=say("Tutup putaran", r.language),
    )


@access(Access.SIGNED_IN)
@require_safe
@in_log
def rate(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Show the page on which an office rates; what is rated stays in its browser until it is revealed."""
    r = reader(request)
    held, all_ = found(r, key, number)
    able = _rating(r, held)
    office = request.GET.get("office") or (able[0] if able else "")
    if office not in able:
        raise Http404
    threats, (post,) = threats_of(r), acts.posts([office])
    given = records.given_of(held, all_, office, threats=threats, listings=listings_of(r))
    page = {
        "head": head_of(held.region),
        "region": held.region,
        "place": r.place(held.region),
        "held": held,
        "title": told.title(held, r.language),
        "when": told.when(held, r.at, r.language),
        "office": office,
        "acting": r.place(office),
        "others": [(other, r.place(other)) for other in able if other != office],
        "log": r.log.origin,
        "regions": " ".join(post.regions),
        "at": write_instant(r.at) if r.log.simulated else "",
        **parts_of([given], threats),
        "names": named(keys_in([given]) | {office}, r.names),
        "up": _address(held),
        "sheet": f"{_address(held, 'round-sheet')}?office={office}",
    }
    return render(request, "rounds/rate.html", page)


@access(Access.SIGNED_IN)
@require_safe
@in_log
def sheet(request: HttpRequest, key: str, number: int) -> HttpResponse:
    """Print a blank sheet to rate on paper, for an office without its browser at hand."""
    r = reader(request)
    held, _ = found(r, key, number)
    asked = request.GET.get("office", "")
    office = asked if asked in held.asked else ""
    made = rating_sheet(
        held,
        office=office,
        threats=threats_of(r),
        names=r.names,
        language=r.language,
        closes=told.closes_at(held),
    )
    name = f"Lembar penilaian {held.id} {held.number}"
    return paper(r, made, form="pdf", name=name, region=held.region)


urlpatterns = [
    path("rounds", rounds, name="rounds"),
    path("rounds/new", new, name="round-new"),
    path("rounds/<name:key>/next", following, name="round-next"),
    path("rounds/<name:key>/<int:number>", one, name="round"),
    path("rounds/<name:key>/<int:number>/rate", rate, name="round-rate"),
    path("rounds/<name:key>/<int:number>/sheet.pdf", sheet, name="round-sheet"),
]
