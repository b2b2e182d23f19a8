"""What needs a look about ballots: a station's copies of its block of ballot use, as they come and go."""

from collections.abc import Callable, Iterable, Iterator, Mapping

from sepaham.domain.ballots import Count, Fault, faults
from sepaham.domain.facts import Fact, Facts
from sepaham.domain.findings import Finding

COUNT = "ballots.count"
_SHORT = 16
"""So many digits of a statement's id tell one station's copies apart in a finding's subject."""
Contents = Callable[[str], Mapping[str, int]]
"""How many of each counted thing a polling station was to get."""


def judge_ballots(
    facts: Facts, touched: Iterable[Fact], *, contents: Contents
) -> Iterator[tuple[str, list[Finding]]]:
    """
    Yield, for each polling station whose copies came or went, its owner's name and what they give rise to.

    Args:
        facts: All that count.
        touched: Those that came or went.
        contents: What each station was to get.
    """
    for station in sorted({fact.region for fact in touched if fact.kind == COUNT}):
        due, copies = contents(station), counts_of(facts.about(COUNT, station))
        found = [
            _finding(fault, station)
            for election in sorted({copy.election for copy in copies})
            for fault in faults(
                [copy for copy in copies if copy.election == election], expected=due.get(f"ballot:{election}")
            )
        ]
        yield f"ballots:{station}", found


def counts_of(facts: Iterable[Fact]) -> list[Count]:
    """Return the copies some facts state, the stations' own first, then in the order of the log."""
    ordered = sorted(facts, key=lambda fact: (not fact.office.startswith("kpps:"), fact.index))
    return [
        Count(fact.key, fact.region, election, fact.office, fact.at, numbers, fact.body.get("voters"))
        for fact in ordered
        for election, numbers in fact.body["counts"].items()
    ]


def _finding(fault: Fault, station: str) -> Finding:
    first, last = fault.counts[0], fault.counts[-1]
    column, copies = fault.columns[0], (count.id[:_SHORT] for count in fault.counts)
    stated = last.numbers[column]
    return Finding(
        rule=f"ballots_{fault.rule}",
        subject=":".join((station, last.election, *fault.columns[:2], *copies)),
        region=station,
        since=max(count.at for count in fault.counts),
        values={
            "item": f"ballot:{last.election}",
            "column": column,
            "other_column": fault.columns[-1],
            "difference": fault.difference,
            "stated": stated,
            "expected": first.numbers[column] if first is not last else stated - fault.difference,
            "office": last.office,
            "holders": [first.office],
        },
        basis=tuple(count.id for count in fault.counts),
    )
