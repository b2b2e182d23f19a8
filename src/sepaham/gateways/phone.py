"""The phone's app as it was built: its files, and the hash that names the build."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable

from sepaham.domain.base import canonical_json, digest

FORMAT = "sepaham/phone/1"


@dataclass(frozen=True)
class Build:
    """
    One build of the app.

    Attributes:
        files: What it is made of, by path; nothing where it was not built.
        manifest: The canonical JSON of the hash of every file; empty where it was not built.
        version: The hash of that; '' where it was not built.
    """

    files: Mapping[str, bytes]
    manifest: bytes
    version: str

    def told(self) -> dict[str, object]:
        """Return what the app shows of itself: its version and the hash of each file."""
        return {"version": self.version, "files": json.loads(self.manifest or b'{"files":{}}')["files"]}


def build_of(found: Mapping[str, bytes]) -> Build:
    """Return the build that some files are."""
    if not found:
        return Build({}, b"", "")
    hashes = {path: digest(data) for path, data in found.items()}
    manifest = canonical_json({"files": hashes, "format": FORMAT})
    return Build(found, manifest, digest(manifest))


@cache
def build() -> Build:
    """Return the build this package holds, read once; an empty one where ``make setup`` has not made it."""
    return build_of(dict(_found(files("sepaham").joinpath("web", "field"), "")))


def _found(folder: Traversable, prefix: str) -> list[tuple[str, bytes]]:
    if not folder.is_dir():
        return []
    found = []
    for entry in sorted(folder.iterdir(), key=lambda one: one.name):
        path = prefix + entry.name
        found += _found(entry, path + "/") if entry.is_dir() else [(path, entry.read_bytes())]
    return found
