"""Phones as browser contexts: enrolled by the office above, and driven by what stands on their screens."""

import os
from contextlib import contextmanager
from pathlib import Path

from django.utils import timezone

from sepaham.actions import enrolment
from sepaham.domain.enrolment import write_code
from sepaham.exchange.qr import encode_statement
from sepaham.ledger.envelope import open_envelope
from sepaham.records import enrolment as records

SIZE = {"width": 360, "height": 740}
HOME = "a.primary[href='#/scan']"
SENT = "h1:has-text('Semua sudah terkirim')"
OUTBOX = """async () => {
  const opening = indexedDB.open("sepaham");
  const store = await new Promise((done) => { opening.onsuccess = () => done(opening.result); });
  const all = store.transaction("outbox").objectStore("outbox").index("order").getAll();
  await new Promise((done) => { all.onsuccess = done; });
  store.close();
  return all.result;
}"""

AXE = Path(__file__).resolve().parents[1] / "build/axe.min.js"
SHOTS = os.environ.get("SEPAHAM_SHOTS", "")
SMALL = """[...document.querySelectorAll("button, a, summary, input, label.choice")]
  .filter((node) => node.checkVisibility() && !node.closest(".choice") && !node.classList.contains("vh"))
  .filter((node) => node.getBoundingClientRect().height < 48).map((node) => node.outerHTML)"""
"""What a thumb would miss."""


@contextmanager
def handset(browser, server, *, language="id", scheme="light", **more):
    """A phone's browser; what breaks a rule of its pages or throws is told at its end."""
    context = browser.new_context(
        base_url=server, viewport=SIZE, locale=language, color_scheme=scheme, has_touch=True, **more
    )
    page = context.new_page()
    page.set_default_timeout(10_000)
    page.faults = []
    page.on("pageerror", lambda error: page.faults.append(str(error)))
    page.on(
        "console", lambda said: page.faults.append(said.text) if "Content Security" in said.text else None
    )
    try:
        yield page
    finally:
        context.close()
    assert page.faults == []


def ask(page, log, *, inviter, office):
    """Type a fresh code of the office above into the app; return when the four words are shown."""
    code = enrolment.invite(log=log, inviter=inviter, office=office, at=timezone.now())
    page.goto("/field/#/enrol")
    page.fill("#code", write_code(code).lower())
    page.press("#code", "Enter")
    page.wait_for_selector(".spoken span")


def confirm(log, keep, above, *, office, at):
    """Sign the enrolment of whoever waits for an office, by a phone of the office above it."""
    told = records.invitations(log=log, inviters=[above.office], at=timezone.now())
    waiting = next(one for one in told if one.office == office and one.device)
    body = {"device": waiting.device, "algorithm": waiting.algorithm, "key": waiting.key, "office": office}
    body |= {"proof": waiting.proof} | ({"phone": waiting.phone} if waiting.phone else {})
    keep(above.sign(above.voice.say("device.enrol", office.partition(":")[2], at, body)), at=at)


def enrol(page, log, keep, above, *, office, at):
    """Enrol a phone from code to first screen."""
    ask(page, log, inviter=above.office, office=office)
    confirm(log, keep, above, office=office, at=at)
    page.evaluate("dispatchEvent(new Event('online'))")
    page.wait_for_selector(HOME, timeout=20_000)


def without_signal(page):
    """Take a phone's signal away once its app is kept, and open it anew."""
    page.wait_for_function("navigator.serviceWorker.controller !== null", timeout=20_000)
    page.context.set_offline(True)
    again(page)


def again(page):
    """Open the app anew at its first screen."""
    page.goto("/field/#/outbox")
    page.goto("/field/")
    page.reload()
    page.wait_for_selector(HOME)


def with_signal(page):
    """Give a phone its signal back, and wait until it sent what it had by itself."""
    page.context.set_offline(False)
    page.goto("/field/#/outbox")
    page.wait_for_selector(SENT, timeout=20_000)


def kept(page):
    """What a phone keeps in its outbox, in the order of its devices' statements."""
    return page.evaluate(OUTBOX)


def code_shown(page):
    """The texts of the codes a page shows of a statement."""
    (shown,) = [one for one in kept(page) if page.url.endswith(one["id"])]
    return encode_statement(open_envelope(shown["envelope"].encode()))


def show(page, texts, *, here=False):
    """Let a phone see codes, as its keyboard takes them where there is no camera."""
    if not here:
        page.goto("/field/#/scan")
    for text in texts:
        page.fill("#typed", text)
        page.press("#typed", "Enter")
        page.wait_for_function("document.getElementById('typed')?.value !== " + repr(text))


def fine(page, name):
    """A screen fits, has one head, targets for thumbs, and nothing axe finds serious."""
    if SHOTS:
        page.screenshot(path=f"{SHOTS}/{name}.png")
    assert page.evaluate("document.documentElement.scrollWidth") <= 360, name
    assert page.locator("h1").count() == 1, name
    assert page.evaluate(SMALL) == [], name
    if AXE.exists():
        page.evaluate(AXE.read_text())
        found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
        grave = [
            (v["id"], [n["html"] for n in v["nodes"]])
            for v in found
            if v["impact"] in {"serious", "critical"}
        ]
        assert grave == [], f"{name}: {grave}"
