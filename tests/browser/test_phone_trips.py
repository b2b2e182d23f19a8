"""A departure is checked jointly and signed on a phone, an arrival with one tap; both come into the log."""

from contextlib import contextmanager

import pytest

from example import JIPURAPAH, KABUPATEN, PLANDAAN, WONOSALAM, hour, load
from handsets import enrol, handset, kept, with_signal, without_signal
from sepaham.records.facts import Fact
from sepaham.records.queries import current_log

pytestmark = [pytest.mark.browser]

STATION = f"{JIPURAPAH}.001"
KPU, PPK, PPS, CARRIER = f"kpu:{KABUPATEN}", f"ppk:{PLANDAAN}", f"pps:{JIPURAPAH}", f"carrier:{KABUPATEN}"
ON_FOOT = {"vehicle": "foot", "papers": "complete", "load": "same", "cover": "ok"}
ON_FOOT |= {"seals": "all", "escort": "none", "supervisor": "absent"}
BY_TRUCK = ON_FOOT | {"vehicle": "truck", "state": "minor", "driver": "tired", "relief": "along"}


@pytest.fixture
def phone(browser, server, day, phones, keep):
    """A phone of an office, enrolled by the office above it."""

    @contextmanager
    def come(office, above, at=day):
        with handset(browser, server) as page:
            enrol(page, current_log(), keep, phones[above], office=office, at=at)
            yield page

    return come


def depart(page, trip, answers):
    """Open a trip from the first screen, answer the check, and sign it."""
    page.click(f"a[href='#/trip/{trip.replace(':', '%3A')}']")
    page.click("a.primary")
    page.wait_for_selector("fieldset")
    for key, choice in answers.items():
        page.click(f"[data-key='{key}:{choice}']")
        page.wait_for_selector(f"[data-key='{key}:{choice}']:checked")
    page.click("[data-key='sign']")
    page.wait_for_selector("[data-key='arrive']")


def arrive(page, place):
    """Tell that the next stop is reached; the first screen has nothing left of the trip."""
    page.click(f"[data-key='arrive']:has-text('{place}')")
    page.wait_for_selector(f"h1:has-text('Tiba di {place}')")
    page.click("a.primary")
    page.wait_for_selector("a.primary[href='#/scan']")


def told(trip):
    """What the log says of a trip, in its order."""
    return list(Fact.objects.filter(body__trip=trip).order_by("index"))


def test_a_giver_departs_and_arrives_without_signal(phone, phones, keep):
    goods, pps, trip = load("pps-kpps", STATION), phones[PPS], f"trip:pps-kpps:{STATION}"
    keep(pps.sign(pps.voice.give(goods, hour("26 10:00"))), at=hour("26 10:00"))
    with phone(PPS, PPK, hour("26 10:01")) as page:
        without_signal(page)
        depart(page, trip, ON_FOOT)
        arrive(page, "TPS 001")
        assert page.locator("a[href^='#/trip/']").count() == 0
        with_signal(page)
        assert {one["state"] for one in kept(page)} == {"kept"}
    departed, arrived = told(trip)
    assert [departed.kind, arrived.kind] == ["trip.depart", "trip.arrive"]
    assert departed.body["lists"] == arrived.body["lists"] == [goods.hash]
    assert [departed.office, arrived.region] == [PPS, STATION]


def test_a_carrier_states_what_was_not_well_and_leaves_all_the_same(phone):
    trip = f"trip:kpu-ppk:{WONOSALAM}"
    with phone(CARRIER, KPU) as page:
        depart(page, trip, BY_TRUCK)
        arrive(page, "Wonosalam")
        with_signal(page)
    departed, arrived = told(trip)
    assert [departed.office, arrived.office] == [CARRIER, CARRIER]
    assert arrived.kind == "trip.arrive"
    assert "tired" in str(departed.body)
