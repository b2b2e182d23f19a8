"""Sheets for the packing floor: the content list of a TPS, and the needs of a region."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import zip_longest

from sepaham.domain.base import Level, ancestor, level_of
from sepaham.domain.catalogue import Profile, Rule, rule_quantity, unit_kinds
from sepaham.domain.findings import Names
from sepaham.domain.needs import Line, Need
from sepaham.domain.register import PollingStation
from sepaham.domain.units import units_of
from sepaham.domain.words import Language, write_number
from sepaham.exchange.papers.blocks import (
    LINE,
    TICK,
    Block,
    Break,
    Column,
    Facts,
    Note,
    Paper,
    Table,
    Text,
    Title,
    plain,
)
from sepaham.exchange.papers.words import Say, speaker


def content_lists(
    stations: Sequence[PollingStation],
    *,
    profile: Profile,
    names: Names,
    language: Language,
    seals: Mapping[str, Sequence[str]],
) -> Paper:
    """
    Return the content lists of some polling stations, one page each.

    Args:
        stations: In the order of the pages.
        profile: The profile in force.
        names: What things are called.
        language: The paper's.
        seals: The numbers stated when packing, by unit.
    """
    say = speaker(language)
    blocks: list[Block] = []
    for place, station in enumerate(stations):
        blocks += [Break()] if place else []
        blocks += _content_list(_Floor(station, profile, names, language, say, seals))
    return Paper(
        language=language,
        title="",
        proof=say("proof"),
        blocks=tuple(blocks),
        style="sheet",
    )


def _content_list(floor: "_Floor") -> Iterator[Block]:
    station, names, language, say = floor.station, floor.names, floor.language, floor.say
    special = f"  {say('special')}" if station.special else ""
    yield Title(f"{say('content_list')}: TPS {station.number:03d}{special}", 1, station.key)
    desa, kecamatan = (
        names(ancestor(station.key, level), language) for level in (Level.DESA, Level.KECAMATAN)
    )
    yield Facts(
        (
            (say("desa"), desa.partition(" (")[0]),
            ("Kecamatan", kecamatan),
            (say("voters"), write_number(station.voters, language)),
        )
    )
    if station.assumed:
        yield Note(plain(say("assumed_one")))
    yield Title(say("pieces_tracked"), 3)
    yield floor.tracked()
    for key, inside in (("inside", True), ("outside", False)):
        rows = list(floor.counted(inside=inside))
        if rows:
            yield Title(say(key), 3)
            yield floor.table(rows)
    yield Title(say("unruled"), 3)
    yield floor.in_two(list(floor.unruled()))
    yield Facts(((say("packed_by"), LINE), (say("checked_by"), LINE), (say("hour"), LINE)))


@dataclass(frozen=True, slots=True)
class _Floor:
    """The rows of one polling station's list."""

    station: PollingStation
    profile: Profile
    names: Names
    language: Language
    say: Say
    seals: Mapping[str, Sequence[str]]

    def tracked(self) -> Table:
        kinds = unit_kinds(self.profile, self.station.desa)
        rows = tuple(
            (self._title(unit.kind.item, unit.kind.election), unit.code, self._sealed(unit.code), TICK, "")
            for unit in units_of(self.station, kinds)
        )
        say = self.say
        columns = (
            Column(say("item"), share=5),
            Column(say("unit_code"), mono=True),
            Column(say("seal_number"), share=4),
            Column(say("tick"), "center"),
            Column(say("note"), share=4),
        )
        return Table(columns, rows, small=True)

    def _sealed(self, unit: str) -> str:
        return ", ".join(self.seals.get(unit, ()))

    def counted(self, *, inside: bool) -> Iterator[tuple[str, ...]]:
        held = self.profile.held_in(self.station.desa)
        values = {"voters": self.station.voters, "elections": len(held)}
        for rule in self.profile.rules:
            if rule.per in {"tps", "tps-election"} and not rule.unit and rule.inside is inside:
                for election in held if rule.per == "tps-election" else (None,):
                    yield self._row(rule, election.code if election else "", rule_quantity(rule, values))

    def unruled(self) -> Iterator[tuple[str, ...]]:
        for item in self.profile.without_rule():
            piece = item.piece_id if self.language == "id" else item.piece_en
            yield self._title(item.code, ""), "", piece, TICK

    def _row(self, rule: Rule, election: str, quantity: int) -> tuple[str, ...]:
        item = self.profile.item(rule.item)
        piece = item.piece_id if self.language == "id" else item.piece_en
        return self._title(rule.item, election), write_number(quantity, self.language), piece, TICK, ""

    def _title(self, item: str, election: str) -> str:
        return _capital(self.names(f"{item}:{election}" if election else item, self.language))

    def table(self, rows: list[tuple[str, ...]]) -> Table:
        say = self.say
        columns = (
            Column(say("item"), share=8),
            Column(say("pieces"), "right", 2),
            Column(say("piece"), share=2),
            Column(say("tick"), "center"),
            Column(say("note"), share=5),
        )
        return Table(columns, tuple(rows), small=True)

    def in_two(self, rows: list[tuple[str, ...]]) -> Table:
        """Return rows as one table, the second half beside the first, so that a list stays on its page."""
        say, half = self.say, (len(rows) + 1) // 2
        columns = (
            Column(say("item"), share=7),
            Column(say("pieces"), "right"),
            Column(say("piece")),
            Column(say("tick"), "center"),
        )
        beside = zip_longest(rows[:half], rows[half:], fillvalue=("",) * len(columns))
        return Table(columns * 2, tuple(left + right for left, right in beside), small=True)


_BELOW: Mapping[Level, str] = {
    Level.KECAMATAN: "by_kecamatan",
    Level.DESA: "by_desa",
    Level.TPS: "by_station",
}


def needs_sheet(
    *,
    total: Need,
    below: Iterable[Need],
    figures: Sequence[Line],
    profile: Profile,
    names: Names,
    language: Language,
) -> Paper:
    """Return a region's needs: every figure with its source, then the areas one level below."""
    say = speaker(language)
    voters = write_number(total.voters, language)
    answer = say("needs_answer", stations=write_number(total.tps, language), voters=voters)
    blocks: list[Block] = [
        Title(f"{say('needs')}: {names(total.region, language)}", 1, total.region),
        Title(answer, 2),
    ]
    if total.assumed_tps:
        blocks.append(Note(plain(say("assumed", number=write_number(total.assumed_tps, language)))))
    blocks.append(_totals(total, figures, profile, names, language))
    unknown = ", ".join(names(item.code, language) for item in profile.without_rule())
    if unknown:
        blocks.append(Text(plain(say("no_rule", items=unknown))))
    rows = list(below)
    if rows:
        blocks += [Title(say(_BELOW[level_of(rows[0].region)]), 3)]
        blocks.append(_areas([*rows, total], figures, names, language, say))
    return Paper(language=language, title="", proof=say("proof"), blocks=tuple(blocks), style="sheet")


def _totals(
    total: Need, figures: Sequence[Line], profile: Profile, names: Names, language: Language
) -> Table:
    say = speaker(language)
    rows = []
    for line, pieces in zip(figures, total.quantities, strict=True):
        if not pieces:
            continue
        item = profile.item(line.rule.item)
        piece = item.piece_id if language == "id" else item.piece_en
        kept = f" ({say('reserve')})" if line.rule.reserve else ""
        election = line.election.short if line.election else ""
        rows.append(
            (
                _capital(names(item.code, language)) + kept,
                election,
                write_number(pieces, language),
                piece,
                line.rule.source,
            )
        )
    columns = (
        Column(say("item"), share=5),
        Column(say("election"), share=2),
        Column(say("pieces"), "right", 2),
        Column(say("piece"), share=2),
        Column(say("source"), share=9),
    )
    return Table(columns, tuple(rows), small=True)


def _areas(
    areas: Sequence[Need], figures: Sequence[Line], names: Names, language: Language, say: Say
) -> Table:
    items = list(dict.fromkeys(line.rule.item for line in figures))
    columns = (
        Column(say("place"), share=5),
        Column(say("stations"), "right"),
        Column(say("voters"), "right"),
        *(Column(_capital(names(item, language)), "right", 2) for item in items),
    )
    rows = []
    for need in areas:
        pieces = dict.fromkeys(items, 0)
        for line, n in zip(figures, need.quantities, strict=True):
            pieces[line.rule.item] += n
        mark = " *" if need.assumed_tps else ""
        name = names(need.region, language).partition(" (")[0] if need.region else say("total")
        figures_of = (write_number(n, language) for n in (need.tps, need.voters, *pieces.values()))
        rows.append((name + mark, *figures_of))
    rows[-1] = (say("total"), *rows[-1][1:])
    return Table(columns, tuple(rows), strong=(len(rows) - 1,), small=True)


def _capital(name: str) -> str:
    return name[:1].upper() + name[1:]
