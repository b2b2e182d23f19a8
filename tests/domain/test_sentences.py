"""Every rule has words in both languages, and keeps clear of those with a lawful meaning."""

import string

import pytest

from sepaham.domain.kinds import KINDS
from sepaham.domain.loads import LEGS
from sepaham.domain.sentences import KIND_NAMES, LEG_NAMES, REASONS, RULES, STATES, Severity

SENTENCES = [
    *(rule.sentence for rule in RULES.values()),
    *(rule.title for rule in RULES.values()),
    *REASONS.values(),
    *LEG_NAMES.values(),
    *KIND_NAMES.values(),
    *STATES.values(),
]


@pytest.mark.parametrize("rule", RULES)
def test_every_rule_has_a_title_and_a_severity(rule):
    assert RULES[rule].title.id != RULES[rule].title.en
    assert RULES[rule].severity in Severity
    assert "saksi" not in (RULES[rule].title.id + RULES[rule].sentence.id).lower(), "a saksi is a candidate's"
    assert "temuan" not in (RULES[rule].title.id + RULES[rule].sentence.id).lower(), (
        "only Bawaslu makes a temuan"
    )


def test_severities_are_those_of_the_field():
    serious = {rule for rule, told in RULES.items() if told.severity is Severity.SERIOUS}
    assert serious == {
        "held_twice",
        "checkpoint_differs",
        "seal_broken",
        "seal_differs",
        "wrong_destination",
        "custody_gap",
        "no_authority",
        "opened_without_presence",
        "device_fork",
        "seal_twice",
        "seal_not_issued",
        "ballots_mixed",
    }
    assert [rule for rule, told in RULES.items() if told.severity is Severity.DIFFER] == [
        "declared_differs_seen",
        "goods_differ_seen",
        "ballots_differ",
    ]


def fields(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("sentence", SENTENCES, ids=lambda sentence: sentence.en[:30])
def test_both_languages_say_the_same_things(sentence):
    assert fields(sentence.id) == fields(sentence.en)
    assert sentence.id.strip() == sentence.id != ""
    assert sentence.en.strip() == sentence.en != ""


def test_every_kind_and_leg_has_words():
    assert KIND_NAMES.keys() == KINDS.keys()
    assert LEG_NAMES.keys() == LEGS.keys()
