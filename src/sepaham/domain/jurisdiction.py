"""
Where an act was, whatever place it names itself, and whether a load list may be made at all.

A handover happens where its load list goes; only a party that hands on what came to it by mistake is at its
own seat. A list made on the way binds nobody but the parties of its leg.
"""

from collections.abc import Iterable, Mapping

from sepaham.domain.base import ancestor
from sepaham.domain.foundations import Foundations
from sepaham.domain.loads import LEGS, LoadList
from sepaham.domain.register import LINES, Office, office_id
from sepaham.domain.statement import Statement
from sepaham.domain.units import Unit

MOST_LISTS = 50
"""How many load lists on the way one office may make; more would make all others wait for the settling."""


def place_of(statement: Statement, load: LoadList, foundations: Foundations) -> str:
    """Return where an account of a handover was: the list's region, or the seat of a party elsewhere."""
    given = statement.kind == "handover.give" or statement.body.get("side") == "give"
    party = load.giver if given else load.receiver
    at_seat = load.step and not foundations.covers(party, load.region)
    return party.partition(":")[2] if at_seat else load.region


def parties_of(statement: Statement, load: LoadList) -> tuple[str, ...]:
    """Return who, by the load list, may make an account of this kind; empty when anyone may."""
    side = {"handover.give": (load.giver,), "handover.receive": (load.receiver,)}
    return side.get(statement.kind, ())


def hand_of(statement: Statement) -> tuple[str, str]:
    """Return by whose hand a list was made: the signing office, apart for each office the gateway copies."""
    return statement.office, statement.actor if statement.office.startswith("gateway:") else ""


def below(statement: Statement) -> tuple[str, ...]:
    """Return the office a fact names that must stand right below its actor: who is given seals."""
    to = statement.body.get("to") if statement.kind == "seal.issue" else None
    return (to,) if to and to != statement.actor else ()


def same_subject(statement: Statement, old: Statement) -> bool:
    """Tell whether a correction is of the same kind as what it corrects, and about the same list or place."""
    if statement.kind != old.kind:
        return False
    if statement.kind.startswith("handover."):
        return bool(statement.body["list"] == old.body["list"])
    return statement.kind == "list.declare" or statement.region == old.region


def leg_between(*, giver: str, receiver: str, homeward: bool) -> str:
    """Return the leg a list between two offices is on, by their ids; '' when no leg has both their lines."""
    lines = {giver.partition(":")[0], receiver.partition(":")[0]}
    return next(
        (
            leg.code
            for leg in LEGS.values()
            if leg.homeward == homeward and leg.receiver in lines <= {leg.giver, leg.receiver}
        ),
        "",
    )


def fault_of(load: LoadList, *, declarer: str, foundations: Foundations, units: Mapping[str, Unit]) -> str:
    """
    Return why a load list may not be made, one of `sentences.REASONS`; '' when it may.

    Args:
        load: The list.
        declarer: Who makes it.
        foundations: The base facts in force.
        units: Every unit by its code; others are another rule's concern.
    """
    if declarer not in {load.giver, load.receiver}:
        return "not_party"
    giver, receiver = foundations.office(load.giver), foundations.office(load.receiver)
    if giver is None or receiver is None:
        return "phantom_party"
    if not _on_leg(load, giver, receiver):
        return "wrong_leg"
    stations = {units[code].station for code in load.units if code in units}
    return "" if _within_reach(load, giver, receiver, foundations, stations) else "elsewhere"


def _on_leg(load: LoadList, giver: Office, receiver: Office) -> bool:
    """Tell whether both are of a leg's two lines: there, back, or from a receiver on to the right one."""
    leg, lines = LEGS[load.leg], {giver.line, receiver.line}
    return giver.id != receiver.id and lines <= {leg.giver, leg.receiver} and leg.receiver in lines


def _within_reach(
    load: LoadList, giver: Office, receiver: Office, foundations: Foundations, stations: Iterable[str]
) -> bool:
    leg = LEGS[load.leg]
    above = leg.receiver if leg.homeward else leg.giver
    if giver.line != receiver.line:
        upper, lower = (giver, receiver) if giver.line == above else (receiver, giver)
        if not (upper.covers(lower.id.partition(":")[2]) and upper.covers(load.region)):
            return False
    elif not receiver.covers(load.region):
        return False
    over = foundations.office(office_id(above, ancestor(load.region, LINES[above].level)))
    reach = [office for office in (giver, receiver, over) if office]
    return all(any(office.covers(station) for office in reach) for station in stations)
