"""
Signed statements as QR codes, by which two phones without signal hand facts to each other.

docs/format/qr.md is the same on paper; ``tests/vectors/qr.json`` holds this room and the phone's to it.
Nothing is verified here: what comes out is an envelope like any other, to be judged by `admit`.
"""

import hashlib
import re
from collections import OrderedDict
from dataclasses import dataclass

from sepaham.domain.statement import PAYLOAD_TYPE
from sepaham.errors import SepahamError
from sepaham.ledger.envelope import Envelope
from sepaham.ledger.strict import MAX_PAYLOAD, StrictError, loads

MOST_BYTES = 646
"""What the largest code shown holds: version 20, level M, 970 signs."""
MOST_FRAMES = 64
MOST_BEGUN = 16

_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ $%*+-./:"
_BASE = len(_SIGNS)
_GROUP = 3
_MARK, _FRAME = b"S1", b"F"
_SIGNATURE = 64
_NAME = 4
_HEAD = len(_FRAME) + _NAME + 2
_LENGTH = re.compile(rb"(?:[\x80-\xff]{0,2})[\x00-\x7f]", re.DOTALL)
_KEYID = re.compile(r"[0-9a-f]{32}")


class QrError(SepahamError):
    """A text that carries no statement, or a statement that no code can carry."""


@dataclass(frozen=True, slots=True)
class Collected:
    """How far a statement has come; `problem` is the machine code of what is wrong with the last text."""

    done: bool = False
    have: int = 0
    of: int = 0
    envelope: Envelope | None = None
    problem: str = ""


def encode_statement(envelope: Envelope) -> list[str]:
    """
    Return the texts of the one or more codes that carry a signed statement, in their order.

    Raises:
        QrError: ``qr.payload``; it is no statement signed under the name of its own device.
    """
    whole = _packed(envelope)
    if len(whole) <= MOST_BYTES:
        return [base45_encode(whole)]
    count = -(-len(whole) // (MOST_BYTES - _HEAD))
    size = -(-len(whole) // count)
    parts = [whole[place * size : (place + 1) * size] for place in range(count)]
    return [
        base45_encode(_FRAME + _name(whole) + bytes((index, count)) + part)
        for index, part in enumerate(parts, 1)
    ]


class Collector:
    """Puts statements together from codes scanned in any order, twice, or with others between them."""

    def __init__(self) -> None:
        """Begin with nothing scanned."""
        self._begun: OrderedDict[tuple[bytes, int], dict[int, bytes]] = OrderedDict()

    def add(self, text: str) -> Collected:
        """Take one scanned text and tell how far its statement has come."""
        try:
            whole = base45_decode(text)
            if whole[:1] == _FRAME:
                return self._frame(whole)
            return Collected(done=True, have=1, of=1, envelope=_unpacked(whole))
        except QrError as fault:
            return Collected(problem=fault.code)

    def _frame(self, frame: bytes) -> Collected:
        index, of = frame[_HEAD - 2 : _HEAD] if len(frame) > _HEAD else (0, 0)
        if not 1 < of <= MOST_FRAMES or not 1 <= index <= of:
            raise QrError("This code is numbered as no part of a statement is.", "qr.frame")
        name = frame[1 : 1 + _NAME]
        parts = self._begun.pop((name, of), {})
        parts[index] = frame[_HEAD:]
        if len(parts) == of:
            return Collected(done=True, have=of, of=of, envelope=_unpacked(_together(parts, name)))
        self._begun[name, of] = parts
        if len(self._begun) > MOST_BEGUN:
            self._begun.popitem(last=False)
        return Collected(have=len(parts), of=of)


def _together(parts: dict[int, bytes], name: bytes) -> bytes:
    whole = b"".join(parts[index] for index in sorted(parts))
    if _name(whole) != name:
        raise QrError("These codes do not belong together; scan them again from the first.", "qr.whole")
    return whole


def _name(whole: bytes) -> bytes:
    return hashlib.sha256(whole).digest()[:_NAME]


def _packed(envelope: Envelope) -> bytes:
    payload, signature = envelope.payload, envelope.signature
    own = envelope.payload_type == PAYLOAD_TYPE and _device_in(payload) == envelope.keyid
    if not own or len(signature) != _SIGNATURE:
        raise _no_statement()
    return _MARK + _length(len(payload)) + payload + signature


def _unpacked(whole: bytes) -> Envelope:
    if not whole.startswith(_MARK):
        raise QrError("This code holds no statement.", "qr.form")
    size, begin = _read_length(whole)
    end = begin + size
    if len(whole) != end + _SIGNATURE:
        raise QrError("This code is cut short, or something was added to it.", "qr.length")
    payload = whole[begin:end]
    return Envelope(
        payload_type=PAYLOAD_TYPE, payload=payload, keyid=_device_in(payload), signature=whole[end:]
    )


def _device_in(payload: bytes) -> str:
    try:
        device = loads(payload).get("device")
    except StrictError:
        raise _no_statement() from None
    if not isinstance(device, str) or not _KEYID.fullmatch(device):
        raise _no_statement()
    return device


def _no_statement() -> QrError:
    return QrError("What this code carries is no statement of its own device.", "qr.payload")


def _length(size: int) -> bytes:
    """Return a length as LEB128: seven bits to a byte, the lowest first, the top bit set but on the last."""
    low, rest = size & 0x7F, size >> 7
    return bytes((low | 0x80,)) + _length(rest) if rest else bytes((low,))


def _read_length(whole: bytes) -> tuple[int, int]:
    """Return a length in its shortest form and the place where what it measures begins."""
    found = _LENGTH.match(whole, len(_MARK))
    digits = found[0] if found else b""
    size = sum((byte & 0x7F) << (7 * place) for place, byte in enumerate(digits))
    if not digits or digits != _length(size) or size > MAX_PAYLOAD:
        raise QrError("This code does not say how long its statement is.", "qr.length")
    return size, len(_MARK) + len(digits)


def base45_encode(data: bytes) -> str:
    """Return bytes in base45 (RFC 9285), the signs that a QR code packs most densely."""
    return "".join(_signs(data[place : place + 2]) for place in range(0, len(data), 2))


def _signs(pair: bytes) -> str:
    value = int.from_bytes(pair, "big")
    places = [value // _BASE**power % _BASE for power in range(len(pair) + 1)]
    return "".join(_SIGNS[place] for place in places)


def base45_decode(text: str) -> bytes:
    """
    Return the bytes of a base45 text.

    Raises:
        QrError: ``qr.base45``; it is none.
    """
    return b"".join(_pair(text[place : place + _GROUP]) for place in range(0, len(text), _GROUP))


def _pair(group: str) -> bytes:
    places = [_SIGNS.find(sign) for sign in group]
    value = sum(place * _BASE**power for power, place in enumerate(places))
    size = len(group) - 1
    if size < 1 or -1 in places or value >= 256**size:
        raise QrError("This code is none of Sepaham's.", "qr.base45")
    return value.to_bytes(size, "big")
