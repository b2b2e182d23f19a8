"""Keys in real browsers: enrolled from above, signing forms, surviving lost answers, told when revoked."""

from pathlib import Path

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from example import KABUPATEN, ORIGIN, PLANDAAN, WONOSALAM, hour, load
from sepaham.actions import enrolment
from sepaham.api import enrolments
from sepaham.domain.enrolment import CODE_LASTS, spoken_words, write_code
from sepaham.gateways.keys import gateway_signer
from sepaham.gateways.library import spoken
from sepaham.gateways.limits import Limit
from sepaham.records import enrolment as records
from sepaham.records import facts
from sepaham.records.log import Statement
from sepaham.records.people import Account, Hat

pytestmark = [pytest.mark.browser]

AXE = Path(__file__).resolve().parents[2] / "build/axe.min.js"
PHONE = {"width": 360, "height": 740}
KPU, PPK, GATEWAY = f"kpu:{KABUPATEN}", f"ppk:{PLANDAAN}", f"gateway:{KABUPATEN}"
TO_PPK, TO_OTHER = load("kpu-ppk", PLANDAAN), load("kpu-ppk", WONOSALAM)
STATEMENTS = "**/api/v1/statements"
NO_ED25519 = """const made = crypto.subtle.generateKey.bind(crypto.subtle);
crypto.subtle.generateKey = (rule, ...rest) =>
  rule.name === "Ed25519" ? Promise.reject(new Error("unknown")) : made(rule, ...rest);"""
NO_STORE = "IDBFactory.prototype.open = () => { throw new DOMException('private', 'SecurityError'); };"


@pytest.fixture
def sit(browser, server, monkeypatch):
    """A browser of an office: `sit(office)` is a page in a new profile, signed in as that office."""
    monkeypatch.setattr(enrolments, "TRIES", Limit(rate=0, burst=20))
    contexts, faults = [], []

    def take_seat(*offices, script="", language="id", viewport=None):
        account, _ = Account.objects.get_or_create(username=offices[0])
        for office in offices:
            Hat.objects.get_or_create(account=account, office=office)
        client = Client()
        client.force_login(account)
        context = browser.new_context(base_url=server, viewport=viewport or {"width": 1366, "height": 768})
        name = settings.SESSION_COOKIE_NAME
        cookies = {name: client.cookies[name].value, "language": language}
        context.add_cookies([{"name": key, "value": text, "url": server} for key, text in cookies.items()])
        if script:
            context.add_init_script(script)
        contexts.append(context)
        page = context.new_page()
        page.on("pageerror", lambda error: faults.append(str(error)))
        page.on("console", lambda said: faults.append(said.text) if "Content Security" in said.text else None)
        return page

    yield take_seat
    for context in contexts:
        context.close()
    assert faults == []


@pytest.fixture
def invite(example_log):
    return lambda inviter, office, at=None: enrolment.invite(
        log=example_log, inviter=inviter, office=office, at=at or timezone.now()
    )


@pytest.fixture
def kpu(sit, invite, example_log):
    """The KPU's browser, enrolled by the operator."""
    return enrolled_head(sit(KPU), invite, example_log)


def enrolled_head(page, invite, log):
    type_code(page, invite(GATEWAY, KPU))
    page.wait_for_selector("[data-when=waiting] .spoken:visible")
    (waiting,) = records.invitations(log=log, inviters=[GATEWAY], at=timezone.now())
    gateway = gateway_signer(settings.INSTANCE, ORIGIN)
    enrolment.enrol_head(log=log, invited=waiting, gateway=gateway, at=hour("22 09:00"))
    page.reload()
    page.wait_for_selector("text=Peramban ini dapat menandatangani")
    return page


def type_code(page, code):
    page.goto("/device")
    page.wait_for_selector("#headline [data-when=none]:visible, #headline [data-when=enrolled]:visible")
    page.fill("#typed", write_code(code).lower())
    page.press("#typed", "Enter")


def words_on(page):
    shown = page.locator(".spoken:visible")
    shown.wait_for()
    page.wait_for_function("[...document.querySelectorAll('.spoken')].some(one => one.textContent)")
    return shown.inner_text()


def to_sign(page, found, verb="give"):
    """Fill nothing in on a handover's form and come to the page that asks for the signature."""
    page.goto(f"/handover/{found.hash}/{verb}")
    page.click("form.account button.primary")
    page.wait_for_selector("#signing", state="attached")


def sign(page, found, verb="give"):
    to_sign(page, found, verb)
    page.click("#sign:enabled")
    page.wait_for_url("**/handover/*?kept=*")


def given():
    return Statement.objects.filter(kind="handover.give").count()


def test_from_the_operator_down_browsers_are_enrolled_and_sign_a_handover(kpu, sit, example_log):
    ppk = sit(PPK)
    kpu.goto("/devices")
    kpu.select_option("#below", PPK)
    kpu.click("text=Buat kode")
    type_code(ppk, kpu.inner_text(".code").replace("-", ""))
    heard = words_on(ppk)
    (waiting,) = records.invitations(log=example_log, inviters=[KPU], at=timezone.now())
    asked = {"log": ORIGIN, "office": PPK, "device": waiting.device}
    assert heard == " ".join(spoken_words(**asked, words=spoken()))
    kpu.click("text=Lihat siapa yang menunggu")
    assert words_on(kpu) == heard
    kpu.click("text=Sama: sahkan")
    kpu.click("#sign:enabled")
    kpu.wait_for_url("**/devices?kept=*")
    ppk.wait_for_selector("text=Peramban ini dapat menandatangani")
    sign(kpu, TO_PPK)
    assert "Tersimpan sebagai entri" in kpu.inner_text(".kept")
    sign(ppk, TO_PPK, "receive")
    assert "21 barang diterima, tidak ada yang kurang" in ppk.inner_text("h1")
    devices = {one.office: one for one in facts.devices(log=example_log)}
    assert (devices[KPU].enrolled_by, devices[PPK].enrolled_by) == (GATEWAY, KPU)
    assert devices[PPK].algorithm == "ed25519"


def test_a_browser_without_ed25519_signs_by_es256(sit, invite, example_log):
    page = enrolled_head(sit(KPU, script=NO_ED25519), invite, example_log)
    sign(page, TO_PPK)
    assert facts.devices(log=example_log, office=KPU)[0].algorithm == "es256"


def test_a_code_of_no_use_is_told_in_the_readers_words(sit, invite, server):
    page = sit(PPK)
    type_code(page, "12345678")
    page.wait_for_selector("text=Kode salah ketik")
    type_code(page, "00000000")
    page.wait_for_selector("text=Tidak ada undangan dengan kode ini")
    type_code(page, invite(KPU, PPK, timezone.now() - CODE_LASTS))
    page.wait_for_selector("text=Kode ini sudah lewat 30 menit")
    type_code(page, invite(KPU, f"ppk:{WONOSALAM}"))
    page.wait_for_selector("text=Kode ini untuk kantor lain")
    code = invite(KPU, PPK)
    type_code(page, code)
    words_on(page)
    other = sit(PPK)
    type_code(other, code)
    other.wait_for_selector("text=Kode ini sudah dipakai")


def test_a_lost_answer_to_a_claim_costs_no_new_code(sit, invite):
    page, code = sit(PPK), invite(KPU, PPK)
    page.route("**/api/v1/enrolments", lambda route: (route.fetch(), route.abort()))
    type_code(page, code)
    page.wait_for_selector("text=Server tidak terjangkau. Coba lagi dengan kode yang sama.")
    page.unroute("**/api/v1/enrolments")
    page.fill("#typed", code)
    page.press("#typed", "Enter")
    page.wait_for_selector("[data-problem=unreached]", state="hidden")
    assert words_on(page)


@pytest.mark.parametrize("reached", [False, True], ids=["never sent", "answer lost"])
def test_what_the_server_did_not_answer_waits_in_sight_and_becomes_one_entry(kpu, reached):
    def cut(route):
        if reached:
            route.fetch()
        route.abort()

    kpu.context.route(STATEMENTS, cut)
    to_sign(kpu, TO_PPK)
    kpu.click("#sign:enabled")
    kpu.wait_for_selector("text=Sudah ditandatangani dan aman di peramban ini")
    assert (kpu.is_hidden("#sign"), kpu.is_hidden("text=Batal, kembali")) == (True, True)
    assert given() == reached
    to_sign(kpu, TO_PPK) if not reached else kpu.goto("/device")
    kpu.wait_for_selector("#outbox li:visible")
    assert kpu.locator("#outbox li").count() == 1
    kpu.context.unroute(STATEMENTS)
    kpu.click("#outbox [data-do=send]")
    kpu.wait_for_selector("#outbox", state="hidden") if reached else kpu.wait_for_url("**?kept=*")
    assert given() == 1


def test_what_waits_is_said_and_sent_from_any_page(kpu):
    kpu.context.route(STATEMENTS, lambda route: route.abort())
    to_sign(kpu, TO_PPK)
    kpu.click("#sign:enabled")
    kpu.wait_for_selector("text=Sudah ditandatangani dan aman di peramban ini")
    kpu.goto("/picture")
    kpu.wait_for_selector("text=Ada pernyataan yang belum sampai ke server")
    kpu.context.unroute(STATEMENTS)
    with kpu.expect_response(STATEMENTS):
        kpu.goto("/picture")
    kpu.wait_for_load_state("networkidle")
    assert kpu.is_hidden("#unsent")
    assert given() == 1


def test_two_tabs_that_sign_at_once_keep_one_numbering(kpu, example_log):
    other = kpu.context.new_page()
    to_sign(kpu, TO_PPK)
    to_sign(other, TO_OTHER)
    for page in (kpu, other):
        page.wait_for_selector("#sign:enabled")
        page.evaluate("document.getElementById('sign').click()")
    for page in (kpu, other):
        page.wait_for_url("**/handover/*?kept=*")
    from sepaham.actions.livelog import last_of

    device = facts.devices(log=example_log, office=KPU)[0].id
    assert (given(), last_of(example_log, device)[0]) == (2, 2)
    answers = Statement.objects.filter(kind="handover.give").values_list("answer", flat=True)
    assert not any(answer["pending"] for answer in answers)


def test_a_revoked_browser_is_told_and_signs_nothing(kpu, example_log):
    device = facts.devices(log=example_log, office=KPU)[0].id
    gateway = gateway_signer(settings.INSTANCE, ORIGIN)
    enrolment.revoke_head(log=example_log, device=device, reason="lost", gateway=gateway, at=hour("22 10:00"))
    to_sign(kpu, TO_PPK)
    kpu.wait_for_selector("text=Kunci peramban ini sudah dicabut")
    assert kpu.is_disabled("#sign")
    kpu.goto("/device")
    kpu.wait_for_selector("[data-when=revoked]:visible")


def test_what_the_server_quarantines_is_shown_with_its_sentence(kpu):
    told = (
        '{"answers":[{"outcome":"quarantined","id":"x","index":3,"problem":{"code":"c","detail":"Not so."}}]}'
    )
    kpu.context.route(STATEMENTS, lambda route: route.fulfill(status=422, body=told))
    to_sign(kpu, TO_PPK)
    kpu.click("#sign:enabled")
    kpu.wait_for_selector("text=Not so.")
    assert "?kept" not in kpu.url


def test_a_browser_without_a_key_is_led_to_get_one(sit):
    page = sit(KPU)
    to_sign(page, TO_PPK)
    page.wait_for_selector("text=Peramban ini belum memegang kunci KPU Jombang")
    assert page.is_disabled("#sign")
    page.click("text=Daftarkan peramban ini")
    page.wait_for_url("**/device")


def test_a_browser_that_keeps_nothing_says_so(sit):
    page = sit(KPU, script=NO_STORE)
    page.goto("/device")
    page.wait_for_selector("text=bukan di jendela penyamaran")
    to_sign(page, TO_PPK)
    page.wait_for_selector("[data-when=unable]:visible")
    assert page.is_disabled("#sign")


def test_the_pages_of_keys_fit_a_phone_and_break_no_rule(sit, invite, example_log):
    if not AXE.exists():
        pytest.skip("build/axe.min.js is not built; run `make setup`")
    page = sit(KPU, language="en", viewport=PHONE)
    type_code(page, invite(GATEWAY, KPU))
    words_on(page)
    invite(KPU, PPK)
    for address in ("/device", "/devices", f"/handover/{TO_PPK.hash}/give"):
        page.goto(address)
        if address.endswith("give"):
            page.click("form.account button.primary")
        page.wait_for_load_state("networkidle")
        assert page.evaluate("document.documentElement.scrollWidth") <= PHONE["width"], address
        page.evaluate(AXE.read_text())
        found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
        grave = [
            (v["id"], [n["html"] for n in v["nodes"]])
            for v in found
            if v["impact"] in {"serious", "critical"}
        ]
        assert not grave, address
        for target in page.locator("button:visible, .verb:visible, #typed:visible").all():
            assert target.bounding_box()["height"] >= 44, target.inner_text()
