"""How fast statements fold into the picture, against parsing the same statements; memory for each unit."""

import gc
import json
import time
import tracemalloc

from world import played

from sepaham.domain.book import Book
from sepaham.simulator.deliver import InMemory


def main() -> None:
    """Print entries a second, the ratio to bare JSON parsing, and bytes a unit."""
    run = played()
    memory = InMemory(run.pen())
    memory.open(run.base, run.opens_at)
    signed = list(memory.pen.sign(run.stream))
    memory.deliver(signed)
    payloads = [json.dumps(one.statement.payload()) for one in signed]
    began = time.perf_counter()
    for payload in payloads:
        json.loads(payload)
    limit = len(payloads) / (time.perf_counter() - began)
    gc.collect()
    began = time.perf_counter()
    _fold(memory)
    rate = len(memory.entries) / (time.perf_counter() - began)
    tracemalloc.start()
    book = _fold(memory)
    held, _ = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    share = f"{rate / limit:.2f} of bare JSON parsing ({limit:,.0f}/s)"
    print(f"{len(memory.entries):,} entries: {rate:,.0f}/s, {share}")
    print(f"{len(book.units):,} units: {held / len(book.units):,.0f} bytes each, all of the book counted")


def _fold(memory: InMemory) -> Book:
    book = Book()
    for entry in memory.entries:
        book.take(entry)
    book.settle()
    return book
