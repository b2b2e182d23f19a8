"""
Run a command beside a PostgreSQL server of its own, on a socket in a temporary folder, and stop it after.

Usage: python tools/postgres.py COMMAND...   (SEPAHAM_DATABASE_URL is set for the command)
"""

import os
import pwd
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

WHERE = ("/usr/lib/postgresql", "/usr/local/pgsql", "/opt/homebrew/opt")


def find(program: str) -> Path | None:
    """Return a PostgreSQL program, from the PATH or where systems keep it."""
    if on_path := shutil.which(program):
        return Path(on_path)
    found = sorted(path for where in WHERE for path in Path(where).glob(f"*/bin/{program}"))
    return found[-1] if found else None


def as_postgres() -> list[str]:
    """Return the words that run a command as another user than root, whom PostgreSQL refuses."""
    if os.geteuid() != 0:
        return []
    pwd.getpwnam("postgres")
    return ["runuser", "-u", "postgres", "--"]


def main() -> int:
    """Start, run, stop; the command's exit code is ours."""
    initdb, ctl = find("initdb"), find("pg_ctl")
    if initdb is None or ctl is None:
        print("PostgreSQL is not here; on Debian: apt-get install postgresql", file=sys.stderr)
        return 3
    who = as_postgres()
    with tempfile.TemporaryDirectory(prefix="sepaham-pg-") as folder:
        if who:
            shutil.chown(folder, "postgres")
        data = f"{folder}/data"
        settings = (
            f"-c listen_addresses= -c unix_socket_directories={folder} -c fsync=off -c full_page_writes=off"
        )
        quiet = {"stdout": subprocess.DEVNULL, "check": True, "cwd": folder}
        subprocess.run([*who, str(initdb), "-D", data, "-U", "sepaham", "-A", "trust", "-E", "UTF8"], **quiet)
        subprocess.run(
            [*who, str(ctl), "-D", data, "-l", f"{folder}/log", "-w", "-o", settings, "start"], **quiet
        )
        try:
            url = f"postgresql://sepaham@/postgres?host={folder}"
            return subprocess.run(
                sys.argv[1:], env={**os.environ, "SEPAHAM_DATABASE_URL": url}, check=False
            ).returncode
        finally:
            subprocess.run([*who, str(ctl), "-D", data, "-m", "immediate", "stop"], **quiet)


if __name__ == "__main__":
    sys.exit(main())
