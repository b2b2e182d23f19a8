"""Harmless twins of the faults: alike while they happen, and nothing may be found of them at the end."""

from collections.abc import Callable, Mapping
from datetime import time, timedelta

from sepaham.domain.base import end_of_day
from sepaham.simulator.deeds import Deed, given, key_of, received
from sepaham.simulator.hand import OUT, Hand
from sepaham.simulator.scene import Membership


def quotas(stations: int) -> dict[str, int]:
    """Return how many twins of each kind a register of so many polling stations gets."""
    return dict.fromkeys(TWINS, 1 + stations // 200)


def rain(hand: Hand) -> None:
    """Delay a delivery by rain, within its window."""
    planned = hand.planned(OUT, hand.station())
    latest = planned.load.closes_at - timedelta(minutes=15)
    spare = latest - hand.at(received(planned))
    keys = [key for key in hand.diary.accounts(planned) if key != received(planned, 1)]
    hand.diary.shift(keys, min(spare, hand.minutes(60, 240)))


def resealed(hand: Hand) -> None:
    """Put a new seal on a box at the desa before witnesses, because the old one came off."""
    station = hand.station()
    planned, box = hand.planned(OUT, station), hand.scene.boxes(station)[0]
    pps, numbers = planned.load.giver, hand.scene.seals()
    at = hand.at(given(planned)) - hand.minutes(2, 5)
    present = [pps, hand.scene.office("pkd", station), hand.scene.office("bhabin", station)]
    body = {"seals": {box: numbers}, "after": "ppk-pps", "present": present}
    key = key_of("unit.seal", pps, station)
    hand.say(Deed(key, pps, "unit.seal", station, at, body))
    hand.reread(planned, box, numbers)


def detour(hand: Hand) -> None:
    """Let a vehicle take the long way round, and stop on it, within its window."""
    desa = hand.desa()
    planned = hand.planned("ppk-pps", desa)
    arrive = key_of("trip.arrive", planned.load.receiver, f"trip:ppk-pps:{desa}")
    opens = hand.scene.moment(-1, time(9))
    spare = (opens - hand.at(received(planned))) * 0.8
    if spare > timedelta():
        spare = timedelta(seconds=round(spare.total_seconds()))
        hand.diary.shift([arrive, *hand.receivers_side(planned)], spare)


def late_scan(hand: Hand) -> None:
    """Let a statement made in time come in many hours later: there was no signal."""
    station = hand.station()
    by_kpps = hand.scene.membership is Membership.ALL
    key = received(hand.planned(OUT, station)) if by_kpps else hand.observed(station, OUT)
    hand.diary.mishaps.held[key] = hand.minutes(12 * 60, 26 * 60)


def slip(hand: Hand) -> None:
    """Let KPPS state a missing piece by a slip, and correct itself."""
    station = hand.station()
    planned = hand.planned(OUT, station)
    first = hand.diary.deeds[received(planned)]
    hand.diary.mark([first.key], [hand.scene.pieces[station][-1].code], "missing")
    refs = (("corrects", first.key),)
    key, at = received(planned, 3), first.at + timedelta(minutes=12)
    hand.say(Deed(key, first.office, first.kind, first.region, at, first.body, refs))


def twice(hand: Hand) -> None:
    """Upload the same statement twice."""
    hand.diary.mishaps.again.add(received(hand.planned(OUT, hand.station())))


def overtaken(hand: Hand) -> None:
    """Let a statement come in after the one that followed it."""
    station = hand.station()
    kpps = hand.scene.office("kpps", station)
    key = key_of("unit.open", kpps, station)
    if hand.at(key) < end_of_day(hand.at(key), station):
        hand.diary.mishaps.overtaken.add(key)


TWINS: Mapping[str, Callable[[Hand], None]] = {
    maker.__name__: maker for maker in (detour, rain, resealed, late_scan, slip, twice, overtaken)
}
"""Every kind of harmless twin."""
