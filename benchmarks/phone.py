"""What the phone's app weighs as the wire carries it, against what it may; how fast it opens and keeps."""

import gzip
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BUILT = ROOT / "src/sepaham/web/field"
TIMED = "tests/browser/test_phone_taps.py"
MOST = 200_000
"""Bytes gzipped, the reader of codes aside: it is fetched only where the browser has none of its own."""
READER = (".wasm",)


def is_reader(path: Path) -> bool:
    """Tell whether a file belongs to the reader of codes."""
    return path.suffix in READER or path.name.startswith("reader-")


def main() -> None:
    """Print both sizes and the ratio, then what the browser takes."""
    built = [path for path in sorted(BUILT.rglob("*")) if path.is_file()]
    if not built:
        print("the phone's app is not built; run `make setup`")
        return
    weighed = {path: len(gzip.compress(path.read_bytes(), mtime=0)) for path in built}
    app = sum(size for path, size in weighed.items() if not is_reader(path))
    reader = sum(weighed.values()) - app
    print(f"phone app: {app:,} bytes gzipped, {app / MOST:.0%} of what it may weigh ({MOST:,})")
    print(f"reader of codes, where the browser has none: {reader:,} bytes gzipped")
    words = [sys.executable, "-m", "pytest", "-q", "-s", TIMED]
    told = subprocess.run(words, cwd=ROOT, check=True, capture_output=True, text=True).stdout
    print("\n".join(line.lstrip(".") for line in told.splitlines() if " ms" in line))
