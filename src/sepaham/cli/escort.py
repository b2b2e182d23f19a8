"""``sepaham escort``: posts and grades, a proposal of escorts and guards, and draws of patrols."""

import time
import tomllib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sepaham.cli.draws import FILE, draw, issue, register_places, verify
from sepaham.cli.progress import progress
from sepaham.cli.run import answer, home_option, json_option, with_instance
from sepaham.errors import SepahamError

if TYPE_CHECKING:
    from sepaham.domain.escorts import Escorts

_SHOWN = 15


@click.group()
def escort() -> None:
    """Who goes along with goods, who guards them, and where patrols go."""


for command in (draw, issue, verify):
    escort.add_command(command)


@escort.command()
@click.argument("file", type=FILE)
@json_option
@home_option
def posts(*, file: Path, as_json: bool, home: Path | None) -> None:
    """Read how many officers posts have: FILE has kantor, wilayah, personel, keahlian."""
    with_instance(home)
    from sepaham.actions.escorts import replace_squads
    from sepaham.exchange.escorts import read_posts
    from sepaham.records import register

    found = read_posts(
        data=file.read_bytes(), name=file.name, offices=register.office_ids(), regions=register.regions()
    )
    value = {"posts": replace_squads(found=found), "officers": sum(squad.officers for squad in found)}
    answer(value) if as_json else click.echo("{posts:,} posts, {officers:,} officers.".format(**value))


@escort.command()
@click.argument("file", type=FILE)
@json_option
@home_option
def grades(*, file: Path, as_json: bool, home: Path | None) -> None:
    """Read how prone places are, as the police say: FILE has wilayah, kerawanan."""
    with_instance(home)
    from sepaham.actions.escorts import keep_grades
    from sepaham.exchange.escorts import read_grades

    found = read_grades(data=file.read_bytes(), name=file.name, regions=register_places())
    value = {"grades": keep_grades(found=found)}
    answer(value) if as_json else click.echo("{grades:,} places graded.".format(**value))


@escort.command()
@click.option("--patterns", type=FILE, help="Another file of patterns than the one shipped (escorts.toml).")
@click.option("--seed", type=click.IntRange(0), default=1, show_default=True)
@click.option("--iterations", type=click.IntRange(1), help="Search so far; repeated, the same proposal.")
@click.option("--seconds", type=click.FloatRange(0.1), help="Search so long instead.")
@json_option
@home_option
def propose(
    *,
    patterns: Path | None,
    seed: int,
    iterations: int | None,
    seconds: float | None,
    as_json: bool,
    home: Path | None,
) -> None:
    """Propose who escorts and guards what; the log stays as it is."""
    with_instance(home)
    from sepaham.domain.routing import Budget

    budget = Budget(seed, 0 if seconds else iterations or 2000, seconds or 0.0)
    value = _proposed(_escorts(patterns), budget)
    answer(value) if as_json else _tell(value)


def _escorts(patterns: Path | None) -> "Escorts":
    from sepaham.domain.escorts import escorts_from_dict
    from sepaham.gateways.library import escorts

    try:
        return escorts_from_dict(tomllib.loads(patterns.read_text("utf-8"))) if patterns else escorts()
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SepahamError(f"{patterns} is no TOML: {error}.", "escorts.format") from None


def _proposed(escorts: "Escorts", budget: Any) -> dict[str, Any]:
    from sepaham.actions.escorts import propose_roster
    from sepaham.gateways.roster import CpSatRoster
    from sepaham.records.queries import current_log, now

    begun = time.monotonic()
    with progress("assigning officers") as told:
        value = propose_roster(
            log=current_log(),
            escorts=escorts,
            assigner=CpSatRoster(),
            budget=budget,
            at=now(),
            told=lambda done, _whole: told(done),
        )
    return {**value, "seconds": round(time.monotonic() - begun, 2)}


def _tell(value: dict[str, Any]) -> None:
    gap = "nothing proven" if value["gap"] is None else f"at most {value['gap']:.2%} from the best"
    click.echo(
        f"{value['jobs']:,} journeys and places ask for {value['officers']:,} officer duties; "
        f"{len(value['open']):,} stay open; cost {value['cost']:,}, bound {value['bound'] or 0:,}: {gap}."
    )
    if value["without_hours"]:
        click.echo(f"{value['without_hours']:,} journeys have no hour yet: adopt a movement plan first.")
    if value["lent"]:
        click.echo(f"{len(value['lent']):,} postings are lent by other posts, for their offices to agree to.")
    for each in value["open"][:_SHOWN]:
        click.echo(
            f"  open  {each['job']} {each['starts_at']} {each['institution']} {each['role']}: "
            f"{each['lacking']} of {each['of']} ({each['why']})"
        )
    if len(value["open"]) > _SHOWN:
        click.echo(f"  ... and {len(value['open']) - _SHOWN:,} more; --json lists them.")
