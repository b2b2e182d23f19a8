"""What a phone reads: all its office needs and nothing else, then what changed; and a list it was shown."""

import re
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from ninja import Field, Query, Router, Schema

from sepaham.actions.briefing import note_delivered
from sepaham.api.device_auth import Asker, device_auth
from sepaham.api.problems import NotHereError
from sepaham.domain.authority import Authority
from sepaham.domain.base import write_instant
from sepaham.domain.position import Position
from sepaham.domain.threats import Threats
from sepaham.exchange import position_shapes, round_shapes
from sepaham.exchange import sync as told
from sepaham.exchange import sync_shapes as shapes
from sepaham.exchange.brief_shapes import briefs
from sepaham.exchange.forms import offered
from sepaham.gateways.library import forms, guide, guide_of
from sepaham.gateways.library import instruments as shipped_instruments
from sepaham.gateways.library import threats as shipped_threats
from sepaham.gateways.phone import build
from sepaham.records import foundations, goods, queries, register, rounds, sync, understanding
from sepaham.records.access import Access, declares
from sepaham.records.asking import Asking
from sepaham.records.briefing import shown_to
from sepaham.records.names import namer
from sepaham.records.position import desk_of, position

router = Router(auth=device_auth)
_SHA256 = re.compile("[0-9a-f]{64}", re.ASCII)
_PLAIN = {"ensure_ascii": False, "separators": (",", ":")}


class Since(Schema):
    """The cursor of what the phone has; none brings everything."""

    since: str = Field("", max_length=2000)


@router.get("/field/sync", summary="What this device's office needs, or what changed of it")
@declares(Access.SIGNATURE)
def get_sync(request: HttpRequest, asked: Query[Since]) -> HttpResponse:
    """Return the parts a phone lacks, the names of those it must forget, and the next cursor."""
    asker, hour = _asker(request), queries.now()
    answer = {
        "format": told.FORMAT,
        "now": int(timezone.now().timestamp()),
        "hour": write_instant(hour.replace(microsecond=0)),
        "log": asker.log.origin,
        **told.difference(_parts(asker, hour), asked.since),
    }
    if "brief" in answer["parts"]:
        note_delivered(log=asker.log, office=asker.office.id, device=asker.device.id, at=hour)
    return JsonResponse(answer, json_dumps_params=_PLAIN)


@router.get("/field/lists/{hash_}", summary="A load list that was scanned")
@declares(Access.SIGNATURE)
def get_list(request: HttpRequest, hash_: str) -> HttpResponse:
    """Return one load list of the office's regions with what was stated of it."""
    asker = _asker(request)
    asking = _asking(asker, foundations.authority(log=asker.log))
    found = sync.lists(asking, hash_=hash_) if _SHA256.fullmatch(hash_) else {}
    if hash_ not in found:
        raise NotHereError("load list")
    names = told.named(shapes.keys_of_lists(found.values()), namer())
    return JsonResponse({"hash": hash_, "value": shapes.listed(found[hash_]), "names": names})


def _asker(request: HttpRequest) -> Asker:
    asker: Asker = request.auth  # type: ignore[attr-defined]
    return asker


def _asking(asker: Asker, authority: Authority) -> Asking:
    verbs = shapes.verbs(asker.office.line, authority)
    return Asking(
        log=asker.log,
        office=asker.office,
        plan=foundations.plan_in_force(asker.log),
        movement=foundations.movement_in_force(asker.log),
        observes="handover.observe" in verbs,
        guards="night.report" in verbs,
        plans=asker.scope.knows_plans,
    )


def _parts(asker: Asker, hour: datetime) -> dict[str, Any]:
    """Return everything an office needs, part by part."""
    authority = foundations.authority(log=asker.log)
    needed, who = sync.needed(_asking(asker, authority)), _me(asker, authority, hour)
    role = guide_of(asker.office.line)
    spoken = {asker.office.id, *asker.office.regions, who["inviter"], who["kabupaten"]}
    items = {mark["item"] for mark in who["marks"].values()}
    counted = {item for one in needed.lists.values() for item in one.contents}
    rated, threats = _rated(asker, authority)
    stands = _stands(asker, hour)
    keys = shapes.keys_in(needed) | round_shapes.keys_in(rated) | position_shapes.keys_in(stands)
    return {
        "me": who,
        "names": told.named((keys | spoken | items | counted) - {""}, namer()),
        **shapes.parts_of(needed),
        **round_shapes.parts_of(rated, threats),
        "forms": offered(forms(), who["verbs"]),
        **_briefs(asker, hour),
        "position": position_shapes.position_told(stands, namer()),
        "briefing": {language: guide(role, language) for language in ("id", "en")} if role else {},
    }


def _stands(asker: Asker, hour: datetime) -> Position:
    """Return where the phone's office stands."""
    post, plans = asker.office, asker.scope.knows_plans
    return position(log=asker.log, post=post, found=desk_of(log=asker.log, post=post, at=hour, plans=plans))


def _briefs(asker: Asker, hour: datetime) -> dict[str, Any]:
    """Return the pages an office is to read; nothing where there are none."""
    shown = shown_to(log=asker.log, office=asker.office.id, plans=asker.scope.knows_plans, at=hour)
    return {"brief": briefs(shown, namer())} if shown else {}


def _rated(asker: Asker, authority: Authority) -> tuple[list[round_shapes.Given], Threats]:
    """Return the rounds an office rates in, and the catalogue they name threats by."""
    threats = understanding.threats(log=asker.log, shipped=shipped_threats())
    kinds, office = shipped_instruments(), asker.office
    found = rounds.given(log=asker.log, office=office, authority=authority, threats=threats, kinds=kinds)
    return found, threats


def _me(asker: Asker, authority: Authority, hour: datetime) -> dict[str, Any]:
    log = asker.log
    return shapes.me(
        office=asker.office,
        inviter=goods.right_above(asker.office.id),
        log={
            "log": log.origin,
            "drill": log.drill,
            "simulated": log.simulated,
            "illustrative": log.illustrative,
        },
        profile=register.profile(),
        authority=authority,
        plans=asker.scope.knows_plans,
        build=shapes.Build(build().version, urgent=foundations.urgent(log=log, version=build().version)),
        hour=hour,
    )
