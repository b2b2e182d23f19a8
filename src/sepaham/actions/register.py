"""Make the register equal to what a spreadsheet says, all of it or nothing."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from heapq import merge
from itertools import groupby
from operator import attrgetter, itemgetter

from django.db import transaction

from sepaham.domain.catalogue import Profile, ProfileError
from sepaham.domain.register import PollingStation, Register, offices_of
from sepaham.exchange.boundaries import Boundaries
from sepaham.exchange.draft import Draft
from sepaham.records import register as records

_LISTED = 100
"""Stations and names a difference lists one by one; all are counted."""

Group = tuple[PollingStation, ...]


@dataclass(slots=True)
class Difference:
    """What an import would change: counts of everything, examples of each."""

    added: int = 0
    removed: int = 0
    changed: int = 0
    renamed: int = 0
    desa_added: int = 0
    desa_removed: int = 0
    voters_before: int = 0
    voters_after: int = 0
    profile: tuple[str, str] | None = None
    examples: dict[str, list[str]] = field(
        default_factory=lambda: {"added": [], "removed": [], "changed": [], "renamed": []}
    )

    @property
    def needs_consent(self) -> bool:
        """Tell whether something that is there would be lost or changed."""
        return bool(self.removed or self.changed or self.renamed or self.profile)

    def count(self, kind: str, example: str) -> None:
        """Count one difference, and list it while there is room."""
        setattr(self, kind, getattr(self, kind) + 1)
        if len(self.examples[kind]) < _LISTED:
            self.examples[kind].append(example)


@dataclass(frozen=True, slots=True)
class Imported:
    """
    What became of an import.

    Attributes:
        outcome: ``applied``, ``refused`` (it has errors) or ``unconfirmed`` (it would lose something).
        difference: Against the register that was there; None when the file was refused.
    """

    outcome: str
    difference: Difference | None


def compare(*, draft: Draft, profile: Profile) -> Difference:
    """Return what would change if a draft became the register."""
    difference = Difference()
    for _desa, before, after in _pairs(draft):
        difference.desa_added += not before
        difference.desa_removed += not after
        difference.voters_before += sum(station.voters for station in before)
        difference.voters_after += sum(station.voters for station in after)
        _count_stations(difference, before, after)
    old = records.regions()
    for code, (name, _known) in draft.regions().items():
        if code in old and old[code].name != name:
            difference.count("renamed", f"{code}: {old[code].name} → {name}")
    before_profile = _profile_in_force()
    if before_profile is not None and before_profile != profile:
        difference.profile = (before_profile.code, profile.code)
    return difference


def import_register(
    *,
    draft: Draft,
    profile: Profile,
    boundaries: Boundaries | None = None,
    accept_rest: bool = False,
    consent: Callable[[Difference], bool] = lambda _difference: False,
) -> Imported:
    """
    Make a draft the register, in one transaction.

    Args:
        draft: What the spreadsheet says.
        profile: The profile to put in force.
        boundaries: The map to keep with it; None leaves the boundaries as they are.
        accept_rest: Whether to import the good rows of a file that has bad ones.
        consent: Asked with the difference when something would be removed or changed.
    """
    wrong = draft.errors or (boundaries is not None and boundaries.errors)
    if not draft.desa() or (wrong and not accept_rest):
        return Imported("refused", None)
    difference = compare(draft=draft, profile=profile)
    if difference.needs_consent and not consent(difference):
        return Imported("unconfirmed", difference)
    with transaction.atomic():
        _apply(draft, profile, boundaries)
    return Imported("applied", difference)


def _apply(draft: Draft, profile: Profile, boundaries: Boundaries | None) -> None:
    # Read to the end before writing: a store may show rows twice to a reader that writes.
    changed = [desa for desa, before, after in _pairs(draft) if before != after]
    records.replace_desa((desa, draft.stations_of(desa)) for desa in changed)
    records.replace_regions(draft.regions())
    records.set_profile(profile)
    if boundaries is not None:
        records.replace_boundaries(boundaries.shapes)
    # A register of more than one kabupaten opens no log, so nobody holds an office in it.
    single = len(records.kabupaten()) == 1
    records.replace_offices(offices_of(records.load_register()) if single else ())


def _pairs(draft: Draft) -> Iterator[tuple[str, Group, Group]]:
    """Yield each desa of the register or the draft with its stations in both."""
    there = ((desa, tuple(group)) for desa, group in groupby(records.stations(), key=attrgetter("desa")))
    new = ((desa, draft.stations_of(desa)) for desa in draft.desa())
    merged = merge(((*pair, 0) for pair in there), ((*pair, 1) for pair in new), key=itemgetter(0))
    for desa, sides in groupby(merged, key=itemgetter(0)):
        found: dict[int, Group] = {side: group for _desa, group, side in sides}
        yield desa, found.get(0, ()), found.get(1, ())


def _count_stations(difference: Difference, before: Group, after: Group) -> None:
    if before == after:
        return
    old, new = ({station.number: station for station in group} for group in (before, after))
    for number in sorted(old.keys() | new.keys()):
        was, now = old.get(number), new.get(number)
        if was is None and now is not None:
            difference.count("added", now.key)
        elif now is None and was is not None:
            difference.count("removed", was.key)
        elif was is not None and now is not None and was != now:
            difference.count("changed", f"{now.key}: {_figure(was)} → {_figure(now)}")


def _figure(station: PollingStation) -> str:
    return f"{station.voters}{' (assumed)' if station.assumed else ''}"


def _profile_in_force() -> Profile | None:
    try:
        return records.profile()
    except ProfileError:
        return None


def adopt_register(*, register: Register, profile: Profile, shapes: Mapping[str, str] | None = None) -> None:
    """Make the register in force exactly this one, with boundaries by code, as the demo's example is made."""
    with transaction.atomic():
        records.set_profile(profile)
        records.replace_regions({code: (region.name, True) for code, region in register.regions.items()})
        grouped = groupby(register.stations, key=attrgetter("desa"))
        records.replace_desa([(desa, list(stations)) for desa, stations in grouped])
        records.replace_offices(offices_of(register))
        records.replace_boundaries(shapes or {})
