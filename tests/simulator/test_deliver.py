import json
from datetime import timedelta

import httpx
import pytest

from sepaham.client import Client, ClientError
from sepaham.crypto.verifier import StandardVerifier
from sepaham.domain.base import canonical_json, parse_instant
from sepaham.domain.statement import Entry
from sepaham.exchange.envelopes import Admitted, admit
from sepaham.simulator.deliver import (
    LONGEST_BATCH,
    MOST_BYTES,
    MOST_STATEMENTS,
    DeliveryError,
    InMemory,
    OverHttp,
    arrivals,
    batches,
)
from sepaham.simulator.faults import quotas
from sepaham.simulator.run import judge
from sepaham.simulator.scene import Membership
from sepaham.simulator.twins import TWINS
from simulator.small import LOG, simulated


class Server:
    """As much of a server as a deliverer needs: it admits, enters and answers."""

    def __init__(self, run, pen):
        self.memory = InMemory(pen)
        self.memory.open(run.base, run.opens_at)
        self.requests = 0
        self.outcomes = []

    def __call__(self, request):
        self.requests += 1
        at = parse_instant(request.headers["Sepaham-Simulated-At"])
        answers = [self.take(canonical_json(one), at) for one in json.loads(request.content)["statements"]]
        self.outcomes += [answer["outcome"] for answer in answers]
        return httpx.Response(200, json={"answers": answers})

    def take(self, raw, at):
        book = self.memory.book
        found = admit(raw, log=LOG, device_of=book.devices.enrolled.get, verifier=StandardVerifier())
        if not isinstance(found, Admitted):
            return {"outcome": "quarantined", "code": found.code}
        if book.holds(found.statement.id):
            return {"outcome": "duplicate"}
        book.take(Entry(book.size, at, found.statement))
        return {"outcome": "accepted"}


@pytest.mark.parametrize("membership", Membership)
def test_over_http_the_same_is_found(membership):
    run = simulated(membership=membership, faults=quotas(12), twins=dict.fromkeys(TWINS, 1))
    pen = run.pen()
    server = Server(run, pen)
    with Client("http://sepaham.test", transport=httpx.MockTransport(server)) as client:
        OverHttp(client).deliver(list(pen.sign(run.stream)))
    book = server.memory.book
    book.settle()
    judged = judge(run=run, pen=pen, findings=book.findings.values(), states=book.states.values())
    assert set(server.outcomes) <= {"accepted", "duplicate"}
    assert judged.missed == judged.false_alarms == judged.unexplained == ()
    assert book.size == sum(s.arrives_at is not None for s in run.stream) + 5


def test_a_server_that_refuses_stops_the_delivery():
    run = simulated()
    refuse = httpx.MockTransport(
        lambda _: httpx.Response(200, json={"answers": [{"outcome": "quarantined"}]})
    )
    with Client("http://sepaham.test", transport=refuse) as client, pytest.raises(DeliveryError):
        OverHttp(client).deliver(list(run.pen().sign(run.stream)))


def test_batches_stay_within_the_servers_limits_and_lose_nothing():
    run = simulated()
    came = arrivals(list(run.pen().sign(run.stream)))
    made = list(batches(came))
    assert [pair for batch in made for pair in batch] == came
    for batch in made:
        assert len(batch) <= MOST_STATEMENTS
        assert sum(len(one.envelope) for _, one in batch) <= MOST_BYTES
        assert batch[-1][0] - batch[0][0] <= LONGEST_BATCH
        enrolled = {o.statement.body["device"] for _, o in batch if o.statement.kind == "device.enrol"}
        assert not enrolled & {one.statement.device for _, one in batch}


def test_what_arrives_twice_is_entered_once():
    run = simulated(twins={"twice": 1})
    pen = run.pen()
    memory = InMemory(pen)
    memory.open(run.base, run.opens_at)
    signed = list(pen.sign(run.stream))
    assert len(arrivals(signed)) == len(signed) + 1
    memory.deliver(signed)
    assert memory.tree.size == len(memory.entries) == len(signed) + 5


def test_progress_ends_at_the_whole():
    run, heard = simulated(), []
    pen = run.pen()
    memory = InMemory(pen)
    memory.open(run.base, run.opens_at)
    memory.deliver(list(pen.sign(run.stream)), progress=lambda done, of: heard.append((done, of)))
    assert heard[-1][0] == heard[-1][1] == len(run.stream)


def test_the_gateway_goes_on_where_the_server_left_off():
    run = simulated(membership=Membership.SPREADSHEET)
    pen = run.pen(last=(5, "ab" * 32))
    first = next(s for s in pen.sign(run.stream) if s.statement.office.startswith("gateway:"))
    assert (first.statement.seq, first.statement.prev) == (6, "ab" * 32)


def test_a_client_says_what_the_server_said():
    problem = {"title": "Too large", "detail": "At most 1 MB.", "code": "batch.size"}
    transport = httpx.MockTransport(lambda _: httpx.Response(413, json=problem))
    with Client("http://sepaham.test", transport=transport) as client, pytest.raises(ClientError) as raised:
        client.post_statements([b"{}"])
    assert (raised.value.message, raised.value.code) == ("At most 1 MB.", "batch.size")


def test_a_client_reads_the_picture():
    def answer(request):
        assert request.url.path == "/api/v1/picture"
        assert request.url.params["region"] == "35.17.15"
        return httpx.Response(200, json={"total": {}})

    with Client("http://sepaham.test/", transport=httpx.MockTransport(answer)) as client:
        assert client.get_picture(region="35.17.15") == {"total": {}}


def test_a_batch_closes_when_time_moves_on():
    assert timedelta(minutes=30) >= LONGEST_BATCH
