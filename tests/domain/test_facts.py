"""Whatever is stated of goods and seals, judging it as it comes gives what judging it all at once gives."""

from datetime import timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from example import JIPURAPAH, KABUPATEN, PROFILE, REGISTER, code, hour
from sepaham.domain.facts import Fact, Facts
from sepaham.domain.noticeboard import Noticeboard
from sepaham.domain.statement import Source
from sepaham.domain.stock import wants_of
from sepaham.domain.stocktaking import judge_facts

ONE = f"{JIPURAPAH}.001"
WANTS = wants_of(profile=PROFILE, stations=REGISTER.stations, region=KABUPATEN)
few, name = st.integers(0, 5), st.sampled_from(["A", "B"])
item = st.sampled_from(["ballot:pilgub", "seal", "ink"])
office = st.sampled_from([f"kpu:{KABUPATEN}", f"kpps:{ONE}"])
unit = st.sampled_from([code(ONE, "T1"), "zz"])
numbers = st.lists(st.sampled_from(["1", "2", "1-3", "x"]), max_size=2)
seals = st.dictionaries(unit, numbers, max_size=2)
cartons = st.lists(st.fixed_dictionaries({"first": few, "last": few, "each": few}), max_size=3)
waybill = st.fixed_dictionaries({"number": name, "pieces": few, "cartons": few})
day = st.sampled_from(["2024-11-01", "2024-13-01", "0001-01-01", "9999-12-31"])


def of(kind, must, may=None):
    return st.tuples(st.just(kind), st.fixed_dictionaries(must, optional=may or {}))


STATED = st.one_of(
    of("goods.order", {"order": name, "item": item, "pieces": few}, {"due": day}),
    of(
        "goods.arrive",
        {"arrival": name, "item": item, "cartons": cartons},
        {"waybill": waybill, "counted": few, "order": name, "claim": name},
    ),
    of("goods.count", {"arrival": name, "cartons": cartons}),
    of("goods.observe", {"arrival": name, "pieces": few}, {"cartons": cartons}),
    of(
        "goods.sort",
        {"item": item, "good": few, "damaged": st.dictionaries(name, few, max_size=2)},
        {"short": few, "arrival": name, "first": few},
    ),
    of("goods.claim", {"item": item, "document": name, "damaged": few, "short": few}, {"arrival": name}),
    of("seal.issue", {"to": office, "count": few}, {"numbers": numbers}),
    of("seal.return", {"to": office, "count": few}),
    of("seal.spoil", {"count": few}),
    of("seal.count", {"blank": few}),
    of(
        "parcel.pack",
        {"units": st.lists(unit, max_size=2)},
        {"seals": seals, "counts": st.dictionaries(item, few)},
    ),
    of("unit.seal", {"seals": seals, "after": st.just("vote"), "present": st.just([])}),
)
told = st.lists(st.tuples(STATED, office, st.sampled_from([KABUPATEN, ONE]), few), min_size=1, max_size=6)


def facts_of(stated):
    for index, ((kind, body), actor, region, hours) in enumerate(stated):
        at = hour("12 08:00") + timedelta(hours=hours)
        yield Fact(f"{index}", index, kind, "", actor, actor, region, at, at, Source.DIRECT, body)


def judged(came, *, gone=(), each=False):
    """Return what needs a look once facts came and some went, judged after each or once."""
    facts, board = Facts(), Noticeboard()

    def look():
        fresh, dropped = facts.changes()
        for owner, found in judge_facts(facts, (*fresh, *dropped), wants=lambda: WANTS):
            board.keep(owner, found)

    for put, value in (*((facts.put, fact) for fact in came), *((facts.drop, fact.key) for fact in gone)):
        put(value)
        if each:
            look()
    look()
    return board.findings


@settings(deadline=None, max_examples=300)
@given(told, st.sets(st.integers(0, 5), max_size=2))
def test_judged_as_it_comes_and_goes_it_is_as_judged_at_once(stated, withdrawn):
    came = list(facts_of(stated))
    gone = [fact for fact in came if fact.index in withdrawn]
    assert judged(came, gone=gone, each=True) == judged([fact for fact in came if fact not in gone])
