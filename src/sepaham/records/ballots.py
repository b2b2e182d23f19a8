"""Ballots by state: all copies of the stations' blocks of ballot use, and the warehouse's own."""

from sepaham.domain.balloting import COUNT, counts_of
from sepaham.domain.ballots import Block, Warehouse, blocks_of
from sepaham.domain.contents import contents_of
from sepaham.records.facts import facts
from sepaham.records.goods import stocks
from sepaham.records.log import Log
from sepaham.records.register import profile, stations_at

BALLOT = "ballot:"
_KEEP, _DESTROY = "ballots.keep", "ballots.destroy"


def blocks(*, log: Log, region: str) -> dict[tuple[str, str], Block]:
    """Return the ballots of every station of a region by station and election, in code order."""
    elections, expected = profile(), {}
    for station in stations_at(region):
        for item, pieces in contents_of(elections, station).items():
            if item.startswith(BALLOT):
                expected[station.key, item.removeprefix(BALLOT)] = pieces
    return blocks_of(counts_of(facts(log=log, kinds=(COUNT,), region=region)), expected=expected)


def warehouses(*, log: Log, kabupaten: str) -> dict[str, Warehouse]:
    """Return the warehouse's ballots of each election a kabupaten holds."""
    items = stocks(log=log, region=kabupaten)
    told = facts(log=log, kinds=(_KEEP, _DESTROY))

    def sheets(kind: str, field: str, election: str, why: str = "") -> int:
        return sum(
            fact.body[field].get(election, 0)
            for fact in told
            if fact.kind == kind and fact.body.get("why", "") == why
        )

    return {
        item.removeprefix(BALLOT): Warehouse(
            good=stock.good,
            packed=stock.packed,
            vote_again=sheets(_KEEP, "sheets", item.removeprefix(BALLOT), "vote_again"),
            stored=sheets(_KEEP, "sheets", item.removeprefix(BALLOT), "stored"),
            destroyed=sheets(_DESTROY, "surplus", item.removeprefix(BALLOT)),
            damaged=stock.bad,
            burnt=sheets(_DESTROY, "damaged", item.removeprefix(BALLOT)),
        )
        for item, stock in items.items()
        if item.startswith(BALLOT)
    }
