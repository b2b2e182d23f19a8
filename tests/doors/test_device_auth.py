"""A request signed by an enrolled key is the device's own; every other is refused with what to do."""

import json
from pathlib import Path

import pytest
from device import ask, authorization, send
from django.test import Client

from example import JIPURAPAH, KABUPATEN, OPENED, Phone
from sepaham.api import device_auth
from sepaham.crypto.keys import Ed25519Signer, Es256Signer
from sepaham.crypto.verifier import StandardVerifier
from sepaham.exchange.device_requests import WINDOW, read_header, request_message
from sepaham.gateways.limits import Limit
from sepaham.ledger.base64 import decode

pytestmark = pytest.mark.database
VECTORS = json.loads((Path(__file__).parents[1] / "vectors/device_auth.json").read_text())
PPS = f"pps:{JIPURAPAH}"


def code(answer):
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["detail"].endswith(".")
    return answer.status_code, answer.json()["code"]


@pytest.mark.parametrize("case", VECTORS["cases"], ids=lambda case: case["name"])
def test_what_is_signed_and_its_header_are_as_on_paper(case):
    body = case["body"].encode()
    message = request_message(method=case["method"], path=case["path"], seconds=case["seconds"], body=body)
    assert message.decode() == case["message"]
    signed = read_header(case["authorization"])
    assert (signed.device, signed.seconds) == (case["device"], case["seconds"])
    assert StandardVerifier().verify(
        algorithm=case["algorithm"],
        public=decode(case["key"]),
        message=message,
        signature=signed.signature,
    )
    if case["algorithm"] == "ed25519":
        signer = Ed25519Signer.from_seed(bytes.fromhex(VECTORS["seed"]))
        assert case["authorization"] == authorization(
            signer, case["method"], case["path"], body, case["seconds"]
        )


@pytest.mark.parametrize(
    "header",
    [
        "",
        "Sepaham",
        "Bearer abc",
        "Sepaham x:1:AAAA",
        f"Sepaham {'a' * 32}:1.5:AAAA",
        f"Sepaham {'a' * 32}:-1:AAAA",
        f"Sepaham {'a' * 32}:1:A",
        f"Sepaham {'a' * 32}:1:AAAA:more",
        f"Sepaham {'A' * 32}:1:AAAA",
        f"Sepaham {'a' * 32}:{'9' * 13}:AAAA",
    ],
)
def test_a_header_of_another_form_is_none_of_ours(header, phones):
    answer = Client().get("/api/v1/field/sync", headers={"Authorization": header})
    assert code(answer) == (401, "auth.missing")


def test_a_request_signed_by_the_enrolled_key_is_answered(phones):
    assert ask(phones[PPS], "field/sync").status_code == 200


def test_a_phone_without_ed25519_asks_with_es256(phones, keep):
    phone = Phone(f"kpps:{JIPURAPAH}.002", Es256Signer.generate())
    keep(phones[PPS].enrolment(phone, JIPURAPAH, OPENED))
    assert ask(phone, "field/sync").status_code == 200


@pytest.mark.parametrize("off", [-WINDOW - 5, WINDOW + 5])
def test_a_clock_that_is_off_is_told_the_servers(phones, off):
    now = ask(phones[PPS], "field/sync").json()["now"]
    answer = ask(phones[PPS], "field/sync", seconds=now + off)
    assert code(answer) == (401, "auth.clock")
    assert ask(phones[PPS], "field/sync", seconds=answer.json()["now"]).status_code == 200


@pytest.mark.parametrize("off", [-WINDOW + 30, WINDOW - 30])
def test_ten_minutes_to_either_side_are_let_through(phones, off):
    now = ask(phones[PPS], "field/sync").json()["now"]
    assert ask(phones[PPS], "field/sync", seconds=now + off).status_code == 200


def test_a_key_nobody_enrolled_is_unknown(phones):
    assert code(ask(Phone(PPS), "field/sync")) == (401, "auth.device")


def test_a_revoked_key_is_told_so_and_an_impostor_is_not(phones, keep):
    above, pps = phones[f"ppk:{JIPURAPAH.rpartition('.')[0]}"], phones[PPS]
    body = {"device": pps.signer.keyid, "reason": "lost"}
    keep(above.sign(above.voice.say("device.revoke", JIPURAPAH.rpartition(".")[0], OPENED, body)))
    assert code(ask(pps, "field/sync")) == (403, "auth.revoked")
    forged = authorization(pps.signer, "GET", "/api/v1/field/other")
    answer = Client().get("/api/v1/field/sync", headers={"Authorization": forged})
    assert code(answer) == (401, "auth.signature")


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "/api/v1/field/sync?since=x", b""),
        ("POST", "/api/v1/field/sync", b""),
        ("GET", "/api/v1/field/sync", b"more"),
    ],
)
def test_a_signature_over_another_request_does_not_fit(phones, method, path, body):
    forged = authorization(phones[PPS].signer, method, path, body)
    answer = Client().get("/api/v1/field/sync", headers={"Authorization": forged})
    assert code(answer) == (401, "auth.signature")


def test_a_session_opens_no_door_of_a_device(sign_in, phones):
    assert code(sign_in(f"kpu:{KABUPATEN}").get("/api/v1/field/sync")) == (401, "auth.missing")


def test_a_devices_signature_opens_no_door_of_a_session(phones):
    signed = authorization(phones[PPS].signer, "GET", "/api/v1/picture")
    assert Client().get("/api/v1/picture", headers={"Authorization": signed}).status_code == 401


def test_too_many_requests_wait_a_minute(phones, monkeypatch):
    monkeypatch.setattr(device_auth, "ASKED", Limit(rate=0.001, burst=2))
    answers = [ask(phones[PPS], "field/sync").status_code for _ in range(3)]
    assert answers == [200, 200, 429]


def test_more_than_a_request_may_bring_is_refused_before_it_is_read(phones):
    answer = send(phones[PPS], "PUT", f"photos/{'a' * 64}?statement={'b' * 64}", b"x" * 300_000)
    assert code(answer) == (413, "request.size")


def test_without_a_log_there_is_nothing_to_sync(db):
    assert code(ask(Phone(PPS), "field/sync")) == (409, "log.none")
