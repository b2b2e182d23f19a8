"""
How institutions come to one understanding before goods move: lists, two rounds of ratings, endings.

Everything is illustrative. Whoever is not at the keys is asked and stays silent; its published list may still
be copied, its ratings may not.
"""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, time, timedelta
from statistics import median
from typing import Any

from sepaham.domain.base import write_instant
from sepaham.domain.cells import cell_key, region_in
from sepaham.domain.disagreement import Outcome, agenda
from sepaham.domain.endings import stands
from sepaham.domain.facts import Fact
from sepaham.domain.rounds import Round, cell_of, rounds_of
from sepaham.domain.sealed import Sheet, seal
from sepaham.domain.statement import Source
from sepaham.domain.threats import Threats
from sepaham.domain.understanding import MOST_RATINGS, ROUNDS
from sepaham.simulator.deeds import Deed, Diary, key_of
from sepaham.simulator.opinions import ASKED, Opinions
from sepaham.simulator.scene import Membership, Scene

CODE = "nilai-1"
"""The code of the one assessment that is held."""
RATED = ("flood", "cut-off", "intruder", "theft", "crowd")
"""The threats it asks about in every kecamatan."""
PLACE = "Plandaan"
"""The kecamatan about which one institution stands alone; the last one where there is none of that name."""
FIRST, MEETING, AGAIN = -18, -15, -15
"""The days, relative to voting day, of the first round, of the meeting, and of the second round."""
ENDS = -14
FORGETS = "kodim"
"""Who does not reveal one of its sheets in the first round."""
QUICKEST, SLOWEST, WHOLE = 6 * 60, 14 * 60, 105
"""Seconds that rating takes at least and at most where there are so many cells to rate."""
ALONE_BECAUSE = "Contoh: pos pantau mencatat air naik dua malam; satu jembatan menjadi satu-satunya jalan."
APART_BECAUSE = "Contoh: menurut petugas di lapangan keadaannya lain dari yang dinilai lembaga lain."


@dataclass
class Table:
    """
    Where institutions meet: writes what they state as deeds, and keeps it as the facts it will be.

    Attributes:
        files: What statements name by its hash, by that hash.
    """

    scene: Scene
    diary: Diary
    threats: Threats
    rng: random.Random
    facts: list[Fact] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)

    @property
    def host(self) -> str:
        """Return who convenes: Bawaslu, as on 5 November 2024."""
        return self.office("bawaslu")

    @property
    def kpu_speaks(self) -> bool:
        """Tell whether the KPU line is at its keys."""
        return self.scene.membership is Membership.ALL

    @property
    def raters(self) -> list[str]:
        """Return the lines that rate: those asked who are at the keys."""
        return [line for line in ASKED if line != "kpu" or self.kpu_speaks]

    def office(self, line: str, region: str = "") -> str:
        """Return a line's office over a region, by default the kabupaten's."""
        return self.scene.office(line, region or self.scene.kabupaten)

    def at(self, day: int, hour: int, minute: int = 0) -> datetime:
        """Return a local hour so many days from voting day."""
        return self.scene.moment(day, time(hour, minute))

    def say(
        self, office: str, kind: str, at: datetime, body: Mapping[str, Any], *, about: str, region: str = ""
    ) -> None:
        """Let an office state something of a region, by default of the kabupaten."""
        where = region or self.scene.kabupaten
        deed = Deed(key_of(kind, office, about), office, kind, where, at, body)
        self.diary.write(deed)
        named = str(body.get("cell") or body.get("round") or about)
        actor = body["of"]["office"] if "of" in body else office
        told = (actor, office, where, at, at, Source.DIRECT, body)
        self.facts.append(Fact(deed.key, len(self.facts), kind, named, *told))

    def of(self, *kinds: str) -> list[Fact]:
        """Return what was stated of some kinds."""
        return [fact for fact in self.facts if fact.kind in kinds]

    def rounds(self) -> list[Round]:
        """Return the rounds held so far."""
        return rounds_of(self.of(*ROUNDS), log=self.scene.plan.log)

    def seat(self, rakor: str, office: str) -> str:
        """Return where a meeting is, for whoever states something of it."""
        called = next((fact for fact in self.facts if fact.body.get("rakor") == rakor), None)
        return called.region if called else office.partition(":")[2]

    def stations(self, area: str) -> int:
        """Return how many polling stations a kecamatan has."""
        return sum(len(self.scene.stations[desa]) for desa in self.scene.stations[area])

    def name(self, region: str) -> str:
        """Return what a place is called."""
        return self.scene.register.name(region)


def assess(table: Table, *, between: Callable[[Table], None]) -> None:
    """
    Let two rounds be held, those far apart say why, and each cell end as it may.

    Args:
        table: Where.
        between: What happens after the first round and before the second.
    """
    cells = [cell_key(threat=threat, region=area) for area in table.scene.kecamatan for threat in RATED]
    alone = cell_key(threat="flood", region=apart(table.scene))
    split = cell_key(threat="crowd", region=table.scene.kecamatan[len(table.scene.kecamatan) // 3])
    opinions = Opinions(
        table.threats,
        table.rng,
        {("bpbd", alone): (5, 5), ("polres", split): (5, 4), ("kodim", split): (5, 4)},
    )
    opinions.first(cells, ASKED)
    _round(table, opinions, 1, cells, (table.at(FIRST, 9), table.at(FIRST + 1, 12)))
    between(table)
    first = table.rounds()
    again = [cell for cell in cells if not _agreed(table, first, cell)]
    opinions.again(again)
    _round(table, opinions, 2, again, (table.at(AGAIN, 11), table.at(ENDS, 8)))
    rounds = table.rounds()
    _dissent(table, rounds, alone)
    _end(table, rounds, cells)


def apart(scene: Scene) -> str:
    """Return the kecamatan about which one institution stands alone."""
    named = [area for area in scene.kecamatan if scene.register.name(area).endswith(PLACE)]
    return (named or list(scene.kecamatan))[-1]


def _agreed(table: Table, rounds: Sequence[Round], cell: str) -> bool:
    return stands(cell, rounds=rounds, threats=table.threats).outcome is Outcome.AGREED


def _round(
    table: Table,
    opinions: Opinions,
    number: int,
    cells: Sequence[str],
    hours: tuple[datetime, datetime],
) -> None:
    """Hold one round: opened, sealed, closed, and only then revealed."""
    which, (opens, closes) = {"round": CODE, "number": number}, hours
    asked = [table.office(line) for line in ASKED]
    body = {**which, "cells": list(cells), "offices": asked, "closes": write_instant(closes)}
    about = f"{CODE}/{number}"
    table.say(table.host, "round.open", opens, body, about=about)
    sheets = {}
    for turn, line in enumerate(table.raters):
        sealed = opens + timedelta(minutes=40 * turn + table.rng.randint(20, 50))
        sheets[line] = _seal(table, which, line, opinions.rows(cells, line, again=number > 1), sealed)
    table.say(table.host, "round.close", closes, which, about=about)
    for turn, (line, shown) in enumerate(sheets.items()):
        kept = shown[:-1] if (number, line) == (1, FORGETS) else shown
        for body in kept:
            at = closes + timedelta(minutes=4 * turn + 1, seconds=5 * body["sheet"])
            table.say(table.office(line), "rating.reveal", at, body, about=f"{about}/{body['sheet']}")


def _seal(
    table: Table, which: Mapping[str, Any], line: str, rows: Sequence[Mapping[str, Any]], at: datetime
) -> list[dict[str, Any]]:
    """Let a line seal its ratings sheet by sheet; return what reveals them."""
    office, shown = table.office(line), []
    took = table.rng.randint(QUICKEST, SLOWEST) * len(rows) // WHOLE
    parts = [rows[start : start + MOST_RATINGS] for start in range(0, len(rows), MOST_RATINGS)]
    for sheet, some in enumerate(parts, 1):
        salt = table.rng.randbytes(32)
        whole = Sheet(table.scene.plan.log, office, which["round"], which["number"], sheet, some)
        sealed = {"sheet": sheet, "sha256": seal(whole, salt=salt), "cells": len(some), "seconds": took}
        about = f"{which['round']}/{which['number']}/{sheet}"
        moment = at + timedelta(seconds=3 * sheet)
        table.say(office, "rating.commit", moment, {**which, **sealed}, about=about)
        shown.append({**which, "sheet": sheet, "salt": salt.hex(), "ratings": list(some)})
    return shown


def _dissent(table: Table, rounds: Sequence[Round], alone: str) -> None:
    """Let who is furthest from the others say why, of every cell of the agenda on which none agree."""
    last = rounds[-1]
    asked = [cell_of(last, cell, stations=table.stations(region_in(cell))) for cell in last.cells]
    for turn, cell in enumerate((*(found := agenda(cells=asked)).cells, *found.named)):
        if _agreed(table, rounds, cell.key):
            continue
        middle = median(cell.likelihood.values())
        office = max(sorted(cell.likelihood), key=lambda one: abs(cell.likelihood[one] - middle))
        steps = {name: marks[office] for name, marks in cell.scales()}
        why = {"cell": cell.key, "round": CODE, **steps}
        reason = ALONE_BECAUSE if cell.key == alone else APART_BECAUSE
        at, region = table.at(ENDS, 9) + timedelta(minutes=3 * turn), region_in(cell.key)
        table.say(office, "dissent.state", at, {**why, "reason": reason}, about=cell.key, region=region)


def _end(table: Table, rounds: Sequence[Round], cells: Sequence[str]) -> None:
    """Say how cells ended: agreed where the ratings bear it out, dissent where it is stated; others wait."""
    apart_on = {fact.body["cell"] for fact in table.of("dissent.state")}
    ended = [cell for cell in cells if cell in apart_on or _agreed(table, rounds, cell)]
    for turn, cell in enumerate(ended):
        last = [held for held in rounds if held.speaks_of(cell)][-1]
        outcome, steps = Outcome.AGREED, _middle(last, cell)
        if cell in apart_on:
            outcome, steps = Outcome.DISSENT, _worst(last, cell)
        body = {"round": CODE, "number": last.number, "cell": cell, "outcome": str(outcome), **steps}
        at = table.at(ENDS, 10) + timedelta(seconds=40 * turn)
        table.say(table.host, "cell.end", at, body, about=cell, region=region_in(cell))


def _middle(held: Round, cell: str) -> dict[str, int]:
    return {name: round(median(marks.values())) for name, marks in cell_of(held, cell).scales()}


def _worst(held: Round, cell: str) -> dict[str, int]:
    return {name: max(marks.values()) for name, marks in cell_of(held, cell).scales()}
