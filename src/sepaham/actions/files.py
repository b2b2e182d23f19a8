"""Keeping files that statements name by their hash alone."""

from collections.abc import Iterable

from django.db import transaction

from sepaham.domain.base import digest
from sepaham.records.log import keep_blob


def keep_files(*, files: Iterable[bytes]) -> None:
    """Keep files by their hash; those that are kept already stay."""
    with transaction.atomic():
        for file in files:
            keep_blob(sha256=digest(file), data=file)
