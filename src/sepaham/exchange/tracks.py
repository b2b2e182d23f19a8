"""
Positions of devices as their files have them: CSV with a heading, GeoLife's PLT, GPX.

Read row by row, never whole. A row that cannot be read is skipped and remembered by its number; an hour
without a zone is UTC, and that is remembered too. The columns may stand in any order and case, among others.
"""

import csv
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain

from sepaham.errors import SepahamError

Position = tuple[str, float, float, float, float]
"""A device, Unix seconds, latitude, longitude, metres of accuracy (0 where not told)."""
NAMED = 20
"""So many skipped rows are named; all are counted."""
_NAMES: Mapping[str, tuple[str, ...]] = {
    "uid": ("uid", "user", "user_id", "userid", "device", "device_id", "vehicle", "taxi_id", "id", "trip"),
    "datetime": ("datetime", "date_time", "timestamp", "at", "ts", "date time", "check-in_time", "time"),
    "lat": ("lat", "latitude", "y"),
    "lng": ("lng", "lon", "long", "longitude", "x"),
    "accuracy": ("accuracy", "acc", "horizontal_accuracy"),
}
_DELIMITERS = ",;\t|"
_NO_HEADING = ("uid", "datetime", "lng", "lat")
"""What the columns of a file without a heading are: those of T-Drive's taxis."""
_PLT_HEAD, _PLT_COLUMNS = 6, 7
_MINUTE, _SECOND = 17, 19
_SIXTY = 60.0
_EARLIEST, _MILLISECONDS, _LATEST = 1e8, 1e11, 1e14
_CACHED = 100_000


class TracksError(SepahamError):
    """A file that holds no positions we can read."""


@dataclass
class Reading:
    """
    What was met while a file was read.

    Attributes:
        rows: How many rows it has so far, its heading left out.
        skipped: How many could not be read.
        named: The first of them, each with its number in the file and the reason.
        zoneless: Whether hours bore no zone.
        headless: Whether the file had no heading.
    """

    rows: int = 0
    skipped: int = 0
    named: list[tuple[int, str]] = field(default_factory=list)
    zoneless: bool = False
    headless: bool = False

    def skip(self, row: int, why: str) -> None:
        """Count a row that cannot be read."""
        self.skipped += 1
        if len(self.named) < NAMED:
            self.named.append((row, why))


def read_csv(lines: Iterable[str], *, name: str, told: Reading) -> Iterator[Position]:
    """
    Yield the positions of a file with columns.

    Args:
        lines: The file.
        name: The device, where no column says it.
        told: Filled while reading.

    Raises:
        TracksError: The columns needed are not there.
    """
    rest = iter(lines)
    first = next(rest, "").lstrip("\ufeff")
    delimiter = max(_DELIMITERS, key=first.count)
    heading = [word.strip() for word in next(csv.reader([first], delimiter=delimiter), [])]
    columns = _columns(heading)
    if not columns:
        if not _is_data(heading):
            raise TracksError(
                f"The first row {first.strip()[:80]!r} does not name the columns uid, datetime, lat and lng; "
                "name them there, in any order.",
                "tracks.columns",
            )
        told.headless, columns = True, {key: (at,) for at, key in enumerate(_NO_HEADING)}
        rest = chain([first], rest)
    start = 1 if told.headless else 2
    number = _with_comma if delimiter == ";" else float
    yield from _rows(csv.reader(rest, delimiter=delimiter), columns, start, name, told, number)


def read_plt(lines: Iterable[str], *, name: str, told: Reading) -> Iterator[Position]:
    """Yield the positions of a GeoLife file: six lines of heading, then lat, lng, …, date, time in UTC."""
    rest = iter(lines)
    for _ in range(_PLT_HEAD):
        next(rest, "")
    columns = {"lat": (0,), "lng": (1,), "datetime": (5, 6)}
    yield from _rows(csv.reader(rest), columns, _PLT_HEAD + 1, name, told)
    told.zoneless = False


def _columns(heading: Sequence[str]) -> dict[str, tuple[int, ...]]:
    """Return where the columns are; an empty answer where some that are needed are not."""
    words = [word.casefold() for word in heading]
    found = {
        key: (words.index(name),)
        for key, names in _NAMES.items()
        if (name := next((name for name in names if name in words), ""))
    }
    if "date" in words and (found.get("datetime", (-1,)) == (_at(words, "time"),) or "datetime" not in found):
        found["datetime"] = tuple(at for at in (words.index("date"), _at(words, "time")) if at >= 0)
    return found if {"datetime", "lat", "lng"} <= found.keys() else {}


def _at(words: Sequence[str], word: str) -> int:
    return words.index(word) if word in words else -1


def _is_data(row: Sequence[str]) -> bool:
    """Tell whether a first row without names is one of T-Drive's."""
    try:
        read_instant(row[1])
        return abs(float(row[2])) <= 180 and abs(float(row[3])) <= 90  # noqa: PLR2004  degrees
    except (ValueError, IndexError):
        return False


def _rows(  # noqa: PLR0917  private, and all of it needed
    reader: Iterator[list[str]],
    columns: Mapping[str, tuple[int, ...]],
    start: int,
    name: str,
    told: Reading,
    number: Callable[[str], float] = float,
) -> Iterator[Position]:
    (lat_at,), (lng_at,), hours_at = columns["lat"], columns["lng"], columns["datetime"]
    uid_at, accuracy_at = columns.get("uid", (-1,))[0], columns.get("accuracy", (-1,))[0]
    hour_at, minutes = hours_at[0], dict[str, float]()
    for line, row in enumerate(_whole(reader, told, start), start):
        if not row:
            continue
        told.rows += 1
        try:
            hour = row[hour_at] if len(hours_at) == 1 else " ".join(row[at] for at in hours_at)
            at = _instant(hour, minutes, told)
            lat, lng = number(row[lat_at]), number(row[lng_at])
            uid = row[uid_at] if uid_at >= 0 else name
        except (ValueError, IndexError):
            told.skip(line, _why(row, columns, number))
            continue
        if not is_place(lat, lng):
            told.skip(line, _NOWHERE.format(lat, lng))
            continue
        yield uid, at, lat, lng, _accuracy(row, accuracy_at) if accuracy_at >= 0 else 0.0


def _whole(reader: Iterator[list[str]], told: Reading, start: int) -> Iterator[list[str]]:
    """Yield every row; for one that a quote or a field broke, an empty one."""
    number = start
    while True:
        try:
            for row in reader:
                yield row
                number += 1
        except csv.Error as error:
            told.rows += 1
            told.skip(number, str(error))
            number += 1
            yield []
        else:
            return


def _with_comma(text: str) -> float:
    """Read a number that may have its decimals after a comma, as spreadsheets here write it."""
    return float(text.replace(",", "."))


def is_place(lat: float, lng: float) -> bool:
    """Tell whether there is such a place; receivers without a fix tell 0, 0."""
    return -90.0 <= lat <= 90.0 and -180.0 <= lng <= 180.0 and bool(lat or lng)  # noqa: PLR2004  degrees


def _accuracy(row: Sequence[str], at: int) -> float:
    try:
        told = float(row[at])
    except (ValueError, IndexError):
        return 0.0
    return max(0.0, told)


def _instant(text: str, minutes: dict[str, float], told: Reading) -> float:
    """Return Unix seconds; the minutes met already are remembered, as most rows share theirs with others."""
    if len(text) == _SECOND and (base := minutes.get(text[:_MINUTE])) is not None:
        second = float(text[_MINUTE:])
        if 0.0 <= second < _SIXTY:
            return base + second
    at, zoned = read_instant(text)
    if not zoned:
        told.zoneless = True
        if len(text) == _SECOND:
            if len(minutes) >= _CACHED:
                minutes.clear()
            minutes[text[:_MINUTE]] = at - float(text[_MINUTE:])
    return at


def read_instant(text: str) -> tuple[float, bool]:
    """
    Return Unix seconds, and whether the text named its zone; where it does not it is read as UTC.

    Args:
        text: ISO 8601 with T or a space (slashes for dashes too), or Unix seconds or milliseconds.

    Raises:
        ValueError: It is none of these, or before 1973.
    """
    text = text.strip()
    if "-" in text[1:] or "/" in text:
        at = datetime.fromisoformat(text.replace("/", "-"))
        seconds = (at if at.tzinfo else at.replace(tzinfo=UTC)).timestamp()
        if not _EARLIEST <= seconds < _MILLISECONDS:
            raise ValueError(text)
        return seconds, at.tzinfo is not None
    number = float(text)
    if not _EARLIEST <= number < _LATEST:
        raise ValueError(text)
    return (number / 1000 if number >= _MILLISECONDS else number), True


_NOWHERE = "lat {}, lng {} is no place on earth"


def _why(row: Sequence[str], columns: Mapping[str, tuple[int, ...]], number: Callable[[str], float]) -> str:
    """Return what is wrong with a row that could not be read."""
    for key in ("lat", "lng"):
        try:
            number(row[columns[key][0]])
        except IndexError:
            return f"it has {len(row)} columns and none for {key}"
        except ValueError:
            return f"{key} {row[columns[key][0]][:40]!r} is no number"
    try:
        hour = " ".join(row[at] for at in columns["datetime"])
        read_instant(hour)
    except (ValueError, IndexError):
        return f"datetime {hour[:40]!r} is none; write 2024-11-26 07:00:00"
    return f"it has {len(row)} columns and none for uid"
