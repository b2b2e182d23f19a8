"""``sepaham picture``, ``findings``, ``unit``: what the pages show, in a terminal."""

from pathlib import Path

import click

from sepaham.cli.progress import language
from sepaham.cli.run import answer, home_option, json_option, with_instance
from sepaham.domain.base import region_code

_region = click.option("--region", default="", help="Only this place, such as 35.17.15.")


def _place(region: str) -> str:
    from sepaham.actions.gateway import region_of
    from sepaham.records.queries import current_log

    return region_code(region) if region else region_of(current_log().origin)


@click.command()
@_region
@json_option
@home_option
def picture(*, region: str, as_json: bool, home: Path | None) -> None:
    """Say where all goods are and how many polling stations are complete."""
    with_instance(home)
    from sepaham.exchange.shapes import area_shape, head_shape
    from sepaham.records import queries

    shown = queries.picture(region=_place(region), at=queries.now())
    if as_json:
        areas = [area_shape(area) for area in shown.areas]
        answer({"head": head_shape(shown.head), "total": area_shape(shown.total), "areas": areas})
        return
    total = shown.total
    click.echo(
        f"{shown.head.name}: {total.complete:,} of {total.stations:,} TPS complete; "
        f"{total.boxes_home:,} of {total.boxes:,} boxes home; {len(shown.findings):,} need a look."
    )
    for area in shown.areas:
        looks = area.serious + area.differ + area.attention
        click.echo(
            f"  {area.region:18} {area.name:28} {area.complete:5,}/{area.stations:<5,} {looks:4} need a look"
        )


@click.command()
@_region
@click.option("--all", "everything", is_flag=True, help="Also those that later facts settled.")
@json_option
@home_option
def findings(*, region: str, everything: bool, as_json: bool, home: Path | None) -> None:
    """List what needs a look, worst first, each with its reason."""
    with_instance(home)
    from sepaham.domain.findings import explain
    from sepaham.exchange.shapes import finding_shape
    from sepaham.records import queries
    from sepaham.records.names import namer

    at, names = queries.now(), namer()
    found = queries.all_findings(region=_place(region), at=at)
    shown = [f for f in found if everything or f.until is None or f.until > at]
    if as_json:
        answer({"total": len(shown), "findings": [finding_shape(finding, names) for finding in shown]})
        return
    for finding in shown:
        click.echo(f"{finding.severity.value:10} {finding.rule:24} {explain(finding, language(), names)}")


@click.command()
@click.argument("code")
@json_option
@home_option
def unit(*, code: str, as_json: bool, home: Path | None) -> None:
    """Tell one unit's life: what was declared and what was seen, stage by stage."""
    with_instance(home)
    from sepaham.errors import SepahamError
    from sepaham.exchange.shapes import life_shape
    from sepaham.records import queries
    from sepaham.records.names import namer

    life, names = queries.life(code=code.upper(), at=queries.now(), plans=True), namer()
    if life is None:
        raise SepahamError(f"There is no unit {code!r} here; check the code on its label.", "unit.unknown")
    if as_json:
        answer(life_shape(life, names))
        return
    click.echo(f"{names(life.state.code, language())}: {names(life.state.holder, language())}")
    for step in life.steps:
        for event in sorted((*step.declared, *step.seen), key=lambda e: e.at):
            mark = "seen    " if event.seen else "declared"
            office = names(event.office, language())
            click.echo(f"  {step.stage:15} {mark} {event.at:%Y-%m-%d %H:%M} {office} {', '.join(event.off)}")
