"""``sepaham account``: who may sign in, and for which offices."""

from pathlib import Path

import click

from sepaham.cli.run import answer, home_option, json_option, with_instance
from sepaham.errors import SepahamError

password_option = click.option(
    "--password", prompt=True, hide_input=True, confirmation_prompt=True, help="Asked for when left out."
)


class AccountError(SepahamError):
    """An account that cannot be added."""


@click.group()
def account() -> None:
    """Who may sign in, and for which offices."""


@account.command()
@click.argument("username")
@click.option("--office", "offices", multiple=True, help="Such as ppk:35.17.15; several are allowed.")
@click.option("--operator", is_flag=True, help="Who runs this installation: brings in the register first.")
@password_option
@home_option
def add(*, username: str, offices: tuple[str, ...], operator: bool, password: str, home: Path | None) -> None:
    """Add an account, or give one of that name a new password and these offices."""
    if not (offices or operator):
        raise click.UsageError("Name an office with --office, or say --operator.")
    with_instance(home, create="register" if operator else "")
    from sepaham.actions.accounts import add_account
    from sepaham.records.register import office_ids

    known = office_ids()
    if unknown := [office for office in offices if office not in known]:
        raise AccountError(
            f"The register makes no office {unknown[0]!r}; write it as line:region, such as ppk:35.17.15.",
            "account.office",
        )
    _check(password)
    add_account(username=username, password=password, offices=offices, operator=operator)
    click.echo(f"{username} may sign in for {', '.join(offices) or 'the operator'}.")


@account.command("list")
@json_option
@home_option
def list_accounts(*, as_json: bool, home: Path | None) -> None:
    """List every account: its offices, whether it is open, its second factors, when it last signed in."""
    with_instance(home)
    from dataclasses import asdict

    from sepaham.domain.base import write_instant
    from sepaham.records.accounts import entrances

    found = list(entrances())
    if as_json:
        told = ({**asdict(one), "last_at": one.last_at and write_instant(one.last_at)} for one in found)
        answer({"accounts": list(told)})
        return
    for one in found:
        offices = ", ".join((*(["operator"] if one.operator else []), *one.offices)) or "no office"
        kept = ", ".join(one.factors) or "password alone"
        last = f"{one.last_at:%Y-%m-%d %H:%M} UTC" if one.last_at else "never"
        click.echo(f"{one.username:24} {'open' if one.open else 'shut':5} {kept:24} {last:21} {offices}")


@account.command("reset-password")
@click.argument("username")
@password_option
@home_option
def reset_password(*, username: str, password: str, home: Path | None) -> None:
    """Give an account a new password; every browser of it is signed out."""
    with_instance(home)
    from django.utils import timezone

    from sepaham.actions.access import find_account, give_password

    found = find_account(username=username)
    _check(password)
    give_password(account=found, password=password, at=timezone.now())
    click.echo(f"{username} has a new password and is signed out everywhere.")


@account.command("reset-mfa")
@click.argument("username")
@home_option
def reset_mfa(*, username: str, home: Path | None) -> None:
    """Take an account's second factors away, for whoever lost phone and recovery codes."""
    with_instance(home)
    from django.utils import timezone

    from sepaham.actions.access import drop_second_factor, find_account

    gone = drop_second_factor(account=find_account(username=username), at=timezone.now())
    told = f"is kept by its password alone now ({gone} taken away)" if gone else "had no second factor"
    click.echo(f"{username} {told} and is signed out everywhere.")


@account.command()
@click.argument("username")
@click.option("--undo", is_flag=True, help="Let it in again.")
@home_option
def disable(*, username: str, undo: bool, home: Path | None) -> None:
    """Let an account in no more; what it did stays."""
    with_instance(home)
    from django.utils import timezone

    from sepaham.actions.access import find_account, reopen_account, shut_account

    found = find_account(username=username)
    if undo:
        reopen_account(account=found)
        click.echo(f"{username} may sign in again.")
        return
    shut_account(account=found, at=timezone.now())
    click.echo(f"{username} may sign in no more and is signed out everywhere.")


def _check(password: str) -> None:
    from django.contrib.auth.password_validation import validate_password
    from django.core.exceptions import ValidationError

    try:
        validate_password(password)
    except ValidationError as error:
        raise AccountError(" ".join(error.messages), "account.password") from error
