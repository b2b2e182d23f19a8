"""One page for each of 306 desa as PDF, against Typst setting as many empty pages in the same run."""

import time
from datetime import UTC, datetime

import typst
from world import played

from sepaham.domain.briefing import DESA, next_edition
from sepaham.domain.briefing_facts import Sources
from sepaham.domain.briefing_trips import pages_of
from sepaham.domain.cells import cell_key
from sepaham.domain.endings import Ending
from sepaham.domain.facts import Fact
from sepaham.domain.quiz import quiz_of
from sepaham.domain.statement import Source
from sepaham.exchange.papers.briefing import Printing, briefing_papers
from sepaham.gateways.library import threats
from sepaham.gateways.pdf import TypstPress
from sepaham.simulator.run import Run

AT = datetime(2024, 11, 20, 1, tzinfo=UTC)


def sources(run: Run) -> Sources:
    """Return the example's facts with three agreed threats in every kecamatan: the fullest there are."""
    base = run.base
    places = {station.desa.rpartition(".")[0] for station in base.register.stations}
    endings = [_ended(code, place) for place in sorted(places) for code in ("flood", "theft", "store-leak")]
    return Sources(
        log=base.plan.log,
        day=base.profile.day,
        register=base.register,
        profile=base.profile,
        plan=base.plan,
        movement=None,
        authority=base.authority,
        threats=threats(),
        endings={one.cell: one for one in endings},
    )


def _ended(threat: str, place: str) -> Ending:
    cell, office = cell_key(threat=threat, region=place), f"kpu:{place[:5]}"
    body = {"round": "r", "cell": cell, "outcome": "agreed", "likelihood": 3, "impact": 4}
    return Ending(cell, Fact("", 0, "cell.end", cell, office, office, place, AT, AT, Source.DIRECT, body))


def main() -> None:
    """Print seconds for making, asking and printing, and how many times empty pages that is."""
    run = played()
    names = {code: region.name for code, region in run.base.register.regions.items()}
    began = time.perf_counter()
    edition = next_edition(pages_of(sources(run)), before=None, log=run.base.plan.log, at=AT, nonce="0")
    assert edition
    made = time.perf_counter() - began
    pages = [page for page in edition.pages if page.kind == DESA]
    began = time.perf_counter()
    asked = sum(len(quiz_of(page, pages[:8])) for page in pages)
    quizzed = time.perf_counter() - began
    printing = Printing("id", lambda key, _: _called(key, names), "kpu:35.17", AT, {}, asof="")
    began = time.perf_counter()
    pdf = TypstPress().pdf(briefing_papers(pages, printing, name="Pembekalan"))
    printed = time.perf_counter() - began
    empty = ("#for _ in range(" + str(len(pages)) + ') { page(paper: "a4")[] }').encode()
    began = time.perf_counter()
    typst.compile({"main": empty}, format="pdf", ignore_system_fonts=True)
    bare = time.perf_counter() - began
    print(f"{len(edition.pages)} pages made in {made:.2f} s, {asked} questions in {quizzed:.2f} s")
    print(f"{len(pages)} desa printed in {printed:.2f} s ({len(pdf) / 1e6:.1f} MB, aim < 60)")
    print(f"{printed / bare:.0f} x as many empty pages")


def _called(key: str, names: dict[str, str]) -> str:
    line, _, seat = key.rpartition(":")
    return " ".join(filter(None, (line.upper(), names.get(seat, seat))))


if __name__ == "__main__":
    main()
