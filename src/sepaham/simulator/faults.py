"""
Injected faults at the rates seen in 2024, each in places of its own, and what should be found of them.

Rates are per polling station: wrong quantity 12,696 and swapped 1,073 of 435,296 (November 2024), not there
by the evening of H-1 8,061 and unsealed 3,441 of 820,161 (February 2024). Of other kinds there are a few.
"""

from collections.abc import Callable, Mapping
from datetime import time, timedelta

from sepaham.domain.base import Level, ancestor
from sepaham.simulator.ballot_faults import ballots_fewer, ballots_mixed, ballots_slip
from sepaham.simulator.days import counted
from sepaham.simulator.deeds import Deed, Planned, given, key_of, received, seen
from sepaham.simulator.hand import HOME, OUT, Hand
from sepaham.simulator.truth import Fault, Sign, device, sign, statement

RATES: Mapping[str, float] = {
    "wrong_quantity": 0.029,
    "swapped": 0.0025,
    "late": 0.010,
    "unsealed": 0.0042,
}
"""Share of polling stations a kind of fault befalls."""
UNNOTICED: Mapping[str, float] = {"booth": 0.1, "ballot": 0.4, "unsealed": 0.2}
"""Share of faults whose evidence nobody states, because nobody looked."""


def quotas(stations: int) -> dict[str, int]:
    """Return how many faults of each kind a register of so many polling stations gets."""
    few = 1 + stations // 1000
    return {kind: max(1, round(RATES[kind] * stations)) if kind in RATES else few for kind in FAULTS}


def wrong_quantity(hand: Hand, turn: int) -> Fault:
    """Leave out a booth, or some ballots."""
    station = hand.station()
    contents = hand.scene.contents(station)
    if turn % 2 and contents:
        return _ballots_short(hand, station, sorted(contents))
    return _unit_missing(hand, station)


def _ballots_short(hand: Hand, station: str, items: list[str]) -> Fault:
    item = hand.rng.choice([name for name in items if name.startswith("ballot")] or items)
    planned = hand.planned(OUT, station)
    key = received(planned, 1)
    hand.diary.strike(key)
    if hand.rng.random() < UNNOTICED["ballot"]:
        return Fault("wrong_quantity")
    whole, gone = hand.scene.contents(station)[item], hand.rng.randint(1, 20)
    short = whole - gone if whole >= gone else whole + gone
    office = planned.load.receiver
    at = hand.at(key_of("unit.open", office, station)) + hand.minutes(5, 15)
    hand.say(
        Deed(key, office, "handover.receive", station, at, counted(hand.scene, station, **{item: short}))
    )
    return Fault("wrong_quantity", (sign("count_differs", planned.hash, item),))


def _unit_missing(hand: Hand, station: str) -> Fault:
    pieces = [unit for unit in hand.scene.pieces[station] if unit.kind.returns and unit.kind.item != "box"]
    unit = (pieces or list(hand.scene.pieces[station]))[-1]
    if hand.rng.random() < UNNOTICED["booth"]:
        return Fault("wrong_quantity")
    planned = hand.planned(OUT, station)
    hand.diary.mark(hand.receivers_side(planned), [unit.code], "missing")
    expected = (sign("count_differs", planned.hash, unit.kind.item),)
    if hand.rng.random() < 0.6:  # noqa: PLR2004  more often than not it turns up in the morning
        body = {"list": planned.hash, "only": [unit.code]}
        office, key = planned.load.receiver, received(planned, 2)
        hand.say(Deed(key, office, "handover.receive", station, hand.morning(), body))
        return Fault("wrong_quantity", expected)
    return Fault(
        "wrong_quantity", expected, tuple(_never_comes_home(hand, station, unit.code, unit.kind.item))
    )


def _never_comes_home(hand: Hand, station: str, unit: str, item: str) -> list[Sign]:
    signs = []
    for planned in hand.home_lists(station):
        hand.diary.mark(hand.diary.accounts(planned), [unit], "missing")
        signs.append(sign("count_differs", planned.hash, item))
    return signs


def swapped(hand: Hand, turn: int) -> Fault:
    """Exchange the boxes of two polling stations; they change back the same evening or before the vote."""
    pair = hand.pair(same_desa=turn % 2 == 0)
    at = hand.evening() if hand.rng.random() < 0.5 else hand.morning()  # noqa: PLR2004
    expected: list[Sign] = []
    consequences: list[Sign] = []
    for here, there in (pair, pair[::-1]):
        planned, boxes = hand.planned(OUT, here), hand.scene.boxes(there)
        hand.diary.reword(received(planned), seals=None)
        hand.diary.mark(hand.receivers_side(planned), hand.scene.boxes(here), "missing")
        hand.diary.mark([received(planned)], boxes, "extra")
        giver, receiver = hand.scene.office("kpps", here), hand.scene.office("kpps", there)
        hand.move(OUT, boxes, at, giver=giver, receiver=receiver)
        expected.extend(sign("wrong_destination", box, planned.hash) for box in boxes)
        consequences.append(sign("count_differs", planned.hash, "box"))
    return Fault("swapped", tuple(expected), tuple(consequences))


def late(hand: Hand, _turn: int) -> Fault:
    """Bring a polling station's goods after the evening of H-1."""
    planned = hand.planned(OUT, hand.station())
    at = planned.load.closes_at + hand.minutes(20, 420)
    hand.diary.shift(_outward(hand, planned), at - hand.at(received(planned)))
    return Fault("late", (sign("late", planned.hash),))


def _outward(hand: Hand, planned: Planned) -> list[str]:
    """Return the accounts of a handover on the way out, without what was counted on the day."""
    return [key for key in hand.diary.accounts(planned) if key != received(planned, 1)]


def unsealed(hand: Hand, _turn: int) -> Fault:
    """Let a box come without its seal; KPPS closes it again before witnesses."""
    return _seal_off(hand, "unsealed", "unsealed", "seal_missing", UNNOTICED["unsealed"])


def seal_broken(hand: Hand, _turn: int) -> Fault:
    """Let a box come with a broken seal; KPPS closes it again before witnesses."""
    return _seal_off(hand, "seal_broken", "seal_broken", "seal_broken", 0.0)


def _seal_off(hand: Hand, kind: str, what: str, rule: str, unnoticed: float) -> Fault:
    station = hand.station()
    planned, box = hand.planned(OUT, station), hand.scene.boxes(station)[0]
    if hand.rng.random() < unnoticed:
        return Fault(kind)
    hand.reread(planned, box, None)
    hand.diary.mark(hand.receivers_side(planned), [box], what)
    office, at = planned.load.receiver, hand.at(received(planned)) + hand.minutes(10, 40)
    body = {
        "seals": {box: hand.scene.seals()},
        "after": OUT,
        "present": [office, hand.scene.office("ptps", station)],
    }
    hand.say(Deed(key_of("unit.seal", office, OUT), office, "unit.seal", station, at, body))
    return Fault(kind, (sign(rule, box, planned.hash),))


def seal_differs(hand: Hand, _turn: int) -> Fault:
    """Let KPPS read another number than the one that was put on."""
    station = hand.station()
    planned, box = hand.planned(OUT, station), hand.scene.boxes(station)[0]
    hand.reread(planned, box, [*hand.applied(station)[box][:-1], *hand.scene.seals()[:1]])
    return Fault("seal_differs", (sign("seal_differs", box, planned.hash),) if hand.scene.numbered else ())


def unknown_unit(hand: Hand, _turn: int) -> Fault:
    """Let KPPS state a code that is in no plan: a sticker misread by one character."""
    station = hand.station()
    planned, box = hand.planned(OUT, station), hand.scene.boxes(station)[0]
    wrong = "Z" if box[-1] != "Z" else "Y"
    hand.diary.mark([received(planned)], [box[:-1] + wrong], "extra")
    return Fault("unknown_unit", (sign("unknown_unit", statement(received(planned))),))


def held_twice(hand: Hand, _turn: int) -> Fault:
    """Let two polling stations state the same box: its sticker was printed twice."""
    here, there = hand.pair(same_desa=True)
    planned, box = hand.planned(OUT, here), hand.scene.boxes(there)[0]
    hand.diary.mark([received(planned)], [box], "extra")
    return Fault("held_twice", (sign("held_twice", box),), (sign("wrong_destination", box, planned.hash),))


def never_received(hand: Hand, _turn: int) -> Fault:
    """Lose the receiver's phone: the receipt never comes, and another phone takes its place."""
    station = hand.station()
    planned = hand.planned(OUT, station)
    kpps, pps, at = planned.load.receiver, planned.load.giver, hand.evening()
    hand.diary.strike(received(planned), received(planned, 1))
    for deed in list(hand.diary.deeds.values()):
        if deed.office == kpps:
            hand.diary.amend(deed.key, slot=1)
    new = {"office": kpps, "slot": 1}
    hand.say(Deed(key_of("device.enrol", pps, kpps), pps, "device.enrol", station, at, new))
    old = {"office": kpps, "slot": 0, "reason": "lost"}
    hand.say(Deed(key_of("device.revoke", pps, kpps), pps, "device.revoke", station, at, old))
    return Fault("never_received", (sign("never_received", planned.hash),), (sign("late", planned.hash),))


def never_given(hand: Hand, _turn: int) -> Fault:
    """Let the giver not state that it handed over."""
    planned = hand.planned(OUT, hand.station())
    hand.diary.strike(given(planned))
    return Fault("never_given", (sign("never_given", planned.hash),))


def custody_gap(hand: Hand, turn: int) -> Fault:
    """Let nobody state a whole handover."""
    leg, region = (OUT, hand.station()) if turn % 2 == 0 else ("ppk-pps", hand.desa())
    planned = hand.planned(leg, region)
    hand.diary.strike(*hand.diary.accounts(planned))
    return Fault("custody_gap", (sign("custody_gap", planned.hash),), (sign("late", planned.hash),))


def no_authority(hand: Hand, turn: int) -> Fault:
    """Let a supervisor 'receive' goods, or an office act outside its region."""
    planned = hand.planned("ppk-pps", hand.desa())
    region, at = planned.load.region, hand.at(received(planned)) + hand.minutes(5, 30)
    panwascam = hand.scene.office("panwascam", region)
    elsewhere = [area for area in hand.scene.kecamatan if area != ancestor(region, Level.KECAMATAN)]
    if turn % 2 and elsewhere:
        office = hand.scene.office("polsek", hand.rng.choice(elsewhere))
        kind, body, key = "handover.observe", {"list": planned.hash, "side": "receive"}, ""
        key = seen(planned, office, "receive")
    else:
        office, kind, body = panwascam, "handover.receive", {"list": planned.hash}
        key = key_of(kind, office, planned.hash)
    hand.say(Deed(key, office, kind, region, at, body))
    return Fault("no_authority", (sign("no_authority", statement(key)),))


def declared_differs_seen(hand: Hand, _turn: int) -> Fault:
    """Let KPPS declare all complete and the supervisor see a piece missing."""
    station = hand.station()
    planned = hand.planned(OUT, station)
    hand.diary.mark([hand.observed(station, OUT)], [hand.scene.pieces[station][-1].code], "missing")
    return Fault("declared_differs_seen", (sign("declared_differs_seen", planned.hash, "receive"),))


def opened_without_presence(hand: Hand, _turn: int) -> Fault:
    """Let KPPS open its boxes with nobody of another institution there."""
    station = hand.station()
    kpps = hand.scene.office("kpps", station)
    key = key_of("unit.open", kpps, station)
    hand.diary.reword(key, present=[kpps])
    return Fault("opened_without_presence", (sign("opened_without_presence", statement(key)),))


def device_gap(hand: Hand, _turn: int) -> Fault:
    """Let one statement of a supervisor's phone never be uploaded, though later ones are."""
    station = hand.station()
    hand.diary.mishaps.lost.add(hand.observed(station, OUT))
    hand.observed(station, HOME)
    return Fault("device_gap", (sign("device_gap", device(hand.scene.office("ptps", station))),))


def wrong_clock(hand: Hand, turn: int) -> Fault:
    """Let a supervisor's phone be years wrong, behind or ahead."""
    station = hand.station()
    keys = [hand.observed(station, leg) for leg in (OUT, HOME)]
    for key in keys:
        hand.diary.amend(key, clock=timedelta(days=365 * (3 if turn % 2 else -4)))
    return Fault("wrong_clock", tuple(sign("wrong_clock", statement(key)) for key in keys))


def wrong_kecamatan(hand: Hand, _turn: int) -> Fault:
    """Unload a polling station's whole parcel at a wrong kecamatan, which sends it on later."""
    wrong, right = hand.kecamatan(), hand.kecamatan()
    station = hand.station_in(right)
    there, here = hand.planned("kpu-ppk", wrong), hand.planned("kpu-ppk", right)
    units = [unit.code for unit in hand.scene.pieces[station]]
    hand.diary.mark(hand.receivers_side(here), units, "missing")
    hand.diary.mark([received(there)], units, "extra")
    noticed = max(hand.at(received(there)), hand.at(received(here)))
    at = min(noticed + hand.minutes(120, 300), hand.scene.moment(-2, time(22)))
    giver, receiver = there.load.receiver, here.load.receiver
    hand.move("kpu-ppk", units, at, giver=giver, receiver=receiver)
    expected = tuple(sign("wrong_destination", unit, there.hash) for unit in units)
    return Fault("wrong_kecamatan", expected, (sign("count_differs", here.hash),))


def carton_short(hand: Hand, turn: int) -> Fault:
    """Let a carton hold fewer pieces than its label says; it shows when the carton is opened and counted."""
    arrivals = [d for d in hand.diary.deeds.values() if d.kind == "goods.arrive" and "order" in d.body]
    if turn >= len(arrivals):
        return Fault("carton_short")
    came = arrivals[turn]
    run, at = came.body["cartons"][0], came.at + hand.minutes(60, 600)
    found = [{"first": run["first"], "last": run["first"], "each": run["each"] - min(3, run["each"])}]
    name = came.body["arrival"]
    key = key_of("goods.count", came.office, name)
    hand.say(Deed(key, came.office, "goods.count", came.region, at, {"arrival": name, "cartons": found}))
    expected = (sign("arrival_differs", name),)
    item, order = came.body["item"], came.body["order"]
    short = (sign("goods_short_of_need", item), sign("packed_over", item), sign("order_late", order, item))
    return Fault("carton_short", expected, short)


def seals_gone(hand: Hand, _turn: int) -> Fault:
    """Let a PPK spoil blank seals without saying so, after KPU gave it some more: its count tells."""
    kecamatan = hand.kecamatan()
    ppk = hand.scene.office("ppk", kecamatan)
    issued = next(d for d in hand.diary.deeds.values() if d.kind == "seal.issue" and d.body["to"] == ppk)
    hand.diary.reword(issued.key, count=issued.body["count"] + hand.rng.randint(2, 9))
    return Fault("seals_gone", (sign("seals_unexplained", ppk),))


FAULTS: Mapping[str, Callable[[Hand, int], Fault]] = {
    maker.__name__: maker
    for maker in (
        wrong_kecamatan,
        custody_gap,
        no_authority,
        swapped,
        held_twice,
        never_received,
        never_given,
        seal_broken,
        seal_differs,
        unknown_unit,
        declared_differs_seen,
        opened_without_presence,
        device_gap,
        wrong_clock,
        carton_short,
        seals_gone,
        unsealed,
        late,
        ballots_mixed,
        ballots_slip,
        ballots_fewer,
        wrong_quantity,
    )
}
"""Every kind of fault; those that need the most room come first."""
