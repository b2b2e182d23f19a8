"""Papers of planned trips at the desk: who may have which, what is numbered, and what is noted."""

import io
from datetime import timedelta

import docx
import pytest
from django.conf import settings
from pypdf import PdfReader

from example import (
    JIPURAPAH,
    KABUPATEN,
    KLITIH,
    ORIGIN,
    PLANDAAN,
    PROFILE,
    SUMBERJO,
    WONOSALAM,
    Phone,
    hour,
    load,
)
from sepaham.actions.fleet import keep_driver, keep_vehicle
from sepaham.actions.log import declare
from sepaham.domain.movement import Halt, Journey, Movement, movement_to_bytes
from sepaham.gateways.keys import gateway_signer
from sepaham.gateways.library import planning_terms
from sepaham.gateways.pdf import MemoryPress
from sepaham.records.movement_papers import gathering
from sepaham.records.people import RestrictedRead
from sepaham.web import press

pytestmark = pytest.mark.database
KPU, PPK, PPS = f"kpu:{KABUPATEN}", f"ppk:{PLANDAAN}", f"pps:{JIPURAPAH}"
BAWASLU, POLSEK, CAMAT = f"panwascam:{PLANDAAN}", f"polsek:{PLANDAAN}", f"camat:{PLANDAAN}"
PEMKAB, OTHER = f"pemkab:{KABUPATEN}", f"ppk:{WONOSALAM}"
FIRST, SECOND, LAST = "trip:kpu-ppk:35.17:t:1", "trip:ppk-pps:35.17.15:p:1", "trip:pps-kpps:35.17.15.2004:f:1"


def journey(key, vehicle, loads, departs):
    leg = loads[0].leg
    at, halts = hour(departs), []
    for found in loads:
        at += timedelta(minutes=30)
        halts.append(Halt(found.region, (found.hash,), at, at + timedelta(minutes=10)))
    region = loads[0].giver.partition(":")[2]
    return Journey(
        key, leg, region, vehicle, "", hour(departs), at + timedelta(hours=1), tuple(halts), 24_600, 0
    )


@pytest.fixture
def moving(phones, example_log):
    """A movement plan in force: a truck to both kecamatan, a pickup to two desa, a porter to two TPS."""
    driver = keep_driver(at=hour("20 08:00"), base=PLANDAAN, name="Sutrisno", phone="0812-1")
    truck = keep_vehicle(at=hour("20 08:00"), kind="truck", base=KABUPATEN, litres=14_000, kilograms=4_000)
    pickup = keep_vehicle(
        at=hour("20 08:00"),
        driver=driver,
        kind="pickup",
        base=PLANDAAN,
        plate="S 8123 WX",
        litres=3_000,
        kilograms=900,
    )
    porter = keep_vehicle(at=hour("20 08:00"), kind="foot", base=JIPURAPAH, litres=120, kilograms=25)
    journeys = (
        journey(FIRST, truck, [load("kpu-ppk", WONOSALAM), load("kpu-ppk", PLANDAAN)], "23 08:00"),
        journey(SECOND, pickup, [load("ppk-pps", JIPURAPAH), load("ppk-pps", KLITIH)], "26 05:30"),
        journey(LAST, porter, [load("pps-kpps", f"{JIPURAPAH}.00{n}") for n in (1, 2)], "26 10:00"),
    )
    movement = Movement(ORIGIN, "n" * 32, 1, 500, "crow*1.4", (), {one.id: one for one in journeys}, {})
    declare(
        log=example_log,
        what="movement",
        file=movement_to_bytes(movement),
        gateway=gateway_signer(settings.INSTANCE, ORIGIN),
        at=hour("20 09:00"),
    )
    return movement


@pytest.fixture
def printed(monkeypatch):
    """Papers go to a twin that keeps what it was given."""
    twin = MemoryPress()
    monkeypatch.setattr(press, "PRESS", twin)
    return twin.printed


def paper(key, what="waybill", form="pdf"):
    return f"/papers/trip/{key}/{what}.{form}"


def text_of(answer):
    assert answer.status_code == 200
    pages = [page.extract_text() for page in PdfReader(io.BytesIO(answer.content)).pages]
    return " ".join(" ".join(pages).replace("\u200b", "").split())


# What they say, through the true press


def test_a_waybill_names_vehicle_and_driver_and_bears_its_offices_number(sign_in, moving):
    found = text_of(sign_in(PPK).get(paper(SECOND)))
    for part in (
        "SURAT JALAN",
        "S 8123 WX",
        "Sutrisno",
        "1/SJ/PPK-PLANDAAN/2024",
        "Jipurapah",
        "2 tempat",
        "CONTOH",
    ):
        assert part in found
    again = text_of(sign_in(PPK).get(paper(SECOND)))
    assert "1/SJ/PPK-PLANDAAN/2024" in again
    file = sign_in(PPK).get(paper(SECOND, form="docx"))
    assert docx.Document(io.BytesIO(file.content)).tables


@pytest.mark.parametrize(
    ("what", "part"),
    [
        ("loading", "URUTAN MUAT"),
        ("route", "LEMBAR RUTE"),
        ("route", "garis lurus × 1,4"),
        ("card", "Singgah berikut"),
        ("spj", "DAFTAR PEMBAYARAN"),
    ],
)
def test_each_paper_of_a_trip_prints(sign_in, moving, what, part):
    assert part in text_of(sign_in(PPK).get(paper(SECOND, what)))


def test_what_receivers_stated_stands_on_the_receipts(sign_in, moving, phones, keep):
    phone, given = phones[PPS], load("ppk-pps", JIPURAPAH)
    keep(phone.sign(phone.voice.receive(given, hour("26 06:05"))), at=hour("26 06:05"))
    assert "26 Nov 06.05, entri" in text_of(sign_in(PPK).get(paper(SECOND, "spj")))


def test_all_waybills_of_a_place_are_one_file_with_a_number_each(sign_in, moving):
    found = text_of(sign_in(PPK).get(f"/papers/trips/ppk-pps/{PLANDAAN}/waybill.pdf"))
    assert found.count("SURAT JALAN") == 1
    found = text_of(sign_in(KPU).get(f"/papers/trips/pps-kpps/{KABUPATEN}/waybill.pdf"))
    assert "jalan kaki" in found


def test_the_letter_is_numbered_by_who_sends_it_and_editable(sign_in, moving):
    found = text_of(sign_in(KPU).get(f"/papers/escort/{KABUPATEN}.pdf"))
    for part in ("1/PAM/KPU-JOMBANG/2024", "Kepala Polres Jombang", "3 perjalanan", "Lampiran 2"):
        assert part in found
    file = sign_in(KPU).get(f"/papers/escort/{KABUPATEN}.docx")
    lines = [line.text for line in docx.Document(io.BytesIO(file.content)).paragraphs]
    assert any("1/PAM/KPU-JOMBANG/2024" in line for line in lines)
    near = text_of(sign_in(PPK).get(f"/papers/escort/{PLANDAAN}.pdf"))
    assert "Kepala Polsek Plandaan" in near


def test_a_schedule_names_the_office_it_is_printed_for_and_no_driver(sign_in, moving):
    found = text_of(sign_in(CAMAT, name="camat").get(f"/papers/schedule/{PLANDAAN}.pdf"))
    assert "Untuk Camat Plandaan" in found
    assert "Sutrisno" not in found
    assert "S 8123 WX" not in found


def test_only_who_was_asked_promises_officers_on_a_paper(example_log, moving, phones, gateway, keep):
    asked, at = phones[KPU], hour("24 09:00")
    letter = {"what": "trip", "about": SECOND, "to": POLSEK, "officers": 2, "grade": "safe", "document": "1"}
    keep(asked.sign(asked.voice.say("escort.ask", PLANDAAN, at, {"escort": "e1", **letter})), at=at)
    yes = {"escort": "e1", "answer": "accept", "officers": 2}
    promised = []
    for office, above in ((f"koramil:{PLANDAAN}", "kodim"), (POLSEK, "polres")):
        phone, upper = Phone(office), Phone(f"{above}:{KABUPATEN}")
        keep(gateway.enrolment(upper, KABUPATEN, at), at=at)
        keep(upper.enrolment(phone, PLANDAAN, at), at=at)
        keep(phone.sign(phone.voice.say("escort.answer", PLANDAAN, at, yes)), at=at)
        found = gathering(log=example_log, profile=PROFILE, terms=planning_terms(), at=at)
        promised.append(found.goings([moving.journeys[SECOND]])[0].officers)
    assert promised == [None, 2]


# Who may have them


@pytest.mark.parametrize(
    "case",
    [
        (KPU, SECOND, "spj", 200),
        (PPS, SECOND, "waybill", 200),
        (PPS, SECOND, "card", 200),
        (BAWASLU, SECOND, "waybill", 200),
        (BAWASLU, SECOND, "card", 404),
        (BAWASLU, SECOND, "spj", 404),
        (POLSEK, SECOND, "route", 200),
        (POLSEK, FIRST, "route", 404),
        (CAMAT, SECOND, "waybill", 404),
        (PEMKAB, SECOND, "waybill", 404),
        (OTHER, SECOND, "waybill", 404),
        (OTHER, FIRST, "waybill", 200),
        (KPU, "trip:x", "waybill", 404),
        (KPU, SECOND, "poem", 404),
    ],
)
def test_papers_are_for_who_knows_plans_there_or_is_a_party(sign_in, moving, printed, case):
    office, key, what, status = case
    assert sign_in(office).get(paper(key, what)).status_code == status


@pytest.mark.parametrize(("office", "named"), [(PPK, True), (PPS, True), (POLSEK, True), (BAWASLU, False)])
def test_who_only_supervises_gets_no_driver_and_who_does_is_noted(sign_in, moving, printed, office, named):
    answer = sign_in(office).get(paper(SECOND))
    assert (b"Sutrisno" in answer.content) is named
    noted = RestrictedRead.objects.filter(what="trip-papers", subject=SECOND, office=office)
    assert noted.exists() is named


@pytest.mark.parametrize(
    "case",
    [
        (PPK, PLANDAAN, 200),
        (BAWASLU, PLANDAAN, 200),
        (f"koramil:{PLANDAAN}", PLANDAAN, 200),
        (CAMAT, PLANDAAN, 200),
        (CAMAT, JIPURAPAH, 200),
        (CAMAT, WONOSALAM, 404),
        (PPK, KABUPATEN, 404),
        (OTHER, PLANDAAN, 404),
        (PEMKAB, PLANDAAN, 404),
        (f"kades:{JIPURAPAH}", JIPURAPAH, 404),
        (KPU, "35.17.99", 200),
        (KPU, "x", 404),
    ],
)
def test_a_schedule_is_for_those_entitled_in_their_own_place(sign_in, moving, printed, case):
    office, region, status = case
    assert sign_in(office).get(f"/papers/schedule/{region}.pdf").status_code == status


def test_before_there_is_a_plan_no_paper_is_there_and_the_page_says_so(sign_in, example_log):
    desk = sign_in(KPU)
    assert desk.get(paper(SECOND)).status_code == 404
    assert desk.get(f"/papers/escort/{KABUPATEN}.pdf").status_code == 404
    page = desk.get("/papers/movement").content.decode()
    assert "rencana itu belum ada" in page


def test_a_form_that_is_not_edited_is_no_docx(sign_in, moving):
    assert sign_in(KPU).get(paper(SECOND, "route", "docx")).status_code == 404
    assert sign_in(KPU).get(paper(SECOND, "spj", "docx")).status_code == 404
    assert sign_in(KPU).get(paper(SECOND, form="txt")).status_code == 404


# The page


def test_the_page_counts_what_may_be_printed_and_what_is_missing(sign_in, moving):
    page = sign_in(KPU).get("/papers/movement").content.decode()
    for part in (
        "Dokumen 3 perjalanan siap dicetak",
        "Perjalanan tanpa nomor polisi",
        f"/papers/trips/ppk-pps/{KABUPATEN}/waybill.pdf",
        f"/papers/escort/{KABUPATEN}.docx",
        f"/papers/schedule/{PLANDAAN}.pdf",
    ):
        assert part in page
    assert SUMBERJO not in page


def test_a_camat_sees_schedules_alone_and_others_see_no_page(sign_in, moving):
    page = sign_in(CAMAT, name="camat").get("/papers/movement").content.decode()
    assert f"/papers/schedule/{PLANDAAN}.pdf" in page
    assert "Jadwal gerak siap dicetak" in page
    assert "/papers/trips/" not in page
    assert sign_in(PEMKAB, name="pemkab").get("/papers/movement").status_code == 404
    assert sign_in(CAMAT, name="camat").get(f"/papers/movement?region={WONOSALAM}").status_code == 404


def test_a_trips_page_leads_to_its_papers(sign_in, moving):
    page = sign_in(PPK).get(f"/trip/{SECOND}").content.decode()
    assert paper(SECOND) in page
    assert paper(SECOND, form="docx") in page
    watched = sign_in(BAWASLU, name="watcher").get(f"/trip/{SECOND}").content.decode()
    assert paper(SECOND, "route") in watched
    assert paper(SECOND, "spj") not in watched
