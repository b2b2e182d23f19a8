"""The queue: what is handed in together is kept together, and everyone hears of a failure."""

from concurrent.futures import wait

import pytest
from django.conf import settings

from example import hour
from sepaham.actions import statements
from sepaham.actions.sequencer import Sequencer
from sepaham.gateways.keys import gateway_signer
from sepaham.records import custody
from sepaham.records.log import Entry

pytestmark = [pytest.mark.database, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def running(example_log, phones):
    sequencer = Sequencer(log=example_log, gateway=gateway_signer(settings.INSTANCE))
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
