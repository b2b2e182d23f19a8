"""Where stores and polling stations are as they were told, and rivers with what leads over them."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db import models
from django.db.models import Q

from sepaham.domain import rivers as domain
from sepaham.domain.places import Places, area_of, locate
from sepaham.domain.register import Register
from sepaham.domain.travel import DEGREE, Point
from sepaham.records import register
from sepaham.records.bulk import table_of, upsert_rows
from sepaham.records.within import inside


class Place(models.Model):
    """Where a region's store or a polling station is, in 1e-7 degrees."""

    code = models.CharField(max_length=20, primary_key=True)
    lat = models.IntegerField()
    lon = models.IntegerField()

    class Meta:
        """What the store itself refuses."""

        db_table = "place"
        constraints = [
            models.CheckConstraint(
                condition=Q(lat__range=(-90 * DEGREE, 90 * DEGREE), lon__range=(-180 * DEGREE, 180 * DEGREE)),
                name="place_on_earth",
            )
        ]


class River(models.Model):
    """A river, its line and its crossings; they are few and always read together."""

    code = models.CharField(max_length=64, primary_key=True)
    name = models.CharField(max_length=120)
    line = models.JSONField()
    crossings = models.JSONField(default=list)

    class Meta:
        """Table options."""

        db_table = "river"


def told(region: str = "") -> dict[str, Point]:
    """Return the places somebody told inside a place, or all, by region or polling station."""
    rows = Place.objects.filter(inside([region], "code")) if region else Place.objects.all()
    return {
        code: Point(lat, lon) for code, lat, lon in rows.order_by("code").values_list("code", "lat", "lon")
    }


def told_of(codes: Iterable[str]) -> dict[str, Point]:
    """Return where some places are, of those that somebody told."""
    rows = Place.objects.in_bulk(list(codes))
    return {code: Point(row.lat, row.lon) for code, row in rows.items()}


def located(region: str = "") -> Places:
    """Return where every place inside a place is, or of all the register, and how one knows."""
    shapes = register.boundaries(region or None).items()
    areas = {code: area for code, shape in shapes if (area := area_of(shape))}
    places = Register(register.regions(region or None), tuple(register.stations(region or None)))
    return locate(register=places, told=told(region), areas=areas)


def rivers() -> tuple[domain.River, ...]:
    """Return the rivers with their crossings, by code."""
    return tuple(
        domain.River(row.code, row.name, tuple(_points(row.line)), tuple(map(_crossing, row.crossings)))
        for row in River.objects.order_by("code")
    )


def keep_places(places: Mapping[str, Point]) -> None:
    """Write where places are; those not named stay."""
    rows = [(code, point.lat, point.lon) for code, point in places.items()]
    upsert_rows(table_of(Place), ("code", "lat", "lon"), ("code",), rows)


def keep_river(river: domain.River) -> None:
    """Write a river; it takes the place of one of the same code."""
    line = [[point.lat, point.lon] for point in river.line]
    crossings = [
        [one.code, one.name, one.point.lat, one.point.lon, sorted(one.kinds)] for one in river.crossings
    ]
    River.objects.update_or_create(
        code=river.code, defaults={"name": river.name, "line": line, "crossings": crossings}
    )


def drop_river(code: str) -> bool:
    """Forget a river; tell whether there was one."""
    return bool(River.objects.filter(code=code).delete()[0])


def _points(line: Iterable[list[int]]) -> Iterable[Point]:
    return (Point(lat, lon) for lat, lon in line)


def _crossing(value: list[Any]) -> domain.Crossing:
    code, name, lat, lon, kinds = value
    return domain.Crossing(code, name, Point(lat, lon), frozenset(kinds))
