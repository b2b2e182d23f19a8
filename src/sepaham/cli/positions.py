"""``sepaham positions``: throw away where vehicles were, once it is of no more use."""

from datetime import UTC, datetime, timedelta
from pathlib import Path

import click

from sepaham.cli.run import answer, home_option, json_option, with_instance


@click.group()
def positions() -> None:
    """Where vehicles were: telemetry beside the log."""


@positions.command()
@click.option("--days", type=click.IntRange(min=0), default=30, show_default=True, help="Keep those younger.")
@json_option
@home_option
def purge(*, days: int, as_json: bool, home: Path | None) -> None:
    """Throw away positions older than some days."""
    with_instance(home)
    from sepaham.actions.positions import purge_positions

    gone = purge_positions(before=datetime.now(UTC) - timedelta(days=days))
    if as_json:
        answer({"purged": gone})
    else:
        click.echo(f"{gone} positions thrown away.")
