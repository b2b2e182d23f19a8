"""One thing that needs a look at the desk: it is answered by statements; own items and notices come first."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from example import JIPURAPAH, PLANDAAN, WONOSALAM, code, hour, load
from sepaham.domain.statement import parse

pytestmark = pytest.mark.database

TO_PPK, MORNING = load("kpu-ppk", PLANDAAN), hour("23 09:00")
KPU, PPK, PANWASCAM = "kpu:35.17", f"ppk:{PLANDAAN}", f"panwascam:{PLANDAAN}"
BOOTH = code(f"{JIPURAPAH}.001", "B3")


def shortage(phones, keep, at=MORNING):
    kpu, ppk = phones[KPU], phones[PPK]
    keep(kpu.sign(kpu.voice.give(TO_PPK, at)), at=at)
    short = ppk.voice.receive(TO_PPK, at, **{"except": [{"unit": BOOTH, "what": "missing"}]})
    keep(ppk.sign(short), at=at)


@pytest.fixture
def short(phones, keep):
    """PPK received with a booth missing; answers the finding's key."""
    from sepaham.records import queries

    shortage(phones, keep)
    found = queries.all_findings(region=PLANDAAN, at=MORNING)
    return next(f.key for f in found if f.rule == "count_differs")


@pytest.fixture
def pass_time(phones, keep):
    """Let the log's own hour pass: a far station says something that is about nothing here."""

    def until(at):
        phone = phones[f"kpps:{JIPURAPAH}.001"]
        keep(phone.sign(phone.voice.say("night.report", f"{JIPURAPAH}.001", at, NIGHT)), at=at)

    return until


def photo():
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "white").save(out, "JPEG")
    return SimpleUploadedFile("foto.jpg", out.getvalue(), "image/jpeg")


NIGHT = {"slot": "22", "state": "safe", "guards": 2}


def test_bawaslu_answers_and_all_who_see_it_read_the_answer(sign_in, short, phones, keep):
    desk = sign_in(PANWASCAM)
    page = desk.get(f"/check/{short}")
    assert (page.context["office"], len(page.context["answers"])) == (PANWASCAM, 0)
    asked = desk.post(f"/check/{short}", {"answer": "disputed", "note": "Bilik ada di mobil kedua."})
    (draft,) = asked.context["drafts"]
    assert (draft.kind, draft.region) == ("finding.answer", PLANDAAN)
    assert draft.body == {"finding": short, "answer": "disputed", "note": "Bilik ada di mobil kedua."}
    assert "“Bilik ada di mobil kedua.”" in asked.context["sentences"]
    phone = phones[asked.context["office"]]
    statement = phone.voice.say(draft.kind, draft.region, MORNING, draft.body)
    assert parse(statement.payload(), id=statement.id) == statement
    (kept,) = keep(phone.sign(statement), at=MORNING)
    assert kept.findings == ()
    seen = sign_in(KPU, name="kpu").get(f"/check/{short}?kept={kept.index}")
    (line,) = seen.context["answers"]
    assert (line.office, line.word, line.state) == ("Panwascam Plandaan", "berpendapat lain", "differ")
    assert seen.context["standing"] == "Dijawab 1 kantor, 1 berpendapat lain."
    text = seen.content.decode()
    assert f"/entry/{kept.index}" in text
    assert f"Tersimpan sebagai entri {kept.index}." in text


def test_it_leads_to_the_handover_it_is_about(sign_in, short):
    page = sign_in(KPU).get(f"/check/{short}").content.decode()
    assert f'href="/handover/{TO_PPK.hash}"' in page


@pytest.mark.parametrize(
    ("form", "problem"),
    [
        ({"answer": "nonsense"}, "Pilih dulu jawabannya."),
        ({"answer": "disputed"}, "Tulis catatannya"),
        ({"answer": "checked", "note": "x" * 285}, "kurangi 5 huruf"),
        ({"answer": "checked", "photo": SimpleUploadedFile("a.jpg", b"none")}, "bukan foto"),
    ],
)
def test_an_answer_that_says_too_little_or_too_much_is_sent_back(sign_in, short, form, problem):
    answer = sign_in(PPK).post(f"/check/{short}", form)
    assert answer.status_code == 422
    assert problem in answer.context["problems"][0]


def test_who_may_not_see_it_or_speak_for_the_office_cannot_answer(sign_in, short):
    assert sign_in(f"ppk:{WONOSALAM}", name="a").post(f"/check/{short}").status_code == 404
    desk = sign_in(PPK, name="b")
    assert desk.post(f"/check/{short}", {"answer": "checked", "office": KPU}).status_code == 404
    assert (
        sign_in("carrier:35.17", name="c").post(f"/check/{short}", {"answer": "checked"}).status_code == 404
    )


def test_own_items_stand_first_and_are_marked(short, phones, keep):
    from sepaham.domain.findings import Finding
    from sepaham.web.present import check

    at = hour("26 12:00")
    far = Finding("seal_broken", "far", WONOSALAM, at, values={"office": f"ppk:{WONOSALAM}"})
    own = Finding("late", "own", PLANDAAN, at, values={"giver": KPU, "receiver": PPK})
    choice = check.choice_of({})
    assert check.choose([own, far], choice, at) == [far, own]
    assert check.choose([own, far], choice, at, (PPK,)) == [own, far]
    assert check.is_own(own, (PPK,))
    assert not check.is_own(far, (PPK,))


# Notices


def test_the_receiver_is_told_at_once_and_the_supervisor_half_an_hour_later(sign_in, short, pass_time):
    ppk, supervisor = "ppk", "panwascam"
    page = sign_in(PPK, name=ppk).get("/notices")
    assert [told.line.key for told in page.context["found"]] == [short]
    assert (page.context["unread"], page.context["later_total"]) == (1, 0)
    early = sign_in(PANWASCAM, name=supervisor).get("/notices")
    assert (early.context["total"], early.context["later"][0].at) == (0, MORNING + timedelta(minutes=30))
    assert "bila masih terbuka dan belum dijawab" in early.content.decode()
    assert short in sign_in(PANWASCAM, name=supervisor).get(f"/check/{short}").content.decode()
    pass_time(MORNING + timedelta(minutes=31))
    late = sign_in(PANWASCAM, name=supervisor).get("/notices")
    assert [told.line.key for told in late.context["found"]] == [short]


def test_what_was_answered_in_time_is_not_told_on(sign_in, short, phones, keep, pass_time):
    ppk, at = phones[PPK], MORNING + timedelta(minutes=10)
    body = {"finding": short, "answer": "mended"}
    keep(ppk.sign(ppk.voice.say("finding.answer", PLANDAAN, at, body)), at=at)
    pass_time(MORNING + timedelta(minutes=45))
    page = sign_in(PANWASCAM).get("/notices")
    assert (page.context["total"], page.context["later_total"]) == (0, 0)


def test_notices_are_new_until_they_are_read(sign_in, short, example_log):
    from sepaham.records import desk, queries
    from sepaham.records.people import Account

    browser = sign_in(PPK, name="ketua")
    account = Account.objects.get(username="ketua")

    def waiting():
        return desk.notices_waiting(
            account=account, offices=(PPK,), log=example_log, at=queries.now() + timedelta(seconds=1)
        )

    assert waiting() == 1
    assert browser.post("/notices").url == "/notices"
    assert waiting() == 0
    page = browser.get("/notices")
    assert (page.context["unread"], page.context["total"]) == (0, 1)
    assert desk.notices_waiting(account=account, offices=(), log=example_log, at=MORNING) == 0


# Photos


def test_a_photo_is_shown_to_who_may_see_the_place_and_the_look_is_noted(sign_in, short):
    from sepaham.records.people import RestrictedRead

    asked = sign_in(PPK, name="ppk").post(f"/check/{short}", {"answer": "checked", "photo": photo()})
    (sha256,) = asked.context["drafts"][0].body["photos"]
    shown = sign_in(PANWASCAM, name="panwascam").get(f"/photo/{sha256}")
    assert (shown["Content-Type"], shown["Cache-Control"]) == ("image/jpeg", "private, no-store")
    assert sign_in(f"ppk:{WONOSALAM}", name="other").get(f"/photo/{sha256}").status_code == 404
    assert sign_in(KPU, name="kpu").get(f"/photo/{'0' * 64}").status_code == 404
    assert list(RestrictedRead.objects.values_list("account", "office")) == [("panwascam", PANWASCAM)]


def test_a_photo_sent_by_itself_is_named_by_its_hash(sign_in, example_log):

    desk = sign_in(PPK)
    sent = desk.post("/photo", {"region": PLANDAAN, "photo": photo()})
    assert len(sent.json()["photos"][0]) == 64
    assert desk.post("/photo", {"region": WONOSALAM, "photo": photo()}).status_code == 404
    assert desk.post("/photo", {"region": PLANDAAN}).status_code == 422
