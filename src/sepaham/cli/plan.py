"""``sepaham plan``: propose a movement plan, say why it is as it is, and put one in force."""

import re
import sys
import time
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sepaham.cli.plan_all import all_planned, end, nation_options
from sepaham.cli.plan_bar import planning
from sepaham.cli.plan_example import example_proposed
from sepaham.cli.plan_explain import explain
from sepaham.cli.plan_rehearse import kept_rehearsal, rehearse
from sepaham.cli.progress import language
from sepaham.cli.run import answer, home_option, instance_or_none, json_option
from sepaham.errors import SepahamError

if TYPE_CHECKING:
    from sepaham.domain.orders import Closing, Order
    from sepaham.gateways.home import Instance
    from sepaham.records.movement import Proposal

LEG_CODES = ("kpu-ppk", "ppk-pps", "pps-kpps", "kpps-pps", "pps-ppk", "ppk-kpu")
DAYS = 100
"""On so many sampled days a proposal that a page asked for is played."""
SHORT = 3
"""The exit code of a plan that leaves load lists behind."""
_RELATIVE = re.compile(r"(?:H([+-]\d+)?[T ])?(\d{1,2})[:.](\d{2})")


@click.group(invoke_without_command=True)
@click.option("--leg", "legs", multiple=True, type=click.Choice(LEG_CODES), help="Only these legs.")
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True)
@click.option("--iterations", type=click.IntRange(1), help="Search so far (500); repeated, the same plan.")
@click.option("--seconds", type=click.FloatRange(0.1), help="Search so long instead.")
@click.option("--vehicles", default="100%", show_default=True, help="With so many of each base's vehicles.")
@click.option("--close", "closings", multiple=True, metavar="CODE@HOUR", help="Closed from H-1T07:00 on.")
@click.option("--from-scratch", "scratch", is_flag=True, help="Forget the plan in force.")
@click.option("--adopt", is_flag=True, help="Put it in force; without this the log stays as it is.")
@nation_options
@click.option("--proposal", "key", type=int, hidden=True, help="Make a proposal that was asked for.")
@json_option
@home_option
@click.pass_context
def plan(
    ctx: click.Context,
    *,
    legs: tuple[str, ...],
    seed: int,
    iterations: int | None,
    seconds: float | None,
    vehicles: str,
    closings: tuple[str, ...],
    scratch: bool,
    adopt: bool,
    key: int | None,
    as_json: bool,
    home: Path | None,
    **nation: Any,
) -> None:
    """Propose which vehicle leaves when with what; exit 3 where it falls short."""
    if ctx.invoked_subcommand is not None:
        return
    from sepaham.domain.orders import Order

    begun = time.monotonic()
    order = Order(
        legs=legs,
        seed=seed,
        iterations=0 if seconds else iterations or 500,
        seconds=seconds or 0.0,
        vehicles=_percent(vehicles),
        scratch=scratch,
    )
    if nation["everywhere"]:
        end(all_planned(order, home, **nation), as_json=as_json)
    instance = instance_or_none(home)
    if instance is None:
        value = example_proposed(order, lambda day, region: _closings(closings, day, region), adopt=adopt)
    else:
        value = _on_instance(instance, order, closings, key, adopt=adopt)
    value["seconds"] = round(time.monotonic() - begun, 2)
    if key is None:
        answer(value) if as_json else tell(value)
    sys.exit(0 if value["status"] == "feasible" else SHORT)


plan.add_command(explain)
plan.add_command(rehearse)


def _percent(text: str) -> int:
    number = text.removesuffix("%")
    if not number.isdecimal() or not 0 <= int(number) <= 100:  # noqa: PLR2004  percent
        raise click.UsageError(f"--vehicles takes 0% to 100%, not {text}.")
    return int(number)


def _closings(texts: tuple[str, ...], day: date, region: str) -> "tuple[Closing, ...]":
    return tuple(_closing(text, day, region) for text in texts)


def _closing(text: str, day: date, region: str) -> "Closing":
    """Read ``jembatan-ploso@H-1T07:00``; the hour may be an instant too, or be left out for H-1 00:00."""
    from sepaham.domain.base import local_zone
    from sepaham.domain.orders import Closing
    from sepaham.domain.road_codes import is_road

    code, _, hour = text.partition("@")
    if not is_road(code):
        raise SepahamError(f"{code!r} names no crossing, way or area.", "road.code")
    found = _RELATIVE.fullmatch(hour or "H-1T00:00")
    usual = 0 if hour.startswith("H") else -1
    try:
        if found:
            local = datetime(
                day.year, day.month, day.day, int(found[2]), int(found[3]), tzinfo=local_zone(region)
            )
            return Closing(code, (local + timedelta(days=int(found[1] or usual))).astimezone(UTC))
        at = datetime.fromisoformat(hour)
    except (ValueError, OverflowError):
        said = f"{hour!r} is no hour; write H-1T07:00 or 2024-11-26T07:00."
        raise SepahamError(said, "plan.hour") from None
    return Closing(code, (at if at.tzinfo else at.replace(tzinfo=local_zone(region))).astimezone(UTC))


def _on_instance(
    instance: "Instance", order: "Order", closings: tuple[str, ...], key: int | None, *, adopt: bool
) -> dict[str, Any]:
    from dataclasses import replace

    from sepaham.actions.movement import ask_movement
    from sepaham.actions.planning import make_proposal
    from sepaham.gateways.roster import CpSatRoster
    from sepaham.gateways.solver import PyVrp
    from sepaham.records import movement as records
    from sepaham.records import register
    from sepaham.records.queries import current_log, now

    log, at = current_log(), now()
    if key is None:
        day, region = register.profile().day, register.only_kabupaten()
        order = replace(order, closings=_known(_closings(closings, day, region)))
        row = ask_movement(log=log, order=order, by="", at=at)
    else:
        row = _asked(records.proposal(log=log, key=key), key)
    with planning() as bar:
        make_proposal(
            row=row,
            solver=PyVrp(),
            assigner=CpSatRoster(),
            secret=instance.secret("plan"),
            at=at,
            told=bar,
        )
    row.refresh_from_db()
    if not row.result:
        raise SepahamError(f"Proposal {row.pk} was cancelled or is being made by another.", "plan.cancelled")
    click.echo(f"Proposal {row.pk}.", err=True)
    if key is not None and row.file:
        kept_rehearsal(row, days=DAYS, seed=order.seed)
    return {**row.result, "adopted": adopt and _adopted(instance, row, at)}


def _known(closings: "tuple[Closing, ...]") -> "tuple[Closing, ...]":
    """Return closings after a look at whether the crossings they name exist."""
    from sepaham.domain.rivers import all_crossings
    from sepaham.records.places import rivers

    codes = sorted(crossing.code for _, crossing in all_crossings(rivers()))
    for closing in closings:
        if ":" not in closing.code and closing.code not in codes:
            said = f"There is no crossing {closing.code!r}; there are {', '.join(codes) or 'none'}."
            raise SepahamError(said, "road.unknown")
    return closings


def _asked(row: "Proposal | None", key: int) -> "Proposal":
    if row is None:
        raise SepahamError(f"Nobody asked for a proposal {key}.", "plan.unknown")
    return row


def _adopted(instance: "Instance", row: "Proposal", at: datetime) -> bool:
    from sepaham.actions.movement import adopt
    from sepaham.gateways.keys import gateway_signer

    adopt(log=row.log, key=row.pk, gateway=gateway_signer(instance, row.log.origin), at=at)
    return True


def tell(value: dict[str, Any]) -> None:
    """Say what came of it."""
    if value.get("example"):
        click.echo("This home has no instance: the illustrative example is planned in memory.")
    click.echo(
        f"{value['status']}: {value['planned']:,} of {value['lists']:,} load lists on "
        f"{value['journeys']:,} journeys, {value['km']:,} km."
    )
    for leg in value["legs"]:
        spare = (
            ""
            if leg["tightest_minutes"] is None
            else f", the tightest {leg['tightest_minutes']} min before its hour"
        )
        click.echo(f"  {leg['leg']:9} {leg['planned']:5,}/{leg['lists']:<5,} last {leg['last_at']}{spare}")
    click.echo("  vehicles: " + ", ".join(f"{n} {kind}" for kind, n in value["vehicles"].items()))
    click.echo(f"  roads: {value['roads']}; closures: {', '.join(value['closures']) or 'none'}")
    click.echo(f"  exposure: {value['exposure_km']:,} km full, from {value['agreed_cells']} agreed cells")
    _tell_escorts(value["escorts"])
    for reason in value["reasons"]:
        click.echo(reason["message"][language()])
    if change := value["change"]:
        click.echo(f"{change['lists']} load lists ride otherwise, {change['same']} as before.")
    if value.get("adopted"):
        click.echo("It is in force.")


def _tell_escorts(value: dict[str, Any]) -> None:
    officers = ", ".join(f"{n:,} {institution}" for institution, n in value["officers"].items())
    along = f"  escorts: {value['journeys']:,} journeys ask for {officers or 'nobody'}"
    if value["assigned"] is None:
        click.echo(f"{along}; nobody is assigned ({value['why']}).")
        return
    proven = "nothing proven" if value["gap"] is None else f"at most {value['gap']:.2%} from the best"
    click.echo(
        f"{along}; with stores and TPS {value['assigned']:,} of {value['duties']:,} duties are manned, "
        f"{value['open']:,} stay open; {proven}."
    )
