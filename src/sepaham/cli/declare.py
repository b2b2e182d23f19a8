"""``sepaham declare``: acts that an institution tells by spreadsheet."""

import sys
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sepaham.cli.progress import language, progress
from sepaham.cli.run import answer, home_option, json_option, with_instance
from sepaham.errors import SepahamError

if TYPE_CHECKING:
    from sepaham.actions.declared import Outcome
    from sepaham.exchange.problems import Problem
    from sepaham.gateways.home import Instance

_SHOWN = 25
_REFUSED = 1
_ENDS = {
    "entered": "{entered:,} acts entered, {corrected:,} of them corrections; {unchanged:,} were known.",
    "known": "Nothing was entered: this very file is known already; it entered {earlier:,} acts.",
    "unfilled": "Nothing was entered: no row has an hour yet.",
    "refused": "Nothing was entered: {errors} errors. Mend them and bring the file again.",
}


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--office", default="", help="Whose spreadsheet it is, such as ppk:35.17.15; else the KPU's.")
@click.option("--template", is_flag=True, help="Write a sheet to fill in to FILE, .csv or .xlsx (safer).")
@json_option
@home_option
def declare(*, file: Path, office: str, template: bool, as_json: bool, home: Path | None) -> None:
    """Enter the acts that FILE (CSV or XLSX) tells, all of them or nothing."""
    if template == file.exists():
        why = "is there already; name a new file" if template else "is not there"
        raise SepahamError(f"{file} {why}.", "declare.file")
    instance = with_instance(home)
    if template:
        value = _write_template(file, office)
        answer(value) if as_json else click.echo(f"{value['rows']:,} rows to fill in: {file}")
        return
    done = _enter(instance, file, office)
    value = _value(done)
    answer(value) if as_json else _tell(value, done.sheet.problems)
    sys.exit(_REFUSED if done.outcome == "refused" else 0)


def _enter(instance: "Instance", file: Path, office: str) -> "Outcome":
    from sepaham.actions.checkpoint import sign_head
    from sepaham.actions.declared import enter_declared
    from sepaham.gateways.keys import gateway_signer, log_signer, next_log_signer
    from sepaham.records import queries

    log, at = queries.current_log(), queries.now()
    with progress("entering acts"):
        done = enter_declared(
            log=log,
            data=file.read_bytes(),
            name=file.name,
            gateway=gateway_signer(instance, log.origin),
            at=at,
            office=office,
        )
        fresh = next_log_signer(instance, log.origin)
        also = (fresh,) if fresh else ()
        sign_head(log=log, signer=log_signer(instance, log.origin), also=also, at=at)
    return done


def _write_template(file: Path, office: str) -> dict[str, Any]:
    from sepaham.actions.declared import expected_acts
    from sepaham.exchange.declared_template import (
        template_csv,
        template_rows,
        template_xlsx,
    )
    from sepaham.records import queries

    expected = expected_acts(log=queries.current_log(), at=queries.now(), office=office)
    write = template_xlsx if file.suffix.lower() == ".xlsx" else template_csv
    file.write_bytes(write(expected, language=language()))
    rows = sum(1 for _ in template_rows(expected, language=language())) - 1
    return {"outcome": "template", "file": str(file), "office": expected.office, "rows": rows}


def _value(done: "Outcome") -> dict[str, Any]:
    from sepaham.exchange.problems import problem_to_dict

    warnings = [problem for problem in done.sheet.problems if problem.warning]
    return {
        "outcome": done.outcome,
        "acts": len(done.sheet.acts),
        "entered": done.entered,
        "corrected": done.corrected,
        "unchanged": done.unchanged,
        "unfilled": done.sheet.left,
        "earlier": done.earlier,
        "sha256": done.sha256,
        "errors": len(done.sheet.errors),
        "error_list": [problem_to_dict(problem) for problem in done.sheet.errors],
        "warnings": len(warnings),
        "warning_list": [problem_to_dict(problem) for problem in warnings],
    }


def _tell(value: Mapping[str, Any], problems: "list[Problem]") -> None:
    for problem in sorted(problems, key=lambda each: each.warning)[:_SHOWN]:
        place = f"row {problem.row}" if problem.row else "file"
        where = f"{place}, {problem.column}" if problem.column else place
        mark = "warning" if problem.warning else "error"
        said, remedy = problem.say(language()), problem.remedy(language())
        click.echo(f"{mark}  {where}: {said}. {remedy}.  [{problem.code}]", err=True)
    if len(problems) > _SHOWN:
        click.echo(f"... and {len(problems) - _SHOWN} more; --json lists them.", err=True)
    click.echo(_ENDS[value["outcome"]].format(**value))
    if value["unfilled"]:
        click.echo(f"{value['unfilled']:,} rows are still to be filled in.")
