"""
Who must go along with goods and who must guard them: each institution's own pattern, as data.

How prone a place is its own police say; where they did not, agreed exposure stands in, and it is safe where
nobody agreed on anything either. Nothing here decides: what follows is what a letter may ask for.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, fields
from datetime import time
from typing import Any

from sepaham.domain.base import Level, level_of, parent_of
from sepaham.domain.kinds import GRADES
from sepaham.errors import SepahamError

TRIP, STORE, STATIONS = "trip", "store", "stations"
FORMAT = "sepaham/escorts/1"
WEIGHTS: Mapping[str, int] = dict(zip(GRADES, (1, 3, 9, 9), strict=True))
"""How much more an officer missing at a worse graded place weighs."""


class EscortsError(SepahamError):
    """A file of patterns that cannot be read."""


@dataclass(frozen=True, slots=True)
class Want:
    """
    Officers of one institution that one job asks for.

    Attributes:
        institution: ``polri``, ``tni``, ``linmas``.
        role: ``aboard``, ``along``, ``guard``.
        officers: How many.
        least: With fewer than these it counts as not done.
        skill: What they must be able to; '' for nothing special.
    """

    institution: str
    role: str
    officers: int
    least: int = 0
    skill: str = ""


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of who goes along (`legs`) or guards (`levels`), for places of some grades, with its source."""

    what: str
    want: Want
    grades: tuple[str, ...]
    legs: tuple[str, ...]
    levels: tuple[int, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Watch:
    """Police and Linmas at polling stations of one grade: so many for so many of them each."""

    police: int
    police_stations: int
    linmas: int
    linmas_stations: int
    source: str


@dataclass(frozen=True, slots=True)
class Escorts:
    """
    Everything the file says.

    Attributes:
        rules: Along with trips and at stores.
        pattern: The name of the pattern at polling stations.
        watches: That pattern by grade.
        starts: When shifts begin, by the clock of the place.
        rest_minutes: The least rest between two shifts of one officer.
        between_minutes: What changing from one job to the next takes besides the way.
        thresholds: From which exposure a place counts as of a grade, the worst first.
    """

    rules: tuple[Rule, ...]
    pattern: str
    watches: Mapping[str, Watch]
    starts: tuple[time, ...]
    rest_minutes: int
    between_minutes: int
    thresholds: tuple[tuple[int, str], ...]

    def for_trip(self, *, leg: str, grade: str) -> tuple[Want, ...]:
        """Return who goes along with a journey of a leg through places of a grade."""
        return tuple(r.want for r in self.rules if r.what == TRIP and leg in r.legs and grade in r.grades)

    def for_store(self, *, region: str, grade: str) -> tuple[Want, ...]:
        """Return who guards the store of a place."""
        level = level_of(region)
        return tuple(
            r.want for r in self.rules if r.what == STORE and level in r.levels and grade in r.grades
        )

    def for_stations(self, grades: Iterable[str]) -> tuple[Want, ...]:
        """Return who watches over polling stations of these grades, one entry for each station."""
        police = linmas = 0
        for grade, number in Counter(grades).items():
            if found := self.watches.get(grade):
                police += found.police * -(-number // found.police_stations)
                linmas += found.linmas * -(-number // found.linmas_stations)
        wants = (
            Want("polri", "guard", police, min(1, police)),
            Want("linmas", "guard", linmas, min(1, linmas)),
        )
        return tuple(want for want in wants if want.officers)


@dataclass(frozen=True, slots=True)
class Grading:
    """
    How prone places are.

    Attributes:
        graded: What the police said, by place; a place takes what was said of the nearest one around it.
        exposure: Agreed exposure by place, 0 to 100.
        thresholds: As in `Escorts`.
    """

    graded: Mapping[str, str]
    exposure: Mapping[str, int]
    thresholds: tuple[tuple[int, str], ...]

    def of(self, region: str) -> str:
        """Return the grade of a place."""
        around = region
        while around:
            if found := self.graded.get(around):
                return found
            if around in self.exposure:
                exposed = self.exposure[around]
                return next((grade for least, grade in self.thresholds if exposed >= least), GRADES[0])
            around = parent_of(around)
        return GRADES[0]

    def worst(self, regions: Iterable[str]) -> str:
        """Return the worst grade of some places."""
        return max((self.of(region) for region in regions), key=GRADES.index, default=GRADES[0])


def escorts_from_dict(value: Mapping[str, Any]) -> Escorts:
    """
    Read the patterns from their data file.

    Raises:
        EscortsError: A row is not as it should be; the message names it.
    """
    if value.get("format") != FORMAT:
        raise EscortsError(f"The file of patterns does not begin with format = {FORMAT!r}.", "escorts.format")
    rules = tuple(_rule(row, number) for number, row in enumerate(value.get("need", ()), 1))
    name, shifts, grades = value.get("pattern", ""), value.get("shifts", {}), value.get("grades", {})
    rows = [row for row in value.get("pattern_row", ()) if row.get("pattern") == name]
    try:
        return Escorts(
            rules=rules,
            pattern=name,
            watches={row["grade"]: Watch(**{f.name: row[f.name] for f in fields(Watch)}) for row in rows},
            starts=tuple(sorted(time.fromisoformat(text) for text in shifts["starts"])),
            rest_minutes=shifts["rest_minutes"],
            between_minutes=shifts["between_minutes"],
            thresholds=tuple((grades[grade], grade) for grade in reversed(GRADES) if grade in grades),
        )
    except (KeyError, TypeError, ValueError) as error:
        raise EscortsError(
            f"The file of patterns lacks {error} in [shifts], [grades] or a [[pattern_row]] of {name!r}.",
            "escorts.field",
        ) from None


def _rule(row: Mapping[str, Any], number: int) -> Rule:
    known = row.get("what") in {TRIP, STORE} and set(row.get("grades", ())) <= set(GRADES)
    levels = tuple(row.get("levels", ()))
    try:
        want = Want(
            row["institution"], row["role"], row["officers"], row.get("least", 0), row.get("skill", "")
        )
        if known and 0 <= want.least <= want.officers and set(levels) <= set(Level):
            return Rule(
                row["what"], want, tuple(row["grades"]), tuple(row.get("legs", ())), levels, row["source"]
            )
    except (KeyError, TypeError):
        pass
    raise EscortsError(
        f"[[need]] number {number} is not as it should be: it has `what` (trip, store), `grades`, "
        "`institution`, `role`, `officers`, `least` of at most these, `source`, and `legs` or `levels`.",
        "escorts.need",
    )
