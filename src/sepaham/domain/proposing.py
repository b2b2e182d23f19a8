"""One proposal of a movement plan from its beginning to what is told of it."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cached_property

from sepaham.domain.base import digest
from sepaham.domain.burden import Burden, burdens
from sepaham.domain.dispatch import Dispatch, Request, Told, dispatch
from sepaham.domain.movement import Movement, movement_to_bytes
from sepaham.domain.movement_figures import Figures, figures_of
from sepaham.domain.replan import Difference, difference
from sepaham.domain.routing import Solver
from sepaham.domain.shortfall import Lack, shortfall
from sepaham.domain.yards import World

_NONCE = 32


@dataclass(frozen=True)
class Proposed:
    """
    What came of asking for a movement plan.

    Attributes:
        world: What it rests on.
        request: What was asked.
        done: The plan, and what came of each store.
        lacks: Where it falls short, and what would help.
        change: What it changes of the plan in force; None where none is.
    """

    world: World
    request: Request
    done: Dispatch
    lacks: tuple[Lack, ...]
    change: Difference | None

    @property
    def movement(self) -> Movement:
        """Return the plan."""
        return self.done.movement

    @property
    def feasible(self) -> bool:
        """Tell whether every load list of the legs that were asked for is carried in its hours."""
        return self.figures.met

    @cached_property
    def figures(self) -> Figures:
        """Return the figures of the legs that were asked for."""
        return figures_of(
            self.movement,
            lists=self.world.plan.lists,
            vehicles=self.world.vehicles,
            hours=deadlines(self.world),
            legs=self.request.order.of_legs,
        )

    @cached_property
    def weights(self) -> Mapping[str, Burden]:
        """Return what each load list takes, by its hash."""
        return burdens(self.world.plan.lists, items=self.world.items, terms=self.world.terms)


def deadlines(world: World) -> dict[str, datetime]:
    """Return until when each load list should be where it goes, by its hash."""
    return {hash_: world.hours(load)[1] for hash_, load in world.plan.lists.items()}


def propose(
    world: World,
    request: Request,
    *,
    solver: Solver,
    secret: bytes,
    told: Told | None = None,
    trying: Callable[[int, int], object] = lambda _done, _whole: None,
) -> Proposed:
    """
    Make a movement plan and say what it is like.

    Args:
        world: What it rests on.
        request: What is asked; its nonce is drawn here.
        solver: Who solves each store's problem.
        secret: What the nonce is drawn from, so that the same plan is the same file and its hash no guess.
        told: Told how far it is.
        trying: Told how many stores that fall short were looked at.
    """
    done = dispatch(world, request, solver=solver, told=told)
    bare = movement_to_bytes(replace(done.movement, nonce=""))
    nonce = digest(secret + world.plan.log.encode() + b"\x00" + bare)[:_NONCE]
    done = replace(done, movement=replace(done.movement, nonce=nonce))
    before = request.before
    change = difference(before, done.movement, lists=world.plan.lists) if before else None
    proposed = Proposed(world, request, done, (), change)
    if proposed.feasible:
        return proposed
    lacks = shortfall(
        world, done, burdens=proposed.weights, solver=solver, seed=request.order.seed, told=trying
    )
    return replace(proposed, lacks=lacks)
