"""Shipped forms hold together, and what their answers become is a body its kind takes."""

import json
from pathlib import Path

import pytest

from sepaham.domain.kinds import KINDS
from sepaham.domain.statement import check_body
from sepaham.domain.trouble_words import TROUBLES
from sepaham.exchange.forms import FormError, read_form
from sepaham.gateways.library import forms

CASES = json.loads((Path(__file__).parents[1] / "vectors/forms.json").read_text())["cases"]
FORMS = {form["id"]: form for form in forms()}
SOUND = {
    "format": "sepaham/form/1",
    "id": "example",
    "version": 1,
    "kind": "trouble.report",
    "title": {"id": "Judul", "en": "Title"},
    "questions": [
        {
            "key": "what",
            "type": "choice",
            "say": {"id": "Apa?", "en": "What?"},
            "into": "what",
            "choices": [{"code": "road", "say": {"id": "jalan", "en": "road"}}],
        },
        {
            "key": "note",
            "type": "text",
            "say": {"id": "Catatan", "en": "Note"},
            "into": "note",
            "most": 280,
            "when": {"any": [{"key": "what", "is": ["road"]}, {"all": [{"key": "what", "not": ["x"]}]}]},
        },
    ],
}


def changed(question=0, **fields):
    form = json.loads(json.dumps(SOUND))
    form["questions"][question] |= fields
    return form


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_a_forms_answers_become_a_body_that_is_taken(case):
    form = FORMS[case["form"]]
    keys = [question["key"] for question in form["questions"]]
    assert [key for key in keys if key in case["shown"]] == case["shown"]
    assert set(case["answers"]) <= set(keys)
    if "body" in case:
        check_body(kind=form["kind"], body=case["body"])
    else:
        required = {question["key"] for question in form["questions"] if question.get("required")}
        assert set(case["missing"]) == required & set(case["shown"])


def test_every_choice_that_the_kind_fixes_is_one_it_takes():
    for form in FORMS.values():
        for question in form["questions"]:
            shape = {**KINDS[form["kind"]][0], **KINDS[form["kind"]][1]}[question["into"].partition(".")[0]]
            for choice in question.get("choices", ()):
                deep = "." in question["into"]
                assert shape({question["key"]: choice["code"]} if deep else choice["code"]), choice


def test_every_kind_of_trouble_can_be_reported_in_the_words_of_the_finding():
    (what,) = (q for q in FORMS["trouble"]["questions"] if q["key"] == "what")
    assert {c["code"]: (c["say"]["id"], c["say"]["en"]) for c in what["choices"]} == {
        code: (said.id, said.en) for code, said in TROUBLES.items()
    }


def test_a_sound_form_is_read_as_it_stands():
    assert read_form(json.dumps(SOUND).encode()) == SOUND


@pytest.mark.parametrize(
    ("form", "code"),
    [
        ({**SOUND, "format": "sepaham/form/2"}, "form.fields"),
        ({**SOUND, "colour": "red"}, "form.fields"),
        ({**SOUND, "kind": "votes.count"}, "form.kind"),
        (changed(type="drawing"), "form.question"),
        (changed(colour="red"), "form.question"),
        (changed(say={"id": "Apa?"}), "form.question"),
        (changed(say={"id": "Apa?", "en": ""}), "form.question"),
        (changed(choices=[{"code": "road", "say": {"id": "jalan"}}]), "form.question"),
        (changed(into="votes"), "form.question"),
        (changed(when={"key": "note", "is": ["x"]}), "form.question"),
        (changed(1, key="what"), "form.question"),
        (changed(1, when={"all": [{"key": "later", "is": ["x"]}]}), "form.question"),
    ],
)
def test_a_form_that_does_not_hold_together_is_refused(form, code):
    with pytest.raises(FormError) as refused:
        read_form(json.dumps(form).encode())
    assert refused.value.code == code
