"""``sepaham register``: who votes where, from a spreadsheet."""

import resource
import sys
import time
import tomllib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sepaham.cli.run import answer, home_option, json_option, with_instance
from sepaham.errors import SepahamError

if TYPE_CHECKING:
    from sepaham.actions.register import Difference, Imported
    from sepaham.domain.catalogue import Profile
    from sepaham.exchange.boundaries import Boundaries
    from sepaham.exchange.draft import Draft
    from sepaham.exchange.problems import Problem

_SHOWN = 25
_WARNINGS_LISTED = 1000
_REFUSED, _UNCONFIRMED = 1, 2
_DEFAULT_PROFILE = "pilkada-2024"


@click.group()
def register() -> None:
    """Who votes where: regions, polling stations and offices."""


@register.command("import")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--profile", "profile_code", help="The election profile, such as pilkada-2024.")
@click.option("--mapping", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="TOML: our name = 'their column'.")
@click.option("--boundaries", "map_file", type=click.Path(exists=True, dir_okay=False, path_type=Path), help="GeoJSON areas with a property kode.")
@click.option("--assume-voters", type=click.IntRange(1, 100_000), help="Voters of a TPS where the file has none.")
@click.option("--accept-rest", is_flag=True, help="Leave out the rows with errors and import the rest.")
@click.option("--yes", is_flag=True, help="Apply a difference that removes or changes something.")
@json_option
@home_option
def import_(
    *,
    file: Path,
    profile_code: str | None,
    mapping: Path | None,
    map_file: Path | None,
    assume_voters: int | None,
    accept_rest: bool,
    yes: bool,
    as_json: bool,
    home: Path | None,
) -> None:
    """Make the register what FILE (CSV or XLSX) says, all of it or nothing."""
    begun = time.monotonic()
    instance = with_instance(home, create="register")
    from sepaham.actions.register import import_register  # noqa: PLC0415  after Django is ready

    profile = _profile(profile_code)
    names = _mapping(mapping)
    draft = _read(file=file, profile=profile, mapping=names, assume_voters=assume_voters)
    boundaries = _boundaries(map_file, draft, names) if map_file else None
    with _progress("register") as advance:
        advance(0)
        done = import_register(
            draft=draft,
            profile=profile,
            boundaries=boundaries,
            accept_rest=accept_rest,
            consent=_consent(yes=yes, as_json=as_json),
        )
    value = _value(done=done, draft=draft, boundaries=boundaries, profile=profile)
    value |= {"seconds": round(time.monotonic() - begun, 2), "peak_mb": _peak_mb(), "instance": instance.name}
    if as_json:
        answer(value)
    else:
        _tell(value, [*draft.problems, *(boundaries.problems if boundaries else ())])
    sys.exit({"applied": 0, "refused": _REFUSED, "unconfirmed": _UNCONFIRMED}[done.outcome])
