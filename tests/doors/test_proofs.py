"""A mirror reads what its office may; receipts and minutes carry their proof, which needs none of us."""

import pytest
from device import ask
from django.conf import settings
from django.test import Client

from example import JIPURAPAH, KABUPATEN, PLANDAAN, hour, load
from sepaham.actions.checkpoint import sign_head
from sepaham.actions.log import declare_phone
from sepaham.audit.asking import Operator
from sepaham.audit.mirror import Mirror
from sepaham.audit.mirror_state import MirrorState
from sepaham.audit.verify import embedded, verify
from sepaham.crypto.verifier import StandardVerifier
from sepaham.gateways.keys import gateway_signer, log_signer
from sepaham.gateways.phone import build
from sepaham.ledger.receipt import parse_receipt

pytestmark = pytest.mark.database
VERIFIER = StandardVerifier()
KPU, PPK, PPS, BAWASLU = f"kpu:{KABUPATEN}", f"ppk:{PLANDAAN}", f"pps:{JIPURAPAH}", f"bawaslu:{KABUPATEN}"
TO_PPK = load("kpu-ppk", PLANDAAN)


@pytest.fixture
def handed(phones, keep, example_log):
    """A log whose newest statement is a handover from KPU to Plandaan; its head is signed."""
    kpu, ppk = phones[KPU], phones[PPK]
    gateway = gateway_signer(settings.INSTANCE, example_log.origin)
    declare_phone(log=example_log, build=build(), gateway=gateway, at=hour("20 08:00"))
    keep(kpu.sign(kpu.voice.give(TO_PPK, hour("24 09:00"))), at=hour("24 09:01"))
    keep(ppk.sign(ppk.voice.receive(TO_PPK, hour("24 11:00"))), at=hour("24 11:01"))
    signer = log_signer(settings.INSTANCE, example_log.origin)
    return sign_head(log=example_log, signer=signer, at=hour("24 11:02"))


def by_client(url, body, headers):
    """Ask the pages of this process as a tool asks a server."""
    path = url.removeprefix("http://operator")
    sent = {"Authorization": headers["Authorization"]} if "Authorization" in headers else {}
    answer = Client().generic("POST" if body else "GET", path, body or b"", headers=sent)
    return answer.status_code, answer.content


def mirror_of(phone, folder):
    return Mirror(Operator("http://operator", phone.signer, fetch=by_client), MirrorState(folder), VERIFIER)


@pytest.mark.parametrize("office", [KPU, BAWASLU])
def test_an_office_of_the_whole_kabupaten_mirrors_everything_and_sees_the_same(
    office, phones, handed, tmp_path
):
    report = mirror_of(phones[office], tmp_path).round()
    assert report.holds, report.faults
    assert report.figures["unread"] == 0
    assert report.figures["operator"] == "same"


def test_an_office_of_a_desa_reads_its_own_and_is_told_how_much_it_may_not(phones, handed, tmp_path):
    mirror = mirror_of(phones[PPS], tmp_path)
    report = mirror.round()
    assert report.holds, report.faults
    assert report.figures["unread"] == 3  # the plan and the two accounts of another place
    assert "plan" not in mirror.replay.book.foundations._laid


def test_live_tables_that_were_changed_behind_the_logs_back_are_an_alarm(phones, handed, tmp_path):
    from sepaham.records.custody import Unit

    unit = Unit.objects.filter(station=f"{JIPURAPAH}.001").first()
    Unit.objects.filter(pk=unit.pk).update(holder=KPU)
    report = mirror_of(phones[BAWASLU], tmp_path).round()
    assert [one.code for one in report.faults] == ["picture.differs"]


def test_entries_are_only_for_enrolled_devices(phones, handed):
    assert Client().get("/api/v1/log/entries").status_code == 401
    answer = ask(phones[KPU], "log/entries?start=1&limit=2")
    assert len(answer.content.splitlines()) == 2
    assert ask(phones[KPU], f"log/files/{'0' * 64}").status_code == 404
    assert ask(phones[KPU], "log/picture?size=999").status_code == 404


def test_a_receipt_is_checked_without_us(sign_in, handed, example_log):
    browser = sign_in(PPK)
    answer = browser.get(f"/api/v1/entries/{handed.size - 1}/receipt")
    assert answer.status_code == 200
    report = verify(answer.content, verifier=VERIFIER)
    assert report.holds, report.faults
    assert PPK in "\n".join(report.lines("id"))
    assert browser.get("/api/v1/entries/0/receipt").status_code == 404  # of the kabupaten


def test_minutes_carry_the_proof_of_every_account(sign_in, handed):
    answer = sign_in(PPK).get(f"/papers/bast/{TO_PPK.hash}.pdf")
    pdf = answer.content
    assert [parse_receipt(one).opened.index for one in embedded(pdf)] == [handed.size - 2, handed.size - 1]
    report = verify(pdf, verifier=VERIFIER)
    assert report.holds, report.faults
    assert report.kind == "minutes"
