"""
Checking what was handed over: an export, a receipt, minutes as PDF, or evidence against an operator.

Nothing is asked of anybody: the bytes and, if one has it, a policy of one's own are all there is.
"""

import re
import zlib
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

from sepaham.audit import exported
from sepaham.audit.replay import Fault
from sepaham.audit.report import Report, Said
from sepaham.domain.base import write_instant
from sepaham.errors import SepahamError
from sepaham.exchange.envelopes import statement_in
from sepaham.ledger import archive, receipt
from sepaham.ledger.checkpoint import Checkpoint
from sepaham.ledger.evidence import HEADER as SPLIT
from sepaham.ledger.evidence import parse_split_view, verify_split_view
from sepaham.ledger.fork import FORMAT as FORK
from sepaham.ledger.fork import parse_fork, verify_fork
from sepaham.ledger.policy import Policy, parse_policy
from sepaham.ledger.signing import Verifier

_STREAM = re.compile(rb"stream\r?\n")
_LOOK = 1024
"""Bytes of a stream that tell whether it is a receipt."""
_MOST = receipt.MAX_RECEIPT
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


class VerifyError(SepahamError):
    """A file that is none of those that can be checked."""


def verify(raw: bytes, *, verifier: Verifier, policy: Policy | None = None) -> Report:
    """
    Check a file.

    Args:
        raw: Its bytes.
        verifier: The one rule of verification.
        policy: Whom one believes; without it the file's own is used, and the answer says so.

    Raises:
        VerifyError: ``verify.unknown``; it is no export, receipt, PDF with a proof, or evidence.
    """
    if raw.startswith(archive.HEADER) or raw.endswith(b" end\n"):
        return exported.check(raw, verifier=verifier, policy=policy)
    if raw.startswith(b"%PDF-"):
        return _minutes(raw, verifier, policy)
    if raw.startswith(SPLIT.encode()) or FORK.encode() in raw[:200]:
        return _evidence(raw, verifier, policy)
    if receipt.FORMAT.encode() in raw[:200]:
        return _receipts("receipt", (raw,), verifier, policy)
    raise VerifyError(
        "This is no export, receipt, PDF with a proof in it, or evidence; give one of those.",
        "verify.unknown",
    )


def embedded(pdf: bytes) -> Iterator[bytes]:
    """Yield the receipts that a PDF carries."""
    for found in _STREAM.finditer(pdf):
        head = _unpacked(pdf, found.end(), _LOOK)
        if head.startswith(b"{") and receipt.FORMAT.encode() in head[:200]:
            yield _unpacked(pdf, found.end(), _MOST)


def _unpacked(pdf: bytes, start: int, most: int) -> bytes:
    """Return at most so much of a stream, read from at most so much of the file; nothing of other streams."""
    data = pdf[start : start + most]
    if data.startswith(b"{"):
        return data.partition(b"endstream")[0].rstrip(b"\r\n")
    try:
        return zlib.decompressobj().decompress(data, most)
    except zlib.error:
        return b""


def _minutes(raw: bytes, verifier: Verifier, policy: Policy | None) -> Report:
    found = tuple(embedded(raw))
    if not found:
        raise VerifyError(
            "This PDF carries no proof; print it from Sepaham once it is stated.", "verify.unknown"
        )
    return _receipts("minutes", found, verifier, policy)


def _receipts(kind: str, raws: tuple[bytes, ...], verifier: Verifier, policy: Policy | None) -> Report:
    """Check receipts, each by itself, and answer for all of them."""
    faults: list[Fault] = []
    proven: list[Said] = []
    unproven: list[Said] = []
    for place, raw in enumerate(raws, 1):
        try:
            one = receipt.parse_receipt(raw)
            believed = policy or parse_policy(one.policy)
            envelope, shown = receipt.verify_receipt(receipt=one, policy=believed, verifier=verifier)
            statement = statement_in(envelope.to_bytes())
        except SepahamError as fault:
            faults.append(Fault(fault.code, f"{kind} {place}", fault.message))
            continue
        if statement.log != shown.checkpoint.origin:
            faults.append(Fault("log.other", f"{kind} {place}", statement.log))
            continue
        received = write_instant(
            (_EPOCH + timedelta(microseconds=one.opened.received_us)).replace(microsecond=0)
        )
        told = {
            "office": statement.actor,
            "kind": statement.kind,
            "region": statement.region,
            "at": write_instant(statement.at),
            "device": statement.device[:8],
        }
        proven.append(Said("statement", told))
        proven.append(
            Said("entry", {"index": shown.index, "log": shown.checkpoint.origin, "received": received})
        )
        proven.extend(exported.heads(shown.checkpoint))
        proven.extend(exported.witnesses(shown, believed)[0])
        unproven.extend(exported.witnesses(shown, believed)[1])
        unproven.append(Said("enrolment", {"device": statement.device[:8], "office": statement.office}))
        unproven.extend(exported.keys_from(believed, own=policy is None))
    unproven.extend(Said(code) for code in ("truth", "hours"))
    if kind == "minutes":
        unproven.append(Said("paper"))
    figures = {"receipts": len(raws)}
    return Report(kind, tuple(faults), _once(proven), _once(unproven) if not faults else (), (), figures)


def _evidence(raw: bytes, verifier: Verifier, policy: Policy | None) -> Report:
    """Check evidence; that it holds says that the operator misbehaved."""
    if policy is None:
        raise VerifyError(
            "Evidence is checked against the log's key: give it with --policy FILE.", "verify.policy"
        )
    try:
        first, second = _two_heads(raw, verifier, policy)
    except SepahamError as fault:
        return Report("evidence", (Fault(fault.code, "evidence", fault.message),))
    said = Said("split", {"log": first.origin, "held": first.size, "shown": second.size})
    return Report("evidence", proven=(said,), figures={"misbehaviour": True, "log": first.origin})


def _two_heads(raw: bytes, verifier: Verifier, policy: Policy) -> tuple[Checkpoint, Checkpoint]:
    """Return the two heads that evidence shows to be of two pasts."""
    if raw.startswith(SPLIT.encode()):
        view = parse_split_view(raw)
        return verify_split_view(view=view, log_keys=policy.log_keys(view.origin), verifier=verifier)
    fork = parse_fork(raw)
    return verify_fork(fork=fork, log_keys=policy.log_keys(fork.origin), verifier=verifier)


def _once(said: list[Said]) -> tuple[Said, ...]:
    """Return sentences without those that were said before."""
    return tuple({(one.code, str(sorted(one.values.items()))): one for one in said}.values())
