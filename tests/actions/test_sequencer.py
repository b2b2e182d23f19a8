"""The queue: what is handed in together is kept together, and everyone hears of a failure."""

from concurrent.futures import wait

import pytest
from django.conf import settings

from example import ORIGIN, hour
from sepaham.actions import sequencer as sequencing
from sepaham.actions import statements
from sepaham.actions.sequencer import Sequencer
from sepaham.gateways.keys import gateway_signer
from sepaham.records import custody
from sepaham.records.log import Entry

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def running(example_log, phones):
    sequencer = Sequencer(log=example_log, gateway=gateway_signer(settings.INSTANCE, ORIGIN))
    sequencer.start()
    yield sequencer
    sequencer.stop()


def departures(phones, number):
    kpu = phones["kpu:35.17"]
    return [
        kpu.sign(kpu.voice.say("trip.depart", "35.17", hour("24 08:00"), {"trip": f"t{n}"})).to_bytes()
        for n in range(number)
    ]


def test_requests_that_come_together_share_a_commit_and_are_answered_apart(running, phones, monkeypatch):
    commits = []
    save = custody.save
    monkeypatch.setattr(statements.custody, "save", lambda *args: (commits.append(1), save(*args))[1])
    futures = [
        running.submit(raws=[raw], received_at=hour("24 09:00"), sender="x") for raw in departures(phones, 40)
    ]
    wait(futures)
    assert [len(future.result()) for future in futures] == [1] * 40
    assert len({future.result()[0].index for future in futures}) == 40
    assert len(commits) < 40


def test_a_failure_is_told_to_everyone_and_the_queue_goes_on(running, phones, monkeypatch):
    first, second = departures(phones, 2)
    size = Entry.objects.count()

    def power_cut(*_args):
        raise OSError("disk full")

    with monkeypatch.context() as patch:
        patch.setattr(statements.custody, "save", power_cut)
        failed = running.submit(raws=[first], received_at=hour("24 09:00"), sender="x")
        with pytest.raises(OSError, match="disk full"):
            failed.result(5)
    kept = running.submit(raws=[first, second], received_at=hour("24 09:00"), sender="x").result(5)
    assert [answer.index for answer in kept] == [size, size + 1]


def test_one_that_spoils_its_group_is_tried_by_itself_and_the_others_are_kept(running, phones, monkeypatch):
    raws = departures(phones, 3)
    keep = sequencing.record_batches

    def refuse_the_second(*, log, batches, gateway):
        if any(raws[1] in one.raws for one in batches):
            raise OSError("spoilt")
        return keep(log=log, batches=batches, gateway=gateway)

    monkeypatch.setattr(sequencing, "record_batches", refuse_the_second)
    at = hour("24 09:00")
    futures = [running.submit(raws=[raw], received_at=at, sender="x") for raw in raws]
    assert futures[0].result(5)[0].outcome == "accepted"
    assert futures[2].result(5)[0].outcome == "accepted"
    with pytest.raises(OSError, match="spoilt"):
        futures[1].result(5)


def test_a_sender_who_left_while_waiting_stops_nothing(running, phones):
    first, second = departures(phones, 2)
    left = running.submit(raws=[first], received_at=hour("24 09:00"), sender="x")
    left.cancel()
    kept = running.submit(raws=[first, second], received_at=hour("24 09:00"), sender="x").result(5)
    assert [answer.outcome for answer in kept] == ["duplicate", "accepted"]
