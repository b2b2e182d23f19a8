"""The pages of keys: this browser, an office's devices, inviting, comparing, revoking, signing for paper."""

import io
import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from example import JIPURAPAH, KABUPATEN, ORIGIN, PLANDAAN, WONOSALAM, hour, load
from sepaham.actions import enrolment
from sepaham.crypto.keys import Ed25519Signer
from sepaham.domain.enrolment import proof_message, spoken_words
from sepaham.gateways.library import spoken
from sepaham.ledger.base64 import encode
from sepaham.records.enrolment import Invitation
from sepaham.records.facts import devices
from sepaham.records.log import Statement

pytestmark = pytest.mark.database

KPU, PPK, PPS = f"kpu:{KABUPATEN}", f"ppk:{PLANDAAN}", f"pps:{JIPURAPAH}"
PANWASCAM = f"panwascam:{PLANDAAN}"
MORNING = hour("23 09:00")


@pytest.fixture
def waiting(example_log):
    """A key that waits for the KPU to confirm it for the PPK."""
    signer, now = Ed25519Signer.generate(), timezone.now()
    code = enrolment.invite(log=example_log, inviter=KPU, office=PPK, at=now)
    proof = encode(signer.sign(proof_message(log=ORIGIN, office=PPK, device=signer.keyid)))
    named = {"device": signer.keyid, "algorithm": "ed25519", "key": encode(signer.public), "proof": proof}
    return enrolment.claim(log=example_log, typed=code, at=now, **named)


def words_of(waiting):
    return " ".join(spoken_words(log=ORIGIN, office=PPK, device=waiting.device, words=spoken()))


# This browser


def test_this_browser_is_told_its_offices_and_whom_to_ask(sign_in, example_log):
    page = sign_in(PPK, PPS).get("/device")
    assert page.context["place"] == {"log": ORIGIN, "offices": [PPK, PPS]}
    assert [above for _, _, above in page.context["offices"]] == ["KPU Jombang", "PPK Plandaan"]
    assert "vendor/field/desk.js" in page.content.decode()


def test_an_account_without_an_office_is_told_so(sign_in, example_log):
    assert sign_in().get("/device").status_code == sign_in().get("/devices").status_code == 200


# The devices of offices


def test_an_office_sees_its_own_devices_and_those_right_below(sign_in, phones):
    page = sign_in(KPU).get("/devices")
    assert page.context["answer"].sentence == "1 dari 4 kantor di bawah sudah memegang kunci"
    assert [row.cells["office"] for row in page.context["table"].rows] == ["KPU Jombang", "PPK Plandaan"]
    below = sign_in(f"kpps:{JIPURAPAH}.001", name="b").get("/devices")
    assert below.context["answer"].sentence == "1 kantor Anda memegang kunci"
    assert below.context["choices"] == []


def test_an_office_without_devices_is_told_what_to_do(sign_in, example_log):
    text = sign_in(f"kpps:{JIPURAPAH}.001").get("/devices").content.decode()
    assert "Belum ada perangkat." in text


def test_a_code_is_shown_once_and_only_for_an_office_right_below(sign_in, example_log):
    desk = sign_in(KPU)
    page = desk.post("/devices/invite", {"below": PPK})
    shown = page.context["code"]
    assert shown in page.content.decode()
    assert "no-store" in page["Cache-Control"]
    found = enrolment.look(log=example_log, typed=shown, at=timezone.now())
    assert (found.office, found.inviter) == (PPK, KPU)
    assert shown not in desk.get("/devices").content.decode()
    for office in (PPS, KPU, "nonsense", "ppk:35.17.99", ""):
        assert desk.post("/devices/invite", {"below": office}).status_code == 422


def test_who_waits_stands_first_with_the_words_to_compare(sign_in, waiting):
    page = sign_in(KPU).get("/devices")
    assert page.context["answer"].sentence == "1 perangkat menunggu dicocokkan"
    assert words_of(waiting) in page.content.decode()
    assert words_of(waiting) not in sign_in(PPK, name="b").get("/devices").content.decode()


def test_confirming_asks_for_a_signature_that_enrols_the_key(sign_in, waiting, phones, keep):
    desk = sign_in(KPU)
    answer = desk.post("/devices/confirm", {"invitation": waiting.id})
    (draft,) = answer.context["drafts"]
    assert (draft.kind, draft.region, draft.body) == ("device.enrol", PLANDAAN, waiting.enrolment())
    assert (answer.context["office"], words_of(waiting) in answer.context["sentences"][0]) == (KPU, True)
    kpu = phones[KPU]
    keep(kpu.sign(kpu.voice.say(draft.kind, draft.region, MORNING, dict(draft.body))), at=MORNING)
    assert desk.get("/devices").context["asking"] == []
    assert desk.post("/devices/confirm", {"invitation": waiting.id}).status_code == 404


def test_words_that_differ_are_turned_down_and_the_browser_hears_of_it(sign_in, waiting, client):
    desk = sign_in(KPU)
    assert desk.post("/devices/withdraw", {"invitation": waiting.id}).status_code == 302
    assert desk.get("/devices").context["asking"] == []
    assert client.get(f"/api/v1/enrolments/{waiting.device}").json()["standing"] == "withdrawn"


@pytest.mark.parametrize("path", ["confirm", "withdraw"])
def test_nobody_settles_what_another_office_offered(sign_in, waiting, path):
    for turn, office in enumerate((PPK, f"bawaslu:{KABUPATEN}", f"ppk:{WONOSALAM}")):
        desk = sign_in(office, name=str(turn))
        assert desk.post(f"/devices/{path}", {"invitation": waiting.id}).status_code == 404
    assert Invitation.objects.get().withdrawn_at is None


def test_only_the_office_right_above_revokes(sign_in, phones, keep):
    key = phones[PPK].signer.keyid
    desk = sign_in(KPU)
    answer = desk.post(f"/devices/{key}", {"reason": "lost"})
    (draft,) = answer.context["drafts"]
    assert (draft.kind, draft.body) == ("device.revoke", {"device": key, "reason": "lost"})
    assert answer.context["office"] == KPU
    own = sign_in(PPK, name="b")
    assert own.get(f"/devices/{key}").status_code == 200
    assert "Hanya KPU Jombang yang dapat mencabutnya" in own.get(f"/devices/{key}").content.decode()
    assert own.post(f"/devices/{key}", {"reason": "lost"}).status_code == 404
    assert sign_in(PANWASCAM, name="c").get(f"/devices/{key}").status_code == 404
    assert sign_in(KPU).post(f"/devices/{key}", {"reason": "whim"}).status_code == 404
    kpu = phones[KPU]
    keep(kpu.sign(kpu.voice.say(draft.kind, draft.region, MORNING, dict(draft.body))), at=MORNING)
    page = sign_in(KPU).get(f"/devices/{key}")
    assert "sudah dicabut" in page.content.decode()
    assert sign_in(KPU).post(f"/devices/{key}", {"reason": "lost"}).status_code == 404


def test_the_operator_enrols_and_revokes_a_head_from_the_page_by_the_server_s_own_key(sign_in, example_log):
    pemkab, signer, now = f"pemkab:{KABUPATEN}", Ed25519Signer.generate(), timezone.now()
    desk = sign_in(f"gateway:{KABUPATEN}")
    code = re.search(
        "[0-9A-Z]{4}-[0-9A-Z]{4}", desk.post("/devices/invite", {"below": pemkab}).content.decode()
    )
    proof = encode(signer.sign(proof_message(log=ORIGIN, office=pemkab, device=signer.keyid)))
    named = {"device": signer.keyid, "algorithm": "ed25519", "key": encode(signer.public), "proof": proof}
    asked = enrolment.claim(log=example_log, typed=code[0], at=now, **named)
    assert desk.get("/device").headers["Location"] == "/devices", "this browser needs no key for it"
    assert desk.post("/devices/confirm", {"invitation": asked.id}).status_code == 302
    (found,) = devices(log=example_log, device=signer.keyid)
    assert (found.office, found.enrolled_by, bool(found.revoked)) == (pemkab, f"gateway:{KABUPATEN}", False)
    assert desk.post(f"/devices/{signer.keyid}", {"reason": "lost"}).status_code == 302
    (found,) = devices(log=example_log, device=signer.keyid)
    assert found.revoked


def test_both_languages_tell_the_same(sign_in, waiting):
    desk = sign_in(KPU)
    desk.post("/language", {"language": "en", "next": "/"})
    assert desk.get("/devices").context["answer"].sentence == "1 devices wait to be compared"


# Paper, signed by the gateway


@pytest.fixture
def paper(sign_in, example_log):
    """The signing page of a copied paper, as a Panwascam without a key sees it."""
    out = io.BytesIO()
    Image.new("RGB", (60, 40), "white").save(out, "JPEG")
    photo = SimpleUploadedFile("bast.jpg", out.getvalue(), "image/jpeg")
    sent = {"side": ["give", "receive"], "document": "7/BAST", "photo": photo}
    return sign_in(PANWASCAM).post(f"/handover/{load('kpu-ppk', PLANDAAN).hash}/copy", sent)


def sent_back(paper, **other):
    found = {
        "office": paper.context["office"],
        "then": paper.context["then"],
        "drafts": paper.context["paper"],
    }
    return {**found, **other}


def test_a_paper_is_entered_by_the_gateway_and_marked_so(sign_in, paper):
    desk = sign_in(PANWASCAM)
    answer = desk.post("/sign/gateway", sent_back(paper))
    assert (answer.status_code, "?kept=" in answer["Location"]) == (302, True)
    page = desk.get(answer["Location"])
    assert page.context["answer"].sentence == "21 barang diterima, tidak ada yang kurang"
    assert {told.source for told in page.context["told"]} == {"dari kertas, oleh Gerbang sistem Jombang"}
    noted = [row.cells["what"] for row in desk.get("/audit").context["table"].rows]
    assert noted.count("kertas disalin lewat gerbang") == 2, "who let the gateway sign each side"
    again = desk.post("/sign/gateway", sent_back(paper))
    assert again["Location"] == paper.context["then"]
    assert len(desk.get(again["Location"]).context["told"]) == 2


def test_a_paper_is_entered_at_the_hour_it_bears(sign_in, paper):
    drafts = json.loads(paper.context["paper"])["drafts"]
    early = json.dumps({"drafts": [{**draft, "at": "2024-11-17T23:15:00Z"} for draft in drafts]})
    answer = sign_in(PANWASCAM).post("/sign/gateway", sent_back(paper, drafts=early))
    assert "?kept=" in answer["Location"]
    hours = Statement.objects.filter(kind__startswith="handover.").values_list("claimed_at", flat=True)
    assert set(hours) == {hour("18 06:15")}
    odd = json.dumps({"drafts": [{**draft, "at": "besok"} for draft in drafts]})
    assert sign_in(PANWASCAM).post("/sign/gateway", sent_back(paper, drafts=odd)).status_code == 404


def test_the_gateway_signs_nothing_but_papers_of_offices_that_get_their_copy(sign_in, paper):
    desk = sign_in(PANWASCAM)
    (draft, *_) = json.loads(paper.context["paper"])["drafts"]

    def tried(**other):
        return desk.post("/sign/gateway", sent_back(paper, **other)).status_code

    def changed(**fields):
        return json.dumps({"drafts": [{**draft, **fields}]})

    direct = {name: value for name, value in draft["body"].items() if name != "of"}
    bare = {name: value for name, value in draft["body"].items() if name != "photos"}
    assert tried(office=KPU) == 404
    assert tried(then="https://elsewhere.example/") == 404
    assert tried(drafts="nonsense") == tried(drafts='{"drafts":[]}') == tried(drafts='{"drafts":[1]}') == 404
    assert tried(drafts=changed(body=direct)) == tried(drafts=changed(body=bare)) == 404
    assert tried(drafts=changed(kind="handover.observe")) == tried(drafts=changed(region=KABUPATEN)) == 404
    assert tried(drafts=changed(body={**draft["body"], "list": "0" * 64})) == 404
    assert tried(drafts=changed(body={**draft["body"], "extra": 1})) == 404
    assert tried(drafts=changed(body=[])) == tried(drafts=changed(kind=[])) == 404
    assert tried(drafts=changed(body={**draft["body"], "photos": ["0" * 64]})) == 404, (
        "nobody sent that photo"
    )
    for office in (f"camat:{PLANDAAN}", f"ppk:{PLANDAAN}"):
        other = {"office": office, "source": "paper"}
        assert tried(drafts=changed(body={**draft["body"], "of": other})) == 404, "KPU gives, nobody else"
    assert tried(drafts=json.dumps({"drafts": [draft, draft]})) == 404
    camat = sign_in(f"camat:{PLANDAAN}", name="camat")
    assert camat.post("/sign/gateway", sent_back(paper, office=f"camat:{PLANDAAN}")).status_code == 404


def test_what_is_no_paper_offers_no_gateway(sign_in, example_log):
    answer = sign_in(KPU).post(f"/handover/{load('kpu-ppk', PLANDAAN).hash}/give", {"office": KPU})
    assert answer.context["paper"] == ""
    assert "Masukkan lewat gerbang" not in answer.content.decode()


def test_the_signing_page_carries_what_is_to_be_signed_and_forgets_it(sign_in, example_log):
    answer = sign_in(KPU).post(f"/handover/{load('kpu-ppk', PLANDAAN).hash}/give", {"office": KPU})
    work = answer.context["work"]
    assert (work["log"], work["office"], work["at"] != "") == (ORIGIN, KPU, True)
    assert work["drafts"] == [draft.payload() for draft in answer.context["drafts"]]


def test_nothing_is_asked_to_be_signed_that_the_log_would_not_take(sign_in, example_log, rf):
    from sepaham.domain.statement import StatementError
    from sepaham.web.drafts import Draft, ask_to_sign

    with pytest.raises(StatementError):
        ask_to_sign(
            rf.get("/"),
            office=KPU,
            drafts=[Draft("device.revoke", PLANDAAN, {"device": "x", "reason": "whim"})],
            sentences=[],
            then="/",
            title="",
        )
