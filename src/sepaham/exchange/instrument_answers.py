"""What a row of an institution's list answers, in the form its instrument has."""

import re
from collections.abc import Callable, Mapping

from sepaham.domain.instrument_kinds import NO, YES, Instrument
from sepaham.exchange.offices import spelled

PRONE, KIND, SEASON = "rawan", "jenis", "musim"
_HEADS: Mapping[str, tuple[tuple[str, ...], str]] = {
    PRONE: (("kinds",), "rawan prone status status_rawan ya_tidak"),
    KIND: (("kinds",), "jenis jenis_bencana jenis_rawan jenis_kerawanan potensi kind"),
    SEASON: (("classes",), "musim season periode berlaku tanggal masa_berlaku"),
}
_YES = frozenset(
    {"ya", "y", "yes", "true", "v", "ada", "rawan", "iya", "\N{CHECK MARK}", "\N{HEAVY CHECK MARK}"}
)
_NO = frozenset({"", "tidak", "tdk", "t", "no", "n", "0", "false", "-", "tidak ada", "tidak rawan", "nihil"})
_PARTS = re.compile(r"[,;/+&]|\bdan\b", re.IGNORECASE)
Flag = Callable[[str, str, Mapping[str, object]], None]
"""Notes a problem: the column, its code, and what else its sentences name."""


def columns_of(instrument: Instrument) -> dict[str, str]:
    """Return what each known heading of an instrument means: an item's code, or one of our own columns."""
    known = {
        head: code
        for code, item in instrument.items.items()
        for head in (code.replace("-", "_"), *item.heads)
    }
    if instrument.shape == "kinds":
        known = {}
    for name, (shapes, heads) in _HEADS.items():
        if instrument.shape in shapes:
            known |= dict.fromkeys(heads.split(), name)
    return known


def heads_of(instrument: Instrument) -> tuple[str, ...]:
    """Return how the columns of an example spreadsheet are headed, beside those of the place."""
    if instrument.shape == "kinds":
        return (PRONE, KIND)
    items = tuple(item.heads[0] for item in instrument.items.values())
    return (*items, SEASON) if instrument.shape == "classes" else items


def answers_of(instrument: Instrument, texts: Mapping[str, str], flag: Flag) -> dict[str, str]:
    """
    Return what a row answers, by item.

    Args:
        instrument: What kind of list.
        texts: What stands in its columns, by what `columns_of` says they mean.
        flag: Told of everything that is wrong.
    """
    if instrument.shape == "kinds":
        return _kinds(instrument, texts, flag)
    told = {code: text for code, text in texts.items() if code in instrument.items}
    if not instrument.grades:
        return {code: answer for code, text in told.items() if (answer := _ticked(code, text, flag))}
    found = {code: _grade(instrument, code, text, flag) for code, text in told.items() if text}
    if not found:
        flag(next(iter(told)), "list.class-empty", {"classes": _classes(instrument)})
    return {code: answer for code, answer in found.items() if answer}


def _ticked(column: str, text: str, flag: Flag) -> str:
    """Return yes or no; '' for what is neither."""
    said = text.casefold()
    if said in _YES or said == "1":
        return YES
    if said in _NO:
        return NO
    if said.isascii() and said.isdecimal():
        flag(column, "list.count", {})
        return YES
    flag(column, "list.tick", {})
    return ""


def _grade(instrument: Instrument, column: str, text: str, flag: Flag) -> str:
    said = spelled(text)
    for code, grade in instrument.grades.items():
        if said in {code, spelled(grade.text.id), spelled(grade.text.en), *map(spelled, grade.words)}:
            return code
    flag(column, "list.class", {"classes": _classes(instrument)})
    return ""


def _classes(instrument: Instrument) -> str:
    return ", ".join(grade.text.id for grade in instrument.grades.values())


def _kinds(instrument: Instrument, texts: Mapping[str, str], flag: Flag) -> dict[str, str]:
    """Return that a row is prone, and the kinds of hazard it names; or that it is not."""
    bare = next(iter(instrument.items))
    answer = _ticked(PRONE, texts[PRONE], flag) if PRONE in texts else YES
    kinds = [part for part in _PARTS.split(texts.get(KIND, "")) if part.strip()]
    if answer == NO and spelled(" ".join(kinds)) not in _NO:
        flag(KIND, "list.kind-no", {})
    if answer != YES:
        return {bare: answer} if answer else {}
    found = [_kind(instrument, part, flag) for part in kinds if spelled(part) not in _NO]
    return dict.fromkeys([bare, *filter(None, found)], YES)


def _kind(instrument: Instrument, text: str, flag: Flag) -> str:
    said = spelled(text)
    for code, item in instrument.items.items():
        if said in {spelled(code), spelled(item.text.id), spelled(item.text.en), *map(spelled, item.heads)}:
            return code
    flag(
        KIND, "list.kind", {"kinds": ", ".join(item.text.id for item in list(instrument.items.values())[1:])}
    )
    return ""
