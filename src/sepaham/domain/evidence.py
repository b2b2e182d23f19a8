"""
Goods taken as evidence of a crime: the one exception in which police hold what is otherwise KPU's.

It accuses nobody: a unit taken shows who holds it and since when, until it is returned.
"""

from collections.abc import Iterable, Iterator

from sepaham.domain.custody import RETURN, TAKE, Act
from sepaham.domain.findings import Finding
from sepaham.domain.units import Unit


def judge_evidence(unit: Unit, *, acts: Iterable[Act]) -> Iterator[Finding]:
    """Yield, for each time a unit was taken as evidence, who holds it; it ends when it is returned."""
    open_: Act | None = None
    for act in sorted(acts, key=lambda act: act.order):
        if act.statement.kind == TAKE and open_ is None:
            open_ = act
        elif act.statement.kind == RETURN and open_ is not None:
            yield _held(unit, open_, act)
            open_ = None
    if open_ is not None:
        yield _held(unit, open_, None)


def _held(unit: Unit, take: Act, back: Act | None) -> Finding:
    return Finding(
        rule="evidence_held",
        subject=f"{unit.code}@{take.id}",
        region=unit.station,
        since=take.at,
        until=back.at if back else None,
        values={"unit": unit.code, "office": take.statement.actor},
        basis=(take.id, back.id) if back else (take.id,),
        units=(unit.code,),
    )
