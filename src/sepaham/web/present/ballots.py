"""Ballots by state in words and figures: what is explained, what is left, and which copies differ."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from sepaham.domain.ballot_sentences import COLUMN_NAMES
from sepaham.domain.ballots import COLUMNS, Block, Count, Warehouse, sum_of
from sepaham.domain.base import Level, ancestor
from sepaham.domain.findings import Names
from sepaham.domain.words import Language, write_number
from sepaham.web.present.goods import Answer
from sepaham.web.present.states import State
from sepaham.web.tables import Column, Row, Table
from sepaham.web.words import say


def answer(blocks: Iterable[Block], language: Language) -> Answer:
    """Return of how many stations every ballot is explained."""
    by_station: defaultdict[str, list[Block]] = defaultdict(list)
    for one in blocks:
        by_station[one.station].append(one)
    whole = sum(all(one.is_explained for one in found) for found in by_station.values())
    odd = sum(any(one.faults for one in found) for found in by_station.values())
    missing = len(by_station) - whole - odd
    figures = {"whole": write_number(whole, language), "all": write_number(len(by_station), language)}
    rest = " · ".join(
        [
            *([say("{number} perlu dicek", language, number=write_number(odd, language))] if odd else []),
            *(
                [say("{number} belum disalin", language, number=write_number(missing, language))]
                if missing
                else []
            ),
        ]
    )
    state = State.ATTENTION if odd else State.WAITING if missing else State.COMPLETE
    return Answer(
        state, say("{whole} dari {all} TPS: surat suara habis terjelaskan", language, **figures), rest
    )


def table(
    blocks: Iterable[Block], level: Level, language: Language, names: Names, href: Callable[[str], str]
) -> Table:
    """Return the ballots by area of a level and election, those with something left first."""
    found: defaultdict[tuple[str, str], list[Block]] = defaultdict(list)
    for one in blocks:
        found[ancestor(one.station, level), one.election].append(one)
    columns = (
        Column("place", say("Wilayah", language)),
        Column("election", say("Pemilihan", language)),
        Column("stations", say("TPS", language), "number"),
        Column("counted", say("Sudah disalin", language), "number"),
        Column("expected", say("Seharusnya diterima", language), "number"),
        *(
            Column(column, COLUMN_NAMES[column].say(language, {}).capitalize(), "number")
            for column in COLUMNS
        ),
        Column("left", say("Belum terjelaskan", language), "number"),
        Column("odd", say("Perlu dicek", language), "number"),
    )
    rows = []
    for (place, election), some in found.items():
        named = {"place": names(place, language), "election": names(f"ballot:{election}", language)}
        rows.append(_row(named, some, href=href(place), region=place))
    rows.sort(key=lambda row: (row.state != State.ATTENTION, row.region))
    return Table("ballots", say("Surat suara", language), columns, tuple(rows))


def _row(named: Mapping[str, str], blocks: list[Block], *, href: str, region: str) -> Row:
    total, odd = sum_of(blocks), sum(bool(one.faults) for one in blocks)
    sums = {
        "stations": total.stations,
        "counted": total.counted,
        "expected": total.expected,
        "left": total.left,
        "odd": odd,
    }
    state = State.COMPLETE if total.counted == total.stations else State.WAITING
    return Row({**named, **sums, **total.numbers}, href, State.ATTENTION if odd else state, region)


@dataclass(frozen=True, slots=True)
class Copy:
    """One copy as a page shows it: whose, when, its numbers with whether each differs from the first copy."""

    office: str
    at: Any
    entry: str
    numbers: tuple[tuple[str, bool], ...]
    left: str
    closes: bool


@dataclass(frozen=True, slots=True)
class Shown:
    """One election's block: what it is called, what was due, its copies."""

    election: str
    title: str
    expected: str
    copies: tuple[Copy, ...]
    state: State


def block(one: Block, language: Language, names: Names) -> Shown:
    """Return a station's block of one election with all its copies side by side."""
    state = State.ATTENTION if one.faults else State.COMPLETE if one.counts else State.WAITING
    return Shown(
        election=one.election,
        title=names(f"ballot:{one.election}", language),
        expected="–" if one.expected is None else write_number(one.expected, language),
        copies=tuple(_copy(count, one, language, names) for count in one.counts),
        state=state,
    )


def _copy(count: Count, one: Block, language: Language, names: Names) -> Copy:
    first = one.counts[0]
    numbers = tuple(
        (write_number(count.numbers[column], language), count.numbers[column] != first.numbers[column])
        for column in COLUMNS
    )
    left = write_number(count.left, language)
    return Copy(names(count.office, language), count.at, count.id, numbers, left, not count.left)


def warehouses(
    found: Mapping[str, Warehouse], language: Language, names: Names
) -> list[tuple[str, State, list[tuple[str, str]]]]:
    """Return, per election, the equation of the warehouse: its terms in words and figures."""
    told = []
    for election, one in found.items():
        terms = [
            (say("Baik menurut sortir", language), one.good),
            (say("Dikemas untuk TPS", language), one.packed),
            (say("Disimpan untuk pemungutan ulang", language), one.vote_again),
            (say("Disimpan lain", language), one.stored),
            (say("Lebih dan dimusnahkan", language), one.destroyed),
            (say("Belum terjelaskan", language), one.left),
            (say("Rusak menurut sortir, belum dimusnahkan", language), one.damaged_left),
        ]
        state = State.COMPLETE if not one.left and not one.damaged_left else State.WAITING
        lines = [(title, write_number(number, language)) for title, number in terms]
        told.append((names(f"ballot:{election}", language), state, lines))
    return told


def sentence(office: str, station: str, body: Mapping[str, Any], language: Language, names: Names) -> str:
    """Return a copy in words, for its signer to read."""
    blocks = "; ".join(
        f"{names(f'ballot:{election}', language)}: "
        + ", ".join(
            f"{COLUMN_NAMES[column].say(language, {})} {write_number(numbers[column], language)}"
            for column in COLUMNS
        )
        for election, numbers in body["counts"].items()
    )
    return say(
        "{office} menyalin dari C.Hasil Salinan {station}: {blocks}.",
        language,
        office=names(office, language),
        station=names(station, language),
        blocks=blocks,
    )
