"""Statements accepted a second through HTTP, against bare verification and durable group commits."""

import sqlite3
import tempfile
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from world import played

from sepaham.cli.run import with_instance
from sepaham.crypto.verifier import StandardVerifier
from sepaham.ledger.envelope import open_envelope

MANY, GROUP, SENDERS = 8000, 500, 4


def main() -> None:
    """Print both rates and their ratio."""
    with tempfile.TemporaryDirectory(prefix="sepaham-bench-") as folder:
        instance = with_instance(Path(folder), create="bench")
        from sepaham.actions.livelog import last_of
        from sepaham.actions.log import open_log
        from sepaham.actions.register import adopt_register
        from sepaham.cli.stage import server
        from sepaham.gateways.keys import gateway_signer

        run = played()
        adopt_register(register=run.base.register, profile=run.base.profile)
        gateway = gateway_signer(instance, run.base.plan.log)
        log = open_log(
            origin=run.base.plan.log,
            register=run.base.register,
            profile=run.base.profile,
            authority=run.base.authority,
            plan=run.base.plan,
            gateway=gateway,
            at=run.opens_at,
            simulated=True,
        )
        signed = list(run.pen(gateway=gateway, last=last_of(log, gateway.keyid)).sign(run.stream))
        enrolments = [one for one in signed if one.spoken.kind == "device.enrol"]
        rest = [one for one in signed if one.spoken.kind != "device.enrol"][:MANY]
        with server(instance, port=None) as base_url:
            from sepaham.client import Client
            from sepaham.simulator.deliver import OverHttp

            with Client(base_url) as client:
                OverHttp(client).deliver(enrolments)
            taken = _post(base_url, rest)
        keys = {one.statement.device: gateway.public for one in rest}
        keys |= {one.spoken.body["device"]: one.spoken.body["key"] for one in enrolments}
        limit = _limit(rest, keys, Path(folder))
        rate = len(rest) / taken
        print(
            f"{len(rest):,} statements by {SENDERS} senders: {rate:,.0f}/s through HTTP, folded and durable"
        )
        print(f"bare verify + durable group commit of {GROUP}: {limit:,.0f}/s; ratio {rate / limit:.2f}")


def _post(base_url: str, signed: list) -> float:
    from sepaham.client import Client

    shares = [signed[n::SENDERS] for n in range(SENDERS)]

    def send(share: list) -> None:
        with Client(base_url) as client:
            for start in range(0, len(share), 100):
                batch = share[start : start + 100]
                client.post_statements([one.envelope for one in batch], sent_at=batch[-1].spoken.said_at)

    began = time.perf_counter()
    with ThreadPoolExecutor(SENDERS) as pool:
        list(pool.map(send, shares))
    return time.perf_counter() - began


def _limit(signed: list, keys: dict, folder: Path) -> float:
    from sepaham.ledger.base64 import decode

    verifier = StandardVerifier()
    opened = [open_envelope(one.envelope) for one in signed]
    public = {device: decode(key) if isinstance(key, str) else key for device, key in keys.items()}
    store = sqlite3.connect(folder / "limit.sqlite3", isolation_level=None)
    store.executescript(
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; CREATE TABLE entry (envelope BLOB);"
    )
    began = time.perf_counter()
    for start in range(0, len(opened), GROUP):
        store.execute("BEGIN IMMEDIATE")
        for envelope in opened[start : start + GROUP]:
            good = verifier.verify(
                algorithm="ed25519",
                public=public[envelope.keyid],
                message=envelope.message,
                signature=envelope.signature,
            )
            assert good
            store.execute("INSERT INTO entry VALUES (?)", [envelope.to_bytes()])
        store.execute("COMMIT")
    return len(opened) / (time.perf_counter() - began)
