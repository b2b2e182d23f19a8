"""Rounds of ratings as values, sealed and revealed, for tests of what is read out of them."""

from example import KABUPATEN, ORIGIN, PLANDAAN, Speaker, hour
from sepaham.domain.facts import fact_of
from sepaham.domain.rounds import rounds_of
from sepaham.domain.sealed import Sheet, seal
from sepaham.domain.statement import Entry

BAWASLU, POLRES, BPBD, KPU, SATPOL = (
    f"{line}:{KABUPATEN}" for line in ("bawaslu", "polres", "bpbd", "kpu", "satpolpp")
)
CELL = f"flood@{PLANDAAN}"
ALL = (BPBD, POLRES, KPU, SATPOL)
SALT = bytes(range(32))


def rated(cell, likelihood, impact, **more):
    """What an office rates of a cell, as a statement has it."""
    return {"cell": cell, "likelihood": likelihood, "impact": impact, "confidence": 2, **more}


def unknown(cell, answer="unknown"):
    """What an office answers that does not rate."""
    return {"cell": cell, "answer": answer}


def told(given, number=1, *, cells=(CELL,), offices=ALL, closed=True, opener=BAWASLU):
    """
    What the offices state in one round: office, kind and body of each statement, in order.

    Args:
        given: What each rated: one row, or several of which None is left out.
    """
    named = {"round": "r1", "number": number}
    rows = {o: [row for row in (r if isinstance(r, list) else [r]) if row] for o, r in given.items()}
    opened = {**named, "cells": list(cells), "offices": list(offices)}
    sheets = {o: Sheet(ORIGIN, o, "r1", number, 1, found) for o, found in rows.items()}
    return [
        (opener, "round.open", opened),
        *(
            (
                o,
                "rating.commit",
                {**named, "sheet": 1, "sha256": seal(sheet, salt=SALT), "cells": len(rows[o])},
            )
            for o, sheet in sheets.items()
        ),
        *([(opener, "round.close", named)] if closed else []),
        *(
            (o, "rating.reveal", {**named, "sheet": 1, "salt": SALT.hex(), "ratings": rows[o]})
            for o in sheets
            if closed
        ),
    ]


def held(given, number=1, **more):
    """One round as the log tells it; `given` and the rest as in `told`."""
    at = hour("19 09:00")
    facts = [
        fact_of(Entry(index, at, Speaker(office).say(kind, KABUPATEN, at, body)), at)
        for index, (office, kind, body) in enumerate(told(given, number, **more))
    ]
    (found,) = rounds_of(facts, log=ORIGIN)
    return found
