"""
What needs a look about goods by type and seals: who is asked about which facts.

An arrival is judged by all that was stated of it (`storage`), an office's seals by all that
was stated of them (`seals`).
"""

from collections.abc import Iterable, Iterator

from sepaham.domain.facts import Fact, Facts
from sepaham.domain.findings import Finding


def judge_facts(facts: Facts, touched: Iterable[Fact]) -> Iterator[tuple[str, list[Finding]]]:
    """Yield, for each subject that some facts touched, its owner's name and what it gives rise to now."""
    del facts, touched
    yield from ()
