"""Install what the tests need of the system, Chromium and PostgreSQL, by apt where that can be done."""

import os
import shutil
import subprocess
import sys

from postgres import find

WANTED = {"chromium": "a browser for the page tests", "postgresql": "the shared store's tests"}


def missing() -> list[str]:
    """Return the Debian packages that are not here."""
    gone = [] if any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))) else ["chromium"]
    return gone if find("initdb") else [*gone, "postgresql"]


def main() -> int:
    """Install, or say plainly what to install."""
    packages = missing()
    if not packages:
        return 0
    if os.name == "posix" and os.geteuid() == 0 and shutil.which("apt-get"):
        print("Installing by apt: " + ", ".join(packages))
        quiet = {
            "env": {**os.environ, "DEBIAN_FRONTEND": "noninteractive"},
            "stdout": subprocess.DEVNULL,
            "check": True,
        }
        subprocess.run(["apt-get", "update", "-qq"], **quiet)
        subprocess.run(["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages], **quiet)
        return 0
    for package in packages:
        print(f"Missing: {package} ({WANTED[package]}). Its tests cannot run.", file=sys.stderr)
    print("On Debian or Ubuntu: sudo apt-get install " + " ".join(packages), file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
