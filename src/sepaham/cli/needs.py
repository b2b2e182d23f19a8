"""``sepaham needs``: what every place must get, and in how many cartons."""

import json
import sys
import time
from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sepaham.cli.progress import peak_mb, progress
from sepaham.cli.run import home_option, json_option, with_instance
from sepaham.domain.base import Level, ancestor, region_code
from sepaham.domain.needs import Need, lines
from sepaham.errors import SepahamError
from sepaham.exchange.needs import LEVELS, TOTAL, head_to_dict, levels_for, need_to_dict, needs_of

if TYPE_CHECKING:
    from sepaham.domain.catalogue import Profile

_ROWS = 400
_WIDTH = 160


@click.command()
@click.option(
    "--by", type=click.Choice([*LEVELS, TOTAL]), help="The level of the rows; by default the widest two."
)
@click.option("--region", help="Only this place, such as 35.17.15.")
@click.option(
    "--carton",
    "sizes",
    multiple=True,
    metavar="ITEM=SIZE",
    help="Also in cartons: ballot=2000, or for one election ballot/pilbup=2500.",
)
@json_option
@home_option
def needs(
    *, by: str | None, region: str | None, sizes: tuple[str, ...], as_json: bool, home: Path | None
) -> None:
    """Say what every place must get, by the profile in force."""
    with_instance(home)
    from sepaham.records import register as records

    profile, area = records.profile(), region_code(region) if region else ""
    report = _Report(
        profile=profile,
        area=area,
        levels=levels_for(by=by or "", area=area, single=len(records.kabupaten()) == 1),
        sizes=_cartons(sizes, profile),
        names={code: place.name for code, place in records.regions(ancestor(area, Level.DESA)).items()},
    )
    report.write_json() if as_json else report.write_text()


class _Report:
    """The needs of a place, told twice: the total first, which proves every rule, then row by row."""

    def __init__(
        self,
        *,
        profile: "Profile",
        area: str,
        levels: tuple[Level, ...],
        sizes: Mapping[str, int],
        names: Mapping[str, str],
    ) -> None:
        """Count the total, so that nothing is written of a profile that cannot be counted."""
        self.begun = time.monotonic()
        self.profile, self.area, self.levels, self.sizes, self.names = profile, area, levels, sizes, names
        self.figures = lines(profile)
        with progress("counting"):
            total = next(self._needs(()), None)
        if total is None or not total.tps:
            raise SepahamError(
                f"There are no polling stations in {area or 'this register'}.", "register.empty"
            )
        self.total = self._row(total)

    def _needs(self, levels: tuple[Level, ...]) -> Iterator[Need]:
        from sepaham.records.register import stations

        desa = ancestor(self.area, Level.DESA)
        return needs_of(area=self.area, stations=stations(desa), profile=self.profile, levels=levels)

    def _row(self, need: Need) -> dict[str, Any]:
        return need_to_dict(need, self.figures, self.sizes, self.names)

    def rows(self) -> Iterator[dict[str, Any]]:
        """Yield the rows of the asked levels."""
        return map(self._row, self._needs(self.levels)) if self.levels else iter(())

    def write_json(self) -> None:
        """Write one JSON object, its rows as they are counted, so that a nation needs little memory."""
        head = head_to_dict(profile=self.profile, area=self.area, total=self.total)
        click.echo(json.dumps(head, ensure_ascii=False)[:-1] + ', "regions": [', nl=False)
        for place, row in enumerate(self.rows()):
            click.echo((", " if place else "") + json.dumps(row, ensure_ascii=False), nl=False)
        cost = {"seconds": round(time.monotonic() - self.begun, 2), "peak_mb": peak_mb()}
        click.echo("], " + json.dumps(cost)[1:])

    def write_text(self) -> None:
        """Write a table of at most some hundred rows, the total line by line, and what is assumed."""
        from rich.console import Console

        console = Console(width=None if sys.stdout.isatty() else _WIDTH)
        rows = list(islice(self.rows(), _ROWS + 1))
        console.print(_table(self.profile, [*rows[:_ROWS], self.total]))
        if len(rows) > _ROWS:
            click.echo(f"Only the first {_ROWS} rows are shown; --json gives all.")
        for line in self.total["lines"]:
            click.echo(_line_text(line))
        click.echo("no rule yet: " + ", ".join(item.code for item in self.profile.without_rule()))
        if self.total["assumed_tps"]:
            of = f"{self.total['assumed_tps']:,} of {self.total['tps']:,}"
            click.secho(f"* ASSUMED: the voters of {of} TPS are assumed.", bold=True)


def _cartons(sizes: Iterable[str], profile: "Profile") -> dict[str, int]:
    found: dict[str, int] = {}
    for text in sizes:
        name, _, size = text.partition("=")
        if not size.isdigit() or int(size) < 1:
            raise SepahamError(f"{text!r}: write --carton ballot=2000.", "needs.carton")
        profile.item(name.partition("/")[0])
        found[name] = int(size)
    return found


def _table(profile: "Profile", rows: list[dict[str, Any]]) -> Any:
    from rich.table import Table

    codes = [code for code, pieces in rows[-1]["items"].items() if pieces]
    table = Table("region", "name", title=profile.name_en)
    for heading in ("TPS", "voters", *codes):
        table.add_column(heading, justify="right", no_wrap=True)
    for row in rows:
        figures = (row["tps"], row["voters"], *(row["items"][code] for code in codes))
        mark = " *" if row["assumed_tps"] else ""
        table.add_row(row["region"] or "total", row["name"] + mark, *(f"{figure:,}" for figure in figures))
    return table


def _line_text(line: Mapping[str, Any]) -> str:
    name = f"{line['item']} {line['election']}".strip()
    kept = ", kept back for a re-vote" if line["reserve"] else ""
    if "cartons" not in line:
        return f"{name}: {line['quantity']:,}{kept}"
    size, full, odd = (line["cartons"][key] for key in ("size", "full", "odd"))
    return f"{name}: {line['quantity']:,} = {full:,} cartons of {size:,} and {odd:,} more{kept}"
