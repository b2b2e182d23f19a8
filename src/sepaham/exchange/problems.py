"""
What can be wrong with a spreadsheet or a map, and what to do about each.

A problem is a value: where, what stood there, and a code. It speaks both languages through this table.
Warnings are kept and listed; anything else stops the import, unless its row is left out on request.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sepaham.domain.words import Language
from sepaham.exchange.declared_kinds import DECLARED_KINDS
from sepaham.exchange.fleet_kinds import FLEET_KINDS
from sepaham.exchange.kinds import FILE_KINDS, Kind
from sepaham.exchange.list_kinds import LIST_KINDS
from sepaham.exchange.people_kinds import PEOPLE_KINDS
from sepaham.exchange.place_kinds import PLACE_KINDS
from sepaham.exchange.rating_kinds import RATING_KINDS
from sepaham.exchange.row_kinds import ROW_KINDS
from sepaham.exchange.threat_kinds import THREAT_KINDS

KINDS: Mapping[str, Kind] = {
    **FILE_KINDS,
    **ROW_KINDS,
    **DECLARED_KINDS,
    **PEOPLE_KINDS,
    **FLEET_KINDS,
    **PLACE_KINDS,
    **RATING_KINDS,
    **LIST_KINDS,
    **THREAT_KINDS,
}
"""Every kind of problem by its code."""


@dataclass(frozen=True, slots=True)
class Problem:
    """
    One thing that is wrong or odd in a file.

    Attributes:
        row: The row as the spreadsheet numbers it, or the feature's place in a map; 0 for the whole file.
        column: The heading it stands under; empty for a whole row.
        value: What stood there.
        code: Its kind in `KINDS`.
        about: What else its sentences name.
    """

    row: int
    column: str
    value: str
    code: str
    about: Mapping[str, Any] = field(default_factory=dict)

    @property
    def warning(self) -> bool:
        """Tell whether the row is kept all the same."""
        return KINDS[self.code].warning

    def say(self, language: Language) -> str:
        """Return what is wrong, in one language."""
        return KINDS[self.code].what.say(language, self._values())

    def remedy(self, language: Language) -> str:
        """Return what to do about it, in one language."""
        return KINDS[self.code].remedy.say(language, self._values())

    def _values(self) -> Mapping[str, Any]:
        return {"value": self.value, "column": self.column, **self.about}


def problem_to_dict(problem: Problem) -> dict[str, Any]:
    """Return a problem as JSON, speaking both languages."""
    return {
        "row": problem.row,
        "column": problem.column,
        "value": problem.value,
        "code": problem.code,
        "message": {"id": problem.say("id"), "en": problem.say("en")},
        "remedy": {"id": problem.remedy("id"), "en": problem.remedy("en")},
    }
