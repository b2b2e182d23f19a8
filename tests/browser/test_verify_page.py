"""A receipt, or minutes, are checked on the page in Chromium, and nothing of them is sent anywhere."""

import json
from pathlib import Path

import pytest

from sepaham.exchange.papers.blocks import Paper
from sepaham.exchange.papers.typeset import typeset
from sepaham.gateways.pdf import TypstPress

pytestmark = [pytest.mark.browser]
CASES = {
    case["name"]: case
    for case in json.loads((Path(__file__).parents[1] / "vectors/receipt.json").read_text())["cases"]
}
SIZES = {"desk": {"width": 1366, "height": 768}, "phone": {"width": 360, "height": 740}}


@pytest.fixture
def page(browser, server, request):
    """The page, with every request it makes after it was loaded."""
    context = browser.new_context(viewport=SIZES[getattr(request, "param", "desk")], locale="id-ID")
    found = context.new_page()
    found.goto(f"{server}/verify")
    found.locator("#file:not([disabled])").wait_for()
    found.asked = []
    found.on("request", lambda one: found.asked.append(one.url))
    yield found
    context.close()


def checked(page, name, content):
    """Choose a file and return what the page says of it."""
    page.set_input_files("#file", {"name": name, "mimeType": "application/octet-stream", "buffer": content})
    page.locator('[data-when="holds"]:visible, p[data-when="fails"]:visible').first.wait_for()
    return page.locator("main").inner_text()


@pytest.mark.parametrize("page", SIZES, indirect=True)
def test_a_receipt_that_holds_says_who_saw_the_log_and_fits_the_screen(page):
    told = checked(page, "entri.json", CASES["four of five witnessed it"]["receipt"].encode())
    assert "kpu, bawaslu, polres, pemkab" in told
    assert "Lembaga-lembaga ini melihat daftar yang sama." in told
    assert "Yang tidak terbukti" in told
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert page.asked == []


def test_a_receipt_that_fails_names_what_is_wrong(page):
    told = checked(page, "entri.json", CASES["another receipt time"]["receipt"].encode())
    assert "proof.root" in told
    assert "Tidak cocok" in told


def test_minutes_as_pdf_are_checked_by_the_receipts_in_them(page):
    found = [CASES[name]["receipt"] for name in ("the last entry", "nobody witnessed it")]
    attached = tuple((f"entri-{number}.json", text) for number, text in enumerate(found))
    paper = Paper(language="id", title="BAST", proof="", blocks=(), attached=attached)
    told = checked(page, "bast.pdf", TypstPress().pdf(typeset(paper)))
    assert "menerima" in told
    assert "menyerahkan" in told
    assert "Belum cukup lembaga mencocokkan" in told
