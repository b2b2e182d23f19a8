"""How pages of ratings call things: cells, scales, institutions, figures, and how a cell stands."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sepaham.domain.cells import region_in, threat_in
from sepaham.domain.differences import ABSENT, Herd
from sepaham.domain.disagreement import HERDING, UNMET
from sepaham.domain.endings import Ending
from sepaham.domain.findings import Names
from sepaham.domain.register import LINES
from sepaham.domain.rounds import Round
from sepaham.domain.threats import Threats
from sepaham.domain.words import Language
from sepaham.web.present.states import State
from sepaham.web.words import say

SCALES: Mapping[str, str] = {"likelihood": "Kemungkinan", "impact": "Dampak"}
"""Both scales and what they are called."""
CONFIDENCE: Mapping[int, str] = {1: "kurang yakin", 2: "cukup yakin", 3: "yakin"}
ENDED: Mapping[str, tuple[State, str]] = {
    "agreed": (State.COMPLETE, "disepakati"),
    "dissent": (State.DIFFER, "beda pendapat dicatat"),
    "unborne": (State.ATTENTION, "disebut sepakat, penilaian belum mendukungnya"),
}
"""How a cell ended: its shape and its words."""


def decimals(value: float, language: Language, places: int = 2) -> str:
    """Write a figure with the language's comma; a minus sign, never a hyphen."""
    text = f"{value:.{places}f}".replace("-", "−")
    return text.replace(".", ",") if language == "id" else text


def change(value: float, language: Language, places: int = 2) -> str:
    """Write how much a figure changed, with its sign; what rounds to nothing bears none."""
    rounded = round(value, places) + 0.0
    return ("+" if rounded > 0 else "") + decimals(rounded, language, places)


@dataclass(frozen=True, slots=True)
class Voice:
    """
    Calls what a round speaks of by its name.

    Attributes:
        held: The round; where all its offices sit in one place, that place is not said again with each.
    """

    language: Language
    names: Names
    threats: Threats
    held: Round

    def threat(self, code: str) -> str:
        """Return what a threat is called; one that left the catalogue, by its code."""
        found = self.threats.threats.get(code)
        return found.text.say(self.language, {}) if found else code

    def place(self, cell: str) -> str:
        """Return what a cell's area is called."""
        return self.names(region_in(cell), self.language)

    def cell(self, cell: str) -> str:
        """Return what a cell is called: its threat, its area."""
        return f"{self.threat(threat_in(cell))}, {self.place(cell)}"

    def office(self, office: str) -> str:
        """Return an institution's full name."""
        return self.names(office, self.language)

    def short(self, office: str) -> str:
        """Return an institution's name for a chart: its title alone, in English what all call it by."""
        line, _, seat = office.partition(":")
        if line not in LINES or any(other.partition(":")[2] != seat for other in self.held.offices):
            return self.office(office)
        found = LINES[line]
        title = found.title_id if self.language == "id" else found.title_en
        return title.partition("(")[2].rstrip(")") or title

    def scale(self, name: str) -> str:
        """Return what a scale is called."""
        return say(SCALES[name], self.language)

    def absent(self, code: str) -> str:
        """Return why an institution gave no number."""
        return ABSENT[code].say(self.language, {})

    def unmet(self, codes: tuple[str, ...]) -> list[str]:
        """Return what keeps a cell from being agreed, as sentences."""
        return [UNMET[code].say(self.language, {}) for code in codes]

    def herds(self, found: Iterable[Herd]) -> list[str]:
        """Return why agreement may be imitation, both scales in one line where the reason is one."""
        told: dict[str, list[str]] = {}
        for herd in found:
            senior = self.short(herd.senior) if herd.senior else ""
            reason = HERDING[herd.code].say(self.language, {"senior": senior})
            told.setdefault(reason, []).append(self.scale(herd.scale))
        return [f"{', '.join(scales)}: {reason}" for reason, scales in told.items()]


def ended(ending: Ending | None) -> tuple[State, str] | None:
    """Return the shape and words of how a cell ended; None where it has not."""
    if ending is None:
        return None
    return ENDED["unborne" if ending.unmet else ending.outcome]
