"""The operator's own keys, two for each log: its gateway's, for imports and base facts, and its own."""

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
