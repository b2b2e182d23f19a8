"""
An operator with full control of its database and its keys, and the institutions that watch it, as values.

`Operator` enters envelopes as the server does, but nothing keeps it from doing so otherwise.
"""

import hashlib
from dataclasses import dataclass, field, replace
from datetime import timedelta

from example import (
    AUTHORITY,
    JIPURAPAH,
    KABUPATEN,
    OPENED,
    ORIGIN,
    PLAN,
    PLANDAAN,
    PROFILE,
    REGISTER,
    Phone,
    hour,
    load,
)
from sepaham.audit.export import Export, export
from sepaham.crypto.keys import Ed25519Signer
from sepaham.crypto.verifier import StandardVerifier
from sepaham.domain.authority import authority_to_bytes
from sepaham.domain.base import digest
from sepaham.domain.catalogue import profile_to_bytes
from sepaham.domain.findings import RULES_VERSION
from sepaham.domain.plan import plan_to_bytes
from sepaham.domain.register import register_to_bytes
from sepaham.exchange.envelopes import microseconds
from sepaham.ledger.checkpoint import Checkpoint, sign_checkpoint
from sepaham.ledger.cosignature import cosign, cosigner_key
from sepaham.ledger.disclosure import Disclosed
from sepaham.ledger.note import Note, NoteKey
from sepaham.ledger.policy import KnownLog, KnownWitness, policy_of
from sepaham.ledger.tree import leaf_hash, root

VERIFIER = StandardVerifier()
WITNESSES = ("kpu", "bawaslu", "polres", "pemkab", "kejari")
SEEN_AT = 1_732_600_000


def seeded(label: str) -> Ed25519Signer:
    """A key that needs no chance."""
    return Ed25519Signer.from_seed(hashlib.sha256(label.encode()).digest())


@dataclass
class Operator:
    """One log as its operator keeps it."""

    origin: str = ORIGIN
    opened: list[Disclosed] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    signer: Ed25519Signer = field(default_factory=lambda: seeded("log"))

    def __post_init__(self) -> None:
        """Open the log: the gateway's key, the base facts, who matches it."""
        self.gateway = Phone(f"gateway:{KABUPATEN}", seeded("gateway"))
        self.policy = policy_of(
            logs=[KnownLog(NoteKey(self.origin, self.signer.public))],
            witnesses=[
                KnownWitness(name, cosigner_key(name=name, public=seeded(name).public)) for name in WITNESSES
            ],
        )
        self.phones: dict[str, Phone] = {}

    def enter(self, envelope, at=OPENED) -> Disclosed:
        """Enter an envelope at the end of the log."""
        salt = hashlib.sha256(f"salt {len(self.opened)}".encode()).digest()
        one = Disclosed(len(self.opened), microseconds(at), salt, envelope.to_bytes())
        self.opened.append(one)
        return one

    def enrol(self, office: str, above: Phone | None = None) -> Phone:
        """Enrol an office's phone."""
        phone = self.phones[office] = Phone(office, seeded(office))
        giver = above or self.gateway
        self.enter(giver.enrolment(phone, office.partition(":")[2], OPENED))
        return phone

    @property
    def commitments(self) -> list[bytes]:
        """The entries."""
        return [one.commitment for one in self.opened]

    def head(self, size: int | None = None) -> Checkpoint:
        """The head over the first entries."""
        held = self.commitments[:size]
        return Checkpoint(self.origin, len(held), root(map(leaf_hash, held)))

    def note(self, *names: str, size: int | None = None) -> bytes:
        """A head under the log's signature and those of some witnesses."""
        signed = sign_checkpoint(checkpoint=self.head(size), signer=self.signer)
        lines = [cosign(text=signed.text, name=name, signer=seeded(name), at=SEEN_AT) for name in names]
        return Note(signed.text, (*signed.signatures, *lines)).to_bytes()

    def values(self, *names: str, **changes) -> Export:
        """What an export of the whole log holds."""
        found = Export(
            reader="keeper",
            rules=RULES_VERSION,
            policy=self.policy.to_bytes(),
            checkpoint=self.note(*names),
            commitments=self.commitments,
            disclosed=list(self.opened),
            files=sorted(self.files.items()),
        )
        return replace(found, **changes)

    def export(self, *names: str, **changes) -> bytes:
        """The whole log as one file."""
        return b"".join(export(self.values(*names, **changes)))


def opened(origin: str = ORIGIN) -> Operator:
    """An operator with an open log and no phones but its own."""
    from sepaham.ledger.base64 import encode

    found = Operator(origin)
    gateway = found.gateway
    body = {
        "device": gateway.signer.keyid,
        "algorithm": "ed25519",
        "key": encode(gateway.signer.public),
        "office": gateway.office,
    }
    said(found, gateway, "device.enrol", KABUPATEN, body)
    files = {
        "register": register_to_bytes(REGISTER),
        "catalogue": profile_to_bytes(PROFILE),
        "authority": authority_to_bytes(AUTHORITY),
        "plan": plan_to_bytes(PLAN),
        "policy": found.policy.to_bytes(),
    }
    for what, file in files.items():
        found.files[digest(file)] = file
        body = {"what": what, "sha256": digest(file), "size": len(file)}
        said(found, gateway, "base.declare", KABUPATEN, body)
    return found


def said(found: Operator, phone: Phone, kind, region, body, at=OPENED) -> Disclosed:  # noqa: PLR0917
    """Let a phone state something and enter it."""
    statement = replace(phone.voice.say(kind, region, at, body), log=found.origin)
    return found.enter(phone.sign(statement), at + timedelta(seconds=5))


def jombang(origin: str = ORIGIN) -> Operator:
    """An operator whose log tells of one handover: KPU to Plandaan, seen by Bawaslu."""
    found = opened(origin)
    kpu = found.enrol(f"kpu:{KABUPATEN}")
    bawaslu = found.enrol(f"bawaslu:{KABUPATEN}")
    ppk = found.enrol(f"ppk:{PLANDAAN}", kpu)
    panwascam = found.enrol(f"panwascam:{PLANDAAN}", bawaslu)
    way = load("kpu-ppk", PLANDAAN)
    said(found, kpu, "handover.give", PLANDAAN, {"list": way.hash}, hour("24 09:00"))
    said(found, ppk, "handover.receive", PLANDAAN, {"list": way.hash}, hour("24 11:00"))
    seen = {"list": way.hash, "side": "receive"}
    said(found, panwascam, "handover.observe", PLANDAAN, seen, hour("24 11:05"))
    pps = found.enrol(f"pps:{JIPURAPAH}", ppk)
    onward = load("ppk-pps", JIPURAPAH)
    said(found, ppk, "handover.give", JIPURAPAH, {"list": onward.hash}, hour("25 08:00"))
    said(found, pps, "handover.receive", JIPURAPAH, {"list": onward.hash}, hour("25 10:00"))
    return found
