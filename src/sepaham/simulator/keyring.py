"""The keys of a run's devices, all made from its seed, and the statements that enrol them."""

import hashlib
from collections.abc import Iterable
from datetime import time, timedelta
from typing import Any

from sepaham.crypto.keys import Ed25519Signer
from sepaham.domain.base import Level
from sepaham.domain.register import LINES
from sepaham.ledger.base64 import encode
from sepaham.simulator.deeds import Deed, key_of
from sepaham.simulator.membership import Said
from sepaham.simulator.scene import BRIEFED, OPENS, Scene

Slot = tuple[str, int]


class Keyring:
    """One signer for each device of each office."""

    def __init__(self, seed: int) -> None:
        """Begin empty; keys are made when they are asked for."""
        self._seed = seed
        self._signers: dict[Slot, Ed25519Signer] = {}

    def signer(self, office: str, slot: int) -> Ed25519Signer:
        """Return the signer of one of an office's devices."""
        found = self._signers.get((office, slot))
        if found is None:
            secret = self.secret(f"key {office} {slot}")
            found = self._signers[office, slot] = Ed25519Signer.from_seed(secret)
        return found

    def secret(self, label: str) -> bytes:
        """Return 32 bytes that only who knows the seed can tell; the same for the same label."""
        return hashlib.sha256(f"sepaham/simulator/{self._seed}/{label}".encode()).digest()

    def enrolment(self, office: str, slot: int) -> dict[str, Any]:
        """Return the body of a statement that enrols a device."""
        signer = self.signer(office, slot)
        return {
            "device": signer.keyid,
            "algorithm": signer.algorithm,
            "key": encode(signer.public),
            "office": office,
        }

    def complete(self, body: dict[str, Any]) -> dict[str, Any]:
        """Return the body of an enrolment or a revocation that names a device by office and slot."""
        if "reason" in body:
            return {"device": self.signer(body["office"], body["slot"]).keyid, "reason": body["reason"]}
        return self.enrolment(body["office"], body["slot"])


def briefing(scene: Scene, said: Iterable[Said]) -> list[Said]:
    """Return the enrolments of all devices that speak, from above down, before anything moves."""
    told = list(said)
    later = {(one.body["office"], one.body["slot"]) for one in told if one.deed.kind == "device.enrol"}
    speaking = {(one.office, one.slot) for one in told} | {(office, 0) for office, _ in later}
    wanted = _with_superiors(scene, speaking) - later
    ranks = list(LINES)
    order = sorted(wanted, key=lambda s: (_level(s[0]), min(s[1], 1), ranks.index(_line(s[0])), s))
    return [_enrolled(scene, slot, turn) for turn, slot in enumerate(order)]


def _with_superiors(scene: Scene, speaking: Iterable[Slot]) -> set[Slot]:
    gateway = scene.office("gateway", scene.kabupaten)
    wanted = {slot for slot in speaking if slot[0] != gateway}
    above = {(_above(scene, slot), 0) for slot in wanted} - {(gateway, 0)}
    return wanted if above <= wanted else _with_superiors(scene, wanted | above)


def _above(scene: Scene, slot: Slot) -> str:
    """Return who enrols a device: the office above."""
    line, _, region = slot[0].partition(":")
    return scene.office(LINES[line].above, region)


def _enrolled(scene: Scene, slot: Slot, turn: int) -> Said:
    """Return a device's enrolment: who stands above first, an office's further devices later."""
    office, number = slot
    start = scene.moment(OPENS if _level(office) <= Level.KABUPATEN else BRIEFED, time(8))
    by, region = _above(scene, slot), office.partition(":")[2]
    hours = 3 * (_level(office) - 2) + (LINES[_line(by)].above == "gateway")
    at = start + timedelta(hours=hours, minutes=30 * min(number, 1), seconds=turn)
    body = {"office": office, "slot": number}
    deed = Deed(key_of("device.enrol", by, office, number), by, "device.enrol", region, at, body)
    return Said(deed, by, 0, at, body)


def _line(office: str) -> str:
    return office.partition(":")[0]


def _level(office: str) -> Level:
    return LINES[_line(office)].level
