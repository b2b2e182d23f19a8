"""Checking an export: first every byte's hash, then the log, then what is open of it, then the picture."""

import json
from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from typing import Any

from sepaham.audit.export import ABOUT, CHECKPOINT, POLICY, Export, export
from sepaham.audit.replay import Fault, Replay
from sepaham.audit.report import Report, Said
from sepaham.domain.base import digest, write_instant
from sepaham.errors import SepahamError
from sepaham.ledger import archive, tree
from sepaham.ledger.checkpoint import Checkpoint, open_checkpoint
from sepaham.ledger.disclosure import Disclosed, parse_line
from sepaham.ledger.note import parse_note
from sepaham.ledger.policy import Policy, parse_policy
from sepaham.ledger.proof import Proven, witnessed
from sepaham.ledger.signing import Verifier
from sepaham.ledger.tiles import parse_bundle

_HEADS = (ABOUT, POLICY, CHECKPOINT)
_ABOUT = {"log", "reader", "rules", "size", "disclosed", "picture"}
ALARMING = ("device_gap", "device_fork", "no_authority", "checkpoint_differs")
"""The rules by which the entries themselves say that somebody must look."""


class ExportError(SepahamError):
    """A part of an export that is not of its form; `part` names it."""

    def __init__(self, part: archive.Part | None, name: str, message: str) -> None:
        """Keep which part it is."""
        super().__init__(message, "part.shape")
        self.fault = Fault("part.shape", name, message, part.offset if part else None)


def check(raw: bytes, *, verifier: Verifier, policy: Policy | None = None) -> Report:
    """
    Check an export.

    Args:
        raw: The file's bytes.
        verifier: The one rule of verification.
        policy: Whom one believes; without it the file's own is used, and the answer says so.
    """
    parts, damages = archive.read(raw)
    if damages:
        return Report("export", tuple(_damaged(one) for one in damages))
    try:
        found = read(parts)
    except ExportError as error:
        return Report("export", (error.fault,))
    faults = tuple(_other_parts(found, parts))
    if faults:
        return Report("export", faults)
    return _judged(found, verifier, policy)


def read(parts: Sequence[archive.Part]) -> Export:
    """
    Return an export's values.

    Raises:
        ExportError: A part is not of its form.
    """
    by_name = {part.name: part for part in parts}
    about = _about(by_name)
    lines: list[Disclosed] = []
    commitments: list[bytes] = []
    files: list[tuple[str, bytes]] = []
    for part in parts:
        try:
            if part.name.startswith("tile/entries/"):
                commitments += parse_bundle(part.data)
            elif part.name.startswith("disclosed/"):
                lines += map(parse_line, part.data.split(b"\n"))
            elif part.name.startswith("file/"):
                files.append((part.name.removeprefix("file/"), part.data))
        except SepahamError as fault:
            raise ExportError(part, part.name, fault.message) from fault
    return Export(
        reader=about["reader"],
        rules=about["rules"],
        policy=_data(by_name, POLICY),
        checkpoint=_data(by_name, CHECKPOINT),
        commitments=commitments,
        disclosed=lines,
        files=files,
        picture=about["picture"],
    )


def _data(parts: dict[str, archive.Part], name: str) -> bytes:
    if name not in parts:
        raise ExportError(None, name, "The part is missing.")
    return parts[name].data


def _about(parts: dict[str, archive.Part]) -> dict[str, Any]:
    try:
        about: dict[str, Any] = json.loads(_data(parts, ABOUT))
        shaped = about.keys() == _ABOUT and isinstance(about["reader"], str)
    except (ValueError, AttributeError):
        shaped = False
    if not shaped:
        raise ExportError(parts[ABOUT], ABOUT, "It is not the description of an export.")
    return about


def _damaged(one: archive.Damage) -> Fault:
    return Fault(one.code, one.part, f"{one.length} B", one.offset)


def _other_parts(found: Export, parts: Sequence[archive.Part]) -> Iterator[Fault]:
    """Yield the first part that the file's own values would not make: a tile of another tree, for one."""
    try:
        made, _ = archive.read(b"".join(export(found)))
    except SepahamError as fault:
        yield Fault("part.shape", CHECKPOINT, fault.message)
        return
    for mine, theirs in zip(made, parts, strict=False):
        if (mine.name, mine.data) != (theirs.name, theirs.data):
            yield Fault("part.other", theirs.name, "", theirs.offset)
            return
    if len(made) != len(parts):
        yield Fault("part.other", parts[min(len(made), len(parts) - 1)].name, f"{len(parts)} != {len(made)}")


def _judged(found: Export, verifier: Verifier, policy: Policy | None) -> Report:
    """Check what an undamaged export says."""
    try:
        own = parse_policy(found.policy)
        believed = policy or own
        note = parse_note(found.checkpoint)
        origin = note.text.partition("\n")[0]
        keys = believed.log_keys(origin)
        head = open_checkpoint(
            raw=found.checkpoint, origin=origin, log_keys=keys, verifier=verifier
        ).checkpoint
        shown = Proven(head, head.size, *witnessed(note=note, policy=believed, verifier=verifier))
    except SepahamError as fault:
        return Report("export", (Fault(fault.code, CHECKPOINT, fault.message),))
    replay = Replay(
        origin=origin, commitments=list(found.commitments), files=dict(found.files), verifier=verifier
    )
    faults = [*_tree_faults(found, head), *_file_faults(found)]
    if not faults:
        replay.run(found.disclosed)
        faults = [*replay.faults, *_picture_faults(found, replay), *_policy_faults(found, replay)]
    return Report(
        kind="export",
        faults=tuple(faults),
        proven=() if faults else (*heads(head), *witnesses(shown, believed)[0], *_opened(found, replay)),
        unproven=() if faults else _unproven(found, replay, shown, believed, own=policy is None),
        alarms=() if replay.unread else replay.findings(*ALARMING),
        figures={
            "log": origin,
            "reader": found.reader,
            "entries": head.size,
            "read": replay.taken,
            "erased": replay.erased,
            "witnessed": shown.quorum,
            "witnesses": list(shown.names),
            "picture_digest": "" if faults else replay.digest,
        },
    )


def _tree_faults(found: Export, head: Checkpoint) -> Iterator[Fault]:
    if len(found.commitments) != head.size:
        yield Fault("size.other", "tile/entries", f"{len(found.commitments)} != {head.size}")
    elif tree.root(map(tree.leaf_hash, found.commitments)) != head.root:
        yield Fault("root.other", CHECKPOINT)


def _file_faults(found: Export) -> Iterator[Fault]:
    for name, data in found.files:
        if digest(data) != name:
            yield Fault("part.other", f"file/{name}", "")


def _picture_faults(found: Export, replay: Replay) -> Iterator[Fault]:
    if found.picture and not replay.faults and found.picture != replay.digest:
        yield Fault("picture.differs", "picture", f"{found.picture[:16]} != {replay.digest[:16]}")


def _policy_faults(found: Export, replay: Replay) -> Iterator[Fault]:
    if replay.policies and digest(found.policy) != replay.policies[-1]:
        yield Fault("policy.other", POLICY)


def heads(head: Checkpoint) -> tuple[Said, ...]:
    """Return what a signed head shows."""
    return (Said("signed", {"log": head.origin, "size": head.size}),)


def witnesses(shown: Proven, policy: Policy) -> tuple[tuple[Said, ...], tuple[Said, ...]]:
    """Return what the witnesses' word shows, and what it does not."""
    if shown.quorum:
        last = datetime.fromtimestamp(max(one.at for one in shown.seen), UTC)
        told = {"count": len(shown.names), "names": ", ".join(shown.names), "at": write_instant(last)}
        return (Said("one_past", told),), ()
    needed = max(policy.needed, 2)
    return (), (Said("unwitnessed", {"count": len(shown.names), "needed": needed}),)


def keys_from(policy: Policy, *, own: bool) -> tuple[Said, ...]:
    """Return what is not shown of keys that came with the file itself."""
    return (Said("own_keys", {"key": policy.logs[0].key.vkey if policy.logs else "-"}),) if own else ()


def _opened(found: Export, replay: Replay) -> Iterator[Said]:
    yield Said("opened", {"count": replay.taken, "size": len(found.commitments)})
    if replay.erased:
        yield Said("erased", {"count": replay.erased})
    yield Said("signatures")
    if replay.unread:
        return
    yield Said("picture", {"units": len(replay.book.states), "findings": len(replay.book.findings)})
    if found.picture:
        yield Said("picture_same")
    for sha256 in _old_policies(found, replay, seen=True):
        yield Said("policy_kept", {"policy": sha256[:16]})


def _unproven(found: Export, replay: Replay, shown: Proven, policy: Policy, *, own: bool) -> tuple[Said, ...]:
    unread = replay.unread
    return (
        *witnesses(shown, policy)[1],
        *((Said("unread", {"count": unread, "reader": found.reader}),) if unread else ()),
        *(Said("policy_unseen", {"policy": one[:16]}) for one in _old_policies(found, replay, seen=False)),
        *(Said(code) for code in ("truth", "hours", "complete")),
        *keys_from(policy, own=own),
    )


def _old_policies(found: Export, replay: Replay, *, seen: bool) -> Iterator[str]:
    """Yield the policies that were replaced, as far as their own quorum did or did not see it."""
    files = dict(found.files)
    note = parse_note(found.checkpoint)
    for old in replay.policies[:-1]:
        try:
            holds = witnessed(note=note, policy=parse_policy(files[old]), verifier=replay.verifier)[2]
        except (KeyError, SepahamError):
            holds = False
        if holds is seen:
            yield old
