"""Heads of the log seen on paper or read aloud are held against the log's own words."""

import pytest

from domain.delivery import find, the
from example import JIPURAPAH, Speaker, Story, hour
from sepaham.domain.book import Book
from sepaham.domain.findings import explain
from sepaham.domain.statement import StatementError, check_body

TPS = f"{JIPURAPAH}.001"
NOON = hour("26 12:00")
WORDS = "akar alat ambil angin api arang arus asap"
OTHER = "asap arus arang api angin ambil alat akar"


def own_words(size):
    return WORDS if size == 3 else "besok biji bola botol buah bubur buku bunga"


def seen(words=WORDS, size=3, **more):
    body = {"words": words, "place": "bast", **({"size": size} if size is not None else {}), **more}
    return Speaker(f"pkd:{JIPURAPAH}").say("checkpoint.see", TPS, NOON, body)


def story():
    found = Story()
    fresh = Book(own_words)
    for entry in found.entries:
        fresh.take(entry)
    found.book = fresh
    return found


def test_the_words_of_this_log_need_no_look_and_are_kept():
    told = story()
    told.tell(seen())
    assert not find(told, "checkpoint_differs")
    assert [fact.kind for fact in told.book.facts.kept.values()] == ["checkpoint.see"]


@pytest.mark.parametrize(
    ("words", "size"), [(OTHER, 3), (WORDS, 2), (WORDS, 10_000), (WORDS, 0), (WORDS, None)]
)
def test_other_words_another_size_or_one_the_log_never_had_are_serious(words, size):
    told = story()
    told.tell(seen(words, size))
    found = the(told, "checkpoint_differs")
    assert (found.severity, found.region, found.since) == ("serious", TPS, NOON)
    for language in ("id", "en"):
        assert words in explain(found, language, lambda key, _language: key)


def test_a_slip_of_the_pen_is_corrected_by_who_made_it():
    told, pkd = story(), Speaker(f"pkd:{JIPURAPAH}")
    slip = pkd.say("checkpoint.see", TPS, NOON, {"words": OTHER, "place": "roll_call", "size": 3})
    told.tell(slip)
    assert find(told, "checkpoint_differs")
    body = {"words": WORDS, "place": "roll_call", "size": 3}
    told.tell(pkd.say("checkpoint.see", TPS, NOON, body, [("corrects", slip.id)]))
    assert not find(told, "checkpoint_differs")


def test_a_book_that_knows_no_words_keeps_them_and_does_not_judge():
    told = Story()
    told.tell(seen(OTHER))
    assert not find(told, "checkpoint_differs")


@pytest.mark.parametrize(
    "body",
    [
        {"words": WORDS},
        {"words": WORDS.upper(), "place": "bast"},
        {"words": WORDS + " akar", "place": "bast"},
        {"words": WORDS.replace(" ", "  "), "place": "bast"},
        {"words": WORDS, "place": "di rumah Pak Budi"},
    ],
)
def test_other_forms_are_no_such_statement(body):
    with pytest.raises(StatementError):
        check_body(kind="checkpoint.see", body=body)
