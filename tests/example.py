"""
The tiny worked example every test may use: two kecamatan, three desa, five polling stations, two elections.

`Speaker` makes statements as values for the pure rooms; `Phone` signs them for the doors. Both number what a
device says and name the statement before.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from typing import Any

from sepaham.crypto.keys import Ed25519Signer
from sepaham.domain.authority import authority_to_bytes
from sepaham.domain.base import digest
from sepaham.domain.book import Book
from sepaham.domain.catalogue import profile_to_bytes, unit_kinds
from sepaham.domain.loads import LoadList
from sepaham.domain.plan import Plan, plan_to_bytes
from sepaham.domain.planning import plain_plan
from sepaham.domain.register import PollingStation, Region, Register, register_to_bytes
from sepaham.domain.statement import Entry, Ref, Statement
from sepaham.domain.units import Unit, unit_code, units_of
from sepaham.exchange.envelopes import sign
from sepaham.gateways.library import authority, profile
from sepaham.ledger.base64 import encode
from sepaham.ledger.envelope import Envelope

KABUPATEN = "35.17"
PLANDAAN, WONOSALAM = "35.17.15", "35.17.05"
JIPURAPAH, KLITIH, SUMBERJO = "35.17.15.2004", "35.17.15.2003", "35.17.05.2002"
ORIGIN = "sepaham/35.17/2024-11-27/REAL"
OPENED = datetime(2024, 11, 18, 1, tzinfo=UTC)

REGISTER = Register(
    regions={
        code: Region(code, name)
        for code, name in {
            "35": "Jawa Timur",
            KABUPATEN: "Jombang",
            WONOSALAM: "Wonosalam",
            PLANDAAN: "Plandaan",
            SUMBERJO: "Sumberjo",
            KLITIH: "Klitih",
            JIPURAPAH: "Jipurapah",
        }.items()
    },
    stations=(
        PollingStation(SUMBERJO, 1, 500),
        PollingStation(SUMBERJO, 2, 481),
        PollingStation(KLITIH, 1, 590),
        PollingStation(JIPURAPAH, 1, 520),
        PollingStation(JIPURAPAH, 2, 333),
    ),
)
PROFILE = profile("pilkada-2024")
AUTHORITY = authority()


def units() -> list[Unit]:
    """Every unit of the example, in station order."""
    return [u for s in REGISTER.stations for u in units_of(s, unit_kinds(PROFILE, s.desa))]


def plan() -> Plan:
    """The plain plan of the example, with nonces that need no chance."""
    return plain_plan(
        log=ORIGIN,
        units=units(),
        day=PROFILE.day,
        kabupaten=KABUPATEN,
        nonce=lambda label: digest(label.encode())[:32],
    )


PLAN = plan()


def load(leg: str, region: str) -> LoadList:
    """The planned load list of a leg and region."""
    return next(x for x in PLAN.lists.values() if (x.leg, x.region) == (leg, region))


def code(station: str, mark: str) -> str:
    """The code of a station's piece."""
    return unit_code(station=station, mark=mark)


def hour(text: str) -> datetime:
    """An instant written ``26 09:30``: day of November 2024 and hour, WIB."""
    day, clock = text.split()
    hours, minutes = map(int, clock.split(":"))
    return datetime(2024, 11, int(day), tzinfo=UTC) + timedelta(hours=hours - 7, minutes=minutes)


@dataclass
class Speaker:
    """One office at its device, speaking values."""

    office: str
    device: str = ""
    seq: int = 0
    prev: str = ""

    def __post_init__(self) -> None:
        """Name the device after its office unless told."""
        self.device = self.device or f"device of {self.office}"

    def say(
        self,
        kind: str,
        region: str,
        at: datetime,
        body: Mapping[str, Any],
        refs: Iterable[tuple[str, str]] = (),
    ) -> Statement:
        """Make the next statement."""
        self.seq += 1
        label = f"{self.device} {self.seq} {kind} {region} {at} {body}"
        statement = Statement(
            id=digest(label.encode()),
            nonce=hashlib.sha256(label.encode()).hexdigest()[:22],
            log=ORIGIN,
            kind=kind,
            office=self.office,
            device=self.device,
            seq=self.seq,
            prev=self.prev,
            at=at,
            region=region,
            body=body,
            refs=tuple(Ref(role, key) for role, key in refs),
        )
        self.prev = statement.id
        return statement

    def give(self, found: LoadList, at: datetime, **more: Any) -> Statement:
        """Hand a load list over."""
        return self.say("handover.give", found.region, at, {"list": found.hash, **more})

    def receive(
        self, found: LoadList, at: datetime, refs: Iterable[tuple[str, str]] = (), **more: Any
    ) -> Statement:
        """Receive a load list."""
        return self.say("handover.receive", found.region, at, {"list": found.hash, **more}, refs)

    def observe(self, found: LoadList, at: datetime, side: str = "receive", **more: Any) -> Statement:
        """See a load list given or received."""
        return self.say("handover.observe", found.region, at, {"list": found.hash, "side": side, **more})


@dataclass
class Story:
    """A log told entry by entry into a book."""

    book: Book = field(default_factory=Book)
    entries: list[Entry] = field(default_factory=list)

    def __post_init__(self) -> None:
        """Open the log with its base facts."""
        gateway = Speaker(f"gateway:{KABUPATEN}")
        files = {
            "register": register_to_bytes(REGISTER),
            "catalogue": profile_to_bytes(PROFILE),
            "authority": authority_to_bytes(AUTHORITY),
            "plan": plan_to_bytes(PLAN),
        }
        for what, file in files.items():
            body = {"what": what, "sha256": digest(file), "size": len(file)}
            self.tell(gateway.say("base.declare", KABUPATEN, OPENED, body), at=OPENED, file=file)

    def tell(self, statement: Statement, *, at: datetime | None = None, file: bytes = b"") -> Entry:
        """Enter a statement; it is received at its own hour unless told."""
        entry = Entry(len(self.entries), at or statement.at, statement, file)
        self.entries.append(entry)
        self.book.take(entry)
        return entry

    def rules(self, at: datetime | None = None) -> list[str]:
        """The rules that find something, at an hour or ever; lateness of what has not begun left out."""
        self.book.settle()
        found = (f for f in self.book.findings.values() if f.basis)
        return sorted(f.rule for f in found if at is None or f.since <= at)


@dataclass
class Phone:
    """One office's device with a key of its own, signing envelopes."""

    office: str
    signer: Ed25519Signer = field(default_factory=Ed25519Signer.generate)
    voice: Speaker = field(init=False)

    def __post_init__(self) -> None:
        """Speak under the key's own name."""
        self.voice = Speaker(self.office, self.signer.keyid)

    def sign(self, statement: Statement) -> Envelope:
        """Sign what this device said; the next statement names it by its true id."""
        envelope = sign(statement, self.signer)
        self.voice.prev = envelope.id
        return envelope

    def enrolment(self, other: "Phone", region: str, at: datetime) -> Envelope:
        """Enrol another office's phone."""
        body = {
            "device": other.signer.keyid,
            "algorithm": other.signer.algorithm,
            "key": encode(other.signer.public),
            "office": other.office,
        }
        return self.sign(self.voice.say("device.enrol", region, at, body))


def corrected(statement: Statement, **changes: Any) -> Statement:
    """A statement with other fields, for tests of what should not be."""
    return replace(statement, **changes)
