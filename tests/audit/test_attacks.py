"""
An operator with full control of its database and its keys tries to deceive; each attempt is found and named.

What cannot be found is said in docs/format/threats.md, and the last test here shows the worst of it.
"""

import random
from dataclasses import dataclass, field, replace
from itertools import combinations

import pytest

from example import KABUPATEN, ORIGIN, PLANDAAN, Phone, hour, load
from operators import SEEN_AT, VERIFIER, WITNESSES, Operator, jombang, opened, said, seeded
from sepaham.audit.verify import verify
from sepaham.audit.witness_state import StateError, create_state, load_state
from sepaham.exchange.envelopes import sign
from sepaham.ledger.archive import read
from sepaham.ledger.cosignature import cosign
from sepaham.ledger.evidence import SplitView
from sepaham.ledger.note import Note, parse_note
from sepaham.ledger.proof import witnessed
from sepaham.ledger.tree import consistency_proof, leaf_hash
from sepaham.ledger.witness import Request, Witness, add_checkpoint, logs_in


@pytest.fixture
def operator() -> Operator:
    return jombang()


def found_by(operator, *, head, **changes):
    """What an auditor says of a log whose head was matched before the operator went to work on it."""
    raw = operator.export(checkpoint=head, **changes)
    report = verify(raw, verifier=VERIFIER, policy=operator.policy)
    assert not report.holds
    assert all(one.code in report.lines("id")[n] for n, one in enumerate(report.faults, 1))
    return {one.code for one in report.faults}


# The operator rewrites its database under a head that was seen


def test_a_dropped_entry_is_found(operator):
    head = operator.note(*WITNESSES)
    del operator.opened[9]
    assert found_by(operator, head=head) == {"size.other"}


def test_a_dropped_entry_is_found_also_where_another_fills_the_gap(operator):
    head = operator.note(*WITNESSES)
    operator.opened[9] = operator.opened[8]
    assert found_by(operator, head=head) == {"root.other"}


def test_one_altered_byte_is_found_and_its_entry_named(operator):
    head, true = operator.note(*WITNESSES), operator.commitments
    altered = operator.opened[10].envelope.replace(b'"sig":"', b'"sig":"A', 1)
    operator.opened[10] = replace(operator.opened[10], envelope=altered)
    raw = operator.export(checkpoint=head, commitments=true)
    (fault,) = verify(raw, verifier=VERIFIER).faults
    assert (fault.code, fault.where) == ("leaf.altered", "entry 10")


def test_a_receipt_time_moved_by_a_microsecond_is_found(operator):
    head, true = operator.note(*WITNESSES), operator.commitments
    operator.opened[10] = replace(operator.opened[10], received_us=operator.opened[10].received_us + 1)
    assert found_by(operator, head=head, commitments=true) == {"leaf.altered"}


def test_reordered_entries_are_found(operator):
    head = operator.note(*WITNESSES)
    rows = operator.opened
    rows[10], rows[11] = replace(rows[11], index=10), replace(rows[10], index=11)
    assert found_by(operator, head=head) == {"root.other"}


def test_an_entry_put_into_the_past_is_found(operator):
    head = operator.note(*WITNESSES)
    late = said(operator, operator.phones[f"kpu:{KABUPATEN}"], "unit.use", PLANDAAN, {"units": ["x"]})
    operator.opened.remove(late)
    operator.opened.insert(10, late)
    operator.opened[:] = [replace(one, index=place) for place, one in enumerate(operator.opened)]
    assert found_by(operator, head=head) == {"size.other"}


# The operator states what nobody said, or keeps back what somebody did


def test_a_withheld_statement_leaves_a_gap_and_its_sender_holds_a_copy():
    operator = opened()
    kpu = operator.enrol(f"kpu:{KABUPATEN}")
    ppk = operator.enrol(f"ppk:{PLANDAAN}", kpu)
    way = load("kpu-ppk", PLANDAAN)
    given = said(operator, kpu, "handover.give", PLANDAAN, {"list": way.hash}, hour("24 09:00"))
    operator.opened.remove(given)
    said(operator, ppk, "handover.receive", PLANDAAN, {"list": way.hash}, hour("24 11:00"))
    said(operator, kpu, "trip.depart", KABUPATEN, {"trip": "t2"}, hour("24 12:00"))
    report = verify(operator.export(), verifier=VERIFIER)
    gap = next(one for one in report.alarms if one.rule == "device_gap")
    assert gap.values == {"office": f"kpu:{KABUPATEN}", "first": 2, "last": 2}
    assert given.commitment not in operator.commitments  # what the sender holds is in no head it is shown


def test_a_statement_fabricated_under_an_institutions_key_is_found(operator):
    ppk = operator.phones[f"ppk:{PLANDAAN}"]
    forged = ppk.voice.say("unit.use", PLANDAAN, hour("26 08:00"), {"units": ["x"]})
    envelope = sign(forged, seeded("the operator's own"))
    operator.enter(replace(envelope, keyid=ppk.signer.keyid), hour("26 08:00"))
    (fault,) = verify(operator.export(), verifier=VERIFIER).faults
    assert (fault.code, fault.where) == ("signature.invalid", f"entry {len(operator.opened) - 1}")


def test_a_key_the_operator_enrols_for_an_office_below_is_outside_its_authority(operator):
    puppet = Phone(f"ppk:{PLANDAAN}", seeded("puppet"))
    operator.enter(operator.gateway.enrolment(puppet, PLANDAAN, hour("26 07:00")), hour("26 07:00"))
    said(operator, puppet, "unit.use", PLANDAAN, {"units": ["x"]}, hour("26 08:00"))
    report = verify(operator.export(), verifier=VERIFIER)
    assert [one.code for one in report.faults] == ["device.unknown"]
    assert [one.values["kind"] for one in report.alarms if one.rule == "no_authority"] == ["device.enrol"]


def test_what_was_said_in_last_elections_log_is_no_statement_in_this_one(operator):
    last = jombang("sepaham/35.17/2018-06-27/REAL")
    operator.enter(_envelope(last.opened[-1]), hour("25 10:00"))
    (fault,) = verify(operator.export(), verifier=VERIFIER).faults
    assert fault.code == "log.other"


def test_last_elections_whole_log_is_not_taken_for_this_one():
    last = jombang("sepaham/35.17/2018-06-27/REAL")
    report = verify(last.export(), verifier=VERIFIER, policy=jombang().policy)
    assert [one.code for one in report.faults] == ["note.unsigned"]


def test_a_statement_entered_twice_is_found(operator):
    operator.enter(_envelope(operator.opened[10]), hour("26 09:00"))
    assert [one.code for one in verify(operator.export(), verifier=VERIFIER).faults] == ["statement.twice"]


def _envelope(one):
    from sepaham.ledger.envelope import open_envelope

    return open_envelope(one.envelope)


# The operator shows two pasts; the witnesses are honest, or some of them are not


@dataclass
class Watcher:
    """A witness with its memory; one that colludes signs whatever it is shown."""

    name: str
    operator: Operator
    colludes: bool = False
    held: dict = field(default_factory=dict)
    evidence: list = field(default_factory=list)

    def asked(self, shown: Operator):
        """Answer an operator that shows its newest head with the best proof it can make."""
        signer = seeded(self.name)
        if self.colludes:
            return cosign(text=shown.head().text, name=self.name, signer=signer, at=SEEN_AT)
        before = self.held.get(shown.origin)
        old = before.checkpoint.size if before else 0
        leaves = [leaf_hash(one) for one in shown.commitments]
        proof = tuple(consistency_proof(leaves, old)) if 0 < old <= len(leaves) else ()
        answer = add_checkpoint(
            witness=Witness(self.name, signer, logs_in(self.operator.policy), VERIFIER),
            raw=Request(min(old, len(leaves)), proof, shown.note()).to_bytes(),
            held=self.held,
            at=SEEN_AT,
        )
        if answer.evidence:
            self.evidence.append(answer.evidence)
        if answer.held is None:
            return answer.status
        self.held[shown.origin] = answer.held
        return parse_note(answer.held.note).signatures[-1]


def two_pasts():
    """The log as it is, and as the operator would rather have it: its last statement another."""
    first, second = jombang(), jombang()
    second.opened.pop()
    pps = second.phones["pps:35.17.15.2004"]
    said(second, pps, "unit.use", "35.17.15.2004", {"units": ["x"]}, hour("25 10:00"))
    assert first.head().size == second.head().size
    return first, second


def test_a_to_bawaslu_and_b_to_polri_is_proof_against_the_operator_once_they_meet():
    first, second = two_pasts()
    bawaslu, polri = Watcher("bawaslu", first), Watcher("polres", first)
    assert bawaslu.asked(first)
    assert polri.asked(second)
    view = SplitView(bawaslu.held[ORIGIN].note, polri.held[ORIGIN].note)
    report = verify(view.to_bytes(), verifier=VERIFIER, policy=first.policy)
    assert report.holds
    assert report.figures["misbehaviour"]


def test_a_witness_that_is_shown_both_keeps_the_evidence():
    first, second = two_pasts()
    bawaslu = Watcher("bawaslu", first)
    bawaslu.asked(first)
    assert bawaslu.asked(second) == 422
    assert bawaslu.evidence[-1].certain


def test_a_roll_back_by_a_day_gets_no_witness():
    operator = jombang()
    bawaslu = Watcher("bawaslu", operator)
    bawaslu.asked(operator)
    yesterday = jombang()
    del yesterday.opened[-4:]
    assert bawaslu.asked(yesterday) == 409
    kpu = yesterday.phones[f"kpu:{KABUPATEN}"]
    for number in range(8):
        said(yesterday, kpu, "trip.depart", KABUPATEN, {"trip": f"t{number}"}, hour("26 08:00"))
    assert bawaslu.asked(yesterday) == 422


def best_split(colluders):
    """For every way to deal the honest witnesses out, how many pasts reach the quorum; the most."""
    first, second = two_pasts()
    honest = [name for name in WITNESSES if name not in colluders]
    most = 0
    for count in range(len(honest) + 1):
        for shown_first in combinations(honest, count):
            lines = {id(first): [], id(second): []}
            for name in WITNESSES:
                watcher = Watcher(name, first, colludes=name in colluders)
                order = (first, second) if name in shown_first or watcher.colludes else (second, first)
                for past in order:
                    line = watcher.asked(past)
                    if not isinstance(line, int):
                        lines[id(past)].append(line)
            most = max(most, sum(_quorum(past, lines[id(past)]) for past in (first, second)))
    return most


def _quorum(past, lines):
    note = parse_note(past.note())
    whole = Note(note.text, (*note.signatures, *lines))
    return witnessed(note=whole, policy=past.policy, verifier=VERIFIER)[2]


@pytest.mark.parametrize("colluders", [(), ("kpu",), ("kpu", "pemkab")])
def test_up_to_two_colluding_witnesses_of_five_get_the_operator_one_past_only(colluders):
    assert best_split(colluders) == 1


def test_three_colluding_witnesses_of_five_can_match_two_pasts():
    assert best_split(("kpu", "pemkab", "kejari")) == 2


def test_a_witness_whose_disk_was_lost_or_put_back_does_not_start(tmp_path):
    state = create_state(path=tmp_path / "w", name="bawaslu", guards=(tmp_path / "guard",))
    first = jombang()
    watcher = Watcher("bawaslu", first)
    watcher.asked(first)
    old = {file.name: file.read_bytes() for file in (tmp_path / "w").iterdir() if file.is_file()}
    state.keep(ORIGIN, watcher.held[ORIGIN])
    for name, data in old.items():
        (tmp_path / "w" / name).write_bytes(data)
    with pytest.raises(StateError):
        load_state(path=tmp_path / "w", guards=(tmp_path / "guard",))
    for file in (tmp_path / "w").iterdir():
        if "key" not in file.name:
            file.unlink()
    with pytest.raises(StateError):
        load_state(path=tmp_path / "w", guards=(tmp_path / "guard",))


# A stick that was carried through the rain


def test_two_hundred_flipped_bits_are_each_found_where_they_are(operator):
    raw = operator.export(*WITNESSES)
    chance = random.Random(1)
    parts, _ = read(raw)
    for _ in range(200):
        place = chance.randrange(len(raw))
        flipped = bytearray(raw)
        flipped[place] ^= 1 << chance.randrange(8)
        report = verify(bytes(flipped), verifier=VERIFIER)
        assert not report.holds
        fault = report.faults[0]
        assert fault.offset <= place
        inside = next((part for part in parts if part.offset <= place < part.offset + len(part.data)), None)
        assert inside is None or fault.where == inside.name
        assert f"(byte {fault.offset})" in report.lines("id")[1]


def test_a_file_that_was_cut_off_is_found(operator):
    raw = operator.export(*WITNESSES)
    for length in (20, len(raw) // 2, len(raw) - 1):
        report = verify(raw[:length], verifier=VERIFIER)
        assert not report.holds
