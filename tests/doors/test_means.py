"""Pages of means and commitments: who is asked answers, who benefits confirms, and agreements flow on."""

import pytest

from agreeing import agree
from example import JIPURAPAH, KABUPATEN, PLANDAAN, hour

pytestmark = pytest.mark.database

KPU, POLRES, BAWASLU = f"kpu:{KABUPATEN}", f"polres:{KABUPATEN}", f"bawaslu:{KABUPATEN}"
PPK, KPPS = f"ppk:{PLANDAAN}", f"kpps:{JIPURAPAH}.001"
CELL, THEFT = f"flood@{PLANDAAN}", f"theft@{PLANDAAN}"
AT = hour("20 09:00")
PATROL = {"what": "Patroli malam", "to": POLRES, "amount": "6", "due": "2024-11-25T17:00"}


@pytest.fixture
def state(phones, gateway, keep):
    """State something: `state(office, kind, **body)`; one cell is agreed high, one ended in dissent."""
    agree(keep, gateway, phones, CELL, likelihood=4, impact=4)
    agree(keep, gateway, phones, THEFT, likelihood=3, impact=5, outcome="dissent", code="r2")

    def said(office, kind, *, at=AT, region=PLANDAAN, **body):
        keep(phones[office].sign(phones[office].voice.say(kind, region, at, body)), at=at)

    return said


@pytest.fixture
def proposed(state):
    """The KPU asked the Polres for a patrol of six."""
    body = {"proposal": "p1", "cell": THEFT, "to": POLRES, "what": "Patroli malam", "amount": 6}
    state(KPU, "means.propose", **body, due="2024-11-25T10:00:00Z")
    return state


def page(client, address):
    return client.get(address).content.decode()


def drafts(answer):
    return answer.context["work"]["drafts"]


def test_a_page_offers_the_barriers_of_what_was_agreed_high_or_is_in_dissent(sign_in, state):
    found = sign_in(KPU).get("/means").context
    assert found["answer"].sentence == "Belum ada usulan pengamanan"
    assert [(offer.cell, offer.level) for offer in found["offers"]] == [
        (CELL, "disepakati: kemungkinan 4, dampak 4"),
        (THEFT, "beda pendapat, kasus terburuk: kemungkinan 3, dampak 5"),
    ]
    assert found["offers"][0].barriers[0][2:] == (f"bpbd:{KABUPATEN}", "BPBD Jombang")


def test_a_proposal_begins_with_the_barrier_and_its_owner_and_is_signed(sign_in, state):
    client = sign_in(KPU)
    address = f"/means/new?cell={CELL}&barrier=flood-watch"
    assert client.get(address).context["sent"]["to"] == f"bpbd:{KABUPATEN}"
    sent = {"office": KPU, "to": f"bpbd:{KABUPATEN}", "what": "Pantau air", "barrier": "flood-watch"}
    (draft,) = drafts(client.post(address, sent))
    assert (draft["kind"], draft["region"], draft["body"]["cell"]) == ("means.propose", PLANDAAN, CELL)
    assert "amount" not in draft["body"]
    wrong = client.post(address, {**sent, "what": "", "to": "x", "due": "2024-11-01T10:00", "amount": "enam"})
    assert (wrong.status_code, len(wrong.context["problems"])) == (422, 4)
    assert client.get(f"/means/new?cell=flood@{JIPURAPAH}").status_code == 404


def test_who_is_asked_sees_it_first_and_signs_answer_and_commitment_at_once(sign_in, proposed):
    client = sign_in(POLRES)
    first = client.get("/means").context
    assert first["answer"].sentence == "1 usulan menunggu jawaban Polres Jombang"
    assert [line.href for line in first["mine"]] == ["/means/p/p1"]
    assert client.get("/means/p/p1").context["sent"]["due"] == "2024-11-25T17:00"
    sent = {"office": POLRES, "answer": "less", "amount": "3", "reason": "few_officers", **_kept()}
    answer, promise = drafts(client.post("/means/p/p1", sent))
    assert answer["body"] == {"proposal": "p1", "answer": "less", "amount": 3, "reason": "few_officers"}
    assert promise["kind"] == "commitment.make"
    assert (promise["body"]["proposal"], promise["body"]["confirms"]) == ("p1", KPU)
    (no,) = drafts(client.post("/means/p/p1", {"office": POLRES, "answer": "decline", "reason": "no_means"}))
    assert no["body"]["answer"] == "decline"
    refused = client.post("/means/p/p1", {"office": POLRES, "answer": "decline"})
    assert (refused.status_code, len(refused.context["problems"])) == (422, 1)
    assert client.post("/means/p/p1", {**sent, "confirms": POLRES}).status_code == 422


def _kept():
    return {"what": "Patroli tiga orang", "due": "2024-11-25T17:00", "confirms": KPU}


def test_an_answered_proposal_is_told_with_its_reason_and_others_do_not_answer_it(sign_in, proposed):
    proposed(POLRES, "means.answer", region=KABUPATEN, proposal="p1", answer="decline", reason="other_duty")
    found = sign_in(BAWASLU).get("/means").context
    assert found["answer"].sentence == "Semua dari 1 usulan sudah dijawab"
    assert found["answer"].rest == "1 ditolak dengan alasan"
    assert "ada tugas lain" in page(sign_in(BAWASLU), "/means/p/p1")
    assert sign_in(BAWASLU).post("/means/p/p1", {"office": BAWASLU, "answer": "accept"}).status_code == 404
    assert sign_in(KPPS, name="kpps").get("/means/p/p1").status_code == 404


def test_only_who_benefits_confirms_and_the_page_counts_that(sign_in, state, phones):
    promise = {"commitment": "c1", "what": "Patroli", "confirms": PPK, "cell": CELL}
    state(POLRES, "commitment.make", **promise, due="2024-11-21T10:00:00Z")
    client = sign_in(PPK, name="ppk")
    assert "Belum ada komitmen yang jatuh tempo" in page(client, "/commitments")
    assert client.get("/commitments").context["lead"].cells == 1
    state(POLRES, "commitment.done", commitment="c1")
    (verb, _, lines), *_ = client.get("/commitments").context["lists"]
    assert (verb, lines[0].href, lines[0].word) == ("Periksa", "/commitments/c/c1", "baru dinyatakan sendiri")
    (draft,) = drafts(client.post("/commitments/c/c1", {"act": "confirm", "answer": "done"}))
    assert draft["body"] == {"commitment": "c1", "answer": "done"}
    assert client.post("/commitments/c/c1", {"act": "confirm", "answer": "not_done"}).status_code == 422
    assert sign_in(POLRES, name="p").post("/commitments/c/c1", {"act": "confirm"}).status_code == 404
    state(PPK, "commitment.confirm", commitment="c1", answer="done")
    later = hour("22 09:00")
    state(BAWASLU, "means.propose", at=later, proposal="x", cell=CELL, to=POLRES, what="Lampu")
    found = client.get("/commitments").context
    assert found["answer"].sentence == "1 dari 1 komitmen yang jatuh tempo dikonfirmasi tepat waktu"
    assert (found["lead"].cells, found["lead"].covered) == (0, 1)
    assert found["by_area"][0][1] == [1, 1, 0, 0, 0, 0, 0, 0]


def test_a_commitment_of_ones_own_is_made_and_never_confirmed_by_its_maker(sign_in, state):
    client = sign_in(KPU)
    address = f"/commitments/new?region={PLANDAAN}"
    sent = {"office": KPU, "what": "Bungkus kotak", "due": "2024-11-25T17:00", "confirms": BAWASLU}
    (draft,) = drafts(client.post(address, {**sent, "cell": CELL}))
    assert (draft["kind"], draft["body"]["cell"]) == ("commitment.make", CELL)
    assert client.post(address, {**sent, "confirms": KPU}).status_code == 422
    assert "Kotak dibungkus" in client.get(f"{address}&cell={CELL}&barrier=wrapped").context["sent"]["what"]
    (draft,) = drafts(client.post(address, {**sent, "cell": CELL, "barrier": "wrapped"}))
    assert draft["body"]["barrier"] == "wrapped"


def test_a_page_tells_what_agreed_cells_change_and_that_dissent_changes_nothing(sign_in, state):
    client = sign_in(KPU)
    found = client.get("/means/flow").context
    assert found["answer"].sentence == "1 sel yang disepakati mengalir ke jalan, pengawalan dan undian"
    assert found["answer"].rest == "1 beda pendapat tidak mengubah apa pun"
    (row,) = found["table"].rows
    assert (row.cells["exposure"], row.cells["stations"], row.cells["stake"]) == (12, 3, 36)
    assert "Plandaan" in page(client, "/means/flow?level=desa&region=" + PLANDAAN)
    assert (row.cells["loss"], row.cells["interval"]) == (0.4, "0,1–0,8")
    assert "0,4" in page(client, "/means/flow")
