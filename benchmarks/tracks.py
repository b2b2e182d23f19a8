"""Positions read again, from a file to stops, silences and deviations, against bare parsing of that file."""

import csv
import math
import random
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

from sepaham.cli.progress import peak_mb
from sepaham.domain.corridors import Way
from sepaham.domain.retrace import retrace
from sepaham.exchange.tracks import Reading
from sepaham.gateways.spill import in_order
from sepaham.gateways.track_files import read_positions

ROWS, DEVICES = 1_000_000, 50
AIM = 200_000


def main() -> None:
    """Print positions a second, and which part of bare parsing that is."""
    with tempfile.TemporaryDirectory() as folder:
        file, shuffled = Path(folder, "tracks.csv"), Path(folder, "shuffled.csv")
        lines, road = made()
        write(file, lines)
        random.Random(1).shuffle(lines)
        write(shuffled, lines)
        del lines
        bare = timed(lambda: parse(file))
        print(f"{ROWS:,} positions of {DEVICES} devices; bare parsing {ROWS / bare:,.0f} a second")
        tell("stops and silences", timed(lambda: retrace(read_positions(file, Reading()))), bare)
        way = Way(width=200, lines=[road])
        tell(
            "and deviations",
            timed(lambda: retrace(read_positions(file, Reading()), corridor=lambda _uid: way)),
            bare,
        )
        print(f"memory {peak_mb()} MB")
        tell("a shuffled file, sorted on disk first", timed(lambda: sort(shuffled)), bare)
        print(f"memory {peak_mb()} MB")


def parse(file: Path) -> None:
    """Parse a file as any reader must: its rows, two numbers and an hour each."""
    with file.open(newline="") as text:
        rows = csv.reader(text)
        next(rows)
        for _, hour, lat, lng in rows:
            datetime.fromisoformat(hour), float(lat), float(lng)


def sort(file: Path) -> None:
    retrace(in_order(read_positions(file, Reading())))


def timed(work) -> float:
    """Return the processor's seconds of a piece of work, so that a busy machine tells the same."""
    began = time.process_time()
    work()
    return time.process_time() - began


def tell(what: str, seconds: float, bare: float) -> None:
    print(f"{what}: {ROWS / seconds:,.0f} a second (aim > {AIM:,}), {bare / seconds:.2f} of bare parsing")


def made():
    """Return a day's rows of trucks on one long road, driving two thirds of the time, and the road."""
    chance, lines = random.Random(1), []
    steps = [(-7.5 + n * 2e-4, 112.2 + 0.02 * math.sin(n / 300)) for n in range(20_000)]
    for device in range(DEVICES):
        at, place = datetime(2024, 11, 26, tzinfo=UTC).timestamp() + device, float(device * 50)
        for turn in range(ROWS // DEVICES):
            at += chance.choice((2, 3, 5))
            place += 1.2 if (turn // 700) % 3 != 2 else 0.0
            lat, lng = steps[int(place) % len(steps)]
            lat, lng = lat + chance.gauss(0, 4e-5), lng + chance.gauss(0, 4e-5)
            lines.append((device, at, lat, lng))
    return lines, steps[::5]


def write(file: Path, lines) -> None:
    with file.open("w") as text:
        text.write("uid,datetime,lat,lng\n")
        for device, at, lat, lng in lines:
            hour = datetime.fromtimestamp(at, UTC).strftime("%Y-%m-%d %H:%M:%S")
            text.write(f"{device},{hour},{lat:.6f},{lng:.6f}\n")


if __name__ == "__main__":
    main()
