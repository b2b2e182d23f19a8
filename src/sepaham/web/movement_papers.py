"""Papers of planned trips: one trip's, all of a place in one file, the letter to the police, schedules."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.views.decorators.http import require_safe

from sepaham.actions.movement_papers import note_print, number_waybills
from sepaham.actions.papers import number_paper
from sepaham.domain.base import Level, level_of, within
from sepaham.domain.movement import Journey
from sepaham.exchange.papers.blocks import Paper
from sepaham.exchange.papers.card import driver_card
from sepaham.exchange.papers.escort_letter import Asking, escort_letter
from sepaham.exchange.papers.loading import loading_order
from sepaham.exchange.papers.moved import Moved, profile_name
from sepaham.exchange.papers.route import route_sheet
from sepaham.exchange.papers.schedule import schedule_sheet
from sepaham.exchange.papers.spj import spj
from sepaham.exchange.papers.typeset import bundle
from sepaham.exchange.papers.waybill import waybill
from sepaham.records.access import Access, access
from sepaham.records.fleet import known_vehicles
from sepaham.records.movement_papers import plan_name
from sepaham.records.papers import heading_of, number_of
from sepaham.records.register import regions
from sepaham.web.choosing import below
from sepaham.web.home import door
from sepaham.web.movement_desk import Desk, desk, entitled, gathering_for, place_asked
from sepaham.web.present import movement_papers as told
from sepaham.web.press import answer, foot, marks, printed
from sepaham.web.reader import Reader, head_of, in_log, reader, region_asked
from sepaham.web.tables import respond

_Make = Callable[[Moved, Desk], Sequence[Paper]]
MAKES: Mapping[str, _Make] = {
    "waybill": lambda m, d: [waybill(m, profile=d.g.profile, names=d.r.names, language=d.r.language)],
    "loading": lambda m, d: [loading_order(m, profile=d.g.profile, names=d.r.names, language=d.r.language)],
    "route": lambda m, d: [route_sheet(m, names=d.r.names, language=d.r.language)],
    "card": lambda m, d: [driver_card(m, names=d.r.names, language=d.r.language)],
    "spj": lambda m, d: spj(m, profile=d.g.profile, names=d.r.names, language=d.r.language),
}
"""What is printed of a trip, and how it is made."""
_NUMBERED = frozenset({"waybill", "spj"})
_EDITED = "waybill"
"""What offices finish in a word processor."""
_WRITERS: Mapping[Level, tuple[str, str]] = {
    Level.KABUPATEN: ("kpu", "polres"),
    Level.KECAMATAN: ("ppk", "polsek"),
}
"""Who writes to which police about an area of each size."""


@access(Access.SIGNED_IN)
@require_safe
@in_log
def trip_paper(request: HttpRequest, key: str, what: str, form: str) -> HttpResponse:
    """Print one paper of one trip."""
    d = desk(request)
    journey = d.g.movement.journeys.get(key)
    if journey is None or what not in MAKES or not d.may_print(journey, what):
        raise Http404
    (papers,) = _made(request, d, [journey], what)
    name = f"{told.PAPERS[what]} {d.r.place(journey.halts[0].region)} {journey.id.rpartition(':')[0][-6:]}"
    if form == "docx" and what != _EDITED:
        raise Http404
    if len(papers) == 1:
        return answer(d.r, papers[0], form=form, name=name, region=journey.region)
    return _file(d, papers, name=name, region=journey.region, form=form)


@access(Access.SIGNED_IN)
@require_safe
@in_log
def trip_papers(request: HttpRequest, leg: str, key: str, what: str) -> HttpResponse:
    """Print one paper of each trip of a leg to or from a place, in one file, in the order they leave."""
    d = desk(request)
    region = place_asked(d.r, key)
    found = [j for j in d.concerning(region) if j.leg == leg and d.may_print(j, what)]
    if not found or what not in MAKES:
        raise Http404
    papers = [paper for one in _made(request, d, found, what) for paper in one]
    return _file(d, papers, name=f"{told.PAPERS[what]} {leg} {d.r.place(region)}", region=region, form="pdf")


def _made(request: HttpRequest, d: Desk, journeys: Sequence[Journey], what: str) -> list[Sequence[Paper]]:
    """Make a paper of each trip; number the reader's own waybills, and note that drivers were named."""
    own = [journey for journey in journeys if d.g.sender(journey) in d.r.offices]
    if what in _NUMBERED and request.method == "GET":
        for office in {d.g.sender(journey) for journey in own}:
            mine = [journey for journey in own if d.g.sender(journey) == office]
            number_waybills(log=d.r.log, office=office, journeys=mine, at=d.r.at)
    named = {journey.id for journey in journeys if d.names(journey)}
    made = d.g.moved(journeys, personal=named, told=what == "spj", routed=what == "route")
    if any(one.means.driver or one.means.plate for one in made):
        first = journeys[0]
        note_print(
            account=d.r.account.get_username(),
            office=d.r.offices[0],
            subject=first.id if len(journeys) == 1 else f"{first.leg} × {len(journeys)}",
            region=first.region,
            at=d.r.at,
        )
    return [MAKES[what](one, d) for one in made]


def _file(d: Desk, papers: Sequence[Paper], *, name: str, region: str, form: str) -> HttpResponse:
    if form != "pdf":
        raise Http404
    below, mark = foot(d.r, region), marks(d.r)
    stamped = [replace(paper, asof=below, mark=mark) for paper in papers]
    return printed(bundle(stamped, name=name), name)


@access(Access.SIGNED_IN)
@require_safe
@in_log
def letter(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """Print the letter that asks the police to guard and escort what moves in a place."""
    d = desk(request)
    region = place_asked(d.r, key)
    if level_of(region) not in _WRITERS or not d.r.scope.knows_plans:
        raise Http404
    writer, police = _WRITERS[level_of(region)]
    journeys = _starting(d, region)
    if not journeys:
        raise Http404
    office = f"{writer}:{region}"
    asking = Asking(
        office=office,
        to=f"{police}:{region}",
        region=region,
        goings=d.g.goings(journeys),
        heading=heading_of(office),
        number=_letter_number(request, d, office, region),
        profile_name=profile_name(d.g.profile, d.r.language),
        at=d.r.at,
    )
    paper = escort_letter(asking, names=d.r.names, language=d.r.language)
    return answer(d.r, paper, form=form, name=f"Permohonan pengawalan {d.r.place(region)}", region=region)


def _starting(d: Desk, region: str) -> list[Journey]:
    """Return the trips that start in a region: whoever sends them asks for their escort."""
    return [journey for journey in d.g.movement.journeys.values() if within(journey.region, region)]


def _subject(d: Desk, region: str) -> str:
    """Return what a letter is about: a new plan makes a new letter."""
    return f"{region}:{plan_name(d.r.log)[:32]}"


def _letter_number(request: HttpRequest, d: Desk, office: str, region: str) -> str:
    subject = _subject(d, region)
    if office in d.r.offices and request.method == "GET":
        return number_paper(
            log=d.r.log, office=office, kind="escort", subject=subject, region=region, at=d.r.at
        )
    return number_of(log=d.r.log, office=office, kind="escort", subject=subject)


@access(Access.SIGNED_IN)
@require_safe
@in_log
def schedule(request: HttpRequest, key: str, form: str) -> HttpResponse:
    """Print the schedule of a place for the office that is entitled to it, which is named on it."""
    d = desk(request)
    region = place_asked(d.r, key)
    office = entitled(d.r, region)
    if not office:
        raise Http404
    goings = d.g.goings(d.concerning(region))
    paper = schedule_sheet(region, goings, reader=office, names=d.r.names, language=d.r.language)
    return answer(d.r, paper, form=form, name=f"Jadwal gerak {d.r.place(region)}", region=region)


@access(Access.SIGNED_IN)
@require_safe
@in_log
def movement_papers(request: HttpRequest) -> HttpResponse:
    """List what may be printed of the trips of a region, with counts."""
    r = reader(request)
    region = region_asked(request, r.scope)
    if not (r.scope.knows_plans or entitled(r, region)):
        raise Http404
    g = gathering_for(r)
    d = Desk(r, g) if g else None
    seen = [journey for journey in d.concerning(region) if d.sees(journey)] if d else []
    goings = d.g.goings(seen) if d else []
    schedules = _schedules(r, region) if d else []
    page = {
        "head": head_of(region),
        "region": region,
        "place": r.place(region),
        "regions": below(r, region),
        "answer": told.answer(goings, len(schedules), r.language),
        "planned": g is not None,
        "plan": door("plan"),
        "fleet": door("fleet"),
        "lacks": _lacks(d, seen) if d else (),
        "legs": told.legs(goings, region, r.language, may_print=d.may_print) if d else (),
        "letters": _letters(d, region) if d else (),
        "schedules": schedules,
    }
    return respond(request, told.table(goings, r.language, r.names), "papers/movement.html", page)


def _lacks(d: Desk, journeys: Sequence[Journey]) -> list[tuple[str, int]]:
    named = [journey for journey in journeys if d.names(journey)]
    return told.lacks(named, known_vehicles({journey.vehicle for journey in named}), d.r.language)


def papers_of(r: Reader, key: str) -> list[tuple[str, str]]:
    """Return the papers a reader may print of a trip, and where each is; none of a trip nobody planned so."""
    g = gathering_for(r)
    journey = g.movement.journeys.get(key) if g else None
    if g is None or journey is None:
        return []
    return told.of_trip(journey, r.language, may_print=Desk(r, g).may_print)


def _letters(d: Desk, region: str) -> list[tuple[str, str, str, str]]:
    """Return the letter about a region: to whom, where as PDF and DOCX, and its number."""
    if level_of(region) not in _WRITERS or not d.r.scope.knows_plans or not _starting(d, region):
        return []
    writer, police = _WRITERS[level_of(region)]
    name = f"{d.r.place(f'{writer}:{region}')} → {d.r.place(f'{police}:{region}')}"
    files = [reverse("escort-letter", args=[region, form]) for form in ("pdf", "docx")]
    subject = _subject(d, region)
    number = number_of(log=d.r.log, office=f"{writer}:{region}", kind="escort", subject=subject)
    return [(name, files[0], files[1], number)]


def _schedules(r: Reader, region: str) -> list[tuple[str, str, str]]:
    """Return the schedules of a region and, of a kabupaten, those of its kecamatan."""
    wide = level_of(region) < Level.KECAMATAN
    under = [code for code in regions(region) if level_of(code) is Level.KECAMATAN] if wide else []
    return [
        (r.place(code), *(reverse("schedule-paper", args=[code, form]) for form in ("pdf", "docx")))
        for code in dict.fromkeys((region, *under))
        if entitled(r, code)
    ]


urlpatterns = [
    path("papers/movement", movement_papers, name="movement-papers"),
    path("papers/trip/<name:key>/<slug:what>.<str:form>", trip_paper, name="trip-paper"),
    path("papers/trips/<slug:leg>/<str:key>/<slug:what>.pdf", trip_papers, name="trip-papers"),
    path("papers/escort/<str:key>.<str:form>", letter, name="escort-letter"),
    path("papers/schedule/<str:key>.<str:form>", schedule, name="schedule-paper"),
]
