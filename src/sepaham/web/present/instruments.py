"""Institutions' lists side by side in words: what each says of an area, and where they contradict."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from sepaham.domain.base import Level, ancestor, level_of, within
from sepaham.domain.findings import Names
from sepaham.domain.instrument_kinds import YES, Instrument
from sepaham.domain.instruments import PLACES, Apart, Listing, Says, Stand, differing, hint, pairs, says
from sepaham.domain.threats import Threat
from sepaham.domain.words import Language, write_day, write_number
from sepaham.web.present.goods import Answer
from sepaham.web.present.states import State
from sepaham.web.present.threats import line_name
from sepaham.web.tables import Column, Row, Table
from sepaham.web.words import say

NAMED = 12
"""Places named on the page that only one list names; the table of all has the rest."""


@dataclass(frozen=True, slots=True)
class Side:
    """What one list says of the area, as a page shows it."""

    owner: str
    title: str
    number: str
    unit: str
    words: str
    key: str


@dataclass(frozen=True, slots=True)
class Only:
    """The places only one of two lists names: how many, the first with addresses, and how many more."""

    owner: str
    number: int
    more: int
    places: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Kept:
    """One list of the log as a page names it."""

    owner: str
    title: str
    dated: str
    source: str
    rows: str
    copied: str
    key: str
    old: bool


def title_of(instrument: Instrument, language: Language) -> str:
    """Return what a kind of list is called."""
    return instrument.text.say(language, {})


def answer(threat: Threat, found: Sequence[Says], language: Language, names: Names) -> Answer:
    """Return what the two lists that differ most say of an area."""
    name = threat.text.say(language, {})
    if not found:
        return Answer(
            State.WAITING, say("{threat}: tidak ada daftar yang menyebutnya", language, threat=name), ""
        )
    if len(found) == 1:
        owner = names(found[0].listing.owner, language)
        sentence = say("{threat}: baru {owner} yang punya daftar", language, threat=name, owner=owner)
        return Answer(State.WAITING, sentence, hint(found[0]).say(language, {}))
    pair = pairs(found)[0]
    if not pair.differ:
        number = write_number(len(found), language)
        sentence = say(
            "{threat}: {number} daftar, tidak ada yang bertentangan di sini",
            language,
            threat=name,
            number=number,
        )
        return Answer(State.COMPLETE, sentence, "")
    both = len(pair.both)
    sentence = say(
        "{threat}: {one} menyebut {n} {unit}, {other} {m}; {both} sama",
        language,
        threat=name,
        one=names(pair.one.listing.owner, language),
        other=names(pair.other.listing.owner, language),
        n=write_number(len(pair.only_one) + both, language),
        m=write_number(len(pair.only_other) + both, language),
        both=write_number(both, language),
        unit=_unit(_level(pair), language, len(pair.only_one) + both),
    )
    return Answer(State.DIFFER, sentence, "")


def none(language: Language) -> Answer:
    """Return that nobody brought a list in yet."""
    return Answer(State.WAITING, say("Belum ada lembaga yang memasukkan daftarnya", language), "")


def _level(pair: Apart) -> Level:
    return max((level_of(place) for place in pair.only_one | pair.only_other | pair.both), default=Level.TPS)


def _unit(level: Level, language: Language, number: int = 2) -> str:
    return PLACES[level][number != 1].say(language, {})


def sides(found: Iterable[Says], language: Language, names: Names) -> list[Side]:
    """Return what each list says of the area, one beside the other."""
    return [_side(one, language, names) for one in found]


def _side(one: Says, language: Language, names: Names) -> Side:
    listing, levels = one.listing, one.by_level() or {max(one.listing.instrument.levels): 0}
    words = [
        f"{write_number(number, language)} {word.say(language, {})}" for word, number in one.by_word().items()
    ]
    return Side(
        owner=names(listing.owner, language),
        title=f"{title_of(listing.instrument, language)}, {write_day(listing.dated, language)}",
        number=write_number(len(one.named), language),
        unit=" + ".join(_unit(level, language, number) for level, number in levels.items()),
        words=", ".join(words) if len(listing.instrument.items) > 1 or listing.instrument.grades else "",
        key=listing.key,
    )


def only(pair: Apart, language: Language, names: Names, href: Callable[[str], str]) -> list[Only]:
    """Return the places that only one of two lists names."""
    return [
        Only(
            owner=names(side.listing.owner, language),
            number=len(alone),
            more=max(0, len(alone) - NAMED),
            places=tuple((names(place, language), href(place)) for place in sorted(alone)[:NAMED]),
        )
        for side, alone in ((pair.one, pair.only_one), (pair.other, pair.only_other))
        if alone
    ]


Group = tuple[str, str]
"""The code of an instrument and the line of its owners: one column of a table."""


def _groups(listings: Iterable[Listing], threat: Threat) -> dict[Group, list[Listing]]:
    found: defaultdict[Group, list[Listing]] = defaultdict(list)
    for listing in listings:
        if listing.instrument.of(threat) and listing.rows is not None:
            found[listing.instrument.code, listing.owner.partition(":")[0]].append(listing)
    return dict(found)


def _column(group: Group, listings: Sequence[Listing], language: Language, *, kind: str) -> Column:
    line = line_name(group[1], language)
    title = title_of(listings[0].instrument, language)
    units = "/".join(_unit(level, language) for level in listings[0].instrument.levels)
    return Column(
        ".".join(group), f"{line}: {title} ({units})" if kind == "number" else f"{line}: {title}", kind
    )


def area_table(
    areas: Iterable[str],
    listings: Sequence[Listing],
    threat: Threat,
    *,
    language: Language,
    names: Names,
    href: Callable[[str], str],
) -> Table:
    """
    Return what each list says of each area, one to a row; of polling stations in the lists' own words.

    Args:
        areas: Their codes.
        listings: The lists in force.
        threat: Under which threat.
        language: The reader's.
        names: What places are called.
        href: Where an area's own page is.
    """
    groups, codes = _groups(listings, threat), list(areas)
    stations = any(level_of(code) is Level.TPS for code in codes)
    kind = "text" if stations else "number"
    columns = (
        Column("area", say("Wilayah", language)),
        *(_column(group, found, language, kind=kind) for group, found in groups.items()),
        Column("differ", say("Tempat bertentangan", language), "number"),
    )
    rows = tuple(_area(code, groups, threat, language, names, href=href(code)) for code in codes)
    return Table("lists", say("Daftar tiap lembaga", language), columns, rows)


def _area(
    code: str,
    groups: Mapping[Group, Sequence[Listing]],
    threat: Threat,
    language: Language,
    names: Names,
    *,
    href: str,
) -> Row:
    station = level_of(code) is Level.TPS
    told = {group: says(found, threat, code) for group, found in groups.items()}
    apart_on = len(differing([one for found in told.values() for one in found]))
    cells = {
        ".".join(group): _word(found, code, language) if station else sum(len(one.named) for one in found)
        for group, found in told.items()
        if found
    }
    return Row(
        {"area": names(code, language), **cells, "differ": apart_on},
        href=href if not station else "",
        state=State.DIFFER.value if apart_on else "",
        region=code,
    )


def _word(found: Sequence[Says], place: str, language: Language) -> str:
    """Return what lists say of one place, in their own words."""
    stands = {one.listing.stand(one.items, place) for one in found}
    words = [word.say(language, {}) for one in found for word in one.listing.words(sorted(one.items), place)]
    if words:
        return ", ".join(dict.fromkeys(words))
    return say("tidak" if Stand.DENIED in stands else "tidak disebut", language)


def place_table(
    found: Sequence[Says],
    threat: Threat,
    *,
    language: Language,
    names: Names,
    href: Callable[[str], str],
) -> Table:
    """Return the places on which lists of an area contradict each other, with what each says of them."""
    groups = _groups([one.listing for one in found], threat)
    columns = (
        Column("place", say("TPS atau desa", language)),
        Column("kecamatan", say("Kecamatan", language)),
        *(_column(group, told, language, kind="text") for group, told in groups.items()),
    )
    rows = tuple(
        Row(
            {
                "place": names(place, language),
                "kecamatan": names(ancestor(place, Level.KECAMATAN), language),
                **{
                    ".".join(group): _of_place(told, threat, place, language)
                    for group, told in groups.items()
                },
            },
            href=href(place),
            state=State.DIFFER.value,
            region=place,
        )
        for place in sorted(differing(found), key=lambda place: (-level_of(place), place))
    )
    return Table("lists-differ", say("Yang bertentangan", language), columns, rows)


def _of_place(listings: Sequence[Listing], threat: Threat, place: str, language: Language) -> str | None:
    told = says(listings, threat, place)
    if not told:
        return None
    below = any(level_of(one) is Level.TPS for found in told for one in found.listing.inside(place))
    if level_of(place) is Level.DESA and below:
        number = sum(len(one.named) for one in told)
        return f"{write_number(number, language)} {_unit(Level.TPS, language, number)}"
    return _word(told, place, language)


def kept(
    listings: Iterable[Listing], force: Iterable[str], language: Language, names: Names
) -> tuple[list[Kept], list[Kept]]:
    """Return the lists in force and the earlier ones; `force` are the keys of those in force."""
    keys = set(force)
    rows = [_kept(one, language, names, old=one.key not in keys) for one in listings]
    return [row for row in rows if not row.old], [row for row in rows if row.old]


def _kept(listing: Listing, language: Language, names: Names, *, old: bool) -> Kept:
    copied = names(listing.signed, language) if listing.signed != listing.owner else ""
    return Kept(
        owner=names(listing.owner, language),
        title=title_of(listing.instrument, language),
        dated=write_day(listing.dated, language),
        source=listing.source,
        rows="" if listing.rows is None else write_number(len(listing.rows), language),
        copied=copied,
        key=listing.key,
        old=old,
    )


def list_table(listing: Listing, region: str, language: Language, names: Names) -> Table:
    """Return the rows of one list inside a region, in its owner's own words."""
    rows = {place: row for place, row in (listing.rows or {}).items() if within(place, region)}
    instrument = listing.instrument
    asked = [code for code in instrument.items if any(code in row.answers for row in rows.values())]
    noted = any(row.note for row in rows.values())
    columns = (
        Column("place", say("TPS atau desa", language)),
        Column("kecamatan", say("Kecamatan", language)),
        *(Column(code, instrument.items[code].text.say(language, {})) for code in asked),
        *((Column("note", say("Musim", language)),) * noted),
    )
    told = tuple(
        Row(
            {
                "place": names(place, language),
                "kecamatan": names(ancestor(place, Level.KECAMATAN), language),
                **{code: _answered(instrument, row.answers.get(code), language) for code in asked},
                "note": row.note or None,
            },
            region=place,
        )
        for place, row in rows.items()
    )
    return Table("list-rows", title_of(instrument, language), columns, told)


def _answered(instrument: Instrument, answer_: str | None, language: Language) -> str | None:
    if answer_ is None:
        return None
    if answer_ in instrument.grades:
        return instrument.grades[answer_].text.say(language, {})
    return say("ya" if answer_ == YES else "tidak", language)
