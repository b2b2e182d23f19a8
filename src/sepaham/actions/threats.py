"""The catalogue of threats and barriers: an edited one is put in force by the log, as a plan is."""

from datetime import datetime

from django.db import transaction

from sepaham.actions.log import declare
from sepaham.domain.base import digest
from sepaham.domain.cells import threat_in
from sepaham.domain.threats import Threats, threats_to_bytes
from sepaham.errors import SepahamError
from sepaham.ledger.signing import Signer
from sepaham.records.foundations import declared
from sepaham.records.log import Log, lock
from sepaham.records.understanding import rounds


class CatalogueError(SepahamError):
    """A catalogue that cannot be put in force."""


def adopt_threats(*, log: Log, catalogue: Threats, gateway: Signer, at: datetime) -> str:
    """
    Put a catalogue in force by the hash of its canonical file, signed by the gateway; return the hash.

    Args:
        log: The log.
        catalogue: What is to be in force.
        gateway: Signs it.
        at: The hour.

    Raises:
        CatalogueError: It lacks a threat that an open round asks about.
    """
    file = threats_to_bytes(catalogue)
    sha256 = digest(file)
    with transaction.atomic():
        lock(log)
        if sha256 == declared(log=log, what="threats"):
            return sha256
        open_ = [held for held in rounds(log=log) if held.closed is None]
        asked = {threat_in(cell) for held in open_ for cell in held.cells}
        if missing := sorted(asked - catalogue.threats.keys()):
            said = (
                f"The threats {', '.join(missing)} are asked about in a round that is open; close it first."
            )
            raise CatalogueError(said, "threats.asked")
        declare(log=log, what="threats", file=file, gateway=gateway, at=at)
    return sha256
