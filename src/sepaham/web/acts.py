"""The door of one handover: what was stated of it, and the forms by which an office adds its own account."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods, require_safe

from sepaham.domain.accounts import place_of_side, still_out, unstated_sides, verbs
from sepaham.domain.base import local_zone
from sepaham.domain.catalogue import unit_kinds
from sepaham.domain.register import LINES
from sepaham.domain.words import write_moment
from sepaham.records import acts, foundations
from sepaham.records.access import Access, access
from sepaham.records.register import profile
from sepaham.web.account_form import REMARKS, Filled, read_form
from sepaham.web.drafts import Draft, ask_to_sign
from sepaham.web.photos import photos_sent
from sepaham.web.present import account as forms
from sepaham.web.present import acts as shown
from sepaham.web.present import check as checks
from sepaham.web.present.unit import OFF
from sepaham.web.reader import Reader, head_of, in_log, reader
from sepaham.web.receipts import kept
from sepaham.web.words import say

_HASH = re.compile("[0-9a-f]{64}", re.ASCII)
_OLDEST_PAPER = timedelta(days=60)
_SIDE = {"give": "handover.give", "receive": "handover.receive"}


def load_found(r: Reader, hash_: str) -> acts.Handed:
    """Return a load list the reader may see; before anything is stated, only who needs to know does."""
    found = acts.handed(log=r.log, hash_=hash_, at=r.at) if _HASH.fullmatch(hash_) else None
    if found is None:
        raise Http404
    party = not found.parties.keys().isdisjoint(r.offices)
    if not (party or r.scope.covers(found.handover.load.region)):
        raise Http404
    if not (party or r.scope.knows_plans or any(found.handover.accounts())):
        raise Http404
    return found


def _hats(r: Reader, found: acts.Handed) -> dict[str, tuple[str, ...]]:
    """Return what each of the reader's offices may do about a handover; offices that may nothing left out."""
    table = foundations.authority(log=r.log)
    may = {
        post.id: verbs(found.handover, office=post, parties=found.parties, authority=table)
        for post in acts.posts(r.offices)
    }
    return {office: told for office, told in may.items() if told}


def _acting(request: HttpRequest, hats: Mapping[str, tuple[str, ...]], verb: str = "") -> str:
    """Return for which of their offices the reader acts: the one asked for, or the first that may."""
    able = [office for office, told in hats.items() if not verb or verb in told]
    asked = request.POST.get("office") or request.GET.get("office") or (able[0] if able else "")
    return asked if asked in able else ""


def _items(region: str) -> dict[str, str]:
    return {kind.mark: kind.item for kind in unit_kinds(profile(), region)}


@access(Access.SIGNED_IN)
@require_safe
@in_log
def handover(request: HttpRequest, key: str) -> HttpResponse:
    """Show one load list with what giver, receiver and others say of it beside each other."""
    r = reader(request)
    found = load_found(r, key)
    load, hats = found.handover.load, _hats(r, found)
    office = _acting(request, hats)
    page = {
        "head": head_of(load.region),
        "key": key,
        "load": load,
        "place": r.place(load.region),
        "giver": r.place(load.giver),
        "receiver": r.place(load.receiver),
        "answer": shown.answer(found.handover, r.language),
        "rows": shown.rows(found.handover, _items(load.region), r.language, r.names),
        "noted": shown.noted(found.handover, r.language, r.names),
        "hidden": max(0, len(found.handover.noted) - shown.NOTED_SHOWN),
        "counted": shown.counted(found.handover, found.contents, r.language, r.names),
        "told": shown.told(found.accounts, r.language, r.names),
        "open": checks.lines(
            [f for f in found.findings if not checks.is_settled(f, r.at)], r.language, r.names
        ),
        "settled": checks.lines(
            [f for f in found.findings if checks.is_settled(f, r.at)], r.language, r.names
        ),
        "office": office,
        "acting": r.place(office) if office else "",
        "others": [(other, r.place(other)) for other in hats if other != office],
        "verbs": [(verb, say(shown.LABELS[verb], r.language)) for verb in hats.get(office, ())],
        "kept": kept(request, r),
    }
    return render(request, "acts/handover.html", page)


@access(Access.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
@in_log
def handover_act(request: HttpRequest, key: str, verb: str) -> HttpResponse:
    """Take an office's account of a handover down and ask for its signature."""
    r = reader(request)
    found = load_found(r, key)
    office = _acting(request, _hats(r, found), verb) if verb in shown.LABELS else ""
    if not office:
        raise Http404
    if request.method == "POST":
        return _posted(request, r, found, verb, office)
    return _form(request, r, found, verb=verb, office=office, filled=Filled())


def _posted(request: HttpRequest, r: Reader, found: acts.Handed, verb: str, office: str) -> HttpResponse:
    """Ask for a signature under what the form says, or show the form again with what is wrong."""
    filled = read_form(
        request.POST,
        handover=found.handover,
        units=_units(found, verb),
        contents=found.contents,
        document=verb == "copy",
        language=r.language,
    )
    sides = _sides(request, found, verb, filled, r)
    hour = _hour_on_paper(request, r, found, filled) if verb == "copy" else None
    body = _body(request, r, found, verb=verb, office=office, filled=filled)
    if filled.problems:
        return _form(request, r, found, verb=verb, office=office, filled=filled)
    drafts = [replace(_draft(found, verb, side, body), at=hour) for side in sides]
    return ask_to_sign(
        request,
        office=office,
        drafts=drafts,
        sentences=[line for draft in drafts for line in _told(draft, office, r, found)],
        then=reverse("handover", args=[found.handover.hash]),
        title=forms.title(verb, found.handover.load, r.language, r.names),
    )


def _hour_on_paper(request: HttpRequest, r: Reader, found: acts.Handed, filled: Filled) -> datetime | None:
    """Return the hour a paper bears, in the time of its place; None where none was filled in."""
    typed = request.POST.get("hour", "").strip()
    if not typed:
        return None
    try:
        zone = local_zone(found.handover.load.region)
        hour = datetime.fromisoformat(typed).replace(tzinfo=zone).astimezone(UTC)
    except (ValueError, OverflowError):
        hour = None
    if hour is None or not r.at - _OLDEST_PAPER <= hour <= r.at:
        problem = say("Jam di kertas: tulis hari dan jam yang sudah lewat, paling lama 60 hari.", r.language)
        filled.problems.append(problem)
        return None
    return hour


def _body(
    request: HttpRequest, r: Reader, found: acts.Handed, *, verb: str, office: str, filled: Filled
) -> dict[str, Any]:
    """Return what a form says, its photos kept; photos are taken in only when all else is in order."""
    units = _units(found, verb)
    came = [unit for unit in units if "missing" not in filled.marked.get(unit, ())]
    if verb == "more" and not came:
        filled.problems.append(say("Belum ada yang datang, jadi belum ada yang diterima.", r.language))
    if filled.problems:
        return {}
    region = found.handover.load.region
    photos = photos_sent(request, r, region=region, office=office, problems=filled.problems)
    if verb == "copy" and not photos and not filled.problems:
        filled.problems.append(
            say("Foto BAST belum dipilih; foto kertas yang sudah ditandatangani.", r.language)
        )
    if verb == "more":
        return {**filled.body(came, photos), "only": came}
    return filled.body(units, photos)


def _units(found: acts.Handed, verb: str) -> Sequence[str]:
    return still_out(found.handover) if verb == "more" else found.handover.load.units


def _sides(request: HttpRequest, found: acts.Handed, verb: str, filled: Filled, r: Reader) -> tuple[str, ...]:
    """Return of which sides of a handover a form speaks."""
    if verb in {"give", "receive", "more"}:
        return ("give",) if verb == "give" else ("receive",)
    free = unstated_sides(found.handover) if verb == "copy" else tuple(_SIDE)
    asked = tuple(side for side in free if side in request.POST.getlist("side"))
    if not asked or (verb == "observe" and len(asked) > 1):
        filled.problems.append(say("Pilih dulu sisi serah terima yang dimaksud.", r.language))
    return asked


def _draft(found: acts.Handed, verb: str, side: str, body: Mapping[str, Any]) -> Draft:
    """Return one account to be signed."""
    handover = found.handover
    load = handover.load
    acted = handover.given if side == "give" else handover.received
    whole: dict[str, Any] = {"list": handover.hash, **body}
    refs: tuple[tuple[str, str], ...] = ()
    if verb == "observe":
        whole["side"] = side
        refs = (("sees", acted[-1].id),) if acted else ()
    elif side == "receive" and handover.given:
        refs = (("gives", handover.given[0].id),)
    if verb == "copy":
        whole["of"] = {"office": load.giver if side == "give" else load.receiver, "source": "paper"}
    kind = "handover.observe" if verb == "observe" else _SIDE[side]
    return Draft(kind, place_of_side(load, side, found.parties), whole, refs)


def _told(draft: Draft, office: str, r: Reader, found: acts.Handed) -> tuple[str, ...]:
    actor = draft.body.get("of", {}).get("office", office)
    load = found.handover.load
    told = forms.sentences(draft.kind, draft.body, actor=actor, load=load, language=r.language, names=r.names)
    if draft.at is None:
        return told
    hour = write_moment(draft.at, r.language, load.region)
    return (*told, say("Jam di kertas {at}.", r.language, at=hour))


def _form(
    request: HttpRequest, r: Reader, found: acts.Handed, *, verb: str, office: str, filled: Filled
) -> HttpResponse:
    """Show the form of an account, as far as it is filled."""
    load, units = found.handover.load, _units(found, verb)
    sides = unstated_sides(found.handover) if verb == "copy" else tuple(_SIDE) if verb == "observe" else ()
    page = {
        "head": head_of(load.region),
        "key": found.handover.hash,
        "verb": verb,
        "office": office,
        "acting": r.place(office),
        "title": forms.title(verb, load, r.language, r.names),
        "place": r.place(load.region),
        "load": load,
        "units": len(units),
        "sides": [(side, r.place(load.giver if side == "give" else load.receiver)) for side in sides],
        "side": request.POST.getlist("side") or _usual(sides, verb, office, found),
        "groups": forms.groups(
            units,
            items=_items(load.region),
            marked=filled.marked,
            typed=filled.typed,
            language=r.language,
            names=r.names,
        ),
        "remarks": [(what, say(OFF[what], r.language), what in REMARKS[:2]) for what in REMARKS],
        "contents": [
            (item, r.place(item), expected, filled.typed.get(f"count:{item}", ""))
            for item, expected in found.contents.items()
        ],
        "one": bool(found.contents),
        "typed": filled.typed,
        "problems": filled.problems,
    }
    return render(request, "acts/form.html", page, status=422 if filled.problems else 200)


def _usual(sides: Sequence[str], verb: str, office: str, found: acts.Handed) -> list[str]:
    """Return which sides a form begins with: all of a paper's; the one at an observer's own level."""
    if verb != "observe":
        return list(sides)
    load, line = found.handover.load, LINES.get(office.partition(":")[0])
    giver = LINES.get(load.giver.partition(":")[0])
    receiver = LINES.get(load.receiver.partition(":")[0])
    at_giver = line and giver and line.level is giver.level and (not receiver or receiver.level != line.level)
    return ["give" if at_giver else "receive"]


urlpatterns = [
    path("handover/<str:key>", handover, name="handover"),
    path("handover/<str:key>/<slug:verb>", handover_act, name="handover-act"),
]
