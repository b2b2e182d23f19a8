"""What a log publishes of itself, and the cosignatures of witnesses nobody can reach."""

from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from ninja import Router

from sepaham.actions.cosign import CosignError, keep_cosignatures
from sepaham.api.entrance import desk_auth
from sepaham.api.problems import NotHereError, RefusalError
from sepaham.gateways.keys import log_signer
from sepaham.gateways.limits import Limit
from sepaham.ledger.checkpoint import CheckpointError
from sepaham.ledger.note import NoteError, NoteKey
from sepaham.ledger.policy import KnownLog, policy_of
from sepaham.records import log as records
from sepaham.records import queries, witnesses
from sepaham.records.access import Access, declares

router = Router(auth=desk_auth)
TRIES = Limit(rate=5, burst=120)
"""Cosignatures one address may bring."""
MOST = 65_536
"""Bytes of a head with its cosignatures."""
_PLAIN = "text/plain; charset=utf-8"
_STATUS = {"cosign.unknown": 404, "cosign.stranger": 403, "note.forged": 403}


@router.get("/log", summary="Which log this is, and the key that signs its heads", auth=None)
@declares(Access.PUBLIC)
def get_log(request: HttpRequest) -> HttpResponse:
    """Return the log's origin and verifier key (C2SP vkey), to check every checkpoint against."""
    del request
    log = queries.current_log()
    vkey = NoteKey(log.origin, log_signer(settings.INSTANCE, log.origin).public).vkey
    return JsonResponse({"origin": log.origin, "vkey": vkey, "rules": log.rules, "drill": log.drill})


@router.get("/log/checkpoint", summary="The log's newest signed head", auth=None)
@declares(Access.PUBLIC)
def get_checkpoint(request: HttpRequest) -> HttpResponse:
    """Return the checkpoint as a signed note with the cosignatures that came, in plain text."""
    del request
    found = records.newest_checkpoint(queries.current_log())
    if found is None:
        raise NotHereError("checkpoint")
    return HttpResponse(witnesses.note_of(found), content_type=_PLAIN)


@router.get("/log/policy", summary="Who matches the log")
@declares(Access.SIGNED_IN)
def get_policy(request: HttpRequest) -> HttpResponse:
    """Return the policy in force (C2SP tlog-policy): the log's key, its witnesses, how many it takes."""
    del request
    log = queries.current_log()
    key = NoteKey(log.origin, log_signer(settings.INSTANCE, log.origin).public)
    found = witnesses.policy(log)
    told = found if found.logs else policy_of(logs=[KnownLog(key)], witnesses=[])
    return HttpResponse(told.to_bytes(), content_type=_PLAIN)


@router.post("/log/cosignatures", summary="Bring a head you cosigned", auth=None)
@declares(Access.SIGNATURE)
def post_cosignatures(request: HttpRequest) -> HttpResponse:
    """Keep the cosignatures of known witnesses under a head of this log; the body is the signed note."""
    if not TRIES.allows(str(request.META.get("REMOTE_ADDR", ""))):
        raise RefusalError(429, "limit", "Too many cosignatures at once; bring them later.")
    if len(request.body) > MOST:
        raise RefusalError(413, "cosign.size", f"A head with its cosignatures has at most {MOST} bytes.")
    try:
        kept = keep_cosignatures(log=queries.current_log(), note=request.body)
    except (CosignError, NoteError, CheckpointError) as fault:
        raise RefusalError(_STATUS.get(fault.code, 400), fault.code, fault.message) from fault
    answer: dict[str, Any] = {"kept": kept}
    return JsonResponse(answer)
