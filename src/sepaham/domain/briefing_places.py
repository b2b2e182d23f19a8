"""The pages of places: desa, kecamatan, stores."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import datetime, time

from sepaham.domain.base import Level, ancestor, level_of, local_moment
from sepaham.domain.briefing import DESA, KECAMATAN, STORE, Briefing, Line, Section
from sepaham.domain.briefing_facts import (
    Sources,
    around,
    at,
    authority_lines,
    calls,
    contents,
    goods,
    line_name,
    may_see,
    named,
    situation,
    stops,
    window,
)
from sepaham.domain.loads import LEGS, LoadList
from sepaham.domain.plan import Store
from sepaham.domain.threats import Threat

_COMES = 4
"""Arrivals of vehicles a page names."""
_RECEIVE: Mapping[str, tuple[str, ...]] = {
    DESA: ("pps", "kades", "bhabin", "babinsa", "pkd"),
    KECAMATAN: ("ppk", "camat", "polsek", "koramil", "panwascam"),
}
"""Who must know the page of a place."""
_KEEPERS: Mapping[Level, tuple[str, ...]] = {
    Level.KABUPATEN: ("kpu", "polres", "bawaslu"),
    Level.KECAMATAN: ("ppk", "camat", "polsek", "panwascam"),
    Level.DESA: ("pps", "kades", "bhabin", "pkd"),
}
"""Who must know the page of a store."""
_LEGS: Mapping[str, tuple[str, str, str, str]] = {
    DESA: ("ppk-pps", "pps-kpps", "kpps-pps", "pps-ppk"),
    KECAMATAN: ("kpu-ppk", "ppk-pps", "pps-ppk", "ppk-kpu"),
}
"""The legs that end at a place, leave it, come home to it and leave it homeward."""
_ROOMS: Mapping[Level, str] = {
    Level.KABUPATEN: "store-kpu",
    Level.KECAMATAN: "store-kecamatan",
    Level.DESA: "store-desa",
}
_PLACE_STOPS = ("stop_water", "stop_seal", "stop_count")
_STORE_STOPS = ("stop_leave", "stop_seal", "stop_count")


def place_pages(sources: Sources) -> Iterator[Briefing]:
    """Yield the pages of places: the warehouse, each kecamatan with its store, each desa with its store."""
    stores = {store.region: store for store in sources.plan.stores.values()}
    places = sorted(sources.stations, key=lambda region: (level_of(region), region))
    for region in places:
        if level_of(region) is Level.KECAMATAN:
            yield _area(sources, KECAMATAN, region)
        elif level_of(region) is Level.DESA:
            yield _area(sources, DESA, region)
        if region in stores:
            yield _store(sources, stores[region])


def _sections(*parts: Iterable[Line]) -> tuple[Section, ...]:
    codes = ("situation", "mission", "execution", "logistics", "command")
    return tuple(Section(code, tuple(lines)) for code, lines in zip(codes, parts, strict=True))


def _of_line(line: str, region: str) -> str:
    """Return the office of a line that answers for a place."""
    levels = {"kpu": Level.KABUPATEN, "polres": Level.KABUPATEN, "bawaslu": Level.KABUPATEN}
    return f"{line}:{ancestor(region, levels.get(line, level_of(region)))}"


def _offices(lines: Iterable[str], region: str) -> tuple[str, ...]:
    return tuple(_of_line(line, region) for line in lines)


def _end(sources: Sources, region: str) -> datetime:
    """Return until when a page holds: until goods have left on their way home."""
    hours = [load.closes_at for (_, place), load in sources.lists.items() if place == region]
    after = local_moment(day=sources.day, offset=1, hour=time(18), region=region)
    return max([after, *hours])


# Desa and kecamatan


def _area(sources: Sources, kind: str, region: str) -> Briefing:
    receivers = _offices(_RECEIVE[kind], region)
    above = _above(kind, region)
    legs = set(_LEGS[kind])

    def serves(threat: Threat) -> bool:
        return not legs.isdisjoint(threat.places) or _ROOMS[level_of(region)] in threat.places

    return Briefing(
        key=f"{kind}:{region}",
        kind=kind,
        region=region,
        title=Line(kind, {"place": named(region)}),
        until=_end(sources, region),
        receivers=receivers,
        sections=_sections(
            situation(sources, around(region), serves),
            _task(sources, kind, region),
            _execution(sources, kind, region, above),
            _logistics(sources, kind, region, above),
            _command(sources, receivers, above, region),
        ),
    )


def _above(kind: str, region: str) -> str:
    return (
        f"ppk:{ancestor(region, Level.KECAMATAN)}"
        if kind == DESA
        else f"kpu:{ancestor(region, Level.KABUPATEN)}"
    )


def _task(sources: Sources, kind: str, region: str) -> Iterator[Line]:
    comes, leaves = (_LEGS[kind][0], _LEGS[kind][1])
    load = sources.lists.get((comes, region))
    onward = sources.below.get((leaves, region), [])
    if load is None or not onward:
        return
    values = {
        "receiver": named(load.receiver),
        "giver": named(load.giver),
        "goods": goods(sources, load.units, region),
        "stations": len(sources.stations[region]),
        "closes": at(max(one.closes_at for one in onward)),
    }
    if kind == KECAMATAN:
        values["desa"] = len(onward)
    yield Line(f"task_{kind}", values)


def _execution(sources: Sources, kind: str, region: str, above: str) -> Iterator[Line]:
    comes, leaves, home, back = _LEGS[kind]
    if load := sources.lists.get((comes, region)):
        yield Line("take", {"giver": named(load.giver), **_pieces([load])})
    yield from _comes(sources, comes, region)
    yield from _each(sources, "give_each", leaves, region)
    yield from _each(sources, "take_each", home, region)
    if load := sources.lists.get((back, region)):
        yield Line("give_back", {"receiver": named(load.receiver), **_pieces([load])})
    yield Line("rule_count", {})
    yield from stops(above, _PLACE_STOPS)


def _comes(sources: Sources, leg: str, region: str) -> Iterator[Line]:
    hours = sorted({halt.arrives_at for _, halt in sources.halts.get((leg, region), ())})
    if hours:
        yield Line("comes", {"hours": [at(hour) for hour in hours[:_COMES]]})


def _each(sources: Sources, code: str, leg: str, region: str) -> Iterator[Line]:
    loads = sources.below.get((leg, region), [])
    if loads:
        line = LEGS[leg].giver if LEGS[leg].homeward else LEGS[leg].receiver
        yield Line(code, {"line": line_name(line), "places": len(loads), **_pieces(loads)})


def _pieces(loads: Sequence[LoadList]) -> dict[str, object]:
    return {
        "pieces": sum(len(load.units) for load in loads),
        "window": window(min(load.opens_at for load in loads), max(load.closes_at for load in loads)),
    }


def _logistics(sources: Sources, kind: str, region: str, above: str) -> Iterator[Line]:
    if load := sources.lists.get((_LEGS[kind][0], region)):
        yield Line("pieces", {"goods": goods(sources, load.units, region), "pieces": len(load.units)})
    yield from contents(sources, region)
    jobs = [f"store:{region}", f"stations:{region}"]
    jobs += [f"trip:{journey.id}" for journey, _ in sources.halts.get((_LEGS[kind][0], region), ())]
    yield from _protection(sources, jobs, above)


def _protection(sources: Sources, jobs: Iterable[str], above: str) -> Iterator[Line]:
    """Yield who promised to escort or guard, each office once."""
    told: dict[tuple[str, str], int] = {}
    for job in dict.fromkeys(jobs):
        code = "escort" if job.startswith("trip:") else "guard"
        for office, officers in sources.promised.get(job, {}).items():
            told[code, office] = told.get((code, office), 0) + officers
    for (code, office), officers in told.items():
        yield Line(code, {"office": named(office), "officers": officers})
    if not told:
        yield Line("unpromised", {"call": named(above)})


def _command(sources: Sources, receivers: Sequence[str], above: str, region: str) -> Iterator[Line]:
    yield from authority_lines(sources)
    yield from may_see(sources, [office.partition(":")[0] for office in receivers])
    yield Line("call_in", {})
    yield Line("no_signal", {"call": named(above)})
    yield from calls([above, *receivers, *_further(region)])


def _further(region: str) -> list[str]:
    """Return who else stands in the phone tree of a place: the civil guards below, the offices above."""
    kabupaten = ancestor(region, Level.KABUPATEN)
    wide = [f"kpu:{kabupaten}", f"polres:{kabupaten}", f"bpbd:{kabupaten}"]
    if level_of(region) is not Level.DESA:
        return wide
    kecamatan = ancestor(region, Level.KECAMATAN)
    return [
        f"linmas:{region}",
        *(f"{line}:{kecamatan}" for line in ("panwascam", "camat", "polsek", "koramil")),
    ]


# Stores


def _store(sources: Sources, store: Store) -> Briefing:
    region, level = store.region, level_of(store.region)
    receivers = tuple(dict.fromkeys((store.keeper, *_offices(_KEEPERS[level], region), store.room_of)))
    above = f"kpu:{ancestor(region, Level.KABUPATEN)}" if level < Level.DESA else _above(DESA, region)
    return Briefing(
        key=f"{STORE}:{region}",
        kind=STORE,
        region=region,
        title=Line(STORE, {"keeper": named(store.keeper)}),
        until=_end(sources, region),
        receivers=receivers,
        sections=_sections(
            situation(sources, around(region), lambda threat: _ROOMS[level] in threat.places),
            [
                Line(
                    "task_store",
                    {
                        "keeper": named(store.keeper),
                        "goods": goods(sources, _kept(sources, region), region),
                        "stations": len(sources.stations[region]),
                    },
                )
            ],
            _keeping(sources, store, above),
            _room(sources, store, above),
            _command(sources, receivers, above, region),
        ),
    )


def _kept(sources: Sources, region: str) -> list[str]:
    """Return the units that pass through a store on their way out."""
    leg = {Level.KABUPATEN: "kpu-ppk", Level.KECAMATAN: "ppk-pps", Level.DESA: "pps-kpps"}[level_of(region)]
    return [unit for load in sources.below.get((leg, region), ()) for unit in load.units]


def _keeping(sources: Sources, store: Store, above: str) -> Iterator[Line]:
    line = store.keeper.partition(":")[0]
    ways = [(leg, "take_each" if leg.homeward else "give_each") for leg in LEGS.values()]
    for leg, code in ways:
        if line == (leg.receiver if leg.homeward else leg.giver):
            yield from _each(sources, code, leg.code, store.region)
    yield Line("rule_count", {})
    yield from stops(above, _STORE_STOPS)


def _room(sources: Sources, store: Store, above: str) -> Iterator[Line]:
    kept = _kept(sources, store.region)
    yield Line("pieces", {"goods": goods(sources, kept, store.region), "pieces": len(kept)})
    yield Line("dry", {})
    if store.room_of != store.keeper:
        yield Line("room", {"owner": named(store.room_of), "keeper": named(store.keeper)})
    yield from _protection(sources, [f"store:{store.region}", f"store:{store.region}/home"], above)
