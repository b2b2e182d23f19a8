"""The operator's own keys: the gateway's, that signs imports and base facts, and the log's."""

from sepaham.crypto.keys import Ed25519Signer
from sepaham.gateways.home import Instance


def gateway_signer(instance: Instance) -> Ed25519Signer:
    """Return the gateway's signer; what it signs is visibly the system's and nobody's own word."""
    return Ed25519Signer.from_seed(instance.secret("gateway"))


def log_signer(instance: Instance) -> Ed25519Signer:
    """Return the signer of the log's checkpoints."""
    return Ed25519Signer.from_seed(instance.secret("log"))
