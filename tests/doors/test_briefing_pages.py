"""The pages of briefings: coverage, who must be called, one page with its ladder, issuing and printing."""

import io

import pytest
from django.conf import settings
from pypdf import PdfReader

from agreeing import agree
from example import JIPURAPAH, KABUPATEN, OPENED, PLANDAAN, SUMBERJO, hour
from sepaham.actions.briefing import issue
from sepaham.gateways.keys import gateway_signer
from sepaham.gateways.library import threats
from sepaham.records import briefing as records
from sepaham.records.briefing import BriefingStep
from sepaham.records.people import Person, Post

pytestmark = pytest.mark.database

KPU, PPK, PPS = f"kpu:{KABUPATEN}", f"ppk:{PLANDAAN}", f"pps:{JIPURAPAH}"
CAMAT, DESA = f"camat:{PLANDAAN}", f"desa:{JIPURAPAH}"


@pytest.fixture
def issued(example_log, phones):
    return issue(
        log=example_log,
        shipped=threats(),
        gateway=gateway_signer(settings.INSTANCE, example_log.origin),
        at=OPENED,
    )


@pytest.fixture
def kept(example_log, issued):
    """Keep a step of an office: `kept(office, "passed")`."""

    def keep(office, what, *, at="18 12:00", **more):
        BriefingStep.objects.create(
            log=example_log,
            office=office,
            key=DESA,
            edition=1,
            what=what,
            at=hour(at),
            received_at=hour(at),
            **more,
        )

    return keep


def text(client, address):
    return client.get(address).content.decode()


def erred(kept, office):
    for attempt in (1, 2):
        at = f"18 12:0{attempt}"
        kept(office, "answered", item="stop_water", choice="go_on", attempt=attempt, at=at)


def test_before_any_edition_kpu_is_offered_to_issue_one_and_others_are_told_who_does(sign_in, example_log):
    assert "Terbitkan edisi pertama" in text(sign_in(KPU, name="kpu"), "/briefing")
    page = text(sign_in(CAMAT, name="camat"), "/briefing")
    assert "KPU kabupaten yang menerbitkannya." in page
    assert "Terbitkan edisi pertama" not in page


def test_kpu_issues_an_edition_and_none_where_nothing_changed(sign_in, example_log, phones):
    desk = sign_in(KPU)
    assert desk.post("/briefing/issue").status_code == 302
    assert records.edition_in_force(example_log).number == 1
    again = desk.post("/briefing/issue")
    assert again.status_code == 422
    assert "Tidak ada yang berubah" in again.content.decode()
    assert sign_in(PPK, name="ppk").post("/briefing/issue").status_code == 404


def test_the_headline_counts_desa_whose_receivers_all_understood(sign_in, kept):
    for line in ("pps", "kades", "bhabin", "babinsa", "pkd"):
        kept(f"{line}:{JIPURAPAH}", "passed")
    page = text(sign_in(KPU), "/briefing")
    assert "1 dari 3 desa: semua penerima paham" in page
    assert "2 belum" in page
    assert "3 dari" not in text(sign_in(PPK, name="ppk"), "/briefing"), "a PPK sees its own two"


def test_who_erred_twice_is_called_by_the_office_above_who_writes_their_words(sign_in, kept):
    erred(kept, PPS)
    assert "Atasannya yang menelepon" in text(sign_in(KPU, name="kpu"), "/briefing")
    told = {"office": PPS, "act": "taught", "grade": "S", "words": "Kalau ada air saya mundur"}
    assert sign_in(CAMAT, name="camat").post(f"/briefing/{DESA}", told).status_code == 404
    desk = sign_in(PPK)
    assert "Telepon dan catat" in text(desk, "/briefing")
    assert desk.post(f"/briefing/{DESA}", {**told, "words": ""}).status_code == 422
    assert desk.post(f"/briefing/{DESA}", told).status_code == 302
    page = text(desk, f"/briefing/{DESA}")
    assert "S menurut PPK Plandaan: “Kalau ada air saya mundur”" in page
    assert "Telepon dan catat" not in text(desk, "/briefing")


def test_a_sheet_handed_over_on_paper_is_delivered(sign_in, kept):
    desk = sign_in(PPK)
    desk.post(f"/briefing/{DESA}", {"office": PPS, "act": "paper"})
    assert BriefingStep.objects.get().by == PPK
    assert "sudah sampai, belum dibuka" in text(desk, f"/briefing/{DESA}")


def test_the_same_wrong_answer_of_many_is_shown_as_the_sheets_fault(sign_in, kept):
    for n in (1, 2):
        kept(f"kpps:{JIPURAPAH}.00{n}", "answered", item="stop_water", choice="go_on", attempt=1)
    assert "Lembar yang perlu diperbaiki" not in text(sign_in(KPU), "/briefing")
    kept(PPS, "answered", item="stop_water", choice="go_on", attempt=1)
    page = text(sign_in(KPU), "/briefing")
    assert "Lembar yang perlu diperbaiki" in page
    assert "oleh 3 dari 3" in page


def test_the_page_is_as_on_paper_with_people_of_the_phone_tree(sign_in, issued):
    person = Person.objects.create(name="Siti", phone="+62811", changed_at=OPENED)
    Post.objects.create(person=person, office=f"bhabin:{JIPURAPAH}", title="Aipda")
    page = text(sign_in(PPS), f"/briefing/{DESA}")
    for said in (
        "1. Situasi",
        "5. Komando",
        "AIR DI ATAS JALAN",
        "Siti (Aipda)",
        "tel:+62811",
        "26 Nov 05.00",
    ):
        assert said in page
    hidden = text(sign_in(CAMAT, name="camat"), f"/briefing/{DESA}")
    assert "26 Nov 05.00" not in hidden
    assert "Tanpa jam" in hidden


@pytest.fixture
def agreed(issued, keep, gateway, phones):
    """A flood in Plandaan is agreed once there is a first edition."""
    agree(keep, gateway, phones, f"flood@{PLANDAAN}", likelihood=4, impact=4)


def test_a_new_version_shows_what_it_took_away_and_brought(sign_in, agreed, example_log):
    made = issue(
        log=example_log,
        shipped=threats(),
        gateway=gateway_signer(settings.INSTANCE, example_log.origin),
        at=hour("20 12:00"),
    )
    assert made.by_key[DESA].edition == 2
    page = text(sign_in(PPS), f"/briefing/{DESA}")
    assert "<del>Belum ada ancaman yang disepakati" in page
    assert "<ins>Banjir di jalan atau jembatan" in page
    assert "Versi 1" in page


def test_one_or_all_pages_are_printed_and_the_export_of_phones_is_noted(sign_in, issued):
    from sepaham.records.people import RestrictedRead

    desk = sign_in(KPU)
    one = desk.get(f"/briefing/{DESA}.pdf")
    assert len(PdfReader(io.BytesIO(one.content)).pages) == 1
    all_ = desk.get(f"/briefing.pdf?region={KABUPATEN}&kind=desa")
    assert len(PdfReader(io.BytesIO(all_.content)).pages) == 3
    assert RestrictedRead.objects.filter(what="people").count() == 2


def test_what_lies_elsewhere_is_not_there(sign_in, issued):
    desk = sign_in(PPS)
    for address in (f"/briefing/desa:{SUMBERJO}", f"/briefing/desa:{SUMBERJO}.pdf", "/briefing/desa:1"):
        assert desk.get(address).status_code == 404
    assert desk.get(f"/briefing/{DESA}").status_code == 200
    kpps = sign_in(f"kpps:{JIPURAPAH}.001", name="kpps")
    assert kpps.get(f"/briefing/{DESA}").status_code == 200
    assert "Pembekalan desa Jipurapah" in text(kpps, "/briefing")


def test_the_map_shows_each_desa_that_has_a_boundary(sign_in, kept):
    from sepaham.records.register import Boundary

    square = '{"type":"Polygon","coordinates":[[[112.1,-7.4],[112.2,-7.4],[112.2,-7.5],[112.1,-7.4]]]}'
    Boundary.objects.create(code=JIPURAPAH, geometry=square)
    Boundary.objects.create(code=PLANDAAN, geometry=square)
    kept(PPS, "passed")
    (only,) = sign_in(KPU).get(f"/briefing.json?region={KABUPATEN}").json()["features"]
    assert only["properties"]["figure"] == "1/5"
    assert only["properties"]["state"] == "moving"
    assert only["properties"]["name"] == "Jipurapah"
