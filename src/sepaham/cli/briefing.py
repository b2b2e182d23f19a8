"""``sepaham briefing``: issue an edition of one-page briefings, print them, throw old telemetry away."""

import time
from concurrent.futures import ProcessPoolExecutor
from datetime import UTC, datetime, timedelta
from multiprocessing import get_context
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from sepaham.cli.run import answer, home_option, json_option, with_instance
from sepaham.errors import SepahamError

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from sepaham.domain.briefing import Briefing, Edition
    from sepaham.exchange.papers.briefing import Printing
    from sepaham.exchange.papers.typeset import Typeset

KIND_NAMES = ("desa", "kecamatan", "store", "trip")
_WORKERS = 2


@click.group()
def briefing() -> None:
    """One page for each desa, kecamatan, store and trip (pembekalan)."""


@briefing.command()
@json_option
@home_option
def make(*, as_json: bool, home: Path | None) -> None:
    """Issue a new edition: pages that changed get a new version, and its hash enters the log."""
    instance = with_instance(home)
    from sepaham.actions.briefing import issue
    from sepaham.gateways.keys import gateway_signer
    from sepaham.gateways.library import threats
    from sepaham.records.briefing import edition_in_force
    from sepaham.records.queries import current_log, now

    began, log = time.perf_counter(), current_log()
    made = issue(log=log, shipped=threats(), gateway=gateway_signer(instance, log.origin), at=now())
    found = made or edition_in_force(log)
    value = {
        "edition": found.number if found else 0,
        "issued": made is not None,
        "pages": len(found.pages) if found else 0,
        "changed": len(made.fresh) if made else 0,
        "seconds": round(time.perf_counter() - began, 2),
    }
    said = "Edition {edition}: {pages} pages, {changed} of them new or changed; {seconds} s."
    none = "Nothing changed since edition {edition}; none was issued. {seconds} s."
    answer(value) if as_json else click.echo((said if made else none).format(**value))


@briefing.command(name="print")
@click.option("--all", "everything", is_flag=True, help="Every page, or every page of --kind.")
@click.option("--key", "keys", multiple=True, help="One page, such as desa:35.17.15.2004.")
@click.option("--kind", "kinds", multiple=True, type=click.Choice(KIND_NAMES), help="Only such pages.")
@click.option("--region", default="", help="Only pages about places inside this one.")
@click.option("--language", type=click.Choice(("id", "en")), default="id", show_default=True)
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    required=True,
    help="A .pdf for all of them, or a folder: one file for each kecamatan.",
)
@json_option
@home_option
def print_(
    *,
    everything: bool,
    keys: tuple[str, ...],
    kinds: tuple[str, ...],
    region: str,
    language: str,
    out: Path,
    as_json: bool,
    home: Path | None,
) -> None:
    """Print pages of the edition in force as PDF, with the names and phones of those to be called."""
    with_instance(home)
    from sepaham.domain.base import within

    began, edition = time.perf_counter(), _in_force()
    if not (everything or keys or kinds or region):
        raise click.UsageError("Name what to print: --all, --key, --kind or --region.")
    pages = [
        page
        for page in edition.pages
        if (not keys or page.key in keys)
        and (not kinds or page.kind in kinds)
        and (not region or within(page.region, region))
    ]
    if not pages:
        raise SepahamError(
            "No page of the edition in force is of that name, kind and region.", "briefing.none"
        )
    files = _printed(pages, _printing(edition, pages, language), out)
    value = {
        "pages": len(pages),
        "files": [str(file) for file in files],
        "seconds": round(time.perf_counter() - began, 2),
    }
    said = f"{value['pages']} pages in {len(files)} files; {value['seconds']} s."
    answer(value) if as_json else click.echo(said)


def _in_force() -> "Edition":
    from sepaham.records.briefing import edition_in_force
    from sepaham.records.queries import current_log

    found = edition_in_force(current_log())
    if found is None:
        raise SepahamError(
            "No briefing was issued in this log; run `sepaham briefing make` first.", "briefing.unissued"
        )
    return found


def _printing(edition: "Edition", pages: "Iterable[Briefing]", language: Any) -> "Printing":
    from sepaham.domain.words import write_moment
    from sepaham.exchange.papers.briefing import Printing
    from sepaham.exchange.papers.words import speaker
    from sepaham.records.briefing import calls_of
    from sepaham.records.names import namer
    from sepaham.records.queries import current_log, now

    log, say = current_log(), speaker(language)
    kabupaten = log.origin.split("/")[1]
    marks = [say(key) for key, holds in (("drill", log.drill), ("example", log.illustrative)) if holds]
    return Printing(
        language=language,
        names=namer(),
        issuer=f"kpu:{kabupaten}",
        issued_at=edition.made_at,
        people=calls_of(pages),
        asof=write_moment(now(), language, kabupaten),
        mark=" · ".join(marks),
    )


def _printed(pages: "list[Briefing]", printing: "Printing", out: Path) -> list[Path]:
    """Write one file, or where a folder is named one for each kecamatan, two at a time."""
    from sepaham.exchange.papers.briefing import briefing_papers

    if out.suffix == ".pdf":
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_bytes(_pressed(briefing_papers(pages, printing, name=out.stem)))
        return [out]
    out.mkdir(parents=True, exist_ok=True)
    groups = dict(_grouped(pages))
    papers = [briefing_papers(found, printing, name=name) for name, found in groups.items()]
    files = [out / f"{name}.pdf" for name in groups]
    with ProcessPoolExecutor(_WORKERS, mp_context=get_context("spawn")) as pool:
        for file, data in zip(files, pool.map(_pressed, papers), strict=True):
            file.write_bytes(data)
    return files


def _grouped(pages: "list[Briefing]") -> "Iterator[tuple[str, list[Briefing]]]":
    from sepaham.domain.base import Level, ancestor
    from sepaham.domain.briefing import TRIP

    found: dict[str, list[Briefing]] = {}
    for page in pages:
        area = ancestor(page.region, Level.KECAMATAN)
        found.setdefault(f"trips-{area}" if page.kind == TRIP else area, []).append(page)
    yield from found.items()


def _pressed(paper: "Typeset") -> bytes:
    from sepaham.gateways.pdf import TypstPress

    return TypstPress().pdf(paper)


@briefing.command()
@click.option(
    "--days", type=click.IntRange(min=0), default=180, show_default=True, help="Keep those younger."
)
@json_option
@home_option
def purge(*, days: int, as_json: bool, home: Path | None) -> None:
    """Throw away who opened, answered and was taught back, once it is older than some days."""
    with_instance(home)
    from sepaham.actions.briefing import purge_steps

    gone = purge_steps(before=datetime.now(UTC) - timedelta(days=days))
    answer({"purged": gone}) if as_json else click.echo(f"{gone} steps thrown away.")
