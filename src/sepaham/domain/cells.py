"""A cell: an area under one threat, named ``flood@35.17.14``; what institutions rate, agree and differ on."""

import re
from collections.abc import Iterable
from typing import Any

from sepaham.domain.base import RegionError, region_code

_CELL = re.compile(r"([a-z][a-z0-9-]{1,23})@([0-9.]{2,17})", re.ASCII)


def cell_key(*, threat: str, region: str) -> str:
    """Return the name of an area under a threat."""
    return f"{threat}@{region}"


def threat_in(cell: str) -> str:
    """Return the threat a cell names."""
    return cell.partition("@")[0]


def region_in(cell: str) -> str:
    """Return the area a cell names."""
    return cell.partition("@")[2]


def is_cell(value: Any) -> bool:
    """Tell whether a value names a cell."""
    found = _CELL.fullmatch(value) if isinstance(value, str) else None
    if not found:
        return False
    try:
        return region_code(found[2]) == found[2]
    except RegionError:
        return False


def of_region(cells: Iterable[str], region: str) -> list[str]:
    """Return the cells of just one area, in their order."""
    return [cell for cell in cells if region_in(cell) == region]
