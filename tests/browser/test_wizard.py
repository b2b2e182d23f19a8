"""A newcomer at the register wizard, in a real browser: from nothing to an open log and people to call."""

import json
from pathlib import Path

import pytest

from sepaham.records import queries

pytestmark = [pytest.mark.browser]

AXE = Path(__file__).resolve().parents[2] / "build/axe.min.js"
PASSWORD = "kotak-suara-2024"
ROWS = b"kode,no_tps,dpt\n35.17.15.2003,1,590\n35.17.15.2004,1,520\nPlandaan,2,333\n"
RING = [[[112.1, -7.5], [112.2, -7.5], [112.2, -7.6], [112.1, -7.5]]]
AREA = {"properties": {"kode": "35.17.15"}, "geometry": {"type": "Polygon", "coordinates": RING}}
PEOPLE = b"nama;hp;jabatan;kantor\nSiti;0812-3456-7890;Ketua;KPU\nBudi;12ab;Ketua;PPK Plandaan\n"


@pytest.fixture
def seat(browser, server_on):
    """A place at the desk of a house without a register: `seat(language, width)` is the operator's page."""
    from sepaham.records.people import Account

    Account.objects.create_user("pengelola", password=PASSWORD, is_staff=True)
    server, contexts = server_on(), []

    def sit(language, width, height):
        context = browser.new_context(viewport={"width": width, "height": height}, base_url=server)
        context.add_cookies([{"name": "language", "value": language, "url": server}])
        contexts.append(context)
        page = context.new_page()
        page.faults = []
        page.on("pageerror", lambda error: page.faults.append(str(error)))
        page.on("console", lambda told: page.faults.append(told.text) if told.type == "error" else None)
        page.goto("/sign-in")
        page.fill("#id_username", "pengelola")
        page.fill("#id_password", PASSWORD)
        page.press("#id_password", "Enter")
        page.wait_for_url(f"{server}/")
        return page

    yield sit
    for context in contexts:
        context.close()


def look(page):
    """Hold a page to the house's rules: it fits, has one heading, and axe finds nothing grave."""
    page.wait_for_load_state("load")
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"), page.url
    assert page.locator("h1").count() == 1
    page.evaluate(AXE.read_text())
    found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
    grave = [
        (v["id"], [n["html"] for n in v["nodes"]]) for v in found if v["impact"] in {"serious", "critical"}
    ]
    assert not grave, page.url


def hand_in(page, name, data):
    page.set_input_files("#r-file", {"name": name, "mimeType": "text/plain", "buffer": data})
    page.locator("form[enctype] button").click()
    look(page)


@pytest.mark.parametrize(("language", "width", "height"), [("id", 360, 740), ("en", 1366, 768)])
def test_a_newcomer_gets_from_nothing_to_an_open_log_and_people_to_call(seat, language, width, height):
    """Some seconds for each size: it walks through every page of the wizard as an officer would."""
    if not AXE.exists():
        pytest.skip("build/axe.min.js is not built; run `make setup`")
    page = seat(language, width, height)
    look(page)
    page.locator("main a.primary").click()
    look(page)
    hand_in(page, "daftar.csv", ROWS)
    assert "35.17.15.2004" in page.locator(".worst").inner_text()
    page.check("input[name=rest]")
    page.locator("form[action='/register/accept'] button").click()
    look(page)
    page.locator("a[href='/register/map']").click()
    look(page)
    hand_in(page, "batas.geojson", json.dumps({"features": [AREA]}).encode())
    page.locator("form[action='/register/map/accept'] button").click()
    look(page)
    page.locator("a.primary[href='/register/open']").click()
    look(page)
    page.check("input[value=drill]")
    page.locator("main form button.primary").click()
    look(page)
    assert queries.current_log().drill
    page.locator("a.primary[href='/people']").click()
    look(page)
    page.locator("a[href='/people/import']").click()
    look(page)
    hand_in(page, "orang.csv", PEOPLE)
    page.check("input[name=rest]")
    page.locator("form[action='/people/import/accept'] button").click()
    look(page)
    assert page.locator("a[href='tel:+6281234567890']").count() == 1
    for door in ("/people/new", "/offices", "/bodies", "/waiting", "/register"):
        page.goto(door)
        look(page)
    assert page.faults == []
