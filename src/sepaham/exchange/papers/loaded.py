"""What a load list holds, told by place: by desa and TPS where it is long, by unit where it is short."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping

from sepaham.domain.base import Level, ancestor, level_of
from sepaham.domain.catalogue import Profile, unit_kinds
from sepaham.domain.findings import Names
from sepaham.domain.loads import LoadList
from sepaham.domain.units import mark_of, station_of
from sepaham.domain.words import Language, write_number
from sepaham.exchange.papers.blocks import TICK, Block, Break, Column, Table, Text, Title, plain
from sepaham.exchange.papers.words import Say

Kind = tuple[str, str]
"""An item and its election, if any."""
_LONG_WORD = 9
"""Letters from which a word in a heading needs a wider column."""


class Kinds:
    """The kinds of trackable pieces in a profile's order, and what they are called."""

    def __init__(self, profile: Profile, names: Names, language: Language) -> None:
        """Keep what names and order need."""
        self._profile = profile
        self.names, self.language = names, language
        elections = [election.code for election in profile.elections]
        self._order = [
            (rule.item, election)
            for rule in profile.rules
            if rule.unit
            for election in (elections if rule.per == "tps-election" else [""])
        ]

    def of(self, unit: str) -> Kind:
        """Return a unit's kind; an unknown one is its own code."""
        mark = mark_of(unit)
        known = unit_kinds(self._profile, ancestor(station_of(unit), Level.KABUPATEN))
        return next(((kind.item, kind.election) for kind in known if kind.mark == mark), (unit, ""))

    def title(self, kind: Kind) -> str:
        """Return a kind's name."""
        item, election = kind
        name = self.names(f"{item}:{election}" if election else item, self.language)
        return name[:1].upper() + name[1:]

    def count(self, units: Iterable[str]) -> Counter[Kind]:
        """Return how many units there are of each kind, in the profile's order."""
        found = Counter(map(self.of, units))
        order = {kind: place for place, kind in enumerate(self._order)}
        return Counter(dict(sorted(found.items(), key=lambda pair: order.get(pair[0], len(order)))))

    def by(self, units: Iterable[str], level: Level) -> Mapping[str, Counter[Kind]]:
        """Return the counts by the places of one level, in code order."""
        groups: defaultdict[str, list[str]] = defaultdict(list)
        for unit in units:
            groups[ancestor(station_of(unit), level)].append(unit)
        return {place: self.count(groups[place]) for place in sorted(groups)}


def rows_by_place(load: LoadList, kinds: Kinds, say: Say, *, seals: Mapping[str, str]) -> Iterator[Block]:
    """Yield the table that belongs on the first pages: by desa, by TPS, or by unit with the seals named."""
    level = level_of(load.region)
    if level is Level.TPS:
        yield Title(say("by_unit"), 3)
        yield _units(load, kinds, say, seals)
    elif level is Level.DESA:
        yield Title(say("by_station"), 3)
        yield _stations(load, kinds, say)
    else:
        yield Title(say("by_desa"), 3)
        yield _desa(load, kinds, say)


def annex(load: LoadList, kinds: Kinds, say: Say) -> tuple[Block, ...]:
    """Return what follows on pages of its own: one line for each TPS where the first pages go by desa."""
    if level_of(load.region) >= Level.DESA:
        return ()
    title = Title(f"{say('annex', number=1)}: {say('annex_stations')}")
    held = kinds.by(load.units, Level.TPS)
    like = next(iter(held.values()))
    if any(counts != like for counts in held.values()):
        return (Break(), title, _stations(load, kinds, say))
    pieces = ", ".join(f"{n} {_small(kinds.title(kind))}" for kind, n in like.items())
    return (Break(), title, Text(plain(say("each_station", pieces=pieces))), _alike(held, kinds, say))


def _small(title: str) -> str:
    return title[:1].lower() + title[1:]


def _alike(held: Mapping[str, Counter[Kind]], kinds: Kinds, say: Say) -> Table:
    """Return a short line for each TPS, since all get the same."""
    columns = (
        Column(say("station"), share=6),
        Column(say("total"), "right"),
        Column(say("tick"), "center"),
        Column(say("note"), share=4),
    )
    rows = (
        (_place(station, kinds), write_number(counts.total(), kinds.language), TICK, "")
        for station, counts in held.items()
    )
    return Table(columns, tuple(rows), small=True, halves=True)


def _place(station: str, kinds: Kinds) -> str:
    desa = kinds.names(ancestor(station, Level.DESA), kinds.language).partition(" (")[0]
    return f"{desa} · {station[-3:]}"


def _units(load: LoadList, kinds: Kinds, say: Say, seals: Mapping[str, str]) -> Table:
    columns = (
        Column(say("item"), share=5),
        Column(say("unit_code"), mono=True),
        Column(say("tick"), "center"),
        Column(say("seal_number"), share=3),
        Column(say("note"), share=3),
    )
    rows = ((kinds.title(kinds.of(unit)), unit, TICK, seals.get(unit, ""), "") for unit in load.units)
    return Table(columns, tuple(rows), small=True)


def _desa(load: LoadList, kinds: Kinds, say: Say) -> Table:
    held = kinds.by(load.units, Level.DESA)
    stations = Counter(ancestor(key, Level.DESA) for key in kinds.by(load.units, Level.TPS))
    shown = list(kinds.count(load.units))
    rows = [
        (kinds.names(desa, kinds.language).partition(" (")[0], str(stations[desa]), *_counts(n, shown, kinds))
        for desa, n in held.items()
    ]
    total = (say("total"), str(stations.total()), *_counts(kinds.count(load.units), shown, kinds))
    columns = (
        Column(say("desa"), share=4),
        Column(say("stations"), "right"),
        *_kind_columns(shown, kinds, say),
        Column(say("tick"), "center"),
    )
    body = [(*row, TICK) for row in rows] + [(*total, "")]
    return Table(columns, tuple(body), strong=(len(rows),), small=True)


def _stations(load: LoadList, kinds: Kinds, say: Say) -> Table:
    shown = list(kinds.count(load.units))
    by_desa = level_of(load.region) < Level.DESA
    rows = []
    for station, counts in kinds.by(load.units, Level.TPS).items():
        place = _place(station, kinds) if by_desa else f"TPS {station[-3:]}"
        rows.append((place, *_counts(counts, shown, kinds), TICK, ""))
    columns = (
        Column(say("station"), share=4),
        *_kind_columns(shown, kinds, say),
        Column(say("tick"), "center"),
        Column(say("note"), share=3),
    )
    return Table(columns, tuple(rows), small=True)


def columns_of(shown: Iterable[Kind], kinds: Kinds) -> Iterator[Column]:
    """Yield a column for each kind of goods, wide enough for the longest word of its name."""
    for kind in shown:
        title = kinds.title(kind)
        yield Column(title, "right", 2 if max(map(len, title.split())) < _LONG_WORD else 3)


def _kind_columns(shown: list[Kind], kinds: Kinds, say: Say) -> Iterator[Column]:
    yield from columns_of(shown, kinds)
    yield Column(say("total"), "right", 2)


def _counts(counts: Counter[Kind], shown: list[Kind], kinds: Kinds) -> Iterator[str]:
    for kind in shown:
        yield write_number(counts[kind], kinds.language)
    yield write_number(counts.total(), kinds.language)
