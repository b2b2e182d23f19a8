"""``sepaham sms``: what a gateway of text messages needs to hand messages in."""

from pathlib import Path

import click

from sepaham.cli.run import answer, home_option, json_option, with_instance


@click.group()
def sms() -> None:
    """Text messages: the secret of the gateway that hands them in."""


@sms.command()
@json_option
@home_option
def secret(*, as_json: bool, home: Path | None) -> None:
    """Show the secret a gateway shows as a bearer to POST /api/v1/sms."""
    instance = with_instance(home)
    from sepaham.api.sms import sms_secret

    shown = sms_secret(instance)
    if as_json:
        answer({"secret": shown})
    else:
        click.echo(shown)
