"""The doors of who matched the log: its files, its heads, the cosignatures brought, and the page."""

import json
import re
from hashlib import sha256

import pytest
from django.conf import settings
from django.utils import timezone

from example import KABUPATEN, OPENED, ORIGIN, PLANDAAN, hour
from sepaham.actions.checkpoint import sign_head
from sepaham.actions.cosign import adopt_policy, with_lines
from sepaham.actions.spoken import words_at
from sepaham.api import log as door
from sepaham.crypto.keys import Ed25519Signer
from sepaham.crypto.verifier import StandardVerifier
from sepaham.gateways.keys import gateway_signer, log_signer
from sepaham.gateways.limits import Limit
from sepaham.ledger.cosignature import cosign, cosigner_key
from sepaham.ledger.note import NoteKey, parse_note
from sepaham.ledger.policy import KnownLog, KnownWitness, parse_policy, policy_of
from sepaham.ledger.proof import LogProof, verify_proof
from sepaham.ledger.tiles import TiledTree, parse_bundle
from sepaham.ledger.tree import leaf_hash, root
from sepaham.records.log import Entry, commitments

pytestmark = [pytest.mark.database, pytest.mark.django_db]
BAWASLU = f"bawaslu:{KABUPATEN}"
NAMES = ("bawaslu", "polres", "kodim")
SEERS = {name: Ed25519Signer.from_seed(bytes([at]) * 32) for at, name in enumerate(NAMES, 21)}
PREFIX = f"/log/{sha256(ORIGIN.encode()).hexdigest()}"


@pytest.fixture(autouse=True)
def _afresh(monkeypatch):
    monkeypatch.setattr(door, "TRIES", Limit(rate=5, burst=120))


@pytest.fixture
def policy(example_log):
    key = NoteKey(ORIGIN, log_signer(settings.INSTANCE, ORIGIN).public)
    known = [
        KnownWitness(name, cosigner_key(name=f"{name}.demo", public=seer.public))
        for name, seer in SEERS.items()
    ]
    made = policy_of(logs=[KnownLog(key)], witnesses=known)
    adopt_policy(log=example_log, policy=made, gateway=gateway_signer(settings.INSTANCE, ORIGIN), at=OPENED)
    return made


@pytest.fixture
def head(example_log, policy):
    signer = log_signer(settings.INSTANCE, ORIGIN)
    return sign_head(log=example_log, signer=signer, at=OPENED, clock=timezone.now())


def cosigned(head, *names):
    text = parse_note(head.note.encode()).text
    lines = [cosign(text=text, name=f"{name}.demo", signer=SEERS[name], at=1_732_600_000) for name in names]
    return with_lines(note=head.note, lines="".join(line.line for line in lines))


def bring(client, body):
    return client.post("/api/v1/log/cosignatures", body, content_type="text/plain; charset=utf-8")


def test_a_witness_nobody_can_reach_brings_its_cosignature(client, head):
    assert bring(client, cosigned(head, "bawaslu", "polres")).json() == {"kept": 2}
    assert bring(client, cosigned(head, "bawaslu")).json() == {"kept": 0}
    for address in (f"{PREFIX}/checkpoint", "/api/v1/log/checkpoint"):
        shown = client.get(address)
        assert [one.name for one in parse_note(shown.content).signatures] == [ORIGIN, *sorted(
            ["bawaslu.demo", "polres.demo"]
        )]  # fmt: skip
    assert "max-age=1" in client.get(f"{PREFIX}/checkpoint")["Cache-Control"]


@pytest.mark.parametrize(
    ("change", "status"),
    [
        (lambda note: b"junk", 400),
        (lambda note: note.replace(b"bawaslu.demo", b"camat.demo"), 403),
        (lambda note: re.sub(rb"\n\d+\n", b"\n9999\n", note, count=1), 404),
        (lambda note: note[:-20] + b"AAAAAAAAAAAAAAAAAAA\n", 400),
        (lambda note: note + b"x" * 70_000, 413),
    ],
)
def test_what_is_no_cosignature_of_ours_is_refused(client, head, change, status):
    answer = bring(client, change(cosigned(head, "bawaslu")))
    assert answer.status_code == status
    assert answer.json()["code"]


def test_a_flood_of_cosignatures_is_held_back(client, head, monkeypatch):
    monkeypatch.setattr(door, "TRIES", Limit(rate=0, burst=1))
    assert bring(client, cosigned(head, "bawaslu")).status_code == 200
    assert bring(client, cosigned(head, "bawaslu")).status_code == 429


def test_the_log_is_there_as_files_that_never_change(client, head, example_log):
    def read(tile):
        answer = client.get(f"{PREFIX}/{tile.path}")
        assert "immutable" in answer["Cache-Control"]
        return answer.content

    leaves = [leaf_hash(one) for one in commitments(example_log)]
    tree = TiledTree(head.size, read)
    assert tree.root() == root(leaves) == bytes(head.root)
    bundle = client.get(f"{PREFIX}/tile/entries/000.p/{head.size}").content
    assert parse_bundle(bundle) == list(commitments(example_log))


def test_what_no_head_reaches_and_what_is_no_tile_is_not_there(client, head):
    for path in (
        f"{PREFIX}/tile/0/000.p/{head.size + 1}",
        f"{PREFIX}/tile/0/000",
        f"{PREFIX}/tile/1/000.p/1",
        f"{PREFIX}/tile/x/000",
        f"{PREFIX}/tile/0/..",
        "/log/0000/checkpoint",
    ):
        assert client.get(path).status_code == 404
    assert client.post(f"{PREFIX}/checkpoint").status_code in {403, 405}


def test_before_the_first_head_there_is_none(client, example_log):
    assert client.get(f"{PREFIX}/checkpoint").status_code == 404


def test_an_entrys_proof_holds_offline_under_the_policy(client, sign_in, head, policy):
    bring(client, cosigned(head, *NAMES))
    told = sign_in(BAWASLU).get("/api/v1/entries/2").json()
    entry = bytes(Entry.objects.get(index=2).commitment)
    import base64

    proof = LogProof(2, tuple(map(base64.b64decode, told["proof"])), told["checkpoint"].encode())
    proven = verify_proof(proof=proof, entry=entry, policy=policy, verifier=StandardVerifier())
    assert (proven.quorum, proven.names) == (True, NAMES)


def test_the_policy_is_handed_to_who_is_signed_in(sign_in, example_log):
    desk = sign_in(BAWASLU)
    assert b"quorum none" in desk.get("/api/v1/log/policy").content


def test_the_policy_in_force_is_handed_out_as_it_was_declared(sign_in, policy):
    assert parse_policy(sign_in(BAWASLU).get("/api/v1/log/policy").content) == policy


def test_every_page_says_who_matched(client, sign_in, head):
    desk = sign_in(BAWASLU)
    assert "belum dicocokkan" in desk.get("/picture").content.decode()
    bring(client, cosigned(head, *NAMES))
    page = desk.get("/picture").content.decode()
    assert "dicocokkan 3 dari 3" in page
    assert "belum dicocokkan" not in page.replace('"belum dicocokkan"', "")
    assert desk.get("/api/v1/picture").json()["head"]["witnessed"]["holds"]


def test_the_page_shows_institutions_words_and_what_to_do(client, sign_in, head, example_log):
    bring(client, cosigned(head, *NAMES))
    page = sign_in(BAWASLU).get("/matching").content.decode()
    assert f"3 dari 3 lembaga melihat daftar yang sama sampai entri {head.size}" in page
    for word in words_at(example_log, head.size).split():
        assert f"<li>{word}</li>" in page
    assert all(name in page for name in NAMES)


def test_without_institutions_the_page_leads_to_the_guide(sign_in, example_log):
    page = sign_in(BAWASLU).get("/matching").content.decode()
    assert "Belum ada dua lembaga" in page
    assert "/guides/pencocok" in page


def drafts(page):
    found = re.search(r'<script[^>]*type="application/json"[^>]*>(.*?)</script>', page, re.DOTALL)
    return json.loads(found[1])["drafts"]


def test_words_seen_on_paper_are_taken_down_with_their_size(sign_in, head, example_log):
    words = words_at(example_log, head.size)
    sent = {"office": BAWASLU, "place": "bast", "words": f"  {words.title()} "}
    page = sign_in(BAWASLU).post("/matching", sent).content.decode()
    (draft,) = drafts(page)
    assert draft["body"] == {"words": words, "place": "bast", "size": head.size}
    assert "Daftar ini berbunyi sama." in page


def test_words_the_log_never_had_are_warned_of_before_signing(sign_in, head):
    sent = {"office": BAWASLU, "place": "roll_call", "words": "akar " * 8, "size": str(head.size)}
    page = sign_in(BAWASLU).post("/matching", sent).content.decode()
    assert "TIDAK berbunyi begitu" in page


@pytest.mark.parametrize(
    ("sent", "said"),
    [
        ({"words": "akar alat", "place": "bast"}, "selalu delapan"),
        ({"words": "akar alat ambil angin api arang arus sandal-jepit", "place": "bast"}, "sandal-jepit"),
        ({"words": "", "place": "bast"}, "belum diisi"),
        ({"words": "akar " * 8, "place": "moon"}, "pilih salah satu"),
        ({"words": "akar " * 8, "place": "bast", "size": "x"}, "bilangan bulat"),
    ],
)
def test_a_slip_is_answered_with_what_to_mend(sign_in, head, sent, said):
    answer = sign_in(BAWASLU).post("/matching", {"office": BAWASLU, **sent})
    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_nobody_notes_for_an_office_that_is_not_theirs(sign_in, head):
    sent = {"office": f"ppk:{PLANDAAN}", "place": "bast", "words": "akar " * 8}
    assert sign_in(BAWASLU).post("/matching", sent).status_code == 404


def test_what_was_seen_elsewhere_stands_on_the_page_serious_where_it_differs(
    sign_in, head, keep, phones, example_log
):
    phone, at = phones[BAWASLU], hour("24 09:00")
    right = words_at(example_log, head.size)
    for words in (right, "akar alat ambil angin api arang arus asap"):
        body = {"words": words, "place": "bast", "size": head.size}
        keep(phone.sign(phone.voice.say("checkpoint.see", KABUPATEN, at, body)), at=at)
    page = sign_in(BAWASLU).get("/matching").content.decode()
    assert right in page
    assert "shape serious" in page
    assert "Kata pencocokan lain" in sign_in(BAWASLU).get("/check").content.decode()
