"""
Whom one believes about a log (C2SP tlog-policy): its keys, its witnesses, and how many of them it takes.

A witness or group is named by whoever writes the policy; the names mean nothing outside of it. Names and
addresses are octets of which only ASCII has meaning, so two that look alike are two.

    >>> [majority(n) for n in (1, 2, 3, 4, 5, 7)]
    [1, 2, 3, 3, 4, 5]
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace

from sepaham.errors import SepahamError
from sepaham.ledger.note import COSIGNATURE, ED25519, NoteError, NoteKey, parse_vkey

MAX_POLICY = 65_536
MAX_OF_EACH = 64
NONE = "none"

_CONTROL = re.compile(rb"[\x00-\x08\x0b-\x1f\x7f]")
_COUNT = re.compile(r"[1-9][0-9]{0,3}")
_GROUP = "quorum-of-all"


class PolicyError(SepahamError):
    """A text that is no policy."""


@dataclass(frozen=True, slots=True)
class KnownLog:
    """A log one believes; its key's name is the log's origin."""

    key: NoteKey
    url: str = ""


@dataclass(frozen=True, slots=True)
class KnownWitness:
    """A witness one knows, by the policy's own name for it; `url` is where checkpoints are brought to it."""

    name: str
    key: NoteKey
    url: str = ""


@dataclass(frozen=True, slots=True)
class Group:
    """Members of whom `needed` must have witnessed a checkpoint for the group to have witnessed it."""

    name: str
    needed: int
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Policy:
    """Who is believed; `quorum` names a witness or a group, or ``none`` where the log's word suffices."""

    logs: tuple[KnownLog, ...] = ()
    witnesses: tuple[KnownWitness, ...] = ()
    groups: tuple[Group, ...] = ()
    quorum: str = NONE

    @property
    def text(self) -> str:
        """Return the policy in its one canonical form: logs, witnesses, groups, quorum."""
        logs = [_joined("log", log.key.vkey, log.url) for log in self.logs]
        witnesses = [_joined("witness", one.name, one.key.vkey, one.url) for one in self.witnesses]
        groups = [_joined("group", one.name, str(one.needed), *one.members) for one in self.groups]
        return "\n".join([*logs, *witnesses, *groups, f"quorum {self.quorum}"]) + "\n"

    def to_bytes(self) -> bytes:
        """Return the canonical text as it is kept and hashed."""
        return self.text.encode("utf-8", "surrogateescape")

    def log_keys(self, origin: str) -> tuple[NoteKey, ...]:
        """Return the keys of the log of an origin."""
        return tuple(log.key for log in self.logs if log.key.name == origin)

    def satisfied(self, witnessed: Collection[str]) -> bool:
        """Tell whether these witnesses, by the policy's names for them, are a quorum."""
        holds = {NONE: True, **{one.name: one.name in witnessed for one in self.witnesses}}
        for group in self.groups:
            holds[group.name] = sum(holds[member] for member in group.members) >= group.needed
        return holds[self.quorum]

    @property
    def needed(self) -> int:
        """Return the fewest witnesses that can be a quorum."""
        fewest = {NONE: 0, **{one.name: 1 for one in self.witnesses}}
        for group in self.groups:
            fewest[group.name] = sum(sorted(fewest[member] for member in group.members)[: group.needed])
        return fewest[self.quorum]


def majority(count: int) -> int:
    """
    Return how many of `count` witnesses make a quorum: ⌊(n+1)/2⌋ + 1, and no more than there are.

    Two quorums of five then share three witnesses, so that not even an operator who colludes with two of
    them can have two pasts witnessed (docs/format/log.md).
    """
    return min(count, (count + 1) // 2 + 1)


def policy_of(*, logs: Sequence[KnownLog], witnesses: Sequence[KnownWitness]) -> Policy:
    """Return the policy in which all witnesses weigh alike and `majority` of them are the quorum."""
    plain = Policy(tuple(logs), tuple(witnesses))
    if not witnesses:
        return plain
    group = Group(_GROUP, majority(len(witnesses)), tuple(one.name for one in witnesses))
    return parse_policy(replace(plain, groups=(group,), quorum=_GROUP).to_bytes())


def parse_policy(raw: bytes) -> Policy:
    """
    Read a policy.

    Raises:
        PolicyError: ``policy.size``, ``policy.syntax``, ``policy.key`` (unreadable, weakly typed or there
            twice), ``policy.name`` (unknown, defined twice, or member of two groups) or ``policy.quorum``.
    """
    if len(raw) > MAX_POLICY:
        raise PolicyError(f"A policy has at most {MAX_POLICY} bytes.", "policy.size")
    if _CONTROL.search(raw):
        raise PolicyError("A policy holds no control characters but tabs and newlines.", "policy.syntax")
    reader = _Reader()
    for number, line in enumerate(raw.decode("utf-8", "surrogateescape").split("\n"), 1):
        words = re.split(r"[ \t]+", line.strip(" \t"))
        if words[0] and not words[0].startswith("#"):
            reader.take(number, words)
    return reader.policy()


class _Reader:
    """Takes a policy's lines in their order."""

    def __init__(self) -> None:
        self.logs: list[KnownLog] = []
        self.witnesses: list[KnownWitness] = []
        self.groups: list[Group] = []
        self.quorums: list[str] = []
        self.free: dict[str, bool] = {}

    def take(self, number: int, words: list[str]) -> None:
        takers = {"log": self._log, "witness": self._witness, "group": self._group, "quorum": self._quorum}
        taker = takers.get(words[0])
        if taker is None:
            raise PolicyError(f"Line {number}: {words[0]!r} begins no line of a policy.", "policy.syntax")
        try:
            taker(words[1:])
        except PolicyError as fault:
            raise PolicyError(f"Line {number}: {fault.message}", fault.code) from fault

    def policy(self) -> Policy:
        if len(self.quorums) != 1:
            raise PolicyError("A policy has exactly one quorum line.", "policy.quorum")
        if max(len(self.logs), len(self.witnesses), len(self.groups)) > MAX_OF_EACH:
            raise PolicyError(f"A policy has at most {MAX_OF_EACH} lines of a kind.", "policy.size")
        return Policy(tuple(self.logs), tuple(self.witnesses), tuple(self.groups), self.quorums[0])

    def _log(self, words: list[str]) -> None:
        vkey, url = _fields(words, 1)
        key = _key(vkey, ED25519, [log.key for log in self.logs])
        self.logs.append(KnownLog(key, url))

    def _witness(self, words: list[str]) -> None:
        name, vkey, url = _fields(words, 2)
        self._define(name)
        key = _key(vkey, COSIGNATURE, [one.key for one in self.witnesses])
        self.witnesses.append(KnownWitness(name, key, url))

    def _group(self, words: list[str]) -> None:
        name, count, *members = words if len(words) > 2 else ("", "")  # noqa: PLR2004  name, count, a member
        if not members:
            raise PolicyError("a group has a name, a count and members.", "policy.syntax")
        for member in members:
            if not self.free.get(member):
                raise PolicyError(
                    f"{member!r} is not defined above, or is in a group already.", "policy.name"
                )
            self.free[member] = False
        named = {"all": len(members), "any": 1}
        needed = named.get(count) or (int(count) if _COUNT.fullmatch(count) else 0)
        if not 1 <= needed <= len(members):
            raise PolicyError(f"{count!r} of {len(members)} members cannot be needed.", "policy.syntax")
        self._define(name)
        self.groups.append(Group(name, needed, tuple(members)))

    def _quorum(self, words: list[str]) -> None:
        (name,) = words if len(words) == 1 else ("",)
        if name != NONE and name not in self.free:
            raise PolicyError("the quorum names a witness or group defined above, or none.", "policy.quorum")
        self.quorums.append(name)

    def _define(self, name: str) -> None:
        if name in self.free or name == NONE:
            raise PolicyError(f"{name!r} is defined twice or reserved.", "policy.name")
        self.free[name] = True


def _fields(words: list[str], count: int) -> list[str]:
    """Return the fields of a line, and the address after them or ''."""
    if not count <= len(words) <= count + 1:
        raise PolicyError("the line has too few or too many words.", "policy.syntax")
    return [*words, *[""] * (count + 1 - len(words))]


def _key(vkey: str, kind: int, others: list[NoteKey]) -> NoteKey:
    try:
        key = parse_vkey(vkey)
    except (NoteError, UnicodeEncodeError) as fault:
        raise PolicyError(f"the key is unreadable: {fault}", "policy.key") from fault
    if key.type != kind:
        raise PolicyError(f"the key's type is {key.type:#04x}, not {kind:#04x}.", "policy.key")
    if any(key.public == other.public for other in others):
        raise PolicyError("the key is there twice.", "policy.key")
    return key


def _joined(*words: str) -> str:
    return " ".join(word for word in words if word)
