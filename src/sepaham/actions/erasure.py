"""Taking away what a statement said, for good, with the log and every proof of it left whole."""

from datetime import datetime

from django.db import connection, transaction

from sepaham.actions.gateway import gateway_statement
from sepaham.actions.livelog import live
from sepaham.actions.rebuild import Rebuilt, rebuild
from sepaham.actions.statements import append_own
from sepaham.domain.erasure import KIND, ErasureError, erasure_body
from sepaham.domain.statement import Statement
from sepaham.exchange.envelopes import microseconds, statement_in, stub_bytes
from sepaham.ledger.signing import Signer
from sepaham.records import log as records
from sepaham.records.log import Blob, Disclosure, Log
from sepaham.records.papers import Photo

REASONS = ("personal_data", "court", "mistake")


def erase(*, log: Log, index: int, reason: str, gateway: Signer, at: datetime) -> Rebuilt:
    """
    Destroy salt, envelope and photos of an entry, state so with a stub, and fold the picture from the stub.

    Args:
        log: The log.
        index: The entry's place.
        reason: One of `REASONS`.
        gateway: Signs the erasing statement.
        at: The hour.

    Raises:
        ErasureError: There is no such entry, it was erased before, or it is of a kind that stays.
    """
    with transaction.atomic():
        _overwrite_what_is_deleted()
        records.lock(log)
        row = Disclosure.objects.filter(log=log, index=index).first()
        if row is None:
            raise ErasureError(f"The log has no entry {index}.", "erasure.none")
        statement = statement_in(bytes(row.envelope))
        body = erasure_body(
            statement=statement, index=index, received_us=microseconds(row.received_at), reason=reason
        )
        erasing, envelope = gateway_statement(
            live=live(log), signer=gateway, kind=KIND, body=body, at=at, region=statement.region
        )
        append_own(log=log, statements=[(erasing, envelope, b"")], received_at=at)
        Disclosure.objects.filter(pk=row.pk).update(salt=b"", envelope=stub_bytes(erasing))
        _erase_photos(statement)
        done = rebuild(log=log)
    _forget_the_journal()
    return done


def _erase_photos(statement: Statement) -> None:
    """Take away the photos a statement names, as far as they are its own offices'."""
    named = statement.body.get("photos", ())
    own = Photo.objects.filter(sha256__in=named, office__in=(statement.office, statement.actor))
    Blob.objects.filter(pk__in=list(own.values_list("sha256", flat=True))).delete()
    own.delete()


def _overwrite_what_is_deleted() -> None:
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA secure_delete = ON")


def _forget_the_journal() -> None:
    """Move what SQLite's journal still holds into the database, where it is overwritten."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
