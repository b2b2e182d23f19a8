import pytest

from sepaham.domain.words import Sentence


def test_a_sentence_is_said_in_the_readers_language_with_its_values():
    sentence = Sentence("{n} kotak", "{n} boxes")
    assert (sentence.say("id", {"n": 2}), sentence.say("en", {"n": 2})) == ("2 kotak", "2 boxes")


def test_a_value_with_braces_is_said_as_it_is():
    assert Sentence("{code}", "{code}").say("en", {"code": "{office}"}) == "{office}"


def test_a_missing_value_is_misuse():
    with pytest.raises(KeyError):
        Sentence("{n}", "{n}").say("id", {})
