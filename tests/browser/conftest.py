"""The real browser every test here drives, and what the house asks of any page."""

import os
import shutil
from pathlib import Path

import pytest

from example import JIPURAPAH, PLANDAAN, hour, load
from handsets import enrol

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
AXE = Path(__file__).resolve().parents[2] / "build/axe.min.js"
QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
QUIET += ["--disable-component-update", "--disable-sync"]


@pytest.fixture(scope="module")
def chromium():
    """Playwright's driver for one module: its loop must end before tests that call async doors."""
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright's loop runs in the thread that asks the tables
    with sync_api.sync_playwright() as play:
        yield play.chromium
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture(scope="module")
def launch(chromium):
    """Start a Chromium with switches of its own."""

    def start(*switches):
        return chromium.launch(executable_path=CHROMIUM, args=[*QUIET, *switches])

    return start


@pytest.fixture(scope="module")
def browser(launch):
    """One Chromium for all tests of a module that need no switches of their own."""
    found = launch()
    yield found
    found.close()


@pytest.fixture
def day(example_log, phones, keep):
    """H-1 at nine: the goods of Jipurapah are in the PPS's store."""
    ppk, pps = f"ppk:{PLANDAAN}", f"pps:{JIPURAPAH}"
    way = (("kpu-ppk", PLANDAAN, "kpu:35.17", ppk, "24 09:00"), ("ppk-pps", JIPURAPAH, ppk, pps, "26 08:00"))
    for leg, region, giver, receiver, at in way:
        goods = load(leg, region)
        keep(phones[giver].sign(phones[giver].voice.give(goods, hour(at))), at=hour(at))
        keep(phones[receiver].sign(phones[receiver].voice.receive(goods, hour(at))), at=hour(at))
    return hour("26 09:00")


@pytest.fixture
def enrolled(day, example_log, phones, keep):
    """Enrol a page's app for an office of Jipurapah, by the phone of the office above."""
    above = {
        f"pps:{JIPURAPAH}": f"ppk:{PLANDAAN}",
        f"kpps:{JIPURAPAH}.001": f"pps:{JIPURAPAH}",
        f"ptps:{JIPURAPAH}.001": f"pkd:{JIPURAPAH}",
    }

    def enrol_page(page, office):
        enrol(page, example_log, keep, phones[above[office]], office=office, at=day)

    return enrol_page
