"""The API over a real socket: what comes in, whatever it is, is answered statement by statement."""

import json
import socket
from base64 import b64decode
from urllib.parse import urlsplit

import httpx
import pytest

from example import JIPURAPAH, PLANDAAN, code, hour, load
from sepaham.ledger.checkpoint import parse_checkpoint
from sepaham.ledger.commitment import commit
from sepaham.ledger.note import parse_note
from sepaham.ledger.tree import leaf_hash, verify_inclusion
from sepaham.records.log import Entry, Quarantine

pytestmark = [pytest.mark.database]

KPU, PPK = "kpu:35.17", f"ppk:{PLANDAAN}"
SIMULATED = {"Sepaham-Simulated-At": "2024-11-24T02:01:00Z"}


def batch(*envelopes):
    return json.dumps(
        {"statements": [json.loads(e.to_bytes()) if hasattr(e, "to_bytes") else e for e in envelopes]}
    )


def post(server, body, **headers):
    return httpx.post(f"{server}/api/v1/statements", content=body, headers={**SIMULATED, **headers})


def given(phones):
    return phones[KPU].sign(phones[KPU].voice.give(load("kpu-ppk", PLANDAAN), hour("24 09:00")))


def test_a_batch_is_answered_statement_by_statement(server, phones):
    envelope = given(phones)
    answer = post(server, batch(envelope, {"nonsense": 1}, envelope))
    outcomes = [told["outcome"] for told in answer.json()["answers"]]
    assert (answer.status_code, outcomes) == (200, ["accepted", "quarantined", "duplicate"])
    assert answer.json()["answers"][1]["problem"]["code"] == "envelope.shape"
    assert answer.json()["answers"][0]["received_at"] == "2024-11-24T02:01:00Z"


@pytest.mark.parametrize(
    ("body", "problem"),
    [
        (b"", "envelope.syntax"),
        (b"not json", "envelope.syntax"),
        (b"[" * 100_000, "envelope.size"),
        (b'{"statements": 5}', "envelope.shape"),
        (b'{"statements": [null]}', "envelope.syntax"),
        (b"\xff\xfe", "envelope.syntax"),
    ],
)
def test_what_is_no_batch_is_quarantined_and_answered_with_a_problem(server, body, problem):
    answer = post(server, body)
    assert answer.status_code == 422
    assert answer.headers["content-type"] == "application/problem+json"
    assert (answer.json()["code"], answer.json()["status"]) == (problem, 422)
    assert Quarantine.objects.count() == 1


def test_beyond_one_megabyte_only_hash_length_and_sender_are_kept(server):
    answer = post(server, b"x" * 1_500_000)
    assert (answer.status_code, answer.json()["code"]) == (413, "batch.size")
    kept = Quarantine.objects.get()
    assert (kept.size, kept.raw, kept.sender) == (1_500_000, None, "127.0.0.1")


def test_an_empty_batch_changes_nothing(server):
    size = Entry.objects.count()
    assert post(server, batch()).json() == {"answers": []}
    assert Entry.objects.count() == size


def test_a_connection_cut_in_the_middle_keeps_nothing_and_can_be_sent_again(server, phones):
    envelope, size = given(phones), Entry.objects.count()
    body, at = batch(envelope).encode(), urlsplit(server)
    with socket.create_connection((at.hostname, at.port)) as wire:
        head = f"POST /api/v1/statements HTTP/1.1\r\nHost: {at.netloc}\r\nContent-Length: {len(body)}\r\n\r\n"
        wire.sendall(head.encode() + body[: len(body) // 2])
    assert post(server, body).json()["answers"][0]["index"] == size


def test_many_senders_at_once_lose_nothing_and_double_nothing(server, phones):
    from concurrent.futures import ThreadPoolExecutor

    kpu = phones[KPU]
    said = [
        kpu.sign(kpu.voice.say("trip.depart", "35.17", hour("24 08:00"), {"trip": f"t{n}"}))
        for n in range(60)
    ]
    size = Entry.objects.count()
    with ThreadPoolExecutor(8) as pool:
        answers = list(pool.map(lambda e: post(server, batch(e)).json()["answers"][0], said * 2))
    places = {answer["id"]: answer["index"] for answer in answers}
    assert sorted(places.values()) == list(range(size, size + 60))
    assert sorted(answer["outcome"] for answer in answers) == ["accepted"] * 60 + ["duplicate"] * 60


@pytest.mark.django_db
def test_reading_asks_to_sign_in(client, example_log):
    for path in (
        "picture",
        "findings",
        "units",
        f"units/{code(f'{JIPURAPAH}.001', 'K1')}",
        "register",
        "entries/0",
    ):
        answer = client.get(f"/api/v1/{path}")
        assert (answer.status_code, answer["Content-Type"]) == (401, "application/problem+json")


@pytest.mark.django_db
def test_another_jurisdiction_looks_like_nothing(sign_in, example_log):
    wonosalam = sign_in("ppk:35.17.05")
    assert wonosalam.get("/api/v1/picture?region=35.17.05").status_code == 200
    for path in (
        "picture?region=35.17",
        f"picture?region={PLANDAAN}",
        f"findings?region={PLANDAAN}",
        f"units?region={PLANDAAN}",
        f"register?region={PLANDAAN}",
        f"units/{code(f'{JIPURAPAH}.001', 'K1')}",
        "units/NOSUCH",
        "picture?region=99.99",
    ):
        assert wonosalam.get(f"/api/v1/{path}").status_code == 404, path


@pytest.mark.django_db
def test_the_picture_says_where_all_units_are(sign_in, keep, phones):
    keep(given(phones), at=hour("24 09:01"))
    picture = sign_in(KPU).get("/api/v1/picture").json()
    assert picture["total"]["units"] == {"kpu": 14, "kpu>ppk": 21}
    assert [area["name"] for area in picture["areas"]] == ["Wonosalam", "Plandaan"]


@pytest.mark.django_db
def test_a_units_life_shows_declared_beside_seen(sign_in, keep, phones):
    supervisor, found = phones[f"panwascam:{PLANDAAN}"], load("kpu-ppk", PLANDAAN)
    seen = supervisor.sign(supervisor.voice.observe(found, hour("24 09:00"), side="give"))
    keep(given(phones), seen, at=hour("24 09:01"))
    life = sign_in(KPU).get(f"/api/v1/units/{code(f'{JIPURAPAH}.001', 'K1')}").json()
    step = next(step for step in life["steps"] if step["stage"] == "kpu-ppk")
    assert [e["office"] for e in step["declared"]] == [KPU]
    assert [e["office"] for e in step["seen"]] == [f"panwascam:{PLANDAAN}"]


@pytest.mark.django_db
def test_an_entrys_proof_holds_and_opens_for_those_entitled(sign_in, keep, phones, example_log):
    from sepaham.actions.checkpoint import sign_head
    from sepaham.crypto.keys import Ed25519Signer

    [answer] = keep(given(phones), at=hour("24 09:01"))
    sign_head(log=example_log, signer=Ed25519Signer.generate(), at=hour("24 09:02"))
    proof = sign_in(KPU).get(f"/api/v1/entries/{answer.index}").json()
    opened = proof["disclosure"]
    commitment = commit(
        salt=b64decode(opened["salt"]),
        received_at=opened["received_us"],
        envelope=opened["envelope"].encode(),
    )
    head = parse_checkpoint(parse_note(proof["checkpoint"].encode()).text)
    verify_inclusion(
        leaf=leaf_hash(commitment),
        index=answer.index,
        size=head.size,
        root=head.root,
        proof=[b64decode(node) for node in proof["proof"]],
    )
    elsewhere = sign_in("ppk:35.17.05", name="other").get(f"/api/v1/entries/{answer.index}").json()
    assert "disclosure" not in elsewhere


@pytest.mark.django_db
def test_the_api_describes_itself(client, example_log):
    paths = client.get("/api/v1/openapi.json").json()["paths"]
    assert {
        "/api/v1/statements",
        "/api/v1/picture",
        "/api/v1/units",
        "/api/v1/findings",
        "/api/v1/register",
    } <= set(paths)


@pytest.mark.django_db
def test_the_hours_of_a_coming_movement_are_for_those_who_move_supervise_or_escort(sign_in, keep, phones):
    keep(given(phones), at=hour("24 09:01"))
    path = f"/api/v1/units/{code(f'{JIPURAPAH}.001', 'K1')}"

    def hours(office, name):
        steps = sign_in(office, name=name).get(path).json()["steps"]
        return {step["stage"]: step["opens_at"] for step in steps}

    assert hours("polres:35.17", "polres")["ppk-pps"] == "2024-11-25T22:00:00Z"
    camat = hours(f"camat:{PLANDAAN}", "camat")
    assert camat["ppk-pps"] is None
    assert camat["kpu-ppk"] is not None


@pytest.mark.django_db
def test_a_strays_life_tells_of_another_list_only_what_names_the_stray(sign_in, keep, phones):
    box, other = code("35.17.05.2002.001", "K1"), load("kpu-ppk", PLANDAAN)
    extra = [{"unit": box, "what": "extra"}]
    came = phones[PPK].sign(phones[PPK].voice.receive(other, hour("24 10:00"), **{"except": extra}))
    keep(given(phones), came, at=hour("24 10:01"))
    life = sign_in(KPU).get(f"/api/v1/units/{box}").json()
    told = [(e["kind"], e["off"]) for step in life["steps"] for e in step["declared"]]
    assert told == [("handover.receive", ["extra"])]


def test_beyond_what_an_address_may_have_refused_nothing_more_is_kept_and_good_ones_still_are(
    server, phones, example_log, monkeypatch
):
    from sepaham.api import inbox
    from sepaham.gateways.limits import Limit
    from sepaham.records.log import Log

    Log.objects.filter(pk=example_log.pk).update(simulated=False)
    monkeypatch.setattr(inbox, "_REFUSALS", Limit(rate=0, burst=3))
    told = post(server, batch(*({"no": n} for n in range(6)), given(phones))).json()["answers"]
    assert [one["outcome"] for one in told] == ["quarantined"] * 3 + ["refused"] * 3 + ["accepted"]
    assert Quarantine.objects.count() == 3


def test_a_sender_who_leaves_while_waiting_leaves_the_server_well(server, phones):
    kpu, at = phones[KPU], urlsplit(server)
    said = [
        kpu.sign(kpu.voice.say("trip.depart", "35.17", hour("24 08:00"), {"trip": f"t{n}"}))
        for n in range(12)
    ]
    for envelope in said[:-1]:
        body = batch(envelope).encode()
        with socket.create_connection((at.hostname, at.port)) as wire:
            head = f"POST /api/v1/statements HTTP/1.1\r\nHost: {at.netloc}\r\n"
            wire.sendall(f"{head}Content-Length: {len(body)}\r\n\r\n".encode() + body)
    answers = post(server, batch(*said)).json()["answers"]
    assert len({one["index"] for one in answers}) == 12


@pytest.mark.django_db
def test_quarantine_is_shown_to_the_kabupaten_alone(sign_in, keep):
    keep(b"rubbish")
    shown = sign_in(KPU).get("/api/v1/quarantine").json()
    assert (shown["total"], shown["quarantined"][0]["reason"]) == (1, "envelope.syntax")
    assert sign_in(PPK, name="ppk").get("/api/v1/quarantine").status_code == 404


@pytest.mark.django_db
def test_anyone_can_check_a_head_with_the_logs_published_key(client, example_log):
    from django.conf import settings

    from sepaham.actions.checkpoint import sign_head
    from sepaham.crypto.verifier import StandardVerifier
    from sepaham.gateways.keys import log_signer
    from sepaham.ledger.checkpoint import open_checkpoint
    from sepaham.ledger.note import parse_vkey

    sign_head(log=example_log, signer=log_signer(settings.INSTANCE, example_log.origin), at=hour("24 09:00"))
    said = client.get("/api/v1/log").json()
    raw = client.get("/api/v1/log/checkpoint").content
    key = parse_vkey(said["vkey"])
    opened = open_checkpoint(raw=raw, origin=said["origin"], log_keys=[key], verifier=StandardVerifier())
    assert opened.checkpoint.size == Entry.objects.count()


@pytest.mark.django_db
def test_a_post_over_two_kecamatan_sees_both_and_no_third(sign_in, example_log):
    from sepaham.records.register import Office

    Office.objects.filter(id="polsek:35.17.05").update(regions=["35.17.05", PLANDAAN])
    desk = sign_in("polsek:35.17.05")
    assert desk.get(f"/api/v1/picture?region={PLANDAAN}").status_code == 200
    assert desk.get("/api/v1/picture?region=35.17").status_code == 404


@pytest.mark.django_db
def test_a_page_before_the_first_is_a_bad_request(sign_in, example_log):
    answer = sign_in(KPU).get("/api/v1/units?offset=-1")
    assert (answer.status_code, answer.json()["code"]) == (400, "request.invalid")
