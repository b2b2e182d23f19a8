"""
Seals by office: received, passed on, put on, spoiled, returned; and whether the blank ones explain the rest.

An office receives what is issued to it; the KPU issues to itself what its supplier brought, and a polling
station's officers receive those packed for it. Numbers are what is printed on a seal; a run of them may be
written ``104001-104200``.
"""

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Any

from sepaham.domain.base import Level, level_of
from sepaham.domain.facts import Fact, in_order
from sepaham.domain.findings import Finding
from sepaham.domain.register import office_id

SEALS = ("seal.issue", "seal.return", "seal.spoil", "seal.count", "parcel.pack", "unit.seal")
"""The kinds of facts this room reads."""

_ITEM = "seal"
_FIGURES = ("received", "issued", "applied", "spoiled", "returned")
_RUN = re.compile(r"(\d{1,18})\s*[-–]\s*(\d{1,18})", re.ASCII)
_MOST_IN_A_RUN = 200_000


@dataclass(frozen=True, slots=True)
class Account:
    """
    One office's seals.

    Attributes:
        received: What was issued or packed for it, and returned to it.
        issued: What it passed on to offices below, and packed for polling stations.
        applied: What it put on units.
        blank: What it counted unused, last; None when it never counted.
        count: That statement.
        numbers: The numbers it was issued, as written.
        expected_at_count: How many blank ones there should have been then; None when it had received none.
    """

    office: str
    received: int = 0
    issued: int = 0
    applied: int = 0
    spoiled: int = 0
    returned: int = 0
    blank: int | None = None
    count: Fact | None = None
    numbers: tuple[str, ...] = ()
    expected_at_count: int | None = None

    @property
    def expected(self) -> int:
        """Return how many blank ones there should be now."""
        return self.received - self.issued - self.applied - self.spoiled - self.returned

    @property
    def unexplained(self) -> int | None:
        """Return how many more there should have been when it counted; None where nothing can be said."""
        if self.blank is None or self.expected_at_count is None:
            return None
        return self.expected_at_count - self.blank


def accounts_of(facts: Iterable[Fact]) -> dict[str, Account]:
    """Return the accounts of all offices that had to do with seals, by office."""
    moved: dict[str, list[tuple[Fact, Mapping[str, int]]]] = defaultdict(list)
    packed: dict[tuple[str, str, str], int] = {}
    for fact in in_order(facts):
        for office, changes in _moved(fact, packed):
            moved[office].append((fact, changes))
    return {office: _account(office, told) for office, told in moved.items()}


def _account(office: str, told: Iterable[tuple[Fact, Mapping[str, int]]]) -> Account:
    account, sums, numbers = Account(office), dict.fromkeys(_FIGURES, 0), list[str]()
    for fact, changes in told:
        for name, pieces in changes.items():
            sums[name] += pieces
        if fact.kind == "seal.count":
            now = _summed(account, sums)
            known = now.expected if now.received else None
            account = replace(account, blank=fact.body["blank"], count=fact, expected_at_count=known)
        elif fact.kind == "seal.issue" and fact.body["to"] == office:
            numbers += fact.body.get("numbers", ())
    return replace(_summed(account, sums), numbers=tuple(numbers))


def _summed(account: Account, sums: Mapping[str, int]) -> Account:
    return replace(
        account,
        received=sums["received"],
        issued=sums["issued"],
        applied=sums["applied"],
        spoiled=sums["spoiled"],
        returned=sums["returned"],
    )


def _moved(fact: Fact, packed: dict[tuple[str, str, str], int]) -> Iterator[tuple[str, Mapping[str, int]]]:
    """Yield which offices' figures a fact changes, and by how much; `packed` is what packing said before."""
    body, actor = fact.body, fact.actor
    match fact.kind:
        case "seal.issue" | "seal.return":
            out = "issued" if fact.kind == "seal.issue" else "returned"
            yield body["to"], {"received": body["count"]}
            if body["to"] != actor:
                yield actor, {out: body["count"]}
        case "seal.spoil":
            yield actor, {"spoiled": body["count"]}
        case "seal.count":
            yield actor, {}
        case "unit.seal":
            if applied := sum(_put_on(body).values()):
                yield actor, {"applied": applied}
        case "parcel.pack":
            counts = body.get("counts", {})
            goes = {fact.region: counts[_ITEM]} if _ITEM in counts else {}
            issued = _more(packed, actor, "goes", goes)
            applied = _more(packed, actor, "on", _put_on(body))
            if issued or applied:
                yield actor, {"issued": issued, "applied": applied}
            if issued and level_of(fact.region) is Level.TPS:
                yield office_id("kpps", fact.region), {"received": issued}


def _put_on(body: Mapping[str, Any]) -> dict[str, int]:
    """Return how many seals a statement puts on each unit; one without a number is one."""
    return {unit: max(1, len(numbers)) for unit, numbers in body.get("seals", {}).items()}


def _more(packed: dict[tuple[str, str, str], int], actor: str, how: str, told: Mapping[str, int]) -> int:
    """Return how many more seals an office packed than it said of the same things before; the last holds."""
    before = sum(packed.get((actor, how, of), 0) for of in told)
    packed.update({(actor, how, of): pieces for of, pieces in told.items()})
    return sum(told.values()) - before


def judge_account(account: Account) -> Iterator[Finding]:
    """Yield a finding when the blank seals an office counted do not explain the rest."""
    if account.count is None or not account.unexplained:
        return
    yield Finding(
        rule="seals_unexplained",
        subject=account.office,
        region=account.office.partition(":")[2],
        since=account.count.at,
        values={
            "office": account.office,
            "expected": account.expected_at_count,
            "blank": account.blank,
            "number": abs(account.unexplained),
        },
        basis=(account.count.key,),
    )


def numbers_of(fact: Fact) -> Iterator[tuple[str, str]]:
    """Yield each seal number a fact puts on a unit, with the unit."""
    for unit, numbers in fact.body.get("seals", {}).items():
        for number in numbers:
            yield number, unit


def applied_of(facts: Iterable[Fact], numbers: Collection[str]) -> dict[str, list[tuple[str, Fact]]]:
    """Return on which units some seal numbers were put, with the statement, in the order of the hours."""
    found: dict[str, list[tuple[str, Fact]]] = defaultdict(list)
    for fact in facts:
        for number, unit in numbers_of(fact):
            if number in numbers:
                found[number].append((unit, fact))
    for put_on in found.values():
        put_on.sort(key=lambda pair: pair[1].order)
    return found


def judge_number(number: str, put_on: list[tuple[str, Fact]]) -> Iterator[Finding]:
    """Yield a finding when one seal number was put on more than one unit."""
    units = tuple(dict.fromkeys(unit for unit, _ in put_on))
    if len(units) > 1:
        second = next(fact for unit, fact in put_on if unit == units[1])
        yield Finding(
            rule="seal_twice",
            subject=number,
            region=second.region,
            since=second.at,
            values={"seal": number, "boxes": list(units), "office": second.actor},
            basis=tuple(dict.fromkeys(fact.key for _, fact in put_on)),
            units=units,
        )


def judge_unissued(account: Account, facts: Iterable[Fact]) -> Iterator[Finding]:
    """Yield a finding for each statement that puts on numbers its office was not issued, where it was any."""
    if not account.numbers:
        return
    issued = Issued(account.numbers)
    for fact in in_order(facts):
        if fact.kind not in {"parcel.pack", "unit.seal"} or fact.actor != account.office:
            continue
        strange = [(number, unit) for number, unit in numbers_of(fact) if number not in issued]
        if strange:
            yield Finding(
                rule="seal_not_issued",
                subject=fact.key,
                region=fact.region,
                since=fact.at,
                values={
                    "office": account.office,
                    "seal": ", ".join(dict.fromkeys(n for n, _ in strange)),
                    "boxes": list(dict.fromkeys(unit for _, unit in strange)),
                },
                basis=(fact.key,),
                units=tuple(dict.fromkeys(unit for _, unit in strange)),
            )


class Issued:
    """The numbers of seals as written, single or in runs."""

    def __init__(self, written: Iterable[str]) -> None:
        """Read them."""
        self._single: set[str] = set()
        self._runs: list[tuple[int, int, int]] = []
        for text in written:
            if run := read_run(text):
                self._runs.append(run)
            self._single.add(text.strip())

    def __contains__(self, number: str) -> bool:
        """Tell whether a number was among them."""
        text = number.strip()
        if text in self._single:
            return True
        return text.isdecimal() and any(
            len(text) == width and first <= int(text) <= last for first, last, width in self._runs
        )


def read_run(text: str) -> tuple[int, int, int] | None:
    """Return a run of numbers, ``104001-104200``, as first, last and width; None when it is none."""
    found = _RUN.fullmatch(text.strip())
    if not found or len(found[1]) != len(found[2]):
        return None
    first, last = int(found[1]), int(found[2])
    return (first, last, len(found[1])) if first <= last < first + _MOST_IN_A_RUN else None


def numbered(written: Iterable[str]) -> int:
    """Return how many seals some numbers as written are."""
    runs = map(read_run, written)
    return sum(run[1] - run[0] + 1 if run else 1 for run in runs)
