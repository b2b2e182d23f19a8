"""Needs as both doors tell them: which levels to answer for, and each area's figures as JSON."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from sepaham.domain.base import Level, level_of, within
from sepaham.domain.catalogue import Profile
from sepaham.domain.needs import Line, Need, cartons, needs
from sepaham.domain.register import PollingStation
from sepaham.errors import SepahamError

LEVELS: Mapping[str, Level] = {
    "tps": Level.TPS,
    "desa": Level.DESA,
    "kecamatan": Level.KECAMATAN,
    "kabupaten": Level.KABUPATEN,
    "provinsi": Level.PROVINCE,
}
"""The levels by which needs are told; ``total`` is none of them."""

TOTAL = "total"


class NeedsError(SepahamError):
    """Needs asked for in a way that has no answer."""


def levels_for(*, by: str, area: str, single: bool) -> tuple[Level, ...]:
    """
    Return the levels of the rows.

    Args:
        by: A name in `LEVELS`, `TOTAL` for no rows, or '' for the widest two that fit the area.
        area: The place asked for; '' for the whole register.
        single: Whether the register holds one kabupaten.

    Raises:
        NeedsError: The rows would be wider than the area.
    """
    if by:
        if by != TOTAL and area and LEVELS[by] < level_of(area):
            raise NeedsError(f"{area} lies inside one {by}; ask for finer rows.", "needs.level")
        return () if by == TOTAL else (LEVELS[by],)
    depth = level_of(area) if area else Level.PROVINCE + single - 1
    if depth >= Level.KECAMATAN:
        return (Level.TPS,) if depth >= Level.DESA else (Level.DESA,)
    return (
        (Level.KABUPATEN, Level.KECAMATAN)
        if depth == Level.KABUPATEN or single
        else (Level.PROVINCE, Level.KABUPATEN)
    )


def needs_of(
    *, area: str, stations: Iterable[PollingStation], profile: Profile, levels: tuple[Level, ...]
) -> Iterator[Need]:
    """
    Return an area's needs at some levels; at none, its own sum, without what is kept back above it.

    Args:
        area: The place; '' for the whole register.
        stations: Stations in code order; those outside the area are passed over.
        profile: The profile in force.
        levels: The levels of the rows, none wider than the area.
    """
    if not area:
        return needs(stations=stations, profile=profile, levels=levels, total=not levels)
    inside = (station for station in stations if within(station.key, area))
    return needs(stations=inside, profile=profile, levels=levels or (level_of(area),), total=False)


def need_to_dict(
    need: Need, figures: Iterable[Line], sizes: Mapping[str, int], names: Mapping[str, str]
) -> dict[str, Any]:
    """Return one area's needs as JSON: pieces per item, and line by line with its rule and cartons."""
    items: dict[str, int] = {}
    rows = []
    for line, pieces in zip(figures, need.quantities, strict=True):
        items[line.rule.item] = items.get(line.rule.item, 0) + pieces
        if pieces:
            rows.append(_line_to_dict(line, pieces, sizes))
    station = names.get(need.region.rpartition(".")[0], "")
    return {
        "region": need.region,
        "name": names.get(need.region) or (f"{station} TPS {need.region[-3:]}" if station else ""),
        "tps": need.tps,
        "voters": need.voters,
        "assumed_tps": need.assumed_tps,
        "items": items,
        "lines": rows,
    }


def _line_to_dict(line: Line, pieces: int, sizes: Mapping[str, int]) -> dict[str, Any]:
    rule, election = line.rule, line.election.code if line.election else ""
    value: dict[str, Any] = {
        "item": rule.item,
        "rule": rule.code,
        "election": election,
        "per": rule.per,
        "inside": rule.inside,
        "reserve": rule.reserve,
        "quantity": pieces,
    }
    size = sizes.get(f"{rule.item}/{election}", sizes.get(rule.item))
    if size:
        full, odd = cartons(pieces, size)
        value["cartons"] = {"size": size, "full": full, "odd": odd}
    return value


def head_to_dict(*, profile: Profile, area: str, total: Mapping[str, Any]) -> dict[str, Any]:
    """Return what stands above the rows: the profile, the sums, and the items no rule counts yet."""
    unknown = [
        {"item": item.code, "name": {"id": item.name_id, "en": item.name_en}}
        for item in profile.without_rule()
    ]
    sums = {key: total[key] for key in ("tps", "voters", "assumed_tps")}
    return {"profile": profile.code, "region": area, **sums, "total": total, "no_rule_yet": unknown}
