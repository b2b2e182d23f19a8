"""What goes wrong with ballots on paper: another column, a slip of the pen, one sheet fewer."""

from datetime import time

from sepaham.simulator.balloting import COUNT
from sepaham.simulator.deeds import Deed, key_of
from sepaham.simulator.hand import Hand
from sepaham.simulator.truth import Fault, sign

NOON = time(12)


def ballots_mixed(hand: Hand, _turn: int) -> Fault:
    """Let PPK read the unused ballots of a station into the column of damaged ones."""
    station = hand.station()
    first, election = _copied(hand, station)
    ppk, counts = hand.scene.office("ppk", station), dict(first.body["counts"])
    block = counts[election]
    counts[election] = {**block, "damaged": block["damaged"] + block["unused"], "unused": 0}
    key, at = key_of(COUNT, ppk, station), hand.scene.moment(2, NOON) + hand.minutes(0, 120)
    hand.say(Deed(key, ppk, COUNT, station, at, {**first.body, "counts": counts}))
    return Fault("ballots_mixed", (sign("ballots_mixed", station, election, "damaged", "unused"),))


def ballots_slip(hand: Hand, _turn: int) -> Fault:
    """Let a supervisor copy the unused ballots with two digits exchanged, or one too many."""
    station = hand.station()
    first, election = _copied(hand, station)
    counts = dict(first.body["counts"])
    unused = counts[election]["unused"]
    slipped = int(str(unused)[::-1]) if str(unused) != str(unused)[::-1] else unused + 10
    counts[election] = {**counts[election], "unused": slipped}
    hand.diary.reword(first.key, counts=counts)
    found = sign("ballots_open", station, election, "unused")
    return Fault("ballots_slip", (found,), (sign("ballots_differ", station, election, "unused"),))


def ballots_fewer(hand: Hand, _turn: int) -> Fault:
    """Let a station have got one ballot fewer than was due; all its copies say so."""
    station = hand.station()
    _, election = _copied(hand, station)
    for line in ("ptps", "kpps", "ppk"):
        key = key_of(COUNT, hand.scene.office(line, station), station)
        if key in hand.diary.deeds:
            counts = dict(hand.diary.deeds[key].body["counts"])
            block = counts[election]
            less = {"received": block["received"] - 1, "unused": block["unused"] - 1}
            counts[election] = {**block, **less}
            hand.diary.reword(key, counts=counts)
    return Fault("ballots_fewer", (sign("ballots_received", station, election, "received"),))


def _copied(hand: Hand, station: str) -> tuple[Deed, str]:
    """Return the supervisor's copy of a station's block, and one of its elections."""
    deed = hand.diary.deeds[key_of(COUNT, hand.scene.office("ptps", station), station)]
    return deed, hand.rng.choice(sorted(deed.body["counts"]))
