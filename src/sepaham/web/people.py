"""Who is who, one call away: the people of a region's offices, each to be changed, let in, or erased."""

from collections.abc import Iterable
from uuid import UUID

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sepaham.actions.people import Key, change_hats, erase_person, give_key, keep_person
from sepaham.domain.register import LINES, Office
from sepaham.records import acts
from sepaham.records.access import Access, access
from sepaham.records.roster import Contact, Holder, contacts, holder, without_account
from sepaham.web.people_fields import Typed, read_person
from sepaham.web.present import people as shown
from sepaham.web.reader import region_asked
from sepaham.web.tables import respond
from sepaham.web.visitor import Visitor, visitor

KEYS_AT_ONCE = 20
"""Accounts made at once: each password is stretched, which takes about half a second."""


@access(Access.SIGNED_IN)
@require_safe
def people(request: HttpRequest) -> HttpResponse:
    """List the people of a region's offices, and of those above the reader's own."""
    v = visitor(request)
    if not v.scope.region:
        return render(request, "no_office.html")
    region = region_asked(request, v.scope)
    whole = region in v.scope.regions
    found = contacts(regions=v.scope.regions if whole else [region], offices=v.above if whole else ())
    lines = sorted({c.office.partition(":")[0] for c in found}, key=list(LINES).index)
    line = request.GET.get("line", "")
    chosen = [c for c in found if not line or c.office.partition(":")[0] == line]
    offices = {post.id: post for post in acts.posts({c.office for c in chosen})}
    lacking = _lacking(v, chosen, offices)
    mine = {c.person for c in chosen if v.decides(offices[c.office])}
    page = {
        "head": v.head(region),
        "region": region,
        "place": v.place(region),
        "answer": shown.answer(chosen, v.language),
        "lines": [(code, shown.line_name(code, v.language), code == line) for code in lines],
        "line": line,
        "writes": bool(v.posts),
        "lacking": len(lacking),
        "at_once": len(without_account(lacking, KEYS_AT_ONCE)),
    }
    table = shown.table(chosen, mine, v.language, v.names, lambda who: reverse("person", args=[who]))
    return respond(request, table, "people/people.html", page)


def _lacking(v: Visitor, found: Iterable[Contact], offices: dict[str, Office]) -> set[str]:
    """Return the offices below the reader's with people who have no account."""
    return {c.office for c in found if not c.account and v.commands(offices[c.office])}


def _holder(v: Visitor, person: UUID) -> Holder:
    """Return a person about whom the reader decides in at least one office."""
    found = holder(person)
    if found is None or not any(map(v.decides, acts.posts(found.posts))):
        raise Http404
    return found


@access(Access.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def person(request: HttpRequest, who: UUID) -> HttpResponse:
    """Show a person to who decides about them, and take down what changes."""
    v = visitor(request)
    found = _holder(v, who)
    if request.method == "POST":
        typed = read_person(request.POST, v, found=found, kept=_beyond(v, found))
        if typed.problems:
            return _form(request, v, found, typed=typed)
        keep_person(person=who, at=v.at, **typed.values())
        return redirect("people")
    return _form(request, v, found)


@access(Access.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def person_new(request: HttpRequest) -> HttpResponse:
    """Take somebody new down."""
    v = visitor(request)
    if not v.posts:
        raise Http404
    if request.method == "POST":
        typed = read_person(request.POST, v, kept={})
        if typed.problems:
            return _form(request, v, None, typed=typed)
        keep_person(person=None, at=v.at, **typed.values())
        return redirect("people")
    return _form(request, v, None)


def _beyond(v: Visitor, found: Holder) -> dict[str, str]:
    """Return the offices of a person about which the reader does not decide, with their titles."""
    return {post.id: found.posts[post.id] for post in acts.posts(found.posts) if not v.decides(post)}


def _form(
    request: HttpRequest,
    v: Visitor,
    found: Holder | None,
    *,
    typed: Typed | None = None,
    key: Key | None = None,
    problem: str = "",
) -> HttpResponse:
    beyond = _beyond(v, found) if found else {}
    below = [post for post in acts.posts(_touching(found)) if v.commands(post)] if found else []
    page = {
        "head": v.head(v.scope.region),
        "person": found,
        "typed": typed or Typed.of(found, beyond, v),
        "beyond": [(v.place(office), title) for office, title in beyond.items()],
        "problems": [*(typed.problems if typed else ()), *filter(None, [problem])],
        "hats": [(post.id, v.place(post.id), post.id in found.hats) for post in below] if found else [],
        "lets_in": found is not None and _lets_in(v, found),
        "erases": found is not None and _erases(v, found),
        "keys": [key] if key else [],
    }
    wrong = bool(page["problems"])
    return render(request, "people/person.html", page, status=422 if wrong else 200)


def _touching(found: Holder) -> list[str]:
    return list(dict.fromkeys([*found.posts, *found.hats]))


def _lets_in(v: Visitor, found: Holder) -> bool:
    """Tell whether the reader may give a person a way in: above every hat already worn, or a post."""
    return all(map(v.commands, acts.posts(found.hats or found.posts)))


def _erases(v: Visitor, found: Holder) -> bool:
    """Tell whether the reader may erase a person: no office beyond its say, and above every hat worn."""
    return not _beyond(v, found) and all(map(v.commands, acts.posts(found.hats)))


@access(Access.SIGNED_IN)
@require_POST
def person_key(request: HttpRequest, who: UUID) -> HttpResponse:
    """Give a person an account or a new password, and show it once."""
    v = visitor(request)
    found = _holder(v, who)
    if not _lets_in(v, found):
        raise Http404
    key = give_key(person=who, hats=list(found.posts))
    return _form(request, v, _holder(v, who), key=key)


@access(Access.SIGNED_IN)
@require_POST
def person_hats(request: HttpRequest, who: UUID) -> HttpResponse:
    """Let a person's account speak for some of its offices, and for no others the reader stands above."""
    v = visitor(request)
    found = _holder(v, who)
    among = [post.id for post in acts.posts(_touching(found)) if v.commands(post)]
    if not found.account or not among:
        raise Http404
    worn = [office for office in request.POST.getlist("hat") if office in among]
    change_hats(account=found.account, among=among, worn=worn)
    return redirect("person", who=who)


@access(Access.SIGNED_IN)
@require_POST
def person_erase(request: HttpRequest, who: UUID) -> HttpResponse:
    """Erase a person; statements never held the name, so every proof stays whole."""
    v = visitor(request)
    found = _holder(v, who)
    if found.account and found.account == v.account.get_username():
        return _form(request, v, found, problem=shown.own_account(v.language))
    if not (_erases(v, found) and request.POST.get("sure")):
        raise Http404
    region = acts.posts(found.posts)[0].regions[0]
    name = v.account.get_username()
    erase_person(person=who, by=name, office=v.scope.offices[0], region=region, at=v.at)
    return redirect("people")


@access(Access.SIGNED_IN)
@require_POST
def keys(request: HttpRequest) -> HttpResponse:
    """Give the next people below the reader's offices their accounts, shown once on a sheet to print."""
    v = visitor(request)
    found = contacts(regions=v.scope.regions)
    offices = {post.id: post for post in acts.posts({c.office for c in found})}
    lacking = without_account(_lacking(v, found, offices), KEYS_AT_ONCE)
    given = [give_key(person=who, hats=list(_holder(v, who).posts)) for who in lacking]
    page = {"head": v.head(v.scope.region), "keys": given, "place": v.place(v.scope.region)}
    return render(request, "people/keys.html", page)


urlpatterns = [
    path("people", people, name="people"),
    path("people/new", person_new, name="person-new"),
    path("people/keys", keys, name="people-keys"),
    path("person/<uuid:who>", person, name="person"),
    path("person/<uuid:who>/key", person_key, name="person-key"),
    path("person/<uuid:who>/hats", person_hats, name="person-hats"),
    path("person/<uuid:who>/erase", person_erase, name="person-erase"),
]
