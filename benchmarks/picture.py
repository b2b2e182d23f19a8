"""The Picture's time on the server at full size, against counting its units in bare SQL."""

import statistics
import tempfile
import time
from pathlib import Path

from world import played

from sepaham.cli.run import with_instance

TIMES = 15


def main() -> None:
    """Print the median time of the page and of its query, and the ratio to one bare count."""
    with tempfile.TemporaryDirectory(prefix="sepaham-bench-") as folder:
        with_instance(Path(folder), create="bench", afresh=True)
        from django.db import connection
        from django.test import Client

        from sepaham.actions.accounts import add_account
        from sepaham.actions.livelog import LiveLog
        from sepaham.actions.register import adopt_register
        from sepaham.records import custody, queries
        from sepaham.records.log import Log

        run = played()
        adopt_register(register=run.base.register, profile=run.base.profile)
        log = Log.objects.create(
            origin=run.base.plan.log,
            drill=False,
            illustrative=True,
            simulated=True,
            opened_at=run.opens_at,
            rules=1,
        )
        held = LiveLog(log)
        from sepaham.simulator.deliver import InMemory

        memory = InMemory(run.pen(), held.book)
        memory.open(run.base, run.opens_at)
        memory.deliver(list(memory.pen.sign(run.stream)))
        from sepaham.domain.book import Changes

        book = held.book
        custody.save(
            log, Changes(list(book.states.values()), list(book.handovers.values()), book.findings, set())
        )
        account = add_account(username="kpu", password="benchmark-only", offices=["kpu:35.17"])
        browser = Client(headers={"host": "localhost"})
        browser.force_login(account)
        page = _median(lambda: browser.get("/"))
        query = _median(lambda: queries.picture(region="35.17", at=run.ends_at))

        def bare() -> None:
            with connection.cursor() as cursor:
                cursor.execute("SELECT substr(station, 1, 8), place, count(*) FROM unit GROUP BY 1, 2")
                cursor.fetchall()

        limit = _median(bare)
        print(f"page {page * 1000:.0f} ms (aim < 100), its query {query * 1000:.0f} ms")
        print(f"bare count of the units {limit * 1000:.0f} ms; ratio {page / limit:.1f}")


def _median(act) -> float:
    times = []
    for _ in range(TIMES):
        began = time.perf_counter()
        act()
        times.append(time.perf_counter() - began)
    return statistics.median(times)
