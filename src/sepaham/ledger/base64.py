"""Standard base64 in its one canonical form, so that equal bytes are always equal text."""

import binascii

from sepaham.errors import SepahamError


class Base64Error(SepahamError):
    """A text that is not the canonical base64 of anything."""


def encode(data: bytes) -> str:
    """Return the padded standard base64 of bytes, on one line."""
    return binascii.b2a_base64(data, newline=False).decode("ascii")


def decode(text: str) -> bytes:
    """
    Return the bytes of a base64 text, refusing every spelling but the one `encode` writes.

    Raises:
        Base64Error: Foreign characters, wrong padding, or spare bits that are not zero.
    """
    try:
        data = binascii.a2b_base64(text)
    except ValueError as fault:
        raise Base64Error("This is not base64.", "base64.syntax") from fault
    if encode(data) != text:
        raise Base64Error("This base64 is not written in its canonical form.", "base64.form")
    return data
