"""Where a log's tiles are kept, and what they are computed from."""

from functools import partial
from hashlib import sha256

from django.conf import settings

from sepaham.gateways.tiles import TileFiles
from sepaham.records.log import Log, commitments_between


def tiles_of(log: Log) -> TileFiles:
    """
    Return the tiles of a log, in its instance's folder.

    Another log of the same origin has another first entry, and so another folder. Whoever puts an older state
    of one log in place of a newer one throws the folder ``log`` away.
    """
    first = b"".join(commitments_between(log, 0, 1))
    name = sha256(log.origin.encode() + first).hexdigest()
    return TileFiles(settings.INSTANCE.path / "log" / name, partial(commitments_between, log))
