"""What goes wrong on a phone: nothing is lost, nothing comes twice, and it is said plainly."""

import itertools
import json
from dataclasses import replace

import pytest

from example import JIPURAPAH, PLANDAAN, corrected, hour, load
from handsets import SENT, handset, kept, show, with_signal, without_signal
from sepaham.actions.rebuild import rebuild
from sepaham.exchange.qr import encode_statement
from sepaham.records import queries
from sepaham.records.log import Statement

pytestmark = [pytest.mark.browser]

STATION = f"{JIPURAPAH}.001"
PPK, PPS, KPPS = f"ppk:{PLANDAAN}", f"pps:{JIPURAPAH}", f"kpps:{STATION}"
GOODS = load("pps-kpps", STATION)
UNREACHED = ".notice:has-text('Server belum terjangkau')"


class Moody:
    """The server, with an inbox that answers as it is told."""

    def __init__(self, served):
        self.served = served
        self.mood = None
        self.heard = []

    async def __call__(self, scope, receive, send):
        if scope.get("path", "").endswith("/statements") and self.mood:
            return await self.mood(self, scope, receive, send)
        return await self.served(scope, receive, send)


def answers(status, body):
    """Answer so without looking at what was handed in."""

    async def mood(moody, scope, receive, send):
        del scope
        moody.heard.append((await receive())["body"])
        await send({"type": "http.response.start", "status": status, "headers": []})
        await send({"type": "http.response.body", "body": body})

    return mood


async def half(moody, scope, receive, send):
    """Keep what was handed in, and let the line break off within the answer."""

    async def cut(message):
        if message["type"] == "http.response.body":
            message = {"type": "http.response.body", "body": message["body"][:20], "more_body": False}
        await send(message)

    await moody.served(scope, receive, cut)


@pytest.fixture
def moody(monkeypatch, transactional_db):
    from sepaham.site import asgi

    found = Moody(asgi.application)
    monkeypatch.setattr(asgi, "application", found)
    return found


@pytest.fixture
def kpps(browser, server, enrolled):
    """The phone of the KPPS chair."""
    with handset(browser, server) as page:
        enrolled(page, KPPS)
        yield page


@pytest.fixture
def pps(browser, server, enrolled):
    """The phone of the PPS."""
    with handset(browser, server) as page:
        enrolled(page, PPS)
        yield page


def in_the_log(kind="handover."):
    return sorted(
        Statement.objects.filter(kind__startswith=kind, region=STATION).values_list("kind", flat=True)
    )


def give(page):
    """Hand the load over and sign it."""
    page.goto("/field/#/")
    page.click(f"a[href='#/count/give/{GOODS.hash}']")
    page.click("[data-key='sign']")
    page.wait_for_selector(".qr svg")


def told(page, words):
    page.wait_for_selector(f".scanner .notice:has-text('{words}')")


def refused(page, texts, words):
    show(page, texts)
    told(page, words)


def spoilt(envelope):
    """The same statement about another hour, under the signature of the first."""
    return replace(envelope, payload=envelope.payload.replace(b"T02:", b"T03:"))


def test_codes_that_are_forged_swapped_cut_short_or_of_another_log_are_told_and_not_kept(kpps, phones):
    giver, other = phones[PPS], phones[PPK]
    said = giver.voice.give(GOODS, hour("26 09:05"))
    given = giver.sign(said)
    refused(kpps, encode_statement(spoilt(given)), "tidak cocok. Jangan terima")
    refused(
        kpps,
        encode_statement(replace(given, signature=other.sign(said).signature)),
        "tidak cocok. Jangan terima",
    )
    refused(
        kpps,
        encode_statement(giver.sign(corrected(said, office=PPK))),
        "ditandatangani perangkat kantor lain",
    )
    for log in ("sepaham/35.17/2024-11-27/DRILL", "sepaham/35.17/2020-12-09/REAL"):
        refused(
            kpps,
            encode_statement(giver.sign(corrected(said, log=log))),
            "catatan lain: gladi, atau hari lain",
        )
    (whole,) = encode_statement(given)
    refused(kpps, [whole[:-30]], "bukan kode Sepaham")
    refused(kpps, ["https://example.org/"], "bukan kode Sepaham")
    assert kept(kpps) == []


def test_parts_of_two_handovers_make_none(kpps, phones):
    giver = phones[PPS]
    seals = [{unit: [f"J {n} 4417", f"J {n} 4418", f"J {n} 4419"] for unit in GOODS.units} for n in (1, 2)]
    one, two = (
        encode_statement(giver.sign(giver.voice.give(GOODS, hour("26 09:05"), seals=x))) for x in seals
    )
    show(kpps, [one[0], two[1], one[0]])
    told(kpps, "Bagian 1 dari 2")
    assert kept(kpps) == []
    show(kpps, [one[1]], here=True)
    kpps.wait_for_selector(".unit")
    assert len(kept(kpps)) == 1


def test_a_code_shown_again_is_one_statement_and_is_answered_once(kpps, phones):
    giver = phones[PPS]
    texts = encode_statement(giver.sign(giver.voice.give(GOODS, hour("26 09:05"))))
    without_signal(kpps)
    for _ in range(2):
        show(kpps, texts)
        kpps.wait_for_selector(".unit")
    for key in ("all:box", "all:booth", f"unit:{GOODS.units[-1]}", "sign"):
        kpps.click(f"[data-key='{key}']")
    kpps.wait_for_selector(".qr svg")
    show(kpps, texts)
    kpps.wait_for_selector("h1:has-text('Sudah ditandatangani di ponsel ini')")
    with_signal(kpps)
    assert in_the_log() == ["handover.give", "handover.receive"]


def test_a_revoked_giver_is_not_known_and_its_word_waits_for_another_office(kpps, phones, keep, example_log):
    giver, ppk = phones[PPS], phones[PPK]
    gone = {"device": giver.signer.keyid, "reason": "lost"}
    keep(ppk.sign(ppk.voice.say("device.revoke", JIPURAPAH, hour("26 09:01"), gone)), at=hour("26 09:01"))
    with kpps.expect_response("**/field/sync?*"):
        kpps.reload()
    show(kpps, encode_statement(giver.sign(giver.voice.give(GOODS, hour("26 09:05")))))
    kpps.wait_for_selector(".unit")
    with_signal(kpps)
    found = queries.all_findings(region=STATION, at=hour("27 12:00"))
    assert "needs_confirmation" in {one.rule for one in found}
    assert rebuild(log=example_log).equal


def test_a_revoked_phone_says_so_and_what_waits_is_still_handed_in(pps, phones, keep):
    without_signal(pps)
    give(pps)
    gone = {"device": kept(pps)[0]["device"], "reason": "lost"}
    ppk = phones[PPK]
    keep(ppk.sign(ppk.voice.say("device.revoke", JIPURAPAH, hour("26 09:01"), gone)), at=hour("26 09:01"))
    with_signal(pps)
    pps.goto("/field/#/")
    pps.wait_for_selector(".notice:has-text('dicabut')")
    assert in_the_log() == ["handover.give"]


def test_two_phones_of_one_office_each_keep_their_own_and_the_second_sees_what_the_first_said(
    browser, server, enrolled, pps
):
    with handset(browser, server) as second:
        enrolled(second, PPS)
        for page in (pps, second):
            without_signal(page)
            give(page)
        with_signal(pps)
        with_signal(second)
        assert [one["state"] for one in kept(second)] == ["kept"]
        second.goto(f"/field/#/count/give/{GOODS.hash}")
        second.wait_for_selector("h1:has-text('Sudah ditandatangani')")
    assert in_the_log() == ["handover.give", "handover.give"]
    assert queries.life(code=GOODS.units[0], at=hour("27 12:00")).state.moving


def test_a_clock_a_year_off_is_told_and_nothing_is_kept_back(pps):
    pps.clock.set_system_time("2025-01-01T00:00:00Z")
    pps.reload()
    pps.wait_for_selector(".notice:has-text('Jam ponsel ini salah')")
    give(pps)
    with_signal(pps)
    assert in_the_log() == ["handover.give"]


def outbox(page):
    """Open the outbox and have it sent."""
    page.goto("/field/#/")
    page.goto("/field/#/outbox")
    page.click("[data-key='send']")


def test_what_is_not_answered_as_it_should_be_waits_and_goes_out_once(moody, pps):
    html, wanting = b"<h1>Error</h1>", b'{"code": "log.none", "detail": "No log is open.", "status": 409}'
    moods = [answers(500, html), answers(409, wanting), answers(413, html)]
    moods += [answers(200, b'{"answers": []}'), answers(200, b"null"), answers(200, b'{"answers": [{"outc')]
    moody.mood = moods[0]
    give(pps)
    for mood in moods:
        moody.mood = mood
        outbox(pps)
        pps.wait_for_selector(UNREACHED)
    assert [one["state"] for one in kept(pps)] == ["waiting"]
    assert in_the_log() == []
    moody.mood = None
    outbox(pps)
    pps.wait_for_selector(SENT)
    assert in_the_log() == ["handover.give"]
    assert len(set(moody.heard)) == 1


def test_half_an_answer_to_what_was_entered_is_asked_for_again_and_nothing_is_entered_twice(moody, pps):
    moody.mood = half
    give(pps)
    outbox(pps)
    pps.wait_for_selector(UNREACHED)
    assert [one["state"] for one in kept(pps)] == ["waiting"]
    assert in_the_log() == ["handover.give"]
    moody.mood = None
    outbox(pps)
    pps.wait_for_selector(SENT)
    (sent,) = kept(pps)
    assert Statement.objects.get(kind="handover.give", region=STATION).index == sent["index"]


def test_a_tab_killed_between_write_and_send_loses_nothing(moody, pps):
    moody.mood = answers(500, b"")
    give(pps)
    page = pps.context.new_page()
    pps.close()
    moody.mood = None
    page.goto("/field/#/outbox")
    page.wait_for_selector(SENT)
    assert in_the_log() == ["handover.give"]


FULL = """() => {
  const put = IDBObjectStore.prototype.put;
  IDBObjectStore.prototype.put = function (value) {
    const [asked, change] = [put.apply(this, arguments), this.transaction];
    if (this.name !== "numbers") return asked;
    Object.defineProperty(change, "error", { value: new DOMException("full", "QuotaExceededError") });
    asked.addEventListener("success", () => change.abort());
    return asked;
  };
  globalThis.makeRoom = () => { IDBObjectStore.prototype.put = put; };
}"""
"""What a browser does when the disk is full: it takes the whole change back and says why."""


def test_a_full_phone_never_says_kept_and_signs_once_there_is_room(pps):
    pps.goto("/field/#/")
    pps.click(f"a[href='#/count/give/{GOODS.hash}']")
    pps.evaluate(FULL)
    pps.click("[data-key='sign']")
    pps.wait_for_selector(".notice:has-text('TIDAK tersimpan: penyimpanan ponsel penuh')")
    assert pps.locator(".qr svg").count() == 0
    assert kept(pps) == []
    pps.evaluate("makeRoom()")
    pps.click("[data-key='sign']")
    pps.wait_for_selector(".qr svg")
    with_signal(pps)
    assert in_the_log() == ["handover.give"]


CARRY = """async (all) => {
  const opening = indexedDB.open("sepaham");
  const store = await new Promise((done) => { opening.onsuccess = () => done(opening.result); });
  const change = store.transaction("outbox", "readwrite");
  for (const one of all) change.objectStore("outbox").put(one);
  await new Promise((done) => { change.oncomplete = done; });
  store.close();
}"""


def test_a_thousand_statements_go_out_once_each_however_often_it_breaks_off(moody, kpps, phones):
    giver, at = phones[PPS], hour("26 09:05")
    said = [giver.sign(giver.voice.give(GOODS, at, document=f"BAST {n}")) for n in range(1000)]
    kpps.context.set_offline(True)
    one = {"log": "sepaham/35.17/2024-11-27/REAL", "office": PPS, "device": giver.signer.keyid, "told": ""}
    one |= {"simulatedAt": "2024-11-26T02:05:00Z", "signedAt": "2024-11-26T02:05:00Z", "state": "waiting"}
    one |= {"work": "", "title": "handover.give", "index": -1, "carried": True}
    told = [json.loads(envelope.payload) for envelope in said]
    all_of_it = [
        one | {"id": envelope.id, "seq": fields["seq"], "envelope": envelope.to_bytes().decode()}
        for envelope, fields in zip(said, told, strict=True)
    ]
    kpps.evaluate(CARRY, all_of_it)
    batches = itertools.count()

    async def sometimes(_moody, scope, receive, send):
        turn = next(batches) % 3
        if turn == 0:
            await moody.served(scope, receive, send)
        else:
            await (half if turn == 1 else answers(500, b""))(moody, scope, receive, send)

    moody.mood = sometimes
    kpps.context.set_offline(False)
    kpps.reload()
    for _ in range(100):
        if {one["state"] for one in kept(kpps)} == {"kept"}:
            break
        kpps.evaluate("dispatchEvent(new Event('online'))")
        kpps.wait_for_timeout(200)
    assert in_the_log() == ["handover.give"] * 1000
    assert next(batches) > 20
