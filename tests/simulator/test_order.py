"""The same statements in any order give the same picture: whole simulated days, shuffled."""

import random
from dataclasses import replace

import pytest

from sepaham.domain.base import canonical_json
from sepaham.domain.book import Book
from sepaham.domain.picture import book_rows
from sepaham.domain.statement import Ref
from sepaham.simulator.deliver import InMemory
from sepaham.simulator.faults import quotas
from sepaham.simulator.scene import Membership
from sepaham.simulator.twins import TWINS
from simulator.small import simulated

PLACED = {"base.declare", "device.enrol", "device.revoke"}
"""Of these the place in the log counts."""
TIMELY = {"device_gap"}
"""This depends on when a gap was noticed, so on the order of arrival."""


def _memory(run):
    pen = run.pen()
    memory = InMemory(pen)
    memory.open(run.base, run.opens_at)
    memory.deliver(list(pen.sign(run.stream)))
    return memory


def _folded(entries):
    book = Book()
    for entry in entries:
        book.take(entry)
    book.settle()
    return book


def _rows(book):
    return sorted(canonical_json(row) for row in book_rows(book) if row[1] not in TIMELY)


@pytest.mark.parametrize("membership", Membership)
def test_shuffled_days_give_the_same_picture(membership):
    entries = _memory(
        simulated(faults=quotas(12), twins=dict.fromkeys(TWINS, 1), membership=membership)
    ).entries
    first = [entry for entry in entries if entry.statement.kind in PLACED]
    rest = [entry for entry in entries if entry.statement.kind not in PLACED]
    told = _rows(_folded(entries))
    for seed in range(3):
        random.Random(seed).shuffle(rest)
        assert _rows(_folded([*first, *rest])) == told


def _receipts(memory, leg="pps-kpps"):
    lists = memory.book.handovers
    return [
        entry
        for entry in memory.entries
        if entry.statement.kind == "handover.receive" and lists[entry.statement.body["list"]].load.leg == leg
    ]


@pytest.mark.parametrize("early", [True, False])
def test_another_offices_correction_never_takes_a_statement_out(early):
    memory = _memory(simulated())
    one, other = _receipts(memory)[:2]
    assert one.statement.actor != other.statement.actor
    forged = replace(other.statement, id="f" * 64, seq=900, refs=(Ref("corrects", one.statement.id),))
    at = memory.entries.index(one) if early else len(memory.entries)
    entries = [*memory.entries[:at], replace(other, statement=forged), *memory.entries[at:]]
    book = _folded(entries)
    assert book.handovers[one.statement.body["list"]].received
    assert [f.values["reason"] for f in book.findings.values() if f.rule == "no_authority"] == ["not_own"]


def test_a_box_taken_by_mistake_is_held_by_who_took_it():
    memory = _memory(simulated())
    outward = _receipts(memory)
    for mine, theirs in ((outward[0], outward[1]), (outward[1], outward[0])):
        box = memory.book.handovers[theirs.statement.body["list"]].load.units[0]
        body = {**mine.statement.body, "except": [{"unit": box, "what": "extra"}]}
        took = replace(mine.statement, body=body)
        absent = {**theirs.statement.body, "except": [{"unit": box, "what": "missing"}]}
        lacks = replace(theirs.statement, body=absent)
        changed = {took.id: took, lacks.id: lacks}
        book = _folded(
            replace(e, statement=changed.get(e.statement.id, e.statement))
            for e in memory.entries
            if e.received_at <= mine.received_at or e.statement.id in changed
        )
        assert book.states[box].holder == mine.statement.actor
        assert not book.states[box].moving
