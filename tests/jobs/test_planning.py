"""Proposals made in the background: a process of its own, and what is told when it ends badly."""

import sys
import time

import pytest

from example import OPENED
from sepaham.gateways.home import Instance
from sepaham.jobs import planning

pytestmark = pytest.mark.database


@pytest.fixture
def asked(example_log):
    """A proposal that was asked for."""
    from sepaham.actions.movement import ask_movement
    from sepaham.domain.orders import Order

    return ask_movement(log=example_log, order=Order(), by="kpu:35.17", at=OPENED)


@pytest.fixture
def told(monkeypatch):
    """What is told of a proposal that failed, in place of the tables another thread would need."""
    found = []
    monkeypatch.setattr(planning, "fail_proposal", lambda **more: found.append(more))
    monkeypatch.setattr(planning.connection, "close", lambda: None)
    return found


def waited(found):
    until = time.monotonic() + 10
    while not found and time.monotonic() < until:
        time.sleep(0.02)
    return found


def made_by(monkeypatch, script):
    monkeypatch.setattr(planning, "command", lambda _instance, _key: [sys.executable, "-c", script])


def test_the_command_makes_that_proposal_on_that_home(tmp_path):
    command = planning.command(Instance(tmp_path / "home/instances/demo"), 7)
    assert command[1:] == ["-m", "sepaham", "plan", "--proposal", "7", "--home", str(tmp_path / "home")]


def test_a_process_that_ends_badly_is_told_of_with_its_last_words(tmp_path, monkeypatch, asked, told):
    made_by(monkeypatch, "import sys; print('first', file=sys.stderr); sys.exit('There is no road.')")
    planning.Processes().start(Instance(tmp_path), asked.pk)
    (one,) = waited(told)
    assert (one["key"], one["failure"]) == (asked.pk, "There is no road.")


def test_a_process_that_dies_in_silence_is_told_of_by_its_code(tmp_path, monkeypatch, asked, told):
    made_by(monkeypatch, "import os; os.kill(os.getpid(), 9)")
    planning.Processes().start(Instance(tmp_path), asked.pk)
    assert waited(told)[0]["failure"] == "The process ended with code -9 and said nothing."


def test_a_process_that_ends_well_tells_for_itself(tmp_path, monkeypatch, asked, told):
    made_by(monkeypatch, "open('{}', 'w')".format(tmp_path / "done"))
    planning.Processes().start(Instance(tmp_path), asked.pk)
    until = time.monotonic() + 10
    while not (tmp_path / "done").exists() and time.monotonic() < until:
        time.sleep(0.02)
    time.sleep(0.1)
    assert told == []
