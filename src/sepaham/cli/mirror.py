"""``sepaham mirror``: an institution's own copy of a log, checked; needs neither Django nor a database."""

import json
import time
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from sepaham.audit.asking import Operator
    from sepaham.audit.report import Report
    from sepaham.domain.words import Language

ALARM = 3
"""The exit code of a mirror that found the operator wrong."""


@click.command()
@click.argument("url")
@click.option(
    "--to", "folder", required=True, type=click.Path(path_type=Path), help="The mirror's own folder."
)
@click.option("--join", "code", help="A code of the office above, the first time: XXXX-XXXX.")
@click.option(
    "--policy",
    "policy_file",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="Whom you believe (tlog-policy). Without it, what the operator says first is kept and believed.",
)
@click.option("--once", is_flag=True, help="Look once and end.")
@click.option("--every", default=60.0, show_default=True, help="Seconds between two looks.")
@click.option("--serve", "listen", metavar="HOST:PORT", help="Show what is held here, read-only.")
@click.option("--language", type=click.Choice(["id", "en"]), default="id", show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Answer each look with one JSON object a line.")
def mirror(
    *,
    url: str,
    folder: Path,
    code: str | None,
    policy_file: Path | None,
    once: bool,
    every: float,
    listen: str | None,
    language: "Language",
    as_json: bool,
) -> None:
    """Follow the log at URL into a folder, check all of it, and alarm; exit 3 where the operator is wrong."""
    from sepaham.audit.asking import AskError, Operator
    from sepaham.audit.mirror import Mirror
    from sepaham.audit.mirror_page import Shown, serve
    from sepaham.audit.mirror_state import MirrorState
    from sepaham.crypto.verifier import StandardVerifier
    from sepaham.ledger.policy import parse_policy

    state = MirrorState(folder)
    operator = Operator(url.rstrip("/"), state.signer())
    if code:
        _join(operator, code)
        return
    pinned = parse_policy(policy_file.read_bytes()) if policy_file else None
    held = Mirror(operator, state, StandardVerifier(), pinned)
    held.load()
    shown = Shown(language)
    if listen:
        serve(listen, shown)
    while True:
        try:
            report = held.round()
            shown.show(report, held.replay)
            _tell(report, language, as_json=as_json)
            alarmed = not report.holds
        except AskError as fault:
            if once:
                raise
            click.echo(f"{fault.message}  [{fault.code}]", err=True)
            alarmed = False
        if once or (alarmed and not listen):
            raise SystemExit(ALARM if alarmed else 0)
        time.sleep(every)


def _join(operator: "Operator", code: str) -> None:
    """Ask to be enrolled, and say the four words that the office above must read the same."""
    from sepaham.audit.replay import spoken
    from sepaham.domain.enrolment import spoken_words

    told = operator.join(code)
    said = spoken_words(log=told["log"], office=told["office"], device=operator.signer.keyid, words=spoken())
    click.echo(
        f"{told['office']} ({operator.signer.keyid[:8]}): {told['standing']}\n\n    {' '.join(said)}\n"
    )
    click.echo("Let the office above read you the same four words; then it confirms this mirror.")


def _tell(report: "Report", language: "Language", *, as_json: bool) -> None:
    if as_json:
        click.echo(json.dumps(report.as_json(language), ensure_ascii=False))
    else:
        click.echo("\n".join(report.lines(language)))
