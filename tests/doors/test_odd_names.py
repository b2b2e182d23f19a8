"""Whatever an office calls a thing, every page that tells of it stands, and the thing has a page."""

import pytest
from django.urls import reverse

from example import JIPURAPAH, KABUPATEN, hour, load

pytestmark = pytest.mark.database

STATION = f"{JIPURAPAH}.001"
KPU, KPPS = f"kpu:{KABUPATEN}", f"kpps:{STATION}"
ODD = "A/B\n<b>{x}%2f"
LIST, NOON = load("pps-kpps", STATION), hour("25 12:00")
CARTONS = [{"first": 9, "last": 1, "each": 10**9}]
STATED = (
    (KPU, "goods.order", KABUPATEN, {"order": ODD, "item": ODD, "pieces": 1, "due": "9999-12-31"}),
    (KPU, "goods.arrive", KABUPATEN, {"arrival": ODD, "item": ODD, "cartons": CARTONS, "order": ODD}),
    (KPU, "goods.sort", KABUPATEN, {"item": ODD, "good": 0, "damaged": {ODD: 1}, "arrival": ODD}),
    (KPU, "parcel.pack", STATION, {"units": [ODD], "counts": {ODD: 1}, "seals": {ODD: [ODD]}}),
    (KPPS, "trip.depart", STATION, {"trip": ODD}),
    (KPPS, "handover.receive", STATION, {"list": LIST.hash, "except": [{"unit": ODD, "what": "extra"}]}),
)


@pytest.fixture
def stated(phones, keep):
    for office, kind, region, body in STATED:
        phone = phones[office]
        keep(phone.sign(phone.voice.say(kind, region, NOON, body)), at=NOON)


def addresses():
    yield from ("/", "/check", "/stock", "/orders", "/arrivals", "/seals", "/activity", "/trips?state=moving")
    yield from (f"/tps/{STATION}", f"/handover/{LIST.hash}", f"/packing/{JIPURAPAH}")
    yield from (reverse(page, args=[ODD]) for page in ("arrival", "stock-item", "trip"))


@pytest.mark.parametrize("language", ["id", "en"])
def test_pages_stand_whatever_a_thing_is_called(sign_in, stated, language):
    desk = sign_in(KPU)
    desk.post("/language", {"language": language, "next": "/"})
    for address in addresses():
        page = desk.get(address)
        assert (page.status_code, "<b>{x}" in page.content.decode()) == (200, False), address


def test_a_usual_name_stands_in_its_address_as_it_is():
    assert reverse("trip", args=["trip:kpu-ppk:35.17.15"]) == "/trip/trip:kpu-ppk:35.17.15"
    assert reverse("stock-item", args=["ballot:pilgub"]) == "/stock/ballot:pilgub"
