"""``sepaham plan explain``: why a movement plan, or one journey of it, is as it is."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sepaham.cli.progress import language
from sepaham.cli.run import answer, home_option, instance_or_none, json_option
from sepaham.errors import SepahamError

if TYPE_CHECKING:
    from sepaham.domain.movement import Journey, Movement
    from sepaham.domain.proposing import Proposed

Names = dict[str, str]


@click.command()
@click.option("--trip", default="", help="Only this journey, by its id or a part of it.")
@click.option("--language", "spoken", type=click.Choice(["id", "en"]), help="The terminal's when left out.")
@json_option
@home_option
def explain(*, trip: str, spoken: str | None, as_json: bool, home: Path | None) -> None:
    """Say why the plan in force, or the newest proposal, is as it is."""
    from sepaham.exchange.explained import journey_sentences, plan_sentences

    said: Any = spoken or language()
    proposed, names, cells = _standing(home, trip)
    if trip:
        journey = _named(proposed.movement, trip)
        why = _why(proposed, journey)
        slack = proposed.world.terms.slack_minutes
        lines = journey_sentences(why, language=said, names=names, slack=slack)
    else:
        lines = plan_sentences(proposed, language=said, names=names, agreed=cells)
    answer({"trip": trip, "sentences": lines}) if as_json else click.echo("\n".join(lines))


def _standing(home: Path | None, trip: str) -> "tuple[Proposed, Names, int]":
    from sepaham.domain.explaining import standing

    if instance_or_none(home) is None:
        return _of_example()
    from sepaham.actions.planning import basis_of
    from sepaham.domain.orders import Order
    from sepaham.records.queries import current_log, now

    log = current_log()
    basis, movement = basis_of(log=log, order=Order(), at=now()), _movement(log)
    legs = (_named(movement, trip).leg,) if trip else ()
    return standing(basis.world, movement, legs=legs), basis.names, basis.exposed.cells


def _movement(log: Any) -> "Movement":
    from sepaham.records.foundations import movement_in_force
    from sepaham.records.movement import INFEASIBLE, READY, proposals

    newest = proposals(log=log).filter(status__in=(READY, INFEASIBLE)).first()
    found = movement_in_force(log) or (newest.movement if newest else None)
    if found is None:
        raise SepahamError("There is no movement plan yet; run `sepaham plan`.", "plan.none")
    return found


def _of_example() -> "tuple[Proposed, Names, int]":
    from sepaham.cli.plan_example import planned_example
    from sepaham.domain.orders import Order

    proposed, _places, names = planned_example(Order())
    return proposed, names, 0


def _named(movement: "Movement", trip: str) -> "Journey":
    found = [j for id_, j in movement.journeys.items() if trip in {id_, j.vehicle}] or [
        j for id_, j in movement.journeys.items() if trip in id_
    ]
    if not found:
        raise SepahamError(f"No journey of the plan is called {trip!r}.", "plan.no-trip")
    return found[0]


def _why(proposed: "Proposed", journey: "Journey") -> Any:
    from sepaham.domain.explaining import why

    outcome = next(one for one in proposed.done.outcomes if journey.id in {j.id for j in one.journeys})
    return why(proposed.world, outcome, journey)
