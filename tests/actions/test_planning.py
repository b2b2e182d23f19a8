"""A proposal made on an instance rests on its tables, tells how far it is, and keeps what came of it."""

import json

import pytest
from click.testing import CliRunner

from agreeing import agree
from example import JIPURAPAH, KABUPATEN, KLITIH, OPENED, PLAN, PLANDAAN
from planned import FLEET, POINTS, fleet
from sepaham.domain.orders import Closing, Order
from sepaham.domain.rivers import Crossing, River
from sepaham.domain.travel import Point
from sepaham.gateways.roster import FirstFree
from sepaham.gateways.solver_twin import Insertion

pytestmark = pytest.mark.database

RIVER = River(
    "kali",
    "Kali",
    (Point(-74_550_000, 1_121_000_000), Point(-74_550_000, 1_122_000_000)),
    (Crossing("jembatan", "Jembatan", Point(-74_550_000, 1_121_500_000)),),
)
"""It parts Klitih from Plandaan's store and from Jipurapah."""


@pytest.fixture
def ground(example_log):
    """The tiny example with vehicles, places and a river."""
    from sepaham.actions.fleet import put_fleet
    from sepaham.actions.places import accept_places, put_rivers

    vehicles, drivers = fleet(*FLEET)
    put_fleet(vehicles=vehicles.values(), drivers=drivers.values(), note="contoh", at=OPENED)
    accept_places(found=POINTS)
    put_rivers(found=[RIVER])
    return example_log


@pytest.fixture
def make(ground):
    from sepaham.actions.movement import ask_movement
    from sepaham.actions.planning import make_proposal

    def go(order=None, told=lambda *_: None):
        row = ask_movement(log=ground, order=order or Order(), by="", at=OPENED)
        make_proposal(row=row, solver=Insertion(), assigner=FirstFree(), secret=b"x", at=OPENED, told=told)
        row.refresh_from_db()
        return row

    return go


def test_a_proposal_plans_every_list_and_keeps_figures_and_file(make):
    steps = []
    row = make(told=lambda done, whole, step, cost: steps.append((done, whole, step)))
    assert (row.status, row.result["status"]) == ("ready", "feasible")
    assert (row.result["planned"], row.result["lists"]) == (len(PLAN.lists), len(PLAN.lists))
    assert row.result["deadline_met"]
    assert row.result["places"]["told"] == 5
    assert row.result["escorts"]["journeys"] > 0
    assert set(row.movement.of_list) == set(PLAN.lists)
    assert steps[0][1] > 0
    assert steps[-1][2].startswith("ppk-kpu")


def test_the_same_asking_comes_to_the_same_plan(make):
    first, second = make(), make()
    assert first.result == second.result
    assert bytes(first.file) == bytes(second.file)


def test_what_the_police_or_anybody_stated_closed_is_planned_around(make, phones, keep):
    kpu = phones[f"kpu:{KABUPATEN}"]
    keep(kpu.sign(kpu.voice.say("road.close", KABUPATEN, OPENED, {"road": "jembatan"})))
    row = make()
    assert row.result["closures"] == ["jembatan"]
    assert row.result["status"] == "infeasible"
    left = {(one["region"], one["why"]) for one in row.result["left_lists"]}
    assert (KLITIH, "no_way") in left


def test_over_a_plan_in_force_a_closing_changes_only_what_crossed(make, ground):
    from django.conf import settings

    from example import ORIGIN, hour
    from sepaham.actions.movement import adopt
    from sepaham.gateways.keys import gateway_signer

    first = make()
    adopt(log=ground, key=first.pk, gateway=gateway_signer(settings.INSTANCE, ORIGIN), at=OPENED)
    order = Order(closings=(Closing("jembatan", hour("26 04:00")),))
    change = make(order).result["change"]
    assert {one["region"][:8] for one in change["changed"]} == {PLANDAAN}
    assert change["same"] >= len(PLAN.lists) // 2


def test_half_the_vehicles_fall_short_with_reasons_and_what_helps(make):
    row = make(Order(vehicles=0))
    assert row.status == "infeasible"
    reason = row.result["reasons"][0]
    assert (reason["leg"], reason["why"], reason["vehicles"]) == ("kpu-ppk", "no_vehicle", 0)
    assert "tidak terangkut" in reason["message"]["id"]
    assert row.result["relaxation"]["vehicles"]


def test_a_proposal_cancelled_on_the_way_keeps_nothing(make, monkeypatch):
    from sepaham.actions import planning

    monkeypatch.setattr(planning, "tell_progress", lambda **_told: False)
    row = make()
    assert (row.status, row.result) == ("running", {})


def test_one_that_breaks_says_why(make, monkeypatch):
    from sepaham.actions import planning

    def broken(**_asked):
        raise ValueError("no ground")

    monkeypatch.setattr(planning, "basis_of", broken)
    with pytest.raises(ValueError, match="no ground"):
        make()
    from sepaham.records.movement import Proposal

    assert Proposal.objects.values_list("status", "failure").get() == ("failed", "no ground")


@pytest.fixture
def command(ground, monkeypatch):
    """`sepaham plan` on the instance of the tests, solved by the twin."""
    from django.conf import settings

    from sepaham.cli import plan as door
    from sepaham.cli import plan_explain
    from sepaham.gateways import solver

    for module in (door, plan_explain):
        monkeypatch.setattr(module, "instance_or_none", lambda _home: settings.INSTANCE)
    monkeypatch.setattr(solver, "PyVrp", Insertion)

    def run(*arguments):
        return CliRunner().invoke(door.plan, list(arguments))

    return run


def test_the_command_only_proposes_and_its_json_differs_only_in_seconds(command, ground):
    from sepaham.records.foundations import movement_in_force

    first, second = (command("--json") for _ in range(2))
    values = [json.loads(done.stdout) for done in (first, second)]
    assert first.exit_code == 0
    assert [value.pop("seconds") >= 0 for value in values] == [True, True]
    assert values[0] == values[1]
    assert movement_in_force(ground) is None


def test_the_command_puts_in_force_and_explains_in_both_languages(command, ground):
    from sepaham.records.foundations import movement_in_force

    assert json.loads(command("--adopt", "--json").stdout)["adopted"]
    assert movement_in_force(ground)
    trip = next(iter(movement_in_force(ground).journeys))
    assert "berangkat" in command("explain", "--trip", trip, "--language", "id").stdout
    assert "leaves at" in command("explain", "--trip", trip, "--language", "en").stdout
    whole = json.loads(command("explain", "--json", "--language", "id").stdout)
    assert any("daftar muatan" in sentence for sentence in whole["sentences"])
    assert "plan.no-trip" in str(command("explain", "--trip", "nobody").exception.code)


def test_the_command_exits_3_where_it_falls_short(command):
    done = command("--vehicles", "0%", "--json")
    assert (done.exit_code, json.loads(done.stdout)["status"]) == (3, "infeasible")
    assert (
        "tidak" in command("--vehicles", "0%").stdout or "not carried" in command("--vehicles", "0%").stdout
    )


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (("--close", "jembatan-lain@H-1T07:00"), "road.unknown"),
        (("--close", "Jembatan Lain"), "road.code"),
        (("--close", "jembatan@kemarin"), "plan.hour"),
        (("--proposal", "99"), "plan.unknown"),
    ],
)
def test_what_cannot_be_asked_says_why(command, asked, code):
    assert command(*asked).exception.code == code


def test_an_hour_may_be_told_from_voting_day_or_as_an_instant(command):
    told = {
        json.dumps(json.loads(command("--json", "--close", f"jembatan@{hour}").stdout)["closures"])
        for hour in ("H-1T07:00", "07:00", "2024-11-26T07:00", "2024-11-26T00:00+00:00")
    }
    assert told == {'["jembatan"]'}


def test_a_proposal_somebody_asked_for_is_made_by_its_number(command, ground):
    from sepaham.actions.movement import ask_movement

    row = ask_movement(log=ground, order=Order(), by=f"kpu:{KABUPATEN}", at=OPENED)
    assert command("--proposal", str(row.pk)).exit_code == 0
    row.refresh_from_db()
    assert row.status == "ready"
    assert JIPURAPAH in {halt.region for j in row.movement.journeys.values() for halt in j.halts}


def test_who_could_escort_it_is_told_where_posts_said_their_strength(make):
    from example import REGISTER
    from sepaham.actions.escorts import replace_squads
    from sepaham.simulator.example_squads import example_squads

    before = make().result["escorts"]
    replace_squads(found=example_squads(REGISTER))
    after = make().result["escorts"]
    assert (before["assigned"], before["why"]) == (None, "no_posts")
    assert after["assigned"] + after["open"] == after["duties"] > 0
    assert after["officers"] == before["officers"]


def test_agreed_cells_expose_roads_raise_grades_and_cost_and_dissent_changes_nothing(
    make, command, phones, gateway, keep
):
    cells = [f"flood@{PLANDAAN}", f"landslide@{PLANDAAN}"]
    bare = make().result
    assert (bare["exposure_km"], bare["agreed_cells"]) == (0, 0)
    assert "Belum ada sel" in command("explain", "--language", "id").stdout
    agree(keep, gateway, phones, *cells, outcome="dissent", code="r0")
    assert make().result == bare
    agree(keep, gateway, phones, *cells)
    found = make().result
    assert found["agreed_cells"] == 2
    assert found["exposure_km"] > 0
    assert found["exposure_cost"] > bare["exposure_cost"] == 0
    assert sum(found["escorts"]["officers"].values()) > sum(bare["escorts"]["officers"].values())
    assert "2 sel ancaman yang disepakati" in command("explain", "--language", "id").stdout
