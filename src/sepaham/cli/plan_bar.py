"""How far a movement plan is, on stderr: stores done, which is under way, and what its best costs so far."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager

Bar = Callable[[int, int, str, int], object]
"""Told stores done, of how many, the one under way, and the cost of its best plan so far."""


@contextmanager
def planning() -> Iterator[Bar]:
    """Show a bar while the block runs."""
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[best]}"),
    )
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("planning", total=None, best="")

        def told(done: int, whole: int, step: str, cost: int) -> None:
            best = f"best {cost:,}" if cost else ""
            bar.update(task, completed=done, total=whole, description=f"planning {step}", best=best)

        yield told
