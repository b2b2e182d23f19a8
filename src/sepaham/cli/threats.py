"""``sepaham threats``: the catalogue of threats and barriers written to a file, edited, and put in force."""

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sepaham.cli.progress import language
from sepaham.cli.run import answer, home_option, json_option, with_instance

if TYPE_CHECKING:
    from sepaham.domain.threats import Threats

FILE = click.Path(dir_okay=False, path_type=Path)
_SHOWN = 20


@click.group()
def threats() -> None:
    """Threats and barriers: write the catalogue to a file, read an edited one, put it in force."""


def _in_force() -> "Threats":
    from sepaham.gateways import library
    from sepaham.records.queries import NoLogError, current_log
    from sepaham.records.understanding import threats as of_log

    try:
        return of_log(log=current_log(), shipped=library.threats())
    except NoLogError:
        return library.threats()


@threats.command()
@click.argument("file", type=FILE)
@home_option
def export(*, file: Path, home: Path | None) -> None:
    """Write the catalogue in force to FILE, a workbook (.xlsx) or TOML (.toml)."""
    with_instance(home)
    from sepaham.exchange.threats import threats_toml, threats_workbook

    catalogue = _in_force()
    data = threats_toml(catalogue) if file.suffix.lower() == ".toml" else threats_workbook(catalogue)
    file.write_bytes(data)
    click.echo(f"{file} holds {len(catalogue.threats)} threats.")


@threats.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--dry-run", is_flag=True, help="Only tell what it would change.")
@json_option
@home_option
def import_(*, file: Path, dry_run: bool, as_json: bool, home: Path | None) -> None:
    """Put the edited catalogue in FILE in force; exit 1 where it does not hold together."""
    instance = with_instance(home)
    from sepaham.actions.threats import adopt_threats
    from sepaham.domain.threat_words import changes
    from sepaham.exchange.problems import problem_to_dict
    from sepaham.exchange.threats import read_threats
    from sepaham.gateways import library
    from sepaham.gateways.keys import gateway_signer
    from sepaham.records.queries import current_log, now

    log = current_log()
    found = read_threats(data=file.read_bytes(), name=file.name, items=library.items())
    told = changes(_in_force(), found.catalogue) if found.catalogue else []
    sha256 = ""
    if found.catalogue and told and not dry_run:
        gateway = gateway_signer(instance, log.origin)
        sha256 = adopt_threats(log=log, catalogue=found.catalogue, gateway=gateway, at=now())
    value = {
        "outcome": "refused" if found.catalogue is None else "applied" if sha256 else "unchanged",
        "sha256": sha256,
        "changes": [
            {"what": c.what, "threat": c.threat, "barrier": c.barrier, "field": c.field, "after": c.after}
            for c in told
        ],
        "errors": found.errors,
        "problems": [problem_to_dict(problem) for problem in found.problems],
    }
    if as_json:
        answer(value)
    else:
        for problem in found.problems[:_SHOWN]:
            said = f"{problem.say(language())}. {problem.remedy(language())}."
            click.echo(f"{file.name}, row {problem.row}, {problem.column}: {said}")
        click.echo(f"{value['outcome']}: {len(told)} changes.")
    sys.exit(1 if found.catalogue is None else 0)
