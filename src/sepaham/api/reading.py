"""What signed-in accounts read; a region outside their offices' answers as if it were not there."""

import base64
from collections.abc import Iterator
from itertools import islice
from typing import Any, Literal

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Field, Query, Router, Schema

from sepaham.actions.gateway import region_of
from sepaham.actions.tiles import tiles_of
from sepaham.api.entrance import desk_auth
from sepaham.api.problems import NotHereError, problem
from sepaham.domain.base import Level, ancestor, region_code, write_instant
from sepaham.domain.catalogue import Profile
from sepaham.domain.needs import Need, lines
from sepaham.domain.units import is_unit_code, station_of
from sepaham.exchange.needs import LEVELS, head_to_dict, levels_for, need_to_dict, needs_of
from sepaham.exchange.shapes import area_shape, finding_shape, head_shape, life_shape, state_shape
from sepaham.ledger.tree import leaf_hash
from sepaham.records import log as log_records
from sepaham.records import queries
from sepaham.records import register as register_records
from sepaham.records.access import Access, declares, scope
from sepaham.records.names import namer
from sepaham.records.witnesses import best_checkpoint, note_of

router = Router(auth=desk_auth)
PAGE = 500
MOST_NEEDS = 2000
_LEVEL_NAMES = {level: name for name, level in LEVELS.items()}


class Place(Schema):
    """Which region; by default the widest your offices answer for."""

    region: str = ""


class Asked(Place):
    """Which rows of needs: one per place of a level, or the ``total`` alone; by default what fits."""

    by: Literal["", "tps", "desa", "kecamatan", "kabupaten", "provinsi", "total"] = ""


class Page(Place):
    """A page of a long list."""

    offset: int = Field(0, ge=0)


def _region(request: HttpRequest, asked: str) -> str:
    """Return the region asked for, or the widest of the asker's offices; raise where it is not theirs."""
    allowed = scope(request.user)  # type: ignore[arg-type]
    region = region_code(asked) if asked else allowed.region
    if not region or not allowed.covers(region):
        raise NotHereError("region")
    return region


@router.get("/picture", summary="The picture of a region")
@declares(Access.SIGNED_IN)
def get_picture(request: HttpRequest, place: Query[Place]) -> HttpResponse:
    """Return totals, areas one level below, and what needs a look, worst first."""
    region = _region(request, place.region)
    shown, names = queries.picture(region=region, at=queries.now()), namer()
    return JsonResponse(
        {
            "head": head_shape(shown.head),
            "total": area_shape(shown.total),
            "areas": [area_shape(area) for area in shown.areas],
            "findings": [finding_shape(finding, names) for finding in shown.findings[:PAGE]],
        }
    )


@router.get("/findings", summary="What needs or needed a look")
@declares(Access.SIGNED_IN)
def get_findings(request: HttpRequest, page: Query[Page]) -> HttpResponse:
    """Return findings of a region, open ones first, in pages of 500."""
    region = _region(request, page.region)
    found, names = queries.all_findings(region=region, at=queries.now()), namer()
    shown = found[page.offset : page.offset + PAGE]
    return JsonResponse(
        {"total": len(found), "findings": [finding_shape(finding, names) for finding in shown]}
    )


@router.get("/units", summary="Where units are")
@declares(Access.SIGNED_IN)
def get_units(request: HttpRequest, page: Query[Page]) -> HttpResponse:
    """Return the units of a region, in pages of 500."""
    region = _region(request, page.region)
    total, states = queries.unit_states(region=region, offset=page.offset, limit=PAGE)
    return JsonResponse({"total": total, "units": [state_shape(state) for state in states]})


@router.get("/units/{code}", summary="One unit's life")
@declares(Access.SIGNED_IN)
def get_unit(request: HttpRequest, code: str) -> HttpResponse:
    """Return where a unit is, and what was declared beside what was seen at each stage."""
    code = code.upper()
    allowed = scope(request.user)  # type: ignore[arg-type]
    if not is_unit_code(code) or not allowed.covers(station_of(code)):
        raise NotHereError("unit")
    life = queries.life(code=code, at=queries.now(), plans=allowed.knows_plans)
    if life is None:
        raise NotHereError("unit")
    return JsonResponse(life_shape(life, namer()))


@router.get("/register", summary="Regions and polling stations")
@declares(Access.SIGNED_IN)
def get_register(request: HttpRequest, page: Query[Page]) -> HttpResponse:
    """Return the polling stations of a region, in pages of 500, with the names of its places."""
    region = _region(request, page.region)
    total, stations, names = queries.register_page(region=region, offset=page.offset, limit=PAGE)
    return JsonResponse(
        {
            "total": total,
            "names": names,
            "stations": [
                {"region": s.key, "voters": s.voters, "assumed": s.assumed, "special": s.special}
                for s in stations
            ],
        }
    )


@router.get("/needs", summary="What every place must get")
@declares(Access.SIGNED_IN)
def get_needs(request: HttpRequest, asked: Query[Asked]) -> HttpResponse:
    """Return the pieces a region must get by the profile in force, in all and in at most 2,000 rows."""
    region = _region(request, asked.region)
    profile, levels = register_records.profile(), levels_for(by=asked.by, area=region, single=False)
    total = next(_needs(region, profile), None)
    rows = list(islice(_needs(region, profile, *levels), MOST_NEEDS + 1)) if levels else []
    if total is None:
        raise NotHereError("polling station")
    if len(rows) > MOST_NEEDS:
        return _too_many(region, rows)
    places = register_records.regions(ancestor(region, Level.DESA))
    names = {code: place.name for code, place in places.items()}
    figures = lines(profile)
    head = head_to_dict(profile=profile, area=region, total=need_to_dict(total, figures, {}, names))
    return JsonResponse({**head, "regions": [need_to_dict(row, figures, {}, names) for row in rows]})


def _needs(region: str, profile: Profile, *levels: Level) -> Iterator[Need]:
    stations = register_records.stations(ancestor(region, Level.DESA))
    return needs_of(area=region, stations=stations, profile=profile, levels=levels)


def _too_many(region: str, rows: list[Need]) -> HttpResponse:
    finer = Level(region.count(".") + 2)
    detail = (
        f"{region} has more than {MOST_NEEDS} such rows; ask for one {_LEVEL_NAMES[finer]} at a time, "
        f"such as region={ancestor(rows[0].region, finer)}, or for coarser rows."
    )
    return problem(status=400, title="Too many rows", detail=detail, code="needs.rows")


@router.get("/quarantine", summary="What came and could not be taken")
@declares(Access.SIGNED_IN)
def get_quarantine(request: HttpRequest, page: Query[Page]) -> HttpResponse:
    """Return refusals, newest first, to offices of the whole kabupaten: their hashes, reasons and senders."""
    log = queries.current_log()
    if not scope(request.user).covers(region_of(log.origin)):  # type: ignore[arg-type]
        raise NotHereError("quarantine")
    total, rows = log_records.quarantined(log, offset=page.offset, limit=PAGE)
    return JsonResponse({"total": total, "quarantined": rows})


@router.get("/entries/{index}", summary="One entry with its proof")
@declares(Access.SIGNED_IN)
def get_entry(request: HttpRequest, index: int) -> HttpResponse:
    """
    Return an entry's commitment and inclusion proof, and what opens it to those whose region it is in.

    The proof leads to the newest head that enough witnesses matched, where there is one that holds the entry.
    """
    log = queries.current_log()
    checkpoint = best_checkpoint(log, holding=max(index, 0))
    if checkpoint is None or index < 0:
        raise NotHereError("entry")
    proof = tiles_of(log).tree(checkpoint.size).inclusion_proof(index)
    answer: dict[str, Any] = {
        "log": log.origin,
        "index": index,
        "leaf": leaf_hash(log_records.commitments_between(log, index, index + 1)[0]).hex(),
        "proof": [base64.b64encode(node).decode() for node in proof],
        "checkpoint": note_of(checkpoint),
    }
    opened = log_records.disclosure(log, index)
    if opened and scope(request.user).may_open(kind=opened.kind, region=opened.region):  # type: ignore[arg-type]
        answer["disclosure"] = {
            "salt": base64.b64encode(opened.salt).decode(),
            "received_at": write_instant(opened.received_at),
            "received_us": opened.received_us,
            "envelope": opened.envelope.decode(),
        }
    return JsonResponse(answer)
