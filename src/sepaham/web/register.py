"""The register wizard: a spreadsheet is handed in, looked at with its errors and differences, accepted."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.views.decorators.http import require_POST, require_safe

from sepaham.actions.register import Difference, compare
from sepaham.actions.revise import accept_register, token_of
from sepaham.actions.uploads import throw_away
from sepaham.domain.catalogue import Profile
from sepaham.exchange.draft import Draft
from sepaham.exchange.headings import NAMES
from sepaham.exchange.register import read_register, titles_in
from sepaham.exchange.register_template import register_template
from sepaham.exchange.workbooks import XLSX
from sepaham.gateways import library
from sepaham.records import register as records
from sepaham.records.access import Access, access
from sepaham.records.facts import devices
from sepaham.records.log import Log
from sepaham.records.people import people_counted
from sepaham.records.uploads import HandedIn, handed_in
from sepaham.web.fields import whole
from sepaham.web.keeper import LARGEST, MOST_ROWS, Keeper, keeper, take_file
from sepaham.web.present import register as shown
from sepaham.web.reader import head_of
from sepaham.web.tables import respond

KIND = "register"
_DEFAULT = "pilkada-2024"
_MOST_ASSUMED = 1000
_UNCLEAR = ("header.missing", "header.repeated", "header.no-count", "header.no-special", "mapping.")
"""Problems that pointing out a column may mend."""


@dataclass(frozen=True, slots=True)
class Choice:
    """How a file is to be read: for which profile, with how many voters assumed, which column is which."""

    profile: Profile
    assume: int | None
    mapping: Mapping[str, str]


def _choice(k: Keeper, asked: QueryDict) -> Choice:
    """Return how the reader wants the file read; under an open log its profile stays."""
    code = asked.get("profile", "")
    if k.log is not None and k.profile is not None:
        profile = k.profile
    elif code in library.profile_codes():
        profile = library.profile(code)
    else:
        profile = k.profile or library.profile(_DEFAULT)
    assume = whole(asked.get("assume", ""))
    mapping = {name: asked[f"m.{name}"][:80] for name in NAMES if asked.get(f"m.{name}")}
    return Choice(profile, assume if assume and assume <= _MOST_ASSUMED else None, mapping)


def _draft(file: HandedIn, choice: Choice) -> Draft:
    return read_register(
        data=file.data,
        name=file.name,
        voters_max=choice.profile.voters_max,
        official=library.official_regions(),
        mapping=choice.mapping,
        assume_voters=choice.assume,
        largest=LARGEST,
        most_rows=MOST_ROWS,
    )


def _waiting(k: Keeper) -> HandedIn:
    file = handed_in(account=k.account, kind=KIND)
    if file is None:
        raise Http404
    return file


@access(Access.SIGNED_IN)
@require_safe
def register(request: HttpRequest) -> HttpResponse:
    """Show what is in force, and what is the next step."""
    return _overview(request, keeper(request))


def _overview(request: HttpRequest, k: Keeper, problem: str = "") -> HttpResponse:
    counted = records.counted()
    file = handed_in(account=k.account, kind=KIND)
    page = {
        "head": head_of(k.kabupaten) if k.log is not None and k.kabupaten else None,
        "place": k.names()(k.kabupaten, k.language) if k.kabupaten else "",
        "counted": counted,
        "profile": shown.profile_name(k.profile, k.language) if k.profile else "",
        "steps": shown.steps(counted, people_counted(), _keys(k.log), k.log, k.language),
        "profiles": [] if k.log else _profiles(k, k.profile.code if k.profile else _DEFAULT),
        "file": file,
        "region": k.kabupaten or "35",
        "log": k.log,
        "problem": problem,
    }
    return render(request, "register/register.html", page, status=422 if problem else 200)


def _keys(log: Log | None) -> int:
    """Return how many devices of heads of institutions may sign in a log."""
    if log is None:
        return 0
    heads = (
        d for d in devices(log=log) if d.enrolled_by.startswith("gateway:") and d.office != d.enrolled_by
    )
    return sum(not head.revoked for head in heads)


def _profiles(k: Keeper, chosen: str) -> list[tuple[str, str, bool]]:
    found = (library.profile(code) for code in library.profile_codes())
    return [(p.code, shown.profile_name(p, k.language), p.code == chosen) for p in found]


@access(Access.SIGNED_IN)
@require_POST
def register_upload(request: HttpRequest) -> HttpResponse:
    """Keep a file and go on to look at it."""
    k = keeper(request)
    if problem := take_file(request, k, KIND):
        return _overview(request, k, problem)
    asked = QueryDict(mutable=True)
    asked["profile"] = request.POST.get("profile", "")
    return redirect(f"{reverse('register-check')}?{asked.urlencode()}")


@access(Access.SIGNED_IN)
@require_safe
def register_check(request: HttpRequest) -> HttpResponse:
    """Show what a file would make of the register: its figures, everything wrong, every difference."""
    k = keeper(request)
    return _checked(request, k, _waiting(k), _choice(k, request.GET))


def _checked(
    request: HttpRequest, k: Keeper, file: HandedIn, choice: Choice, problem: str = ""
) -> HttpResponse:
    draft = _draft(file, choice)
    difference = compare(draft=draft, profile=choice.profile)
    refusals = shown.refusals(draft, k.kabupaten if k.log else "", k.language)
    page = {
        "head": head_of(k.kabupaten) if k.log is not None and k.kabupaten else None,
        "file": file,
        "region": k.kabupaten or "35",
        "log": k.log,
        "review": shown.review(draft, choice.profile, refusals, k.language),
        "changes": shown.changes(difference, k.language) if records.counted().desa else (),
        "choice": choice,
        "profiles": [] if k.log else _profiles(k, choice.profile.code),
        "profile": choice.profile,
        "columns": _columns(file, choice, draft),
        "seen": token_of(difference),
        "problem": problem,
    }
    table = shown.problems(draft, k.language)
    return respond(request, table, "register/check.html", {**page, "worst": shown.worst(table)})


def _columns(file: HandedIn, choice: Choice, draft: Draft) -> list[tuple[str, list[tuple[str, bool]]]]:
    """Return our columns with the file's headings to choose from, where headings were not understood."""
    if not (choice.mapping or any(code.startswith(_UNCLEAR) for code in draft.counts)):
        return []
    titles = titles_in(data=file.data, name=file.name, largest=LARGEST, most_rows=MOST_ROWS)
    return [
        (name, [(title, choice.mapping.get(name) == title) for title in titles])
        for name in shown.MAPPED
        if titles
    ]


@access(Access.SIGNED_IN)
@require_POST
def register_accept(request: HttpRequest) -> HttpResponse:
    """Make the register what the file says, if it is the one the reader looked at."""
    k = keeper(request)
    file, choice = _waiting(k), _choice(k, request.POST)
    draft = _draft(file, choice)
    seen = request.POST.get("seen", "")
    if file.sha256 != request.POST.get("file") or token_of(_difference(draft, choice)) != seen:
        return _checked(request, k, file, choice, shown.stale(k.language))
    if shown.refusals(draft, k.kabupaten if k.log else "", k.language):
        return _checked(request, k, file, choice)
    done = accept_register(
        account=k.account,
        draft=draft,
        profile=choice.profile,
        accept_rest=bool(request.POST.get("rest")),
        seen=seen,
        under=k.under(),
    )
    if done.outcome != "applied":
        return _checked(request, k, file, choice, shown.not_taken(k.language))
    throw_away(account=k.account, kind=KIND)
    return redirect("register")


def _difference(draft: Draft, choice: Choice) -> Difference:
    return compare(draft=draft, profile=choice.profile)


@access(Access.SIGNED_IN)
@require_POST
def register_discard(request: HttpRequest) -> HttpResponse:
    """Throw the file away; the register stays as it is."""
    throw_away(account=keeper(request).account, kind=KIND)
    return redirect("register")


@access(Access.SIGNED_IN)
@require_safe
def template(request: HttpRequest) -> HttpResponse:
    """Give the spreadsheet to fill in."""
    keeper(request)
    answer = HttpResponse(register_template(), content_type=XLSX)
    answer.headers["Content-Disposition"] = 'attachment; filename="daftar-tps.xlsx"'
    return answer


urlpatterns = [
    path("register", register, name="register"),
    path("register/upload", register_upload, name="register-upload"),
    path("register/check", register_check, name="register-check"),
    path("register/accept", register_accept, name="register-accept"),
    path("register/discard", register_discard, name="register-discard"),
    path("register/template.xlsx", template, name="register-template"),
]
