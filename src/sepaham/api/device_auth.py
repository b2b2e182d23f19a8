"""
Who asks for a device: whoever signs the request with the device's enrolled key.

No session and no cookie: the same request, signed anew, is all there is. Every refusal says what to do; one
for the clock tells the server's, so that a phone with a wrong one can go on asking.
"""

from dataclasses import dataclass

from django.http import HttpRequest
from django.utils import timezone

from sepaham.api.problems import RefusalError
from sepaham.crypto.verifier import StandardVerifier
from sepaham.domain.devices import Device
from sepaham.domain.register import Office
from sepaham.exchange.device_requests import WINDOW, Signed, read_header, request_message
from sepaham.gateways.limits import Limit
from sepaham.ledger.base64 import decode
from sepaham.records import acts, facts
from sepaham.records.access import Scope
from sepaham.records.log import Log
from sepaham.records.queries import current_log

MOST_SENT = 262_144
"""Bytes a signed request may bring."""
TRIES = Limit(rate=50, burst=500)
"""Requests from one address: behind one there may be all the phones of a kecamatan."""
ASKED = Limit(rate=2, burst=240)
"""Requests of one device."""
_VERIFIER = StandardVerifier()


@dataclass(frozen=True, slots=True)
class Asker:
    """A device whose signature holds: the log it is enrolled in, and the office it speaks for."""

    log: Log
    device: Device
    office: Office

    @property
    def scope(self) -> Scope:
        """Return what its office may see."""
        return Scope((self.office.id,), {self.office.id: self.office.regions})


def device_auth(request: HttpRequest) -> Asker:
    """
    Return whose device signed a request.

    Raises:
        RefusalError: The header, the clock, the device or the signature does not hold.
        NoLogError: No log is open.
    """
    _allow(TRIES, str(request.META.get("REMOTE_ADDR", "")))
    signed = read_header(request.headers.get("Authorization", ""))
    if signed is None:
        raise RefusalError(401, "auth.missing", "Sign the request with the device's key, as sync.md says.")
    now = int(timezone.now().timestamp())
    if abs(signed.seconds - now) > WINDOW:
        said = "The device's clock is more than 10 minutes off; use the hour told here for requests."
        raise RefusalError(401, "auth.clock", said, now=now)
    log = current_log()
    device = _device(log, signed)
    if not _holds(request, signed, device):
        raise RefusalError(401, "auth.signature", "The signature does not fit the request; sign it again.")
    if device.revoked:
        said = "This device was revoked; ask the office above for a new code."
        raise RefusalError(403, "auth.revoked", said)
    _allow(ASKED, device.id)
    return Asker(log, device, acts.post(device.office))


def _allow(limit: Limit, caller: str) -> None:
    if not limit.allows(caller):
        raise RefusalError(429, "rate.field", "Too many requests; wait a minute.")


def _device(log: Log, signed: Signed) -> Device:
    found = facts.devices(log=log, device=signed.device)
    if not found:
        said = "This device is not enrolled in the log in force; enrol it at the office above."
        raise RefusalError(401, "auth.device", said)
    return found[0]


def _holds(request: HttpRequest, signed: Signed, device: Device) -> bool:
    if int(request.META.get("CONTENT_LENGTH") or 0) > MOST_SENT:
        raise RefusalError(413, "request.size", f"Send at most {MOST_SENT} bytes at a time.")
    message = request_message(
        method=str(request.method), path=request.get_full_path(), seconds=signed.seconds, body=request.body
    )
    return _VERIFIER.verify(
        algorithm=device.algorithm,
        public=decode(device.key),
        message=message,
        signature=signed.signature,
    )
