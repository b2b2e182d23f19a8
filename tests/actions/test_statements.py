"""What the sequencer's act does with good and bad input, on real tables."""

import pytest
from django.db import Error, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from example import JIPURAPAH, OPENED, PLANDAAN, Phone, corrected, hour, load
from sepaham.actions.rebuild import rebuild
from sepaham.domain.picture import picture_digest
from sepaham.exchange.envelopes import sign
from sepaham.ledger.envelope import Envelope
from sepaham.ledger.tree import Frontier, leaf_hash
from sepaham.records import custody, queries
from sepaham.records import log as records
from sepaham.records.log import Disclosure, Entry, Quarantine

pytestmark = [pytest.mark.database, pytest.mark.django_db]

KPU, PPK = "kpu:35.17", f"ppk:{PLANDAAN}"


def handover(phones, at="24 09:00"):
    found = load("kpu-ppk", PLANDAAN)
    given = phones[KPU].sign(phones[KPU].voice.give(found, hour(at)))
    received = phones[PPK].sign(phones[PPK].voice.receive(found, hour(at), [("gives", given.id)]))
    return given, received


def test_a_signed_statement_is_accepted_and_answered_with_its_place(phones, keep, example_log):
    size = Entry.objects.count()
    [answer] = keep(handover(phones)[0], at=hour("24 09:01"))
    assert (answer.outcome, answer.index, answer.pending) == ("accepted", size, False)
    assert queries.picture(region="35.17", at=hour("24 10:00")).total.units["kpu>ppk"] == 21


def test_the_same_statement_twice_is_one_entry_and_the_first_answer_again(phones, keep):
    given, _ = handover(phones)
    [first] = keep(given, at=hour("24 09:01"))
    size = Entry.objects.count()
    [again] = keep(given, at=hour("25 12:00"))
    assert again.outcome == "duplicate"
    assert (again.index, again.received_at, again.findings) == (
        first.index,
        first.received_at,
        first.findings,
    )
    assert Entry.objects.count() == size


def test_the_same_statement_twice_in_one_batch_is_one_entry(phones, keep):
    given, _ = handover(phones)
    first, again = keep(given, given, at=hour("24 09:01"))
    assert (first.outcome, again.outcome, again.index) == ("accepted", "duplicate", first.index)


def test_a_statement_before_its_predecessor_is_pending_until_that_comes(phones, keep):
    kpu, found = phones[KPU], load("kpu-ppk", PLANDAAN)
    first = kpu.sign(kpu.voice.say("trip.depart", "35.17", hour("24 08:00"), {"trip": "t"}))
    second = kpu.sign(kpu.voice.give(found, hour("24 09:00")))
    [early] = keep(second, at=hour("24 09:01"))
    assert (early.outcome, early.pending) == ("accepted", True)
    [late] = keep(first, at=hour("24 20:00"))
    assert (late.outcome, late.pending) == ("accepted", False)
    assert not [
        f for f in queries.all_findings(region="35.17", at=hour("30 00:00")) if f.rule == "device_gap"
    ]


def test_a_predecessor_that_never_comes_is_a_finding_after_the_close_of_day(phones, keep):
    kpu = phones[KPU]
    kpu.sign(kpu.voice.say("trip.depart", "35.17", hour("24 08:00"), {"trip": "t"}))
    keep(kpu.sign(kpu.voice.give(load("kpu-ppk", PLANDAAN), hour("24 09:00"))), at=hour("24 09:01"))
    gaps = lambda at: [f for f in queries.all_findings(region="35.17", at=hour(at)) if f.rule == "device_gap"]  # noqa: E731
    assert not gaps("24 23:00")
    assert len(gaps("25 01:00")) == 1


def _tampered(envelope: Envelope) -> bytes:
    payload = envelope.payload.replace(b"T02:00:00Z", b"T03:00:00Z")
    assert payload != envelope.payload
    return Envelope(envelope.payload_type, payload, envelope.keyid, envelope.signature).to_bytes()


def test_what_is_no_statement_is_quarantined_with_its_reason(phones, keep, example_log):
    kpu, good = phones[KPU], phones[KPU].voice.give(load("kpu-ppk", PLANDAAN), hour("24 09:00"))
    stranger = Phone(KPU)
    bad = {
        "envelope.syntax": b"{not json",
        "envelope.shape": b"{}",
        "envelope.size": b"x" * 70_000,
        "signature.invalid": _tampered(sign(good, kpu.signer)),
        "log.other": sign(corrected(good, log="sepaham/35.17/2024-11-27/LATIHAN"), kpu.signer).to_bytes(),
        "device.unknown": stranger.sign(corrected(good, device=stranger.signer.keyid)).to_bytes(),
        "device.office": sign(corrected(good, office="kpu:35.18"), kpu.signer).to_bytes(),
        "statement.kind": sign(corrected(good, kind="box.eat"), kpu.signer).to_bytes(),
        "statement.body": sign(corrected(good, body={}), kpu.signer).to_bytes(),
    }
    answers = keep(*bad.values(), at=hour("24 09:01"))
    assert [answer.code for answer in answers] == list(bad)
    assert all(answer.outcome == "quarantined" and answer.message for answer in answers)
    assert Quarantine.objects.filter(log=example_log).count() == len(bad)
    kinds = list(
        records.Statement.objects.filter(log=example_log).order_by("-index").values_list("kind", flat=True)
    )
    assert kinds[: len(bad)] == ["statement.quarantine"] * len(bad)


def test_the_same_rubbish_twice_is_one_notice(keep):
    first, again = keep(b"rubbish", b"rubbish")
    assert first.index == again.index
    assert Quarantine.objects.count() == 1


def test_what_was_quarantined_is_accepted_once_its_device_is_enrolled(gateway, keep):
    kpu = Phone(KPU)
    given = kpu.sign(kpu.voice.give(load("kpu-ppk", PLANDAAN), hour("24 09:00")))
    assert keep(given)[0].code == "device.unknown"
    keep(gateway.enrolment(kpu, "35.17", OPENED))
    assert keep(given, at=hour("24 09:01"))[0].outcome == "accepted"


def test_a_weak_or_misnamed_key_is_not_enrolled(gateway, keep):
    weak, other = Phone(KPU), Phone(KPU)
    enrolment = gateway.voice.say(
        "device.enrol",
        "35.17",
        OPENED,
        {"device": weak.signer.keyid, "algorithm": "ed25519", "key": "A" * 43 + "=", "office": KPU},
    )
    assert keep(gateway.sign(enrolment))[0].code == "device.key"
    misnamed = gateway.enrolment(other, "35.17", OPENED)
    renamed = Envelope(
        misnamed.payload_type,
        misnamed.payload.replace(other.signer.keyid.encode(), weak.signer.keyid.encode()),
        misnamed.keyid,
        gateway.signer.sign(b""),
    )
    assert keep(renamed.to_bytes())[0].outcome == "quarantined"


def test_a_wrong_clock_is_accepted_with_a_finding(phones, keep):
    kpu = phones[KPU]
    [answer] = keep(
        kpu.sign(kpu.voice.give(load("kpu-ppk", PLANDAAN), hour("24 09:00"))), at=hour("20 09:00")
    )
    assert (answer.outcome, "wrong_clock" in answer.findings) == ("accepted", True)


def test_an_act_elsewhere_or_of_another_institution_is_accepted_with_a_finding_and_moves_nothing(
    phones, keep
):
    found = load("kpu-ppk", PLANDAAN)
    supervisor, ppk = phones[f"panwascam:{PLANDAAN}"], phones[PPK]
    held = supervisor.sign(supervisor.voice.receive(found, hour("24 09:00")))
    astray = ppk.sign(ppk.voice.receive(load("kpu-ppk", "35.17.05"), hour("24 09:00")))
    for answer in keep(held, astray, at=hour("24 09:01")):
        assert (answer.outcome, answer.findings) == ("accepted", ("no_authority",))
    assert queries.picture(region="35.17", at=hour("24 10:00")).total.units == {"kpu": 35}


def test_a_failed_write_leaves_nothing_behind_and_can_be_tried_again(phones, keep, monkeypatch):
    given, _ = handover(phones)
    size = Entry.objects.count()

    def power_cut(*_args, **_kwargs):
        raise OSError("power cut")

    with monkeypatch.context() as patch:
        patch.setattr(custody, "save", power_cut)
        with pytest.raises(OSError, match="power cut"):
            keep(given)
    assert Entry.objects.count() == size
    assert keep(given, at=hour("24 09:01"))[0].index == size


def test_the_database_refuses_to_change_or_remove_an_entry(example_log):
    for act in (lambda: Entry.objects.update(index=99), lambda: Entry.objects.all().delete()):
        with pytest.raises(Error), transaction.atomic():
            act()


def test_every_commitment_opens_and_the_tree_is_theirs(phones, keep, example_log):
    from sepaham.actions.checkpoint import sign_head
    from sepaham.crypto.keys import Ed25519Signer
    from sepaham.exchange.envelopes import microseconds
    from sepaham.ledger.commitment import commit

    keep(*handover(phones), at=hour("24 09:01"))
    tree = Frontier()
    for entry, opened in zip(
        Entry.objects.order_by("index"), Disclosure.objects.order_by("index"), strict=True
    ):
        again = commit(
            salt=bytes(opened.salt),
            received_at=microseconds(opened.received_at),
            envelope=bytes(opened.envelope),
        )
        assert again == bytes(entry.commitment)
        tree = tree.append(leaf_hash(again))
    head = sign_head(log=example_log, signer=Ed25519Signer.generate(), at=OPENED)
    assert (head.size, bytes(head.root)) == (tree.size, tree.root())


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_any_order_with_duplicates_gives_the_same_picture_and_a_rebuild_agrees(
    phones, keep, example_log, data
):
    spoken = {office: (phone.voice.seq, phone.voice.prev) for office, phone in phones.items()}
    statements = [*handover(phones)]
    supervisor = phones[f"panwascam:{PLANDAAN}"]
    statements.append(supervisor.sign(supervisor.voice.observe(load("kpu-ppk", PLANDAAN), hour("24 09:05"))))
    ppk, pps, found = phones[PPK], phones[f"pps:{JIPURAPAH}"], load("ppk-pps", JIPURAPAH)
    statements.append(ppk.sign(ppk.voice.give(found, hour("26 06:00"))))
    statements.append(pps.sign(pps.voice.receive(found, hour("26 08:00"))))
    digests = []
    for order in (statements, data.draw(st.permutations(statements * 2))):
        with transaction.atomic():
            for envelope in order:
                keep(envelope, at=hour("26 09:00"))
            digests.append(picture_digest(custody.picture_rows(example_log)))
            assert rebuild(log=example_log).equal
            transaction.set_rollback(True)
    for office, phone in phones.items():
        phone.voice.seq, phone.voice.prev = spoken[office]
    assert digests[0] == digests[1]


def test_a_rebuild_finds_an_entry_whose_statement_was_changed_behind_the_logs_back(phones, keep, example_log):
    given, _ = handover(phones)
    [answer] = keep(given, at=hour("24 09:01"))
    kpu = phones[KPU]
    other = kpu.sign(kpu.voice.give(load("kpu-ppk", PLANDAAN), hour("24 10:00")))
    Disclosure.objects.filter(index=answer.index).update(envelope=other.to_bytes())
    found = rebuild(log=example_log)
    assert (found.altered, found.equal) == ((answer.index,), False)
