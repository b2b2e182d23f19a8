"""
The few shapes every other room of the domain shares: places, instants, digests.

A place is named by its Kemendagri code in dotted form, ``35.17.15.2004``; a polling station adds a
fifth segment of three digits, ``35.17.15.2004.006``. Codes are compared by whole segments, so that
``35.1`` never contains ``35.17``. A name is never a key: village names repeat within one kabupaten.
"""

import hashlib
import json
import re
from datetime import UTC, date, datetime, time, timedelta, timezone
from enum import IntEnum
from typing import Any

from sepaham.errors import SepahamError

_DOTTED = re.compile(r"\d{2}(\.\d{2}(\.\d{2}(\.\d{4}(\.\d{3})?)?)?)?", re.ASCII)
_PLAIN = re.compile(r"\d{2}(\d{2}(\d{2}(\d{4}(\d{3})?)?)?)?", re.ASCII)
_INSTANT = re.compile(r"(19[7-9]|2\d\d)\d-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{3})?Z", re.ASCII)
_CUTS = (2, 4, 6, 10, 13)
_EAST = frozenset({"81", "82", "91", "92", "93", "94", "95", "96"})
_CENTRE = frozenset(["51", "52", "53", "63", "64", "65", "71", "72", "73", "74", "75", "76"])


class RegionError(SepahamError):
    """A text that is no region code."""


class Level(IntEnum):
    """How deep a place lies: the number of segments of its code."""

    PROVINCE = 1
    KABUPATEN = 2
    KECAMATAN = 3
    DESA = 4
    TPS = 5


def region_code(text: str) -> str:
    """
    Return the dotted form of a region code written with or without dots.

    Raises:
        RegionError: The text is neither form.
    """
    text = text.strip()
    if _DOTTED.fullmatch(text):
        return text
    if _PLAIN.fullmatch(text):
        starts = (0, *_CUTS)
        return ".".join(text[a:b] for a, b in zip(starts, _CUTS, strict=False) if b <= len(text))
    raise RegionError(f"{text!r} is no region code; write it as 35.17.15.2004 or 3517152004.", "region.code")


def level_of(region: str) -> Level:
    """Return how deep a place lies."""
    return Level(region.count(".") + 1)


def parent_of(region: str) -> str:
    """Return the code of the place that holds this one; empty for a province."""
    return region.rpartition(".")[0]


def ancestor(region: str, level: Level) -> str:
    """Return the code of the place at `level` that holds this one (or is it)."""
    return ".".join(region.split(".")[:level])


def within(region: str, area: str) -> bool:
    """Tell whether a place is `area` or lies inside it, by whole segments."""
    return region == area or region.startswith(area + ".")


def station_key(desa: str, number: int) -> str:
    """Return the key of a polling station: its desa's code and its number in three digits."""
    return f"{desa}.{number:03d}"


def parse_instant(text: str) -> datetime:
    """
    Read an instant as the wire writes it, ``2024-11-26T11:05:00Z``, optionally with milliseconds.

    Raises:
        ValueError: Another form, a date that does not exist, or a year outside 1970 to 2999.
    """
    if not _INSTANT.fullmatch(text):
        raise ValueError(text)
    return datetime.fromisoformat(text[:-1]).replace(tzinfo=UTC)


def write_instant(at: datetime) -> str:
    """Write an aware instant as the wire does, in UTC, with milliseconds only where there are any."""
    at = at.astimezone(UTC)
    spec = "milliseconds" if at.microsecond else "seconds"
    return at.replace(tzinfo=None).isoformat(timespec=spec) + "Z"


def local_zone(region: str) -> timezone:
    """Return the time zone of a region: WIB, WITA or WIT by its province."""
    province = region[:2]
    if province in _EAST:
        return timezone(timedelta(hours=9), "WIT")
    return (
        timezone(timedelta(hours=8), "WITA") if province in _CENTRE else timezone(timedelta(hours=7), "WIB")
    )


def local_moment(*, day: date, offset: int, hour: time, region: str) -> datetime:
    """Return the UTC instant of a local hour so many days from voting day."""
    local = datetime.combine(day + timedelta(days=offset), hour, local_zone(region))
    return local.astimezone(UTC)


def end_of_day(at: datetime, region: str) -> datetime:
    """Return the midnight that ends the local day of an instant."""
    local = at.astimezone(local_zone(region))
    return datetime.combine(local.date() + timedelta(days=1), time(), local.tzinfo).astimezone(UTC)


def canonical_json(value: Any) -> bytes:
    """Return the one byte form of a JSON value: sorted keys, no spaces, UTF-8."""
    return json.dumps(
        value, sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False
    ).encode()


def digest(data: bytes) -> str:
    """Return the SHA-256 of bytes in lower-case hexadecimal."""
    return hashlib.sha256(data).hexdigest()
