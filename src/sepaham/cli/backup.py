"""``sepaham backup`` and ``restore``: an instance as one file, and back where it continues the log."""

import tempfile
from http import HTTPStatus
from pathlib import Path
from typing import TYPE_CHECKING

import click

from sepaham.cli.run import answer, home_option, json_option
from sepaham.errors import SepahamError

if TYPE_CHECKING:
    from sepaham.audit.replay import Fault
    from sepaham.gateways.backup import Backup, Held
    from sepaham.gateways.home import Home
    from sepaham.ledger.policy import Policy


class RestoreError(SepahamError):
    """A backup that is not put back."""


def _home(home: Path | None) -> "Home":
    from sepaham.gateways.home import Home

    return Home(home.resolve()) if home else Home.default()


@click.command()
@click.option("--to", "file", required=True, type=click.Path(path_type=Path))
@json_option
@home_option
def backup(*, file: Path, as_json: bool, home: Path | None) -> None:
    """Write the current instance, secrets included, into FILE; it may be in use meanwhile."""
    from sepaham.gateways.backup import back_up

    instance = _home(home).current()
    size = back_up(instance, file)
    if as_json:
        answer({"file": str(file), "bytes": size, "instance": instance.name})
    else:
        click.echo(f"{file}: {size:,} bytes. It holds the operator's keys: keep it under lock.")


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option(
    "--seen",
    "heads",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    help="A signed head somebody holds: a checkpoint, an export, a mirror's `head`.",
)
@click.option("--accept-fork", is_flag=True, help="Put it back although it does not continue what was seen.")
@json_option
@home_option
def restore(
    *, file: Path, heads: tuple[Path, ...], accept_fork: bool, as_json: bool, home: Path | None
) -> None:
    """Put the instance in FILE back, if its log continues every head that institutions saw of it."""
    from sepaham.gateways.backup import put_back, read_backup

    place, found = _home(home), read_backup(file.read_bytes())
    held, policy = _held(found)
    seen, silent = _seen(found, place, held, policy, heads)
    faults = _judged(held, policy, seen)
    if (faults or silent) and not accept_fork:
        raise RestoreError(_why(faults, silent), "restore.fork" if faults else "restore.unproven")
    fork = {"size": len(held.commitments), "seen": [f"{one.where}: {one.detail}" for one in faults]}
    instance, aside = put_back(found, place, fork=fork if faults else None)
    told = {
        "instance": instance.name,
        "log": held.origin,
        "entries": len(held.commitments),
        "continues": [name for name, _ in seen] if not faults else [],
        "not_asked": silent,
        "fork": bool(faults),
        "aside": str(aside) if aside else "",
    }
    if as_json:
        answer(told)
        return
    click.echo(f"{instance.name} is back with {told['entries']:,} entries of {held.origin or 'no log'}.")
    verdict = (
        "IT IS A FORK: institutions saw more, or otherwise." if faults else "It continues all that was seen."
    )
    click.echo(verdict)


def _held(found: "Backup") -> "tuple[Held, Policy]":
    """Return what a backup's log holds, and by which policy its heads are checked."""
    from sepaham.crypto.keys import Ed25519Signer
    from sepaham.domain.base import digest
    from sepaham.gateways.backup import held_in, policies_in
    from sepaham.ledger.note import NoteKey
    from sepaham.ledger.policy import KnownLog, parse_policy, policy_of

    with tempfile.TemporaryDirectory() as folder:
        database = Path(folder) / "restored.sqlite3"
        database.write_bytes(found.database)
        held, declared = held_in(database), policies_in(database)
    if declared or not held.origin:
        return held, parse_policy(declared[-1]) if declared else policy_of(logs=(), witnesses=())
    seed = found.secrets[f"log-{digest(held.origin.encode())[:16]}"]
    own = KnownLog(NoteKey(held.origin, Ed25519Signer.from_seed(seed).public))
    return held, policy_of(logs=[own], witnesses=())


def _seen(
    found: "Backup", place: "Home", held: "Held", policy: "Policy", heads: tuple[Path, ...]
) -> tuple[list[tuple[str, bytes]], list[str]]:
    """Return every head that can be had, by who saw it; where there is none, the silent witnesses."""
    from sepaham.gateways.backup import held_in

    seen = [(head.name, _head_in(head.read_bytes())) for head in heads]
    present = place.instance(found.name).database
    if present.exists():
        there = held_in(present)
        if there.head and there.origin == held.origin:
            seen.append((f"{place.path}", there.head))
    silent = []
    for witness in policy.witnesses:
        note = _asked(witness.url, held.origin) if witness.url else None
        if note is None:
            silent.append(witness.name)
        elif note:
            seen.append((witness.name, note))
    return seen, [] if seen else silent


def _asked(url: str, origin: str) -> bytes | None:
    """Return the newest head a witness cosigned, nothing where it knows none, None where it is not there."""
    from hashlib import sha256

    from sepaham.audit.asking import AskError, fetch_http

    try:
        status, note = fetch_http(
            f"{url.rstrip('/')}/{sha256(origin.encode()).hexdigest()}/checkpoint", None, {}
        )
    except AskError:
        return None
    return note if status == HTTPStatus.OK else b""


def _head_in(raw: bytes) -> bytes:
    """Return the head in a file: itself, or that of an export."""
    from sepaham.ledger import archive

    if not raw.startswith(archive.HEADER):
        return raw
    parts, _ = archive.read(raw)
    return next((part.data for part in parts if part.name == "checkpoint"), b"")


def _judged(held: "Held", policy: "Policy", seen: list[tuple[str, bytes]]) -> "list[Fault]":
    from sepaham.audit.continuity import continues
    from sepaham.crypto.verifier import StandardVerifier

    own = [("backup", held.head)] if held.head else []
    return continues(
        commitments=held.commitments,
        seen=[*own, *seen],
        origin=held.origin,
        policy=policy,
        verifier=StandardVerifier(),
    )


def _why(faults: "list[Fault]", silent: list[str]) -> str:
    told = "; ".join(f"{one.where} ({one.code}: {one.detail})" for one in faults)
    if told:
        return f"The backup does not continue what was seen: {told}. --accept-fork puts it back all the same."
    return (
        f"Nobody could ask {', '.join(silent)} what they saw. Give heads with --seen FILE and ask again when "
        "they answer, or use --accept-fork."
    )
