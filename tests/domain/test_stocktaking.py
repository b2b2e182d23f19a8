"""What needs a look about goods by type, and how much of each item there is."""

import pytest

from domain.test_storage import BALLOT, BAWASLU, KPU, LABELS, Store
from example import JIPURAPAH, KABUPATEN, PLANDAAN, PROFILE, REGISTER, Speaker, Story, code, hour
from sepaham.domain.facts import Facts
from sepaham.domain.findings import explain
from sepaham.domain.stock import items_of, stocks_of, wants_of
from sepaham.domain.stocktaking import judge_facts
from sepaham.domain.units import unit_code

ONE = f"{JIPURAPAH}.001"
WAYBILL = {"number": "SJ-1", "pieces": 1_039_060, "cartons": 520}
EARLY = hour("16 00:00")
"""An hour before what is needed should be there."""
WANTS = wants_of(profile=PROFILE, stations=REGISTER.stations, region=KABUPATEN)


def the(store, rule):
    store.story.book.settle()
    (found,) = (f for f in store.story.book.findings.values() if f.rule == rule)
    return found


def said(finding, language="id"):
    return explain(finding, language, lambda key, _: key)


# Deliveries


def test_waybill_labels_and_count_that_agree_need_no_look():
    store = Store()
    store.arrive(*LABELS, waybill=WAYBILL, counted=1_039_060)
    store.count((520, 520, 1060))
    store.see(1_039_060)
    store.see(1060, (520, 520, 1060))
    assert store.story.rules(at=EARLY) == []


def test_a_count_that_differs_is_told_with_all_three_figures():
    store = Store()
    arrived = store.arrive(*LABELS, waybill=WAYBILL)
    counted = store.count((300, 300, 1200))
    found = the(store, "arrival_differs")
    assert (found.basis, found.since, found.until) == ((arrived, counted), hour("1 12:00"), None)
    assert said(found) == (
        "ballot:pilgub, kedatangan A1: surat jalan 1.039.060 dalam 520 koli, "
        "label 1.039.060 dalam 520 koli, hitungan 1.038.260."
    )


@pytest.mark.parametrize(
    "more", [{"waybill": {**WAYBILL, "pieces": 1}}, {"waybill": {**WAYBILL, "cartons": 519}}, {"counted": 7}]
)
def test_any_of_the_three_may_be_the_one_that_differs(more):
    store = Store()
    store.arrive(*LABELS, **more)
    assert store.story.rules(at=EARLY) == ["arrival_differs"]


def test_what_nobody_told_is_said_as_unknown():
    store = Store()
    store.arrive(*LABELS, counted=7)
    assert "surat jalan – dalam – koli" in said(the(store, "arrival_differs"))


def test_a_recount_that_agrees_takes_the_finding_back_and_a_correction_too():
    store = Store()
    store.arrive((1, 10, 100))
    store.count((3, 3, 90))
    assert store.story.rules(at=EARLY) == ["arrival_differs"]
    store.count((3, 3, 100), at="1 16:00")
    assert store.story.rules(at=EARLY) == []
    wrong = store.count((4, 4, 90), at="1 17:00")
    assert store.story.rules(at=EARLY) == ["arrival_differs"]
    body = {"arrival": "A1", "cartons": [{"first": 4, "last": 4, "each": 100}]}
    right = store.kpu.say("goods.count", KABUPATEN, hour("1 18:00"), body, [("corrects", wrong)])
    store.story.tell(right)
    assert store.story.rules(at=EARLY) == []


def test_a_claim_of_what_lacks_settles_the_difference():
    store = Store()
    store.arrive((1, 10, 100), waybill={"number": "SJ", "pieces": 1000, "cartons": 10})
    store.count((3, 3, 90))
    body = {"item": BALLOT, "document": "BA-1", "damaged": 0, "arrival": "A1"}
    store.say("goods.claim", "2 08:00", **body, short=4)
    assert the(store, "arrival_differs").until is None
    store.say("goods.claim", "2 09:00", **body, short=6)
    assert the(store, "arrival_differs").until == hour("2 09:00")


@pytest.mark.parametrize(
    ("runs", "told"),
    [
        ([(1, 520, 2000), (520, 520, 1060)], "1 tumpang tindih"),
        ([(10, 1, 5)], "1 rentang terbalik"),
        ([(1, 4, 5), (7, 9, 5)], "2 terlewat"),
    ],
)
def test_odd_carton_numbers_are_a_finding_and_never_a_crash(runs, told):
    store = Store()
    store.arrive(*runs)
    assert told in said(the(store, "cartons_unclear"))


def test_a_carton_counted_that_bore_no_label_is_told():
    store = Store()
    store.arrive((1, 2, 5))
    store.count((3, 4, 5))
    assert "2 dihitung tanpa label" in said(the(store, "cartons_unclear"))


def test_what_an_observer_saw_otherwise_is_declared_beside_seen():
    store = Store()
    arrived = store.arrive((1, 10, 100))
    seen = store.see(190, (2, 3, 95))
    found = the(store, "goods_differ_seen")
    assert (found.values["stated"], found.values["found"], found.basis) == (200, 190, (arrived, seen))
    assert BAWASLU in said(found)
    store.count((2, 3, 95), at="1 17:00")
    assert "goods_differ_seen" not in store.story.rules(at=EARLY)


def test_one_name_for_two_deliveries_is_told_and_the_first_counts():
    store = Store()
    store.arrive((1, 1, 5))
    store.arrive((1, 1, 9), item="ink", at="2 08:00")
    assert "ballot:pilgub" in said(the(store, "arrival_twice"))
    assert store.arrival().pieces == 5


def test_a_count_of_a_delivery_nobody_stated_is_told_until_it_is():
    store = Store()
    store.count((1, 1, 5), arrival="A9")
    assert store.story.rules(at=EARLY) == ["arrival_unknown"]
    store.arrive((1, 1, 5), arrival="A9")
    assert store.story.rules(at=EARLY) == []


def test_what_who_has_no_authority_says_of_goods_counts_for_nothing():
    store = Store()
    body = {"arrival": "A1", "item": "ink", "cartons": []}
    store.story.tell(Speaker(f"ppk:{PLANDAAN}").say("goods.arrive", KABUPATEN, hour("1 08:00"), body))
    store.story.tell(Speaker(BAWASLU, "x").say("goods.arrive", KABUPATEN, hour("1 08:00"), body))
    assert store.story.rules(at=EARLY) == ["no_authority", "no_authority"]
    assert store.facts == []


# Orders


def test_an_order_is_late_from_the_midnight_it_was_due_until_all_has_come():
    store = Store()
    made = store.say("goods.order", "1 07:00", order="O1", item="ink", pieces=10, due="2024-11-03")
    found = the(store, "order_late")
    assert (found.since, found.until, found.basis) == (hour("4 00:00"), None, (made,))
    assert said(found).endswith("jatuh tempo Min 3 Nov 2024 23.59 WIB, tiba 0 dari 10.")
    store.arrive((1, 1, 10), item="ink", order="O1", at="5 08:00")
    assert the(store, "order_late").until == hour("5 08:00")


def test_an_order_that_came_in_time_needs_no_look():
    store = Store()
    store.say("goods.order", "1 07:00", order="O1", item="ink", pieces=10, due="2024-11-03")
    store.arrive((1, 1, 10), item="ink", order="O1", at="3 08:00")
    assert store.story.rules(at=EARLY) == []


@pytest.mark.parametrize("due", ["2024-13-01", "0001-01-01", "9999-12-31"])
def test_a_day_no_calendar_can_count_on_is_no_day(due):
    store = Store()
    store.say("goods.order", "1 07:00", order="O1", item="ink", pieces=10, due=due)
    assert store.story.rules(at=EARLY) == []


def test_an_earlier_arrival_under_a_name_takes_its_pieces_from_the_item_of_the_later():
    store = Store()
    store.arrive((1, 1, 10), item="ink", order="O1", at="2 08:00")
    store.say("goods.order", "1 07:00", order="O1", item="ink", pieces=10, due="2024-11-03")
    store.say("goods.sort", "2 09:00", item="ink", good=10, damaged={})
    assert store.story.rules(at=EARLY) == []
    store.arrive((1, 1, 10), at="1 08:00")
    assert set(store.story.rules(at=EARLY)) == {"arrival_twice", "order_late", "sorted_over"}


# Sorting and packing


def test_more_sorted_than_arrived_is_told():
    store = Store()
    store.arrive((1, 1, 100))
    store.say("goods.sort", "2 08:00", item=BALLOT, good=95, damaged={"torn": 5})
    assert store.story.rules(at=EARLY) == []
    store.say("goods.sort", "2 09:00", item=BALLOT, good=1, damaged={})
    assert "disortir 101, padahal yang tiba 100" in said(the(store, "sorted_over"))


def pack(store, station=ONE, at="10 08:00", **body):
    units = [unit_code(station=station, mark="K1")]
    statement = store.kpu.say("parcel.pack", station, hour(at), {"units": units, **body})
    return store.story.tell(statement).statement.id


def test_more_packed_than_is_good_is_told():
    store = Store()
    store.arrive((1, 1, 600), item=BALLOT)
    store.say("goods.sort", "2 08:00", item=BALLOT, good=500, damaged={"torn": 100})
    pack(store, counts={BALLOT: 533})
    assert "dikemas 533, padahal yang dapat dikemas 500" in said(the(store, "packed_over"))


def test_a_station_packed_again_is_not_packed_twice():
    store = Store()
    store.arrive((1, 1, 600), item=BALLOT)
    pack(store, counts={BALLOT: 533})
    pack(store, at="10 09:00", counts={BALLOT: 533})
    assert stocks_of(store.facts)[BALLOT].packed == 533
    assert store.story.rules(at=EARLY) == []


def test_packing_in_a_log_without_goods_needs_no_look():
    store = Store()
    pack(store, counts={BALLOT: 533, "ink": 2, "seal": 12})
    assert store.story.rules(at=EARLY) == []


# Needs


def test_what_a_kabupaten_needs_includes_what_it_keeps_for_a_revote_and_not_the_provinces():
    """Pilbup's 2,000 stay with the kabupaten, Pilgub's with the province."""
    for_stations = 513 + 494 + 605 + 533 + 342
    assert WANTS.needed["ballot:pilgub"] == for_stations
    assert WANTS.needed["ballot:pilbup"] == for_stations + 2000
    assert (WANTS.reserve["ballot:pilbup"], WANTS.needed["box"], WANTS.needed["booth"]) == (2000, 10, 20)
    assert WANTS.letters == {"K": "box", "B": "booth", "T": "bag"}


def test_every_item_of_the_law_is_listed_and_those_that_differ_by_election_once_for_each():
    items = items_of(PROFILE)
    assert items[:3] == ("box", "ballot:pilgub", "ballot:pilbup")
    assert {"pen", "recap-box"} <= {*items}
    assert len(items) == len({*items})


def judged(store, wants=WANTS):
    facts = Facts()
    for fact in store.facts:
        facts.put(fact)
    owned = judge_facts(facts, store.facts, wants=lambda: wants)
    return [finding for _, found in owned for finding in found]


def test_too_little_for_the_need_is_told_from_ten_days_before_the_vote():
    store = Store()
    store.arrive((1, 1, 9), item="ink")
    (found,) = judged(store)
    assert (found.rule, found.since) == ("goods_short_of_need", hour("17 00:00"))
    assert "dibutuhkan 10, yang baik atau belum disortir 9; kurang 1" in said(found)
    assert judged(store, wants=None) == []
    store.arrive((1, 1, 1), arrival="A2", item="ink", at="2 08:00")
    assert judged(store) == []


def test_an_item_nobody_spoke_of_is_not_said_to_lack():
    store = Store()
    store.arrive((1, 1, 10), item="ink")
    assert judged(store) == []


# The account of an item


def test_an_items_account_says_what_came_what_is_good_and_what_is_left():
    store = Store()
    store.say("goods.order", "1 07:00", order="O1", item=BALLOT, pieces=2487)
    store.arrive((1, 1, 2487), order="O1", waybill={"number": "S", "pieces": 2487, "cartons": 1})
    store.say("goods.sort", "2 08:00", item=BALLOT, good=2400, damaged={"torn": 10, "ink": 27}, short=50)
    store.say("goods.claim", "3 08:00", item=BALLOT, document="BA-1", damaged=37, short=50)
    store.arrive((1, 1, 87), arrival="A2", claim="BA-1", at="5 08:00")
    pack(store, counts={BALLOT: 533})
    stock = stocks_of(store.facts, wants=WANTS)[BALLOT]
    assert (stock.ordered, stock.by_waybill, stock.by_label, stock.by_count) == (2487, 2487, 2574, None)
    assert (stock.arrived, stock.good, stock.bad, stock.short) == (2574, 2400, 37, 50)
    assert (stock.claimed, stock.replaced, stock.coming, stock.unsorted) == (87, 87, 0, 87)
    assert (stock.needed, stock.usable, stock.over, stock.packed, stock.left) == (2487, 2487, 0, 533, 1867)
    assert {name: len(keys) for name, keys in stock.basis.items()} == {
        "ordered": 1,
        "arrived": 2,
        "sorted": 1,
        "claimed": 1,
        "replaced": 1,
        "packed": 1,
    }


def test_tracked_pieces_are_packed_by_their_codes_whatever_their_election():
    store = Store()
    units = [code(ONE, mark) for mark in ("K1", "K2", "B1", "T1")]
    store.story.tell(Speaker(KPU, "y").say("parcel.pack", ONE, hour("10 08:00"), {"units": [*units, "odd"]}))
    stocks = stocks_of(store.facts, items=["box", "pen"], wants=WANTS)
    assert [stocks[item].packed for item in ("box", "booth", "bag", "pen")] == [2, 1, 1, 0]
    assert (stocks["pen"].needed, stocks["pen"].over, stocks["pen"].stated) == (None, None, False)


def test_findings_do_not_depend_on_the_order_in_which_statements_came():
    def told(reverse):
        store = Store()
        store.arrive((1, 10, 100), counted=990)
        store.count((3, 3, 90))
        store.see(1000)
        store.say("goods.sort", "2 08:00", item=BALLOT, good=2000, damaged={})
        entries = store.story.entries[4:]
        again = Story()
        for entry in reversed(entries) if reverse else entries:
            again.tell(entry.statement)
            again.book.settle()
        return {key: found for key, found in again.book.findings.items() if found.basis}

    assert told(reverse=True) == told(reverse=False)
    assert len(told(reverse=True)) == 4


def test_the_book_holds_what_came_against_what_register_and_catalogue_need():
    store = Store()
    store.arrive((1, 1, 100))
    found = the(store, "goods_short_of_need")
    assert (found.since, found.values["lack"]) == (hour("17 00:00"), WANTS.needed[BALLOT] - 100)


def test_packing_more_tracked_pieces_than_came_is_told_when_packing_comes_last():
    store = Store()
    store.arrive((1, 1, 1), item="box")
    store.story.book.settle()
    units = [code(ONE, "K1"), code(ONE, "K2")]
    store.story.tell(store.kpu.say("parcel.pack", ONE, hour("3 08:00"), {"units": units}))
    assert "packed_over" in store.story.rules()
