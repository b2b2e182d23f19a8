"""``sepaham account``: who may sign in, and for which offices."""

from pathlib import Path

import click

from sepaham.cli.run import home_option, with_instance
from sepaham.errors import SepahamError


class AccountError(SepahamError):
    """An account that cannot be added."""


@click.group()
def account() -> None:
    """Who may sign in, and for which offices."""


@account.command()
@click.argument("username")
@click.option("--office", "offices", multiple=True, help="Such as ppk:35.17.15; several are allowed.")
@click.option("--operator", is_flag=True, help="Who runs this installation: brings in the register first.")
@click.option(
    "--password", prompt=True, hide_input=True, confirmation_prompt=True, help="Asked for when left out."
)
@home_option
def add(*, username: str, offices: tuple[str, ...], operator: bool, password: str, home: Path | None) -> None:
    """Add an account, or give one of that name a new password and these offices."""
    if not (offices or operator):
        raise click.UsageError("Name an office with --office, or say --operator.")
    with_instance(home, create="register" if operator else "")
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    from sepaham.actions.accounts import add_account
    from sepaham.records.register import Office

    known = set(Office.objects.filter(id__in=offices).values_list("id", flat=True))
    if unknown := [office for office in offices if office not in known]:
        raise AccountError(
            f"The register makes no office {unknown[0]!r}; write it as line:region, such as ppk:35.17.15.",
            "account.office",
        )
    try:
        validate_password(password)
    except ValidationError as error:
        raise AccountError(" ".join(error.messages), "account.password") from error
    add_account(username=username, password=password, offices=offices, operator=operator)
    click.echo(f"{username} may sign in for {', '.join(offices) or 'the operator'}.")
