"""``sepaham plan rehearse``: a movement plan played against sampled days."""

import time
from collections.abc import Mapping
from dataclasses import asdict
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sepaham.cli.progress import language, progress
from sepaham.cli.run import answer, home_option, instance_or_none, json_option
from sepaham.errors import SepahamError

if TYPE_CHECKING:
    from sepaham.domain.movement import Movement
    from sepaham.domain.yards import World
    from sepaham.records.movement import Proposal


@click.command()
@click.option("--days", type=click.IntRange(1, 100_000), default=200, show_default=True)
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True)
@click.option("--proposal", "key", type=int, help="A proposal; the plan in force when left out.")
@json_option
@home_option
def rehearse(*, days: int, seed: int, key: int | None, as_json: bool, home: Path | None) -> None:
    """Play a movement plan against sampled days: how likely it holds, where it is weak, what would help."""
    begun = time.monotonic()
    if instance_or_none(home) is None:
        from sepaham.cli.plan_example import planned_example
        from sepaham.domain.orders import Order

        proposed, _places, names = planned_example(Order())
        value = _played(proposed.movement, _due(proposed.world), days, seed)
    else:
        value, names = _on_instance(key, days, seed)
    value["seconds"] = round(time.monotonic() - begun, 2)
    if as_json:
        answer(value)
        return
    from sepaham.exchange.rehearsal import rehearsed

    said = rehearsed(value, language=language(), names=lambda place, _language: names.get(place, place))
    click.echo("\n".join(said.lines))


def _on_instance(key: int | None, days: int, seed: int) -> tuple[dict[str, Any], Mapping[str, str]]:
    from sepaham.records.movement import in_force, proposal
    from sepaham.records.queries import current_log

    log = current_log()
    row = proposal(log=log, key=key) if key is not None else in_force(log=log)
    if row is None or not row.file:
        said = f"There is no plan in proposal {key}." if key is not None else "No movement plan is in force."
        raise SepahamError(f"{said} Run `sepaham plan`, and `sepaham plan --adopt`.", "plan.none")
    return kept_rehearsal(row, days=days, seed=seed)


def kept_rehearsal(row: "Proposal", *, days: int, seed: int) -> tuple[dict[str, Any], Mapping[str, str]]:
    """Play a proposal's plan, keep what came of it for its page, and return it with the names of places."""
    from sepaham.actions.movement import keep_rehearsal
    from sepaham.actions.planning import basis_of
    from sepaham.domain.movement import movement_from_bytes
    from sepaham.domain.orders import Order
    from sepaham.records.queries import now

    basis = basis_of(log=row.log, order=Order(), at=now())
    value = _played(movement_from_bytes(bytes(row.file)), _due(basis.world), days, seed)
    keep_rehearsal(key=row.pk, rehearsal=value)
    return value, basis.names


def _due(world: "World") -> dict[str, datetime]:
    from sepaham.domain.loads import LEGS
    from sepaham.domain.proposing import deadlines

    lists = world.plan.lists
    return {hash_: at for hash_, at in deadlines(world).items() if not LEGS[lists[hash_].leg].homeward}


def _played(movement: "Movement", due: Mapping[str, datetime], days: int, seed: int) -> dict[str, Any]:
    from sepaham.simulator.rehearse import rehearse as played

    with progress("days", days) as advance:
        found = played(movement=movement, due=due, days=days, seed=seed, told=advance)
    return {**asdict(found), "seed": seed}
