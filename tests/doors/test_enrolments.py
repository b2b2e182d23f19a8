"""The API's door for new keys: a code, a claim, how far it has come."""

import pytest

from example import KABUPATEN, ORIGIN, PLANDAAN
from sepaham.actions import enrolment
from sepaham.api import enrolments
from sepaham.crypto.keys import Ed25519Signer
from sepaham.domain.enrolment import proof_message, write_code
from sepaham.gateways.limits import Limit
from sepaham.ledger.base64 import encode

pytestmark = pytest.mark.database

KPU, PPK = f"kpu:{KABUPATEN}", f"ppk:{PLANDAAN}"


@pytest.fixture(autouse=True)
def fresh_limits(monkeypatch):
    monkeypatch.setattr(enrolments, "TRIES", Limit(rate=0, burst=8))
    monkeypatch.setattr(enrolments, "ASKED", Limit(rate=0, burst=8))


@pytest.fixture
def code(example_log):
    from django.utils import timezone

    return enrolment.invite(log=example_log, inviter=KPU, office=PPK, at=timezone.now())


def post(client, path, **body):
    return client.post(f"/api/v1/enrolments{path}", body, content_type="application/json")


def claim_of(code, signer, office=PPK):
    proof = signer.sign(proof_message(log=ORIGIN, office=office, device=signer.keyid))
    return {
        "code": code,
        "device": signer.keyid,
        "algorithm": signer.algorithm,
        "key": encode(signer.public),
        "proof": encode(proof),
    }


def test_a_code_says_for_which_office_it_is_without_being_used(client, code):
    told = post(client, "/code", code=write_code(code).lower()).json()
    assert (told["log"], told["office"], told["inviter"], told["standing"]) == (ORIGIN, PPK, KPU, "open")


def test_a_claim_is_heard_and_its_standing_can_be_asked(client, code):
    signer = Ed25519Signer.generate()
    assert client.get(f"/api/v1/enrolments/{signer.keyid}").status_code == 404
    assert post(client, "", **claim_of(code, signer)).json()["standing"] == "waiting"
    assert client.get(f"/api/v1/enrolments/{signer.keyid}").json()["standing"] == "waiting"


@pytest.mark.parametrize(
    ("office", "expected"), [(KPU, "enrolment.proof"), (f"ppk:{KABUPATEN}", "enrolment.proof")]
)
def test_a_forged_proof_is_refused_as_a_problem(client, code, office, expected):
    answer = post(client, "", **claim_of(code, Ed25519Signer.generate(), office=office))
    assert (answer.status_code, answer.json()["code"]) == (400, expected)
    assert answer["Content-Type"] == "application/problem+json"


def test_who_guesses_codes_is_made_to_wait(client, code):
    answers = [post(client, "/code", code="00000000") for _ in range(9)]
    assert [one.json()["code"] for one in answers[:8]] == ["enrolment.unknown"] * 8
    assert (answers[8].status_code, answers[8].json()["code"]) == (429, "rate.enrolments")
    assert post(client, "", **claim_of(code, Ed25519Signer.generate())).status_code == 429


def test_a_body_that_is_none_is_a_problem(client, example_log):
    assert post(client, "/code", code="x" * 41).status_code == 400
    assert post(client, "", code="x").status_code == 400
    assert client.get("/api/v1/enrolments/nonsense").status_code == 404
