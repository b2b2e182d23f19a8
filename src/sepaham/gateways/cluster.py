"""
Work shared between processes or machines: one function over many items, whatever comes first told first.

Dask does it, on this machine or on a cluster that is there already; a twin does it here, one by one. What
fails is told as a failure of its item and never stops the rest.
"""

import logging
import warnings
from collections.abc import Callable, Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from itertools import islice
from typing import Any, Protocol

from sepaham.errors import SepahamError

LOCAL = "local"
_AHEAD = 4
"""How many items wait at each worker, so that none idles and none holds much."""
_PATIENCE = "20s"


class ClusterError(SepahamError):
    """A cluster that cannot be reached."""


@dataclass(frozen=True, slots=True)
class Done:
    """An item with what came of it: a value, or the sentence of what went wrong."""

    item: Any
    value: Any = None
    fault: str = ""


class Cluster(Protocol):
    """Whoever shares work out."""

    def run(self, work: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[Done]:
        """Yield what came of each item, in the order of finishing."""
        ...


class OneByOne:
    """The twin: everything here, in turn."""

    def run(self, work: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[Done]:
        """Yield what came of each item, in the order they were given."""
        for item in items:
            try:
                yield Done(item, work(item))
            except Exception as error:  # noqa: BLE001  one item's failure is its own
                yield Done(item, fault=_told(error))


class OnDask:
    """A Dask client that keeps a few items waiting at each worker."""

    def __init__(self, client: Any) -> None:
        """Take a connected client."""
        self._client = client

    def run(self, work: Callable[[Any], Any], items: Iterable[Any]) -> Iterator[Done]:
        """Yield what came of each item, in the order of finishing."""
        from distributed import as_completed

        waiting = iter(items)
        ahead = _AHEAD * max(1, len(self._client.scheduler_info()["workers"]))
        asked = {self._ask(work, item): item for item in islice(waiting, ahead)}
        running = as_completed(asked)
        for future in running:
            item = asked.pop(future)
            error = future.exception()
            yield Done(item, fault=_told(error)) if error else Done(item, future.result())
            future.release()
            for fresh in islice(waiting, 1):
                asked[next_ := self._ask(work, fresh)] = fresh
                running.add(next_)

    def _ask(self, work: Callable[[Any], Any], item: Any) -> Any:
        return self._client.submit(work, item, pure=False, retries=1)


def _told(error: BaseException) -> str:
    return f"{type(error).__name__}: {error}"[:500]


@contextmanager
def cluster(address: str, *, workers: int) -> Iterator[Cluster]:
    """
    Open a cluster for the length of a block.

    Args:
        address: ``local`` for processes on this machine, or a scheduler's ``tcp://host:port``.
        workers: How many processes, where it is local; 1 or fewer works here without any.

    Raises:
        ClusterError: Nothing answers at that address.
    """
    if address == LOCAL and workers <= 1:
        yield OneByOne()
        return
    with _quiet(), _client(address, workers) as client:
        yield OnDask(client)


@contextmanager
def _quiet() -> Iterator[None]:
    """Keep Dask's own notes off the terminal while it starts and ends."""
    logging.getLogger("distributed").setLevel(logging.CRITICAL)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        yield


def _client(address: str, workers: int) -> AbstractContextManager[Any]:
    from distributed import Client, LocalCluster

    if address == LOCAL:
        made = LocalCluster(
            n_workers=workers,
            threads_per_worker=1,
            host="127.0.0.1",
            dashboard_address=None,
            silence_logs=logging.CRITICAL,
        )
        return _both(made, Client(made))
    try:
        return Client(address, timeout=_PATIENCE)
    except (OSError, TimeoutError, ValueError) as error:
        raise ClusterError(
            f"No Dask scheduler answers at {address}: start one there, or use --cluster local.",
            "cluster.unreached",
        ) from error


@contextmanager
def _both(made: Any, client: Any) -> Iterator[Any]:
    with made, client:
        yield client
