"""``sepaham lists``: institutions' own lists of places in danger, checked, copied in, held side by side."""

import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sepaham.cli.progress import language
from sepaham.cli.run import answer, home_option, json_option, with_instance

if TYPE_CHECKING:
    from collections.abc import Iterable

    from sepaham.domain.instruments import Apart, Says
    from sepaham.exchange.instruments import Sheet

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_SHOWN = 20
_form_option = click.option(
    "--form", required=True, help="Which form it has: bawaslu-tps, polri-class, kpu-hazard, bnpb-hazard."
)


@click.group()
def lists() -> None:
    """Institutions' own lists: check one, copy one in, see where they contradict each other."""


def _read(file: Path, form: str, area: str = "") -> "Sheet":
    from sepaham.domain.base import within
    from sepaham.errors import SepahamError
    from sepaham.exchange.instruments import read_instrument
    from sepaham.gateways.library import instruments
    from sepaham.records import register

    if form not in instruments():
        raise SepahamError(f"There is no form {form!r}; there are {', '.join(instruments())}.", "list.form")
    return read_instrument(
        data=file.read_bytes(),
        name=file.name,
        instrument=instruments()[form],
        regions={code: region.name for code, region in register.regions().items()},
        stations={station.key for station in register.stations()},
        may=lambda place: not area or within(place, area),
    )


def _tell(file: Path, sheet: "Sheet", value: dict[str, Any], as_json: bool) -> None:  # noqa: FBT001  a door's own
    from sepaham.exchange.problems import problem_to_dict

    if as_json:
        answer({**value, "problems": [problem_to_dict(problem) for problem in sheet.problems]})
        return
    for problem in sheet.problems[:_SHOWN]:
        said = f"{problem.say(language())}. {problem.remedy(language())}."
        click.echo(f"{file.name}, row {problem.row}, {problem.column}: {said}")
    click.echo("{outcome}: {rows} rows, {errors} errors.".format(**value))


@lists.command()
@click.argument("file", type=FILE)
@_form_option
@json_option
@home_option
def check(*, file: Path, form: str, as_json: bool, home: Path | None) -> None:
    """Read FILE (CSV or XLSX) and tell everything wrong with it; exit 1 where rows have errors."""
    with_instance(home)
    sheet = _read(file, form)
    value = {"outcome": "read", "rows": len(sheet.rows), "errors": sheet.errors}
    _tell(file, sheet, value, as_json)
    sys.exit(1 if sheet.errors else 0)


@lists.command("import")
@click.argument("file", type=FILE)
@_form_option
@click.option("--owner", required=True, help="Whose list it is, such as kpu:35.17.")
@click.option("--dated", type=click.DateTime(["%Y-%m-%d"]), required=True, help="The day it bears.")
@click.option("--source", required=True, help="Where it was published.")
@click.option("--accept-rest", is_flag=True, help="Leave rows with errors out and take the others over.")
@json_option
@home_option
def import_(
    *,
    file: Path,
    form: str,
    owner: str,
    dated: datetime,
    source: str,
    accept_rest: bool,
    as_json: bool,
    home: Path | None,
) -> None:
    """Copy a list that an institution published from FILE into the log, marked as copied by the gateway."""
    instance = with_instance(home)
    from sepaham.actions.instruments import copy_list
    from sepaham.gateways.keys import gateway_signer
    from sepaham.records.queries import current_log, now

    log, sheet = current_log(), _read(file, form, owner.partition(":")[2])
    refused = not sheet.rows or (bool(sheet.errors) and not accept_rest)
    sha256 = ""
    if not refused:
        gateway = gateway_signer(instance, log.origin)
        told = {"owner": owner, "dated": dated.date(), "source": source}
        sha256 = copy_list(log=log, sheet=sheet, **told, gateway=gateway, at=now())
    value = {
        "outcome": "refused" if refused else "applied",
        "sha256": sha256,
        "rows": len(sheet.rows),
        "errors": sheet.errors,
    }
    _tell(file, sheet, value, as_json)
    sys.exit(1 if refused else 0)


@lists.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@_form_option
def template(*, file: Path, form: str) -> None:
    """Write a workbook of that form to fill in to FILE."""
    from sepaham.errors import SepahamError
    from sepaham.exchange.instruments import instrument_template
    from sepaham.gateways.library import instruments

    if form not in instruments():
        raise SepahamError(f"There is no form {form!r}; there are {', '.join(instruments())}.", "list.form")
    file.write_bytes(instrument_template(instrument=instruments()[form]))
    click.echo(f"{file} is written.")


@lists.command()
@click.argument("threat")
@click.option("--region", default="", help="A kabupaten, kecamatan or desa; all by default.")
@json_option
@home_option
def compare(*, threat: str, region: str, as_json: bool, home: Path | None) -> None:
    """Tell what every list says of a region under THREAT, and the places on which two of them differ."""
    with_instance(home)
    from sepaham.domain.instruments import hint, pairs, says
    from sepaham.errors import SepahamError
    from sepaham.gateways import library
    from sepaham.records import instruments, register, understanding
    from sepaham.records.queries import current_log

    log = current_log()
    catalogue = understanding.threats(log=log, shipped=library.threats())
    if threat not in catalogue.threats:
        raise SepahamError(f"There is no threat {threat!r}.", "threats.unknown")
    area = region or register.only_kabupaten()
    listings = instruments.in_force(log=log, instruments=library.instruments())
    found = says(listings, catalogue.threats[threat], area)
    differing = pairs(found)
    if as_json:
        answer({"threat": threat, "region": area, **_compared(found, differing)})
        return
    for one in found:
        click.echo(f"{one.listing.owner}: {hint(one).say(language(), {})}")
    for pair in differing:
        click.echo(
            f"{pair.one.listing.owner} alone {len(pair.only_one)}, "
            f"{pair.other.listing.owner} alone {len(pair.only_other)}, both {len(pair.both)}"
        )


def _compared(found: "Iterable[Says]", differing: "Iterable[Apart]") -> dict[str, Any]:
    """Return what lists say and where two of them differ, as JSON has it."""
    return {
        "lists": [
            {"owner": one.listing.owner, "form": one.listing.instrument.code, "named": len(one.named)}
            for one in found
        ],
        "pairs": [
            {
                "one": pair.one.listing.owner,
                "other": pair.other.listing.owner,
                "only_one": sorted(pair.only_one),
                "only_other": sorted(pair.only_other),
                "both": len(pair.both),
            }
            for pair in differing
        ],
    }
