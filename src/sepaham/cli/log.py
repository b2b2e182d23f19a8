"""``sepaham log``: open the log of an election day, and show its head."""

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sepaham.cli.run import answer, home_option, json_option, with_instance

if TYPE_CHECKING:
    from sepaham.gateways.home import Instance


@click.group()
def log() -> None:
    """Open a log; show its head."""


@log.command("open")
@click.option("--drill", is_flag=True, help="A log for a drill (LATIHAN), apart from the real one.")
@click.option(
    "--day", type=click.DateTime(["%Y-%m-%d"]), help="The drill's voting day; the profile's when left out."
)
@json_option
@home_option
def open_(*, drill: bool, day: datetime | None, as_json: bool, home: Path | None) -> None:
    """Open the log of the register in force, with a plain plan and its base facts."""
    if day and not drill:
        raise click.UsageError("--day is for --drill: the real election's day is its profile's.")
    instance = with_instance(home)
    from sepaham.actions.log import open_log
    from sepaham.domain.plan import origin_of
    from sepaham.domain.planning import plan_plainly
    from sepaham.gateways.keys import gateway_signer
    from sepaham.gateways.library import authority, dated
    from sepaham.records import register as records

    register = records.load_register()
    profile = dated(records.profile(), day.date() if day else None)
    origin = origin_of(kabupaten=records.only_kabupaten(), day=profile.day, drill=drill)
    opened = open_log(
        origin=origin,
        register=register,
        profile=profile,
        authority=authority(),
        plan=plan_plainly(origin=origin, register=register, profile=profile, secret=instance.secret("plan")),
        gateway=gateway_signer(instance, origin),
        at=datetime.now(UTC),
    )
    if as_json:
        answer({"log": opened.origin, "opened_at": opened.opened_at.isoformat()})
    else:
        click.echo(f"The log {opened.origin} is open.")


@log.command()
@json_option
@home_option
def show(*, as_json: bool, home: Path | None) -> None:
    """Show the newest signed head of the log in force."""
    with_instance(home)
    from sepaham.records.log import newest_checkpoint
    from sepaham.records.queries import current_log

    found = current_log()
    head = newest_checkpoint(found)
    if as_json:
        root = bytes(head.root).hex() if head else ""
        answer({"log": found.origin, "size": head.size if head else 0, "root": root})
    else:
        click.echo(
            head.note
            if head
            else f"{found.origin}: no signed head yet; `sepaham serve` signs one each second."
        )


@log.command()
@json_option
@home_option
def quarantine(*, as_json: bool, home: Path | None) -> None:
    """List what came and could not be taken, newest first."""
    with_instance(home)
    from sepaham.records.log import quarantined
    from sepaham.records.queries import current_log

    total, rows = quarantined(current_log(), offset=0, limit=500)
    for row in rows:
        row["received_at"] = row["received_at"].isoformat()
    if as_json:
        answer({"total": total, "quarantined": rows})
        return
    click.echo(f"{total:,} in quarantine")
    for row in rows:
        click.echo(f"  {row['received_at'][:19]}  {row['reason']:20} {row['size']:>8} B  {row['message']}")


@log.command()
@click.option("--add", nargs=2, multiple=True, metavar="NAME VKEY", help="A witness, as it printed its key.")
@click.option("--at", "urls", nargs=2, multiple=True, metavar="NAME URL", help="Where a witness listens.")
@click.option("--remove", multiple=True, metavar="NAME", help="A witness that is none any more.")
@home_option
def policy(
    *,
    add: tuple[tuple[str, str], ...],
    urls: tuple[tuple[str, str], ...],
    remove: tuple[str, ...],
    home: Path | None,
) -> None:
    """Say who matches the log, and print the policy that witnesses and verifiers are given."""
    instance = with_instance(home)
    from sepaham.actions.cosign import adopt_policy, changed_policy
    from sepaham.gateways.keys import gateway_signer, log_signer
    from sepaham.records.queries import current_log, now

    log = current_log()
    found = changed_policy(
        log=log,
        key=log_signer(instance, log.origin).public,
        add=dict(add),
        urls=dict(urls),
        remove=remove,
    )
    if add or urls or remove:
        adopt_policy(log=log, policy=found, gateway=gateway_signer(instance, log.origin), at=now())
    click.echo(found.to_bytes().decode(errors="replace"), nl=False)


@log.command("declare-phone")
@click.option(
    "--urgent", is_flag=True, help="Let phones offer this build even in the days around the election."
)
@json_option
@home_option
def declare_phone(*, urgent: bool, as_json: bool, home: Path | None) -> None:
    """Enter which build of the phone's app this server hands out; `sepaham serve` does it by itself."""
    instance = with_instance(home)
    from sepaham.gateways.phone import build

    news = enter_phone(instance, urgent=urgent)
    if as_json:
        answer({"version": build().version, "declared": news})
    elif build().version:
        click.echo(f"The phone's app {build().version[:16]} is {'now' if news else 'already'} in the log.")
    else:
        click.echo("The phone's app was not built; run `make setup`.")


def enter_phone(instance: "Instance", *, urgent: bool = False) -> bool:
    """Enter the build this server hands out in the log in force; tell whether that was news."""
    from sepaham.actions.log import declare_phone as enter
    from sepaham.gateways.keys import gateway_signer
    from sepaham.gateways.phone import build
    from sepaham.records.queries import current_log, now

    log = current_log()
    signer = gateway_signer(instance, log.origin)
    return enter(log=log, build=build(), gateway=signer, at=now(), urgent=urgent)
