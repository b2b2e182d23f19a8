"""``sepaham verify``: check an export, a receipt, minutes or evidence; no network, no database, no Django."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from sepaham.domain.words import Language


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--policy",
    "policy_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Whom you believe (tlog-policy): the log's key and the witnesses'. Without it, the file's own.",
)
@click.option("--language", type=click.Choice(["id", "en"]), default="id", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Answer with one JSON object and nothing else.")
def verify(*, file: Path, policy_file: Path | None, language: "Language", as_json: bool) -> None:
    """Say what FILE proves and what it does not; exit 1 where anything is wrong with it."""
    from sepaham.audit.verify import verify as check
    from sepaham.crypto.verifier import StandardVerifier
    from sepaham.ledger.policy import parse_policy

    policy = parse_policy(policy_file.read_bytes()) if policy_file else None
    report = check(file.read_bytes(), verifier=StandardVerifier(), policy=policy)
    if as_json:
        click.echo(json.dumps(report.as_json(language), ensure_ascii=False))
    else:
        click.echo("\n".join(report.lines(language)))
    raise SystemExit(0 if report.holds else 1)
