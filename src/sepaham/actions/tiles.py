"""Where a log's tiles are kept, and what they are computed from."""

from functools import partial
from hashlib import sha256

from django.conf import settings

from sepaham.gateways.tiles import TileFiles
from sepaham.records.log import Log, commitments_between


def tiles_of(log: Log) -> TileFiles:
    """Return the tiles of a log, in its instance's folder."""
    folder = settings.INSTANCE.path / "log" / sha256(log.origin.encode()).hexdigest()
    return TileFiles(folder, partial(commitments_between, log))
