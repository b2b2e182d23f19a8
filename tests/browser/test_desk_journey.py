"""A kabupaten at its desks: from a spreadsheet to a shortage answered, each office in its own browser."""

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from example import JIPURAPAH, KABUPATEN, PLANDAAN, SUMBERJO, WONOSALAM
from sepaham.actions import enrolment
from sepaham.api import enrolments
from sepaham.gateways.keys import gateway_signer
from sepaham.gateways.limits import Limit
from sepaham.records import custody, queries
from sepaham.records import enrolment as asked
from sepaham.records.custody import Load
from sepaham.records.people import Account, Hat

pytestmark = [pytest.mark.browser]
KPU, PPK, OTHER_PPK = f"kpu:{KABUPATEN}", f"ppk:{PLANDAAN}", f"ppk:{WONOSALAM}"
BAWASLU, POLRES, CAMAT = f"bawaslu:{KABUPATEN}", f"polres:{KABUPATEN}", f"camat:{PLANDAAN}"
GATEWAY = f"gateway:{KABUPATEN}"
STATIONS = [(JIPURAPAH, 1, 520), (JIPURAPAH, 2, 333), (SUMBERJO, 1, 480)]
REGISTER = "\n".join(["kode,no_tps,dpt", *(f"{desa},{number},{voters}" for desa, number, voters in STATIONS)])
SIGNED = "**?kept=*"


class Office:
    """One office's browser: a profile of its own, with its own key once it is enrolled."""

    def __init__(self, context, server):
        self.page, self.server = context.new_page(), server

    def go(self, address):
        return self.page.goto(f"{self.server}{address}")

    def sign(self):
        """Read what will be signed, and sign it."""
        self.page.click("#sign:enabled")
        self.page.wait_for_url(SIGNED)

    def type_code(self, code):
        self.go("/device")
        self.page.wait_for_selector(
            "#headline [data-when=none]:visible, #headline [data-when=enrolled]:visible"
        )
        self.page.fill("#typed", code)
        self.page.press("#typed", "Enter")
        self.page.wait_for_selector(".spoken:visible")

    def can_sign(self):
        self.page.wait_for_selector("#headline [data-when=enrolled]:visible")


@pytest.fixture
def open_office(browser, server_on, monkeypatch):
    """`open_office("kpu:35.17")` is that office's browser, signed in, in the language of the test."""
    monkeypatch.setattr(enrolments, "TRIES", Limit(rate=0, burst=20))
    server, contexts = server_on(), []

    def sit(*offices, language, operator=False):
        account, _ = Account.objects.get_or_create(username=offices[0], is_staff=operator)
        for office in offices:
            Hat.objects.get_or_create(account=account, office=office)
        client = Client()
        client.force_login(account)
        context = browser.new_context(viewport={"width": 1366, "height": 768}, base_url=server)
        cookies = {settings.SESSION_COOKIE_NAME: client.cookies[settings.SESSION_COOKIE_NAME].value}
        cookies["language"] = language
        context.add_cookies([{"name": key, "value": text, "url": server} for key, text in cookies.items()])
        context.set_default_timeout(10_000)
        contexts.append(context)
        return Office(context, server)

    yield sit
    for context in contexts:
        context.close()


def import_and_open(kpu):
    kpu.go("/register")
    sheet = {"name": "daftar.csv", "mimeType": "text/csv", "buffer": REGISTER.encode()}
    kpu.page.set_input_files("#r-file", sheet)
    kpu.page.click("form[enctype] button")
    kpu.page.click("form[action='/register/accept'] button")
    kpu.go("/register/open")
    kpu.page.check("input[value=real]")
    kpu.page.click("main form button.primary")
    kpu.page.wait_for_url(lambda address: not address.endswith("/register/open"))
    return queries.current_log()


def enrol_head(office, name, log):
    """The operator's commands invite a head of the kabupaten and confirm the four words."""
    office.type_code(enrolment.invite(log=log, inviter=GATEWAY, office=name, at=timezone.now()))
    (waiting,) = asked.invitations(log=log, inviters=[GATEWAY], at=timezone.now())
    gateway = gateway_signer(settings.INSTANCE, log.origin)
    enrolment.enrol_head(log=log, invited=waiting, gateway=gateway, at=timezone.now())
    office.go("/device")
    office.can_sign()


def enrol_below(above, below, name):
    """The office above makes a code, hears the words and signs."""
    above.go("/devices")
    above.page.select_option("#below", name)
    above.page.click("form[action='/devices/invite'] button")
    below.type_code(above.page.inner_text(".code").replace("-", ""))
    above.go("/devices")
    assert (
        above.page.locator(".spoken").first.inner_text() == below.page.locator(".spoken:visible").inner_text()
    )
    above.page.click("button[formaction='/devices/confirm']")
    above.sign()
    below.can_sign()


def receive_goods(kpu):
    kpu.go("/arrivals")
    filled = {"arrival": "K001", "cartons": "1-1 × 4", "waybill_number": "SJ-1", "waybill_pieces": "6"}
    for field, text in {**filled, "waybill_cartons": "1"}.items():
        kpu.page.fill(f"[name={field}]", text)
    kpu.page.select_option("[name=item]", "ink")
    kpu.page.click(".forms form button.primary")
    kpu.sign()


def pack(kpu, desa):
    kpu.go(f"/packing/{desa}")
    for box in kpu.page.locator("input[name=tps]").all():
        box.check()
    kpu.page.click("form[method=post] button.primary")
    kpu.sign()


def hand_over(office, list_, verb, *, missing=""):
    office.go(f"/handover/{list_}/{verb}")
    if missing:
        office.page.evaluate(
            "document.querySelectorAll('details.group').forEach((one) => { one.open = true; })"
        )
        office.page.check(f"input[name=missing][value='{missing}']")
    office.page.click("form.account button.primary")
    office.sign()


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_kabupaten_at_its_desks(open_office, language):
    """About ten seconds a language: seven browsers, twelve signatures."""
    kpu = open_office(KPU, language=language, operator=True)
    log = import_and_open(kpu)
    ppk, bawaslu = open_office(PPK, language=language), open_office(BAWASLU, language=language)
    enrol_head(kpu, KPU, log)
    enrol_head(bawaslu, BAWASLU, log)
    enrol_below(kpu, ppk, PPK)

    receive_goods(kpu)
    assert custody.Finding.objects.filter(rule="arrival_differs").exists()
    pack(kpu, JIPURAPAH)
    assert "2" in kpu.page.inner_text("h1")
    out = Load.objects.get(log=log, leg="kpu-ppk", region=PLANDAAN)
    hand_over(kpu, out.hash, "give")
    booth = next(code for code in out.units if "B" in code[13:])
    hand_over(ppk, out.hash, "receive", missing=booth)
    found = custody.Finding.objects.get(rule="count_differs", subject__contains=out.hash)

    bawaslu.go("/check")
    assert bawaslu.page.locator(f"a[href='/unit/{booth}'], a[href='/check/{found.key}']").count() >= 1
    bawaslu.go(f"/check/{found.key}")
    bawaslu.page.locator("#answer > summary").click()
    bawaslu.page.check("input[name=answer][value=checked]")
    bawaslu.page.click("#answer form button.primary")
    bawaslu.sign()
    assert bawaslu.page.locator("ol.answers li").count() == 1

    polres, camat = open_office(POLRES, language=language), open_office(CAMAT, language=language)
    other = open_office(OTHER_PPK, language=language)
    for office, address, status in (
        (polres, f"/handover/{out.hash}", 200),
        (polres, "/stock", 200),
        (camat, f"/handover/{out.hash}", 200),
        (camat, f"/check/{found.key}", 200),
        (camat, "/stock", 404),
        (other, f"/handover/{out.hash}", 404),
        (other, f"/check/{found.key}", 404),
        (other, f"/unit/{booth}", 404),
        (other, f"/packing/{JIPURAPAH}", 404),
    ):
        assert office.go(address).status == status, (office.page.url, status)
        assert office.page.locator("html").get_attribute("lang") == language
