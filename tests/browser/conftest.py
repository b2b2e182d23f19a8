"""The real browser every test here drives, and what the house asks of any page."""

import os
import shutil
from pathlib import Path

import pytest

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
def browser(chromium):
    """One Chromium for all tests of a module that need no switches of their own."""
    found = chromium.launch(executable_path=CHROMIUM, args=QUIET)
    yield found
    found.close()
