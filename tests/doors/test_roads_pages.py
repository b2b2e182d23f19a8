"""Roads at the desk: what is closed, stating it, and what that does to the plan in force."""

from datetime import timedelta

import pytest
from visible import read

from example import JIPURAPAH, KABUPATEN, OPENED, PLANDAAN
from movements import movement

pytestmark = pytest.mark.database
KPU, PPK, PANWASCAM = f"kpu:{KABUPATEN}", f"ppk:{PLANDAAN}", f"panwascam:{PLANDAAN}"
BRIDGE, FORD = "jembatan-ploso", "jembatan-timur"


def shown(answer):
    return " ".join(read(answer.content.decode()).texts)


@pytest.fixture
def river(example_log):
    """A river between PPK Plandaan and its Jipurapah, with two crossings."""
    from sepaham.domain.rivers import Crossing, River
    from sepaham.domain.travel import Point
    from sepaham.records.places import keep_places, keep_river

    line = (Point(-75_000_000, 1_120_000_000), Point(-75_000_000, 1_124_000_000))
    near = Crossing(BRIDGE, "Jembatan Ploso", Point(-75_000_000, 1_122_000_000))
    far = Crossing(FORD, "Jembatan Timur", Point(-75_000_000, 1_123_500_000))
    keep_river(River("brantas", "Brantas", line, (near, far)))
    keep_places({PLANDAAN: Point(-74_900_000, 1_122_000_000), JIPURAPAH: Point(-75_100_000, 1_122_000_000)})


@pytest.fixture
def closed(river, phones, keep):
    """The bridge is stated closed by PPK Plandaan."""
    ppk = phones[PPK]
    keep(ppk.sign(ppk.voice.say("road.close", PLANDAAN, OPENED, {"road": BRIDGE, "note": "banjir"})))


@pytest.fixture
def planned(example_log, gateway):
    """A movement plan in force, made before anything was closed."""
    from django.conf import settings

    from sepaham.actions.fleet import keep_vehicle
    from sepaham.actions.movement import adopt_movement
    from sepaham.domain.movement import movement_to_bytes
    from sepaham.gateways.keys import gateway_signer

    room = {"litres": 9000, "kilograms": 3000, "kind": "truck"}
    ids = [keep_vehicle(at=OPENED, base=base, **room) for base in (PLANDAAN, PLANDAAN, JIPURAPAH)]
    signer = gateway_signer(settings.INSTANCE, example_log.origin)
    adopt_movement(log=example_log, file=movement_to_bytes(movement(*ids)), gateway=signer, at=OPENED)


def test_without_rivers_the_page_says_who_fills_them_in(sign_in, example_log):
    text = shown(sign_in(KPU).get("/roads"))
    assert "Tidak ada jalan yang dinyatakan tutup" in text
    assert "Belum ada sungai" in text


def test_what_is_closed_is_told_with_who_said_so(sign_in, closed):
    text = shown(sign_in(PANWASCAM).get("/roads"))
    assert "1 jalan dinyatakan tutup" in text
    assert "Jembatan Ploso" in text
    assert "menurut PPK Plandaan" in text
    assert "banjir" in text
    assert "Nyatakan jalan" not in text


def test_a_closing_becomes_a_draft_to_sign(sign_in, river):
    form = {"office": PPK, "act": "close", "road": BRIDGE, "until": "2024-11-27T10:00", "note": "banjir"}
    answer = sign_in(PPK).post("/roads", form)
    (draft,) = answer.context["drafts"]
    assert (draft.kind, draft.region) == ("road.close", PLANDAAN)
    assert draft.body == {"road": BRIDGE, "until": "2024-11-27T03:00:00Z", "note": "banjir"}
    assert "Jembatan Ploso ditutup." in shown(answer)


def test_another_road_is_named_by_its_name(sign_in, river):
    answer = sign_in(PPK).post("/roads", {"office": PPK, "act": "open", "name": "Jalan Raya Ploso"})
    (draft,) = answer.context["drafts"]
    assert (draft.kind, draft.body) == ("road.open", {"road": "name:Jalan Raya Ploso"})


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"act": "close"}, "Nama jalan lain: belum diisi."),
        ({"act": "burn", "road": BRIDGE}, "Yang terjadi: pilih salah satu dari daftar."),
        ({"act": "close", "road": "nowhere"}, "Penyeberangan atau jalan: pilih salah satu"),
        ({"act": "close", "road": BRIDGE, "until": "1999-01-01T00:00"}, "tulis jam yang belum lewat"),
        ({"act": "close", "road": BRIDGE, "until": "tomorrow"}, "tulis jam yang belum lewat"),
        ({"act": "close", "road": BRIDGE, "note": "=x"}, "hapus tanda ="),
    ],
)
def test_what_is_wrong_is_said(sign_in, river, sent, said):
    answer = sign_in(PPK).post("/roads", {"office": PPK, **sent})
    assert answer.status_code == 422
    assert said in shown(answer)


def test_a_plan_that_does_not_know_of_a_closing_shows_the_trips_it_touches(sign_in, closed, planned):
    desk = sign_in(KPU)
    for page in ("/plan", "/roads"):
        assert "1 perjalanan yang belum berangkat tersentuh" in shown(desk.get(page)), page
    assert "Susun ulang" in shown(desk.get("/plan"))
    assert "Susun ulang" not in shown(sign_in(PANWASCAM, name="watch").get("/plan"))


def test_a_plan_on_open_roads_says_nothing_of_them(sign_in, river, planned):
    assert "Rencana belum mengikuti jalan" not in shown(sign_in(KPU).get("/plan"))


def test_a_camat_is_told_of_closed_roads_and_not_of_trips(sign_in, closed, planned):
    text = shown(sign_in(f"camat:{PLANDAAN}").get("/roads"))
    assert "1 jalan dinyatakan tutup" in text
    assert "tersentuh" not in text


def test_once_opened_again_it_is_closed_no_more(sign_in, closed, phones, keep, example_log):
    ppk, later = phones[PPK], OPENED + timedelta(hours=1)
    keep(ppk.sign(ppk.voice.say("road.open", PLANDAAN, later, {"road": BRIDGE})), at=later)
    assert "Tidak ada jalan yang dinyatakan tutup" in shown(sign_in(KPU).get("/roads"))
