import hashlib

from hypothesis import given
from hypothesis import strategies as st

from sepaham.gateways.library import spoken
from sepaham.ledger.checkpoint import Checkpoint
from sepaham.ledger.tree import EMPTY_ROOT
from sepaham.ledger.words import checkpoint_words

HEAD = Checkpoint("sepaham/35.17/2024-11-27/LATIHAN", 0, EMPTY_ROOT)


def test_a_checkpoint_is_eight_words_of_the_list():
    words = checkpoint_words(text=HEAD.text, words=spoken())
    assert words == tuple(spoken()[place] for place in hashlib.sha256(HEAD.text.encode()).digest()[:8])


@given(root=st.binary(min_size=32, max_size=32), size=st.integers(1, 2**40))
def test_another_checkpoint_has_other_words(root, size):
    other = Checkpoint(HEAD.origin, size, root)
    assert checkpoint_words(text=other.text, words=spoken()) != checkpoint_words(
        text=HEAD.text, words=spoken()
    )
