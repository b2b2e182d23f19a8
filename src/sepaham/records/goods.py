"""What the tables say of goods by type, of packing and of seals, as the domain's values."""

from collections.abc import Collection

from sepaham.domain.base import Level, ancestor, level_of
from sepaham.domain.facts import Fact
from sepaham.domain.findings import Finding
from sepaham.domain.goods_sentences import GOODS as GOODS_RULES
from sepaham.domain.register import LINES, PollingStation, office_id
from sepaham.domain.seals import SEALS
from sepaham.domain.stock import Stock, Wants, items_of, stocks_of, wants_of
from sepaham.domain.storage import GOODS, Arrival, Order, arrivals_of, orders_of
from sepaham.records import queries
from sepaham.records.facts import facts
from sepaham.records.log import Log
from sepaham.records.register import Office, profile, stations


def goods(log: Log) -> list[Fact]:
    """Return all that counts of goods by type, in the order of the hours."""
    return facts(log=log, kinds=GOODS)


def arrivals(log: Log) -> dict[str, Arrival]:
    """Return the deliveries by name, in the order of their arrival."""
    return arrivals_of(goods(log))


def orders(log: Log) -> list[Order]:
    """Return the orders, in the order they were made."""
    told = goods(log)
    return list(orders_of(told, arrivals_of(told)).values())


def wants(region: str) -> Wants:
    """Return what a kabupaten needs by the register and profile in force."""
    return wants_of(profile=profile(), stations=stations(region), region=region)


def stocks(*, log: Log, region: str) -> dict[str, Stock]:
    """Return the account of every item of a kabupaten, in the profile's order, and of others named."""
    told = facts(log=log, kinds=(*GOODS, "parcel.pack"))
    return stocks_of(told, items=items_of(profile()), wants=wants(region))


def items() -> tuple[str, ...]:
    """Return every item a kabupaten handles, in the profile's order."""
    return items_of(profile())


def pieces() -> dict[str, tuple[str, str]]:
    """Return what one piece of each item is called, in Indonesian and in English."""
    return {item.code: (item.piece_id, item.piece_en) for item in profile().items}


def seals(log: Log) -> list[Fact]:
    """Return all that counts of seals, in the order of the hours."""
    return facts(log=log, kinds=SEALS)


def packing(*, log: Log, region: str) -> list[Fact]:
    """Return what was stated of packing in a region."""
    return facts(log=log, kinds=("parcel.pack",), region=region)


def stations_in(region: str) -> list[PollingStation]:
    """Return the polling stations of a region, in code order."""
    return list(stations(region))


def right_below(office: str) -> list[str]:
    """Return the offices of the same line right below an office, in code order."""
    line, _, seat = office.partition(":")
    below = next((code for code, other in LINES.items() if other.above == line and _holds(code)), "")
    rows = Office.objects.filter(line=below, id__startswith=f"{below}:{seat}.")
    return list(rows.order_by("id").values_list("id", flat=True))


def _holds(line: str) -> bool:
    return LINES[line].institution == "kpu"


def right_above(office: str) -> str:
    """Return the office right above another within its institution; '' at the top of a kabupaten."""
    line, _, seat = office.partition(":")
    above = LINES.get(LINES[line].above)
    if above is None or above.institution != LINES[line].institution or above.level < Level.KABUPATEN:
        return ""
    return office_id(above.code, ancestor(seat, Level(min(above.level, level_of(seat)))))


def to_check(*, region: str, rules: Collection[str] = tuple(GOODS_RULES)) -> list[Finding]:
    """Return what needs a look about goods and seals in a region now, worst first."""
    found = queries.open_findings(log=queries.current_log(), region=region, at=queries.now())
    return [finding for finding in found if finding.rule in rules]
