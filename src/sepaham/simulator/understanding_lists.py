"""
The lists institutions made of the same places in the same week, each in its own way, and each its own truth.

In November 2024 KPU counted 230 polling stations of Jombang as prone to disaster and Bawaslu 13; nobody held
one list against the other. Which stations they were is not known: here chance chooses them, and four of
Bawaslu's are not KPU's.
"""

import csv
import io
from collections.abc import Iterable, Mapping, Sequence
from datetime import timedelta

from sepaham.domain.base import digest
from sepaham.domain.instrument_kinds import NO, YES, Row, Rows, rows_to_bytes
from sepaham.simulator.understanding import Table, apart

STATED = -20
"""The day, relative to voting day, on which the lists are stated."""
PRONE_KPU, PRONE_BAWASLU, BOTH, OF = 230, 13, 9, 1_942
KINDS = ("flood", "landslide", "hard-to-reach")
CLASSES: Mapping[str, float] = {"less": 0.93, "prone": 0.055, "very-prone": 0.015}
OTHERS: Mapping[str, float] = {"hard-to-reach": 0.03, "conflict": 0.01, "goods-late": 0.02}
"""What else Bawaslu looks at, and in what share of stations it says yes."""
HAZARDS: Mapping[str, float] = {"flood": 0.2, "landslide": 0.08}


def list_places(table: Table) -> None:
    """Let KPU, Bawaslu, Polres and BPBD state what their lists say."""
    kpu, bawaslu = prone(table)
    stations = [station.key for station in table.scene.register.stations]
    desa = list(dict.fromkeys(station.desa for station in table.scene.register.stations))
    rng = table.rng
    _state(table, "kpu", "kpu-hazard", {s: Row({"prone": YES, rng.choice(KINDS): YES}) for s in kpu}, 0)
    seen = {s: Row({"disaster": YES if s in bawaslu else NO, **_others(table)}) for s in stations}
    _state(table, "bawaslu", "bawaslu-tps", seen, 1)
    classed = {s: Row({"class": rng.choices(list(CLASSES), CLASSES.values())[0]}) for s in stations}
    _state(table, "polres", "polri-class", classed, 2)
    _state(table, "bpbd", "bnpb-hazard", {d: Row(_hazards(table), "Oktober-Maret") for d in desa}, 3)


def prone(table: Table) -> tuple[list[str], list[str]]:
    """Return the stations KPU calls prone to disaster and those Bawaslu does, in the proportions of 2024."""
    stations = [station.key for station in table.scene.register.stations]
    many, few, both = (max(1, round(n * len(stations) / OF)) for n in (PRONE_KPU, PRONE_BAWASLU, BOTH))
    here = apart(table.scene)
    near = [station for station in stations if station.startswith(f"{here}.")]
    kpu = _some(table, near, len(near) // 2)
    kpu += _some(table, [s for s in stations if s not in set(near)], many - len(kpu))
    kpu = kpu[:many]
    others = [station for station in stations if station not in set(kpu)]
    bawaslu = _some(table, kpu, both) + _some(table, others, few - both)
    return sorted(kpu), sorted(bawaslu)


def _some(table: Table, stations: Sequence[str], number: int) -> list[str]:
    return table.rng.sample(list(stations), max(0, min(number, len(stations))))


def _others(table: Table) -> dict[str, str]:
    return {item: YES if table.rng.random() < share else NO for item, share in OTHERS.items()}


def _hazards(table: Table) -> dict[str, str]:
    """Return the classes of one desa's hazards: high in some, middling in as many again, else low."""
    drawn = {item: table.rng.random() / share for item, share in HAZARDS.items()}
    return {item: "high" if d < 1 else "medium" if d < 1 + 1 else "low" for item, d in drawn.items()}


def _state(table: Table, line: str, instrument: str, rows: Rows, turn: int) -> None:
    """Let an office state its list by the hash of its rows; keep the rows and the file it handed in."""
    handed = _sheet(rows)
    file = rows_to_bytes(instrument=instrument, file=digest(handed), rows=rows)
    table.files |= {digest(data): data for data in (handed, file)}
    body = {"instrument": instrument, "sha256": digest(file), "rows": len(rows)}
    dated = table.scene.profile.day + timedelta(days=STATED - 1)
    told = {"dated": dated.isoformat(), "source": "Contoh: daftar yang dibuat sendiri oleh lembaga"}
    at = table.at(STATED, 10, 12 * turn)
    table.say(table.office(line), "instrument.state", at, {**body, **told}, about=instrument)


def _sheet(rows: Rows) -> bytes:
    """Return a list as a spreadsheet would hold it: a row per place, a column per item."""
    items = list(dict.fromkeys(item for row in rows.values() for item in row.answers))
    out = io.StringIO()
    writer = csv.writer(out, delimiter=";", lineterminator="\n")
    writer.writerow(["kode", *items, "catatan"])
    writer.writerows(_line(place, row, items) for place, row in rows.items())
    return out.getvalue().encode()


def _line(place: str, row: Row, items: Iterable[str]) -> list[str]:
    return [place, *(row.answers.get(item, "") for item in items), row.note]
