"""What signed-in accounts read; a region outside their offices' answers as if it were not there."""

import base64
from typing import Any

from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Query, Router, Schema
from ninja.security import django_auth

from sepaham.api.problems import not_found
from sepaham.exchange.shapes import area_shape, finding_shape, head_shape, life_shape, state_shape
from sepaham.domain.base import region_code, write_instant
from sepaham.domain.units import is_unit_code, station_of
from sepaham.ledger.tree import inclusion_proof, leaf_hash
from sepaham.records import log as log_records
from sepaham.records import queries
from sepaham.records.access import Scope, scope
from sepaham.site.access import Access, declares

router = Router(auth=django_auth)
PAGE = 500


class Place(Schema):
    """Which region; by default the widest your offices answer for."""

    region: str = ""


class Page(Place):
    """A page of a long list."""

    offset: int = 0


def _region(request: HttpRequest, asked: str) -> tuple[Scope, str | None]:
    allowed = scope(request.user)  # type: ignore[arg-type]
    region = region_code(asked) if asked else allowed.region
    return allowed, region if region and allowed.covers(region) else None


@router.get("/picture", summary="The picture of a region")
@declares(Access.SIGNED_IN)
def get_picture(request: HttpRequest, place: Query[Place]) -> HttpResponse:
    """Return totals, areas one level below, and what needs a look, worst first."""
    _, region = _region(request, place.region)
    if region is None:
        return not_found("region")
    shown, names = queries.picture(region=region, at=queries.now()), queries.names()
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
    _, region = _region(request, page.region)
    if region is None:
        return not_found("region")
    found, names = queries.all_findings(region=region, at=queries.now()), queries.names()
    shown = found[page.offset : page.offset + PAGE]
    return JsonResponse({"total": len(found), "findings": [finding_shape(finding, names) for finding in shown]})


@router.get("/units", summary="Where units are")
@declares(Access.SIGNED_IN)
def get_units(request: HttpRequest, page: Query[Page]) -> HttpResponse:
    """Return the units of a region, in pages of 500."""
    _, region = _region(request, page.region)
    if region is None:
        return not_found("region")
    total, states = queries.unit_states(region=region, offset=page.offset, limit=PAGE)
    return JsonResponse({"total": total, "units": [state_shape(state) for state in states]})


@router.get("/units/{code}", summary="One unit's life")
@declares(Access.SIGNED_IN)
def get_unit(request: HttpRequest, code: str) -> HttpResponse:
    """Return where a unit is, and what was declared beside what was seen at each stage."""
    code = code.upper()
    if not is_unit_code(code) or not scope(request.user).covers(station_of(code)):  # type: ignore[arg-type]
        return not_found("unit")
    life = queries.life(code=code, at=queries.now())
    return JsonResponse(life_shape(life, queries.names())) if life else not_found("unit")


@router.get("/register", summary="Regions and polling stations")
@declares(Access.SIGNED_IN)
def get_register(request: HttpRequest, page: Query[Page]) -> HttpResponse:
    """Return the polling stations of a region, in pages of 500, with the names of its places."""
    _, region = _region(request, page.region)
    if region is None:
        return not_found("region")
    total, stations, names = queries.register_page(region=region, offset=page.offset, limit=PAGE)
    return JsonResponse(
        {
            "total": total,
            "names": names,
            "stations": [
                {"region": s.key, "voters": s.voters, "assumed": s.assumed, "special": s.special} for s in stations
            ],
        }
    )


@router.get("/log/checkpoint", summary="The log's newest signed head", auth=None)
@declares(Access.PUBLIC)
def get_checkpoint(request: HttpRequest) -> HttpResponse:
    """Return the checkpoint as a signed note, in plain text."""
    del request
    found = log_records.newest_checkpoint(queries.current_log())
    return HttpResponse(found.note, content_type="text/plain; charset=utf-8") if found else not_found("checkpoint")


@router.get("/entries/{index}", summary="One entry with its proof")
@declares(Access.SIGNED_IN)
def get_entry(request: HttpRequest, index: int) -> HttpResponse:
    """Return an entry's commitment and inclusion proof, and what opens it to those whose region it is in."""
    log = queries.current_log()
    checkpoint = log_records.newest_checkpoint(log)
    if checkpoint is None or not 0 <= index < checkpoint.size:
        return not_found("entry")
    leaves = [leaf_hash(c) for c in log_records.commitments(log)][: checkpoint.size]
    answer: dict[str, Any] = {
        "log": log.origin,
        "index": index,
        "leaf": leaves[index].hex(),
        "proof": [base64.b64encode(node).decode() for node in inclusion_proof(leaves, index)],
        "checkpoint": checkpoint.note,
    }
    opened = log_records.disclosure(log, index)
    if opened and scope(request.user).covers(opened.region):  # type: ignore[arg-type]
        answer["disclosure"] = {
            "salt": base64.b64encode(opened.salt).decode(),
            "received_at": write_instant(opened.received_at),
            "received_us": opened.received_us,
            "envelope": opened.envelope.decode(),
        }
    return JsonResponse(answer)
