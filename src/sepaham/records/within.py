"""Which rows lie in some regions: one filter for every read, so that none sees further than another."""

from collections.abc import Iterable

from django.db.models import Q


def inside(regions: Iterable[str], field: str = "region") -> Q:
    """Return what keeps the rows whose code lies in one of some regions, by whole segments; none in none."""
    asked = Q(pk__in=())
    for region in regions:
        asked |= Q(**{field: region}) | Q(**{f"{field}__startswith": f"{region}."})
    return asked
