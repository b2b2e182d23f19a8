"""
The accounts of one load list, each with whether it counts, and who may still add one.

The book keeps only accounts that count; a page shows the others too, since nothing that was stated is hidden.
"""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from sepaham.domain.authority import Authority
from sepaham.domain.custody import Act, Handover, act_of
from sepaham.domain.jurisdiction import same_subject
from sepaham.domain.loads import LoadList
from sepaham.domain.register import Office
from sepaham.domain.statement import Entry

VERBS = ("receive", "give", "more", "observe", "copy")
"""What can be done about a handover, in the order a page offers it; ``more`` receives what came later."""


@dataclass(frozen=True, slots=True)
class Account:
    """One account with its place in the log; `why` tells what keeps it from counting, '' when it counts."""

    act: Act
    index: int
    received_at: datetime
    why: str = ""


def accounts_of(
    entries: Iterable[Entry], *, set_aside: Mapping[str, str], misdated: Collection[str] = ()
) -> tuple[Account, ...]:
    """
    Return all accounts of one load list in the order of their hours.

    Args:
        entries: The statements that speak of the list.
        set_aside: Statements that do not count, with the rule that says so.
        misdated: Statements whose own hour cannot be right, so that the receipt's counts.
    """
    told = list(entries)
    of_id = {entry.statement.id: entry.statement for entry in told}
    corrected = {
        ref.id
        for entry in told
        for ref in entry.statement.refs
        if ref.role == "corrects"
        and entry.statement.id not in set_aside
        and (old := of_id.get(ref.id))
        and old.office == entry.statement.office
        and same_subject(entry.statement, old)
    }
    found = []
    for entry in told:
        key = entry.statement.id
        at = entry.received_at if key in misdated else entry.statement.at
        why = "corrected" if key in corrected else set_aside.get(key, "")
        found.append(Account(act_of(entry.statement, at), entry.index, entry.received_at, why))
    return tuple(sorted(found, key=lambda account: account.act.order))


def handover_of(load: LoadList, hash_: str, accounts: Iterable[Account]) -> Handover:
    """Return a load list with the accounts of it that count."""
    handover = Handover(load, hash_)
    for account in accounts:
        if not account.why:
            handover.add(account.act)
    return handover


def still_out(handover: Handover) -> tuple[str, ...]:
    """Return the units of a list that its receiver stated something of and has not received."""
    if not handover.received:
        return ()
    return tuple(unit for unit in handover.load.units if handover.receiving(unit) is None)


def place_of_side(load: LoadList, side: str, parties: Mapping[str, Office]) -> str:
    """Return where one side of a handover is: the list's region, or the seat of a party elsewhere."""
    party = load.giver if side == "give" else load.receiver
    if load.step and not parties[party].covers(load.region):
        return party.partition(":")[2]
    return load.region


def unstated_sides(handover: Handover) -> tuple[str, ...]:
    """Return the sides of a handover that nobody stated yet but by text message."""
    told = {"give": handover.given, "receive": handover.received}
    return tuple(side for side, acts in told.items() if all(act.by_sms for act in acts))


def verbs(
    handover: Handover, *, office: Office, parties: Mapping[str, Office], authority: Authority
) -> tuple[str, ...]:
    """
    Return which of `VERBS` an office may do about a handover as it stands.

    Args:
        handover: The list and the accounts that count.
        office: Who asks.
        parties: The giver's and the receiver's posts by their id.
        authority: The table in force.
    """
    load = handover.load

    def may(kind: str, side: str, *named: str) -> bool:
        where = place_of_side(load, side, parties)
        return bool(authority.rule(office=office, kind=kind, region=where, parties=named))

    receives = may("handover.receive", "receive", load.receiver)
    party, unstated = office.id in {load.giver, load.receiver}, unstated_sides(handover)
    found = {
        "give": "give" in unstated and may("handover.give", "give", load.giver),
        "receive": "receive" in unstated and receives,
        "more": "receive" not in unstated and bool(still_out(handover)) and receives,
        "observe": not party and may("handover.observe", "receive"),
        "copy": any(may("transcribe", side) for side in unstated),
    }
    return tuple(verb for verb in VERBS if found[verb])
