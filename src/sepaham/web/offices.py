"""Offices and their regions; posts over several regions; and the bodies that offices make up."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.views.decorators.http import require_POST, require_safe

from sepaham.actions.revise import place_posts
from sepaham.domain.base import Level, level_of, within
from sepaham.domain.posts import bodies_at, members
from sepaham.domain.register import LINES, Office, office_id
from sepaham.records import register as records
from sepaham.records.access import Access, access
from sepaham.records.people import keeps_register
from sepaham.records.roster import first_contacts, people_per_office
from sepaham.web.keeper import keeper
from sepaham.web.present import offices as shown
from sepaham.web.present.people import line_name
from sepaham.web.reader import region_asked
from sepaham.web.tables import respond
from sepaham.web.visitor import Visitor, visitor
from sepaham.web.words import say

SPREAD = tuple(line for line in LINES.values() if line.level in {Level.KECAMATAN, Level.DESA})
"""Lines whose posts may answer for several regions."""


@access(Access.SIGNED_IN)
@require_safe
def offices(request: HttpRequest) -> HttpResponse:
    """List the offices of a region with whom to call; posts over several regions stand first."""
    v = visitor(request)
    return _page(request, v) if v.scope.region else render(request, "no_office.html")


def _page(request: HttpRequest, v: Visitor, problem: str = "") -> HttpResponse:
    region = region_asked(request, v.scope)
    found = [o for o in records.offices() if o.line != "gateway" and _inside(o, region)]
    line = request.GET.get("line", "")
    lines = [code for code in LINES if any(o.line == code for o in found)]
    chosen = [o for o in found if o.line == line] if line else [o for o in found if _wide(o)]
    keeps = keeps_register(v.account)
    special = [o for o in records.special_offices().values() if v.sees(o)]
    page = {
        "head": v.head(region),
        "region": region,
        "place": v.place(region),
        "answer": shown.answer(found, people_per_office(), v.language),
        "lines": [(code, line_name(code, v.language), code == line) for code in lines],
        "special": [
            (post.id, v.place(post.id), ", ".join(v.place(seat) for seat in post.regions)) for post in special
        ],
        "keeps": keeps,
        "log": v.log,
        "spread": [(one.code, line_name(one.code, v.language)) for one in SPREAD] if keeps else [],
        "typed": request.POST,
        "problem": problem,
    }
    contacts = first_contacts([o.id for o in chosen])
    table = shown.table(chosen, contacts, people_per_office(), v.language, v.names)
    answer = respond(request, table, "people/offices.html", page)
    answer.status_code = 422 if problem else 200
    return answer


def _inside(office: Office, region: str) -> bool:
    return any(within(seat, region) for seat in office.regions)


def _wide(office: Office) -> bool:
    """Tell whether an office is wider than a desa: others are listed by their line."""
    return all(level_of(seat) <= Level.KECAMATAN for seat in office.regions)


@access(Access.SIGNED_IN)
@require_POST
def post_place(request: HttpRequest) -> HttpResponse:
    """Let one post answer for several regions; under an open log the register is declared anew."""
    k, v = keeper(request), visitor(request)
    found = _post(request.POST.get("line", ""), request.POST.get("regions", ""), v)
    if isinstance(found, str):
        return _page(request, v, found)
    others = [post for post in records.special_offices().values() if post.id != found.id]
    place_posts(offices=[*others, found], under=k.under())
    return redirect("offices")


def _post(line: str, typed: str, v: Visitor) -> Office | str:
    """Return the post a form means, seated in its first region, or what is wrong in words."""
    kind = LINES.get(line)
    if kind is None or kind not in SPREAD:
        return say("Pilih jenis kantornya.", v.language)
    names = records.regions()
    by_name = shown.by_name(names, kind.level)
    seats: list[str] = []
    for text in [part.strip() for part in typed.replace("\n", ",").split(",") if part.strip()]:
        found = by_name.get(shown.key(text), [])
        if len(found) != 1:
            return say(
                "{typed} bukan satu wilayah yang jelas; tulis nama atau kodenya.", v.language, typed=text[:40]
            )
        seats += [found[0]] if found[0] not in seats else []
    if len(seats) < 2:  # noqa: PLR2004  one region needs no declaration
        return say("Tulis sedikitnya dua wilayah, dipisah koma; yang pertama tempat kantornya.", v.language)
    taken = {s for post in records.special_offices().values() if post.line == line for s in post.regions}
    own = records.special_offices().get(office_id(line, seats[0]))
    if double := (taken - set(own.regions if own else ())) & set(seats):
        return say("{place} sudah masuk kantor lain.", v.language, place=v.place(min(double)))
    return Office(office_id(line, seats[0]), line, tuple(seats))


@access(Access.SIGNED_IN)
@require_POST
def post_remove(request: HttpRequest) -> HttpResponse:
    """Let each region have its own post again."""
    k = keeper(request)
    special = records.special_offices()
    if request.POST.get("post") not in special:
        raise Http404
    place_posts(offices=[p for p in special.values() if p.id != request.POST["post"]], under=k.under())
    return redirect("offices")


@access(Access.SIGNED_IN)
@require_safe
def bodies(request: HttpRequest) -> HttpResponse:
    """Show the bodies of a region with their members, each to be called."""
    v = visitor(request)
    if not v.scope.region:
        return render(request, "no_office.html")
    region = region_asked(request, v.scope)
    places = [code for code in records.regions() if within(code, region) or within(region, code)]
    made = [(body, code) for code in places for body in bodies_at(Level(level_of(code)))]
    wanted = {office for body, code in made for office in members(body, code)}
    leaders = [
        o.id for o in records.offices() if shown.leads(o) and any(within(region, s) for s in o.regions)
    ]
    contacts = first_contacts([*wanted, *leaders])
    page = {
        "head": v.head(region),
        "place": v.place(region),
        "bodies": shown.bodies(made, contacts, v.language, v.names),
        "leaders": shown.members(leaders, contacts, v.language, v.names),
        "answer": shown.bodies_answer(wanted, contacts, v.language),
    }
    return render(request, "people/bodies.html", page)


urlpatterns = [
    path("offices", offices, name="offices"),
    path("offices/post", post_place, name="post-place"),
    path("offices/post/remove", post_remove, name="post-remove"),
    path("bodies", bodies, name="bodies"),
]
