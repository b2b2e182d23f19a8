"""
What an institution's own tools ask for: receipts, and a log's entries as far as the asker may read them.

A mirror is a device of an office like any other, enrolled by the office above; it signs its requests.
"""

import re

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Field, Query, Router, Schema

from sepaham.api.device_auth import Asker, device_auth
from sepaham.api.entrance import desk_auth
from sepaham.api.problems import NotHereError, RefusalError
from sepaham.audit.replay import Replay
from sepaham.crypto.verifier import StandardVerifier
from sepaham.domain.picture import unit_row
from sepaham.gateways.keys import log_signer
from sepaham.gateways.limits import Limit
from sepaham.ledger.base64 import encode
from sepaham.records import disclosures, queries
from sepaham.records import log as log_records
from sepaham.records.access import Access, declares, scope
from sepaham.records.receipts import receipts

router = Router(auth=device_auth)
PAGE = 2000
"""Entries given at most at a time."""
FOLDS = Limit(rate=1 / 10, burst=6)
"""How often one device may have a picture folded for it."""
_SHA256 = re.compile("[0-9a-f]{64}", re.ASCII)


class Range(Schema):
    """Which entries: from a place on, at most so many."""

    start: int = Field(0, ge=0)
    limit: int = Field(PAGE, ge=1, le=PAGE)


class Size(Schema):
    """Over how many entries."""

    size: int = Field(ge=1)


def _asker(request: HttpRequest) -> Asker:
    asker: Asker = request.auth  # type: ignore[attr-defined]
    return asker


def _signed_size(asker: Asker) -> int:
    head = log_records.newest_checkpoint(asker.log)
    return head.size if head else 0


@router.get("/log/entries", summary="Entries, opened as far as the asker may read them")
@declares(Access.SIGNATURE)
def get_entries(request: HttpRequest, asked: Query[Range]) -> HttpResponse:
    """Return a line for each entry below the newest head: what opens it, else ``-`` and the entry alone."""
    asker = _asker(request)
    end = min(asked.start + asked.limit, _signed_size(asker))
    opened = disclosures.disclosed(log=asker.log, scope=asker.scope, start=asked.start, end=end)
    lines = {one.index: one.line() for one in opened}
    held = log_records.commitments_between(asker.log, asked.start, end)
    told = [lines.get(place, b"- " + encode(entry).encode()) for place, entry in enumerate(held, asked.start)]
    return HttpResponse(b"".join(line + b"\n" for line in told), content_type="text/plain; charset=utf-8")


@router.get("/log/files/{sha256}", summary="The file of a base fact")
@declares(Access.SIGNATURE)
def get_file(request: HttpRequest, sha256: str) -> HttpResponse:
    """Return a base fact's file by its hash, where the asker may read the statement that declares it."""
    asker = _asker(request)
    if not _SHA256.fullmatch(sha256) or sha256 not in disclosures.readable_files(asker.log, asker.scope):
        raise NotHereError("file")
    return HttpResponse(log_records.blob(sha256), content_type="application/octet-stream")


@router.get("/log/picture", summary="The picture that follows from what the asker may read")
@declares(Access.SIGNATURE)
def get_picture(request: HttpRequest, asked: Query[Size]) -> HttpResponse:
    """Return its digest, out of the tables themselves where the asker may read all of a log of that size."""
    asker = _asker(request)
    if asked.size > _signed_size(asker):
        raise NotHereError("head")
    if not FOLDS.allows(asker.device.id):
        raise RefusalError(429, "rate.folds", "A picture was folded for you just now; wait ten seconds.")
    opened = disclosures.disclosed(log=asker.log, scope=asker.scope, start=0, end=asked.size)
    whole = disclosures.reads_all(log=asker.log, size=asked.size, opened=len(opened))
    shown = disclosures.shown_picture(log=asker.log, size=asked.size) if whole else ""
    answer = {"size": asked.size, "source": "tables" if shown else "fold", "digest": shown}
    if not shown:
        replay = Replay(
            origin=asker.log.origin,
            commitments=log_records.commitments_between(asker.log, 0, asked.size),
            files=dict(disclosures.base_files(opened)),
            verifier=StandardVerifier(),
        )
        replay.run(opened)
        answer["digest"] = replay.digest
    return JsonResponse({**answer, "units": {} if whole else _units(asker, asked.size)})


def _units(asker: Asker, size: int) -> dict[str, object]:
    """Return what the pages show of the units the asker may see; nothing where they are of another size."""
    if log_records.tail(asker.log, 0)[0] != size:
        return {}
    found = {}
    for region in asker.scope.regions:
        _, states = queries.unit_states(region=region, offset=0, limit=10**6)
        found.update({state.code: unit_row(state) for state in states})
    return found


@router.get("/entries/{index}/receipt", summary="One statement with its proof, to keep", auth=desk_auth)
@declares(Access.SIGNED_IN)
def get_receipt(request: HttpRequest, index: int) -> HttpResponse:
    """Return a receipt that `sepaham verify` checks without asking anyone."""
    log = queries.current_log()
    opened = log_records.disclosure(log, index) if index < 2**63 else None
    if opened is None or not scope(request.user).may_open(kind=opened.kind, region=opened.region):  # type: ignore[arg-type]
        raise NotHereError("entry")
    made = receipts(log=log, indexes=[index], public=log_signer(settings.INSTANCE, log.origin).public)
    if not made:
        raise NotHereError("entry")
    found = HttpResponse(made[0].to_bytes(), content_type="application/json")
    found.headers["Content-Disposition"] = f'attachment; filename="entri-{index}.json"'
    return found
