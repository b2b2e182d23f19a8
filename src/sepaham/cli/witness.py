"""``sepaham witness``: an institution's own witness of the log; needs neither Django nor a database."""

import signal
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from sepaham.audit.witness import RunningWitness
    from sepaham.audit.witness_state import WitnessState
    from sepaham.ledger.policy import Policy


@click.command()
@click.option(
    "--state", required=True, type=click.Path(path_type=Path), help="The folder of the witness's memory."
)
@click.option("--new", is_flag=True, help="Make a new witness, with a new key; the first time only.")
@click.option("--name", help="With --new: what the witness is called, such as bawaslu.jombang.")
@click.option(
    "--policy",
    type=click.Path(exists=True, path_type=Path),
    help="The operator's list of logs and witnesses.",
)
@click.option("--listen", help="HOST:PORT where the operator brings checkpoints.")
@click.option("--pull", help="The operator's address: look there, where nobody can reach this machine.")
@click.option("--every", default=5.0, show_default=True, help="With --pull: seconds between two looks.")
@click.option("--once", is_flag=True, help="With --pull: look once and end.")
@click.option(
    "--guard", multiple=True, type=click.Path(path_type=Path), help="A second place of the counter."
)
def witness(
    *,
    state: Path,
    new: bool,
    name: str | None,
    policy: Path | None,
    listen: str | None,
    pull: str | None,
    every: float,
    once: bool,
    guard: Sequence[Path],
) -> None:
    """Cosign the heads of a log that continue all that was cosigned before."""
    from sepaham.audit.witness_state import create_state, load_state, only_one

    if new and not name:
        raise click.UsageError("--new needs --name: what the witness is called.")
    if (listen or pull) and not policy:
        raise click.UsageError("--listen and --pull need --policy: the file the operator gave you.")
    with only_one(state):
        if new:
            held = create_state(path=state, name=name or "", guards=guard)
        else:
            held = load_state(path=state, guards=guard)
        click.echo(held.key.vkey)
        if policy and (listen or pull):
            running = _running(held, policy)
            _serve(running, listen) if listen else _look(running, pull or "", every, once=once)


def _running(held: "WitnessState", file: Path) -> "RunningWitness":
    from sepaham.audit.witness import RunningWitness
    from sepaham.ledger.policy import parse_policy

    policy = parse_policy(file.read_bytes())
    _warn_stranger(held, policy)
    return RunningWitness(state=held, policy=policy, now=lambda: int(time.time()), alarm=_alarm)


def _warn_stranger(held: "WitnessState", policy: "Policy") -> None:
    if held.key not in {one.key for one in policy.witnesses}:
        click.echo("The policy does not name this witness yet; give the operator the line above.", err=True)


def _alarm(said: str) -> None:
    click.echo(f"ALARM: {said}", err=True)


def _end_when_told() -> None:
    """End on Ctrl+C and when a service is stopped, also where whoever started us shut its ears to Ctrl+C."""
    for told in (signal.SIGINT, signal.SIGTERM):
        signal.signal(told, signal.default_int_handler)


def _serve(running: "RunningWitness", address: str) -> None:
    from sepaham.audit.witness import listen

    host, _, port = address.rpartition(":")
    if not host or not port.isdigit():
        raise click.UsageError("--listen is written HOST:PORT, such as 127.0.0.1:8100.")
    _end_when_told()
    with listen(witness=running, host=host, port=int(port)) as server:
        click.echo(f"Listening on http://{host}:{server.server_address[1]}/ — Ctrl+C ends it.", err=True)
        try:
            server.serve_forever()
        except KeyboardInterrupt:
            click.echo("Ended; what was cosigned is kept.", err=True)


def _look(running: "RunningWitness", url: str, every: float, *, once: bool) -> None:
    from sepaham.audit.witness import PullError, fetch_http

    _end_when_told()
    waiting = threading.Event()
    try:
        while True:
            for origin in running.origins:
                try:
                    seen = running.pull(origin=origin, url=url, fetch=fetch_http)
                except PullError as fault:
                    if once:
                        raise
                    click.echo(f"{fault.message} Looking again in {every:g} seconds.", err=True)
                else:
                    if seen.news:
                        click.echo(f"{origin}: cosigned entry {seen.size}.", err=True)
            if once:
                return
            waiting.wait(every)
    except KeyboardInterrupt:
        click.echo("Ended; what was cosigned is kept.", err=True)
