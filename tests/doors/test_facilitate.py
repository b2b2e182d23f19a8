"""The meeting's table: shut until the round is closed, then who differs by name, and how a cell ends."""

import pytest

from example import KABUPATEN, KLITIH, PLANDAAN, WONOSALAM, Phone, hour
from judged import BAWASLU, BPBD, KPU, POLRES, SATPOL, rated, told, unknown

pytestmark = pytest.mark.database

CELL, OTHER = f"flood@{PLANDAAN}", f"flood@{WONOSALAM}"
AT = hour("20 09:00")
TABLE, PAGE = "/facilitate/r1/1", f"/facilitate/r1/1/{CELL}"
APART = {
    BPBD: [rated(CELL, 5, 5, evidence="Banjir 2023 di jembatan"), rated(OTHER, 2, 2)],
    POLRES: [rated(CELL, 1, 4), rated(OTHER, 2, 2)],
    KPU: [rated(CELL, 2, 4), rated(OTHER, 2, 3)],
    SATPOL: [unknown(CELL)],
}


@pytest.fixture
def judge(phones, gateway, keep):
    """Let offices state a round: `judge(given, number)` and more as in `judged.told`."""
    pemkab = Phone(f"pemkab:{KABUPATEN}")
    keep(gateway.enrolment(pemkab, KABUPATEN, AT), at=AT)
    for office, above in ((POLRES, gateway), (BPBD, pemkab), (SATPOL, pemkab)):
        phones[office] = Phone(office)
        keep(above.enrolment(phones[office], KABUPATEN, AT), at=AT)

    def hold(given, number=1, **more):
        for office, kind, body in told(given, number, **{"cells": (CELL, OTHER), **more}):
            say(office, kind, KABUPATEN, body)

    def say(office, kind, region, body):
        phone = phones[office]
        keep(phone.sign(phone.voice.say(kind, region, AT, body)), at=AT)

    hold.say, hold.phones = say, phones
    return hold


def drafts(answer):
    return answer.context["work"]["drafts"]


def test_before_the_round_is_closed_no_rating_is_shown_or_counted(sign_in, judge):
    judge(APART, closed=False)
    page = sign_in(BAWASLU).get(TABLE).content.decode()
    assert "Putaran ini belum ditutup" in page
    assert "Plandaan" not in page
    assert sign_in(BAWASLU).get(PAGE).status_code == 404
    assert "belum ditutup" in sign_in(BAWASLU).get("/analyst/r1").content.decode()
    assert sign_in(BPBD, name="bpbd").get("/analyst/r1/own").status_code == 404


def test_the_table_says_how_much_is_to_be_talked_about_and_who_stands_apart(sign_in, judge):
    judge(APART)
    answer = sign_in(BAWASLU).get(TABLE)
    page = answer.content.decode()
    assert "1 dari 2 sel perlu dibicarakan" in page
    assert "BPBD jauh berbeda di Plandaan" in page
    assert "Kemungkinan: 5 menurut BPBD · 1 menurut Polres" in page
    (queue, agreed) = answer.context["sections"]
    assert [line.href for line in queue.lines] == [PAGE]
    assert (agreed.code, agreed.lines[0].detail) == ("agreed", ("Kemungkinan 2 · Dampak 2",))


def test_who_did_not_reveal_and_who_rated_nothing_is_named_and_no_number(sign_in, judge):
    judge({BPBD: [rated(CELL, 3, 3)]})
    page = sign_in(BAWASLU).get(TABLE).content.decode()
    assert "tidak ikut menilai: Polres Jombang, KPU Jombang, Satpol PP Jombang" in page
    assert "Polres (tidak ikut menilai)" in page


def test_one_cell_shows_dots_table_evidence_and_what_keeps_it_open(sign_in, judge):
    judge(APART)
    answer = sign_in(BPBD).get(PAGE)
    page = answer.content.decode()
    likelihood = answer.context["scales"][0]
    assert [(dot.name, dot.x, dot.far) for dot in likelihood.dots] == [
        ("BPBD", "80%", True),
        ("KPU", "20%", False),
        ("Polres", "0%", False),
    ]
    assert (likelihood.middle, likelihood.told) == ("20%", "median 2")
    assert "Banjir 2023 di jembatan" in page
    assert "tidak tahu" in page
    assert "simpangan baku masih di atas 1" in page
    assert 'style="' not in page
    assert answer.context["ends"] is False


def test_who_opened_the_round_says_agreed_at_the_median_or_records_dissent_at_the_worse_case(sign_in, judge):
    judge(APART)
    client = sign_in(BAWASLU)
    shown = client.get(PAGE).context
    assert (shown["usual"], shown["worse"]) == (
        {"likelihood": 2, "impact": 4},
        {"likelihood": 5, "impact": 5},
    )
    (dissent,) = drafts(client.post(PAGE, {"act": "dissent", "likelihood": 5, "impact": 5, "note": "BPBD"}))
    assert (dissent["kind"], dissent["region"]) == ("cell.end", PLANDAAN)
    assert dissent["body"] == {
        "cell": CELL,
        "round": "r1",
        "number": 1,
        "outcome": "dissent",
        "likelihood": 5,
        "impact": 5,
        "note": "BPBD",
    }
    (agreed,) = drafts(client.post(PAGE, {"act": "agreed", "likelihood": 2, "impact": 4}))
    assert agreed["body"]["outcome"] == "agreed"
    wrong = client.post(PAGE, {"act": "agreed", "likelihood": 9, "impact": 4})
    assert (wrong.status_code, wrong.context["problems"]) == (
        422,
        ["Kemungkinan: pilih salah satu dari daftar."],
    )


def test_nobody_else_ends_a_cell_and_an_office_states_only_its_own_dissent(sign_in, judge):
    judge(APART)
    client = sign_in(BPBD)
    steps = {"likelihood": 5, "impact": 5}
    assert client.post(PAGE, {"act": "agreed", **steps}).status_code == 404
    assert client.post(PAGE, {"act": "state", "office": POLRES, "reason": "x", **steps}).status_code == 404
    told_ = {"act": "state", "office": BPBD, "reason": "Bendungan penuh.", **steps}
    (own,) = drafts(client.post(PAGE, told_))
    assert (own["kind"], own["body"]["reason"]) == ("dissent.state", "Bendungan penuh.")
    assert client.post(PAGE, {**told_, "reason": ""}).status_code == 422


def test_what_is_called_agreed_and_not_borne_out_says_why(sign_in, judge):
    judge(APART)
    end = {"round": "r1", "number": 1, "cell": CELL, "outcome": "agreed", "likelihood": 2, "impact": 4}
    judge.say(BAWASLU, "cell.end", PLANDAAN, end)
    page = sign_in(BAWASLU).get(PAGE).content.decode()
    assert "disebut sepakat, penilaian belum mendukungnya: kemungkinan 2, dampak 4" in page
    assert "Penilaian tidak mendukungnya: simpangan baku masih di atas 1; " in page
    assert "Sel yang berbeda sudah dibahas semua: 1" in sign_in(BAWASLU).get(TABLE).content.decode()


def test_a_dissent_on_record_stands_beside_the_ratings(sign_in, judge):
    judge(APART)
    body = {"cell": CELL, "round": "r1", "likelihood": 5, "impact": 5, "reason": "Bendungan penuh."}
    judge.say(BPBD, "dissent.state", PLANDAAN, body)
    page = sign_in(KPU).get(PAGE).content.decode()
    assert "BPBD Jombang: kemungkinan 5, dampak 5" in page
    assert "Bendungan penuh." in page


def test_a_later_round_tells_what_moved_and_only_the_last_closed_one_ends_cells(sign_in, judge):
    judge(APART)
    judge({office: [rated(CELL, 4, 4)] for office in (BPBD, POLRES, KPU)}, 2, cells=(CELL,))
    client = sign_in(BAWASLU)
    shown = client.get(f"/facilitate/r1/2/{CELL}")
    page = shown.content.decode()
    assert "4 (dari 1)" in page
    assert "penilaian merapat tanpa bukti baru" in page
    assert shown.context["ends"] is True
    assert client.get(PAGE).context["ends"] is False
    assert client.post(PAGE, {"act": "agreed", "likelihood": 4, "impact": 4}).status_code == 404


def test_cells_follow_each_other_as_the_meeting_takes_them(sign_in, judge):
    judge(APART)
    client = sign_in(KPU)
    first = client.get(PAGE).context
    assert (first["before"], first["after"], first["nth"], first["all"]) == (
        "",
        f"/facilitate/r1/1/{OTHER}",
        1,
        2,
    )
    assert client.get(first["after"]).context["before"] == PAGE
    assert client.get("/facilitate/r1/1/theft@35.17.15").status_code == 404
    assert client.get("/facilitate/r1/1/nonsense").status_code == 404


@pytest.mark.parametrize("page", [TABLE, PAGE, "/analyst/r1", "/analyst/r1/own"])
def test_an_office_that_does_not_answer_for_the_whole_area_finds_no_page(sign_in, judge, page):
    judge(APART)
    assert sign_in(f"ppk:{PLANDAAN}").get(page).status_code == 404
    assert sign_in(f"kpu:{KABUPATEN}", name="kpu").get("/facilitate/r2/1").status_code == 404
    assert sign_in(f"kpu:{KABUPATEN}", name="kpu").get("/facilitate/r1/3").status_code == 404


def test_the_analyst_sees_figures_side_by_side_and_that_they_rest_on_little(sign_in, judge):
    judge(APART)
    judge({office: [rated(CELL, 4, 4)] for office in (BPBD, POLRES, KPU)}, 2, cells=(CELL,))
    answer = sign_in(KPU).get("/analyst/r1?scale=likelihood")
    page = answer.content.decode()
    alpha = answer.context["rows"][0].figures[0]
    assert (alpha.value, alpha.past) == ("–", ("−0,25",))
    assert "semua sama — alpha tidak terdefinisi" in page
    assert "n terlalu kecil: 1 baris dinilai dua penilai atau lebih, perlu 100" in page
    assert [name for name, _ in answer.context["matrix"]] == ["BPBD", "Polres", "KPU"]
    assert [name for name, *_ in answer.context["herds"]] == ["Banjir di jalan atau jembatan, Plandaan"]
    assert 'style="' not in page


def test_intervals_are_drawn_when_asked_for(sign_in, judge):
    judge(APART)
    client = sign_in(KPU)
    plain, asked = (client.get(f"/analyst/r1{query}").context for query in ("", "?interval=1"))
    assert plain["rows"][0].figures[1].interval == ""
    assert " … " in asked["rows"][0].figures[1].interval
    assert asked["rows"][0].width


def test_accuracy_is_shown_to_an_institution_about_itself_alone_once_the_days_are_past(sign_in, judge, keep):
    judge(APART)
    client = sign_in(BPBD)
    assert "hari pemungutan suara belum lewat" in client.get("/analyst/r1/own").content.decode()
    for region, at in ((KLITIH, hour("26 20:00")), (WONOSALAM, hour("29 09:00"))):
        what = "water" if region == KLITIH else "vehicle"
        phone = judge.phones[KPU]
        keep(phone.sign(phone.voice.say("trouble.report", region, at, {"what": what})), at=at)
    shown = client.get("/analyst/r1/own")
    assert "BPBD Jombang: Brier 0,032 atas 2 sel" in shown.content.decode()
    assert "n terlalu kecil: 2 sel, perlu 100" in shown.content.decode()
    assert [(line.likelihood, line.state) for line in shown.context["lines"]] == [
        (5, "serious"),
        (2, "complete"),
    ]
    assert client.get(f"/analyst/r1/own?office={POLRES}").status_code == 404
    assert sign_in(BAWASLU, name="bawaslu").get("/analyst/r1/own").status_code == 404
