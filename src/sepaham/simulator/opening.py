"""The first entries of a log: the gateway enrols its key and enters the base facts by their files' hashes."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sepaham.domain.authority import Authority, authority_to_bytes
from sepaham.domain.base import digest
from sepaham.domain.catalogue import Profile, profile_to_bytes
from sepaham.domain.plan import Plan, plan_to_bytes
from sepaham.domain.register import Register, office_id, register_to_bytes
from sepaham.ledger.base64 import encode
from sepaham.simulator.post import Spoken
from sepaham.simulator.signing import Pen, Signed


@dataclass(frozen=True, slots=True)
class Base:
    """What a log rests on."""

    register: Register
    profile: Profile
    authority: Authority
    plan: Plan

    def files(self) -> dict[str, bytes]:
        """Return the canonical files in the order in which they are entered."""
        return {
            "register": register_to_bytes(self.register),
            "catalogue": profile_to_bytes(self.profile),
            "authority": authority_to_bytes(self.authority),
            "plan": plan_to_bytes(self.plan),
        }


def open_log(pen: Pen, base: Base, at: datetime) -> Iterator[tuple[Signed, bytes]]:
    """Yield the first statements of a log, each with the file it names."""
    region = base.register.kabupaten[0]
    office, key = office_id("gateway", region), pen.gateway
    enrolment = {
        "device": key.keyid,
        "algorithm": key.algorithm,
        "key": encode(key.public),
        "office": office,
    }
    first = Spoken("opening", office, "device.enrol", region, at, enrolment, (), at, at)
    yield pen.sign_one(first), b""
    for what, file in base.files().items():
        body = {"what": what, "sha256": digest(file), "size": len(file)}
        declared = Spoken(f"opening {what}", office, "base.declare", region, at, body, (), at, at)
        yield pen.sign_one(declared), file
