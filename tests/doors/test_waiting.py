"""Who has not yet stated what is due: worst first, with whom to call, and no hours that are secret."""

import pytest

from example import JIPURAPAH, PLANDAAN, WONOSALAM, hour, load
from sepaham.records.people import Person, Post, RestrictedRead

pytestmark = [pytest.mark.django_db, pytest.mark.database]

KPU, PPK, POLRES, CAMAT = "kpu:35.17", f"ppk:{PLANDAAN}", "polres:35.17", f"camat:{PLANDAAN}"
TO_PPK, TO_PPS = load("kpu-ppk", PLANDAAN), load("ppk-pps", JIPURAPAH)


@pytest.fixture
def at(phones, keep):
    """Let the log's hour be an hour, by something said then; or let an office give or receive."""

    def told(text, office="pps:" + JIPURAPAH, act=None, **more):
        phone, when = phones[office], hour(text)
        said = (
            act(phone.voice, when)
            if act
            else phone.voice.say(
                "night.report", JIPURAPAH, when, {"slot": "05", "state": "safe", "guards": 1}
            )
        )
        keep(phone.sign(said), at=when)

    return told


def rows(page):
    return [(row.cells["what"], row.cells["office"]) for row in page.context["table"].rows]


def of_handovers(page):
    return [row for row in rows(page) if "diserahkan" in row[0] or "diterima" in row[0]]


def test_what_is_due_now_stands_with_its_office(sign_in, at):
    at("23 10:00")
    page = sign_in(KPU).get("/waiting")
    assert of_handovers(page) == [("Waktunya diserahkan: KPU → PPK", "KPU Jombang")]
    assert "1 kantor belum menyatakan yang waktunya" in page.content.decode()


def test_past_its_limit_it_is_serious_and_stands_first(sign_in, at):
    at("25 09:00")
    page = sign_in(KPU).get("/waiting")
    first = page.context["table"].rows[0]
    assert first.cells["what"].startswith("Lewat batas, belum diserahkan")
    assert first.state == "serious"
    assert first.href.startswith("/handover/")


def test_after_it_was_given_its_receiver_is_the_one_to_call(sign_in, at):
    at("24 09:00", KPU, lambda voice, when: voice.give(TO_PPK, when))
    at("25 09:00")
    found = of_handovers(sign_in(KPU).get("/waiting"))
    assert ("Lewat batas, belum diterima: KPU → PPK", "PPK Plandaan") in found


def test_who_never_got_the_goods_is_not_blamed_for_keeping_them(sign_in, at):
    at("26 12:00")
    assert not [row for row in of_handovers(sign_in(KPU).get("/waiting")) if row[1].startswith("PPK")]
    at("26 12:01", KPU, lambda voice, when: voice.give(TO_PPK, when))
    at("26 12:02", PPK, lambda voice, when: voice.receive(TO_PPK, when))
    found = of_handovers(sign_in(KPU).get("/waiting"))
    assert ("Waktunya diserahkan: PPK → PPS", "PPK Plandaan") in found


def test_hours_of_what_has_not_moved_are_for_who_must_know_and_the_parties(sign_in, at):
    at("25 09:00")
    assert of_handovers(sign_in(POLRES, name="polres").get("/waiting"))
    assert of_handovers(sign_in(PPK, name="ppk").get("/waiting"))
    camat = sign_in(CAMAT, name="camat").get("/waiting")
    assert of_handovers(camat) == []
    assert "jamnya hanya diketahui" in camat.content.decode()


def test_another_kecamatan_is_not_found(sign_in, at):
    at("24 10:00")
    assert sign_in(PPK).get(f"/waiting?region={WONOSALAM}").status_code == 404


def test_the_one_to_call_is_one_tap_away_and_the_call_is_noted_nowhere(sign_in, at):
    at("24 10:00")
    who = Person.objects.create(name="Siti", phone="+62812345678", changed_at=hour("24 10:00"))
    Post.objects.create(person=who, office=KPU, title="Ketua")
    text = sign_in(KPU).get("/waiting?what=give").content.decode()
    assert "Siti, Ketua" in text
    assert 'href="tel:+62812345678"' in text
    assert not RestrictedRead.objects.exists()


def test_a_silent_night_is_listed_until_it_is_reported(sign_in, phones, at, keep):
    station = f"{JIPURAPAH}.001"
    to_tps = load("pps-kpps", station)
    at("26 15:00", f"kpps:{station}", lambda voice, when: voice.receive(to_tps, when))
    at("26 22:30")
    silent = ("Malam H-1 belum dilaporkan", "KPPS TPS 001 Jipurapah (Plandaan)")
    assert silent in rows(sign_in(KPU).get("/waiting?what=night"))
    said = {"slot": "22", "state": "safe", "guards": 2}
    at("26 22:40", f"kpps:{station}", lambda voice, when: voice.say("night.report", station, when, said))
    assert silent not in rows(sign_in(KPU).get("/waiting?what=night"))


def test_one_call_for_a_desa_reports_for_its_polling_stations(sign_in, phones, at):
    station = f"{JIPURAPAH}.001"
    at("26 15:00", f"kpps:{station}", lambda voice, when: voice.receive(load("pps-kpps", station), when))
    said = {"slot": "22", "state": "safe", "guards": 4}
    at("26 22:40", act=lambda voice, when: voice.say("night.report", JIPURAPAH, when, said))
    assert not rows(sign_in(KPU).get("/waiting?what=night"))
    assert "aman, dijaga 4 orang" in sign_in(KPU).get(f"/store/{station}").content.decode()


def test_seals_given_and_never_counted_are_due_after_voting_day(sign_in, at):
    body = {"to": PPK, "count": 30}
    at("24 10:00", KPU, lambda voice, when: voice.say("seal.issue", "35.17", when, {**body, "to": KPU}))
    at("24 10:01", KPU, lambda voice, when: voice.say("seal.issue", "35.17", when, body))
    at("27 12:00")
    assert not rows(sign_in(KPU).get("/waiting?what=seals"))
    at("28 09:00", PPK, lambda voice, when: voice.say("seal.count", PLANDAAN, when, {"blank": 30}))
    assert rows(sign_in(KPU).get("/waiting?what=seals")) == [("Segel belum dihitung", "KPU Jombang")]


def test_offices_without_a_device_and_without_a_phone_are_listed_last(sign_in, at):
    at("24 10:00")
    page = sign_in(KPU).get("/waiting")
    found = rows(page)
    assert ("Perangkat belum terdaftar", "PPK Wonosalam") in found
    assert ("Perangkat belum terdaftar", "PPK Plandaan") not in found
    assert found[-1][0] == "Belum ada nomor telepon"


def test_it_speaks_english_and_goes_out_as_a_file(sign_in, at):
    at("25 09:00")
    kpu = sign_in(KPU)
    kpu.cookies["language"] = "en"
    assert "offices have not stated what is due" in kpu.get("/waiting").content.decode()
    assert kpu.get("/waiting?as=xlsx").status_code == 200


def test_without_an_office_there_is_nothing_to_wait_for(example_log, sign_in):
    assert "belum dihubungkan" in sign_in(name="kosong").get("/waiting").content.decode()
