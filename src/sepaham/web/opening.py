"""The rest of the register wizard: the map's boundaries, and opening the log."""

from datetime import date

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from sepaham.actions.log import OpenLogError, open_log
from sepaham.actions.revise import keep_boundaries
from sepaham.actions.uploads import throw_away
from sepaham.domain.catalogue import Profile
from sepaham.domain.plan import origin_of
from sepaham.domain.planning import plan_plainly
from sepaham.exchange.boundaries import code_properties, read_boundaries
from sepaham.gateways import library
from sepaham.gateways.keys import gateway_signer
from sepaham.records import register as records
from sepaham.records.access import Access, access
from sepaham.records.uploads import HandedIn, handed_in
from sepaham.web.fields import Fields
from sepaham.web.keeper import LARGEST_MAP, Keeper, keeper, take_file
from sepaham.web.present import opening as shown
from sepaham.web.present.register import profile_name, stale
from sepaham.web.reader import head_of
from sepaham.web.tables import respond
from sepaham.web.words import say

KIND = "boundaries"
_USUAL = "kode"


def _with_register(request: HttpRequest) -> Keeper:
    """Return who keeps the register, once there is one."""
    k = keeper(request)
    if k.profile is None:
        raise Http404
    return k


def _head(k: Keeper) -> object:
    return head_of(k.kabupaten) if k.log is not None and k.kabupaten else None


@access(Access.SIGNED_IN)
@require_safe
def register_map(request: HttpRequest) -> HttpResponse:
    """Show which boundaries a file holds, or ask for one."""
    k = _with_register(request)
    file = handed_in(account=k.account, kind=KIND)
    return _read(request, k, file) if file else _asked(request, k)


def _asked(request: HttpRequest, k: Keeper, problem: str = "") -> HttpResponse:
    counted = records.counted()
    state, answer = shown.mapped(counted.mapped, k.language)
    page = {"head": _head(k), "state": state, "answer": answer, "problem": problem}
    return render(request, "register/map.html", page, status=422 if problem else 200)


def _read(request: HttpRequest, k: Keeper, file: HandedIn, problem: str = "") -> HttpResponse:
    known = records.regions().keys()
    properties = code_properties(file.data, known)
    code = request.GET.get("code") or request.POST.get("code") or next(iter(properties), _USUAL)
    found = read_boundaries(data=file.data, known=known, code_property=code)
    state, answer = shown.answer(found, len(known), k.language)
    page = {
        "head": _head(k),
        "file": file,
        "found": found,
        "properties": list(properties.items()),
        "code": code,
        "state": state,
        "answer": answer,
        "problem": problem,
    }
    return respond(request, shown.problems(found, k.language), "register/map.html", page)


@access(Access.SIGNED_IN)
@require_POST
def register_map_upload(request: HttpRequest) -> HttpResponse:
    """Keep a map's file and go on to look at it."""
    k = _with_register(request)
    if problem := take_file(request, k, KIND, LARGEST_MAP):
        return _asked(request, k, problem)
    return redirect("register-map")


@access(Access.SIGNED_IN)
@require_POST
def register_map_accept(request: HttpRequest) -> HttpResponse:
    """Put the boundaries of a file on the map."""
    k = _with_register(request)
    file = handed_in(account=k.account, kind=KIND)
    if file is None:
        raise Http404
    if file.sha256 != request.POST.get("file"):
        return _read(request, k, file, stale(k.language))
    found = read_boundaries(
        data=file.data, known=records.regions().keys(), code_property=request.POST.get("code") or _USUAL
    )
    if not found.shapes or (found.errors and not request.POST.get("rest")):
        return _read(request, k, file)
    keep_boundaries(shapes=found.shapes)
    throw_away(account=k.account, kind=KIND)
    return redirect("register")


@access(Access.SIGNED_IN)
@require_POST
def register_map_discard(request: HttpRequest) -> HttpResponse:
    """Throw the file away; the map stays as it is."""
    throw_away(account=_with_register(request).account, kind=KIND)
    return redirect("register-map")


@access(Access.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
def register_open(request: HttpRequest) -> HttpResponse:
    """Open the log of the register in force, the real one or, on a day of its own, one for a drill."""
    k = _with_register(request)
    if k.profile is None or not k.kabupaten or (k.log is not None and not k.log.drill):
        raise Http404
    if request.method != "POST":
        return _opening(request, k, k.profile)
    what, fields = request.POST.get("what", ""), Fields(request.POST, k.language)
    chosen = fields.day("day", "Hari pemungutan suara dalam latihan") if what == "drill" else ""
    if what not in _offered(k):
        fields.refuse("Pilih dulu: pemilihan yang sebenarnya atau latihan.")
    if fields.problems:
        return _opening(request, k, k.profile, fields.problems[0])
    profile = library.dated(k.profile, date.fromisoformat(chosen) if chosen else None)
    origin = origin_of(kabupaten=k.kabupaten, day=profile.day, drill=what == "drill")
    try:
        _open(profile, origin)
    except OpenLogError:
        problem = say("Log {origin} sudah terbuka; muat ulang halaman ini.", k.language, origin=origin)
        return _opening(request, k, k.profile, problem)
    return redirect("register")


def _open(profile: Profile, origin: str) -> None:
    register = records.load_register()
    secret = settings.INSTANCE.secret("plan")
    open_log(
        origin=origin,
        register=register,
        profile=profile,
        authority=library.authority(),
        plan=plan_plainly(origin=origin, register=register, profile=profile, secret=secret),
        gateway=gateway_signer(settings.INSTANCE, origin),
        at=timezone.now(),
    )


def _offered(k: Keeper) -> tuple[str, ...]:
    """Return the logs that may be opened: after a drill's, the real one."""
    return ("real",) if k.log is not None else ("real", "drill")


def _opening(request: HttpRequest, k: Keeper, profile: Profile, problem: str = "") -> HttpResponse:
    day = library.dated(profile, None).day
    page = {
        "head": _head(k),
        "place": k.names()(k.kabupaten, k.language),
        "counted": records.counted(),
        "profile": profile_name(profile, k.language),
        "day": shown.day(day, k.language),
        "drill_day": request.POST.get("day") or day.isoformat(),
        "offered": _offered(k),
        "problem": problem,
    }
    return render(request, "register/open.html", page, status=422 if problem else 200)


urlpatterns = [
    path("register/map", register_map, name="register-map"),
    path("register/map/upload", register_map_upload, name="register-map-upload"),
    path("register/map/accept", register_map_accept, name="register-map-accept"),
    path("register/map/discard", register_map_discard, name="register-map-discard"),
    path("register/open", register_open, name="register-open"),
]
