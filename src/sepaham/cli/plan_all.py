"""``sepaham plan --all``: every kabupaten of a register, on this machine or a cluster."""

import os
import sys
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Any, NoReturn

import click

from sepaham.cli.progress import progress
from sepaham.cli.run import answer, with_instance
from sepaham.errors import SepahamError

if TYPE_CHECKING:
    from sepaham.domain.catalogue import Profile
    from sepaham.domain.orders import Order
    from sepaham.domain.register import Register
    from sepaham.jobs.nation import Share, Told


def nation_options(command: Callable[..., Any]) -> Callable[..., Any]:
    """Add the options of planning every kabupaten."""
    options = (
        click.option("--all", "everywhere", is_flag=True, help="Every kabupaten of a register."),
        click.option("--register", "file", type=click.Path(exists=True, path_type=Path), help="With --all."),
        click.option("--profile", "profile_code", default="pilkada-2024", help="With --all --register."),
        click.option("--assume-voters", type=click.IntRange(1), help="With --all --register."),
        click.option(
            "--cluster", default="local", help="With --all: local, or a scheduler's tcp://host:port."
        ),
        click.option("--workers", type=click.IntRange(1), help="With --cluster local; one for each core."),
        click.option("--out", type=click.Path(path_type=Path), help="With --all: where results are kept."),
    )
    for option in reversed(options):
        command = option(command)
    return command


def all_planned(
    order: "Order",
    home: Path | None,
    *,
    file: Path | None,
    profile_code: str,
    assume_voters: int | None,
    cluster: str,
    workers: int | None,
    out: Path | None,
    **_: Any,
) -> dict[str, Any]:
    """Plan every kabupaten of a file, or of the register of an instance; return what came of it, as JSON."""
    from sepaham.gateways.cluster import cluster as opened
    from sepaham.gateways.results import ResultFiles
    from sepaham.jobs.nation import plan_all

    begun = time.monotonic()
    if file is None:
        from sepaham.records import register as records

        instance = with_instance(home)
        register, profile = records.load_register(), records.profile()
        folder = out or instance.path / "nation"
    else:
        from sepaham.cli.stage import read_file
        from sepaham.gateways.library import profile as shipped

        profile = shipped(profile_code)
        register = read_file(file, profile=profile, assume_voters=assume_voters)
        folder = out or Path("nation-plan")
    count = workers or os.cpu_count() or 1
    shares = shares_of(register, profile, order)
    with opened(cluster, workers=count) as there:
        found = _planned(register, plan_all(shares=shares, cluster=there, files=ResultFiles(folder)))
    settled = {"workers": count, "folder": str(folder)}
    return {**found, **settled, "seconds": round(time.monotonic() - begun, 2)}


def end(value: Mapping[str, Any], *, as_json: bool) -> NoReturn:
    """Answer and end: 0 where all are planned whole, 3 where one falls short, 1 where one failed."""
    if as_json:
        answer(dict(value))
    else:
        for key, told in value.items():
            if key != "failed":
                click.echo(f"{key:14} {told}")
        for code, why in value["failed"].items():
            click.echo(f"failed: {code} {why['name']}: {why['why']}")
    sys.exit({"feasible": 0, "infeasible": 3}.get(value["status"], 1))


def _planned(register: "Register", all_told: "Iterable[Told]") -> dict[str, Any]:
    from sepaham.jobs.nation import FAILED, Sum

    whole, failed = Sum(), {}
    with progress("kabupaten", len(register.kabupaten)) as advance:
        for done, told in enumerate(all_told, start=1):
            whole.add(told)
            if told.status == FAILED:
                name = register.regions.get(told.code)
                failed[told.code] = {"name": name.name if name else told.code, "why": told.value["fault"]}
            advance(done)
    status = "failed" if failed else "infeasible" if whole.infeasible else "feasible"
    return {"status": status, **asdict(whole), "failed": failed}


def shares_of(register: "Register", profile: "Profile", order: "Order") -> Iterator["Share"]:
    """Yield a register's kabupaten one by one, the largest first, so that no long one is left for the end."""
    from sepaham.domain.base import Level, ancestor
    from sepaham.jobs.nation import Share

    stations, regions = defaultdict(list), defaultdict(dict)
    for station in register.stations:
        stations[ancestor(station.desa, Level.KABUPATEN)].append(station)
    for code, region in register.regions.items():
        regions[ancestor(code, Level.KABUPATEN)][code] = region
    if not stations:
        raise SepahamError("The register has no polling stations.", "register.empty")
    for code in sorted(stations, key=lambda code: (-len(stations[code]), code)):
        above = {up: register.regions[up] for up in _above(code) if up in register.regions}
        yield Share(type(register)({**above, **regions[code]}, tuple(stations[code])), profile, order)


def _above(code: str) -> Iterable[str]:
    from sepaham.domain.base import parent_of

    while code := parent_of(code):
        yield code
