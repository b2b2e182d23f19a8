"""The ledger against its limits: verification, durable appending, and proofs of ten million entries."""

import os
import sqlite3
import tempfile
import time
from collections.abc import Callable
from concurrent.futures import ProcessPoolExecutor
from hashlib import sha256
from multiprocessing import get_context
from pathlib import Path

from sepaham.crypto.keys import Ed25519Signer
from sepaham.crypto.verifier import StandardVerifier
from sepaham.ledger.checkpoint import Checkpoint, open_checkpoint, sign_checkpoint
from sepaham.ledger.commitment import commit
from sepaham.ledger.disclosure import Disclosed
from sepaham.ledger.envelope import open_envelope, seal
from sepaham.ledger.note import NoteKey
from sepaham.ledger.policy import KnownLog, policy_of
from sepaham.ledger.proof import LogProof, parse_proof, verify_proof
from sepaham.ledger.tiles import Tile, TiledTree, root_of_tile
from sepaham.ledger.tree import Frontier, leaf_hash
from sepaham.ledger.verify import open_run, verify_log

ORIGIN = "sepaham/35.17/2024-11-27/BENCH"
MANY, DEVICES, GROUP, TURNS = 100_000, 200, 500, 3
HUGE = 10_000_000
ENTRY = "INSERT INTO entry VALUES (?, ?)"
DISCLOSURE = "INSERT INTO disclosure VALUES (?, ?, ?, ?)"
TYPE = "application/vnd.sepaham.statement+json"
VERIFIER = StandardVerifier()
LOG = Ed25519Signer.from_seed(b"\7" * 32)
_disclosed: list[Disclosed] = []
_keys: dict[str, tuple[str, bytes]] = {}


def main() -> None:
    """Print each rate, its limit, and their ratio."""
    _sign_entries()
    _verification()
    _appending()
    _proofs()


def _sign_entries() -> None:
    signers = [Ed25519Signer.from_seed(number.to_bytes(32, "big")) for number in range(1, DEVICES + 1)]
    _keys.update((one.keyid, ("ed25519", one.public)) for one in signers)
    for number in range(MANY):
        body = f'{{"nonce":"{number:022d}","log":"{ORIGIN}","kind":"handover.receive","seq":{number},'
        payload = (body + f'"body":{{"list":"{"ab" * 32}","except":[],"seals":{{}}}}}}').encode()
        envelope = seal(payload_type=TYPE, payload=payload, signer=signers[number % DEVICES]).to_bytes()
        salt = sha256(number.to_bytes(8, "big")).digest()
        _disclosed.append(Disclosed(number, 1_732_600_000_000_000 + number, salt, envelope))


def _best(work: Callable[[], object]) -> float:
    """Return the shortest of a few turns, in seconds."""
    spent = []
    for _ in range(TURNS):
        began = time.perf_counter()
        work()
        spent.append(time.perf_counter() - began)
    return min(spent)


def _open(first: int, last: int) -> tuple:
    run = open_run(first=first, disclosed=_disclosed[first:last], keys=_keys, verifier=VERIFIER)
    return run.first, b"".join(run.leaves), run.faults


def _verification() -> None:
    opened = [open_envelope(one.envelope) for one in _disclosed]
    bare = [(_keys[one.keyid][1], one.message, one.signature) for one in opened]
    leaves = [leaf_hash(one.commitment) for one in _disclosed]
    head = Checkpoint(ORIGIN, MANY, Frontier().extend(leaves).root())

    def limit() -> None:
        for public, message, signature in bare:
            assert VERIFIER.verify(algorithm="ed25519", public=public, message=message, signature=signature)

    def full() -> None:
        run = open_run(first=0, disclosed=_disclosed, keys=_keys, verifier=VERIFIER)
        assert verify_log(head=head, runs=[run]).holds

    limits, fulls = [], []
    for _ in range(TURNS):  # in turns, so that a slow moment of the machine is shared by both
        limits.append(_timed(limit))
        fulls.append(_timed(full))
    alone, whole = min(limits), min(fulls)
    print(f"bare signatures, one core: {MANY / alone:,.0f}/s")
    print(f"{MANY:,} entries wholly verified, one core: {MANY / whole:,.0f}/s; ratio {alone / whole:.2f}")
    cores = min(2, os.cpu_count() or 1)
    shared = _shared(head, cores)
    print(f"the same on {cores} cores: {MANY / shared:,.0f}/s; {whole / shared:.2f} times one core")


def _timed(work: Callable[[], object]) -> float:
    began = time.perf_counter()
    work()
    return time.perf_counter() - began


def _shared(head: Checkpoint, cores: int) -> float:
    from sepaham.ledger.verify import Run

    step = MANY // (cores * 4)
    firsts = list(range(0, MANY, step))
    with ProcessPoolExecutor(cores, mp_context=get_context("fork")) as pool:
        list(pool.map(abs, range(cores)))  # the processes are there before the clock runs

        def work() -> None:
            runs = [
                Run(first, tuple(leaves[at : at + 32] for at in range(0, len(leaves), 32)), faults)
                for first, leaves, faults in pool.map(_open, firsts, [first + step for first in firsts])
            ]
            assert verify_log(head=head, runs=runs).holds

        return _best(work)


def _appending() -> None:
    envelopes = [one.envelope for one in _disclosed[:20_000]]
    rates: dict[str, list[float]] = {"bare": [], "ledger": []}
    for _ in range(TURNS):
        for name, work in (("bare", _bare), ("ledger", _append)):
            with tempfile.TemporaryDirectory(prefix="sepaham-bench-") as folder:
                store = sqlite3.connect(Path(folder) / "log.sqlite3", isolation_level=None)
                store.executescript(
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL;"
                    "CREATE TABLE entry (place INTEGER PRIMARY KEY, commitment BLOB);"
                    "CREATE TABLE disclosure (place INTEGER PRIMARY KEY, salt BLOB, at, envelope BLOB);"
                    "CREATE TABLE head (size INTEGER PRIMARY KEY, note BLOB);"
                )
                began = time.perf_counter()
                work(store, envelopes)
                rates[name].append(len(envelopes) / (time.perf_counter() - began))
                store.close()
    bare, ledger = max(rates["bare"]), max(rates["ledger"])
    print(f"bare SQLite, durable groups of {GROUP}: {bare:,.0f}/s")
    print(f"committed, in the tree, head signed, durable: {ledger:,.0f}/s; ratio {ledger / bare:.2f}")


def _bare(store: sqlite3.Connection, envelopes: list[bytes]) -> None:
    blank = bytes(32)  # the same bytes are written, but nothing is computed
    for start in range(0, len(envelopes), GROUP):
        group = envelopes[start : start + GROUP]
        store.execute("BEGIN IMMEDIATE")
        store.executemany(ENTRY, [(start + at, blank) for at in range(len(group))])
        rows = [(start + at, blank, start + at, envelope) for at, envelope in enumerate(group)]
        store.executemany(DISCLOSURE, rows)
        store.execute("INSERT INTO head VALUES (?, ?)", (start + len(group), blank))
        store.execute("COMMIT")


def _append(store: sqlite3.Connection, envelopes: list[bytes]) -> None:
    frontier = Frontier()
    for start in range(0, len(envelopes), GROUP):
        group = envelopes[start : start + GROUP]
        salts = os.urandom(32 * len(group))
        entries = [
            commit(salt=salts[at * 32 : at * 32 + 32], received_at=start + at, envelope=envelope)
            for at, envelope in enumerate(group)
        ]
        frontier = frontier.extend(map(leaf_hash, entries))
        head = sign_checkpoint(checkpoint=Checkpoint(ORIGIN, frontier.size, frontier.root()), signer=LOG)
        store.execute("BEGIN IMMEDIATE")
        store.executemany(ENTRY, list(enumerate(entries, start)))
        rows = [
            (start + at, salts[at * 32 : at * 32 + 32], start + at, envelope)
            for at, envelope in enumerate(group)
        ]
        store.executemany(DISCLOSURE, rows)
        store.execute("INSERT INTO head VALUES (?, ?)", (frontier.size, head.to_bytes()))
        store.execute("COMMIT")


def _entry(index: int) -> bytes:
    return sha256(index.to_bytes(8, "big")).digest()


class Computed:
    """The tiles of a tree whose entries are computed; those above level 0 are kept."""

    def __init__(self, size: int) -> None:
        """Compute every hash above level 0."""
        self.rows: list[bytes] = [b""]
        row = b"".join(root_of_tile(self.leaves(at, 256)) for at in range(size // 256))
        while row:
            self.rows.append(row)
            row = b"".join(
                root_of_tile(row[at : at + 8192]) for at in range(0, len(row) // 8192 * 8192, 8192)
            )

    @staticmethod
    def leaves(index: int, width: int) -> bytes:
        """Return a tile of level 0."""
        return b"".join(leaf_hash(_entry(at)) for at in range(index * 256, index * 256 + width))

    def __call__(self, tile: Tile) -> bytes:
        """Return a tile."""
        if tile.level == 0:
            return self.leaves(tile.index, tile.width)
        return self.rows[tile.level][tile.index * 8192 : tile.index * 8192 + tile.width * 32]


def _proofs() -> None:
    began = time.perf_counter()
    tiles = Computed(HUGE)
    made = time.perf_counter() - began
    tree = TiledTree(HUGE, tiles)
    key = NoteKey(ORIGIN, LOG.public)
    note = sign_checkpoint(checkpoint=Checkpoint(ORIGIN, HUGE, tree.root()), signer=LOG).to_bytes()
    index = 7_654_321
    proof = LogProof(index, tuple(tree.inclusion_proof(index)), note)
    raw, policy = proof.to_bytes(), policy_of(logs=[KnownLog(key)], witnesses=[])
    prove = _best(lambda: tree.inclusion_proof(index))
    agree = _best(lambda: tree.consistency_proof(index))
    check = _best(
        lambda: verify_proof(proof=parse_proof(raw), entry=_entry(index), policy=policy, verifier=VERIFIER)
    )
    open_checkpoint(raw=note, origin=ORIGIN, log_keys=[key], verifier=VERIFIER)
    print(f"a tree of {HUGE:,} entries, computed in {made:.0f} s")
    print(f"proof of one entry: {len(proof.hashes)} hashes, {len(raw):,} bytes with the head")
    print(f"made from tiles in {prove * 1000:.1f} ms, checked in {check * 1000:.2f} ms")
    print(f"consistency with {index:,} entries: {agree * 1000:.1f} ms")


if __name__ == "__main__":
    main()
