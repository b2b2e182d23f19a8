"""What flows out of agreements as its page tells it: exposure, grades, expected loss, values of draws."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sepaham.domain.cells import region_in
from sepaham.domain.endings import Ending
from sepaham.domain.escorts import Grading
from sepaham.domain.exposure import Loss, exposure_at
from sepaham.domain.kinds import GRADES
from sepaham.web.present.escorts import GRADES as GRADE_WORDS
from sepaham.web.present.goods import Answer
from sepaham.web.present.judging import decimals
from sepaham.web.present.rakor import Voice
from sepaham.web.present.states import State
from sepaham.web.tables import Column, Row, Table

_PERCENT = 100
_OF_GRADE: Mapping[str, State] = dict(
    zip(GRADES, (State.COMPLETE, State.ATTENTION, State.SERIOUS, State.SERIOUS), strict=True)
)


@dataclass(frozen=True, slots=True)
class Flow:
    """
    What agreements change.

    Attributes:
        exposure: By area, 0 to 100.
        losses: The expected loss of each area that has an agreement.
        top: Among how many of the greatest loss its rank is asked about.
        grading: How prone places are with it; `bare` without.
    """

    exposure: Mapping[str, int]
    losses: Sequence[Loss]
    top: int
    grading: Grading
    bare: Grading

    @property
    def raised(self) -> list[str]:
        """Return the areas that agreements made prone, where the police gave no grade."""
        areas = [loss.region for loss in self.losses]
        return [area for area in areas if self.grading.of(area) != self.bare.of(area)]

    def stake(self, loss: Loss) -> int:
        """Return what is at stake at an area in a draw."""
        return exposure_at(self.exposure, loss.region) * loss.stations


def answer(endings: Mapping[str, Ending], voice: Voice) -> Answer:
    """Return how many agreed cells feed plans, and how many endings do not."""
    held = sum(ending.holds for ending in endings.values())
    differ = sum(ending.outcome == "dissent" for ending in endings.values())
    rest = (
        ("{number} beda pendapat tidak mengubah apa pun", differ),
        ("{number} disebut sepakat tanpa dukungan penilaian, juga tidak", len(endings) - held - differ),
    )
    told = " · ".join(voice.say(text, number=voice.number(number)) for text, number in rest if number)
    if not held:
        return Answer(State.WAITING, voice.say("Belum ada kesepakatan yang mengalir ke rencana"), told)
    text = "{number} sel yang disepakati mengalir ke jalan, pengawalan dan undian"
    return Answer(State.COMPLETE, voice.say(text, number=voice.number(held)), told)


def streams(flow: Flow, cost: int, voice: Voice) -> list[tuple[State, str]]:
    """Return what agreements change, in sentences: roads, escorts, draws."""
    raised = flow.raised
    graded = [loss.region for loss in flow.losses if loss.region in flow.grading.graded]
    roads = voice.say(
        "Jalan: rencana gerak berikutnya menghindari jalan terpapar; satu km paparan penuh dinilai Rp{cost}.",
        cost=voice.number(cost),
    )
    escorts = voice.say(
        "Pengawalan: {number} wilayah lebih rawan karena kesepakatan; {graded} memakai tingkat dari Polri.",
        number=voice.number(len(raised)),
        graded=voice.number(len(graded)),
    )
    draws = voice.say("Undian patroli dan pemeriksaan: nilai tiap wilayah ialah paparan × jumlah TPS.")
    return [
        (State.MOVING, roads),
        (State.ATTENTION if raised else State.COMPLETE, escorts),
        (State.WAITING, draws),
    ]


def table(flow: Flow, voice: Voice) -> Table:
    """Return the areas with what flows out of what was agreed of them."""
    columns = (
        Column("area", voice.say("Wilayah")),
        Column("exposure", voice.say("Paparan (0–100)"), "number"),
        Column("cells", voice.say("Sel yang disepakati")),
        Column("stations", voice.say("TPS"), "number"),
        Column("loss", voice.say("TPS diperkirakan terganggu"), "number"),
        Column("interval", voice.say("Rentang")),
        Column("top", voice.say("Peluang masuk {number} teratas, %", number=flow.top), "number"),
        Column("grade", voice.say("Kerawanan")),
        Column("source", voice.say("Menurut")),
        Column("stake", voice.say("Nilai undian"), "number"),
    )
    rows = tuple(_row(loss, flow, voice) for loss in flow.losses)
    return Table("flow", voice.say("Apa yang mengalir dari kesepakatan"), columns, rows)


def _row(loss: Loss, flow: Flow, voice: Voice) -> Row:
    grade = flow.grading.of(loss.region)
    own = flow.bare.of(loss.region) == grade and grade != GRADES[0]
    source = "Polri" if own else "kesepakatan" if grade != GRADES[0] else "–"
    least, most = (decimals(value, voice.language, 1) for value in (loss.least, loss.most))
    cells = {
        "area": voice.name(loss.region),
        "exposure": exposure_at(flow.exposure, loss.region),
        "cells": "; ".join(_called(cell, loss.region, voice) for cell in loss.cells),
        "stations": loss.stations,
        "loss": round(loss.middle, 1),
        "interval": f"{least}–{most}",
        "top": round(_PERCENT * loss.top),
        "grade": voice.say(GRADE_WORDS[grade]),
        "source": voice.say(source) if source == "kesepakatan" else source,
        "stake": flow.stake(loss),
    }
    return Row(cells, "", _OF_GRADE[grade], loss.region)


def _called(cell: str, region: str, voice: Voice) -> str:
    """Return what a cell is called beside its area; one of an area around it with that area's name."""
    return voice.threat(cell) if region_in(cell) == region else voice.cell(cell)
