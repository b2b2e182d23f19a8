"""An account's own pages in a real browser: a passkey of the device itself, codes, and no rule broken."""

import os
import shutil
import time
from pathlib import Path

import pytest

pytestmark = [pytest.mark.browser]

sync_api = pytest.importorskip("playwright.sync_api", reason="Playwright is not installed")

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
AXE = Path(__file__).resolve().parents[2] / "build/axe.min.js"
QUIET = ["--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking"]
QUIET += ["--disable-component-update", "--disable-sync"]
PASSWORD = "kotak-suara-2024"
KEY = {
    "protocol": "ctap2",
    "transport": "internal",
    "hasResidentKey": True,
    "hasUserVerification": True,
    "isUserVerified": True,
    "automaticPresenceSimulation": True,
}
"""A device with a fingerprint reader that says yes, as Chromium can pretend to have."""


@pytest.fixture(scope="module")
def browser():
    if CHROMIUM is None:
        pytest.skip("no Chromium on this machine")
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"  # Playwright's loop runs in the thread that asks the tables
    with sync_api.sync_playwright() as play:
        found = play.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        yield found
        found.close()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def page(browser, server):
    """A page on a device with a passkey, at the sign-in of the machine's own name."""
    from sepaham.actions.accounts import add_account

    add_account(username="kpu", password=PASSWORD, offices=["kpu:35.17"])
    context = browser.new_context(base_url=server.replace("127.0.0.1", "localhost"), locale="id-ID")
    found = context.new_page()
    found.faults = []
    found.on("pageerror", lambda error: found.faults.append(str(error)))
    found.on(
        "console", lambda said: found.faults.append(said.text) if "Content Security" in said.text else None
    )
    wire = context.new_cdp_session(found)
    wire.send("WebAuthn.enable")
    wire.send("WebAuthn.addVirtualAuthenticator", {"options": KEY})
    yield found
    assert found.faults == []
    context.close()


def enter(page):
    page.goto("/sign-in")
    page.fill("#id_username", "kpu")
    page.fill("#id_password", PASSWORD)
    page.press("#id_password", "Enter")
    page.wait_for_url(lambda url: not url.endswith("/sign-in"))


def confirm(page, address):
    """Open a page that asks for the password once more."""
    page.goto(address)
    page.fill("#password", PASSWORD)
    page.press("#password", "Enter")
    page.wait_for_url(f"**{address}")


def code(secret, ahead=0):
    from allauth.mfa.totp.internal.auth import format_hotp_value, hotp_value

    return format_hotp_value(hotp_value(secret, int(time.time()) // 30 + ahead))


def test_a_passkey_is_made_and_lets_in_after_the_password(page):
    enter(page)
    confirm(page, "/account/passkey")
    page.fill("#name", "Laptop KPU")
    page.get_by_role("button", name="Tambah kunci sandi").click()
    page.wait_for_url("**/account/recovery")
    page.goto("/account")
    assert "Laptop KPU" in page.inner_text("main")
    page.context.clear_cookies()
    enter(page)
    assert page.url.endswith("/sign-in/code")
    page.get_by_role("button", name="Pakai kunci sandi").click()
    page.wait_for_url(lambda url: not url.endswith("/sign-in/code"))
    page.goto("/account")
    assert page.locator("h1").inner_text().endswith("Dijaga kata sandi dan pengaman kedua")


def test_the_accounts_pages_fit_phone_and_desk_and_break_no_rule(page):
    if not AXE.exists():
        pytest.skip("build/axe.min.js is not built; run `make setup`")

    def look():
        for width in (1366, 360):
            page.set_viewport_size({"width": width, "height": 740})
            assert page.evaluate("document.documentElement.scrollWidth") <= width, page.url
        assert page.locator("h1").count() == 1
        page.evaluate(AXE.read_text())
        found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
        assert [v["id"] for v in found if v["impact"] in {"serious", "critical"}] == [], page.url

    enter(page)
    page.goto("/account/codes")
    look()
    confirm(page, "/account/codes")
    look()
    secret = page.inner_text(".secret")
    page.fill("#second-code", code(secret))
    page.press("#second-code", "Enter")
    page.wait_for_url("**/account/recovery")
    look()
    for address in (
        "/account",
        "/account/password",
        "/account/passkey",
        "/sessions",
        "/audit",
        "/account/codes",
    ):
        page.goto(address)
        look()
    page.context.clear_cookies()
    enter(page)
    look()
    page.fill("#second-code", code(secret, 1))
    page.press("#second-code", "Enter")
    page.wait_for_url(lambda url: not url.endswith("/sign-in/code"))
    page.goto("/sessions")
    look()
