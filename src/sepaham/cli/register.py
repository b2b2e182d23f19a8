"""``sepaham register``: who votes where, from a spreadsheet."""

import sys
import time
import tomllib
from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sepaham.cli.progress import language, peak_mb, progress
from sepaham.cli.run import answer, home_option, json_option, make_current, with_instance
from sepaham.errors import SepahamError

if TYPE_CHECKING:
    from sepaham.actions.register import Difference, Imported
    from sepaham.domain.catalogue import Profile
    from sepaham.exchange.boundaries import Boundaries
    from sepaham.exchange.draft import Draft
    from sepaham.exchange.problems import Problem

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
_VOTERS = click.IntRange(1, 100_000)
_SHOWN = 25
_WARNINGS_LISTED = 1000
_REFUSED, _UNCONFIRMED = 1, 2
_EXAMPLES = 5
_MAP_CODE = "boundaries_kode"
"""The name in a mapping for the map's property that holds the code."""

_ENDS = {
    "applied": "Imported into {instance}.",
    "refused": "Nothing was imported: {errors} errors. Mend them, or use --accept-rest.",
    "unconfirmed": "Nothing was imported; --yes applies this difference.",
}
_DEFAULT_PROFILE = "pilkada-2024"


@click.group()
def register() -> None:
    """Who votes where: regions, polling stations and offices."""


@register.command("import")
@click.argument("file", type=_FILE)
@click.option("--profile", "profile_code", help="The election profile, such as pilkada-2024.")
@click.option("--mapping", type=_FILE, help="TOML: our name = 'their column'.")
@click.option("--boundaries", "map_file", type=_FILE, help="GeoJSON areas with a property kode.")
@click.option(
    "--assume-voters", type=click.IntRange(1, 100_000), help="Voters of a TPS where the file has none."
)
@click.option("--accept-rest", is_flag=True, help="Leave out rows with errors.")
@click.option("--yes", is_flag=True, help="Apply it even if something is removed or changed.")
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
    instance = with_instance(home, create="register", beside="register")
    from sepaham.actions.register import import_register

    _refuse_open_log()
    profile = _profile(profile_code)
    names = _mapping(mapping)
    draft = _read(file=file, profile=profile, mapping=names, assume_voters=assume_voters)
    boundaries = _boundaries(map_file, draft, names) if map_file else None
    asks = not (yes or as_json) and sys.stdin.isatty()
    # A moving bar would overwrite the question.
    with nullcontext() if asks else progress("writing the register"):
        done = import_register(
            draft=draft,
            profile=profile,
            boundaries=boundaries,
            accept_rest=accept_rest,
            consent=_ask if asks else lambda _difference: yes,
        )
    value = _value(done=done, draft=draft, boundaries=boundaries, profile=profile)
    value |= {"seconds": round(time.monotonic() - begun, 2), "peak_mb": peak_mb(), "instance": instance.name}
    value["made_current"] = done.outcome == "applied" and make_current(home, instance)
    if value["made_current"]:
        click.echo(
            f"The instance in use has an open log; this register is in {instance.name}, current now.",
            err=True,
        )
    if as_json:
        answer(value)
    else:
        _tell(value, [*draft.problems, *(boundaries.problems if boundaries else ())])
    sys.exit({"applied": 0, "refused": _REFUSED, "unconfirmed": _UNCONFIRMED}[done.outcome])


def _refuse_open_log() -> None:
    """Leave a shared store alone whose log is open: its register is a base fact of that log."""
    from sepaham.records.queries import NoLogError, current_log

    try:
        log = current_log()
    except NoLogError:
        return
    raise SepahamError(
        f"The log {log.origin} is open in this store; import the register into another one.",
        "register.log-open",
    )


def _profile(code: str | None) -> "Profile":
    from sepaham.domain.catalogue import ProfileError
    from sepaham.gateways import library
    from sepaham.records import register as records

    if code:
        return library.profile(code)
    try:
        return records.profile()
    except ProfileError:
        return library.profile(_DEFAULT_PROFILE)


def _mapping(file: Path | None) -> dict[str, str]:
    if file is None:
        return {}
    try:
        value = tomllib.loads(file.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SepahamError(f"{file.name} is no TOML: {error}.", "mapping.invalid") from error
    if not all(isinstance(theirs, str) for theirs in value.values()):
        raise SepahamError(f"{file.name}: write each line as kode_desa = 'their column'.", "mapping.invalid")
    return value


def _read(
    *, file: Path, profile: "Profile", mapping: Mapping[str, str], assume_voters: int | None
) -> "Draft":
    from sepaham.exchange.register import read_register
    from sepaham.gateways.library import official_regions

    with progress("reading rows") as advance:
        return read_register(
            data=file.read_bytes(),
            name=file.name,
            voters_max=profile.voters_max,
            official=official_regions(),
            mapping={ours: theirs for ours, theirs in mapping.items() if ours != _MAP_CODE},
            assume_voters=assume_voters,
            progress=advance,
        )


def _boundaries(file: Path, draft: "Draft", mapping: Mapping[str, str]) -> "Boundaries":
    from sepaham.exchange.boundaries import read_boundaries

    return read_boundaries(
        data=file.read_bytes(), known=draft.regions().keys(), code_property=mapping.get(_MAP_CODE, "kode")
    )


def _ask(difference: "Difference") -> bool:
    _tell_difference(difference_to_dict(difference))
    return click.confirm("Apply it?", err=True)


def difference_to_dict(difference: "Difference") -> dict[str, Any]:
    """Return a difference as JSON: counts, and examples of each kind."""
    return {
        "added": difference.added,
        "removed": difference.removed,
        "changed": difference.changed,
        "renamed": difference.renamed,
        "profile": list(difference.profile) if difference.profile else None,
        "examples": difference.examples,
    }


def _value(
    *, done: "Imported", draft: "Draft", boundaries: "Boundaries | None", profile: "Profile"
) -> dict[str, Any]:
    from sepaham.exchange.problems import problem_to_dict

    problems = [*draft.problems, *(boundaries.problems if boundaries else ())]
    on_map = len(boundaries.errors) if boundaries else 0
    warnings = [problem for problem in problems if problem.warning]
    map_warnings = len(boundaries.problems) - on_map if boundaries else 0
    return {
        "outcome": done.outcome,
        "profile": profile.code,
        **summary(draft),
        "boundaries": len(boundaries.shapes) if boundaries else 0,
        "errors": draft.errors + on_map,
        "error_list": [problem_to_dict(problem) for problem in problems if not problem.warning],
        "warnings": draft.warnings + map_warnings,
        "warning_list": [problem_to_dict(problem) for problem in warnings[:_WARNINGS_LISTED]],
        "difference": difference_to_dict(done.difference) if done.difference else None,
    }


def summary(draft: "Draft") -> dict[str, int]:
    """Return how much a draft holds: places by level, stations, voters and how many are assumed."""
    levels = [code.count(".") for code in draft.regions()]
    tps = voters = assumed = 0
    for station in draft.stations():
        tps += 1
        voters += station.voters
        assumed += station.assumed
    places = {
        name: levels.count(dots) for dots, name in enumerate(("provinsi", "kabupaten", "kecamatan", "desa"))
    }
    return {**places, "tps": tps, "voters": voters, "assumed_tps": assumed}


def _tell(value: Mapping[str, Any], problems: "Sequence[Problem]") -> None:
    for problem in sorted(problems, key=lambda each: each.warning)[:_SHOWN]:
        place = f"row {problem.row}" if problem.row else "file"
        where = f"{place}, {problem.column}" if problem.column else place
        mark = "warning" if problem.warning else "error"
        said, remedy = problem.say(language()), problem.remedy(language())
        click.echo(f"{mark}  {where}: {said}. {remedy}.  [{problem.code}]", err=True)
    hidden = value["errors"] + value["warnings"] - _SHOWN
    if hidden > 0:
        click.echo(f"... and {hidden} more; --json lists them.", err=True)
    figures = ("kabupaten", "kecamatan", "desa", "tps", "voters")
    click.echo(" · ".join(f"{name} {value[name]:,}" for name in figures))
    if value["assumed_tps"]:
        click.echo(f"! voters of {value['assumed_tps']:,} TPS are ASSUMED")
    if value["difference"]:
        _tell_difference(value["difference"])
    click.echo(_ENDS[value["outcome"]].format(**value))


def _tell_difference(value: Mapping[str, Any]) -> None:
    kinds = ("added", "removed", "changed", "renamed")
    click.echo("difference: " + ", ".join(f"{value[kind]:,} {kind}" for kind in kinds))
    for kind in kinds[1:]:
        for example in value["examples"][kind][:_EXAMPLES]:
            click.echo(f"  {kind}  {example}")
    if value["profile"]:
        click.echo("  profile  " + " → ".join(value["profile"]))
