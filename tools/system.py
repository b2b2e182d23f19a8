"""Install what the tests need of the system, browsers and PostgreSQL, by apt where that can be done."""

import os
import shutil
import subprocess
import sys

from postgres import find

WANTED = {"chromium": "a browser for the page tests", "postgresql": "the shared store's tests"}
EXTRA = "firefox-esr"
"""The phone's second browser: 70 MB and 15 s where apt has it, as Debian's does; else its test is skipped."""


def missing() -> list[str]:
    """Return the Debian packages that are not here."""
    gone = [] if any(map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))) else ["chromium"]
    return gone if find("initdb") else [*gone, "postgresql"]


def apt(*words: str) -> bool:
    """Run apt-get without its chatter; tell whether it did what it was asked."""
    env = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    return subprocess.run(["apt-get", "-qq", *words], env=env, stdout=subprocess.DEVNULL).returncode == 0


def main() -> int:
    """Install, or say plainly what to install."""
    packages = missing()
    extra = [] if any(map(shutil.which, (EXTRA, "firefox"))) else [EXTRA]
    if os.name == "posix" and os.geteuid() == 0 and shutil.which("apt-get") and packages + extra:
        print("Installing by apt: " + ", ".join([*packages, *extra]))
        install = ("install", "-y", "--no-install-recommends")
        known = apt("update")
        if extra and not apt(*install, *extra):
            print(f"{EXTRA} is not to be had here; the phone is not tested in Firefox.", file=sys.stderr)
        return 0 if not packages or (known and apt(*install, *packages)) else 1
    if not packages:
        return 0
    for package in packages:
        print(f"Missing: {package} ({WANTED[package]}). Its tests cannot run.", file=sys.stderr)
    print("On Debian or Ubuntu: sudo apt-get install " + " ".join(packages), file=sys.stderr)
    return 1


if __name__ == "__main__":
    sys.exit(main())
