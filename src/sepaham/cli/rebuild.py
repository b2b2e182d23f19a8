"""``sepaham rebuild``: replay the log and compare."""

import time
from pathlib import Path

import click

from sepaham.cli.progress import progress
from sepaham.cli.run import answer, home_option, json_option, with_instance


@click.command()
@json_option
@home_option
def rebuild(*, as_json: bool, home: Path | None) -> None:
    """Replay every entry into a fresh picture; exit 1 if the live one was another."""
    with_instance(home)
    from sepaham.actions.rebuild import rebuild as replay
    from sepaham.records.log import tail
    from sepaham.records.queries import current_log

    begun, log = time.monotonic(), current_log()
    with progress("replaying", tail(log, 0)[0]) as advance:
        found = replay(log=log, progress=advance)
    if as_json:
        answer(
            {
                "log": log.origin,
                "entries": found.entries,
                "rebuilt_equals_live": found.equal,
                "altered": list(found.altered[:100]),
                "picture_digest": found.rebuilt,
                "seconds": round(time.monotonic() - begun, 2),
            }
        )
    else:
        if found.altered:
            click.echo(
                f"{len(found.altered):,} entries are NOT what the log committed to: {found.altered[:10]}"
            )
        verdict = (
            "the same picture"
            if found.live == found.rebuilt
            else "ANOTHER picture than the live one; it is replaced"
        )
        click.echo(f"{found.entries:,} entries replayed: {verdict} ({found.rebuilt[:16]}…).")
    raise SystemExit(0 if found.equal else 1)
