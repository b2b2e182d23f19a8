"""Results kept on disk one by one, so that long work goes on where it stopped."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any


class ResultFiles:
    """One JSON file a result, in one folder; each bears the key of what it is the result of."""

    def __init__(self, folder: Path) -> None:
        """Take a folder; it is made when the first result comes."""
        self._folder = folder

    def kept(self, name: str, *, key: str) -> dict[str, Any] | None:
        """Return a result; None where there is none, it is of something else, or it cannot be read."""
        try:
            found = json.loads(self._path(name).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            return None
        same = isinstance(found, dict) and found.get("key") == key and isinstance(found.get("value"), dict)
        return found["value"] if same else None

    def keep(self, name: str, value: Mapping[str, Any], *, key: str) -> None:
        """Keep a result whole or not at all."""
        self._folder.mkdir(parents=True, exist_ok=True)
        path = self._path(name)
        fresh = path.with_suffix(".part")
        with fresh.open("w", encoding="utf-8") as file:
            json.dump({"key": key, "value": value}, file, ensure_ascii=False)
            file.flush()
            os.fsync(file.fileno())
        fresh.replace(path)

    def _path(self, name: str) -> Path:
        return self._folder / f"{name}.json"
