"""``sepaham agreement``: how far raters agree, from a table of their ratings."""

import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sepaham.cli.progress import language, peak_mb, progress
from sepaham.cli.run import answer, json_option

if TYPE_CHECKING:
    from sepaham.exchange.ratings import Sheet


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--categories", default="", metavar="1..5", help="The full scale, also values nobody chose.")
@click.option("--cluster", default="", metavar="COLUMN", help="The column of what units are nested in.")
@click.option(
    "--bootstrap", type=click.IntRange(0, 100_000), default=1000, show_default=True, help="Draws; 0 for none."
)
@click.option("--seed", type=int, default=1, show_default=True, help="What chance begins from.")
@json_option
def agreement(*, file: Path, categories: str, cluster: str, bootstrap: int, seed: int, as_json: bool) -> None:
    """
    Say how far raters agree in FILE: a row per unit, a column per rater, an empty cell where nobody rated.

    A first column that is no number names the units; where all are codes of desa, whole kecamatan are drawn.
    TT (unknown) and BK (not one's authority) count as missing. Exit 1 where cells cannot be read.
    """
    from sepaham.cli.places import refused
    from sepaham.exchange.ratings import read_ratings

    begun = time.monotonic()
    sheet = read_ratings(data=file.read_bytes(), name=file.name, categories=categories, cluster=cluster)
    if sheet.problems:
        refused(sheet.problems, as_json=as_json)
    value = _found(sheet, times=bootstrap, seed=seed)
    value |= {"seconds": round(time.monotonic() - begun, 2), "peak_mb": peak_mb()}
    answer(value) if as_json else _tell(value)


def _found(sheet: "Sheet", *, times: int, seed: int) -> dict[str, Any]:
    from random import Random

    from sepaham.domain.agreement import figures, tally
    from sepaham.domain.bootstrap import intervals
    from sepaham.exchange.agreement import agreement_to_dict, raters_to_dict

    counted = tally(ratings=sheet.ratings, scale=sheet.scale)
    found = figures(sums=counted.total(), scale=sheet.scale)
    with progress("drawing", times or None) as told:
        chance = Random(seed)  # noqa: S311  the same seed gives the same intervals
        ends = intervals(tally=counted, chance=chance, times=times, clusters=sheet.clusters, told=told)
    drawn = {
        "times": times,
        "seed": seed,
        "by": sheet.clustered_by,
        "groups": len(set(sheet.clusters)) if sheet.clusters else len(sheet.ratings),
    }
    return {
        **agreement_to_dict(sheet=sheet, found=found, intervals=ends),
        **raters_to_dict(sheet),
        "bootstrap": drawn,
    }


def _tell(value: dict[str, Any]) -> None:
    click.echo("{n_units:,} units, {n_raters} raters, {n_pairable:,} rated by two or more".format(**value))
    for outer in ("alpha", "ac1", "ac2", "raw"):
        inner = value[outer] if isinstance(value[outer], dict) else {"": value[outer]}
        for name, figure in inner.items():
            path = f"{outer}.{name}".rstrip(".")
            ends = value["intervals"][outer]
            click.echo(f"{path:16} {_line(figure, ends[name] if name else ends, value['reasons'].get(path))}")
    for row in value["raters"]:
        bias = "–" if row["bias"] is None else f"{row['bias']:+.2f}"
        click.echo(f"{row['rater']:16} rated {row['rated']:,}, bias {bias} over {row['shared']:,} shared")
    if not value["categories_given"]:
        found = ", ".join(map(str, value["categories"]))
        click.echo(f"Scale as found: {found}. Name the full one, such as --categories 1..5.")
    for warning in value["warnings"]:
        click.secho(warning[language()], bold=True)


def _line(figure: float | None, ends: list[float] | None, reason: dict[str, str] | None) -> str:
    if figure is None:
        return f"– ({reason[language()] if reason else ''})"
    return f"{figure:.3f}" + (f" [{ends[0]:.3f}, {ends[1]:.3f}]" if ends else "")
