"""The fleet at the desk: what is there, what is missing, and who may see plates and phones."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from visible import read

from example import KABUPATEN, OPENED, PLANDAAN, WONOSALAM

pytestmark = pytest.mark.database
KPU, PPK, POLRES, CAMAT = f"kpu:{KABUPATEN}", f"ppk:{PLANDAAN}", f"polres:{KABUPATEN}", f"camat:{PLANDAAN}"
FORM = {"kind": "pickup", "base": PLANDAAN, "plate": "s 8123 wj", "litres": "2.000", "kilograms": "800"}


@pytest.fixture
def truck(example_log):
    """A truck of Plandaan whose driver's papers end before the day."""
    from sepaham.actions.fleet import keep_driver, keep_vehicle

    told = {"name": "Slamet", "phone": "+62812", "papers_until": date(2024, 11, 20)}
    driver = keep_driver(at=OPENED, base=PLANDAAN, **told)
    room = {"litres": 9000, "kilograms": 3000, "closed": True}
    return keep_vehicle(at=OPENED, driver=driver, kind="truck", base=PLANDAAN, plate="S 1 X", **room)


def shown(answer):
    return " ".join(read(answer.content.decode()).texts)


def test_the_page_says_what_there_is_and_what_is_missing(sign_in, truck):
    text = shown(sign_in(KPU).get("/fleet"))
    assert "1 truk" in text
    assert "Surat habis sebelum hari jalan" in text
    assert "Slamet" in text


def test_without_vehicles_it_says_what_to_do(sign_in, example_log):
    assert "Belum ada kendaraan yang dicatat" in shown(sign_in(PPK).get("/fleet"))


def test_who_only_knows_plans_sees_no_plate_no_name_no_phone(sign_in, truck):
    answer = sign_in(POLRES).get("/fleet")
    text = answer.content.decode()
    assert "Truk" in text
    assert not [secret for secret in ("S 1 X", "Slamet", "+62812") if secret in text]
    assert sign_in(POLRES).get(f"/fleet/vehicle/{truck}").status_code == 404


def test_who_neither_moves_nor_watches_has_no_such_page(sign_in, truck):
    assert sign_in(CAMAT).get("/fleet").status_code == 404


def test_a_vehicle_is_written_down_changed_and_taken_out(sign_in, example_log):
    from sepaham.records.fleet import Vehicle

    desk = sign_in(PPK)
    assert desk.post("/fleet/new", FORM).status_code == 302
    row = Vehicle.objects.get()
    assert (row.plate, row.litres, row.base) == ("S 8123 WJ", 2000, PLANDAAN)
    desk.post(f"/fleet/vehicle/{row.pk}", {**FORM, "litres": "2500", "closed": "1"})
    row.refresh_from_db()
    assert (row.litres, row.closed) == (2500, True)
    desk.post(f"/fleet/vehicle/{row.pk}/retire")
    assert "1 pikap" not in shown(desk.get("/fleet"))
    assert "S 8123 WJ" in shown(desk.get("/fleet?state=retired"))


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"litres": ""}, "Ruang (liter): belum diisi."),
        ({"kilograms": "0"}, "Daya angkut (kg): isi lebih dari nol."),
        ({"base": WONOSALAM}, "Pangkalan: pilih salah satu dari daftar."),
        ({"kind": "cart"}, "Jenis: pilih salah satu dari daftar."),
        ({"note": "=1+1"}, "Catatan: hapus tanda =, +, - atau @ di depannya."),
    ],
)
def test_what_is_wrong_with_a_form_is_said_field_by_field(sign_in, example_log, wrong, said):
    answer = sign_in(PPK).post("/fleet/new", FORM | wrong)
    assert answer.status_code == 422
    assert said in shown(answer)


def test_a_driver_is_written_down_with_hours_and_papers(sign_in, example_log):
    from sepaham.records.fleet import Driver

    desk = sign_in(PPK)
    form = {"name": "Yanto", "phone": "0812-3456-7890", "base": PLANDAAN, "duty": "7,5", "rest": "8"}
    assert desk.post("/fleet/driver/new", {**form, "papers_until": "2025-01-31"}).status_code == 302
    row = Driver.objects.get()
    assert (row.phone, row.duty_minutes, row.papers_until) == ("+6281234567890", 450, date(2025, 1, 31))
    assert "7,5" in shown(desk.get("/fleet/drivers"))
    bad = desk.post(f"/fleet/driver/{row.pk}", form | {"duty": "long", "phone": "12"})
    assert "Tugas sehari (jam): tulis jam, misalnya 8 atau 7,5." in shown(bad)
    desk.post(f"/fleet/driver/{row.pk}/retire")
    assert "Belum ada sopir yang dicatat" in shown(desk.get("/fleet/drivers"))


def test_another_kecamatan_keeps_its_own(sign_in, truck):
    other = sign_in(f"ppk:{WONOSALAM}", name="other")
    assert other.get(f"/fleet/vehicle/{truck}").status_code == 404
    assert other.get(f"/fleet?region={PLANDAAN}").status_code == 404


def test_a_spreadsheet_is_read_with_its_problems_and_then_accepted(sign_in, example_log):
    from sepaham.records.fleet import Vehicle

    desk = sign_in(PPK)
    rows = b"jenis,pangkalan,pelat,liter,kg,pengemudi\ntruk,Plandaan,S 2 Y,9000,3000,Budi\n"
    file = SimpleUploadedFile("armada.csv", rows + b"kereta,Plandaan,,1,1,\n")
    answer = desk.post("/fleet/import", {"file": file}, follow=True)
    text = shown(answer)
    assert "1 kesalahan harus diperbaiki dulu" in text
    sent = {"file": answer.context["file"].sha256}
    assert desk.post("/fleet/import/accept", sent).status_code == 200
    assert desk.post("/fleet/import/accept", sent | {"rest": "1"}).status_code == 302
    assert Vehicle.objects.get().plate == "S 2 Y"
    assert desk.get("/fleet/import/template.xlsx").content[:2] == b"PK"


def test_a_file_can_be_thrown_away(sign_in, example_log):
    desk = sign_in(PPK)
    desk.post(
        "/fleet/import", {"file": SimpleUploadedFile("armada.csv", b"jenis,pangkalan\ntruk,Plandaan\n")}
    )
    desk.post("/fleet/import/discard")
    assert "Armada dari lembar kerja" in shown(desk.get("/fleet/import"))
