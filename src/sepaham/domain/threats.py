"""
Threats and barriers as a bow-tie: what may happen where, what stops it or softens it, who owns that.

The catalogue is data that each kabupaten may edit; the one in force is a base fact of the log. Threats are
rated per area (`cells`); a barrier has one owner and one way of being checked.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from typing import Any

from sepaham.domain.base import canonical_json
from sepaham.domain.loads import LEGS
from sepaham.domain.register import LINES
from sepaham.domain.words import Sentence
from sepaham.errors import SepahamError

FORMAT = "sepaham/threats/1"
STORES = ("store-kpu", "store-kecamatan", "store-desa", "store-tps")
SIDES = ("prevent", "soften")
STEPS = (1, 2, 3, 4, 5)


class ThreatsError(SepahamError):
    """A catalogue that does not hold together; the message names the row and the field."""


@dataclass(frozen=True, slots=True)
class Barrier:
    """
    What stops a threat (``prevent``) or softens what follows (``soften``).

    Attributes:
        code: Its name within the catalogue.
        side: One of `SIDES`.
        owner: The line of offices that owns it, ``bpbd``.
        text: What it is.
        check: How one sees that it holds.
    """

    code: str
    side: str
    owner: str
    text: Sentence
    check: Sentence


@dataclass(frozen=True, slots=True)
class Threat:
    """
    What may happen to goods, or to those who watch over them.

    Attributes:
        code: Its name, as cells name it.
        group: What kind of threat: ``weather``, ``store``, ``vehicle``, ``people``, ``goods``, ``seal``,
            ``crime``, ``crowd``, ``power``, ``access``.
        text: What it is called.
        places: Legs (`loads.LEGS`) and `STORES` it may strike.
        authority: The lines with authority over it: without all of them nothing is agreed.
        consequence: What follows where nothing stops it.
        actions: The first things to do, three at most.
        indicators: Items of imported lists that speak of it, ``bawaslu-tps/disaster``.
        barriers: What stands against it.
        source: Where it comes from.
    """

    code: str
    group: str
    text: Sentence
    places: tuple[str, ...]
    authority: tuple[str, ...]
    consequence: Sentence
    actions: tuple[Sentence, ...]
    indicators: tuple[str, ...]
    barriers: tuple[Barrier, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Anchor:
    """
    The words one step of a scale stands for, and from and to how much, in thousandths.

    Of likelihood that is a chance, of impact the share of an area's polling stations that suffer.
    """

    step: int
    text: Sentence
    least: int = 0
    most: int = 0

    @property
    def middle(self) -> float:
        """Return the middle of it, 0 to 1."""
        return (self.least + self.most) / 2000


@dataclass(frozen=True, slots=True)
class Threats:
    """The catalogue: threats by code, and what the steps of both scales mean."""

    threats: Mapping[str, Threat]
    likelihood: tuple[Anchor, ...]
    impact: tuple[Anchor, ...]

    def owners(self, codes: Iterable[str]) -> dict[str, list[Barrier]]:
        """Return the barriers of some threats by the line that owns them."""
        found: dict[str, dict[str, Barrier]] = {}
        for code in codes:
            for barrier in self.threats[code].barriers if code in self.threats else ():
                found.setdefault(barrier.owner, {})[barrier.code] = barrier
        return {owner: list(barriers.values()) for owner, barriers in found.items()}


def threats_from_dict(value: Mapping[str, Any]) -> Threats:
    """
    Read a catalogue from its data file.

    Raises:
        ThreatsError: A row lacks a field, names an unknown line or place, or a code stands twice.
    """
    if value.get("format") != FORMAT:
        raise ThreatsError(
            f"The catalogue of threats does not begin with format = {FORMAT!r}.", "threats.format"
        )
    rows = [_threat(row, number) for number, row in enumerate(value.get("threat", ()), 1)]
    found = {row.code: row for row in rows}
    if len(found) != len(rows):
        raise ThreatsError("Two threats of the catalogue have one code; give each its own.", "threats.twice")
    scales = {name: _scale(value.get(name, ()), name) for name in ("likelihood", "impact")}
    return Threats(found, scales["likelihood"], scales["impact"])


def _threat(row: Mapping[str, Any], number: int) -> Threat:
    where = f"[[threat]] number {number} ({row.get('code', 'without code')})"
    try:
        found = Threat(
            code=row["code"],
            group=row["group"],
            text=_both(row),
            places=tuple(row["places"]),
            authority=tuple(row["authority"]),
            consequence=Sentence(row["consequence_id"], row["consequence_en"]),
            actions=tuple(map(_both, row.get("action", ()))),
            indicators=tuple(row.get("indicators", ())),
            barriers=tuple(map(_barrier, row.get("barrier", ()))),
            source=row["source"],
        )
    except (KeyError, TypeError) as error:
        raise ThreatsError(f"{where} lacks {error} or has it in another form.", "threats.field") from None
    if odd := [place for place in found.places if place not in LEGS and place not in STORES]:
        raise ThreatsError(
            f"{where} names {odd[0]!r}, which is no leg and no kind of store.", "threats.place"
        )
    lines = (*found.authority, *(barrier.owner for barrier in found.barriers))
    if odd := [line for line in lines if line not in LINES]:
        raise ThreatsError(f"{where} names {odd[0]!r}, which is no kind of office.", "threats.line")
    if any(barrier.side not in SIDES for barrier in found.barriers):
        raise ThreatsError(f"{where}: a barrier's side is {' or '.join(SIDES)}.", "threats.side")
    return found


def _barrier(row: Mapping[str, Any]) -> Barrier:
    check = Sentence(row["check_id"], row["check_en"])
    return Barrier(row["code"], row["side"], row["owner"], _both(row), check)


def _both(row: Mapping[str, Any]) -> Sentence:
    return Sentence(row["id"], row["en"])


def _scale(rows: Iterable[Mapping[str, Any]], name: str) -> tuple[Anchor, ...]:
    try:
        found = tuple(Anchor(r["step"], _both(r), r.get("least", 0), r.get("most", 0)) for r in rows)
    except (KeyError, TypeError) as error:
        raise ThreatsError(f"[[{name}]] lacks {error}.", "threats.scale") from None
    if tuple(anchor.step for anchor in found) != STEPS:
        raise ThreatsError(f"[[{name}]] has one row for each step from 1 to 5, in order.", "threats.scale")
    return found


def threats_to_dict(catalogue: Threats) -> dict[str, Any]:
    """Return a catalogue as its data file has it."""
    return {
        "format": FORMAT,
        "likelihood": [_anchor_row(anchor) for anchor in catalogue.likelihood],
        "impact": [_anchor_row(anchor) for anchor in catalogue.impact],
        "threat": [_threat_row(threat) for threat in catalogue.threats.values()],
    }


def _anchor_row(anchor: Anchor) -> dict[str, Any]:
    row: dict[str, Any] = {"step": anchor.step, **_told(anchor.text)}
    return {**row, "least": anchor.least, "most": anchor.most} if anchor.most else row


def _threat_row(threat: Threat) -> dict[str, Any]:
    plain = {f.name: getattr(threat, f.name) for f in fields(Threat) if f.name in {"code", "group", "source"}}
    return {
        **plain,
        **_told(threat.text),
        "places": list(threat.places),
        "authority": list(threat.authority),
        "consequence_id": threat.consequence.id,
        "consequence_en": threat.consequence.en,
        "action": [_told(action) for action in threat.actions],
        "indicators": list(threat.indicators),
        "barrier": [
            {
                "code": barrier.code,
                "side": barrier.side,
                "owner": barrier.owner,
                **_told(barrier.text),
                "check_id": barrier.check.id,
                "check_en": barrier.check.en,
            }
            for barrier in threat.barriers
        ],
    }


def _told(text: Sentence) -> dict[str, str]:
    return {"id": text.id, "en": text.en}


def threats_to_bytes(catalogue: Threats) -> bytes:
    """Return the canonical file of a catalogue, whose hash enters the log."""
    return canonical_json(threats_to_dict(catalogue))


def threats_from_bytes(data: bytes) -> Threats:
    """Read a canonical catalogue back."""
    return threats_from_dict(json.loads(data))
