"""
What one office's phone needs and nothing else, in named parts, and what of it is new to a phone.

A part is a JSON value with a name. Large collections are dealt into buckets by the hash of their keys, so
that one change sends one bucket again. A cursor names the parts a phone has, each by a few digits of its
hash; it is all the server needs to know of the phone. docs/format/sync.md is the same on paper.
"""

import hashlib
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Any

from sepaham.domain.base import canonical_json, digest

FORMAT = "sepaham/sync/1"
_BUCKETS = 16
_DIGITS = 10
_MOST_CURSOR = 2000
_HELD = re.compile(r"([a-z]+(?:\.[0-9]+)?)-([0-9a-f]{10})", re.ASCII)

Parts = Mapping[str, Any]


def dealt(name: str, collection: Mapping[str, Any]) -> dict[str, dict[str, Any]]:
    """Return a collection in buckets by their names, ``lists.3``; empty buckets are left out."""
    found: defaultdict[int, dict[str, Any]] = defaultdict(dict)
    for key in sorted(collection):
        found[hashlib.sha256(key.encode()).digest()[0] % _BUCKETS][key] = collection[key]
    return {f"{name}.{bucket}": found[bucket] for bucket in sorted(found)}


def versions(parts: Parts) -> dict[str, str]:
    """Return by what each part is known in a cursor."""
    return {name: digest(canonical_json(value))[:_DIGITS] for name, value in parts.items()}


def cursor_of(held: Mapping[str, str]) -> str:
    """Return the cursor of a phone that holds these versions."""
    return "_".join(f"{name}-{version}" for name, version in held.items())


def read_cursor(text: str) -> dict[str, str]:
    """Return the versions a cursor names; none where it is not one of ours."""
    found = [_HELD.fullmatch(one) for one in text.split("_")] if len(text) <= _MOST_CURSOR else []
    return {one[1]: one[2] for one in found if one} if all(found) else {}


def difference(parts: Parts, since: str) -> dict[str, Any]:
    """Return the cursor, the parts that a phone with an older cursor lacks, and those it must forget."""
    now, held = versions(parts), read_cursor(since)
    return {
        "cursor": cursor_of(now),
        "parts": {name: value for name, value in parts.items() if held.get(name) != now[name]},
        "gone": sorted(held.keys() - now.keys()),
    }


def named(keys: Iterable[str], names: Any) -> dict[str, Any]:
    """Return what things are called, by key: one name, or both where the languages differ."""
    found: dict[str, Any] = {}
    for key in sorted(set(keys)):
        both = [names(key, "id"), names(key, "en")]
        found[key] = both[0] if both[0] == both[1] else both
    return found
