"""Cosignatures are gathered from witnesses, kept, and told; nothing waits for them."""

from datetime import UTC, datetime, timedelta

import pytest
from django.conf import settings

from example import OPENED, ORIGIN, hour
from sepaham.actions.checkpoint import sign_head
from sepaham.actions.cosign import CosignError, adopt_policy, changed_policy, keep_cosignatures, with_lines
from sepaham.actions.rebuild import rebuild
from sepaham.actions.spoken import words_at
from sepaham.actions.tiles import tiles_of
from sepaham.crypto.keys import Ed25519Signer
from sepaham.crypto.verifier import StandardVerifier
from sepaham.gateways.keys import gateway_signer, log_signer
from sepaham.gateways.witnesses import MemoryDoor
from sepaham.jobs.cosign import REST, Cosigning
from sepaham.ledger.cosignature import cosign, cosigner_key
from sepaham.ledger.note import NoteError, NoteKey, parse_note
from sepaham.ledger.policy import KnownLog, KnownWitness, policy_of
from sepaham.ledger.proof import witnessed as proven
from sepaham.ledger.witness import Witness, add_checkpoint, logs_in
from sepaham.records import queries
from sepaham.records.log import Checkpoint, newest_checkpoint
from sepaham.records.witnesses import (
    GRACE,
    Cosignature,
    asked,
    best_checkpoint,
    note_of,
    policies,
    policy,
    witnessed,
)

pytestmark = [pytest.mark.database, pytest.mark.django_db]
NAMES = ("bawaslu", "polres", "kodim", "pemkab", "kejari")
WALL = datetime(2026, 11, 24, 12, tzinfo=UTC)
SOON = WALL + timedelta(seconds=1)
LATER = WALL + GRACE + timedelta(seconds=1)


class Seer:
    """A witness in memory."""

    def __init__(self, number, name, logs):
        self.signer = Ed25519Signer.from_seed(bytes([number]) * 32)
        self.witness = Witness(f"{name}.jombang", self.signer, logs, StandardVerifier())
        self.key = cosigner_key(name=self.witness.name, public=self.signer.public)
        self.held, self.asked = {}, 0

    def __call__(self, raw):
        self.asked += 1
        answer = add_checkpoint(witness=self.witness, raw=raw, held=self.held, at=int(WALL.timestamp()))
        if answer.held:
            self.held[answer.origin] = answer.held
        return answer.status, answer.body


@pytest.fixture
def log_key():
    return log_signer(settings.INSTANCE, ORIGIN)


@pytest.fixture
def seers(log_key):
    logs = logs_in(policy_of(logs=[KnownLog(NoteKey(ORIGIN, log_key.public))], witnesses=[]))
    return {name: Seer(number, name, logs) for number, name in enumerate(NAMES, 11)}


def adopt(log, log_key, seers, *, urls=True):
    known = [KnownWitness(n, s.key, f"http://{n}" if urls else "") for n, s in seers.items()]
    made = policy_of(logs=[KnownLog(NoteKey(ORIGIN, log_key.public))], witnesses=known)
    gateway = gateway_signer(settings.INSTANCE, ORIGIN)
    return adopt_policy(log=log, policy=made, gateway=gateway, at=OPENED)


@pytest.fixture
def matched(example_log, log_key, seers):
    adopt(example_log, log_key, seers)
    return example_log


def signed(log, log_key, clock=WALL):
    return sign_head(log=log, signer=log_key, at=OPENED, clock=clock)


def gathering(seers, **gone):
    return Cosigning(
        door=MemoryDoor({f"http://{n}": s for n, s in seers.items() if n not in gone}), tiles_of=tiles_of
    )


def grow(log, keep, phones):
    phone = phones["kpu:35.17"]
    keep(phone.sign(phone.voice.say("trouble.report", "35.17", hour("24 09:00"), {"what": "road"})))


def test_a_policy_is_a_base_fact_entered_once(matched, log_key, seers):
    assert [one.policy.needed for one in policies(matched)] == [4]
    assert not adopt(matched, log_key, seers)
    assert policy(matched).witnesses[0].name == "bawaslu"
    assert rebuild(log=matched).equal


def test_a_policy_of_another_log_is_refused(example_log, log_key, seers):
    other = policy_of(logs=[KnownLog(NoteKey("another", log_key.public))], witnesses=[])
    with pytest.raises(CosignError):
        adopt_policy(
            log=example_log, policy=other, gateway=gateway_signer(settings.INSTANCE, ORIGIN), at=OPENED
        )


def test_five_witnesses_match_a_head_in_one_round_and_are_left_alone_after(matched, log_key, seers):
    head, gather = signed(matched, log_key), gathering(seers)
    assert gather.round(matched) == 5
    assert gather.round(matched) == 0
    assert {seer.asked for seer in seers.values()} == {1}
    found = witnessed(log=matched, clock=SOON)
    assert (found.count, found.of, found.needed, found.size, found.holds) == (5, 5, 4, head.size, True)
    assert found.missing == ()
    note = parse_note(note_of(head).encode())
    assert proven(note=note, policy=policy(matched), verifier=StandardVerifier())[1:] == (NAMES, True)


def test_a_log_that_grew_is_proven_to_continue(matched, log_key, seers, keep, phones):
    gather = gathering(seers)
    signed(matched, log_key)
    gather.round(matched)
    grow(matched, keep, phones)
    head = signed(matched, log_key, SOON)
    assert gather.round(matched) == 5
    assert witnessed(log=matched, clock=SOON).size == head.size


def test_a_witness_that_knows_more_than_our_tables_is_asked_again_from_there(
    matched, log_key, seers, keep, phones
):
    signed(matched, log_key)
    gathering(seers).round(matched)
    Cosignature.objects.all().delete()
    grow(matched, keep, phones)
    signed(matched, log_key, SOON)
    assert gathering(seers).round(matched) == 5
    assert {seer.asked for seer in seers.values()} == {3}


def test_four_are_enough_and_the_fifth_is_named_with_its_hour(matched, log_key, seers):
    signed(matched, log_key)
    gathering(seers, kejari=1).round(matched)
    found = witnessed(log=matched, clock=LATER)
    assert (found.holds, found.count) == (True, 4)
    assert [(one.name, one.since) for one in found.missing] == [("kejari", WALL)]


def test_three_are_not_and_nothing_is_blocked(matched, log_key, seers, keep, phones):
    gather = gathering(seers)
    first = signed(matched, log_key)
    gather.round(matched)
    grow(matched, keep, phones)
    signed(matched, log_key, SOON)
    gathering(seers, kejari=1, pemkab=1).round(matched)
    assert witnessed(log=matched, clock=SOON).holds
    found = witnessed(log=matched, clock=SOON + GRACE)
    assert (found.holds, found.count, found.size) == (False, 3, first.size)
    assert [one.name for one in found.missing] == ["pemkab", "kejari"]
    assert best_checkpoint(matched).size == first.size
    assert best_checkpoint(matched, holding=first.size) == newest_checkpoint(matched)
    gather.round(matched)
    assert witnessed(log=matched, clock=SOON + GRACE).holds


def test_who_does_not_answer_rests_a_while(matched, log_key, seers):
    signed(matched, log_key)
    gather = gathering(seers, kejari=1)
    gather.round(matched)
    gather._door = MemoryDoor({f"http://{n}": s for n, s in seers.items()})
    assert [gather.round(matched) for _ in range(REST)].count(1) == 1


def test_without_witnesses_or_with_one_nothing_is_matched(example_log, log_key, seers):
    assert witnessed(log=example_log, clock=WALL).of == 0
    adopt(example_log, log_key, {"bawaslu": seers["bawaslu"]})
    head = signed(example_log, log_key)
    assert gathering(seers).round(example_log) == 1
    assert not Checkpoint.objects.get(pk=head.pk).quorum
    assert not witnessed(log=example_log, clock=SOON).holds


def test_a_lying_witness_harms_nobody_but_itself(matched, log_key, seers):
    signed(matched, log_key)
    door = {f"http://{n}": s for n, s in seers.items()}
    forged = cosign(text="x\n", name="kodim.jombang", signer=seers["kodim"].signer, at=1).line
    door["http://kodim"] = lambda _raw: (200, forged.encode())
    door["http://polres"] = lambda _raw: (200, b"\xff nonsense")
    assert Cosigning(door=MemoryDoor(door), tiles_of=tiles_of).round(matched) == 3


def test_what_is_brought_must_be_a_head_of_ours_signed_by_a_witness_of_ours(matched, log_key, seers):
    head = signed(matched, log_key)
    text = parse_note(head.note.encode()).text

    def brought(signer, name="bawaslu.jombang", of=text):
        line = cosign(text=of, name=name, signer=signer, at=int(WALL.timestamp()))
        return with_lines(note=head.note.replace(text, of), lines=line.line)

    assert keep_cosignatures(log=matched, note=brought(seers["bawaslu"].signer)) == 1
    assert keep_cosignatures(log=matched, note=brought(seers["bawaslu"].signer)) == 0
    other = text.replace(f"\n{head.size}\n", f"\n{head.size + 1}\n")
    for note, code in (
        (brought(Ed25519Signer.generate()), "cosign.stranger"),
        (brought(seers["bawaslu"].signer, of=other), "cosign.unknown"),
    ):
        with pytest.raises(CosignError) as refusal:
            keep_cosignatures(log=matched, note=note)
        assert refusal.value.code == code
    with pytest.raises(NoteError):
        keep_cosignatures(log=matched, note=b"junk")


def test_a_change_of_witnesses_waits_for_a_quorum_of_those_before(matched, log_key, seers):
    logs = seers["kejari"].witness.logs
    new = {**{n: s for n, s in seers.items() if n != "kejari"}, "bpbd": Seer(20, "bpbd", logs)}
    adopt(matched, log_key, new)
    signed(matched, log_key)
    assert [one.name for one in asked(matched)] == [*NAMES, "bpbd"]
    assert gathering(new, kodim=1).round(matched) == 4
    assert witnessed(log=matched, clock=SOON).unsettled
    assert gathering(seers | new).round(matched) == 2
    found = witnessed(log=matched, clock=SOON)
    assert not found.unsettled
    assert (found.count, found.of) == (5, 5)
    assert [one.name for one in asked(matched)] == list(new)


def test_the_operator_adds_moves_and_removes_witnesses(matched, log_key, seers):
    def changed(**changes):
        known = {"add": {}, "urls": {}, "remove": (), **changes}
        return changed_policy(log=matched, key=log_key.public, **known)

    assert changed() == policy(matched)
    fewer = changed(remove=["kejari", "pemkab"], urls={"kodim": ""})
    assert [(one.name, one.url) for one in fewer.witnesses][2] == ("kodim", "")
    assert fewer.needed == 3
    assert changed(add={"bpbd": Seer(20, "bpbd", {}).key.vkey}).needed == 4
    with pytest.raises(CosignError):
        changed(remove=["nobody"])


def test_the_picture_tells_it(matched, log_key, seers):
    signed(matched, log_key, datetime.now(UTC))
    gathering(seers).round(matched)
    assert queries.head(region="35.17", at=OPENED).witnessed.holds


def test_words_seen_elsewhere_are_held_against_the_log_itself(matched, keep, phones):
    phone = phones["kpu:35.17"]

    def see(words, size):
        body = {"words": words, "place": "bast", "size": size}
        said = phone.voice.say("checkpoint.see", "35.17", hour("24 09:00"), body)
        return keep(phone.sign(said), at=hour("24 09:00"))[0]

    assert see(words_at(matched, 3), 3).findings == ()
    assert see(words_at(matched, 3), 4).findings == ("checkpoint_differs",)
    assert rebuild(log=matched).equal
