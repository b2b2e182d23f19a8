"""``sepaham erase``: take away what a statement said; the log and its proofs stay whole."""

from pathlib import Path

import click

from sepaham.cli.run import answer, home_option, json_option, with_instance

REASONS = ("personal_data", "court", "mistake")


@click.command()
@click.argument("index", type=click.IntRange(0))
@click.option("--reason", type=click.Choice(REASONS), required=True)
@click.option("--yes", is_flag=True, help="Do not ask whether you are sure.")
@json_option
@home_option
def erase(*, index: int, reason: str, yes: bool, as_json: bool, home: Path | None) -> None:
    """Destroy what opens entry INDEX and say so in the log; what was erased cannot be brought back."""
    instance = with_instance(home)
    from sepaham.actions.erasure import erase as destroy
    from sepaham.gateways.keys import gateway_signer
    from sepaham.records.queries import current_log, now

    log = current_log()
    if not yes:
        click.confirm(f"Erase entry {index} of {log.origin} for good?", abort=True)
    done = destroy(
        log=log, index=index, reason=reason, gateway=gateway_signer(instance, log.origin), at=now()
    )
    if as_json:
        answer({"log": log.origin, "erased": index, "entries": done.entries, "picture_digest": done.rebuilt})
    else:
        click.echo(
            f"Entry {index} is erased; a stub stands in its place. Backups and exports made before still "
            "hold it: destroy them too."
        )
