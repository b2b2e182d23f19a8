"""
The JSON shapes of rounds and threats, as a phone's sync and the desk's page of rating have them.

A round that still runs bears no rating but those revealed in an earlier one; docs/format/sync.md shows each.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sepaham.domain.base import write_instant
from sepaham.domain.cells import region_in, threat_in
from sepaham.domain.rounds import Rating, Round
from sepaham.domain.threats import Anchor, Threats
from sepaham.domain.words import Sentence

_SAID = ("likelihood", "impact", "answer", "evidence")


@dataclass(frozen=True, slots=True)
class Given:
    """
    A round as one office is given it.

    Attributes:
        held: The round.
        office: Whose phone or browser.
        hints: What imported lists say, by cell.
        before: What all revealed in the last closed round that spoke of a cell, by cell and office.
        desa: The desa of the areas it asks about, one of which may be flagged as a cell of its own.
    """

    held: Round
    office: str
    hints: Mapping[str, Sequence[Sentence]] = field(default_factory=dict)
    before: Mapping[str, Mapping[str, Rating]] = field(default_factory=dict)
    desa: tuple[str, ...] = ()


def parts_of(given: Sequence[Given], threats: Threats) -> dict[str, Any]:
    """Return the parts `rounds` and `threats`; none where there is no round."""
    if not given:
        return {}
    codes = {threat_in(cell) for one in given for cell in one.held.cells}
    return {"rounds": [round_told(one) for one in given], "threats": threats_told(threats, codes)}


def keys_in(given: Iterable[Given]) -> set[str]:
    """Return the places and offices that rounds speak of, for their names."""
    found: set[str] = set()
    for one in given:
        found |= {one.held.region, *map(region_in, one.held.cells), *one.desa, *one.held.asked}
        found |= {office for told in one.before.values() for office in told}
    return found


def round_told(given: Given) -> dict[str, Any]:
    """Return a round as one office is given it."""
    held, office = given.held, given.office
    parts = held.parts.get(office, {})
    closes = held.opened.body.get("closes")
    return {
        "round": held.id,
        "number": held.number,
        "region": held.region,
        "opened": write_instant(held.opened.at),
        **({"closes": closes} if closes else {}),
        "closed": held.closed is not None,
        "asked": office in held.asked,
        "cells": [_cell(given, cell) for cell in held.cells],
        "mine": {str(sheet): part.commit.body["sha256"] for sheet, part in sorted(parts.items())},
        "revealed": sorted(sheet for sheet, part in parts.items() if part.reveal and part.fits),
    }


def _cell(given: Given, cell: str) -> dict[str, Any]:
    told: dict[str, Any] = {"cell": cell, "hints": [_both(hint) for hint in given.hints.get(cell, ())]}
    before = given.before.get(cell)
    return {**told, "before": [_rated(*one) for one in before.items()]} if before else told


def _rated(office: str, rating: Rating) -> dict[str, Any]:
    said = {name: getattr(rating, name) for name in _SAID}
    return {"office": office, **{name: value for name, value in said.items() if value}}


def threats_told(threats: Threats, codes: Iterable[str]) -> dict[str, Any]:
    """Return what some threats are called, and the words of both scales."""
    known = sorted(code for code in set(codes) if code in threats.threats)
    return {
        "threats": {code: _both(threats.threats[code].text) for code in known},
        "likelihood": [_step(anchor) for anchor in threats.likelihood],
        "impact": [_step(anchor) for anchor in threats.impact],
    }


def _step(anchor: Anchor) -> dict[str, Any]:
    return {"step": anchor.step, **_both(anchor.text)}


def _both(text: Sentence) -> dict[str, str]:
    return {"id": text.id, "en": text.en}
