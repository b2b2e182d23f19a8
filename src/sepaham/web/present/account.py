"""The form of an account, its units by polling station, and in words what it will have signed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sepaham.domain.findings import Names
from sepaham.domain.loads import LoadList
from sepaham.domain.units import station_of
from sepaham.domain.words import Language, write_number
from sepaham.web.present.acts import kinds_in
from sepaham.web.present.states import is_box
from sepaham.web.present.unit import OFF
from sepaham.web.words import say

NAMED = 12
"""How many units a sentence to be signed names one by one; of more it tells how many."""
TITLES: Mapping[str, str] = {
    "give": "Serahkan kepada {office}",
    "receive": "Terima dari {office}",
    "more": "Terima susulan dari {office}",
    "observe": "Amati serah terima",
    "copy": "Salin BAST kertas",
}
"""The heading of each form."""


@dataclass(frozen=True, slots=True)
class Piece:
    """A unit to tick off: its name within its polling station, whether it bears seals, what is ticked."""

    code: str
    name: str
    box: bool
    marked: frozenset[str]
    seals: str


@dataclass(frozen=True, slots=True)
class Group:
    """The units of one polling station; open where something of it is ticked, or where it is the only one."""

    name: str
    kinds: str
    open: bool
    pieces: tuple[Piece, ...]


def groups(
    units: Sequence[str],
    *,
    items: Mapping[str, str],
    marked: Mapping[str, frozenset[str]],
    typed: Mapping[str, str],
    language: Language,
    names: Names,
) -> tuple[Group, ...]:
    """Return the units of a form by polling station."""
    by: dict[str, list[str]] = {}
    for unit in units:
        by.setdefault(station_of(unit), []).append(unit)
    made = []
    for station in sorted(by):
        place = names(station, language)
        pieces = tuple(
            _piece(unit, place, marked=marked, typed=typed, language=language, names=names)
            for unit in by[station]
        )
        opened = len(by) == 1 or any(piece.marked for piece in pieces)
        made.append(Group(place, kinds_in(by[station], items, language, names), opened, pieces))
    return tuple(made)


def _piece(
    unit: str,
    place: str,
    *,
    marked: Mapping[str, frozenset[str]],
    typed: Mapping[str, str],
    language: Language,
    names: Names,
) -> Piece:
    name = names(unit, language).removesuffix(f" {place}")
    return Piece(unit, name, is_box(unit), marked.get(unit, frozenset()), typed.get(f"seal:{unit}", ""))


def title(verb: str, load: LoadList, language: Language, names: Names) -> str:
    """Return a form's heading."""
    other = load.receiver if verb == "give" else load.giver
    return say(TITLES[verb], language, office=names(other, language))


_SAID: Mapping[str, str] = {
    "handover.give": "{actor} menyerahkan {number} barang kepada {other} ({place}).",
    "handover.receive": "{actor} menerima {number} barang dari {other} ({place}).",
    "give": "{actor} melihat penyerahan {number} barang ({place}).",
    "receive": "{actor} melihat penerimaan {number} barang ({place}).",
}


def sentences(
    kind: str,
    body: Mapping[str, Any],
    *,
    actor: str,
    load: LoadList,
    language: Language,
    names: Names,
) -> tuple[str, ...]:
    """Return what one account says, in the sentences its signer reads first."""
    off: dict[str, list[str]] = {}
    for row in body.get("except", ()):
        off.setdefault(row["what"], []).append(row["unit"])
    spoken = body.get("only") or load.units
    there = len(spoken) - len(off.get("missing", ()))
    first = say(
        _SAID[body["side"] if kind == "handover.observe" else kind],
        language,
        actor=names(actor, language),
        other=names(load.giver if kind == "handover.receive" else load.receiver, language),
        number=write_number(there, language),
        place=names(load.region, language),
    )
    told = [first, *(_marked(what, units, language, names) for what, units in off.items())]
    if not off:
        told.append(say("Semua ada dan utuh.", language))
    if body.get("counts"):
        pairs = (f"{names(item, language)} {write_number(n, language)}" for item, n in body["counts"].items())
        told.append(say("Dihitung: {list}.", language, list=", ".join(pairs)))
    if body.get("seals"):
        pairs = (f"{names(unit, language)}: {', '.join(n)}" for unit, n in body["seals"].items())
        told.append(say("Nomor segel: {list}.", language, list="; ".join(pairs)))
    return (*told, *_papers(body, language, names))


def _marked(what: str, units: Sequence[str], language: Language, names: Names) -> str:
    word = say(OFF[what], language)
    number = write_number(len(units), language)
    if len(units) > NAMED:
        return f"{number} {word}."
    return f"{number} {word}: {', '.join(names(unit, language) for unit in units)}."


def _papers(body: Mapping[str, Any], language: Language, names: Names) -> list[str]:
    told = []
    if "of" in body:
        office = names(body["of"]["office"], language)
        told.append(say("Disalin dari kertas yang ditandatangani {office}.", language, office=office))
    if body.get("document"):
        told.append(say("BAST nomor {number}.", language, number=body["document"]))
    if body.get("photos"):
        number = write_number(len(body["photos"]), language)
        told.append(say("{number} foto disertakan.", language, number=number))
    return told
