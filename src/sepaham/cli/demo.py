"""``sepaham demo``: an example kabupaten played from H-4 to H+5, held against the truth, and shown."""

import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sepaham.cli.progress import progress
from sepaham.cli.run import answer, home_option, json_option, with_instance
from sepaham.gateways.home import Instance

if TYPE_CHECKING:
    from sepaham.domain.catalogue import Profile
    from sepaham.domain.register import Register
    from sepaham.records.log import Log
    from sepaham.simulator.run import Run


@click.command()
@click.option("--check", is_flag=True, help="Play and check without serving; exit 1 unless everything holds.")
@click.option("--seed", default=1, show_default=True, help="The one source of chance.")
@click.option("--deliver", type=click.Choice(["http", "memory"]), default="http", show_default=True)
@click.option("--without", type=click.Choice(["KPU"]), help="Nobody of this institution is at the keys.")
@click.option("--kpu", type=click.Choice(["keys", "spreadsheet"]), default="keys", help="How KPU's acts come in.")
@click.option("--register", "file", type=click.Path(exists=True, path_type=Path), help="Another kabupaten.")
@click.option("--profile", "profile_code", default="pilkada-2024", show_default=True)
@click.option("--assume-voters", type=click.IntRange(1), help="Voters of every TPS whose number is not given.")
@click.option("--boundaries", type=click.Path(exists=True, path_type=Path), help="GeoJSON for the map.")
@click.option("--port", default=8000, show_default=True)
@json_option
@home_option
def demo(*, check: bool, deliver: str, port: int, as_json: bool, home: Path | None, **options: Any) -> None:
    """Play an example election and show it at 127.0.0.1."""
    if deliver == "memory" and not check:
        raise click.UsageError("--deliver memory leaves nothing to serve; use it with --check.")
    begun = time.monotonic()
    instance = with_instance(home, create="demo", afresh=True)
    register, profile = _register(**options)
    run, log = _open(instance, register, profile, keep=deliver == "http", **options)
    if log is None:
        from sepaham.simulator.run import play_in_memory  # noqa: PLC0415

        with progress("playing", len(run.stream)) as advance:
            result = play_in_memory(run, progress=lambda done, _all: advance(done))
        _finish(result, begun, as_json=as_json)
    else:
        _on_stage(instance, run, log, port=port, check=check, begun=begun, as_json=as_json)


def _register(
    *, file: Path | None, profile_code: str, assume_voters: int | None, boundaries: Path | None, **_: Any
) -> "tuple[Register, Profile]":
    from sepaham.actions.register import adopt_register  # noqa: PLC0415
    from sepaham.cli.stage import import_file  # noqa: PLC0415
    from sepaham.gateways.library import profile  # noqa: PLC0415
    from sepaham.records import register as records  # noqa: PLC0415
    from sepaham.simulator.example import example_register  # noqa: PLC0415

    found = profile(profile_code)
    if file is None:
        adopt_register(register=example_register(), profile=found)
    else:
        import_file(file, profile=found, assume_voters=assume_voters, boundaries=boundaries)
    return records.load_register(), found


def _open(
    instance: Instance,
    register: "Register",
    profile: "Profile",
    *,
    keep: bool,
    seed: int,
    without: str | None,
    kpu: str,
    file: Path | None,
    **_: Any,
) -> "tuple[Run, Log | None]":
    from sepaham.actions.log import open_log, plan_plainly  # noqa: PLC0415
    from sepaham.domain.plan import origin_of  # noqa: PLC0415
    from sepaham.gateways.keys import gateway_signer  # noqa: PLC0415
    from sepaham.gateways.library import authority  # noqa: PLC0415
    from sepaham.records.register import only_kabupaten  # noqa: PLC0415
    from sepaham.simulator.run import simulate  # noqa: PLC0415
    from sepaham.simulator.scene import Membership  # noqa: PLC0415

    origin = origin_of(kabupaten=only_kabupaten(), day=profile.day)
    plan = plan_plainly(origin=origin, register=register, profile=profile, secret=instance.secret("plan"))
    base = {"register": register, "profile": profile, "plan": plan, "authority": authority()}
    membership = Membership.WITHOUT_KPU if without else Membership.ALL
    if kpu == "spreadsheet":
        membership = Membership.SPREADSHEET
    run = simulate(**base, seed=seed, membership=membership)
    if not keep:
        return run, None
    gateway = gateway_signer(instance)
    opened = open_log(**base, origin=origin, gateway=gateway, at=run.opens_at, illustrative=file is None, simulated=True)
    return run, opened


def _on_stage(
    instance: Instance, run: "Run", log: "Log", *, port: int, check: bool, begun: float, as_json: bool
) -> None:
    from sepaham.cli import stage  # noqa: PLC0415

    accounts = stage.add_accounts(instance, run.base.register)
    with stage.server(instance, port=None if check else port) as base_url:
        if not check:
            _announce(base_url, accounts)
        with progress("playing H-4 to H+5", len(run.stream)) as advance:
            result = stage.play(instance, run, log, base_url, progress=lambda done, _all: advance(done))
        if check:
            _finish(result, begun, as_json=as_json)
        _report(result, begun, as_json=as_json)
        click.echo(f"Playing is done. Look at {base_url}/ — Ctrl+C ends it.", err=True)
        stage.wait()


def _announce(base_url: str, accounts: dict[str, tuple[str, str]]) -> None:
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
    """Report and end: 0 only if nothing is unexplained, all that was stated is found, nothing is found falsely."""
    _report(result, begun, as_json=as_json)
    stated = {kind: n - result["evidence_missing"].get(kind, 0) for kind, n in result["injected"].items()}
    found = all(result["detected"].get(kind, 0) == n for kind, n in stated.items())
    holds = found and not result["unexplained"] and not result["false_alarms"] and result["rebuilt_equals_live"]
    sys.exit(0 if holds else 1)
