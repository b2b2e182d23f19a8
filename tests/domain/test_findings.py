import string

import pytest

from example import hour
from sepaham.domain.findings import (
    KIND_NAMES,
    LEG_NAMES,
    REASONS,
    RULES,
    STATES,
    Finding,
    explain,
    write_moment,
    write_number,
)
from sepaham.domain.plan import LEGS
from sepaham.domain.statement import KINDS

SENTENCES = [
    *(rule.sentence for rule in RULES.values()),
    *(rule.title for rule in RULES.values()),
    *REASONS.values(),
    *LEG_NAMES.values(),
    *KIND_NAMES.values(),
    *STATES.values(),
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


@pytest.mark.parametrize(
    ("region", "language", "text"),
    [
        ("35.17", "id", "Sel 26 Nov 2024 18.05 WIB"),
        ("51.71", "id", "Sel 26 Nov 2024 19.05 WITA"),
        ("94.01", "en", "Tue 26 Nov 2024 20:05 WIT"),
    ],
)
def test_a_moment_is_written_where_it_happened(region, language, text):
    assert write_moment(hour("26 18:05"), language, region) == text


def test_numbers_bear_the_languages_thousands_mark():
    assert (write_number(1012800, "id"), write_number(1012800, "en"), write_number(7, "id")) == (
        "1.012.800",
        "1,012,800",
        "7",
    )


def test_the_same_rule_about_the_same_subject_is_one_finding_whatever_it_says():
    one = Finding("late", "list", "35.17", hour("26 21:00"))
    again = Finding("late", "list", "35.17", hour("26 21:00"), until=hour("26 22:00"), values={"due": "x"})
    assert one.key == again.key
    assert one.key != Finding("late", "another", "35.17", hour("26 21:00")).key
    assert one.key != Finding("never_given", "list", "35.17", hour("26 21:00")).key


def test_a_sentence_names_moments_numbers_and_things_in_the_readers_language():
    finding = Finding(
        rule="late",
        subject="list",
        region="35.17.15.2004.001",
        since=hour("26 21:00"),
        values={
            "leg": "pps-kpps",
            "due": "2024-11-26T14:00:00Z",
            "state": "came",
            "came": "2024-11-26T16:10:00Z",
        },
    )
    names = {"35.17.15.2004.001": "TPS 001 Jipurapah"}
    assert explain(finding, "id", lambda key, _: names[key]) == (
        "PPS → TPS untuk TPS 001 Jipurapah melewati batas Sel 26 Nov 2024 21.00 WIB: "
        "diterima Sel 26 Nov 2024 23.10 WIB."
    )
    assert explain(finding, "en", lambda key, _: names[key]) == (
        "PPS → polling station for TPS 001 Jipurapah passed its limit of Tue 26 Nov 2024 21:00 WIB: "
        "received Tue 26 Nov 2024 23:10 WIB."
    )
