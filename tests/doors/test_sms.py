"""Acts by text message: codes on a sheet, the gateway's door, what is answered, what it is worth."""

import json

import pytest
from django.conf import settings as django_settings

from example import JIPURAPAH, PLANDAAN, code, hour, load
from sepaham.actions.rebuild import rebuild
from sepaham.actions.sms import MOST_WRONG, CodesError, make_codes
from sepaham.api import sms as door
from sepaham.gateways.limits import Limit
from sepaham.records import acts, queries
from sepaham.records.sms import SmsCode, SmsMessage

pytestmark = [pytest.mark.database, pytest.mark.django_db]

TPS = f"{JIPURAPAH}.001"
KPU, PPK, PPS, KPPS = "kpu:35.17", f"ppk:{PLANDAAN}", f"pps:{JIPURAPAH}", f"kpps:{TPS}"
FOUND, BOX = load("pps-kpps", TPS), code(TPS, "K1")
ALL = len(FOUND.units)
NUMBER = "+62 812-3456-7890"


@pytest.fixture(autouse=True)
def limits(monkeypatch):
    for name in ("GUESSES", "MESSAGES", "NUMBERS"):
        monkeypatch.setattr(door, name, Limit(rate=0, burst=30))


@pytest.fixture
def codes(example_log, phones, keep):
    """The codes of a polling station's officers, by what each is for."""
    given = phones[PPS].sign(phones[PPS].voice.give(FOUND, hour("26 14:00")))
    keep(given, at=hour("26 14:05"))
    made = make_codes(log=example_log, office=KPPS, by=acts.posts([PPS]), at=hour("26 14:05"))
    return {(task.verb, task.subject if task.verb == "night" else ""): one for task, one in made}


@pytest.fixture
def send(client):
    def post(text, *, number=NUMBER, secret=None, **more):
        shown = door.sms_secret(django_settings.INSTANCE) if secret is None else secret
        fields = {"from": number, "text": text, **more}
        return client.post(
            "/api/v1/sms",
            json.dumps(fields),
            content_type="application/json",
            headers={"Authorization": f"Bearer {shown}"},
        )

    return post


def holder():
    state = queries.life(code=BOX, at=hour("27 00:00")).state
    return state.holder, state.moving, state.source.value


def test_a_receipt_by_message_is_kept_marked_and_answered(send, codes, example_log):
    told = send(f"t {codes['receive', ''].lower()} {ALL}/{ALL} ok", id="m1").json()
    assert told["outcome"] == "kept"
    assert f"menerima {ALL} dari {ALL} barang" in told["reply"]
    assert str(told["index"]) in told["reply"]
    assert len(told["reply"]) <= 200
    assert holder() == (KPPS, False, "sms")
    assert rebuild(log=example_log).equal


def test_the_same_message_twice_is_one_entry_and_the_first_answer_again(send, codes, example_log):
    text = f"T {codes['receive', '']} {ALL}/{ALL} OK"
    first = send(text, id="m1").json()
    size = queries.head(region=JIPURAPAH, at=hour("27 00:00")).size
    assert send(text, id="m1").json() == first
    assert send(text, id="m2").json()["outcome"] == "used"
    assert queries.head(region=JIPURAPAH, at=hour("27 00:00")).size == size


def test_too_few_pieces_move_nothing_and_need_a_look(send, codes):
    told = send(f"T {codes['receive', '']} {ALL - 1}/{ALL} KURANG").json()
    assert told["outcome"] == "kept"
    assert holder()[:2] == (PPS, True)
    rules = {finding.rule for finding in queries.all_findings(region=JIPURAPAH, at=hour("27 00:00"))}
    assert "pieces_differ" in rules


def test_a_night_is_told_with_or_without_how_many_guard(send, codes):
    assert send(f"A {codes['night', '22']} AMAN").json()["outcome"] == "kept"
    told = send(f"A {codes['night', '05']} BANTU 2", id="other").json()
    assert "minta bantuan pukul 05.00" in told["reply"]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("assalamualaikum", "tidak terbaca"),
        ("T 000000 7/7 OK", "tidak dikenal"),
        ("T 000001 7/7 OK", "salah ketik"),
        ("T {receive} 3/3 OK", f"/{ALL}"),
        ("T {receive} 3/{all} OK", "tidak cocok"),
        ("S {receive} {all}/{all} OK", "huruf T"),
    ],
)
def test_what_cannot_be_kept_is_answered_politely_and_uses_no_code_up(send, codes, text, said):
    told = send(text.format(receive=codes["receive", ""], all=ALL)).json()
    assert (told["outcome"], "index" in told) == ("refused", False)
    assert said in told["reply"]
    assert not SmsCode.objects.exclude(used_at=None).exists()


def test_a_number_that_guesses_is_answered_no_more(send, codes):
    for place in range(MOST_WRONG):
        assert send(f"halo {place}").json()["reply"]
    good = f"T {codes['receive', '']} {ALL}/{ALL} OK"
    assert send(good).json() == {"outcome": "refused", "reply": ""}
    assert send(good, number="+62 811").json()["outcome"] == "kept"


def test_neither_number_nor_text_nor_code_is_kept(send, codes):
    send(f"T {codes['receive', '']} {ALL}/{ALL} OK")
    kept = [str(vars(row)) for row in (*SmsMessage.objects.all(), *SmsCode.objects.all())]
    for secret in (NUMBER, "81234567890", codes["receive", ""]):
        assert not any(secret in row for row in kept)


def test_only_who_shows_the_secret_hands_messages_in(send, client, codes):
    assert send("T", secret="").json()["code"] == "sms.secret"
    assert send("T", secret="0" * 64).status_code == 401
    for _ in range(40):
        last = send("T", secret="guess")
    assert last.json()["code"] == "rate.sms"
    assert not SmsMessage.objects.exists()


@pytest.mark.parametrize(
    ("body", "kind", "status"),
    [
        ("{}", "application/json", 400),
        ("[1]", "application/json", 400),
        ("{" * 3000, "application/json", 400),
        ('{"from": 7, "text": "T"}', "application/json", 400),
        ('{"from": "1", "text": "' + "T" * 700 + '"}', "application/json", 400),
        ("x" * 9000, "application/json", 413),
        ("from=1&text=halo", "application/x-www-form-urlencoded", 200),
    ],
)
def test_a_body_is_taken_as_json_or_form_and_refused_otherwise(client, codes, body, kind, status):
    headers = {"Authorization": f"Bearer {door.sms_secret(django_settings.INSTANCE)}"}
    assert client.post("/api/v1/sms", body, content_type=kind, headers=headers).status_code == status


def test_codes_are_made_by_the_office_above_or_kpu_and_void_the_unused_ones(example_log, codes, send):
    for office in (PPS, KPU):
        assert make_codes(log=example_log, office=KPPS, by=acts.posts([office]), at=hour("26 15:00"))
    assert "tidak dikenal" in send(f"T {codes['receive', '']} {ALL}/{ALL} OK").json()["reply"]
    for by, office in (
        ([PPK], KPPS),
        ([f"panwascam:{PLANDAAN}"], KPPS),
        ([KPPS], KPPS),
        ([], KPPS),
        ([KPU], "x:1"),
    ):
        with pytest.raises(CodesError):
            make_codes(log=example_log, office=office, by=acts.posts(by), at=hour("26 15:00"))


def test_the_sheet_prints_a_line_for_each_thing_the_office_may_state(
    sign_in, example_log, phones, monkeypatch
):
    from sepaham.web import press

    printed = []

    class Press:
        def pdf(self, paper):
            printed.append(json.dumps(paper.values))
            return b"%PDF-"

    monkeypatch.setattr(press, "PRESS", Press())
    desk = sign_in(PPS)
    answer = desk.post("/papers/codes", {"office": KPPS})
    assert (answer.status_code, answer["Content-Type"]) == (200, "application/pdf")
    assert f" {ALL}/{ALL} OK" in printed[0]
    assert SmsCode.objects.filter(office=KPPS).count() == 4
    assert desk.post("/papers/codes", {"office": PPS}).status_code == 404
    assert 'action="/papers/codes"' in desk.get("/devices").content.decode()
