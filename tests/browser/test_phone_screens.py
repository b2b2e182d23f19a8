"""The phone's screens in a real browser: they fit, read well, and lead from one phone to the next."""

from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from example import JIPURAPAH, PLANDAAN, code, hour, load
from handsets import ask, code_shown, confirm, enrol, fine, handset, show
from sepaham.records.queries import current_log

pytestmark = [pytest.mark.browser]

STATION = f"{JIPURAPAH}.001"
PPK, PPS, KPPS, PTPS = f"ppk:{PLANDAAN}", f"pps:{JIPURAPAH}", f"kpps:{STATION}", f"ptps:{STATION}"
ABOVE = {PPS: PPK, KPPS: PPS, PTPS: f"pkd:{JIPURAPAH}"}


@pytest.fixture
def phone(browser, server, day, phones, keep):
    """Phones on H-1 at nine: `phone(office)` is enrolled by the office above, `phone()` is nobody's."""

    @contextmanager
    def come(office="", at=day, **more) -> Iterator:
        with handset(browser, server, **more) as page:
            if office:
                enrol(page, current_log(), keep, phones[ABOVE[office]], office=office, at=at)
            yield page

    return come


def settled(page, place, name):
    """Open a screen, let it settle, and hold it to the house's rules."""
    page.goto(f"/field/#/{place}")
    page.wait_for_selector("h1")
    page.wait_for_timeout(150)
    fine(page, name)


def test_a_giver_s_screens_from_the_code_to_the_outbox(phone, day, phones, keep):
    goods = load("pps-kpps", STATION)
    with phone() as page:
        page.goto("/field/")
        page.wait_for_selector("#code")
        fine(page, "01-enrol")
        ask(page, current_log(), inviter=PPK, office=PPS)
        fine(page, "02-words")
        confirm(current_log(), keep, phones[PPK], office=PPS, at=day)
        page.wait_for_selector("a.primary[href='#/scan']", timeout=20_000)
        fine(page, "03-home")
        for place in ("outbox", "people", "briefing", "phone", "units/seal", "check", "keep", "form/trouble"):
            settled(page, place, "05-" + place.replace("/", "-"))
        settled(page, f"count/give/{goods.hash}", "06-give")
        page.click("button.primary")
        page.wait_for_selector(".qr svg")
        fine(page, "07-shown")
        page.wait_for_selector(".signal:has-text('tersambung')")
        settled(page, "outbox", "08-outbox")
        settled(page, "", "09-home-given")


def test_a_receiver_s_screens_by_night_and_in_english(phone):
    goods, box = load("pps-kpps", STATION), code(STATION, "K2")
    with phone(KPPS, language="en", scheme="dark") as page:
        fine(page, "10-home")
        settled(page, f"count/receive/{goods.hash}", "11-receive")
        page.click(".all >> nth=0")
        settled(page, f"count/receive/{goods.hash}/{box}", "12-unit")
        page.click("text=No seal on it")
        settled(page, f"short/receive/{goods.hash}", "13-short")
        settled(page, f"scan/receive/{goods.hash}", "14-scan")
        settled(page, f"count/receive/{goods.hash}", "15-some")
        page.click(".last .primary")
        page.wait_for_selector("button.second")
        fine(page, "16-left")
        page.click("button.second")
        page.wait_for_selector(".qr svg")
        fine(page, "17-shown")
        for place in ("", "units/open", "units/seal", "form/trouble", "phone"):
            settled(page, place, "18-" + place.replace("/", "-"))


def test_a_supervisor_is_offered_to_observe_and_never_to_receive(phone):
    goods = load("pps-kpps", STATION)
    with phone(PTPS) as page:
        fine(page, "20-home")
        assert page.locator("a[href*='count/receive'], a[href*='count/give']").count() == 0
        settled(page, f"count/observe/{goods.hash}", "21-observe")
        settled(page, f"count/receive/{goods.hash}", "22-not-theirs")
        assert page.locator(".unit").count() == 0


def test_two_phones_without_signal_hand_over_and_either_sends_both(phone):
    from sepaham.records.log import Statement

    goods = load("pps-kpps", STATION)
    with phone(PPS) as giver, phone(KPPS) as taker:
        for page in (giver, taker):
            page.evaluate("navigator.serviceWorker.ready")
            page.wait_for_timeout(1000)
            page.context.set_offline(True)
            page.reload()
            page.wait_for_selector("a.primary[href='#/scan']")
        giver.click(f"a[href='#/count/give/{goods.hash}']")
        giver.click("button.primary")
        giver.wait_for_selector(".qr svg")
        show(taker, code_shown(giver))
        taker.wait_for_selector(".unit")
        for group in range(2):
            taker.click(f".all >> nth={group}")
        taker.click(".unit[data-key*='T1']")
        taker.click("button.primary")
        taker.wait_for_selector(".qr svg")
        fine(taker, "30-offline-shown")
        giver.click("a.primary")
        show(giver, code_shown(taker), here=True)
        giver.wait_for_selector("text=menerima semua 7 barang")
        fine(giver, "31-replied")
        taker.goto("/field/#/outbox")
        taker.wait_for_selector(".rows li:nth-child(2)")
        fine(taker, "32-outbox-waiting")
        giver.context.set_offline(False)
        giver.goto("/field/#/outbox")
        giver.wait_for_selector("h1:has-text('Semua sudah terkirim')")
        fine(giver, "33-outbox-sent")
    kinds = Statement.objects.filter(kind__startswith="handover.", region=STATION).values_list(
        "kind", flat=True
    )
    assert sorted(kinds) == ["handover.give", "handover.receive"]


def test_the_night_and_the_way(phone, phones, keep):
    goods = load("pps-kpps", STATION)
    pps, kpps = phones[PPS], phones[KPPS]
    keep(pps.sign(pps.voice.give(goods, hour("26 10:00"))), at=hour("26 10:00"))
    with phone(PPS, at=hour("26 10:01")) as page:
        page.click("a[href^='#/trip/']")
        page.wait_for_selector("h1")
        fine(page, "40-trip")
        page.click("a.primary")
        page.wait_for_selector("fieldset")
        fine(page, "41-depart")
        page.click("button.primary")
        page.wait_for_timeout(200)
        fine(page, "42-depart-faults")
        for choice in ("foot", "complete", "same", "ok", "all", "none", "absent"):
            page.click(f"[data-key$=':{choice}']")
        page.wait_for_timeout(100)
    keep(kpps.sign(kpps.voice.receive(goods, hour("26 21:00"))), at=hour("26 21:00"))
    with phone(KPPS, at=hour("26 21:01")) as page:
        page.wait_for_selector(".night")
        fine(page, "43-home-night")
        page.click(".safe")
        page.wait_for_selector("#q-guards")
        fine(page, "44-keep")
        page.fill("#q-guards", "2")
        page.click("[data-key$=':tent']")
        page.click("button.primary")
        page.wait_for_selector("h1:has-text('Aman')")
        fine(page, "45-safe")


def test_a_photo_of_the_signed_paper_follows_the_statement_that_names_it(phone, tmp_path):
    from PIL import Image

    from sepaham.records.log import Blob
    from sepaham.records.papers import Photo

    picture = Image.effect_noise((2400, 1800), 90)
    exif = Image.Exif()
    exif[0x010E] = "a place nobody need know"
    picture.convert("RGB").save(tmp_path / "bast.jpg", exif=exif, quality=95)
    goods = load("pps-kpps", STATION)
    with phone(PPS) as page:
        page.goto(f"/field/#/count/give/{goods.hash}")
        page.click("summary:has-text('Penerima tanpa ponsel')")
        page.set_input_files("#photo", tmp_path / "bast.jpg")
        page.wait_for_selector(".thumb")
        fine(page, "50-photo")
        page.click("button.primary")
        page.wait_for_selector(".qr svg")
        page.goto("/field/#/outbox")
        page.wait_for_selector("h1:has-text('Semua sudah terkirim')")
        page.wait_for_function(DONE)
    kept = Blob.objects.get(sha256=Photo.objects.get().sha256)
    assert len(kept.data) <= 400_000
    assert b"nobody need know" not in bytes(kept.data)


DONE = """async () => {
  const opening = indexedDB.open("sepaham");
  const store = await new Promise((done) => { opening.onsuccess = () => done(opening.result); });
  const all = store.transaction("photos").objectStore("photos").getAll();
  await new Promise((done) => { all.onsuccess = done; });
  store.close();
  return all.result.every(({ state }) => state === "sent");
}"""
