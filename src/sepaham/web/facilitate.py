"""The facilitator's pages: what a meeting takes up of a closed round, and one cell at a time."""

from collections.abc import Mapping
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_safe

from sepaham.domain.cells import is_cell, threat_in
from sepaham.domain.differences import Seen, usual, worse
from sepaham.domain.rounds import Round
from sepaham.domain.threats import STEPS
from sepaham.records.access import Access, access
from sepaham.web.cell_forms import Forms
from sepaham.web.drafts import ask_to_sign
from sepaham.web.fields import Fields
from sepaham.web.home import door
from sepaham.web.present import cell_screen as screen
from sepaham.web.present import facilitate as told
from sepaham.web.present.judging import Voice, ended
from sepaham.web.reader import Reader, head_of, in_log, reader
from sepaham.web.receipts import kept
from sepaham.web.round_table import Sight, catalogue, listed, round_asked, sight
from sepaham.web.words import say

WRONG = 422


@access(Access.SIGNED_IN)
@require_safe
@in_log
def facilitate(request: HttpRequest, assessment: str, number: int) -> HttpResponse:
    """Show what a meeting should take up of a round, and what is settled."""
    r = reader(request)
    held, rounds = round_asked(r, assessment, number)
    page = _where(r, held)
    if not held.closed:
        return render(request, "facilitate/running.html", page)
    found, voice = sight(r, held, rounds), Voice(r.language, r.names, catalogue(r), held)
    lists = told.sections(found.lists, found.endings, voice, lambda cell: _address(held, cell))
    open_ = [one.key for one in found.lists.talk if one.key not in found.endings]
    return render(
        request,
        "facilitate/facilitate.html",
        {
            **page,
            "answer": told.answer(found.lists, found.endings, voice),
            "sections": lists,
            "outside": told.outside(held, voice),
            "start": _address(held, (*open_, *found.order)[0]) if found.order else "",
            "later": [(n.number, reverse("facilitate", args=[n.id, n.number])) for n in rounds if n.closed],
        },
    )


def _where(r: Reader, held: Round) -> dict[str, Any]:
    return {
        "head": head_of(held.region),
        "region": held.region,
        "place": r.place(held.region),
        "held": held,
        "up": door("rounds"),
        "round_page": door("round", held.id, str(held.number)),
        "analyst": reverse("analyst", args=[held.id]),
    }


def _address(held: Round, cell: str) -> str:
    return reverse("facilitate-cell", args=[held.id, held.number, cell])


@access(Access.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
@in_log
def cell(request: HttpRequest, assessment: str, number: int, cell: str) -> HttpResponse:
    """Show one cell as the projector does; say how it ended, or state one's own dissent."""
    r = reader(request)
    held, rounds = round_asked(r, assessment, number)
    if not held.closed or not is_cell(cell):
        raise Http404
    found, voice = sight(r, held, rounds), Voice(r.language, r.names, catalogue(r), held)
    one, fields = found.cell(cell), None
    forms = Forms(r, held, one, found.latest)
    if request.method == "POST":
        fields = Fields(request.POST.dict(), r.language)
        office, draft, sentence = forms.read(fields, voice)
        if not fields.problems:
            return ask_to_sign(
                request,
                office=office,
                drafts=[draft],
                sentences=[sentence],
                then=_address(held, cell),
                title=say("Hasil pembahasan", r.language),
            )
    page = {**_where(r, held), **_shown(found, one, voice), **_stated(found, forms, voice)}
    page |= {"hints": listed(r, cell), "kept": kept(request, r)}
    sent = {"sent": dict(fields.sent), "problems": fields.problems} if fields else {}
    return render(request, "facilitate/cell.html", {**page, **sent}, status=WRONG if fields else 200)


def _shown(found: Sight, one: Seen, voice: Voice) -> dict[str, Any]:
    """Return what a cell's ratings are."""
    return {
        "cell": one.key,
        "name": voice.cell(one.key),
        "threat": voice.threat(threat_in(one.key)),
        "area": voice.place(one.key),
        "measure": screen.measure(one, voice),
        "scales": screen.scales(one, voice),
        "labels": screen.labels(voice),
        "said": screen.said(one, voice),
        "differs": told.who_differs(one, voice),
        "herds": voice.herds(one.herds),
        "unmet": voice.unmet(one.standing.unmet),
        "dissents": screen.dissents(found.recorded.get(one.key, {}).values(), voice),
        **_ways(found.held, found.order, one.key),
    }


def _stated(found: Sight, forms: Forms, voice: Voice) -> dict[str, Any]:
    """Return how a cell ended, and what the reader may state of it."""
    one = forms.one
    ending, proposes = found.endings.get(one.key), door("means-new")
    state, word = ended(ending) or ("", "")
    return {
        "ending": ending,
        "ended": {"state": state, "word": say(word, voice.language)} if ending else {},
        "unborne": voice.unmet(ending.unmet) if ending else [],
        "means": f"{proposes}?cell={one.key}" if ending and proposes else "",
        "ends": bool(forms.opener),
        "own": [(office, voice.office(office), one.ratings.get(office)) for office in forms.own],
        "steps": STEPS,
        "usual": {name: usual(marks) for name, marks in one.cell.scales()},
        "worse": {name: worse(marks) for name, marks in one.cell.scales()},
    }


def _ways(held: Round, order: tuple[str, ...], cell: str) -> Mapping[str, Any]:
    """Return the addresses of the cells before and after one, and which of how many it is."""
    place = order.index(cell)
    before = _address(held, order[place - 1]) if place else ""
    after = _address(held, order[place + 1]) if place + 1 < len(order) else ""
    return {"before": before, "after": after, "nth": place + 1, "all": len(order)}


urlpatterns = [
    path("facilitate/<name:assessment>/<int:number>", facilitate, name="facilitate"),
    path("facilitate/<name:assessment>/<int:number>/<str:cell>", cell, name="facilitate-cell"),
]
