"""The page of seals: each office's account, and the forms that issue, return, spoil and count."""

import pytest

from example import JIPURAPAH, KABUPATEN, KLITIH, PLANDAAN, WONOSALAM, hour
from sepaham.domain.statement import parse

pytestmark = pytest.mark.database
KPU, PPK, PPS, KPPS = f"kpu:{KABUPATEN}", f"ppk:{PLANDAAN}", f"pps:{JIPURAPAH}", f"kpps:{JIPURAPAH}.001"
BAWASLU = f"bawaslu:{KABUPATEN}"


@pytest.fixture
def state(phones, keep):
    """State something of seals as an office."""

    def say(office, kind, at="20 08:00", **body):
        phone, region = phones[office], office.partition(":")[2]
        keep(phone.sign(phone.voice.say(kind, region, hour(at), body)), at=hour(at))

    return say


def the_draft(answer):
    (draft,) = answer.context["drafts"]
    payload = {"nonce": "A" * 22, "log": "x", "kind": draft.kind, "office": KPU, "device": "d", "seq": 1}
    payload |= {
        "prev": "",
        "at": "2024-11-20T01:00:00Z",
        "region": draft.region,
        "body": draft.body,
        "refs": [],
    }
    parse(payload, id="0" * 64)
    return draft


def rows(answer):
    return {row.region: row for row in answer.context["table"].rows}


def test_a_region_without_seals_says_what_to_do_next(sign_in, example_log):
    page = sign_in(KPU).get("/seals").content.decode()
    assert "Belum ada penyerahan atau hitungan segel di wilayah ini." in page
    assert "Mulai dengan menyerahkan segel" in page


def test_each_office_has_its_account_and_what_is_unexplained_stands_out(sign_in, state):
    state(KPU, "seal.issue", "19 08:00", to=KPU, count=23_304)
    state(KPU, "seal.issue", to=PPK, count=50)
    state(PPK, "seal.spoil", "20 09:00", count=2)
    state(PPK, "seal.count", "20 10:00", blank=45)
    answer = sign_in(BAWASLU).get("/seals")
    ppk = rows(answer)[PLANDAAN]
    told = {key: ppk.cells[key] for key in ("received", "spoiled", "expected", "blank", "unexplained")}
    assert told == {"received": 50, "spoiled": 2, "expected": 48, "blank": 45, "unexplained": 3}
    assert (ppk.state, rows(answer)[KABUPATEN].cells["issued"]) == ("attention", 50)
    page = answer.content.decode()
    assert "3 segel belum terjelaskan" in page
    assert "Segel belum terjelaskan" in page


def test_an_office_sees_the_accounts_of_its_own_region_alone(sign_in, state):
    state(KPU, "seal.issue", to=PPK, count=50)
    assert set(rows(sign_in(PPK).get("/seals"))) == {PLANDAAN}
    assert sign_in(PPK).get("/seals", {"region": WONOSALAM}).status_code == 404


@pytest.mark.parametrize("office", [BAWASLU, f"polres:{KABUPATEN}", f"panwascam:{PLANDAAN}"])
def test_who_holds_no_seals_only_reads(sign_in, example_log, office):
    desk = sign_in(office)
    assert "Periksa lalu tanda tangan" not in desk.get("/seals").content.decode()
    assert desk.post("/seals", {"act": "count", "blank": "1"}).status_code == 404


def offices(answer, act):
    return next((to for name, _, to in answer.context["acts"] if name == act), None)


def test_seals_go_to_who_stands_right_below_and_back_to_who_stands_right_above(sign_in, example_log):
    kpu = sign_in(KPU, name="kpu").get("/seals")
    assert [code for code, _ in offices(kpu, "issue")] == [KPU, f"ppk:{WONOSALAM}", PPK]
    assert offices(kpu, "return") is None
    ppk = sign_in(PPK, name="ppk").get("/seals")
    assert [code for code, _ in offices(ppk, "issue")] == [f"pps:{KLITIH}", PPS]
    assert [code for code, _ in offices(ppk, "return")] == [KPU]
    kpps = sign_in(KPPS, name="kpps").get("/seals")
    assert (offices(kpps, "issue"), [code for code, _ in offices(kpps, "return")]) == (None, [PPS])


ACTS = [
    (KPU, {"act": "issue", "to": PPK, "count": "50"}, "seal.issue", {"to": PPK, "count": 50}),
    (
        KPU,
        {"act": "issue", "to": KPU, "count": "200", "numbers": "104001-104199, 9"},
        "seal.issue",
        {"to": KPU, "count": 200, "numbers": ["104001-104199", "9"]},
    ),
    (PPK, {"act": "return", "to": KPU, "count": "5"}, "seal.return", {"to": KPU, "count": 5}),
    (
        PPS,
        {"act": "spoil", "count": "1", "numbers": "104418"},
        "seal.spoil",
        {"count": 1, "numbers": ["104418"]},
    ),
    (KPPS, {"act": "count", "blank": "0"}, "seal.count", {"blank": 0}),
]


@pytest.mark.parametrize("act", ACTS)
def test_what_is_done_with_seals_becomes_one_statement(sign_in, example_log, act):
    office, sent, kind, body = act
    answer = sign_in(office).post("/seals", sent)
    draft = the_draft(answer)
    assert (draft.kind, draft.region, draft.body) == (kind, office.partition(":")[2], body)
    assert answer.context["sentences"][0]


@pytest.mark.parametrize(
    ("sent", "sentence"),
    [
        ({"act": "issue", "to": PPS, "count": "50"}, "Kantor: pilih salah satu dari daftar."),
        ({"act": "issue", "to": PPK, "count": ""}, "Jumlah segel: belum diisi."),
        ({"act": "issue", "to": PPK, "count": "0"}, "Jumlah segel: paling sedikit satu."),
        (
            {"act": "issue", "to": PPK, "count": "3", "numbers": "1,2"},
            "Nomor segel: ada 2 nomor untuk 3 segel.",
        ),
        (
            {"act": "spoil", "count": "1", "numbers": "9" * 33},
            "Nomor segel: satu nomor paling banyak 32 huruf.",
        ),
        ({"act": "count", "blank": "lima"}, "Segel kosong: tulis bilangan bulat, misalnya 2.000."),
    ],
)
def test_a_slip_is_told_by_its_field(sign_in, example_log, sent, sentence):
    answer = sign_in(KPU).post("/seals", sent)
    assert answer.status_code == 422
    assert sentence in answer.context["problems"]
    assert answer.content.decode().count('role="alert"') == len(answer.context["problems"])


def test_nothing_else_is_an_act_and_who_may_not_issue_does_not(sign_in, example_log):
    assert sign_in(KPU).post("/seals", {"act": "melt"}).status_code == 404
    assert (
        sign_in(KPPS, name="kpps").post("/seals", {"act": "issue", "to": KPPS, "count": "1"}).status_code
        == 404
    )


def test_the_page_is_there_in_english(sign_in, state):
    state(KPU, "seal.issue", to=PPK, count=50)
    desk = sign_in(KPU)
    desk.post("/language", {"language": "en", "next": "/seals"})
    page = desk.get("/seals").content.decode()
    assert "Should be blank" in page
    assert "Issue seals" in page
