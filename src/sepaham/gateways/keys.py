"""The operator's own keys, two for each log: its gateway's, for imports and base facts, and its own."""

from pathlib import Path

from sepaham.crypto.keys import Ed25519Signer
from sepaham.domain.base import digest
from sepaham.gateways.home import Instance

_NAME = 16


def gateway_signer(instance: Instance, origin: str) -> Ed25519Signer:
    """Return the gateway's signer in a log; what it signs is visibly the system's and nobody's own word."""
    return Ed25519Signer.from_seed(instance.secret(f"gateway-{_short(origin)}"))


def log_signer(instance: Instance, origin: str) -> Ed25519Signer:
    """Return the signer of a log's checkpoints."""
    return Ed25519Signer.from_seed(instance.secret(f"log-{_short(origin)}"))


def _short(origin: str) -> str:
    return digest(origin.encode())[:_NAME]


def next_log_signer(instance: Instance, origin: str) -> Ed25519Signer | None:
    """Return the signer that is to follow a log's own, while both sign; None where none is announced."""
    file = _next(instance, origin)
    return Ed25519Signer.from_seed(file.read_bytes()) if file.exists() else None


def make_next_log_signer(instance: Instance, origin: str) -> Ed25519Signer:
    """Return the signer that is to follow a log's own, made where there is none yet."""
    return Ed25519Signer.from_seed(instance.secret(_next(instance, origin).name))


def retire_log_signer(instance: Instance, origin: str) -> None:
    """Put the announced signer in the place of a log's own, whose secret is gone from then on."""
    file = _next(instance, origin)
    file.replace(file.with_name(f"log-{_short(origin)}"))


def _next(instance: Instance, origin: str) -> Path:
    return instance.path / "secrets" / f"log-{_short(origin)}-next"
