"""Institutions' own lists as the log has them: those in force, earlier ones, and the rows of each."""

from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from sepaham.domain.facts import Fact
from sepaham.domain.instrument_kinds import Instrument, InstrumentError, Rows, rows_from_bytes
from sepaham.domain.instruments import Listing
from sepaham.records.facts import facts
from sepaham.records.log import Blob, Log

STATE = "instrument.state"
Kinds = Mapping[str, Instrument]


def stated(*, log: Log, instruments: Kinds) -> list[Listing]:
    """Return every list ever stated, without its rows, the newest entry first."""
    told = sorted(facts(log=log, kinds=(STATE,)), key=lambda fact: -fact.index)
    return [_listing(fact, instruments) for fact in told if fact.subject in instruments]


def in_force(*, log: Log, instruments: Kinds) -> list[Listing]:
    """
    Return each owner's last list of each instrument, with its rows where they are kept here.

    Args:
        log: Whose.
        instruments: The kinds of list, by code.
    """
    last: dict[tuple[str, str], Listing] = {}
    for listing in stated(log=log, instruments=instruments):
        last.setdefault((listing.instrument.code, listing.owner), listing)
    order = list(instruments)
    found = sorted(last.values(), key=lambda one: (order.index(one.instrument.code), one.owner))
    return [whole(listing) for listing in found]


def listing(*, log: Log, key: str, instruments: Kinds) -> Listing | None:
    """Return one list with its rows, by its statement or the hash of its rows; None where there is none."""
    told = stated(log=log, instruments=instruments)
    found = next((one for one in told if key in {one.key, one.sha256}), None)
    return whole(found) if found else None


def whole(listing: Listing) -> Listing:
    """Return a list with its rows; without any where they are not kept here."""
    try:
        return listing.holding(_rows(listing.sha256))
    except (Blob.DoesNotExist, InstrumentError):
        return listing


@lru_cache(maxsize=32)
def _rows(sha256: str) -> Rows:
    return rows_from_bytes(bytes(Blob.objects.get(pk=sha256).data))


def _listing(fact: Fact, instruments: Kinds) -> Listing:
    body = fact.body
    return Listing(
        instrument=instruments[fact.subject],
        owner=fact.actor,
        signed=fact.office,
        region=fact.region,
        key=fact.key,
        index=fact.index,
        sha256=body["sha256"],
        dated=_day(body["dated"], fact.at.date()),
        source=body["source"],
    )


def _day(text: str, stated_on: date) -> date:
    """Return the day a list bears; one that no calendar has is the day it was stated."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return stated_on
