"""``sepaham fleet``: vehicles and drivers read from a spreadsheet, counted, and their terms of planning."""

import sys
from collections import Counter
from pathlib import Path

import click

from sepaham.cli.progress import language
from sepaham.cli.run import answer, home_option, json_option, with_instance

_SHOWN = 20


@click.group()
def fleet() -> None:
    """Vehicles and drivers: read a list, see what there is."""


@fleet.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--accept-rest", is_flag=True, help="Leave rows with errors out and take the others over.")
@json_option
@home_option
def import_(*, file: Path, accept_rest: bool, as_json: bool, home: Path | None) -> None:
    """Take vehicles and drivers over from FILE (CSV or XLSX); exit 1 where rows have errors."""
    with_instance(home)
    from sepaham.actions.fleet import accept_fleet, compare_fleet
    from sepaham.exchange.fleet import read_fleet
    from sepaham.exchange.problems import problem_to_dict
    from sepaham.records import register
    from sepaham.records.queries import now

    regions = {code: region.name for code, region in register.regions().items()}
    found = read_fleet(data=file.read_bytes(), name=file.name, regions=regions)
    refused = bool(found.errors) and not accept_rest
    taken = compare_fleet(listed=found.found) if refused else accept_fleet(listed=found.found, at=now())
    value = {
        "outcome": "refused" if refused else "applied",
        "vehicles": len(found.found),
        "new": taken.new,
        "changed": taken.changed,
        "same": taken.same,
        "errors": found.errors,
        "problems": [problem_to_dict(problem) for problem in found.problems],
    }
    if as_json:
        answer(value)
    else:
        for problem in found.problems[:_SHOWN]:
            said = f"{problem.say(language())}. {problem.remedy(language())}."
            click.echo(f"{file.name}, row {problem.row}, {problem.column}: {said}")
        click.echo("{outcome}: {new} new, {changed} changed, {same} as they were.".format(**value))
    sys.exit(1 if refused else 0)


@fleet.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
def template(*, file: Path) -> None:
    """Write a workbook to fill in to FILE."""
    from sepaham.exchange.fleet import fleet_template

    file.write_bytes(fleet_template())
    click.echo(f"{file} is written.")


@fleet.command()
@click.option("--all", "used", is_flag=True, help="Also of those still in use: when all is over.")
@json_option
@home_option
def erase(*, used: bool, as_json: bool, home: Path | None) -> None:
    """Erase plates, names and phones of vehicles and drivers no longer in use."""
    with_instance(home)
    from sepaham.actions.fleet import erase_personal

    vehicles, drivers = erase_personal(used=used)
    if as_json:
        answer({"vehicles": vehicles, "drivers": drivers})
    else:
        click.echo(f"Erased what is personal of {vehicles:,} vehicles and {drivers:,} drivers.")


@fleet.command("list")
@json_option
@home_option
def list_(*, as_json: bool, home: Path | None) -> None:
    """Count the vehicles there are, by kind and kind of base."""
    with_instance(home)
    from sepaham.domain.base import level_of
    from sepaham.records.fleet import fleet_of

    found = fleet_of()
    counts = Counter((level_of(v.base).name.lower(), v.kind) for v in found.vehicles.values())
    rows = [{"base": base, "kind": kind, "vehicles": n} for (base, kind), n in sorted(counts.items())]
    value = {"vehicles": len(found.vehicles), "drivers": len(found.drivers), "by": rows}
    if as_json:
        answer(value)
        return
    for row in rows:
        click.echo("{base:10} {kind:10} {vehicles:6,}".format(**row))
    click.echo("{vehicles:,} vehicles, {drivers:,} drivers.".format(**value))
