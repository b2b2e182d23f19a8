"""
Forms as data: questions whose answers become the body of one statement.

What is read here is a shipped file, so that a mistake in it is a mistake of ours and raises at once; phones
draw it without asking again. docs/format/forms.md is the same on paper.
"""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping
from typing import Any

from sepaham.domain.kinds import KINDS
from sepaham.errors import SepahamError

FORMAT = "sepaham/form/1"
CHECK = "check.state"
"""The kind of supervisors' checklists; who holds goods has forms of its own."""
_FIELDS = {"format", "id", "version", "kind", "title", "questions"}
_MAY = {"intro", "fixed"}
_QUESTION = {"key", "type", "say", "into"}
_QUESTION_MAY = {"help", "required", "when"}
_MORE: Mapping[str, tuple[set[str], set[str]]] = {
    "choice": ({"choices"}, set()),
    "choices": ({"choices"}, {"most"}),
    "number": ({"min", "max"}, {"unit"}),
    "text": ({"most"}, set()),
    "photo": ({"most"}, set()),
    "units": ({"most"}, set()),
}


class FormError(SepahamError):
    """A form that does not hold together."""


def read_form(data: bytes) -> dict[str, Any]:
    """
    Return a form as it stands in its file.

    Raises:
        FormError: A field, a text, a kind or a condition is not as a form's must be; the sentence names it.
    """
    form: dict[str, Any] = json.loads(data)
    where = str(form.get("id", "?"))
    if form.get("format") != FORMAT or not _FIELDS <= form.keys() <= _FIELDS | _MAY:
        raise FormError(f"The form {where} is not of the form {FORMAT}.", "form.fields")
    if form["kind"] not in KINDS:
        raise FormError(f"The form {where} is for the kind {form['kind']!r}, which is none.", "form.kind")
    asked: set[str] = set()
    for question in form["questions"]:
        for fault in _faults(question, form["kind"], asked):
            raise FormError(f"The form {where}, question {question.get('key')!r}: {fault}.", "form.question")
        asked.add(question["key"])
    return form


def offered(forms: Iterable[Mapping[str, Any]], verbs: Collection[str]) -> list[Mapping[str, Any]]:
    """
    Return the forms an office is given: of kinds it may state, and the checklists where it holds no goods.

    Args:
        forms: All there are.
        verbs: The kinds the office may state.
    """
    holds = "handover.give" in verbs
    return [form for form in forms if form["kind"] in verbs and not (holds and form["kind"] == CHECK)]


def _faults(question: Mapping[str, Any], kind: str, asked: set[str]) -> Iterator[str]:
    """Yield what is wrong with one question."""
    must, may = _MORE.get(str(question.get("type")), ({"a known type"}, set()))
    if not _QUESTION | must <= question.keys() <= _QUESTION | _QUESTION_MAY | must | may:
        yield "a field is missing or unknown"
        return
    if question["key"] in asked:
        yield "its key stands twice"
    said = [question["say"], question.get("help"), *(c["say"] for c in question.get("choices", ()))]
    if not all(text.keys() == {"id", "en"} and all(text.values()) for text in said if text is not None):
        yield "a text is not in both languages"
    if question["into"].partition(".")[0] not in {**KINDS[kind][0], **KINDS[kind][1]}:
        yield f"{kind} has no field for its answer"
    if not _named(question.get("when", {"all": []})) <= asked:
        yield "its condition names a question that does not stand before it"


def _named(condition: Mapping[str, Any]) -> set[str]:
    """Return the questions a condition names."""
    if "key" in condition:
        return {condition["key"]}
    return {key for one in (*condition.get("all", ()), *condition.get("any", ())) for key in _named(one)}
