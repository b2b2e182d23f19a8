"""How many taps a handover takes, of seven pieces and of a whole truck; `make bench` prints the times."""

import sys
import time

import pytest

from example import JIPURAPAH, code, load
from handsets import HOME, again, code_shown, handset, kept, show, without_signal

pytestmark = [pytest.mark.browser]

STATION = f"{JIPURAPAH}.001"
PPS, KPPS = f"pps:{JIPURAPAH}", f"kpps:{STATION}"
GOODS = load("pps-kpps", STATION)
TRUCK = [code(f"{JIPURAPAH}.{n:03}", mark) for n in range(1, 186) for mark in ("K1", "B1", "B2")]
GROW = """async ([hash, units]) => {
  const opening = indexedDB.open("sepaham");
  const store = await new Promise((done) => { opening.onsuccess = () => done(opening.result); });
  const notes = store.transaction("notes", "readwrite").objectStore("notes");
  const cursor = notes.openCursor(IDBKeyRange.bound("sync:", "sync:~"));
  await new Promise((done) => { cursor.onsuccess = () => {
    const kept = cursor.result.value;
    for (const part of Object.values(kept.parts)) if (part?.[hash]?.list) part[hash].list.units = units;
    cursor.result.update(kept).onsuccess = done;
  }; });
  store.close();
}"""


TAKE = """async (text) => {
  const input = document.getElementById("typed");
  const gone = new Promise((done) => addEventListener("hashchange", done, { once: true }));
  const begun = performance.now();
  input.value = text;
  input.form.requestSubmit();
  await gone;
  return performance.now() - begun;
}"""
"""How long a code takes until it was judged and is on disk, with the count it begins."""


def tell(line):
    """Say something to whoever reads along, as `make bench` does."""
    sys.stdout.write(line + "\n")


class Thumb:
    """A thumb that is counted."""

    def __init__(self, page):
        self.page, self.taps = page, 0

    def __call__(self, *places):
        for place in places:
            self.taps += 1
            self.page.click(place)


def test_seven_pieces_change_hands_with_eight_taps_on_both_phones_together(browser, server, enrolled):
    with handset(browser, server) as giver, handset(browser, server) as taker:
        enrolled(giver, PPS)
        enrolled(taker, KPPS)
        one, other = Thumb(giver), Thumb(taker)
        one(f"a[href='#/count/give/{GOODS.hash}']", "[data-key='sign']")
        giver.wait_for_selector(".qr svg")
        other(HOME)
        (text,) = code_shown(giver)
        tell(f"from a code to the statement kept: {taker.evaluate(TAKE, text):.0f} ms (aim < 100 ms)")
        taker.wait_for_selector(".unit")
        other("[data-key='all:box']", "[data-key='all:booth']", f"[data-key='unit:{GOODS.units[-1]}']")
        other("[data-key='sign']")
        taker.wait_for_selector(".qr svg")
        one("a.primary")
        show(giver, code_shown(taker), here=True)
        giver.wait_for_selector("h1:has-text('menerima semua 7 barang')")
        assert one.taps + other.taps <= 8


def test_a_truck_of_185_boxes_and_370_booths_is_signed_for_by_exception_with_twelve_taps(
    browser, server, enrolled
):
    with handset(browser, server) as page:
        enrolled(page, PPS)
        page.evaluate(GROW, [GOODS.hash, TRUCK])
        without_signal(page)
        thumb = Thumb(page)
        thumb(f"a[href='#/count/give/{GOODS.hash}']")
        for unit, wrong in ((TRUCK[300], "Tidak ada"), (TRUCK[400], "Rusak")):
            thumb("a[href^='#/short/']", "#typed")
            page.fill("#typed", unit[-6:])
            thumb(".rows a", f"label:has-text('{wrong}')", ".last a.primary")
        thumb("[data-key='sign']")
        page.wait_for_selector(".qr svg")
        (said,) = kept(page)
        assert said["said"]["body"]["except"] == [
            {"unit": TRUCK[300], "what": "missing"},
            {"unit": TRUCK[400], "what": "damaged"},
        ]
        assert thumb.taps <= 12
        session = page.context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": 4})
        again(page)
        begun = time.perf_counter()
        page.reload(wait_until="commit")
        page.wait_for_selector(HOME)
        passed = 1000 * (time.perf_counter() - begun)
        tell(f"opens without signal on a CPU four times slower: {passed:.0f} ms (aim < 1000 ms)")
