"""Opening a log: the gateway enrols itself and enters the base facts by the hash of their files."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction

from sepaham.actions.gateway import gateway_statement, genesis
from sepaham.actions.livelog import live
from sepaham.actions.statements import append_own
from sepaham.domain.authority import Authority, authority_to_bytes
from sepaham.domain.base import digest
from sepaham.domain.catalogue import Profile, profile_to_bytes
from sepaham.domain.findings import RULES_VERSION
from sepaham.domain.plan import Plan, plan_to_bytes
from sepaham.domain.register import Register, register_to_bytes
from sepaham.errors import SepahamError
from sepaham.gateways.phone import Build
from sepaham.ledger.signing import Signer
from sepaham.records import foundations
from sepaham.records import log as records
from sepaham.records import register as registers
from sepaham.records.log import Log


class OpenLogError(SepahamError):
    """A log that cannot be opened."""


def open_log(
    *,
    origin: str,
    register: Register,
    profile: Profile,
    authority: Authority,
    plan: Plan,
    gateway: Signer,
    at: datetime,
    illustrative: bool = False,
    simulated: bool = False,
) -> Log:
    """
    Open a log with its base facts; its profile, and so its day, is in force from then on.

    Raises:
        OpenLogError: The register spans more than one kabupaten, or the log is open already.
    """
    if len(register.kabupaten) != 1:
        raise OpenLogError(
            f"A log is opened for one kabupaten; the register holds {len(register.kabupaten)}.",
            "log.kabupaten",
        )
    if Log.objects.filter(origin=origin).exists():
        raise OpenLogError(f"The log {origin} is open already.", "log.open")
    with transaction.atomic():
        log = Log.objects.create(
            origin=origin,
            drill=origin.endswith("/LATIHAN"),
            illustrative=illustrative,
            simulated=simulated,
            opened_at=at,
            rules=RULES_VERSION,
        )
        registers.set_profile(profile)
        append_own(
            log=log, statements=[(*genesis(origin=origin, signer=gateway, at=at), b"")], received_at=at
        )
        files = {
            "register": register_to_bytes(register),
            "catalogue": profile_to_bytes(profile),
            "authority": authority_to_bytes(authority),
            "plan": plan_to_bytes(plan),
        }
        for what, file in files.items():
            declare(log=log, what=what, file=file, gateway=gateway, at=at)
    return log


def declare_phone(*, log: Log, build: Build, gateway: Signer, at: datetime, urgent: bool = False) -> bool:
    """
    Enter which build of the phone's app is handed out; tell whether that was news.

    Args:
        log: The log.
        build: The build.
        gateway: Signs it.
        at: The hour.
        urgent: Whether phones offer it even in the days around the election.
    """
    known = foundations.declared(log=log, what="phone") == build.version
    if not build.version or (known and (not urgent or foundations.urgent(log=log, version=build.version))):
        return False
    more = {"urgent": "yes"} if urgent else {}
    declare(log=log, what="phone", file=build.manifest, gateway=gateway, at=at, more=more)
    return True


def declare(
    *, log: Log, what: str, file: bytes, gateway: Signer, at: datetime, more: Mapping[str, str] | None = None
) -> None:
    """Enter one base fact by the hash of its canonical file, with what more is said of it; keep the file."""
    body = {"what": what, "sha256": digest(file), "size": len(file), **(more or {})}
    with transaction.atomic():
        records.lock(log)
        records.keep_blob(sha256=digest(file), data=file)
        statement, envelope = gateway_statement(
            live=live(log), signer=gateway, kind="base.declare", body=body, at=at
        )
        append_own(log=log, statements=[(statement, envelope, file)], received_at=at)
