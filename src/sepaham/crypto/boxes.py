"""Small texts kept so that whoever reads the tables alone cannot read them."""

from base64 import b64decode, b64encode

from nacl.secret import SecretBox


def seal_text(key: bytes, text: str) -> str:
    """Return a text locked with a key of 32 bytes, as base64."""
    return b64encode(SecretBox(key).encrypt(text.encode())).decode()


def open_text(key: bytes, sealed: str) -> str:
    """
    Return the text that was locked with the same key.

    Raises:
        nacl.exceptions.CryptoError: It was locked with another key, or altered since.
    """
    return SecretBox(key).decrypt(b64decode(sealed)).decode()
