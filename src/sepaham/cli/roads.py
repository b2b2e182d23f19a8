"""``sepaham roads``: crossings and what is closed; a road map from OpenStreetMap; rivers from a map."""

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sepaham.cli.places import refused
from sepaham.cli.progress import peak_mb
from sepaham.cli.run import answer, home_option, json_option, with_instance

if TYPE_CHECKING:
    from sepaham.domain.closures import Closure

_FILE = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group(invoke_without_command=True)
@json_option
@home_option
@click.pass_context
def roads(context: click.Context, *, as_json: bool, home: Path | None) -> None:
    """List crossings, and roads that are closed now."""
    if context.invoked_subcommand:
        return
    instance = with_instance(home)
    from sepaham.domain.rivers import all_crossings
    from sepaham.gateways.roads import Ground, ways_of
    from sepaham.records.places import rivers

    found, closed = rivers(), _closed()
    shut = {one.road for one in closed}
    value = {
        "source": ways_of(instance, Ground(found)).source,
        "rivers": [
            {"code": river.code, "name": river.name, "crossings": len(river.crossings)} for river in found
        ],
        "crossings": [
            {
                "code": one.code,
                "name": one.name,
                "river": river.code,
                "kinds": sorted(one.kinds),
                "closed": one.code in shut,
            }
            for river, one in all_crossings(found)
        ],
        "closures": [_shape(one) for one in closed],
    }
    answer(value) if as_json else _tell(value)


@roads.command("import")
@click.argument("file", type=_FILE)
@click.option("--box", nargs=4, type=float, metavar="W S E N", help="Only what lies in there, in degrees.")
@click.option("--hazards", type=_FILE, help="GeoJSON of areas that are flooded.")
@json_option
@home_option
def import_(
    *,
    file: Path,
    box: tuple[float, float, float, float] | None,
    hazards: Path | None,
    as_json: bool,
    home: Path | None,
) -> None:
    """Make FILE (an .osm.pbf extract) the road map of this instance."""
    instance, begun = with_instance(home), time.monotonic()
    from sepaham.gateways.road_network import BRIDGE, FLOOD, KINDS
    from sepaham.gateways.roads import import_roads

    network = import_roads(instance, file, box=box, hazards=hazards.read_bytes() if hazards else None)
    uses = network.there | network.back
    value = {
        "source": network.source,
        "roads": len(network.a),
        "junctions": network.junctions,
        "km": round(float(network.pieces.whole.sum()) / 1000, 1),
        "by_kind": {kind: int(((uses & bit) > 0).sum()) for kind, bit in KINDS.items()},
        "bridges": int(((network.marks & BRIDGE) > 0).sum()),
        "flooded": int(((network.marks & FLOOD) > 0).sum()),
        "seconds": round(time.monotonic() - begun, 2),
        "peak_mb": peak_mb(),
    }
    if as_json:
        answer(value)
    else:
        click.echo(
            f"{value['roads']:,} roads, {value['km']:,} km, {value['bridges']:,} bridges, "
            f"{value['flooded']:,} roads that are flooded; ways are measured on them from now on."
        )


@roads.command()
@click.argument("file", type=_FILE)
@json_option
@home_option
def river(*, file: Path, as_json: bool, home: Path | None) -> None:
    """Take rivers and their crossings over from FILE (GeoJSON lines and points)."""
    with_instance(home)
    from sepaham.actions.places import put_rivers
    from sepaham.exchange.rivers import read_rivers

    waters = read_rivers(data=file.read_bytes())
    if waters.errors:
        refused(waters.problems, as_json=as_json)
    put_rivers(found=waters.found)
    told = [
        {"code": river.code, "crossings": [one.code for one in river.crossings]} for river in waters.found
    ]
    if as_json:
        answer({"outcome": "applied", "rivers": told, "warnings": len(waters.problems)})
        return
    for one in told:
        click.echo(f"{one['code']}: {', '.join(one['crossings']) or 'no crossing'}")


@roads.command()
@click.argument("code")
@home_option
def forget(*, code: str, home: Path | None) -> None:
    """Forget the river CODE and its crossings."""
    with_instance(home)
    from sepaham.actions.places import forget_river

    forget_river(code=code)
    click.echo(f"{code} is forgotten.")


def _closed() -> "tuple[Closure, ...]":
    from sepaham.records.closures import closed_at
    from sepaham.records.queries import NoLogError, current_log, now

    try:
        return closed_at(log=current_log(), at=now())
    except NoLogError:
        return ()


def _shape(closure: "Closure") -> dict[str, Any]:
    from sepaham.domain.base import write_instant

    return {
        "road": closure.road,
        "region": closure.region,
        "by": closure.by,
        "since": write_instant(closure.since),
        "until": write_instant(closure.until) if closure.until else None,
        "note": closure.note,
    }


def _tell(value: dict[str, Any]) -> None:
    click.echo(f"Ways are measured by {value['source']}.")
    for one in value["crossings"]:
        mark = "closed" if one["closed"] else "open"
        click.echo(f"  {mark:7} {one['code']:24} {one['name']:32} {', '.join(one['kinds'])}")
    for one in value["closures"]:
        click.echo(f"closed since {one['since']} by {one['by']}: {one['road']} {one['note']}".rstrip())
    if not value["closures"]:
        click.echo("No road is closed.")
