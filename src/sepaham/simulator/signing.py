"""From words to signed statements: numbers, nonces, references and signatures, device by device."""

import base64
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field, replace

from sepaham.domain.statement import Ref, Statement
from sepaham.exchange.envelopes import sign
from sepaham.ledger.signing import Signer
from sepaham.simulator.keyring import Keyring
from sepaham.simulator.post import Spoken

_NONCE = 16


@dataclass(frozen=True, slots=True)
class Signed:
    """A statement with the canonical bytes of its envelope, and what it was spoken as."""

    spoken: Spoken
    statement: Statement
    envelope: bytes


@dataclass(slots=True)
class Pen:
    """
    Signs a stream; holds each device's last number and statement.

    Attributes:
        log: The log's origin.
        keyring: The keys of the run.
        gateway: The operator's key, that signs what comes by spreadsheet and enrols the heads.
        last: The gateway's last number and id, where it has stated something before.
    """

    log: str
    keyring: Keyring
    gateway: Signer
    last: tuple[int, str] = (0, "")
    ids: dict[str, str] = field(default_factory=dict)
    devices: dict[tuple[str, int], str] = field(default_factory=dict)
    _tails: dict[str, tuple[int, str]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        """Go on where the gateway stopped."""
        self.resume(self.last)

    def resume(self, last: tuple[int, str]) -> None:
        """Go on after the gateway's last number and id, which others signed with its key."""
        self._tails[self.gateway.keyid] = last

    def sign(self, stream: Iterable[Spoken]) -> Iterator[Signed]:
        """Yield statements signed, in the order in which they were spoken."""
        for spoken in stream:
            yield self.sign_one(spoken)

    def sign_one(self, spoken: Spoken) -> Signed:
        """Sign the next statement of its device."""
        signer = self._signer(spoken)
        seq, prev = self._tails.get(signer.keyid, (0, ""))
        draft = Statement(
            id="",
            nonce=self._nonce(spoken.key),
            log=self.log,
            kind=spoken.kind,
            office=spoken.office,
            device=signer.keyid,
            seq=seq + 1,
            prev=prev,
            at=spoken.at,
            region=spoken.region,
            body=spoken.body,
            refs=tuple(Ref(role, self.ids[key]) for role, key in spoken.refs),
        )
        envelope = sign(draft, signer)
        statement = replace(draft, id=envelope.id)
        self._tails[signer.keyid] = (seq + 1, statement.id)
        self.ids[spoken.key] = statement.id
        return Signed(spoken, statement, envelope.to_bytes())

    def _signer(self, spoken: Spoken) -> Signer:
        gateway = spoken.office.startswith("gateway:")
        signer: Signer = self.gateway if gateway else self.keyring.signer(spoken.office, spoken.device_slot)
        self.devices[spoken.office, spoken.device_slot] = signer.keyid
        return signer

    def _nonce(self, key: str) -> str:
        nonce = self.keyring.secret(f"nonce {self.log} {key}")[:_NONCE]
        return base64.urlsafe_b64encode(nonce).rstrip(b"=").decode()
