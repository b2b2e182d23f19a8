"""
A mirror: an institution's own copy of a log, followed, checked and folded without trusting its operator.

Each round asks for the newest head, for the entries below it that are not here yet, and for the operator's
picture of what may be read here. What does not fit is an alarm; what shows misbehaviour is kept as evidence.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from sepaham.audit.asking import AskError, Operator
from sepaham.audit.exported import ALARMING, heads, witnesses
from sepaham.audit.mirror_state import MirrorState, Row, parse_row
from sepaham.audit.replay import Fault, Replay, stubs_in
from sepaham.audit.report import Report, Said
from sepaham.domain.base import canonical_json, digest
from sepaham.domain.erasure import stands_for
from sepaham.domain.picture import unit_row
from sepaham.errors import SepahamError
from sepaham.exchange.envelopes import statement_in
from sepaham.ledger import tree
from sepaham.ledger.checkpoint import Checkpoint, open_checkpoint
from sepaham.ledger.disclosure import Disclosed
from sepaham.ledger.evidence import SplitView
from sepaham.ledger.fork import Fork
from sepaham.ledger.note import parse_note, parse_vkey
from sepaham.ledger.policy import KnownLog, Policy, parse_policy, policy_of
from sepaham.ledger.proof import Proven, witnessed
from sepaham.ledger.signing import Verifier

PAGE = 2000
_FEWEST = 2
_PHONE = "sepaham/phone/1"


class MirrorError(SepahamError):
    """A mirror that cannot go on."""


@dataclass(slots=True)
class Mirror:
    """
    One mirror at work.

    Attributes:
        operator: Whom it follows.
        state: Its folder.
        verifier: The one rule of verification.
        pinned: Whom its institution believes; without it, what the operator said first is kept and believed.
    """

    operator: Operator
    state: MirrorState
    verifier: Verifier
    pinned: Policy | None = None
    rows: list[Row] = field(default_factory=list)
    head: Checkpoint | None = None
    note: bytes = b""
    faults: list[Fault] = field(default_factory=list)
    checked_phone: str = ""
    compared: str = ""
    replay: Replay | None = None

    def load(self) -> None:
        """
        Take up what was kept.

        Raises:
            SepahamError: The folder is damaged: its entries do not make the head it holds.
        """
        raw = self.state.read("head")
        if raw:
            self.head, self.note = self._open(raw), raw
            self.rows = self.state.rows(self.head.size)
            if self._root(self.rows, self.head.size) != self.head.root:
                raise MirrorError(f"{self.state.path} does not make the head it holds.", "mirror.state")

    def round(self) -> Report:
        """Follow once and answer for all that is held by then."""
        self.faults = []
        raw = self.operator.get("/api/v1/log/checkpoint", signed=False)
        self._follow(raw)
        self.replay = self._replayed()
        return self._report(self.replay)

    # Following

    def _follow(self, raw: bytes) -> None:
        shown = self._open(raw)
        held = self.head
        if held and shown.size < held.size:
            self.faults.append(Fault("log.rollback", "head", f"{held.size} → {shown.size}"))
        elif held and shown.size == held.size and shown.root != held.root:
            file = self.state.file_evidence(SplitView(self.note, raw).to_bytes())
            self.faults.append(Fault("log.split", "head", f"{shown.size}, {file}"))
        else:
            self._extend(shown, raw)

    def _extend(self, shown: Checkpoint, raw: bytes) -> None:
        """Take the entries up to a head, if with those held they make its root."""
        size = self.head.size if self.head else 0
        lines = self._fetched(size, shown.size)
        rows = [*self.rows, *map(parse_row, lines)]
        if self._root(rows, shown.size) != shown.root:
            self._accuse(shown, raw)
            return
        self.state.append(lines, size=size)
        self.state.keep("head", raw)
        self.rows, self.head, self.note = rows, shown, raw

    def _accuse(self, shown: Checkpoint, raw: bytes) -> None:
        """Find out what other past the operator shows, and keep the proof where there is one."""
        other = [parse_row(line) for line in self._fetched(0, shown.size)]
        leaves = [tree.leaf_hash(row.commitment) for row in other]
        if tree.root(leaves) != shown.root or self.head is None:
            self.faults.append(Fault("root.other", "head", f"{shown.size}"))
            return
        size = self.head.size
        proof = tuple(tree.consistency_proof(leaves, size))
        fork = Fork(self.note, raw, tree.root(leaves[:size]), proof)
        file = self.state.file_evidence(fork.to_bytes())
        mine = [row.commitment for row in self.rows]
        first = next(n for n, row in enumerate(other) if n >= size or row.commitment != mine[n])
        self.faults.append(Fault("log.split", f"entry {first}", f"entri/entry {first}, {file}"))

    def _fetched(self, start: int, end: int) -> list[bytes]:
        lines: list[bytes] = []
        while start + len(lines) < end:
            place = start + len(lines)
            path = f"/api/v1/log/entries?start={place}&limit={min(PAGE, end - place)}"
            got = self.operator.get(path).split(b"\n")[:-1]
            if not got:
                raise MirrorError(f"The operator gives no entry {place} of {end}.", "mirror.entries")
            lines += got
        return lines[: end - start]

    def _open(self, raw: bytes) -> Checkpoint:
        policy = self.policy()
        origin = policy.logs[0].key.name
        keys = policy.log_keys(origin)
        return open_checkpoint(raw=raw, origin=origin, log_keys=keys, verifier=self.verifier).checkpoint

    def policy(self) -> Policy:
        """Return whom this mirror believes: as pinned, else the log's key as it was told first."""
        if self.pinned:
            return self.pinned
        kept = self.state.read("policy")
        if not kept:
            told = self.operator.get_json("/api/v1/log", signed=False)
            kept = policy_of(logs=[KnownLog(parse_vkey(str(told["vkey"])))], witnesses=()).to_bytes()
            self.state.keep("policy", kept)
        return parse_policy(kept)

    @staticmethod
    def _root(rows: Sequence[Row], size: int) -> bytes:
        return tree.root(tree.leaf_hash(row.commitment) for row in rows[:size])

    # Judging

    def _replayed(self) -> Replay:
        """Return the replay, level with the entries held: what was taken before is not taken again."""
        replay = self.replay or Replay(
            origin=self.head.origin if self.head else "", commitments=[], files={}, verifier=self.verifier
        )
        fresh = self.rows[len(replay.commitments) :]
        opened = [row.opened for row in fresh if row.opened]
        if self._erase(opened):
            self.replay = None
            return self._replayed()
        replay.files = self._files(opened)
        replay.commitments += [row.commitment for row in fresh]
        replay.run(opened)
        return replay

    def _erase(self, fresh: Sequence[Disclosed]) -> bool:
        """Take away what the log says was erased; tell whether anything was held of it."""
        held = {stub.index: stub for stub in stubs_in(fresh) if stub.index < len(self.rows)}
        gone = {index: row.opened for index in held if (row := self.rows[index]).opened}
        for index, opened in gone.items():
            original = statement_in(opened.envelope)
            if not stands_for(held[index].statement, original):
                self.faults.append(Fault("erasure.other", f"entry {index}", original.id[:16]))
            self.rows[index] = Row(self.rows[index].commitment, None)
        if gone:
            self.state.rewrite(self.rows)
        return bool(gone)

    def _files(self, opened: Sequence[Disclosed]) -> dict[str, bytes]:
        """Return the files of base facts, the missing ones asked for."""
        files = self.state.files()
        for one in opened:
            statement = statement_in(one.envelope)
            name = str(statement.body.get("sha256", "")) if statement.kind == "base.declare" else ""
            if name and name not in files:
                data = self.operator.get(f"/api/v1/log/files/{name}")
                if digest(data) == name:
                    self.state.keep(f"files/{name}", data)
                    files[name] = data
        return files

    def _believed(self, replay: Replay) -> Policy:
        """
        Return the policy by which witnesses count: one's own, else the one the log declares.

        The log's keys in a declared one are believed from then on: the head that holds it was signed by a key
        believed before. Its witnesses are believed once a quorum of those before cosigned such a head, or an
        operator could put its own in their place; one witness alone is no quorum.
        """
        if not self.pinned and replay.policies and not self.faults:
            declared, before = parse_policy(self.state.files()[replay.policies[-1]]), self.policy()
            seen = witnessed(note=parse_note(self.note), policy=before, verifier=self.verifier)[2]
            if len(before.witnesses) >= _FEWEST and not seen:
                declared = replace(before, logs=declared.logs)
            self.state.keep("policy", declared.to_bytes())
        return self.policy()

    def _report(self, replay: Replay) -> Report:
        if self.head is None:
            return Report("mirror", tuple(self.faults))
        believed = self._believed(replay)
        seen = witnessed(note=parse_note(self.note), policy=believed, verifier=self.verifier)
        shown = Proven(self.head, self.head.size, *seen)
        unknown = self._compare(replay)
        self._check_phone(replay)
        faults = [*self.faults, *replay.faults]
        unread = replay.unread
        opened = {"count": replay.taken, "size": self.head.size}
        folded = {"units": len(replay.book.states), "findings": len(replay.book.findings)}
        proven = [*heads(self.head), *witnesses(shown, believed)[0]]
        proven += [Said("erased", {"count": replay.erased})] if replay.erased else []
        proven += [Said("opened", opened), Said("signatures")]
        proven += [] if unread else [Said("picture", folded)]
        proven += [Said("picture_same")] if self.compared == "same" else []
        unproven = [*witnesses(shown, believed)[1]]
        unproven += [Said("unread", {"count": unread, "reader": "mirror"})] if unread else []
        unproven += [Said("cannot_tell", {"count": unknown})] if unknown else []
        last = "" if self.pinned else next(reversed(replay.policies), "")
        unproven += (
            [Said("policy_unseen", {"policy": last[:16]})]
            if last not in {"", digest(believed.to_bytes())}
            else []
        )
        return Report(
            kind="mirror",
            faults=tuple(faults),
            proven=() if faults else tuple(proven),
            unproven=tuple(unproven),
            alarms=() if unread else replay.findings(*ALARMING),
            figures=self._figures(replay, shown, unread, unknown),
        )

    def _figures(self, replay: Replay, shown: Proven, unread: int, unknown: int) -> dict[str, Any]:
        return {
            "log": shown.checkpoint.origin,
            "entries": shown.checkpoint.size,
            "read": replay.taken,
            "unread": unread,
            "erased": replay.erased,
            "witnessed": shown.quorum,
            "witnesses": list(shown.names),
            "picture_digest": replay.digest,
            "operator": self.compared,
            "cannot_tell": unknown,
        }

    def _compare(self, replay: Replay) -> int:
        """Hold the picture against the operator's; return how many pieces differ without telling why."""
        self.compared = "unknown"
        if self.faults or self.head is None:
            return 0
        try:
            told = self.operator.get_json(f"/api/v1/log/picture?size={self.head.size}")
        except AskError:
            return 0
        if told.get("digest") != replay.digest:
            self.compared = "differs"
            detail = f"{str(told.get('digest'))[:16]} ≠ {replay.digest[:16]} ({told.get('source')})"
            self.faults.append(Fault("picture.differs", "picture", detail))
            return 0
        own = {code: unit_row(state) for code, state in replay.book.states.items()}
        units = told.get("units") or {}
        differing = [code for code, row in units.items() if own.get(code) != row]
        self.compared = "cannot tell" if differing else "same"
        return len(differing)

    def _check_phone(self, replay: Replay) -> None:
        """Alarm where the phone's app that is served is none whose hash the log declares."""
        try:
            told = self.operator.get_json("/field/version.json", signed=False)
            names = [str(name) for name in dict(told["files"])]
            if str(told["version"]) == self.checked_phone:
                return
            hashes = {name: digest(self.operator.get(f"/field/{name}", signed=False)) for name in names}
        except (AskError, KeyError, TypeError, ValueError):
            return
        served = digest(canonical_json({"files": hashes, "format": _PHONE}))
        if served != replay.book.foundations.phone:
            detail = f"{served[:16]} ≠ {replay.book.foundations.phone[:16] or '–'}"
            self.faults.append(Fault("phone.unlogged", "phone", detail))
        else:
            self.checked_phone = str(told["version"])
