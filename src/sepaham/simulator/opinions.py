"""
What institutions think of cells, made by chance: one truth, noise, one shifted scale, and some apart.

Illustrative throughout: no rating here is anybody's.
"""

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median
from typing import Any

from sepaham.domain.cells import threat_in
from sepaham.domain.threats import Threats

ASKED = ("kpu", "bawaslu", "polres", "kodim", "kesbangpol", "bpbd", "dishub", "satpolpp")
"""The eight institutions that rate."""
SHIFTED = "satpolpp"
"""The line that reads the scale one step higher than the others."""
NOISE = 0.65
CALM = (2, 2)
"""How likely and how bad, to all others, is what some stand apart about."""
LIKELY: Mapping[int, float] = {1: 0.34, 2: 0.34, 3: 0.2, 4: 0.12}
UNTOUCHED, UNKNOWN, WITH_EVIDENCE, GUESSING = 0.04, 0.1, 0.3, 0.6
NOT_OURS: Mapping[str, frozenset[str]] = {
    "dishub": frozenset({"crowd", "store", "crime"}),
    "bpbd": frozenset({"crowd", "crime", "store"}),
}
"""The groups of threats a line says are not its to judge."""
EVIDENCE: Mapping[str, tuple[str, ...]] = {
    "weather": (
        "Contoh: air dua kali naik ke badan jalan bulan ini",
        "Contoh: truk engkel tidak bisa lewat sesudah hujan tiga jam",
    ),
    "store": ("Contoh: pintu belakang gudang tidak bergembok", "Contoh: satu penjaga untuk dua gedung"),
    "crime": ("Contoh: dua laporan pencurian kendaraan tahun ini",),
    "crowd": ("Contoh: keramaian pada rekapitulasi Februari", "Contoh: pendukung dua calon berdekatan"),
}
ANY_EVIDENCE = ("Contoh: kejadian serupa pada Februari", "Contoh: laporan petugas desa pekan lalu")
STEPS = range(1, 6)
_NEW = "Contoh: sesudah rapat, petugas memeriksa ulang ke lapangan"
_APART: Mapping[str, str] = {
    "bpbd": "Contoh: debit anak sungai Brantas naik, jembatan desa terendam dua malam",
    "polres": "Contoh: dua kelompok pendukung memakai jalan yang sama ke kecamatan",
}

Marks = dict[str, tuple[int, int]]
"""Likelihood and impact by line."""


@dataclass
class Opinions:
    """
    Who thinks what of which cell; the same for the same chance.

    Attributes:
        threats: The catalogue.
        rng: The chance.
        apart: What those who stand apart think, by line and cell; the others find it calm.
        held: What each line thought last, by cell.
    """

    threats: Threats
    rng: random.Random
    apart: Mapping[tuple[str, str], tuple[int, int]]
    held: dict[str, Marks] = field(default_factory=dict)

    def first(self, cells: Iterable[str], lines: Sequence[str]) -> None:
        """Let everybody form an opinion."""
        for cell in cells:
            likely = self.rng.choices(list(LIKELY), LIKELY.values())[0]
            harm = max(1, min(5, likely + self.rng.choice((0, 1, 1))))
            true = CALM if any(cell == other for _, other in self.apart) else (likely, harm)
            self.held[cell] = {
                line: self.apart.get((line, cell)) or (self._near(true[0], line), self._near(true[1], line))
                for line in lines
            }

    def again(self, cells: Iterable[str]) -> None:
        """Let everybody think again after hearing the others: most come closer, who stands apart does not."""
        for cell in cells:
            before = self.held[cell]
            likely, harm = (median(marks[scale] for marks in before.values()) for scale in (0, 1))
            self.held[cell] = {
                line: self.apart.get((line, cell)) or (_closer(marks[0], likely), _closer(marks[1], harm))
                for line, marks in before.items()
            }

    def _near(self, mark: int, line: str) -> int:
        shifted = mark + self.rng.gauss(0, NOISE) + (line == SHIFTED)
        return max(1, min(5, round(shifted)))

    def rows(self, cells: Iterable[str], line: str, *, again: bool = False) -> list[dict[str, Any]]:
        """Return what a line enters for some cells, as `rating.reveal` has it."""
        found = (self._row(cell, line, again=again) for cell in cells)
        return [row for row in found if row]

    def _row(self, cell: str, line: str, *, again: bool) -> dict[str, Any] | None:
        threat = self.threats.threats[threat_in(cell)]
        chance, must = self.rng.random(), line in threat.authority or (line, cell) in self.apart
        if threat.group in NOT_OURS.get(line, ()) and not must:
            return {"cell": cell, "answer": "not_ours"}
        if not must and chance < UNTOUCHED:
            return None
        if not must and chance < UNTOUCHED + UNKNOWN:
            return {"cell": cell, "answer": "unknown"}
        likelihood, impact = self.held[cell][line]
        row = {"cell": cell, "likelihood": likelihood, "impact": impact}
        return {**row, "confidence": self.rng.choice((1, 2, 2, 3)), **self._more(cell, line, again=again)}

    def _more(self, cell: str, line: str, *, again: bool) -> dict[str, Any]:
        """Return the evidence and the guess of what the others rated, where the line gives them."""
        told: dict[str, Any] = {}
        group = self.threats.threats[threat_in(cell)].group
        if (line, cell) in self.apart and line in _APART:
            told["evidence"] = _APART[line]
        elif self.rng.random() < WITH_EVIDENCE:
            told["evidence"] = _NEW if again else self.rng.choice(EVIDENCE.get(group, ANY_EVIDENCE))
        if self.rng.random() < GUESSING:
            names = ("likelihood", "impact")
            own = self.held[cell][line]
            told["guess"] = {
                name: max(1, min(5, mark + self.rng.choice((-1, 0, 0))))
                for name, mark in zip(names, own, strict=True)
            }
        return told


def _closer(mark: int, middle: float) -> int:
    """Return where somebody stands who was heard out: more than half the way to the middle."""
    return round(mark + 0.6 * (middle - mark))
