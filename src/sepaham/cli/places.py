"""``sepaham places``: where stores and polling stations are."""

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, NoReturn

import click

from sepaham.cli.progress import language
from sepaham.cli.run import answer, home_option, json_option, with_instance
from sepaham.domain.base import Level, region_code

if TYPE_CHECKING:
    from collections.abc import Sequence

    from sepaham.exchange.problems import Problem

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_SHOWN = 25
_LEVELS = (Level.KABUPATEN, Level.KECAMATAN, Level.DESA, Level.TPS)


@click.group(invoke_without_command=True)
@json_option
@home_option
@click.pass_context
def places(context: click.Context, *, as_json: bool, home: Path | None) -> None:
    """Say how many places are known, and how."""
    if context.invoked_subcommand:
        return
    with_instance(home)
    from sepaham.domain.places import Origin
    from sepaham.records.places import located

    found = located()
    value = {
        level.name.lower(): {origin.value: count for origin, count in found.counted(level).items()}
        for level in _LEVELS
    }
    if as_json:
        answer(value)
        return
    for name, counts in value.items():
        whole, assumed = sum(counts.values()), counts[Origin.ASSUMED.value]
        click.echo(f"{name:10} {whole:7,} places, {whole - assumed:,} known, {assumed:,} ASSUMED")


@places.command("import")
@click.argument("file", type=_FILE)
@click.option("--accept-rest", is_flag=True, help="Leave out rows with errors.")
@json_option
@home_option
def import_(*, file: Path, accept_rest: bool, as_json: bool, home: Path | None) -> None:
    """Take over where places are from FILE (CSV or XLSX: kode, no_tps, lintang, bujur)."""
    with_instance(home)
    from sepaham.actions.places import accept_places
    from sepaham.exchange.places import read_places
    from sepaham.records.register import regions, stations

    known = {*regions(), *(station.key for station in stations())}
    spots = read_places(data=file.read_bytes(), name=file.name, known=known)
    if spots.errors and not (accept_rest and spots.found):
        refused(spots.problems, as_json=as_json)
    taken = accept_places(found=spots.found)
    if as_json:
        problems = {"errors": spots.errors, "warnings": len(spots.problems) - spots.errors}
        answer({"outcome": "applied", **asdict(taken), **problems})
        return
    _tell(spots.problems)
    click.echo(f"{taken.new:,} new, {taken.moved:,} moved, {taken.same:,} as they were.")


@places.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--region", default="", help="Only this place, such as 35.17.15.")
@home_option
def template(*, file: Path, region: str, home: Path | None) -> None:
    """Write FILE (XLSX) with a row for every place whose point is assumed."""
    with_instance(home)
    from sepaham.domain.places import Origin
    from sepaham.exchange.places import places_template
    from sepaham.records.places import located

    origins = located(region_code(region) if region else "").origins
    asked = [code for code, origin in origins.items() if origin is Origin.ASSUMED]
    file.write_bytes(places_template(asked))
    click.echo(f"{file}: {len(asked):,} places to be told.")


def refused(problems: "Sequence[Problem]", *, as_json: bool) -> NoReturn:
    """Say what is wrong with a file of which nothing was taken over, and end."""
    from sepaham.exchange.problems import problem_to_dict

    if as_json:
        told = [problem_to_dict(problem) for problem in problems]
        answer({"outcome": "refused", "errors": len(told), "error_list": told})
    else:
        _tell(problems)
        click.echo("Nothing was taken over.", err=True)
    sys.exit(1)


def _tell(problems: "Sequence[Problem]") -> None:
    for problem in sorted(problems, key=lambda each: each.warning)[:_SHOWN]:
        mark = "warning" if problem.warning else "error"
        place = f"row {problem.row}" if problem.row else "file"
        said, remedy = problem.say(language()), problem.remedy(language())
        click.echo(f"{mark}  {place}, {problem.column}: {said}. {remedy}.  [{problem.code}]", err=True)
    if len(problems) > _SHOWN:
        click.echo(f"... and {len(problems) - _SHOWN} more; --json lists them.", err=True)
