"""``sepaham export``: the log, or what an office may read of it, in one file that proves itself."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from sepaham.cli.run import answer, home_option, json_option, with_instance
from sepaham.errors import SepahamError

if TYPE_CHECKING:
    from sepaham.audit.export import Export
    from sepaham.gateways.home import Instance


class ExportError(SepahamError):
    """An export that cannot be made."""


@click.command()
@click.option(
    "--as", "office", help="What this office may read, such as bawaslu:35.17; the keeper's by default."
)
@click.option("--to", "file", required=True, type=click.Path(path_type=Path), help="FILE.sepaham")
@json_option
@home_option
def export(*, office: str | None, file: Path, as_json: bool, home: Path | None) -> None:
    """Write the log with its proofs into one file; `sepaham verify FILE` checks it anywhere, alone."""
    from sepaham.audit.export import export as pieces

    found = _gathered(with_instance(home), office)
    size = 0
    with _fresh(file) as out:
        for piece in pieces(found):
            size += out.write(piece)
    told = {
        "file": str(file),
        "bytes": size,
        "reader": found.reader,
        "entries": len(found.commitments),
        "disclosed": len(found.disclosed),
    }
    if as_json:
        answer(told)
    else:
        click.echo(
            f"{file}: {size:,} bytes, {told['disclosed']:,} of {told['entries']:,} entries open to "
            f"{found.reader}. Check it anywhere: sepaham verify {file}"
        )


def _gathered(instance: "Instance", office: str | None) -> "Export":
    """Return the log as an office may read it, under the newest head that enough institutions matched."""
    from itertools import islice

    from sepaham.actions.checkpoint import sign_head
    from sepaham.audit.export import Export
    from sepaham.gateways.keys import log_signer, next_log_signer
    from sepaham.records import acts, disclosures, witnesses
    from sepaham.records.access import Scope
    from sepaham.records.log import commitments
    from sepaham.records.queries import current_log, now
    from sepaham.records.receipts import policy_bytes

    log = current_log()
    signer = log_signer(instance, log.origin)
    fresh = next_log_signer(instance, log.origin)
    sign_head(log=log, signer=signer, also=(fresh,) if fresh else (), at=now())
    head = witnesses.best_checkpoint(log)
    if head is None:
        raise ExportError("The log holds nothing yet.", "export.empty")
    post = acts.post(office) if office else None
    if office and post is None:
        raise ExportError(f"{office!r} is no office; write it as bawaslu:35.17.", "export.office")
    scope = Scope((post.id,), {post.id: post.regions}) if post else None
    found = disclosures.disclosed(log=log, scope=scope, start=0, end=head.size)
    return Export(
        reader=office or "keeper",
        rules=log.rules,
        policy=policy_bytes(log=log, public=signer.public),
        checkpoint=witnesses.note_of(head).encode(),
        commitments=list(islice(commitments(log), head.size)),
        disclosed=found,
        files=disclosures.base_files(found),
        picture="" if office else disclosures.shown_picture(log=log, size=head.size),
    )


@contextmanager
def _fresh(file: Path) -> Iterator[BinaryIO]:
    """Write a file beside its place and put it there when it is whole."""
    part = file.with_name(f".{file.name}.part")
    with part.open("wb") as out:
        yield out
    part.replace(file)
