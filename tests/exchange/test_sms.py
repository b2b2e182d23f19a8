import pytest
from hypothesis import given
from hypothesis import strategies as st

from sepaham.domain.codes import ALPHABET, drawn
from sepaham.exchange.sms import CODE, Said, read_message
from sepaham.exchange.sms_words import ANSWERS, reply

GOOD = drawn(b"any random bytes", length=CODE)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (f"T {GOOD} 7/7 OK", Said("receive", GOOD, 7, 7)),
        (f"t {GOOD.lower()} 7/7 ok", Said("receive", GOOD, 7, 7)),
        (f"  T.{GOOD[:3]} {GOOD[3:]},7 / 7 ,Lengkap!\n", Said("receive", GOOD, 7, 7)),
        (f"T{GOOD} 7/7", Said("receive", GOOD, 7, 7)),
        (f"T {GOOD} 6/7 KURANG", Said("receive", GOOD, 6, 7)),
        (f"S {GOOD} 6 dari 7 kurang", Said("give", GOOD, 6, 7)),
        (f"S {GOOD} 8/7 LEBIH", Said("give", GOOD, 8, 7)),
        (f"T {GOOD} 1O/lO OK", Said("receive", GOOD, 10, 10)),
        (f"T {GOOD} 0/7 kurang", Said("receive", GOOD, 0, 7)),
        (f"A {GOOD} AMAN", Said("night", GOOD, state="safe")),
        (f"a {GOOD}: aman. 2", Said("night", GOOD, state="safe", guards=2)),
        (f"A {GOOD} TOLONG", Said("night", GOOD, state="help")),
    ],
)
def test_a_line_is_read_as_people_write_it(text, said):
    assert read_message(text) == said


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("", "unread"),
        ("halo pak", "unread"),
        ("MENANG PULSA 100/100", "unread"),
        (f"T {GOOD}", "unread"),
        (f"T {GOOD} tujuh", "unread"),
        (f"T {GOOD} 7/7 BERES", "unread"),
        (f"T {GOOD} 77777/7", "unread"),
        (f"T {GOOD} AMAN", "unread"),
        (f"A {GOOD} 7/7", "unread"),
        (f"B {GOOD} 7/7", "unread"),
        (f"T {GOOD[1]}{GOOD[0]}{GOOD[2:]} 7/7", "code"),
        (f"T {GOOD} 7/7 KURANG", "word"),
        (f"T {GOOD} 6/7 OK", "word"),
        (f"T {GOOD} 6/7 LEBIH", "word"),
    ],
)
def test_what_cannot_be_kept_says_why(text, why):
    assert GOOD[0] != GOOD[1]
    assert read_message(text) == why


def test_zeros_and_ones_in_a_code_are_read_however_they_are_written():
    code = next(c for n in range(500) if "0" in (c := drawn(bytes([n % 256, n // 256]) * 8, length=CODE)))
    assert read_message(f"T {code.replace('0', 'O').replace('1', 'l')} 7/7").code == code


@given(st.text(max_size=60) | st.text(alphabet=f"TSA {ALPHABET}/OK", max_size=30))
def test_any_text_is_read_or_refused(text):
    told = read_message(text)
    assert isinstance(told, Said) or told in {"unread", "code", "word"}


def test_every_answer_is_short_and_in_letters_every_telephone_has():
    values = dict.fromkeys(("office", "other", "stated", "of", "entry", "slot", "letter"), "x")
    for key in ANSWERS:
        for language in ("id", "en"):
            assert len(reply(key, language, **values)) <= 150
            assert reply(key, language, **values).isascii()
