"""Progress on stderr, the reader's language, and what a command cost."""

import os
import resource
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from sepaham.domain.words import Language


@contextmanager
def progress(what: str, total: int | None = None) -> Iterator[Callable[[int], None]]:
    """
    Show a bar on stderr while the block runs; it is told how many are done so far.

    Args:
        what: What is being done.
        total: How many there will be; unknown when None.
    """
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn

    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(what, total=total)
        yield lambda done: bar.update(task, completed=done)


def language() -> Language:
    """Return the language of the terminal's sentences: Indonesian where the locale is, else English."""
    return "id" if os.environ.get("LC_ALL", os.environ.get("LANG", "")).startswith("id") else "en"


def peak_mb() -> float:
    """Return the most memory this process has held, in megabytes."""
    unit = 1 if sys.platform == "darwin" else 1024
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * unit / 1_000_000, 1)
