"""Opening a round: which area, which cells, which offices; begun with what lists name and threats ask for."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from sepaham.domain.base import Level, level_of, local_zone, write_instant
from sepaham.domain.cells import region_in, threat_in
from sepaham.domain.instruments import Listing
from sepaham.domain.round_cells import MOST_OF_AREA, Candidate, Rater, begun, candidates
from sepaham.domain.rounds import Round, Turn
from sepaham.domain.threats import Threats
from sepaham.gateways import library
from sepaham.records import acts, foundations, instruments, understanding
from sepaham.records import rounds as records
from sepaham.records.access import Access, access
from sepaham.records.register import regions
from sepaham.web.choosing import below
from sepaham.web.drafts import Draft, ask_to_sign
from sepaham.web.fields import Fields
from sepaham.web.present import rounds as told
from sepaham.web.reader import Reader, head_of, in_log, reader, region_asked
from sepaham.web.words import say

WRONG = 422
MOST_CELLS = 400
MOST_OFFICES = 64


def threats_of(r: Reader) -> Threats:
    """Return the catalogue of threats in force."""
    return understanding.threats(log=r.log, shipped=library.threats())


def listings_of(r: Reader) -> list[Listing]:
    """Return each institution's list in force."""
    return instruments.in_force(log=r.log, instruments=library.instruments())


def conveners(r: Reader, region: str) -> list[str]:
    """Return which of the reader's offices may open a round over a region."""
    table = foundations.authority(log=r.log)
    posts = acts.posts(r.offices)
    return [post.id for post in posts if table.rule(office=post, kind="round.open", region=region)]


@dataclass(frozen=True, slots=True)
class Form:
    """
    What a form that opens a round lets be chosen.

    Attributes:
        region: The area it is held for.
        able: The reader's offices that may open it.
        round, number: Its code and which it is.
        cells: What may be asked, by area.
        begun: The cells ticked beforehand.
        asked: The offices ticked beforehand.
        raters: Whom the threats ask for, and why.
        others: Who else may rate there.
        lists: How many lists the choice rests on; 0 for none, and in a later round.
    """

    r: Reader
    threats: Threats
    region: str
    able: Sequence[str]
    round: str
    number: int
    cells: Mapping[str, Sequence[Candidate]]
    begun: Sequence[str]
    asked: Sequence[str]
    raters: Sequence[Rater]
    others: Sequence[str]
    lists: int = 0

    def read(self, fields: Fields, request: HttpRequest) -> tuple[dict[str, Any], str]:
        """Return the body of the statement that a sent form makes, and the office that signs it."""
        known = [one.cell for some in self.cells.values() for one in some]
        cells, offices = set(request.POST.getlist("cell")), set(request.POST.getlist("ask"))
        chosen = [cell for cell in known if cell in cells]
        asked = [office for office in self._offices() if office in offices]
        if not 0 < len(chosen) <= MOST_CELLS:
            fields.refuse("Centang 1 sampai {most} sel yang dinilai.", most=MOST_CELLS)
        if not 0 < len(asked) <= MOST_OFFICES:
            fields.refuse("Centang paling sedikit satu lembaga yang diminta menilai.")
        office = fields.choice("office", "Sebagai", self.able)
        closes = self._closes(fields)
        body = {"round": self.round, "number": self.number, "cells": chosen, "offices": asked}
        return {**body, "closes": write_instant(closes)} if closes else body, office

    def _offices(self) -> list[str]:
        return [*(one.office for one in self.raters), *self.others]

    def _closes(self, fields: Fields) -> datetime | None:
        typed = fields.typed("closes")
        if not typed:
            return None
        try:
            hour = datetime.fromisoformat(typed).replace(tzinfo=local_zone(self.region)).astimezone(UTC)
        except (ValueError, OverflowError):
            hour = None
        if hour is None or hour <= self.r.at:
            fields.refuse("Ditutup pada: tulis hari dan jam yang belum lewat.")
            return None
        return hour

    def says(self, body: Mapping[str, Any]) -> list[str]:
        """Return what a body states, and who has authority and is not asked."""
        r, cells = self.r, body["cells"]
        sentences = [
            say(
                "Membuka putaran {number} penilaian {round} di {place}: {cells} sel di {areas} wilayah.",
                r.language,
                number=self.number,
                round=self.round,
                place=r.place(self.region),
                cells=len(cells),
                areas=len({region_in(cell) for cell in cells}),
            ),
            say("Diminta menilai: {who}.", r.language, who=", ".join(map(r.place, body["offices"]))),
            say("Ancaman: {threats}.", r.language, threats=", ".join(self._called(cells))),
        ]
        needed = records.raters(cells=cells, region=self.region, threats=self.threats)
        missing = [one.office for one in needed if one.authority and one.office not in body["offices"]]
        if missing:
            who = ", ".join(map(r.place, missing))
            sentences.append(
                say(
                    "Berwenang tetapi tidak diminta, jadi tidak akan ada yang sepakat: {who}.",
                    r.language,
                    who=who,
                )
            )
        return sentences

    def _called(self, cells: Sequence[str]) -> list[str]:
        codes = dict.fromkeys(threat_in(cell) for cell in cells)
        return [told.threat_name(code, self.threats, self.r.language) for code in codes]

    def page(self, request: HttpRequest, fields: Fields | None) -> dict[str, Any]:
        """Return the form as far as it is filled."""
        r, sent = self.r, request.method == "POST"
        cells = request.POST.getlist("cell") if sent else self.begun
        asked = request.POST.getlist("ask") if sent else self.asked
        areas = [
            told.Area(area, r.place(area), told.cell_ticks(some, cells, self.threats, r.language, r.names))
            for area, some in self.cells.items()
        ]
        return {
            "head": head_of(self.region),
            "region": self.region,
            "place": r.place(self.region),
            "number": self.number,
            "code": self.round,
            "areas": areas,
            "chosen": sum(len(area.ticked) for area in areas),
            "offices": told.office_ticks(self.raters, self.others, asked, r.language, r.names),
            "able": [(office, r.place(office)) for office in self.able],
            "lists": self.lists,
            "most": MOST_OF_AREA,
            "sent": dict(fields.sent) if fields else {},
            "problems": fields.problems if fields else [],
        }


@access(Access.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
@in_log
def new(request: HttpRequest) -> HttpResponse:
    """Open the first round of an assessment."""
    r = reader(request)
    region = region_asked(request, r.scope)
    able = conveners(r, region)
    if not able or level_of(region) not in {Level.KABUPATEN, Level.KECAMATAN, Level.DESA}:
        raise Http404
    threats, listings = threats_of(r), listings_of(r)
    cells = records.candidates(region=region, threats=threats, listings=listings)
    everywhere = [code for code in request.GET.getlist("threat") if code in threats.threats]
    chosen = (
        [one.cell for some in cells.values() for one in some if threat_in(one.cell) in everywhere]
        if everywhere
        else begun(cells)
    )
    raters, others = _offices(r, region, threats, chosen)
    code, asked = f"nilai-{secrets.token_hex(3)}", [one.office for one in raters]
    form = Form(r, threats, region, able, code, 1, cells, chosen, asked, raters, others, len(listings))
    more = {
        "regions": _choices(r, region),
        "everywhere": [
            (code, one.text.say(r.language, {}), code in everywhere) for code, one in threats.threats.items()
        ],
    }
    return _answered(request, form, "rounds/new.html", more)


def _offices(r: Reader, region: str, threats: Threats, cells: Sequence[str]) -> tuple[list[Rater], list[str]]:
    raters = records.raters(cells=cells, region=region, threats=threats)
    known = {one.office for one in raters}
    return raters, records.others(region=region, authority=foundations.authority(log=r.log), known=known)


def _choices(r: Reader, region: str) -> list[tuple[str, str]]:
    """Return the areas a round may be held for: those of the reader, and below the chosen one."""
    codes = dict(below(r, region))
    if level_of(region) is Level.KECAMATAN:
        codes |= {code: r.place(code) for code in regions(region)}
    return [(code, name) for code, name in sorted(codes.items()) if level_of(code) <= Level.DESA]


@access(Access.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
@in_log
def following(request: HttpRequest, key: str) -> HttpResponse:
    """Open the next round of an assessment, about what is still open."""
    r = reader(request)
    rounds = understanding.rounds(log=r.log, assessment=key)
    mine = [rounds[0].opened.actor] if rounds and rounds[0].opened.actor in r.offices else []
    if not mine or not rounds[-1].closed:
        raise Http404
    threats, last = threats_of(r), rounds[-1]
    cells = records.again(log=r.log, rounds=rounds, threats=threats)
    if not cells:
        raise Http404
    raters, others = _offices(r, last.region, threats, cells)
    rest = [office for office in last.asked if office not in {*others, *(one.office for one in raters)}]
    listed = candidates(listings=listings_of(r), threats=threats, areas=dict.fromkeys(map(region_in, cells)))
    asks = {area: [one for one in some if one.cell in cells] for area, some in listed.items()}
    asked = list(dict.fromkeys((*last.asked, *(one.office for one in raters if one.authority))))
    number = last.number + 1
    form = Form(r, threats, last.region, mine, key, number, asks, cells, asked, raters, [*others, *rest])
    return _answered(request, form, "rounds/new.html", {"before": last.number, "missing": _missing(r, last)})


def _missing(r: Reader, held: Round) -> list[str]:
    """Return who sealed in a closed round and has not revealed it."""
    return [r.place(office) for office in held.offices if held.turn(office) in {Turn.MISSING, Turn.ODD}]


def _answered(request: HttpRequest, form: Form, template: str, more: Mapping[str, Any]) -> HttpResponse:
    """Ask for a signature under what a form says, or show it."""
    fields = None
    if request.method == "POST":
        fields = Fields(request.POST.dict(), form.r.language)
        body, office = form.read(fields, request)
        if not fields.problems:
            return ask_to_sign(
                request,
                office=office,
                drafts=[Draft("round.open", form.region, body)],
                sentences=form.says(body),
                then=reverse("round", args=[form.round, form.number]),
                title=say("Buka putaran", form.r.language),
            )
    return render(request, template, {**form.page(request, fields), **more}, status=WRONG if fields else 200)
