"""``sepaham key``: change the key that signs a log's heads."""

from pathlib import Path

import click

from sepaham.cli.run import answer, home_option, json_option, with_instance
from sepaham.errors import SepahamError


class NoNextKeyError(SepahamError):
    """There is no announced key to go over to."""


@click.group()
def key() -> None:
    """Change the key that signs the log's heads, in two steps."""


@key.command()
@json_option
@home_option
def announce(*, as_json: bool, home: Path | None) -> None:
    """Make a new key and name it in the log; from now on both sign."""
    instance = with_instance(home)
    from sepaham.actions.keys import announce_log_key
    from sepaham.gateways.keys import gateway_signer, log_signer, make_next_log_signer
    from sepaham.records.queries import current_log, now

    log = current_log()
    fresh = make_next_log_signer(instance, log.origin)
    announce_log_key(
        log=log,
        current=log_signer(instance, log.origin).public,
        fresh=fresh.public,
        gateway=gateway_signer(instance, log.origin),
        at=now(),
    )
    _told(log.origin, fresh.public, as_json=as_json, said="is announced; both sign now")


@key.command()
@json_option
@home_option
def retire(*, as_json: bool, home: Path | None) -> None:
    """Let the announced key sign alone; the old one's secret is destroyed."""
    instance = with_instance(home)
    from sepaham.actions.checkpoint import sign_head
    from sepaham.actions.keys import retire_log_key
    from sepaham.gateways import keys
    from sepaham.records.queries import current_log, now

    log = current_log()
    fresh = keys.next_log_signer(instance, log.origin)
    if fresh is None:
        raise NoNextKeyError("No key is announced; run `sepaham key announce` first.", "key.unannounced")
    gateway, old = keys.gateway_signer(instance, log.origin), keys.log_signer(instance, log.origin)
    retire_log_key(log=log, kept=fresh.public, gateway=gateway, at=now())
    sign_head(log=log, signer=old, also=(fresh,), at=now())
    keys.retire_log_signer(instance, log.origin)
    _told(log.origin, fresh.public, as_json=as_json, said="signs alone now; give witnesses the new policy")


def _told(origin: str, public: bytes, *, as_json: bool, said: str) -> None:
    from sepaham.ledger.note import NoteKey

    vkey = NoteKey(origin, public).vkey
    if as_json:
        answer({"log": origin, "vkey": vkey})
    else:
        click.echo(f"{vkey}\n{said}.")
