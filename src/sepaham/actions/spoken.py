"""The eight words of a log's head, as papers print them and officers read them aloud."""

from itertools import islice

from sepaham.gateways.library import spoken
from sepaham.ledger.checkpoint import Checkpoint as Head
from sepaham.ledger.checkpoint import parse_checkpoint
from sepaham.ledger.note import parse_note
from sepaham.ledger.tree import leaf_hash, root
from sepaham.ledger.words import checkpoint_words
from sepaham.records import log as records
from sepaham.records.log import Checkpoint, Log


def words_at(log: Log, size: int) -> str:
    """Return the words, spaces between, of the head over a log's first entries, out of the entries alone."""
    leaves = map(leaf_hash, islice(records.commitments(log), size))
    return words_of(Head(log.origin, size, root(leaves)))


def words_of(head: Head) -> str:
    """Return the words of a head, spaces between."""
    return " ".join(checkpoint_words(text=head.text, words=spoken()))


def words_signed(checkpoint: Checkpoint) -> str:
    """Return the words of a head that a log signed."""
    return words_of(parse_checkpoint(parse_note(checkpoint.note.encode()).text))
