"""Goods by type: cartons as runs, what a delivery holds, one carton's story, orders."""

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from example import KABUPATEN, Speaker, Story, hour
from sepaham.domain.cartons import Run, beside, flaws_of, overlay, pieces_in, runs_of
from sepaham.domain.storage import arrivals_of, carton_of, orders_of

KPU, BAWASLU = f"kpu:{KABUPATEN}", f"bawaslu:{KABUPATEN}"
CASES = json.loads((Path(__file__).parents[1] / "vectors/cartons.json").read_text())["cases"]
BALLOT = "ballot:pilgub"
LABELS = [(1, 519, 2000), (520, 520, 1060)]


def cartons(*runs):
    return [{"first": first, "last": last, "each": each} for first, last, each in runs]


class Store:
    """A warehouse telling its goods into a log."""

    def __init__(self):
        self.story = Story()
        self.kpu, self.bawaslu = Speaker(KPU), Speaker(BAWASLU)

    def say(self, kind, at="1 08:00", **body):
        return self.story.tell(self.kpu.say(kind, KABUPATEN, hour(at), body)).statement.id

    def arrive(self, *runs, arrival="A1", item=BALLOT, at="1 08:00", **more):
        body = {"arrival": arrival, "item": item, "cartons": cartons(*runs), **more}
        return self.say("goods.arrive", at, **body)

    def count(self, *runs, arrival="A1", at="1 12:00"):
        return self.say("goods.count", at, arrival=arrival, cartons=cartons(*runs))

    def see(self, pieces, *runs, arrival="A1", at="1 13:00"):
        body = {"arrival": arrival, "pieces": pieces, **({"cartons": cartons(*runs)} if runs else {})}
        return self.story.tell(self.bawaslu.say("goods.observe", KABUPATEN, hour(at), body)).statement.id

    @property
    def facts(self):
        return list(self.story.book.facts.kept.values())

    def arrival(self, name="A1"):
        return arrivals_of(self.facts)[name]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_cartons_add_up_as_the_shared_cases_say(case):
    labels = cartons(*case["labels"])
    store = Store()
    store.arrive(*case["labels"])
    for place, run in enumerate(case["counts"]):
        store.count(run, at=f"1 12:{place:02d}")
    arrival = store.arrival()
    assert [[r.first, r.last, r.each] for r in overlay(plain(arrival.runs))] == case["runs"]
    assert arrival.label_pieces == case["label_pieces"]
    assert pieces_in(arrival.runs) == arrival.pieces == case["pieces"]
    assert arrival.label_cartons == case["cartons"]
    told = [[d.first, d.last, d.one, d.other, d.difference] for d in arrival.differences]
    assert told == case["differences"]
    flaws = flaws_of(labels)
    assert [flaws.reversed, flaws.overlapping, flaws.skipped] == case["flaws"]


def plain(runs):
    return [Run(r.first, r.last, r.each) for r in runs]


RUN = st.tuples(st.integers(0, 30), st.integers(0, 30), st.integers(0, 9))


@given(st.lists(RUN, max_size=8), st.lists(RUN, max_size=8))
def test_runs_say_the_same_as_cartons_one_by_one(first, second):
    """The plain way, a dictionary of every carton, is what runs must equal."""

    def one_by_one(runs):
        return {n: each for a, b, each in runs for n in range(min(a, b), max(a, b) + 1)}

    left, right = (overlay(runs_of(cartons(*runs))) for runs in (first, second))
    assert {n: r.each for r in left for n in range(r.first, r.last + 1)} == one_by_one(first)
    assert all(a.last < b.first for a, b in pairwise(left))
    told = {n: (b.one, b.other) for b in beside(left, right) for n in range(b.first, b.last + 1)}
    both = one_by_one(first), one_by_one(second)
    assert told == {n: (both[0].get(n), both[1].get(n)) for n in both[0].keys() | both[1].keys()}


def test_520_cartons_of_2000_with_one_odd_carton_come_out_right():
    store = Store()
    store.arrive(*LABELS, waybill={"number": "SJ-1", "pieces": 1_039_060, "cartons": 520}, counted=1_039_060)
    arrival = store.arrival()
    assert (arrival.label_pieces, arrival.waybill["pieces"], arrival.counted) == (1_039_060,) * 3
    store.count((300, 300, 1200))
    arrival = store.arrival()
    assert (arrival.counted, arrival.pieces, arrival.counted_cartons) == (1_038_260, 1_038_260, 1)
    assert [(d.first, d.last, d.difference) for d in arrival.differences] == [(300, 300, -800)]


def test_a_total_by_hand_holds_until_a_carton_is_found_to_differ_or_all_were_counted():
    store = Store()
    store.arrive((1, 4, 100), counted=395)
    store.count((1, 1, 100))
    assert store.arrival().counted == 395
    store.count((2, 4, 100), at="1 12:30")
    assert store.arrival().counted == 400


def test_a_delivery_without_labels_is_as_much_as_its_waybill_says():
    store = Store()
    store.arrive(waybill={"number": "SJ-1", "pieces": 500, "cartons": 5})
    assert (store.arrival().pieces, store.arrival().counted) == (500, None)


def test_what_is_in_a_carton_is_answered_with_who_counted_where_it_is_and_whether_it_was_sorted():
    store = Store()
    store.arrive(*LABELS, store="Pandanwangi")
    counted = store.count((520, 520, 1060))
    moved = store.say("goods.move", "1 14:00", arrival="A1", first=500, last=520, store="Tenis Indoor")
    seen = store.see(1060, (520, 520, 1060))
    body = {"item": BALLOT, "good": 1058, "damaged": {"torn": 2}, "arrival": "A1", "first": 510, "last": 520}
    sorted_ = store.say("goods.sort", "1 15:00", **body)
    found = carton_of(store.facts, arrival="A1", number=520)
    assert (found.labelled, found.counted, found.each, found.store) == (1060, 1060, 1060, "Tenis Indoor")
    assert (found.count.key, found.move.key) == (counted, moved)
    assert [f.key for f in found.sorts] == [sorted_]
    assert [(f.key, each) for f, each in found.seen] == [(seen, 1060)]
    other = carton_of(store.facts, arrival="A1", number=7)
    assert (other.each, other.count, other.store, other.move, other.sorts) == (
        2000,
        None,
        "Pandanwangi",
        None,
        (),
    )


def test_a_carton_that_is_not_there_holds_nothing_and_a_delivery_that_is_not_there_has_none():
    store = Store()
    store.arrive(*LABELS)
    assert carton_of(store.facts, arrival="A1", number=521).each is None
    assert carton_of(store.facts, arrival="A2", number=1) is None


def test_a_sorting_without_cartons_is_about_the_whole_delivery():
    store = Store()
    store.arrive(*LABELS)
    store.say("goods.sort", "2 08:00", item=BALLOT, good=1, damaged={}, arrival="A1")
    assert len(carton_of(store.facts, arrival="A1", number=3).sorts) == 1


def test_cartons_are_where_they_were_moved_last():
    store = Store()
    store.arrive((1, 10, 5), store="Gudang 1")
    store.say("goods.move", "2 08:00", arrival="A1", first=10, last=6, store="Gudang 2")
    store.say("goods.move", "2 09:00", arrival="A1", first=8, last=8, store="Gudang 3")
    told = [(run.first, run.last, store_) for run, store_ in store.arrival().places]
    assert told == [(1, 5, "Gudang 1"), (6, 7, "Gudang 2"), (8, 8, "Gudang 3"), (9, 10, "Gudang 2")]


def test_an_order_is_filled_by_what_came_for_it_and_not_by_what_replaces_damage():
    store = Store()
    store.say("goods.order", "1 07:00", order="O1", item="ink", pieces=10, due="2024-11-03")
    store.arrive((1, 1, 6), item="ink", order="O1")
    store.arrive((1, 1, 4), arrival="A2", item="ink", order="O1", claim="BA-1", at="2 08:00")
    store.arrive((1, 1, 4), arrival="A3", item="ink", order="O1", at="4 08:00")
    (order,) = orders_of(store.facts, arrivals_of(store.facts)).values()
    assert (order.arrived, order.came_at, order.due_at) == (10, hour("4 08:00"), hour("4 00:00"))


@pytest.mark.parametrize("due", ["2024-02-31", "2024-13-01"])
def test_a_day_that_does_not_exist_is_no_due_day(due):
    store = Store()
    store.say("goods.order", "1 07:00", order="O1", item="ink", pieces=10, due=due)
    (order,) = orders_of(store.facts, {}).values()
    assert order.due_at is None
