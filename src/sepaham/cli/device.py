"""``sepaham device``: the keys of the heads of institutions, whom no office stands above but the gateway."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sepaham.cli.run import answer, home_option, json_option, with_instance
from sepaham.errors import SepahamError

if TYPE_CHECKING:
    from sepaham.ledger.signing import Signer
    from sepaham.records.enrolment import Invited
    from sepaham.records.log import Log

REASONS = ("lost", "replaced", "left", "misused")


class DeviceError(SepahamError):
    """A device that cannot be told apart or is not there."""


@click.group()
def device() -> None:
    """Invite, confirm, list and revoke the devices of heads of institutions."""


def _open(home: Path | None) -> "tuple[Log, Signer]":
    instance = with_instance(home)
    from sepaham.gateways.keys import gateway_signer
    from sepaham.records.queries import current_log

    log = current_log()
    return log, gateway_signer(instance, log.origin)


def _waiting(log: "Log") -> "list[Invited]":
    from sepaham.actions.gateway import gateway_office
    from sepaham.records.enrolment import Standing, invitations

    found = invitations(log=log, inviters=[gateway_office(log.origin)], at=datetime.now(UTC))
    return [one for one in found if one.standing is Standing.WAITING]


def _words(log: "Log", one: "Invited") -> str:
    from sepaham.domain.enrolment import spoken_words
    from sepaham.gateways.library import spoken

    return " ".join(spoken_words(log=log.origin, office=one.office, device=one.device, words=spoken()))


@device.command()
@click.argument("office")
@home_option
def invite(*, office: str, home: Path | None) -> None:
    """Make a code for a device of OFFICE, such as kpu:35.17; it holds once, for 30 minutes."""
    log, _ = _open(home)
    from sepaham.actions import enrolment
    from sepaham.actions.gateway import gateway_office
    from sepaham.domain.enrolment import write_code

    code = enrolment.invite(log=log, inviter=gateway_office(log.origin), office=office, at=datetime.now(UTC))
    click.echo(f"{write_code(code)}   for {office}: open /device there, signed in, and type it.")
    click.echo("Then compare the four words: `sepaham device confirm`.", err=True)


@device.command()
@click.argument("name", required=False, default="")
@click.option("--yes", is_flag=True, help="The words were compared already; do not ask.")
@home_option
def confirm(*, name: str, yes: bool, home: Path | None) -> None:
    """Show the words of the key that waits (or of device NAME), and enrol it when they are the same."""
    log, gateway = _open(home)
    from sepaham.actions import enrolment
    from sepaham.records.queries import now

    found = [one for one in _waiting(log) if one.device.startswith(name)]
    if len(found) != 1:
        waiting = ", ".join(f"{one.device[:8]} ({one.office})" for one in found) or "none"
        raise DeviceError(f"Name the one device to confirm; waiting: {waiting}.", "device.which")
    (one,) = found
    click.echo(f"{one.office}, device {one.device[:8]}:\n\n    {_words(log, one)}\n")
    if not (yes or click.confirm("Does its holder read out the same four words?")):
        click.echo("Nothing was enrolled. Invite again once you know whose device this is.")
        return
    enrolment.enrol_head(log=log, invited=one, gateway=gateway, at=now())
    click.echo(f"{one.office} may sign with {one.device[:8]}.")


@device.command("list")
@json_option
@home_option
def list_(*, as_json: bool, home: Path | None) -> None:
    """List the devices the gateway enrolled, and the keys that wait for it."""
    log, gateway = _open(home)
    from sepaham.records.facts import devices

    heads = [one for one in devices(log=log) if one.enrolled_by.startswith("gateway:")]
    rows = [
        {"device": one.id, "office": one.office, "standing": "revoked" if one.revoked else "enrolled"}
        for one in heads
        if one.id != gateway.keyid
    ]
    rows += [
        {"device": one.device, "office": one.office, "standing": "waiting", "words": _words(log, one)}
        for one in _waiting(log)
    ]
    if as_json:
        answer({"devices": rows})
        return
    for row in rows:
        click.echo(f"{row['device']}  {row['office']:16} {row['standing']:9} {row.get('words', '')}".rstrip())
    if not rows:
        click.echo("No devices yet; `sepaham device invite kpu:35.17` begins.")


@device.command()
@click.argument("name")
@click.option("--reason", type=click.Choice(REASONS), required=True)
@home_option
def revoke(*, name: str, reason: str, home: Path | None) -> None:
    """Revoke the device NAME (its full name, or the beginning of it) of a head of an institution."""
    log, gateway = _open(home)
    from sepaham.actions import enrolment
    from sepaham.records.facts import devices
    from sepaham.records.queries import now

    found = [one for one in devices(log=log) if one.id.startswith(name) and not one.revoked]
    if len(found) != 1:
        raise DeviceError(
            f"{len(found)} devices in use begin with {name!r}; see `sepaham device list`.", "device.which"
        )
    enrolment.revoke_head(log=log, device=found[0].id, reason=reason, gateway=gateway, at=now())
    click.echo(f"{found[0].id[:8]} of {found[0].office} is revoked.")
