"""``sepaham demo``: an example kabupaten played from H-4 to H+5, checked against the truth, and shown."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sepaham.cli.progress import progress
from sepaham.cli.run import answer, home_option, json_option, with_instance
from sepaham.gateways.home import Instance

if TYPE_CHECKING:
    from sepaham.domain.catalogue import Profile
    from sepaham.domain.register import Register
    from sepaham.simulator.run import Run

ACCOUNTS = ("kpu", "bawaslu", "polres", "pemkab", "kodim")
"""Offices of the kabupaten with a demo account each; a PPK, a Panwascam and a PPS are added."""


@click.command()
@click.option("--check", is_flag=True, help="Play and check without serving; exit 1 unless everything holds.")
@click.option("--seed", default=1, show_default=True, help="The one source of chance.")
@click.option("--deliver", type=click.Choice(["http", "memory"]), default="http", show_default=True)
@click.option("--without", "without", type=click.Choice(["KPU"]), help="Nobody of this institution is at the keys.")
@click.option("--kpu", type=click.Choice(["keys", "spreadsheet"]), default="keys", help="How KPU's acts come in.")
@click.option("--register", "file", type=click.Path(exists=True, path_type=Path), help="Another kabupaten.")
@click.option("--profile", "profile_code", default="pilkada-2024", show_default=True)
@click.option("--assume-voters", type=click.IntRange(1), help="Voters of every TPS whose number is not given.")
@click.option("--port", default=8000, show_default=True)
@json_option
@home_option
def demo(**options: Any) -> None:
    """Play an example election day and show it at 127.0.0.1."""
    if options["deliver"] == "memory" and not options["check"]:
        raise click.UsageError("--deliver memory leaves nothing to serve; use it with --check.")
    begun = time.monotonic()
    instance = with_instance(options["home"], create="demo", afresh=True)
    register, profile = _material(options)
    run = _simulate(instance, register, profile, options)
    if options["deliver"] == "memory":
        result = _in_memory(run)
    else:
        with _server(instance, 0 if options["check"] else options["port"]) as base_url:
            _announce(instance, base_url, register, serving=not options["check"])
            result = _over_http(instance, run, base_url)
            result["seconds"] = round(time.monotonic() - begun, 1)
            _report(result, as_json=options["as_json"])
            if not options["check"]:
                _serve_on(base_url)
        raise SystemExit(0 if _holds(result) else 1)
    result["seconds"] = round(time.monotonic() - begun, 1)
    _report(result, as_json=options["as_json"])
    raise SystemExit(0 if _holds(result) else 1)
