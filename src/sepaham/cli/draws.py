"""``sepaham escort draw``, ``issue``, ``verify``: draws of patrols that can be checked afterwards."""

import json
import secrets
from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sepaham.cli.run import answer, home_option, json_option, with_instance
from sepaham.errors import SepahamError

if TYPE_CHECKING:
    from sepaham.domain.draws import Draw
    from sepaham.gateways.home import Instance
    from sepaham.records.log import Log

FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
LEVELS = ("desa", "kecamatan")
_FAULTS = 1


def register_places() -> set[str]:
    """Return the codes of all regions and polling stations."""
    from sepaham.records import register

    return {*register.regions(), *(station.key for station in register.stations())}


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--name", required=True, help="What the draw is called, such as patroli-h1.")
@click.option("--values", type=FILE, help="CSV: region,value (0 to 100, from agreed risk).")
@click.option("--from-agreed", "agreed", is_flag=True, help="Values from agreed cells: exposure × TPS.")
@click.option("--level", type=click.Choice(LEVELS), default=LEVELS[0], show_default=True, help="Of these.")
@click.option("--units", type=click.IntRange(1), required=True, help="How many places a round.")
@click.option("--floor", type=click.FloatRange(0, 0.999), default=0.05, show_default=True)
@click.option("--round", "rounds", multiple=True, required=True, help="A round's name; once for each.")
@click.option("--always", multiple=True, help="A place covered in every round, outside the draw.")
@json_option
@home_option
def draw(
    *,
    file: Path,
    name: str,
    values: Path | None,
    agreed: bool,
    level: str,
    units: int,
    floor: float,
    rounds: tuple[str, ...],
    always: tuple[str, ...],
    as_json: bool,
    home: Path | None,
) -> None:
    """Bind a draw of patrols in the log: FILE keeps what it rests on, FILE.seed its secret."""
    instance = with_instance(home)
    from sepaham.actions.draws import bind_draw
    from sepaham.actions.gateway import fresh_nonce
    from sepaham.domain.draws import THOUSAND, Draw, draw_to_bytes
    from sepaham.gateways.keys import gateway_signer
    from sepaham.records.queries import current_log, now

    secret = file.with_name(file.name + ".seed")
    if file.exists() or secret.exists():
        raise SepahamError(f"{file} or {secret} is there already; name a new file.", "draw.file")
    log, last = current_log(), secrets.token_hex(32)
    places, cells = _stakes(log, values, level if agreed else "")
    made = Draw(name, log.origin, fresh_nonce(), units, round(floor * THOUSAND), places, always, rounds)
    secret.touch(mode=0o600)
    secret.write_text(last)
    file.write_bytes(draw_to_bytes(made))
    try:
        bind_draw(log=log, draw=made, last=last, gateway=gateway_signer(instance, log.origin), at=now())
    except SepahamError:
        file.unlink()
        secret.unlink()
        raise
    _signed_head(instance)
    value = {"draw": name, "places": len(places), "units": units, "rounds": len(rounds), "file": str(file)}
    value |= {"agreed_cells": cells} if agreed else {}
    answer(value) if as_json else click.echo(
        "{draw} is bound: {units} of {places} places, {rounds} rounds; {file}.seed stays secret.".format(
            **value
        )
    )


def _stakes(log: "Log", values: Path | None, level: str) -> tuple[Mapping[str, int], int]:
    """Return what is at stake at each place, from a file or from agreed cells, and how many cells that is."""
    from sepaham.domain.base import Level
    from sepaham.exchange.escorts import read_values
    from sepaham.gateways.library import threats
    from sepaham.records.exposure import at_stake, exposed

    if bool(values) == bool(level):
        raise SepahamError("Give either --values FILE or --from-agreed.", "draw.values")
    if values:
        return read_values(data=values.read_bytes(), name=values.name, regions=register_places()), 0
    found = exposed(log=log, shipped=threats())
    if not found.cells:
        said = "No cell of threats is agreed in this log yet; end some in a rakor, or give --values FILE."
        raise SepahamError(said, "draw.agreed")
    return at_stake(found, level=Level[level.upper()]), found.cells


def _signed_head(instance: "Instance") -> None:
    from sepaham.actions.checkpoint import sign_head
    from sepaham.gateways.keys import log_signer, next_log_signer
    from sepaham.records.queries import current_log, now

    log = current_log()
    fresh = next_log_signer(instance, log.origin)
    also = (fresh,) if fresh else ()
    sign_head(log=log, signer=log_signer(instance, log.origin), also=also, at=now())


def _draw(file: Path) -> "Draw":
    from sepaham.domain.draws import draw_from_bytes

    try:
        return draw_from_bytes(file.read_bytes())
    except ValueError:
        raise SepahamError(f"{file} is no file of a draw.", "draw.file") from None


@click.command()
@click.argument("file", type=FILE)
@click.option("--round", "number", type=click.IntRange(1), required=True)
@json_option
@home_option
def issue(*, file: Path, number: int, as_json: bool, home: Path | None) -> None:
    """Draw one round of the draw in FILE and show its seed in the log."""
    instance = with_instance(home)
    from sepaham.actions.draws import issue_round
    from sepaham.gateways.keys import gateway_signer
    from sepaham.records.queries import current_log, now

    log, found, secret = current_log(), _draw(file), file.with_name(file.name + ".seed")
    if not secret.exists():
        raise SepahamError(f"{secret} is not there; only who bound the draw can issue it.", "draw.seed")
    gateway = gateway_signer(instance, log.origin)
    last = secret.read_text().strip()
    places = issue_round(log=log, draw=found, number=number, last=last, gateway=gateway, at=now())
    _signed_head(instance)
    value = {"draw": found.id, "round": number, "name": found.rounds[number - 1], "places": list(places)}
    answer(value) if as_json else click.echo(f"{value['name']}: {', '.join(places)}")


@click.command()
@click.argument("file", type=FILE)
@click.option("--issued", type=FILE, multiple=True, help="What `issue --json` said of a round.")
@json_option
@home_option
@click.pass_context
def verify(
    ctx: click.Context, *, file: Path, issued: tuple[Path, ...], as_json: bool, home: Path | None
) -> None:
    """Draw again what the log shows of the draw in FILE; exit code 1 where something is not as promised."""
    with_instance(home)
    from sepaham.domain.draws import faults
    from sepaham.records.escorts import promised, shown_seeds
    from sepaham.records.queries import current_log

    log, found = current_log(), _draw(file)
    bound, seeds = promised(log=log, draw=found.id), shown_seeds(log=log, draw=found.id)
    told = [json.loads(one.read_text("utf-8")) for one in issued]
    said = {one["round"]: tuple(one["places"]) for one in told}
    wrong = ["never bound"] if bound is None else faults(found, promised=bound, shown=seeds, issued=said)
    rounds = (
        {found.rounds[n - 1]: list(found.issue(number=n, seed=s)) for n, s in seeds.items()}
        if not wrong
        else {}
    )
    shares = {place: round(float(share), 6) for place, share in found.shares.items()}
    value = {"draw": found.id, "holds": not wrong, "faults": wrong, "rounds": rounds, "shares": shares}
    answer(value) if as_json else click.echo(
        "; ".join(wrong)
        or f"{found.id} holds: {len(rounds)} of {len(found.rounds)} rounds drawn again the same."
    )
    ctx.exit(_FAULTS if wrong else 0)
