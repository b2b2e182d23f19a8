"""A driver's phone knows the movement plan, and says plainly what a new one changed until that was read."""

from contextlib import contextmanager
from urllib.parse import quote

import pytest
from django.conf import settings

from example import KABUPATEN, OPENED, ORIGIN, PLANDAAN, hour
from handsets import HOME, again, enrol, fine, handset, without_signal
from moving import TO_PPK, movement
from sepaham.actions.movement import adopt_movement
from sepaham.domain.movement import movement_to_bytes
from sepaham.gateways.keys import gateway_signer
from sepaham.records.fleet import Vehicle
from sepaham.records.people import Person, Post
from sepaham.records.places import keep_places, keep_river
from sepaham.records.queries import current_log
from sepaham.simulator.example_places import example_places, example_rivers

pytestmark = [pytest.mark.browser]

KPU, CARRIER = f"kpu:{KABUPATEN}", f"carrier:{KABUPATEN}"
ROW = f"a[href='#/trip/{quote(TO_PPK, safe='')}']"
CHANGED = ".notice.attention"


@pytest.fixture
def adopt(example_log):
    """Put a movement plan in force."""

    def put(found):
        signer = gateway_signer(settings.INSTANCE, ORIGIN)
        data = movement_to_bytes(found)
        adopt_movement(log=example_log, file=data, gateway=signer, at=hour("26 07:12"))

    return put


@pytest.fixture
def planned(day, adopt):
    """A truck is to go to Plandaan over the bridge of Ploso."""
    keep_places(example_places())
    keep_river(*example_rivers())
    means = {"litres": 20_000, "kilograms": 5000, "changed_at": OPENED}
    Vehicle.objects.create(id="d4e5f6", kind="truck", base=KABUPATEN, plate="S 1234 XY", **means)
    who = Person.objects.create(name="Bu Wati", phone="+62812", changed_at=OPENED)
    Post.objects.create(person=who, office=f"ppk:{PLANDAAN}", title="Ketua")
    adopt(movement(first="26 09:20", to=PLANDAAN))
    return day


@pytest.fixture
def driver(browser, server, planned, phones, keep):
    """A phone of the carrier."""

    @contextmanager
    def come(**more):
        with handset(browser, server, **more) as page:
            enrol(page, current_log(), keep, phones[KPU], office=CARRIER, at=planned)
            yield page

    return come


def hear(page):
    """Let a phone go to the server now."""
    page.evaluate("dispatchEvent(new Event('online'))")


def test_a_driver_sees_when_and_how_to_go_and_whom_to_call(driver):
    with driver() as page:
        page.click(ROW)
        page.wait_for_selector("h1:has-text('Jadwal berangkat Sel 26 Nov 09.20 WIB')")
        fine(page, "plan-trip")
        said = page.inner_text("main")
        assert "truk S 1234 XY" in said
        assert "lewat Jembatan Ploso (contoh)" in said
        assert "per " in said
        assert page.get_attribute("a[href^='tel:']", "href") == "tel:+62812"


def test_with_signal_a_new_plan_is_told_of_until_it_was_read(driver, adopt):
    with driver() as page:
        page.wait_for_selector(ROW)
        closed = ("jembatan-ploso@2024-11-26T00:00:00Z",)
        adopt(movement(first="26 09:40", to=PLANDAAN, closures=closed))
        hear(page)
        page.wait_for_selector(f"{ROW}:has-text('Rencana berubah')")
        fine(page, "plan-home-changed")
        page.click(ROW)
        page.wait_for_selector(CHANGED)
        fine(page, "plan-changed")
        said = page.inner_text(CHANGED)
        assert "Jembatan Ploso (contoh) ditutup; lewat Jembatan Kesamben (contoh)" in said
        assert "berangkat 09.40 (semula 09.20)" in said
        page.reload()
        page.click("[data-key='read']")
        page.wait_for_selector(CHANGED, state="detached")
        again(page)
        page.wait_for_selector(f"{ROW}:has-text('Belum berangkat')")


def test_without_signal_the_old_plan_stays_and_says_as_of_when_it_is(driver, adopt):
    with driver() as page:
        without_signal(page)
        adopt(movement(first="26 09:40", to=PLANDAAN))
        page.click(ROW)
        said = page.inner_text("main")
        assert "09.20" in said
        assert "Tanpa sinyal: rencana bisa sudah berubah" in said
        page.context.set_offline(False)
        page.wait_for_selector(CHANGED, timeout=20_000)
        assert "berangkat 09.40 (semula 09.20)" in page.inner_text(CHANGED)


def test_a_trip_that_is_planned_no_more_is_called_off_in_plain_words(driver, adopt):
    with driver() as page:
        page.wait_for_selector(ROW)
        adopt(movement(keep=False))
        hear(page)
        page.click(f"{ROW}:has-text('Rencana berubah')")
        page.wait_for_selector("p:has-text('Jangan berangkat')")
        page.click("[data-key='read']")
        page.wait_for_selector(HOME)
        assert page.locator(f"{ROW}:has-text('Rencana berubah')").count() == 0
