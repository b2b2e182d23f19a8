"""Pages of escorts: asked for by letter, answered by who owns the means, and seen by nobody else."""

import pytest

from example import JIPURAPAH, KABUPATEN, PLANDAAN, Phone, hour
from sepaham.records import escorts as records
from sepaham.records.facts import facts

pytestmark = pytest.mark.database

KPU, PPK, POLRES, POLSEK = f"kpu:{KABUPATEN}", f"ppk:{PLANDAAN}", f"polres:{KABUPATEN}", f"polsek:{PLANDAAN}"
TRIP = f"trip:ppk-pps:{JIPURAPAH}"
AT = hour("25 09:00")


@pytest.fixture
def guards(phones, gateway, keep):
    """Phones of the police beside those of the KPU and Bawaslu lines."""
    found = dict(phones)
    for office, above in ((POLRES, gateway), (POLSEK, None)):
        found[office] = Phone(office)
        by = above or found[POLRES]
        keep(by.enrolment(found[office], office.partition(":")[2], AT), at=AT)
    return found


@pytest.fixture
def state(guards, keep):
    """State something as an office: `state(office, kind, **body)`."""

    def said(office, kind, **body):
        phone = guards[office]
        keep(phone.sign(phone.voice.say(f"escort.{kind}", PLANDAAN, AT, {"escort": "e1", **body})), at=AT)

    return said


def ask(state, to=POLSEK, officers=1):
    state(KPU, "ask", what="trip", about=TRIP, to=to, officers=officers, grade="safe", document="108/PP.08")


def drafts(answer):
    return answer.context["work"]["drafts"]


def test_the_page_says_how_many_trips_lack_an_escort(sign_in, state):
    page = sign_in(KPU).get("/escorts").content.decode()
    assert "0 dari 10 perjalanan sudah ada pengawalnya" in page
    ask(state)
    state(POLSEK, "answer", answer="accept", officers=1)
    page = sign_in(KPU).get("/escorts?what=trip&state=covered").content.decode()
    assert "1 dari 10 perjalanan sudah ada pengawalnya" in page
    assert "9 belum" in page
    assert "PPK → PPS, Jipurapah" in page


def test_what_is_asked_stands_on_the_first_page_of_who_answers_until_they_do(sign_in, state):
    ask(state)
    for office in (POLRES, POLSEK):
        first = sign_in(office, name=office).get("/").context["next"]
        assert first.title == "1 permintaan pengawalan menunggu jawaban kantor Anda"
        assert (first.href, first.label) == ("/escorts", "Jawab")
    state(POLSEK, "answer", answer="accept", officers=1)
    done = sign_in(POLSEK, name=POLSEK).get("/").context["done"]
    assert "0 permintaan pengawalan menunggu jawaban kantor Anda" in {thing.title for thing in done}


def test_the_kpu_asks_for_many_trips_by_one_letter(sign_in, example_log):
    client = sign_in(KPU)
    shown = client.get(f"/escorts/{PLANDAAN}")
    keys = [line.key for line in shown.context["forms"][0].lines]
    assert len(keys) == 4
    sent = {"act": "ask", "office": KPU, "document": "108/PP.08", "to.polri": POLSEK, "one": keys}
    found = drafts(client.post(f"/escorts/{PLANDAAN}", sent))
    assert [d["kind"] for d in found] == ["escort.ask"] * 4
    assert {d["body"]["to"] for d in found} == {POLSEK}
    assert len({d["body"]["escort"] for d in found}) == 4
    assert all(d["region"].startswith(PLANDAAN) for d in found)


def test_what_is_asked_of_a_polsek_for_a_truck_from_the_kabupaten_is_of_its_own_area(sign_in, example_log):
    client = sign_in(KPU)
    key = f"trip:trip:kpu-ppk:{PLANDAAN}"
    sent = {"act": "ask", "office": KPU, "document": "9", "to.polri": POLRES, "one": key}
    (found,) = drafts(client.post(f"/escorts/{KABUPATEN}", sent))
    assert (found["region"], found["body"]["officers"]) == (KABUPATEN, 3)


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({}, "Centang paling sedikit satu."),
        ({"one": f"trip:{TRIP}", "to.polri": POLSEK}, "Nomor surat: belum diisi."),
        ({"one": f"trip:{TRIP}", "document": "1"}, "Pilih kantor yang diminta."),
        (
            {"one": f"trip:{TRIP}", "document": "1", "to.polri": "polsek:35.17.05"},
            "pilih salah satu dari daftar",
        ),
    ],
)
def test_a_form_that_is_not_filled_in_says_what_is_missing(sign_in, example_log, sent, told):
    answer = sign_in(PPK).post(f"/escorts/{PLANDAAN}", {"act": "ask", "office": PPK, **sent})
    assert answer.status_code == 422
    assert told in answer.content.decode()


def test_the_office_asked_accepts_offers_less_or_declines_with_a_reason(sign_in, state):
    ask(state, officers=2)
    client = sign_in(POLSEK)
    assert "Jawab permintaan" in client.get(f"/escorts/{PLANDAAN}").content.decode()

    def answered(**sent):
        words = {"act": "answer", "office": POLSEK, "one": "e1", **sent}
        return client.post(f"/escorts/{PLANDAAN}", words)

    (yes,) = drafts(answered(answer="accept"))
    assert yes["body"] == {"escort": "e1", "answer": "accept", "officers": 2}
    (less,) = drafts(answered(answer="less", reason="few_officers", **{"n.e1": "1"}))
    assert less["body"] == {"escort": "e1", "answer": "less", "officers": 1, "reason": "few_officers"}
    (no,) = drafts(answered(answer="decline", reason="other_duty", note="Pengamanan kampanye."))
    assert (no["body"]["officers"], no["body"]["note"]) == (0, "Pengamanan kampanye.")
    assert "Alasan" in answered(answer="decline").content.decode()
    assert (
        "di bawah yang diminta"
        in answered(answer="less", reason="few_officers", **{"n.e1": "2"}).content.decode()
    )


def test_the_polres_answers_for_its_polsek_and_another_polsek_does_not(sign_in, state):
    ask(state)
    sent = {"act": "answer", "one": "e1", "answer": "accept"}
    assert drafts(sign_in(POLRES).post(f"/escorts/{PLANDAAN}", {**sent, "office": POLRES}))
    other = "polsek:35.17.05"
    assert sign_in(other, name="other").get(f"/escorts/{PLANDAAN}").status_code == 404


def test_ready_and_done_bear_neither_names_nor_numbers(sign_in, state, example_log):
    ask(state)
    state(POLSEK, "answer", answer="accept", officers=1)
    client = sign_in(POLSEK)
    (ready,) = drafts(client.post(f"/escorts/{PLANDAAN}", {"act": "ready", "office": POLSEK, "one": "e1"}))
    assert (ready["kind"], ready["body"]) == ("escort.ready", {"escort": "e1"})
    state(POLSEK, "ready")
    (done,) = drafts(client.post(f"/escorts/{PLANDAAN}", {"act": "done", "office": POLSEK, "one": "e1"}))
    assert (done["kind"], done["body"]) == ("escort.done", {"escort": "e1"})
    assert len(facts(log=example_log, kinds=("escort.ready",))) == 1
    assert records.asked(log=example_log)[0].course == "ready"


@pytest.mark.parametrize("office", [f"camat:{PLANDAAN}", f"kejari:{KABUPATEN}", f"pemkab:{KABUPATEN}"])
def test_who_neither_moves_supervises_nor_escorts_finds_no_page(sign_in, state, office):
    ask(state)
    client = sign_in(office)
    for page in ("/escorts", f"/escorts/{PLANDAAN}", "/escorts/proposal"):
        assert client.get(page).status_code == 404
    assert "meminta pengawalan" not in client.get("/activity").content.decode()


def test_satpol_pp_sees_what_it_was_asked_and_nothing_else(sign_in, state):
    satpolpp = f"satpolpp:{KABUPATEN}"
    assert "0 dari 0 perjalanan" in sign_in(satpolpp).get("/escorts").content.decode()
    ask(state, to=satpolpp)
    page = sign_in(satpolpp).get("/escorts").content.decode()
    assert "PPK → PPS, Jipurapah" in page
    assert "Klitih" not in page


def test_the_kpu_has_a_proposal_computed_and_sees_what_has_no_hour(sign_in, example_log):
    client = sign_in(KPU)
    assert "Belum ada usulan" in client.get("/escorts/proposal").content.decode()
    assert client.post("/escorts/proposal").status_code == 302
    assert "perjalanan belum berjam" in client.get("/escorts/proposal").content.decode()
    assert sign_in(PPK, name="ppk").post("/escorts/proposal").status_code == 404
