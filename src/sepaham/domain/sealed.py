"""
Ratings sealed before anybody may read them: a sheet's hash with a random salt goes into the log first.

Nobody learns a rating from its seal, the operator included; when the round is closed the sheet itself
follows, and anybody can tell that it is the one that was sealed. docs/format/rounds.md is the same on paper.
"""

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sepaham.domain.base import canonical_json

FORMAT = "sepaham/ratings/1"
SALT = 32
"""Bytes of a salt."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """
    Some of an office's ratings of one round.

    Attributes:
        log, office: Whose, in which log.
        round, number: Which round.
        sheet: Its number among the office's sheets, from 1 on.
        ratings: As `rating.reveal` has them.
    """

    log: str
    office: str
    round: str
    number: int
    sheet: int
    ratings: Sequence[Mapping[str, Any]]


def seal(sheet: Sheet, *, salt: bytes) -> str:
    """Return what `rating.commit` says of a sheet: SHA-256 of the salt and the sheet's canonical bytes."""
    told = {
        "format": FORMAT,
        "log": sheet.log,
        "office": sheet.office,
        "round": sheet.round,
        "number": sheet.number,
        "sheet": sheet.sheet,
        "ratings": [dict(rating) for rating in sheet.ratings],
    }
    return hashlib.sha256(salt + canonical_json(told)).hexdigest()
