"""
Enrolling the devices of an office from the office above: a code, a claim, a comparison, a signature.

The office above signs ``device.enrol`` with its own key; for the heads of institutions the operator's gateway
does, at the command line.
"""

import secrets
from datetime import datetime

from django.db import transaction

from sepaham.actions.gateway import gateway_office, gateway_statement
from sepaham.actions.livelog import live
from sepaham.actions.statements import append_own
from sepaham.crypto.verifier import StandardVerifier
from sepaham.domain.authority import stands_above
from sepaham.domain.enrolment import CODE_LASTS, CODE_RANDOM, code_digest, new_code, read_code
from sepaham.errors import SepahamError
from sepaham.exchange.envelopes import key_is_sound, proof_holds
from sepaham.ledger.signing import Signer
from sepaham.records import acts, facts
from sepaham.records import log as records
from sepaham.records import register as register_records
from sepaham.records.enrolment import Invitation, Invited, Standing, invitation_value, standing_of
from sepaham.records.log import Log

MOST_OPEN = 20
"""Codes an office may have out at once for one office below it."""
_VERIFIER = StandardVerifier()


class EnrolmentError(SepahamError):
    """An invitation or a claim that is not taken."""


def invite(*, log: Log, inviter: str, office: str, at: datetime) -> str:
    """
    Invite a device of an office; return the code, which is kept nowhere.

    Args:
        log: The log it will speak in.
        inviter: The office right above, or the gateway for the heads of institutions.
        office: For whom the device will speak.
        at: The hour.

    Raises:
        EnrolmentError: There is no such office, it is not right below, or too many codes are out.
    """
    (post,) = acts.posts([inviter])
    if not register_records.is_office(office):
        raise EnrolmentError(
            f"The register makes no office {office!r}; write it as line:region, such as ppk:35.17.15.",
            "enrolment.office",
        )
    if not stands_above(post, office):
        raise EnrolmentError(
            f"{inviter} is not the office right above {office}; only that one invites.", "enrolment.not_above"
        )
    out = Invitation.objects.filter(log=log, office=office, claimed_at=None, withdrawn_at=None)
    if out.filter(expires_at__gt=at).count() >= MOST_OPEN:
        raise EnrolmentError(
            f"{MOST_OPEN} codes for {office} are out; use one of them, or wait.", "enrolment.many"
        )
    code = new_code(secrets.token_bytes(CODE_RANDOM))
    Invitation.objects.create(
        log=log,
        office=office,
        inviter=inviter,
        code_hash=code_digest(log=log.origin, code=code),
        made_at=at,
        expires_at=at + CODE_LASTS,
    )
    return code


def look(*, log: Log, typed: str, at: datetime) -> Invited:
    """
    Return the invitation of a typed code, without using it.

    Raises:
        CodeError: It is mistyped.
        EnrolmentError: There is none, or its hour is over, or it was withdrawn or used.
    """
    return invitation_value(_good(log, typed, at, device=""), at)


def claim(
    *,
    log: Log,
    typed: str,
    device: str,
    algorithm: str,
    key: str,
    proof: str,
    at: datetime,
    phone: str = "",
) -> Invited:
    """
    Use a code: ask that a new key be enrolled. Safe to repeat with the same key.

    Args:
        log: The log it will speak in.
        typed: The code as it was typed.
        device: The key's name.
        algorithm: ``ed25519`` or ``es256``.
        key: The public key in base64.
        proof: The new key's signature over `domain.enrolment.proof_message`, in base64.
        at: The hour.
        phone: On what the key was made, by `domain.enrolment.phone_name`; '' where that is not told.

    Raises:
        CodeError: The code is mistyped.
        EnrolmentError: The code is of no use, the key is weak or known, or the proof does not hold.
    """
    with transaction.atomic():
        records.lock(log)
        row = _good(log, typed, at, device=device)
        if row.device:
            return invitation_value(row, at)
        row.claimed_at, row.device, row.algorithm, row.key, row.proof = at, device, algorithm, key, proof
        row.phone = phone
        _check(log, invitation_value(row, at), at)
        row.save()
        return invitation_value(row, at)


def _check(log: Log, asked: Invited, at: datetime) -> None:
    """Refuse a key that is weak or known, and one whose proof is not its own word."""
    sound = key_is_sound(device=asked.device, algorithm=asked.algorithm, key=asked.key, verifier=_VERIFIER)
    if not sound:
        raise EnrolmentError(
            "The key is weak, misspelt, or not the one its device is named after; make a new one.",
            "enrolment.key",
        )
    if not proof_holds(asked.enrolment(), log=log.origin, verifier=_VERIFIER):
        raise EnrolmentError(
            "The proof does not fit the key, the office and the log; make a new key.", "enrolment.proof"
        )
    if standing_of(log=log, device=asked.device, at=at) is not None:
        raise EnrolmentError("This key was shown before; make a new one.", "enrolment.known")


def _good(log: Log, typed: str, at: datetime, *, device: str) -> Invitation:
    """Return the invitation of a code that may be used, or was used by this very device."""
    digest = code_digest(log=log.origin, code=read_code(typed))
    row = Invitation.objects.filter(log=log, code_hash=digest).first()
    if row is None:
        raise EnrolmentError("No invitation has this code; ask the office above.", "enrolment.unknown")
    if row.withdrawn_at:
        raise EnrolmentError(
            "This code was withdrawn; ask the office above for a new one.", "enrolment.withdrawn"
        )
    if row.device and row.device != device:
        raise EnrolmentError("This code was used; ask the office above for a new one.", "enrolment.used")
    if not row.device and at >= row.expires_at:
        raise EnrolmentError(
            "This code is over; it holds for 30 minutes. Ask for a new one.", "enrolment.expired"
        )
    return row


def withdraw(*, log: Log, inviter: str, invitation: int, at: datetime) -> None:
    """
    Take an invitation back, used or not; a device that is enrolled already must be revoked instead.

    Raises:
        EnrolmentError: The office has no such invitation.
    """
    rows = Invitation.objects.filter(log=log, inviter=inviter, pk=invitation, withdrawn_at=None)
    if not rows.update(withdrawn_at=at):
        raise EnrolmentError("There is no such invitation of this office.", "enrolment.none")


def enrol_head(*, log: Log, invited: Invited, gateway: Signer, at: datetime) -> None:
    """
    Enrol the key of a head of an institution, by the operator's gateway, after the words were compared.

    Raises:
        EnrolmentError: The gateway did not invite it, or it no longer waits.
    """
    if invited.inviter != gateway_office(log.origin) or invited.standing is not Standing.WAITING:
        raise EnrolmentError(
            "Only keys that wait for the gateway are enrolled here; see `sepaham device list`.",
            "enrolment.not_waiting",
        )
    _state(log, gateway, "device.enrol", invited.enrolment(), at, invited.office.partition(":")[2])


def revoke_head(*, log: Log, device: str, reason: str, gateway: Signer, at: datetime) -> None:
    """
    Revoke a device of a head of an institution, by the operator's gateway.

    Raises:
        EnrolmentError: There is no such device in use, or the gateway does not stand above its office.
    """
    (gate,) = acts.posts([gateway_office(log.origin)])
    found = next((one for one in facts.devices(log=log, device=device) if not one.revoked), None)
    if found is None or device == gateway.keyid or not stands_above(gate, found.office):
        raise EnrolmentError(
            f"{device} is no enrolled device of an office below the gateway; see `sepaham device list`.",
            "enrolment.no_device",
        )
    region = found.office.partition(":")[2]
    _state(log, gateway, "device.revoke", {"device": device, "reason": reason}, at, region)


def _state(log: Log, gateway: Signer, kind: str, body: dict[str, str], at: datetime, region: str) -> None:  # noqa: PLR0917  private, and all of it needed
    with transaction.atomic():
        records.lock(log)
        statement, envelope = gateway_statement(
            live=live(log), signer=gateway, kind=kind, body=body, at=at, region=region
        )
        append_own(log=log, statements=[(statement, envelope, b"")], received_at=at)
