"""An institution's own witness: its memory, its answers over HTTP, and how it looks by itself."""

import http.client
import threading
from hashlib import sha256

import pytest

from sepaham.audit.witness import PullError, RunningWitness, fetch_http, listen
from sepaham.audit.witness_state import StateError, create_state, load_state, only_one
from sepaham.crypto.keys import Ed25519Signer
from sepaham.crypto.verifier import StandardVerifier
from sepaham.ledger.checkpoint import Checkpoint, sign_checkpoint
from sepaham.ledger.cosignature import cosignatures, parse_lines
from sepaham.ledger.evidence import parse_split_view, verify_split_view
from sepaham.ledger.note import Note, NoteKey, parse_note
from sepaham.ledger.policy import KnownLog, policy_of
from sepaham.ledger.tiles import parse_path
from sepaham.ledger.tree import consistency_proof, leaf_hash, root
from sepaham.ledger.witness import Request

ORIGIN = "sepaham/35.17/2024-11-27/LATIHAN"
LOG = Ed25519Signer.from_seed(b"\1" * 32)
LEAVES = [leaf_hash(bytes([number % 256])) for number in range(700)]
OTHERS = [leaf_hash(b"another past"), *LEAVES[1:]]
POLICY = policy_of(logs=[KnownLog(NoteKey(ORIGIN, LOG.public))], witnesses=[])
SECONDS = 1_732_600_000


def head(size, leaves=LEAVES):
    return sign_checkpoint(checkpoint=Checkpoint(ORIGIN, size, root(leaves[:size])), signer=LOG).to_bytes()


def request(old, size, leaves=LEAVES):
    proof = consistency_proof(leaves[:size], old) if old else ()
    return Request(old, tuple(proof), head(size, leaves)).to_bytes()


@pytest.fixture
def state(tmp_path):
    return create_state(path=tmp_path / "w", name="bawaslu.jombang")


def running(state, alarms=None):
    heard = alarms if alarms is not None else []
    return RunningWitness(state=state, policy=POLICY, now=lambda: SECONDS, alarm=heard.append)


def again(state, guards=()):
    return load_state(path=state.path, guards=guards)


def test_what_was_cosigned_is_remembered_by_the_next_process(state):
    assert running(state).add_checkpoint(request(0, 7)).status == 200
    reopened = again(state)
    assert reopened.held[ORIGIN].checkpoint.size == 7
    assert reopened.key == state.key
    assert running(reopened).add_checkpoint(request(7, 9)).status == 200


def test_the_new_state_is_on_disk_before_the_answer(state):
    asked = running(state)
    (state.path / ".state.json.new").mkdir()
    with pytest.raises(OSError, match="state"):
        asked.add_checkpoint(request(0, 7))
    assert state.held == {}


def test_a_witness_is_made_once(state):
    with pytest.raises(StateError) as refusal:
        create_state(path=state.path, name="another")
    assert refusal.value.code == "witness.exists"


def test_one_that_was_never_made_does_not_start(tmp_path):
    with pytest.raises(StateError) as refusal:
        load_state(path=tmp_path)
    assert refusal.value.code == "witness.absent"


@pytest.mark.parametrize("lost", ["state.json", "counter"])
def test_a_lost_memory_does_not_start_again(state, lost):
    running(state).add_checkpoint(request(0, 7))
    (state.path / lost).unlink()
    with pytest.raises(StateError) as refusal:
        again(state)
    assert refusal.value.code == "witness.lost"


def test_a_memory_put_back_to_yesterday_does_not_start_again(state):
    asked = running(state)
    asked.add_checkpoint(request(0, 7))
    yesterday = (state.path / "state.json").read_bytes()
    asked.add_checkpoint(request(7, 9))
    (state.path / "state.json").write_bytes(yesterday)
    with pytest.raises(StateError) as refusal:
        again(state)
    assert refusal.value.code == "witness.rolled_back"


def test_a_whole_folder_put_back_is_noticed_by_the_counter_on_another_disk(tmp_path):
    guard = tmp_path / "usb"
    state = create_state(path=tmp_path / "w", name="polres.jombang", guards=[guard])
    asked = running(state)
    asked.add_checkpoint(request(0, 7))
    kept = {file.name: file.read_bytes() for file in state.path.iterdir()}
    asked.add_checkpoint(request(7, 9))
    for name, content in kept.items():
        (state.path / name).write_bytes(content)
    assert again(state).held[ORIGIN].checkpoint.size == 7
    with pytest.raises(StateError) as refusal:
        again(state, [guard])
    assert refusal.value.code == "witness.rolled_back"


def test_an_altered_memory_does_not_start_again(state):
    running(state).add_checkpoint(request(0, 7))
    file = state.path / "state.json"
    file.write_bytes(file.read_bytes().replace(b"7\\n", b"8\\n", 1))
    with pytest.raises(StateError):
        again(state)


def test_a_stop_between_the_two_writes_is_no_loss(state):
    asked = running(state)
    asked.add_checkpoint(request(0, 7))
    before = (state.path / "counter").read_bytes()
    asked.add_checkpoint(request(7, 9))
    (state.path / "counter").write_bytes(before)
    assert again(state).held[ORIGIN].checkpoint.size == 9


def test_only_one_process_works_on_a_memory(tmp_path):
    with only_one(tmp_path), pytest.raises(StateError) as refusal, only_one(tmp_path):
        pass
    assert refusal.value.code == "witness.busy"


def test_two_pasts_are_kept_as_evidence_that_holds_anywhere(state):
    alarms = []
    asked = running(state, alarms)
    asked.add_checkpoint(request(0, 7))
    assert asked.add_checkpoint(request(7, 7, OTHERS)).status == 422
    (file,) = (state.path / "evidence").glob("*.split-view")
    view = parse_split_view(file.read_bytes())
    first, second = verify_split_view(
        view=view, log_keys=[NoteKey(ORIGIN, LOG.public)], verifier=StandardVerifier()
    )
    assert (first.size, first.root != second.root) == (7, True)
    assert "two pasts" in alarms[0]
    asked.add_checkpoint(request(7, 7, OTHERS))
    assert len(list((state.path / "evidence").iterdir())) == 1


def test_a_head_that_does_not_continue_is_kept_for_people_to_look_into(state):
    alarms = []
    asked = running(state, alarms)
    asked.add_checkpoint(request(0, 7))
    assert asked.add_checkpoint(request(7, 20, OTHERS)).status == 422
    (file,) = (state.path / "evidence").glob("*.unproven")
    assert head(20, OTHERS) in file.read_bytes()
    assert "does not continue" in alarms[0]
    for number in range(3):  # anyone may bring a log's head again, each time with another proof
        asked.add_checkpoint(Request(7, (bytes([number]) * 32,), head(20, OTHERS)).to_bytes())
    assert len(list((state.path / "evidence").iterdir())) == 1


@pytest.fixture
def served(state):
    server = listen(witness=running(state), host="127.0.0.1", port=0)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield http.client.HTTPConnection("127.0.0.1", server.server_address[1], timeout=5)
    server.shutdown()
    server.server_close()
    thread.join()


def asked_by_http(connection, method, path, body=None, **headers):
    connection.request(method, path, body=body, headers=headers)
    answer = connection.getresponse()
    return answer.status, answer.read(), answer.headers["Content-Type"]


def test_over_http_it_answers_as_the_specification_says(served, state):
    status, body, _ = asked_by_http(served, "POST", "/add-checkpoint", request(0, 7))
    assert status == 200
    note = parse_note(head(7))
    signed = Note(note.text, (*note.signatures, *parse_lines(body.decode())))
    assert cosignatures(note=signed, keys=[state.key], verifier=StandardVerifier())
    conflict = asked_by_http(served, "POST", "/a/prefix/add-checkpoint", request(3, 9))
    assert conflict == (409, b"7\n", "text/x.tlog.size")
    assert asked_by_http(served, "POST", "/add-checkpoint", b"old 7\n")[0] == 400
    assert asked_by_http(served, "POST", "/add-checkpoint", request(7, 7, OTHERS))[0] == 422


def test_over_http_it_shows_the_newest_head_it_cosigned(served, state):
    path = f"/{sha256(ORIGIN.encode()).hexdigest()}/checkpoint"
    assert asked_by_http(served, "GET", path)[0] == 404
    asked_by_http(served, "POST", "/add-checkpoint", request(0, 7))
    status, body, _ = asked_by_http(served, "GET", path)
    assert (status, body) == (200, state.held[ORIGIN].note)
    assert asked_by_http(served, "GET", "/")[0] == 404


def test_over_http_too_long_and_elsewhere_are_refused_unread(served):
    assert asked_by_http(served, "POST", "/add-checkpoint", bytes(300_000))[0] == 400
    served.close()
    assert asked_by_http(served, "POST", "/elsewhere", b"x")[0] == 404


class Log:
    """A log's server in memory: it serves some leaves as files and keeps what is brought to it."""

    def __init__(self, leaves=LEAVES):
        self.leaves, self.size, self.brought = leaves, 7, []
        self.lines = b""

    def fetch(self, url, body):
        if body is not None:
            self.brought.append(body)
            return b"{}"
        path = url.partition(f"/log/{sha256(ORIGIN.encode()).hexdigest()}/")[2]
        if path == "checkpoint":
            return head(self.size, self.leaves) + self.lines
        tile, _ = parse_path(path)
        row = self.leaves
        if tile.level:
            row = [root(row[at : at + 256]) for at in range(0, len(row) - 255, 256)]
        return b"".join(row[tile.index * 256 : tile.index * 256 + tile.width])


def pull(asked, log):
    return asked.pull(origin=ORIGIN, url="https://kpu.example/", fetch=log.fetch)


def test_behind_a_router_it_looks_by_itself_and_brings_its_cosignature(state):
    log, asked = Log(), running(state)
    for size in (7, 300, 300, 700):
        log.size = size
        log.lines = b""
        assert pull(asked, log).size == size
    assert state.held[ORIGIN].checkpoint.size == 700
    assert log.brought[-1] == state.held[ORIGIN].note
    own = parse_note(state.held[ORIGIN].note).signatures[-1]
    log.lines = own.line.encode()
    brought = len(log.brought)
    assert not pull(asked, log).news
    assert len(log.brought) == brought


def test_a_log_that_shrinks_or_turns_is_not_followed(state):
    log, asked = Log(), running(state)
    log.size = 300
    pull(asked, log)
    log.size = 7
    with pytest.raises(PullError) as refusal:
        pull(asked, log)
    assert refusal.value.code == "witness.older"
    turned = Log(OTHERS)
    for size in (300, 301):
        turned.size = size
        with pytest.raises(PullError) as refusal:
            pull(asked, turned)
        assert refusal.value.code == "witness.refused"
    assert len(list((state.path / "evidence").iterdir())) == 2


def test_a_log_that_shows_more_of_ours_than_we_remember_tells_of_a_lost_memory(state, tmp_path):
    log, asked = Log(), running(state)
    kept = {file.name: file.read_bytes() for file in state.path.iterdir()}
    pull(asked, log)
    log.lines = parse_note(state.held[ORIGIN].note).signatures[-1].line.encode()
    for name, content in kept.items():
        (state.path / name).write_bytes(content)
    with pytest.raises(StateError) as refusal:
        pull(running(again(state)), log)
    assert refusal.value.code == "witness.rolled_back"


def test_junk_and_silence_are_said_as_they_are(state):
    asked = running(state)
    with pytest.raises(PullError) as refusal:
        asked.pull(origin=ORIGIN, url="http://x", fetch=lambda _url, _body: b"<html>")
    assert refusal.value.code == "witness.unreadable"
    with pytest.raises(PullError) as refusal:
        asked.pull(origin=ORIGIN, url="http://127.0.0.1:1", fetch=fetch_http)
    assert refusal.value.code == "witness.unreachable"
