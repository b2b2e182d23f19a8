"""A mirror follows an operator that may lie, and says so with evidence that anyone can check."""

import json
from urllib.parse import parse_qs, urlsplit

import pytest

from example import KABUPATEN, PLANDAAN, hour
from operators import VERIFIER, WITNESSES, Operator, jombang, said, seeded
from sepaham.audit import asking
from sepaham.audit.mirror import Mirror, MirrorError
from sepaham.audit.mirror_page import Shown
from sepaham.audit.mirror_state import MirrorState
from sepaham.audit.replay import Replay
from sepaham.audit.verify import verify
from sepaham.domain.base import digest
from sepaham.ledger.base64 import encode
from sepaham.ledger.cosignature import cosigner_key
from sepaham.ledger.policy import KnownWitness, policy_of


class Server:
    """An operator's server as a function: it shows whatever log it is told to show."""

    def __init__(self, shown: Operator, names=WITNESSES[:4], hidden=()):
        self.shown, self.names, self.hidden = shown, names, set(hidden)
        self.phone = {}
        self.digest = None

    def __call__(self, url, body, headers):
        del body, headers
        asked = urlsplit(url)
        query = {name: int(values[0]) for name, values in parse_qs(asked.query).items()}
        answer = self.answer(asked.path, query)
        return (404, b"{}") if answer is None else (200, answer)

    def answer(self, path, query):
        folder, _, name = path.rpartition("/")
        vkey = self.shown.policy.logs[0].key.vkey
        version = json.dumps({"version": "1", "files": dict.fromkeys(self.phone, "?")}).encode()
        pages = {
            "/api/v1/log/checkpoint": lambda: self.shown.note(*self.names),
            "/api/v1/log": lambda: json.dumps({"vkey": vkey}).encode(),
            "/api/v1/log/entries": lambda: self.entries(**query),
            "/api/v1/log/picture": lambda: self.picture(**query),
            "/field/version.json": lambda: version if self.phone else None,
        }
        kept = self.shown.files if folder == "/api/v1/log/files" else self.phone
        return pages.get(path, lambda: kept.get(name))()

    def entries(self, start, limit):
        return b"".join(self.line(one) + b"\n" for one in self.shown.opened[start:][:limit])

    def line(self, one):
        return b"- " + encode(one.commitment).encode() if one.index in self.hidden else one.line()

    def picture(self, size):
        own = Replay(
            origin=self.shown.origin,
            commitments=self.shown.commitments[:size],
            files=self.shown.files,
            verifier=VERIFIER,
        )
        own.run(one for one in self.shown.opened[:size] if one.index not in self.hidden)
        units = {"35.17.15.2004.001": ["elsewhere"]} if self.hidden else {}
        return json.dumps({"digest": self.digest or own.digest, "source": "fold", "units": units}).encode()


@pytest.fixture
def operator():
    return jombang()


@pytest.fixture
def server(operator):
    return Server(operator)


@pytest.fixture
def mirror(server, operator, tmp_path):
    asked = asking.Operator("http://operator", seeded("mirror"), fetch=server)
    return Mirror(asked, MirrorState(tmp_path / "mirror"), VERIFIER, operator.policy)


def codes(said_):
    return [one.code for one in said_]


def test_an_honest_operator_is_followed_and_its_picture_is_the_same(mirror, server, operator):
    report = mirror.round()
    assert report.holds, report.faults
    assert "one_past" in codes(report.proven)
    assert report.figures["operator"] == "same"
    said(
        operator,
        operator.phones[f"ppk:{PLANDAAN}"],
        "trip.arrive",
        PLANDAAN,
        {"trip": "t1"},
        hour("25 11:00"),
    )
    grown = mirror.round()
    assert grown.holds
    assert grown.figures["entries"] == report.figures["entries"] + 1
    assert grown.figures["operator"] == "same"


def test_it_goes_on_where_it_stopped(mirror, server, operator, tmp_path):
    before = mirror.round()
    again = Mirror(mirror.operator, MirrorState(tmp_path / "mirror"), VERIFIER, operator.policy)
    again.load()
    assert again.round().figures == before.figures


def test_what_may_not_read_is_counted_and_differences_it_could_explain_are_left_open(mirror, server):
    server.hidden = {11}
    report = mirror.round()
    assert report.holds
    assert report.figures["unread"] == 1
    assert {"unread", "cannot_tell"} <= set(codes(report.unproven))
    assert report.figures["operator"] == "cannot tell"


def test_a_lying_picture_is_an_alarm(mirror, server):
    server.digest = "0" * 64
    report = mirror.round()
    assert codes(report.faults) == ["picture.differs"]


def evidence_in(tmp_path, operator):
    (file,) = (tmp_path / "mirror" / "evidence").iterdir()
    return verify(file.read_bytes(), verifier=VERIFIER, policy=operator.policy)


def test_a_second_past_of_the_same_size_is_proven(mirror, server, operator, tmp_path):
    mirror.round()
    other = jombang()
    other.opened[-1] = other.opened[-2]
    server.shown = other
    report = mirror.round()
    assert codes(report.faults) == ["log.split"]
    assert evidence_in(tmp_path, operator).figures["misbehaviour"]


def test_a_rewritten_past_that_grew_is_proven_and_its_first_other_entry_named(
    mirror, server, operator, tmp_path
):
    mirror.round()
    other = jombang()
    other.opened[9] = other.opened[8]
    said(other, other.phones[f"kpu:{KABUPATEN}"], "trip.depart", KABUPATEN, {"trip": "t1"}, hour("26 08:00"))
    server.shown = other
    report = mirror.round()
    assert [(one.code, one.where) for one in report.faults] == [("log.split", "entry 9")]
    assert evidence_in(tmp_path, operator).figures["misbehaviour"]
    assert mirror.head.size == len(operator.opened)  # what was held stays held


def test_going_back_is_an_alarm(mirror, server, operator):
    mirror.round()
    yesterday = jombang()
    del yesterday.opened[-3:]
    server.shown = yesterday
    assert codes(mirror.round().faults) == ["log.rollback"]


def test_a_head_of_entries_that_are_not_given_is_an_alarm(mirror, server, operator):
    signed = operator.note(*WITNESSES)
    operator.opened[9] = operator.opened[8]
    operator.note = lambda *_names, **_more: signed
    assert codes(mirror.round().faults) == ["root.other"]


def test_fewer_entries_than_the_head_says_end_the_round(mirror, operator):
    signed = operator.note(*WITNESSES)
    operator.opened.pop()
    operator.note = lambda *_names, **_more: signed
    with pytest.raises(MirrorError):
        mirror.round()


def test_a_phones_app_that_is_not_in_the_log_is_an_alarm(mirror, server):
    server.phone = {"index.html": b"another app"}
    assert codes(mirror.round().faults) == ["phone.unlogged"]


def test_a_damaged_folder_is_not_taken_up(mirror, operator, tmp_path):
    mirror.round()
    file = tmp_path / "mirror" / "entries"
    lines = file.read_bytes().split(b"\n")
    lines[3], lines[4] = lines[4], lines[3]
    file.write_bytes(b"\n".join(lines))
    again = Mirror(mirror.operator, MirrorState(tmp_path / "mirror"), VERIFIER, operator.policy)
    with pytest.raises(MirrorError):
        again.load()


def test_without_a_policy_the_first_key_told_is_kept(server, operator, tmp_path):
    state = MirrorState(tmp_path / "other")
    mirror = Mirror(asking.Operator("http://operator", seeded("mirror"), fetch=server), state, VERIFIER)
    assert mirror.round().holds
    server.shown.signer = seeded("another log key")
    with pytest.raises(Exception, match="No known key"):
        mirror.round()


def test_an_operator_cannot_put_its_own_witnesses_in_place_of_those_believed(server, operator, tmp_path):
    state = MirrorState(tmp_path / "other")
    mirror = Mirror(asking.Operator("http://operator", seeded("mirror"), fetch=server), state, VERIFIER)
    assert mirror.round().figures["witnessed"]
    puppets = ("p", "q")
    theirs = [KnownWitness(name, cosigner_key(name=name, public=seeded(name).public)) for name in puppets]
    file = policy_of(logs=operator.policy.logs, witnesses=theirs).to_bytes()
    operator.files[digest(file)] = file
    body = {"what": "policy", "sha256": digest(file), "size": len(file)}
    said(operator, operator.gateway, "base.declare", KABUPATEN, body)
    server.names = puppets
    alone = mirror.round()
    assert not alone.figures["witnessed"]
    assert "policy_unseen" in codes(alone.unproven)
    server.names = (*WITNESSES[:4], *puppets)
    assert mirror.round().figures["witnesses"] == list(puppets)  # the old quorum saw the change


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_page_says_what_the_last_look_found(mirror, server, language):
    shown = Shown(language)
    assert b"<main>" in shown.html()
    server.digest = "0" * 64
    shown.show(mirror.round(), mirror.replay)
    assert b"picture.differs" in shown.html()
    assert json.loads(shown.json())["holds"] is False


def erase(operator, one):
    """Let the operator erase an entry by a recorded act."""
    from sepaham.domain.erasure import erasure_body
    from sepaham.exchange.envelopes import statement_in

    body = erasure_body(
        statement=statement_in(one.envelope), index=one.index, received_us=one.received_us, reason="court"
    )
    return said(operator, operator.gateway, "record.erase", PLANDAAN, body, hour("28 08:00"))


def test_what_was_erased_is_taken_away_here_too_and_the_picture_is_the_same(
    mirror, server, operator, tmp_path
):
    way = {"what": "place", "note": "Pak Budi menolak."}
    noted = said(
        operator, operator.phones[f"ppk:{PLANDAAN}"], "trouble.report", PLANDAAN, way, hour("25 09:00")
    )
    mirror.round()
    assert noted.envelope in (tmp_path / "mirror" / "entries").read_bytes()
    erase(operator, noted)
    server.hidden = {noted.index}
    report = mirror.round()
    assert report.holds, report.faults
    assert report.figures["erased"] == 1
    assert report.figures["unread"] == 0
    assert noted.envelope not in (tmp_path / "mirror" / "entries").read_bytes()


def test_a_stub_that_says_something_else_is_an_alarm(mirror, server, operator):
    way = {"what": "place", "note": "Pak Budi menolak."}
    noted = said(
        operator, operator.phones[f"ppk:{PLANDAAN}"], "trouble.report", PLANDAAN, way, hour("25 09:00")
    )
    mirror.round()
    from dataclasses import replace

    lied = operator.opened[noted.index]
    other = said(operator, operator.phones[f"ppk:{PLANDAAN}"], "trouble.report", PLANDAAN, {"what": "road"})
    operator.opened.remove(other)
    from sepaham.domain.erasure import erasure_body
    from sepaham.exchange.envelopes import statement_in

    body = erasure_body(
        statement=replace(statement_in(other.envelope), id=statement_in(lied.envelope).id),
        index=lied.index,
        received_us=lied.received_us,
        reason="court",
    )
    said(operator, operator.gateway, "record.erase", PLANDAAN, body, hour("28 08:00"))
    assert "erasure.other" in codes(mirror.round().faults)
