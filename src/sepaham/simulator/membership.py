"""
Who signs a deed, and when: its own office, the gateway from a spreadsheet, or a supervisor from the paper.

Without the KPU line at the keys nothing is lost, only later: a supervisor who stood by copies the signed
paper within the hours, others find it the next day. The deed stays its own office's; the copy says so.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from sepaham.domain.base import end_of_day
from sepaham.domain.register import LINES
from sepaham.domain.statement import Source
from sepaham.simulator.deeds import Deed, Diary
from sepaham.simulator.scene import Membership, Scene

SUPERVISORS = {"kpu": "bawaslu", "ppk": "panwascam", "pps": "pkd", "kpps": "ptps"}
"""Who copies whose papers."""
IMPORTS = (time(12), time(18), time(23))
"""When the KPU line's spreadsheet is read in."""
_PRESENT = frozenset({"unit.open", "unit.seal", "unit.use"})


@dataclass(frozen=True, slots=True)
class Said:
    """A deed as somebody states it: who signs, on which of its devices, and when."""

    deed: Deed
    office: str
    slot: int
    at: datetime
    body: dict[str, Any]


def tell(scene: Scene, diary: Diary) -> list[Said]:
    """Return all deeds as they are stated, in the order in which they are signed."""
    deeds = sorted(diary.deeds.values(), key=lambda deed: deed.at)
    if scene.membership is Membership.ALL:
        return [Said(d, d.office, d.slot, d.at, dict(d.body)) for d in deeds]
    told = [_direct(deed) if not _of_kpu(deed.office) else None for deed in deeds]
    said = [one for one in told if one]
    theirs = [deed for deed in deeds if _of_kpu(deed.office) and not deed.kind.startswith("device.")]
    copied = _imported if scene.membership is Membership.SPREADSHEET else _transcribed
    return sorted([*said, *copied(scene, theirs, diary)], key=lambda one: one.at)


def _of_kpu(office: str) -> bool:
    return LINES[office.partition(":")[0]].institution == "kpu"


def _direct(deed: Deed) -> Said:
    return Said(deed, deed.office, deed.slot, deed.at, dict(deed.body))


def _imported(scene: Scene, deeds: Iterable[Deed], _diary: Diary) -> Iterable[Said]:
    gateway = scene.office("gateway", scene.kabupaten)
    for deed in deeds:
        yield _copied(deed, gateway, Source.SPREADSHEET, _next_import(scene, deed.at))


def _next_import(scene: Scene, at: datetime) -> datetime:
    midnight = end_of_day(at, scene.kabupaten) - timedelta(days=1)
    hours = [timedelta(hours=hour.hour) for hour in IMPORTS] + [timedelta(hours=24 + IMPORTS[0].hour)]
    return next(midnight + hour for hour in hours if midnight + hour > at)


def _transcribed(scene: Scene, deeds: Iterable[Deed], diary: Diary) -> Iterable[Said]:
    watched = {
        (deed.office, deed.body["list"]) for deed in diary.deeds.values() if deed.kind == "handover.observe"
    }
    hours: dict[str, datetime] = {}
    for deed in deeds:
        office = scene.office(SUPERVISORS[deed.office.partition(":")[0]], deed.region)
        present = deed.kind in _PRESENT or (office, str(deed.body.get("list"))) in watched
        at = deed.at + _minutes(scene, 20, 90) if present else _next_day(scene, deed.at)
        earlier = [hours[key] for role, key in deed.refs if role == "corrects" and key in hours]
        hours[deed.key] = at = max([at, *(hour + timedelta(minutes=5) for hour in earlier)])
        yield _copied(deed, office, Source.PAPER, at)


def _next_day(scene: Scene, at: datetime) -> datetime:
    return end_of_day(at, scene.kabupaten) + timedelta(hours=8) + _minutes(scene, 0, 600)


def _minutes(scene: Scene, least: float, most: float) -> timedelta:
    return timedelta(seconds=round(scene.rng.uniform(least * 60, most * 60)))


def _copied(deed: Deed, office: str, source: Source, at: datetime) -> Said:
    body = {**deed.body, "of": {"office": deed.office, "source": source.value}}
    return Said(deed, office, 0, at, body)
