import dataclasses
from collections import defaultdict
from datetime import timedelta

import pytest

from sepaham.domain.base import canonical_json
from sepaham.domain.register import LINES
from sepaham.domain.statement import Source, parse
from sepaham.exchange.envelopes import statement_in
from sepaham.ledger.strict import loads
from sepaham.simulator.faults import quotas
from sepaham.simulator.run import play_in_memory
from sepaham.simulator.scene import Membership
from sepaham.simulator.truth import Fault, Sign, Truth
from sepaham.simulator.twins import TWINS
from simulator.small import played, simulated, world

FULL = {"faults": quotas(12), "twins": dict.fromkeys(TWINS, 1)}


@pytest.mark.parametrize("membership", Membership)
def test_a_calm_run_ends_with_all_boxes_home_and_nothing_to_look_at(membership):
    result = play_in_memory(simulated(membership=membership))
    assert result["tps_complete"] == result["tps"] == 12
    assert result["boxes_home"] == 24
    assert result["units"] == 84
    assert result["unexplained"] == result["false_alarms"] == 0
    assert result["findings"] == {}
    assert result["not_observed"] > 0
    assert result["rebuilt_equals_live"]


def test_the_same_seed_gives_the_same_root_and_picture():
    first, again = (play_in_memory(simulated(**FULL)) for _ in range(2))
    other = play_in_memory(simulated(seed=2, **FULL))
    assert first["log_root"] == again["log_root"]
    assert first["picture_digest"] == again["picture_digest"]
    assert other["log_root"] != first["log_root"]


def test_general_elections_with_five_boxes_run_too():
    result = play_in_memory(simulated(place=world(profile="pemilu-2024")))
    assert result["units"] == 120
    assert result["boxes_home"] == 60
    assert result["unexplained"] == 0


def test_seals_without_numbers_are_nothing_to_look_at():
    book, judged = played(simulated(numbered=False, **FULL))
    assert judged.missed == judged.false_alarms == judged.unexplained == ()
    assert not any(finding.rule == "seal_differs" for finding in book.findings.values())


def _reach(value, seen):
    """Yield everything that can be reached from a value."""
    if id(value) in seen:
        return
    seen.add(id(value))
    yield value
    parts = ()
    if dataclasses.is_dataclass(value):
        parts = [getattr(value, f.name) for f in dataclasses.fields(value)]
    elif isinstance(value, dict):
        parts = [*value.keys(), *value.values()]
    elif isinstance(value, (list, tuple, set, frozenset)):
        parts = list(value)
    for part in parts:
        yield from _reach(part, seen)


def test_the_truth_cannot_be_reached_from_the_stream():
    run = simulated(**FULL)
    assert not any(isinstance(value, (Truth, Fault, Sign)) for value in _reach(run.stream, set()))
    wire = canonical_json([[s.kind, s.office, s.region, s.body, s.key] for s in run.stream]).decode()
    assert not any(word in wire for word in ("fault", "twin", "swapped", "never_", "wrong_"))


@pytest.mark.parametrize("membership", Membership)
def test_every_statement_is_one_by_the_strict_rules(membership):
    run = simulated(membership=membership, **FULL)
    for signed in run.pen().sign(run.stream):
        read = statement_in(signed.envelope)
        assert read == signed.statement
        payload = canonical_json(signed.statement.payload())
        assert parse(loads(payload), id=read.id) == signed.statement


def test_devices_number_what_they_say_and_upload_it_in_order():
    run = simulated()
    tails, arrived = defaultdict(lambda: (0, "")), {}
    for signed in run.pen().sign(run.stream):
        s, at = signed.statement, signed.spoken.arrives_at
        assert (s.seq - 1, s.prev) == tails[s.device]
        assert at >= arrived.get(s.device, at)
        tails[s.device], arrived[s.device] = (s.seq, s.id), at


def test_a_stream_is_in_the_order_of_signing_and_refers_backwards():
    run = simulated(**FULL)
    said, keys = run.stream[0].said_at, set()
    for spoken in run.stream:
        assert spoken.said_at >= said
        assert {key for _, key in spoken.refs} <= keys
        said = spoken.said_at
        keys.add(spoken.key)


def test_every_device_is_enrolled_before_it_speaks_by_the_office_above():
    run = simulated(**FULL)
    enrolled = {run.pen().gateway.keyid}
    for signed in sorted(run.pen().sign(run.stream), key=lambda s: s.spoken.arrives_at or run.ends_at):
        assert signed.statement.device in enrolled
        if signed.statement.kind == "device.enrol":
            enrolled.add(signed.statement.body["device"])


def _lines(run):
    return {spoken.office.partition(":")[0] for spoken in run.stream}


def test_without_kpu_its_line_signs_nothing_and_every_paper_is_copied():
    run = simulated(membership=Membership.WITHOUT_KPU)
    assert all(LINES[line].institution != "kpu" for line in _lines(run))
    book, _ = played(run)
    declared = [act for h in book.handovers.values() for act in (*h.given, *h.received)]
    assert {act.statement.source for act in declared} == {Source.PAPER}
    assert {act.statement.office.partition(":")[0] for act in declared} <= {
        "bawaslu",
        "panwascam",
        "pkd",
        "ptps",
    }


def test_by_spreadsheet_the_gateway_signs_for_the_kpu_line():
    run = simulated(membership=Membership.SPREADSHEET)
    assert {line for line in _lines(run) if LINES[line].institution == "kpu"} == set()
    book, _ = played(run)
    declared = [act for h in book.handovers.values() for act in (*h.given, *h.received)]
    assert {act.statement.source for act in declared} == {Source.SPREADSHEET}


def test_papers_reach_the_log_later_than_direct_words():
    def wait(membership):
        run = simulated(membership=membership)
        told = [s for s in run.stream if s.kind == "handover.receive"]
        return sum(((s.said_at - s.at) for s in told), timedelta()) / len(told)

    assert wait(Membership.ALL) == timedelta()
    assert wait(Membership.WITHOUT_KPU) > timedelta(hours=2)


def test_the_order_of_arrival_makes_no_picture():
    run = simulated(**FULL)
    calm = [dataclasses.replace(s, arrives_at=s.arrives_at and s.said_at) for s in run.stream]
    _, judged = played(dataclasses.replace(run, stream=tuple(calm)))
    assert judged.missed == judged.false_alarms == judged.unexplained == ()
