"""Tables of the register: regions, polling stations, offices, boundaries, and the profile in force."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from django.db import models

from sepaham.domain import register as domain
from sepaham.domain.base import Level, level_of
from sepaham.domain.catalogue import Profile, ProfileError, profile_from_bytes, profile_to_bytes
from sepaham.records.bulk import insert_rows, table_of

_CHUNK = 10_000
_DESA_AT_ONCE = 900
_PROFILE = "profile"


class Region(models.Model):
    """A place: province, kabupaten, kecamatan or desa."""

    code = models.CharField(max_length=13, primary_key=True)
    name = models.CharField(max_length=120)
    level = models.PositiveSmallIntegerField()
    known = models.BooleanField(default=True, help_text="Whether the code is in the official list.")

    class Meta:
        """What the store itself refuses."""

        constraints = [
            models.CheckConstraint(condition=models.Q(level__range=(1, 4)), name="region_level"),
            models.CheckConstraint(condition=~models.Q(name=""), name="region_has_name"),
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class PollingStation(models.Model):
    """A TPS: its desa, number and voters."""

    desa = models.CharField(max_length=13)
    number = models.PositiveSmallIntegerField()
    voters = models.PositiveIntegerField()
    assumed = models.BooleanField()
    special = models.BooleanField()

    class Meta:
        """What the store itself refuses."""

        constraints = [
            models.UniqueConstraint(fields=["desa", "number"], name="station_once"),
            models.CheckConstraint(condition=models.Q(number__range=(1, 999)), name="station_number"),
        ]

    def __str__(self) -> str:
        return f"{self.desa} TPS {self.number}"


class Office(models.Model):
    """A post over regions, made from the register."""

    id = models.CharField(max_length=40, primary_key=True)
    line = models.CharField(max_length=20, db_index=True)
    regions = models.JSONField()

    def __str__(self) -> str:
        return str(self.id)


class Boundary(models.Model):
    """The area of a region as GeoJSON geometry text, degrees with five decimals."""

    code = models.CharField(max_length=13, primary_key=True)
    geometry = models.TextField()

    def __str__(self) -> str:
        return str(self.code)


class Setting(models.Model):
    """One fact about this register: the canonical text of the profile in force, and the like."""

    key = models.CharField(max_length=40, primary_key=True)
    value = models.TextField()

    def __str__(self) -> str:
        return str(self.key)


def stations(region: str | None = None) -> Iterator[domain.PollingStation]:
    """Yield the stations of a place, or all, in code order and a few at a time."""
    rows = _in_region(PollingStation.objects.all(), "desa", region).order_by("desa", "number")
    columns = rows.values_list("desa", "number", "voters", "assumed", "special")
    for desa, number, voters, assumed, special in columns.iterator(chunk_size=_CHUNK):
        yield domain.PollingStation(desa, number, voters, bool(assumed), bool(special))


def stations_at(place: str) -> Iterator[domain.PollingStation]:
    """Yield the one station a key names, or those of a wider place."""
    if level_of(place) is Level.TPS:
        desa, _, number = place.rpartition(".")
        row = PollingStation.objects.filter(desa=desa, number=int(number)).first()
        found = domain.PollingStation(desa, row.number, row.voters, row.assumed, row.special) if row else None
        yield from (found,) if found else ()
    else:
        yield from stations(place)


def regions(region: str | None = None) -> dict[str, domain.Region]:
    """Return the places inside a place, or all, by code."""
    found = _in_region(Region.objects.all(), "code", region).values_list("code", "name")
    return {code: domain.Region(code, name) for code, name in sorted(found)}


def unknown_regions() -> list[str]:
    """Return the codes that the official list does not have."""
    return sorted(Region.objects.filter(known=False).values_list("code", flat=True))


def load_register() -> domain.Register:
    """Return the whole register as a value, posts over several regions with it; meant for one kabupaten."""
    places = regions()
    posts = (post for post in offices() if post != domain.seated_office(post.id))
    return domain.Register(
        regions=places,
        stations=tuple(stations()),
        offices=tuple(post for post in posts if places.keys() >= set(post.regions)),
    )


def offices(line: str | None = None) -> Iterator[domain.Office]:
    """Yield the offices, or those of one line, by their id."""
    rows = Office.objects.filter(line=line) if line else Office.objects.all()
    for row in rows.order_by("id").iterator(chunk_size=_CHUNK):
        yield domain.Office(row.id, row.line, tuple(row.regions))


def is_office(id: str) -> bool:  # noqa: A002  the field's own name
    """Tell whether the register makes an office of this id."""
    return Office.objects.filter(id=id).exists()


def office_ids() -> frozenset[str]:
    """Return the ids of all offices."""
    return frozenset(Office.objects.values_list("id", flat=True))


def special_offices() -> dict[str, domain.Office]:
    """Return the posts over other regions than the one in their name, by id."""
    return {post.id: post for post in offices() if post != domain.seated_office(post.id)}


def boundaries(region: str | None = None) -> dict[str, Any]:
    """Return the GeoJSON geometry of the places inside a place, or all, by code."""
    rows = _in_region(Boundary.objects.all(), "code", region).values_list("code", "geometry")
    return {code: json.loads(geometry) for code, geometry in sorted(rows)}


@dataclass(frozen=True, slots=True)
class Counted:
    """How much the register in force holds."""

    kabupaten: int
    desa: int
    tps: int
    voters: int
    assumed: int
    mapped: int

    def figures(self) -> tuple[tuple[str, int], ...]:
        """Return the figures by name."""
        return (("desa", self.desa), ("tps", self.tps), ("voters", self.voters), ("mapped", self.mapped))


def counted() -> Counted:
    """Return how much the register in force holds: all zero before there is one."""
    found = PollingStation.objects.aggregate(
        tps=models.Count("id"),
        desa=models.Count("desa", distinct=True),
        voters=models.Sum("voters", default=0),
        assumed=models.Count("id", filter=models.Q(assumed=True)),
    )
    return Counted(**found, kabupaten=len(kabupaten()), mapped=Boundary.objects.count())


def kabupaten() -> tuple[str, ...]:
    """Return the codes of the register's kabupaten, in order."""
    return tuple(sorted(Region.objects.filter(level=2).values_list("code", flat=True)))


def only_kabupaten() -> str:
    """
    Return the register's one kabupaten.

    Raises:
        ProfileError: There is none, or more than one.
    """
    found = kabupaten()
    if len(found) != 1:
        raise ProfileError(f"A log is of one kabupaten; the register holds {len(found)}.", "log.kabupaten")
    return found[0]


def profile() -> Profile:
    """
    Return the profile in force.

    Raises:
        ProfileError: No register has been imported yet.
    """
    text = Setting.objects.filter(key=_PROFILE).values_list("value", flat=True).first()
    if text is None:
        raise ProfileError("No register yet; run `sepaham register import FILE`.", "register.empty")
    return profile_from_bytes(text.encode())


def set_profile(profile: Profile) -> None:
    """Put a profile in force."""
    Setting.objects.update_or_create(key=_PROFILE, defaults={"value": profile_to_bytes(profile).decode()})


def _in_region(rows: Any, column: str, region: str | None) -> Any:
    if not region:
        return rows
    return rows.filter(models.Q(**{column: region}) | models.Q(**{f"{column}__startswith": region + "."}))


def replace_desa(changes: Iterable[tuple[str, Sequence[domain.PollingStation]]]) -> None:
    """Give desa these stations instead of what they had; an empty list removes a desa's stations."""
    was_empty = not PollingStation.objects.exists()
    columns = ("desa", "number", "voters", "assumed", "special")
    for chunk in _chunks(changes):
        if not was_empty:
            PollingStation.objects.filter(desa__in=[desa for desa, _group in chunk]).delete()
        rows = [(s.desa, s.number, s.voters, s.assumed, s.special) for _desa, group in chunk for s in group]
        insert_rows(table_of(PollingStation), columns, rows)


def _chunks(changes: Iterable[tuple[str, Sequence[domain.PollingStation]]]) -> Iterator[list[Any]]:
    left = iter(changes)
    while chunk := list(islice(left, _DESA_AT_ONCE)):
        yield chunk


def replace_regions(found: Mapping[str, tuple[str, bool]]) -> None:
    """Make the places exactly these: code to name and whether the official list has it."""
    Region.objects.all().delete()
    rows = [(code, name, code.count(".") + 1, known) for code, (name, known) in found.items()]
    insert_rows(table_of(Region), ("code", "name", "level", "known"), rows)


def replace_offices(found: Iterable[domain.Office]) -> None:
    """Make the offices exactly these."""
    Office.objects.all().delete()
    Office.objects.bulk_create(
        (Office(id=office.id, line=office.line, regions=list(office.regions)) for office in found),
        batch_size=_CHUNK,
    )


def replace_boundaries(shapes: Mapping[str, str]) -> None:
    """Make the boundaries exactly these."""
    Boundary.objects.all().delete()
    Boundary.objects.bulk_create(
        (Boundary(code=code, geometry=geometry) for code, geometry in shapes.items()), batch_size=200
    )
