"""The desk in a real browser: both languages, desk and phone, read by axe, weighed, used without a mouse."""

import gzip
from pathlib import Path

import pytest

from example import JIPURAPAH, PLANDAAN, code, hour, load

pytestmark = [pytest.mark.browser]

AXE = Path(__file__).resolve().parents[2] / "build/axe.min.js"
SIZES = {"desk": {"width": 1366, "height": 768}, "phone": {"width": 360, "height": 740}}
STATION = f"{JIPURAPAH}.001"
BOX = code(STATION, "K2")
PAGES = [
    "/",
    "/picture",
    f"/picture?region={PLANDAAN}",
    "/check?state=all",
    f"/tps/{STATION}",
    f"/unit/{BOX}",
    "/handovers",
    "/handovers/new",
    "/trips",
    "/live",
    "/papers/movement",
    f"/trip/trip:kpu-ppk:{PLANDAAN}",
    "/plan",
    "/roads",
    "/fleet",
    "/fleet/new",
    "/stores",
    f"/store/{JIPURAPAH}",
    "/needs?by=tps",
    "/authority",
    "/search?q=jiporapah",
    "/search?q=zzz",
    "/activity",
    f"/handover/{load('kpu-ppk', PLANDAAN).hash}",
    "/stock",
    "/arrivals",
    "/orders",
    "/carton",
    "/packing",
    f"/packing/{JIPURAPAH}",
    "/seals",
    "/notices",
    "/nowhere",
]
PASSWORD = "kotak-suara-2024"
MOST = 100_000
"""Bytes a page may weigh on the wire with its assets, the map library aside."""


@pytest.fixture
def desk(browser, server, phones, keep):
    """A place at the desk: `desk(language, size)` is a page signed in on a log where a box came unsealed."""
    from sepaham.records.people import Account, Hat

    account = Account.objects.create_user("kpu", password=PASSWORD)
    Hat.objects.create(account=account, office="kpu:35.17")
    leg, at = load("kpu-ppk", PLANDAAN), hour("24 09:00")
    kpu, ppk = phones["kpu:35.17"], phones[f"ppk:{PLANDAAN}"]
    keep(kpu.sign(kpu.voice.give(leg, at)), at=at)
    came = ppk.voice.receive(leg, hour("24 10:00"), **{"except": [{"unit": BOX, "what": "unsealed"}]})
    keep(ppk.sign(came), at=hour("24 10:00"))
    contexts = []

    def sit(language="id", size="desk"):
        context = browser.new_context(viewport=SIZES[size], base_url=server)
        context.add_cookies([{"name": "language", "value": language, "url": server}])
        contexts.append(context)
        page = context.new_page()
        page.faults = []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on(
            "console", lambda said: page.faults.append(said.text) if "Content Security" in said.text else None
        )
        page.goto("/sign-in")
        page.fill("#id_username", "kpu")
        page.fill("#id_password", PASSWORD)
        page.press("#id_password", "Enter")
        page.wait_for_url(f"{server}/")
        return page

    yield sit
    for context in contexts:
        context.close()


SMALL = """[...document.querySelectorAll("button, .verb, summary, input")]
  .filter((node) => node.checkVisibility() && node.type !== "hidden" && !node.closest("thead"))
  .filter((node) => !["checkbox", "radio"].includes(node.type) && node.getBoundingClientRect().height < 44)
  .map((node) => node.outerHTML)"""
"""What a thumb would miss: small things to press, the heads of tables and marked boxes aside."""


def grave(page, *, only=None):
    """What axe finds serious or critical on a page."""
    page.evaluate(AXE.read_text())
    asked = {"resultTypes": ["violations"], **({"runOnly": only} if only else {})}
    found = page.evaluate("asked => axe.run(asked)", asked)["violations"]
    return [
        (v["id"], [n["html"] for n in v["nodes"]]) for v in found if v["impact"] in {"serious", "critical"}
    ]


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("language", ["id", "en"])
def test_every_page_fits_reads_and_breaks_no_rule(desk, language, size):
    if not AXE.exists():
        pytest.skip("build/axe.min.js is not built; run `make setup`")
    page = desk(language, size)
    for address in PAGES:
        page.goto(address)
        assert page.locator("html").get_attribute("lang") == language
        assert page.locator("h1").count() == 1
        assert page.evaluate("document.documentElement.scrollWidth") <= SIZES[size]["width"], address
        assert grave(page) == [], address
        assert size == "desk" or page.evaluate(SMALL) == [], address
    assert page.faults == []


def test_contrast_holds_by_night_too(desk):
    if not AXE.exists():
        pytest.skip("build/axe.min.js is not built; run `make setup`")
    page = desk()
    page.emulate_media(color_scheme="dark")
    for address in PAGES:
        page.goto(address)
        assert grave(page, only=["color-contrast"]) == [], address


def test_no_page_weighs_more_than_a_poor_connection_bears(desk):
    page, sizes = desk(), {}
    for address in PAGES:
        page.goto(address)
        parts = "[location.href, ...performance.getEntriesByType('resource').map((part) => part.name)]"
        urls = {url for url in page.evaluate(parts) if "vendor/leaflet" not in url}
        for url in urls - sizes.keys() | {page.url}:
            sizes[url] = len(gzip.compress(page.request.get(url).body()))
        assert sum(sizes[url] for url in urls) < MOST, address


def test_the_sentence_to_share_is_copied(desk, server):
    page = desk()
    page.goto("/picture")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=server)
    page.click(".share summary")
    page.click("[data-copy]")
    page.wait_for_function("document.querySelector('[role=status]').textContent !== ''")
    copied = page.evaluate("navigator.clipboard.readText()")
    assert copied == page.input_value("#sentence")
    assert "0 dari 5 TPS lengkap" in copied


def test_the_table_of_areas_sorts_by_the_keyboard(desk):
    page = desk()
    page.goto("/picture")
    head = page.locator("table[data-sortable] thead th").first
    head.locator("button").focus()
    first = lambda: page.locator("table[data-sortable] tbody th").first.inner_text().strip()  # noqa: E731
    page.keyboard.press("Enter")
    assert (head.get_attribute("aria-sort"), first().split()[-1]) == ("ascending", "Plandaan")
    page.keyboard.press("Enter")
    assert (head.get_attribute("aria-sort"), first().split()[-1]) == ("descending", "Wonosalam")


def test_choosing_what_to_check_shows_it_at_once(desk):
    page = desk()
    page.goto("/check")
    assert page.locator("#list tbody tr").count() > 0
    with page.expect_response(lambda got: "severity=serious" in got.url):
        page.select_option("#c-severity", "serious")
    page.wait_for_selector("#list .calm")
    assert "severity=serious" in page.url


def test_imported_boundaries_are_drawn_with_a_shape_on_each_area(desk):
    from sepaham.records import register

    square = '{"type":"Polygon","coordinates":[[[112.%d,-7.5],[112.%d,-7.5],[112.%d,-7.4],[112.%d,-7.5]]]}'
    codes = {PLANDAAN: square % (1, 2, 2, 1), "35.17.05": square % (3, 4, 4, 3)}
    register.replace_boundaries(codes)
    page = desk()
    page.goto("/picture")
    page.wait_for_selector("#map .pin a")
    assert page.locator("#map .pin .shape").count() == 2
    assert page.locator("#map canvas").count() == 1
    page.locator("#map .pin a").first.click()
    page.wait_for_url("**/picture?region=35.17.*")
    assert page.faults == []


@pytest.mark.parametrize("size", SIZES)
def test_the_menu_opens_without_a_script_and_leads_to_every_room(desk, size):
    page = desk(size=size)
    page.goto("/check")
    page.locator(".rooms summary").focus()
    page.keyboard.press("Enter")
    rooms = page.locator(".rooms .all li a")
    assert rooms.count() > 12
    assert page.locator(".rooms .all [aria-current=page]").inner_text() == "Perlu dicek"
    rooms.get_by_text("Perjalanan").click()
    page.wait_for_url("**/trips")
    assert page.faults == []


def test_the_language_is_changed_where_one_stands(desk):
    page = desk()
    page.goto(f"/unit/{BOX}")
    page.click("button[lang=en]")
    page.wait_for_load_state()
    assert page.url.endswith(f"/unit/{BOX}")
    assert page.locator("html").get_attribute("lang") == "en"
