"""Calling a rakor: area, hour and place, agenda and invitations ticked, who is left out said aloud."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cached_property
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.urls import path, reverse
from django.views.decorators.http import require_http_methods

from sepaham.domain.base import local_zone, parse_instant, write_instant
from sepaham.domain.cells import cell_key
from sepaham.domain.convening import TAKEN, Invitee, Point, invitees, uninvited
from sepaham.domain.rakor import CALL, Rakor
from sepaham.domain.words import write_moment
from sepaham.exchange.people import is_formula
from sepaham.records import rakor as records
from sepaham.records.access import Access, access
from sepaham.web.choosing import below
from sepaham.web.drafts import Draft, ask_to_sign
from sepaham.web.fields import Fields
from sepaham.web.present import rakor as told
from sepaham.web.rakor_room import callers, catalogue, offered
from sepaham.web.reader import Reader, head_of, in_log, reader, region_asked
from sepaham.web.words import say

WRONG = 422
MOST_INVITED = 64
"""How many offices one statement may name."""


@dataclass(frozen=True)
class Desk:
    """
    What a meeting over an area may be made of.

    Attributes:
        points: The differences that are open there.
        before: The meeting that is called anew; None for a new one.
    """

    r: Reader
    region: str
    points: Sequence[Point]
    before: Rakor | None

    @cached_property
    def voice(self) -> told.Voice:
        """Return what calls things by their names."""
        return told.Voice(self.r.language, self.r.names, catalogue(self.r))

    @cached_property
    def open(self) -> Mapping[str, str]:
        """Return the cells to be taken up, each with why."""
        kept = dict.fromkeys(self.before.agenda if self.before else (), "")
        return kept | {one.cell: told.why(one, self.voice) for one in self.points}

    @cached_property
    def others(self) -> list[str]:
        """Return the other threats over the area itself, which who calls may choose."""
        cells = (cell_key(threat=code, region=self.region) for code in self.voice.threats.threats)
        return [cell for cell in cells if cell not in self.open]

    @property
    def usual(self) -> list[str]:
        """Return the cells that begin ticked."""
        if self.before:
            return list(self.before.agenda)
        return [one.cell for one in self.points if one.why in TAKEN]

    def invitees(self, cells: Sequence[str]) -> list[Invitee]:
        """Return who is to be invited for an agenda; whom an earlier call named stands last."""
        found = invitees(agenda=cells, region=self.region, threats=self.voice.threats, post=records.post_over)
        known = {one.office for one in found}
        named = self.before.expected if self.before else ()
        return [*found, *(Invitee(office) for office in named if office not in known)]

    def assessment(self, cells: Sequence[str]) -> str:
        """Return the assessment that shows most of an agenda; '' where no round shows any of it."""
        if self.before:
            return self.before.assessment
        shown = [one.round for one in self.points if one.round and one.cell in cells]
        return max(shown, key=shown.count, default="")


@dataclass(frozen=True, slots=True)
class Filled:
    """What is filled in: the cells ticked, who is to be invited for them, and who is ticked of these."""

    fields: Fields
    cells: list[str]
    found: list[Invitee]
    invited: list[str]
    left_out: list[Invitee]


@access(Access.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
@in_log
def call(request: HttpRequest) -> HttpResponse:
    """Take down what a meeting is about and whom it invites, and ask for a signature."""
    r = reader(request)
    region = region_asked(request, r.scope)
    able = callers(r, region)
    if not able:
        raise Http404
    desk = Desk(r, region, offered(r, region), _before(r, request.GET.get("of", ""), region))
    sent = request.POST if request.method == "POST" else None
    filled = _filled(desk, sent)
    done = sent is not None and "count" not in sent
    if done and sent.get("office", "") not in able:
        raise Http404
    if done:
        draft = _draft(desk, filled)
        if not (filled.fields.problems or filled.left_out):
            return _to_sign(request, desk, sent.get("office", ""), draft)
    page = {**_page(desk, filled), "offices": [(office, r.place(office)) for office in able]}
    if not done:
        page["warning"] = ""
    return render(request, "rakor/call.html", page, status=WRONG if done else 200)


def _before(r: Reader, code: str, region: str) -> Rakor | None:
    """Return the meeting that is called anew, by the office that called it."""
    found = records.rakor(log=r.log, code=code) if code else None
    if code and (found is None or found.caller not in r.offices or found.region != region):
        raise Http404
    return found


def _filled(desk: Desk, sent: QueryDict | None) -> Filled:
    """Return what was sent, or what a form begins with; asked to count, invitations follow the agenda."""
    known = {*desk.open, *desk.others}
    asked = desk.usual if sent is None else sent.getlist("cell")
    cells = list(dict.fromkeys(cell for cell in asked if cell in known))
    found = desk.invitees(cells)
    if sent is not None and "count" not in sent:
        ticked = set(sent.getlist("invite"))
    else:
        ticked = set(desk.before.expected if desk.before and sent is None else _usual(found))
    invited = [one.office for one in found if one.office in ticked]
    fields = Fields(sent.dict() if sent is not None else _begun(desk), desk.r.language)
    left_out = [] if fields.typed("anyway") else uninvited(found, invited)
    return Filled(fields, cells, found, invited, left_out)


def _usual(found: Sequence[Invitee]) -> list[str]:
    """Return who begins ticked: all, or of the heads of areas the camat alone where that is too many."""
    if len(found) <= MOST_INVITED:
        return [one.office for one in found]
    chosen = [one for one in found if one.barriers or one.authority or one.office.startswith("camat:")]
    return [one.office for one in chosen][:MOST_INVITED]


def _begun(desk: Desk) -> dict[str, str]:
    if desk.before is None:
        return {}
    local = desk.before.starts_at.astimezone(local_zone(desk.region))
    return {"starts": f"{local:%Y-%m-%dT%H:%M}", "place": desk.before.place}


def _draft(desk: Desk, filled: Filled) -> Draft:
    """Return what a form says; what is wrong goes to its fields."""
    fields = filled.fields
    place = fields.text("place", "Tempat", most=80)
    if is_formula(place):
        fields.refuse("{field}: hapus tanda =, +, - atau @ di depannya.", field=fields.label("Tempat"))
    starts = _starts(fields, desk.region)
    if not filled.cells:
        fields.refuse("Centang paling sedikit satu ancaman untuk dibahas.")
    if not filled.invited:
        fields.refuse("Centang paling sedikit satu lembaga yang diundang.")
    if len(filled.invited) > MOST_INVITED:
        fields.refuse("Paling banyak {most} lembaga dalam satu undangan.", most=MOST_INVITED)
    body: dict[str, Any] = {
        "rakor": desk.before.id if desk.before else secrets.token_hex(4),
        "starts": starts,
        "place": place,
        "agenda": filled.cells,
        "offices": filled.invited,
    }
    if assessment := desk.assessment(filled.cells):
        body["round"] = assessment
    return Draft(CALL, desk.region, body)


def _starts(fields: Fields, region: str) -> str:
    """Return when it begins, from a local hour as browsers send it."""
    try:
        at = datetime.fromisoformat(fields.typed("starts")).replace(tzinfo=local_zone(region)).astimezone(UTC)
    except (ValueError, OverflowError):
        fields.refuse("{field}: pilih hari dan jamnya.", field=fields.label("Hari dan jam"))
        return ""
    return write_instant(at.replace(microsecond=0))


def _to_sign(request: HttpRequest, desk: Desk, office: str, draft: Draft) -> HttpResponse:
    voice, body = desk.voice, draft.body
    at = write_moment(parse_instant(body["starts"]), voice.language, draft.region)
    area = voice.name(draft.region)
    return ask_to_sign(
        request,
        office=office,
        drafts=[draft],
        sentences=[
            voice.say("Rakor {area} pada {at}, {place}.", area=area, at=at, place=body["place"]),
            voice.say("Yang dibahas: {cells}.", cells="; ".join(map(voice.cell, body["agenda"]))),
            voice.say("Yang diundang: {offices}.", offices=voice.all(body["offices"])),
        ],
        then=reverse("rakor", args=[body["rakor"]]),
        title=say("Undang rakor", voice.language),
    )


def _page(desk: Desk, filled: Filled) -> dict[str, Any]:
    voice, chosen, invited = desk.voice, set(filled.cells), set(filled.invited)
    return {
        "head": head_of(desk.region),
        "region": desk.region,
        "place": voice.name(desk.region),
        "regions": below(desk.r, desk.region),
        "before": desk.before,
        "open": [(cell, voice.cell(cell), why, cell in chosen) for cell, why in desk.open.items()],
        "others": [(cell, voice.threat(cell), cell in chosen) for cell in desk.others],
        "invitees": [
            (one.office, voice.name(one.office), told.reason(one, voice), one.office in invited)
            for one in filled.found
        ],
        "warning": told.uninvited(filled.left_out, voice),
        "problems": filled.fields.problems,
        "sent": dict(filled.fields.sent),
    }


urlpatterns = [path("rakor/new", call, name="rakor-new")]
