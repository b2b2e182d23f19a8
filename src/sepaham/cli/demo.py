"""``sepaham demo``: an example kabupaten played from H-4 to H+5, held against the truth, and shown."""

import sys
import time
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sepaham.cli.crew import Matching, matched
from sepaham.cli.outfit import outfit
from sepaham.cli.progress import progress
from sepaham.cli.run import answer, home_option, json_option, with_instance

if TYPE_CHECKING:
    from sepaham.gateways.home import Instance
    from sepaham.simulator.opening import Base
    from sepaham.simulator.run import Run


@click.command()
@click.option("--check", is_flag=True, help="Play and check without serving; exit 1 unless everything holds.")
@click.option("--seed", default=1, show_default=True, help="The one source of chance.")
@click.option("--deliver", type=click.Choice(["http", "memory"]), default="http", show_default=True)
@click.option("--without", type=click.Choice(["KPU"]), help="Nobody of this institution is at the keys.")
@click.option(
    "--kpu", type=click.Choice(["keys", "spreadsheet"]), default="keys", help="How KPU's acts come in."
)
@click.option("--register", "file", type=click.Path(exists=True, path_type=Path), help="Another kabupaten.")
@click.option("--profile", "profile_code", default="pilkada-2024", show_default=True)
@click.option(
    "--assume-voters", type=click.IntRange(1), help="Voters of every TPS whose number is not given."
)
@click.option("--boundaries", type=click.Path(exists=True, path_type=Path), help="GeoJSON for the map.")
@click.option("--witnesses", type=click.IntRange(2, 20), help="So many institutions match the log.")
@click.option(
    "--stop-witnesses", "stopped", type=click.IntRange(1), help="So many stop a third into the play."
)
@click.option("--restart", is_flag=True, help="They start again at two thirds.")
@click.option("--port", default=8000, show_default=True)
@json_option
@home_option
def demo(
    *,
    check: bool,
    seed: int,
    deliver: str,
    without: str | None,
    kpu: str,
    file: Path | None,
    profile_code: str,
    assume_voters: int | None,
    boundaries: Path | None,
    witnesses: int | None,
    stopped: int | None,
    restart: bool,
    port: int,
    as_json: bool,
    home: Path | None,
) -> None:
    """Play an example election and show it at 127.0.0.1."""
    if (stopped or restart) and not witnesses:
        raise click.UsageError("--stop-witnesses and --restart need --witnesses: how many there are.")
    if witnesses and deliver == "memory":
        raise click.UsageError("--witnesses need a server; leave --deliver memory out.")
    if deliver == "memory" and not check:
        raise click.UsageError("--deliver memory leaves nothing to serve; use it with --check.")
    begun = time.monotonic()
    instance = with_instance(home, create="demo", afresh=True) if deliver == "http" else None
    secret = instance.secret("plan") if instance else b"in memory only"
    base, shapes = _base(file, profile_code, assume_voters, boundaries, secret)
    run = _simulate(
        base, seed, "without-kpu" if without else "spreadsheet" if kpu == "spreadsheet" else "all"
    )
    if instance is None:
        _finish(_in_memory(run), begun, as_json=as_json)
    else:
        _adopt(base, shapes)
        outfit(base.register, at=run.opens_at)
        if file is None:
            _lay_out()
        _on_stage(
            instance,
            run,
            port=None if check else port,
            begun=begun,
            as_json=as_json,
            illustrative=file is None,
            matching=Matching(witnesses or 0, stopped or 0, restart),
        )


def _base(
    file: Path | None, code: str, assume_voters: int | None, boundaries: Path | None, secret: bytes
) -> "tuple[Base, Mapping[str, str]]":
    """Return what the log will rest on, and the boundaries for the map."""
    from sepaham.cli.stage import plan_for, read_file, read_shapes
    from sepaham.gateways.library import authority, profile
    from sepaham.simulator.example import example_register
    from sepaham.simulator.opening import Base

    found = profile(code)
    register = read_file(file, profile=found, assume_voters=assume_voters) if file else example_register()
    shapes = read_shapes(boundaries, register) if boundaries else {}
    return Base(register, found, authority(), plan_for(register, found, secret)), shapes


def _simulate(base: "Base", seed: int, membership: str) -> "Run":
    from sepaham.gateways.library import threats
    from sepaham.simulator.run import simulate
    from sepaham.simulator.scene import Membership

    return simulate(
        register=base.register,
        profile=base.profile,
        plan=base.plan,
        authority=base.authority,
        seed=seed,
        membership=Membership(membership),
        threats=threats(),
    )


def _in_memory(run: "Run") -> dict[str, Any]:
    from sepaham.simulator.run import play_in_memory

    with progress("playing", len(run.stream)) as advance:
        return play_in_memory(run, progress=lambda done, _all: advance(done))


def _adopt(base: "Base", shapes: Mapping[str, str]) -> None:
    from sepaham.actions.register import adopt_register

    adopt_register(register=base.register, profile=base.profile, shapes=shapes)


def _lay_out() -> None:
    """Put the example's places on the ground, its river, and how prone a few places are."""
    from sepaham.actions.escorts import keep_grades
    from sepaham.actions.places import accept_places, put_rivers
    from sepaham.simulator.example_places import example_places, example_rivers
    from sepaham.simulator.example_squads import example_grades

    accept_places(found=example_places())
    put_rivers(found=example_rivers())
    keep_grades(found=example_grades())


def _on_stage(
    instance: "Instance",
    run: "Run",
    *,
    port: int | None,
    begun: float,
    as_json: bool,
    illustrative: bool,
    matching: Matching,
) -> None:
    """Open the log, serve it, play the run to it, and end with the result or with the pages to look at."""
    from sepaham.cli import stage

    log = stage.open_stage(instance, run, illustrative=illustrative)
    accounts = stage.add_accounts(instance, run.base.register)
    with matched(instance, log, matching) as incident, stage.server(instance, port=port) as base_url:
        if port is not None:
            _announce(base_url, accounts)
            stage.show(base_url)
        with progress("playing H-4 to H+5", len(run.stream)) as advance:

            def tell(done: int, whole: int) -> None:
                advance(done)
                incident.at(done, whole)

            result = stage.play(instance, run, log, base_url, progress=tell) | incident.outcome()
        if port is None:
            _finish(result, begun, as_json=as_json)
        _report(result, begun, as_json=as_json)
        click.echo(f"All ten days are played. Look at {base_url}/ (Ctrl+C ends it).", err=True)
        stage.wait()


def _announce(base_url: str, accounts: Mapping[str, tuple[str, str]]) -> None:
    click.echo(f"\nOpen {base_url}/ and watch it being played. Sign in as:", err=True)
    for username, (password, office) in accounts.items():
        click.echo(f"  {username:12} {password:16} {office}", err=True)


def _report(result: dict[str, Any], begun: float, *, as_json: bool) -> None:
    result["seconds"] = round(time.monotonic() - begun, 1)
    if as_json:
        answer(result)
        return
    for key, value in result.items():
        click.echo(f"{key:20} {value}")


def _finish(result: dict[str, Any], begun: float, *, as_json: bool) -> None:
    """Report and end: 0 only if all is explained, all that was stated is found, and nothing falsely."""
    from sepaham.simulator.score import holds

    _report(result, begun, as_json=as_json)
    sys.exit(0 if holds(result) else 1)
