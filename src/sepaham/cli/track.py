"""``sepaham track``: read positions of devices again, and plant faults to see what the rules find."""

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from sepaham.cli.run import answer, json_option

_file = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group()
def track() -> None:
    """Tracks of vehicles: where they stood, were silent, left their corridor."""


def _rule_options(command: Any) -> Any:
    for option in (
        click.option("--corridor", type=_file, help="A GeoJSON file of lines or polygons to keep to."),
        click.option(
            "--width", type=click.FloatRange(1, 100_000), default=200.0, show_default=True,
            help="Metres one may be beside the corridor.",
        ),
        click.option(
            "--radius", type=click.FloatRange(1, 100_000), default=100.0, show_default=True,
            help="Within so many metres a device stands.",
        ),
        click.option(
            "--stop", "stop_minutes", type=click.FloatRange(0.1, 100_000), default=10.0, show_default=True,
            help="Minutes of standing that make a stop.",
        ),
        click.option(
            "--silence", "silence_minutes", type=click.FloatRange(0.1, 100_000), default=10.0,
            show_default=True, help="Minutes one may be silent, whatever one's rhythm.",
        ),
    ):  # fmt: skip
        command = option(command)
    return command


@track.command()
@click.argument("file", type=_file)
@_rule_options
@click.option("--plant", type=click.IntRange(1, 100_000), help="Plant so many faults, and harmless twins.")
@click.option("--seed", type=int, default=1, show_default=True, help="What chance begins from.")
@click.option(
    "--window",
    type=click.FloatRange(1, 10_000),
    default=60.0,
    show_default=True,
    help="An alert counts that comes so many minutes after its fault began.",
)
@json_option
def replay(
    *,
    file: Path,
    corridor: Path | None,
    width: float,
    radius: float,
    stop_minutes: float,
    silence_minutes: float,
    plant: int | None,
    seed: int,
    window: float,
    as_json: bool,
) -> None:
    """
    Say what the devices of FILE did: CSV with columns uid, datetime, lat and lng, or GPX, also gzipped.

    Hours without a zone are UTC. Rows that cannot be read are skipped and counted, the first of them named.
    With --plant the tracks are taken as lawful, faults and harmless twins are planted into them, and how well
    the rules tell them apart is said.
    """
    from sepaham.domain.tracking import Rules
    from sepaham.exchange.corridors import read_corridor
    from sepaham.exchange.track_shapes import reading_shape, sums, way_shape
    from sepaham.exchange.tracks import Reading

    rules = Rules(radius=radius, stop=stop_minutes * 60, silence=silence_minutes * 60)
    way = read_corridor(data=corridor.read_bytes(), width=width) if corridor else None
    began, told = time.perf_counter(), Reading()
    ways, in_order = _retraced(file, told, rules=rules, corridor=lambda _uid: way)
    seconds = time.perf_counter() - began
    value = {
        "file": file.name,
        **reading_shape(told),
        "sorted": not in_order,
        "totals": sums(ways.values()),
        **_cost(told.rows, seconds),
        "devices": [way_shape(uid, way) for uid, way in ways.items()],
    }
    if plant:
        value["planted"] = _tried(
            file, ways, rules=rules, corridor=way, width=width, number=plant, seed=seed, window=window * 60
        )
    if as_json:
        answer(value)
    else:
        _say(value)


def _retraced(file: Path, told: Any, **how: Any) -> tuple[Any, bool]:
    """Return what devices did, and whether the file was in order; where it is not it is sorted first."""
    from sepaham.cli.progress import progress
    from sepaham.domain.retrace import OutOfOrderError, retrace
    from sepaham.exchange.tracks import Reading
    from sepaham.gateways.spill import in_order
    from sepaham.gateways.track_files import read_positions

    with progress(file.name) as tell:
        try:
            return _found(retrace(read_positions(file, told), strict=True, told=tell, **how), told), True
        except OutOfOrderError:
            told.__dict__.update(Reading().__dict__)
            rows = in_order(read_positions(file, told))
            return _found(retrace(rows, told=tell, **how), told), False


def _tried(file: Path, ways: dict[str, Any], **how: Any) -> dict[str, Any]:
    """Plant faults into a file's tracks and return how well they are found."""
    from sepaham.cli.progress import progress
    from sepaham.exchange.track_shapes import hour_text
    from sepaham.exchange.tracks import Reading
    from sepaham.gateways.track_files import read_positions
    from sepaham.simulator.trial import try_rules

    tracks: dict[str, list[Any]] = {uid: [] for uid in ways}
    for uid, *fix in read_positions(file, Reading()):
        tracks[uid].append(tuple(fix))
    with progress("faults"):
        events = {uid: found.events for uid, found in ways.items()}
        planting, score = try_rules(tracks, events, **how)
    truth = [
        {"kind": one.kind, "uid": one.uid, "start": hour_text(one.since), "end": hour_text(one.until)}
        for one in planting.truth
    ]
    asked = {"asked": how["number"], "seed": how["seed"], "window_minutes": how["window"] / 60}
    return {**asked, **score.to_dict(), "truth": truth}


def _found(ways: dict[str, Any], told: Any) -> dict[str, Any]:
    from sepaham.exchange.tracks import TracksError

    if not ways:
        first = "; ".join(f"row {row}: {why}" for row, why in told.named[:3])
        raise TracksError(f"There is no position in the file. {first}".strip(), "tracks.empty")
    return ways


def _cost(rows: int, seconds: float) -> dict[str, Any]:
    from sepaham.cli.progress import peak_mb

    return {
        "seconds": round(seconds, 3),
        "positions_per_second": round(rows / max(seconds, 1e-9)),
        "peak_mb": peak_mb(),
    }


def _say(value: dict[str, Any], line: Callable[[str], None] = click.echo) -> None:
    """Write the answer in lines."""
    total = value["totals"]
    line(
        f"{value['rows']:,} positions of {total['devices']:,} devices in {value['seconds']} s "
        f"({value['positions_per_second']:,} a second): {total['stops']:,} stops, "
        f"{total['silences']:,} silences, {total['deviations']:,} deviations; "
        f"{total['jitter']:,} positions are jitter, {total['repeated']:,} repeated."
    )
    if value["skipped"]:
        line(f"{value['skipped']:,} rows could not be read:")
        for one in value["skipped_rows"]:
            line(f"  row {one['row']}: {one['why']}")
    line(f"Zone of the hours: {value['zone']}.")
    if "planted" in value:
        _say_planted(value["planted"], line)
        return
    for device in value["devices"]:
        line(f"{device['uid']}: {device['start']} – {device['end']}, {device['kept']:,} positions")
        for kind in ("stops", "silences", "deviations"):
            for event in device[kind]:
                far = f", {event['metres']:,} m" if "metres" in event else ""
                line(
                    f"  {kind[:-1]:10} {event['start']} – {event['end']}  {event['minutes']:g} min"
                    f"  {event['lat']}, {event['lng']}{far}"
                )


def _say_planted(value: dict[str, Any], line: Callable[[str], None]) -> None:
    line(
        f"{value['faults']} faults and {value['twins']} harmless twins planted (seed {value['seed']}): "
        f"precision {value['precision']}, recall {value['recall']}; "
        f"{value['false_alerts_per_device_day']} false alerts a device and day."
    )
    for kind, one in value["kinds"].items():
        low, high = one["interval"]
        line(f"  {kind:12} {one['found']:4} of {one['planted']:4} found  ({low:.2f} to {high:.2f})")
    for kind, one in value["twin_kinds"].items():
        line(f"  {kind:12} {one['alerted']:4} of {one['planted']:4} harmless twins gave a false alert")
