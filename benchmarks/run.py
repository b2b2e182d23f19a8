"""Every measurement, one after the other; each prints ratios against a limit measured in the same run."""

import subprocess
import sys
from pathlib import Path

KNOWN = (
    "needs",
    "fold",
    "statements",
    "picture",
    "phone",
    "ledger",
    "plan",
    "tracks",
    "agreement",
    "briefing",
)


def main() -> int:
    """Run all, or those named on the command line, each in a process of its own."""
    for name in sys.argv[1:] or KNOWN:
        print(f"== {name}", flush=True)
        subprocess.run(
            [sys.executable, "-c", f"import {name}; {name}.main()"], cwd=Path(__file__).parent, check=True
        )
    return 0


if __name__ == "__main__":
    sys.exit(main())
