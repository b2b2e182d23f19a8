"""A movement plan is only proposed until it is adopted, and then enters the log by its hash."""

from dataclasses import replace
from datetime import timedelta

import pytest

from example import JIPURAPAH, OPENED, ORIGIN, PLANDAAN, hour, load
from sepaham.domain.base import digest
from sepaham.domain.movement import Halt, Journey, Movement, movement_from_bytes, movement_to_bytes, parts_of
from sepaham.domain.orders import Closing, Order, order_from_dict, order_to_dict

pytestmark = pytest.mark.database

LIST = load("ppk-pps", JIPURAPAH)
SEVEN = hour("26 07:00")


def movement(departs=SEVEN):
    halt = Halt(JIPURAPAH, (LIST.hash,), departs + timedelta(minutes=30), departs + timedelta(minutes=45))
    journey = Journey(
        id=f"trip:ppk-pps:{PLANDAAN}:a1b2c3:1",
        leg="ppk-pps",
        region=PLANDAAN,
        vehicle="a1b2c3",
        driver="",
        departs_at=departs,
        returns_at=departs + timedelta(hours=1),
        halts=(halt,),
        metres=9000,
        exposure=0,
    )
    return Movement(ORIGIN, "n", 1, 500, "crow*1.4", (), {journey.id: journey}, {})


@pytest.fixture
def signer():
    from django.conf import settings

    from sepaham.gateways.keys import gateway_signer

    return gateway_signer(settings.INSTANCE, ORIGIN)


@pytest.fixture
def ready(example_log):
    from sepaham.actions.movement import ask_movement, begin_proposal, keep_proposal

    def make(found, status="feasible"):
        row = ask_movement(log=example_log, order=Order(), by="", at=OPENED)
        assert begin_proposal(key=row.pk, at=OPENED)
        return keep_proposal(key=row.pk, movement=found, result={"status": status}, at=OPENED)

    return make


def test_a_canonical_file_says_all_of_a_movement():
    found = movement()
    assert movement_from_bytes(movement_to_bytes(found)) == found
    with pytest.raises(ValueError, match="sepaham/plan/1"):
        movement_from_bytes(b'{"format": "sepaham/plan/1"}')


def test_an_order_is_kept_whole():
    order = Order(("pps-kpps",), 3, 0, 20.0, 50, (Closing("jembatan-ploso", hour("26 07:00")),), scratch=True)
    assert order_from_dict(order_to_dict(order)) == order
    assert str(order.closings[0]) == "jembatan-ploso@2024-11-26T00:00:00Z"


def test_a_list_too_large_for_one_vehicle_is_divided_by_whole_stations():
    units = load("kpu-ppk", PLANDAAN).units
    parts = parts_of(units, 2)
    assert [code for part in parts for code in part] == list(units)
    assert len({code[:13] for code in parts[0]} & {code[:13] for code in parts[1]}) == 0
    assert [len(part) for part in parts_of(units[:7], 7)] == [1] * 7


def test_a_proposal_leaves_the_log_as_it_was(example_log, ready):
    from sepaham.records.foundations import movement_in_force
    from sepaham.records.log import tail

    before = tail(example_log, 0)
    row = ready(movement())
    assert (row.status, row.movement) == ("ready", movement())
    assert tail(example_log, 0) == before
    assert movement_in_force(example_log) is None


def test_what_is_adopted_is_in_force_by_its_hash_and_changes_nothing_of_the_picture(
    example_log, ready, signer
):
    from sepaham.actions.movement import adopt
    from sepaham.actions.rebuild import rebuild
    from sepaham.domain.picture import picture_digest
    from sepaham.records import custody
    from sepaham.records.foundations import declared, movement_in_force

    before = picture_digest(custody.picture_rows(example_log))
    row = ready(movement())
    adopt(log=example_log, key=row.pk, gateway=signer, at=OPENED)
    assert movement_in_force(example_log) == movement()
    assert declared(log=example_log, what="movement") == digest(movement_to_bytes(movement()))
    assert picture_digest(custody.picture_rows(example_log)) == before
    assert rebuild(log=example_log).equal


def test_a_second_adoption_supersedes_the_first(example_log, ready, signer):
    from sepaham.actions.movement import adopt
    from sepaham.records.foundations import movement_in_force

    first, second = ready(movement()), ready(movement(hour("26 08:00")))
    adopt(log=example_log, key=first.pk, gateway=signer, at=OPENED)
    adopt(log=example_log, key=second.pk, gateway=signer, at=OPENED + timedelta(hours=1))
    first.refresh_from_db()
    assert first.status == "superseded"
    assert movement_in_force(example_log) == movement(hour("26 08:00"))


def test_what_leaves_lists_behind_is_adopted_only_when_that_is_said(example_log, ready, signer):
    from sepaham.actions.movement import ProposalError, adopt

    row = ready(movement(), status="infeasible")
    with pytest.raises(ProposalError, match="leaves load lists behind"):
        adopt(log=example_log, key=row.pk, gateway=signer, at=OPENED)
    assert adopt(log=example_log, key=row.pk, gateway=signer, at=OPENED, incomplete=True)


def test_what_was_made_for_lists_that_are_gone_is_not_adopted(example_log, ready, signer):
    from sepaham.actions.movement import ProposalError, adopt
    from sepaham.records.foundations import movement_in_force

    row = ready(replace(movement(), left={"0" * 64: "missed"}))
    with pytest.raises(ProposalError, match="no longer in force"):
        adopt(log=example_log, key=row.pk, gateway=signer, at=OPENED)
    assert movement_in_force(example_log) is None


def test_a_plan_that_drops_a_trip_under_way_is_not_adopted(example_log, ready, signer, phones, keep):
    from sepaham.actions.movement import ProposalError, adopt
    from sepaham.records.foundations import movement_in_force

    first, same = ready(movement()), ready(movement(hour("26 08:00")))
    other = ready(replace(movement(), journeys={}))
    adopt(log=example_log, key=first.pk, gateway=signer, at=OPENED)
    (trip,), kpu = movement().journeys, phones["kpu:35.17"]
    keep(kpu.sign(kpu.voice.say("trip.depart", PLANDAAN, SEVEN, {"trip": trip})), at=SEVEN)
    with pytest.raises(ProposalError, match="under way"):
        adopt(log=example_log, key=other.pk, gateway=signer, at=SEVEN)
    assert movement_in_force(example_log) == movement()
    assert adopt(log=example_log, key=same.pk, gateway=signer, at=SEVEN)


def test_a_cancelled_proposal_takes_nothing_more(example_log):
    from sepaham.actions.movement import (
        ask_movement,
        begin_proposal,
        cancel_proposal,
        keep_proposal,
        tell_progress,
    )

    row = ask_movement(log=example_log, order=Order(), by="", at=OPENED)
    assert begin_proposal(key=row.pk, at=OPENED)
    assert not begin_proposal(key=row.pk, at=OPENED)
    told = {"done": 1, "whole": 3, "step": "ppk-pps", "incumbent": 12, "at": OPENED}
    assert tell_progress(key=row.pk, **told)
    assert cancel_proposal(key=row.pk, at=OPENED)
    assert not tell_progress(key=row.pk, **told)
    kept = keep_proposal(key=row.pk, movement=movement(), result={"status": "feasible"}, at=OPENED)
    assert (kept.status, kept.movement) == ("cancelled", None)


def test_a_movement_is_disclosed_as_a_plan_is(example_log):
    from sepaham.records.access import Scope
    from sepaham.records.disclosures import may_read

    told = {"kind": "base.declare", "region": "35.17", "body": {"what": "movement"}}
    assert may_read(None, **told)
    assert may_read(Scope(("kpu:35.17",)), **told)
    assert not may_read(Scope(("camat:35.17.15",)), **told)
    assert not may_read(Scope(("pemkab:35.17",)), **told)
