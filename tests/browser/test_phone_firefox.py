"""The phone's app in a Firefox as it comes: enrolled, used without signal, sent when there is signal."""

import pytest
from django.utils import timezone

from example import JIPURAPAH, hour, load
from firefox import FIREFOX, firefox
from handsets import HOME, OUTBOX, SENT, confirm
from sepaham.actions.enrolment import invite
from sepaham.domain.enrolment import write_code
from sepaham.exchange.qr import encode_statement
from sepaham.records.log import Statement

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(FIREFOX is None, reason="no Firefox on this machine (apt-get install firefox-esr)"),
]

STATION = f"{JIPURAPAH}.001"
PPS, KPPS = f"pps:{JIPURAPAH}", f"kpps:{STATION}"
KEY = """
  const opening = indexedDB.open("sepaham");
  const store = await new Promise((done) => { opening.onsuccess = () => done(opening.result); });
  const all = store.transaction("keys").objectStore("keys").getAll();
  await new Promise((done) => { all.onsuccess = done; });
  store.close();
  const [{ secret, standing }] = all.result;
  const out = await crypto.subtle.exportKey("pkcs8", secret).then(() => "out", (fault) => fault.name);
  return [secret.algorithm.name, secret.extractable, standing, out];
"""
CONTROLLED = """
  await navigator.serviceWorker.ready;
  while (!navigator.serviceWorker.controller) await new Promise((done) => setTimeout(done, 50));
  return true;
"""


@pytest.fixture
def page(server, tmp_path):
    """A fresh Firefox at the server."""
    with firefox(tmp_path, server) as found:
        yield found


def kept(page):
    """What the phone keeps in its outbox."""
    return page.run(f"return ({OUTBOX})()")


def enrol(page, log, keep, above, *, office, at):
    """Enrol this Firefox from code to first screen."""
    page.open("/field/#/enrol")
    code = invite(log=log, inviter=above.office, office=office, at=timezone.now())
    page.type("#code", write_code(code).lower())
    page.find(".spoken span")
    confirm(log, keep, above, office=office, at=at)
    page.run("dispatchEvent(new Event('online'))")
    page.find(HOME)


def test_firefox_receives_without_signal_and_sends_when_there_is_signal(page, day, example_log, phones, keep):
    enrol(page, example_log, keep, phones[PPS], office=KPPS, at=day)
    assert page.run(KEY) == ["Ed25519", False, "enrolled", "InvalidAccessError"]
    assert page.run(CONTROLLED)
    page.signal(there=False)
    page.open("/field/#/outbox")
    page.reload()
    page.open("/field/#/scan")
    goods, pps = load("pps-kpps", STATION), phones[PPS]
    for text in encode_statement(pps.sign(pps.voice.give(goods, hour("26 10:00")))):
        page.type("#typed", text)
    for key in ("all:box", "all:booth", f"unit:{goods.units[-1]}", "sign"):
        page.click(f"[data-key='{key}']")
    page.find(".qr svg")
    page.reload()
    page.find(".qr svg")
    given, received = sorted(kept(page), key=lambda one: one["said"]["kind"])
    assert [given["state"], received["state"]] == ["waiting", "waiting"]
    assert received["said"]["refs"] == [{"role": "gives", "id": given["id"]}]
    page.signal(there=True)
    page.open("/field/#/outbox")
    page.find(SENT.partition(":")[0], "Semua sudah terkirim")
    assert {one["state"] for one in kept(page)} == {"kept"}
    told = Statement.objects.filter(log=example_log, key__in=[given["id"], received["id"]])
    assert dict(told.values_list("office", "kind")) == {PPS: "handover.give", KPPS: "handover.receive"}
