"""The clock of the simulated days, and the few things every process on it does: wait, say, carry."""

from collections.abc import Generator, Mapping
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

import simpy

from sepaham.domain.base import Level
from sepaham.domain.loads import LEGS
from sepaham.domain.trips import end_of
from sepaham.simulator.deeds import Deed, Diary, Planned, given, key_of, received, seen
from sepaham.simulator.scene import OPENS, Scene

Process = Generator[simpy.Event, Any, None]
Span = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Pace:
    """How long a leg takes, least and most, in minutes."""

    loading: Span
    travel: Span
    unloading: Span


PACES: Mapping[str, Pace] = {
    "kpu-ppk": Pace((30, 60), (20, 90), (20, 50)),
    "ppk-pps": Pace((8, 15), (8, 30), (5, 12)),
    "pps-kpps": Pace((3, 6), (5, 20), (3, 8)),
    "kpps-pps": Pace((3, 6), (5, 20), (3, 8)),
    "pps-ppk": Pace((8, 15), (8, 30), (5, 12)),
    "ppk-kpu": Pace((30, 60), (20, 90), (20, 50)),
}
WATCHERS: Mapping[str, tuple[tuple[str, str, float], ...]] = {
    "kpu-ppk": (("polres", "give", 0.7), ("panwascam", "receive", 1.0), ("polsek", "receive", 0.3)),
    "ppk-pps": (("panwascam", "give", 0.4), ("pkd", "receive", 0.85), ("polsek", "receive", 0.15)),
    "pps-kpps": (("ptps", "receive", 0.7),),
    "kpps-pps": (("ptps", "give", 0.7), ("pkd", "receive", 0.1)),
    "pps-ppk": (("panwascam", "receive", 0.6), ("polsek", "receive", 0.3)),
    "ppk-kpu": (("panwascam", "give", 0.8), ("bawaslu", "receive", 0.9), ("polres", "receive", 0.4)),
}
"""Who sees which side of a leg's handovers, and in what share of them; the rest nobody saw."""
READING: Mapping[str, float] = {"pps-kpps": 0.6, "kpps-pps": 0.3}
"""In what share of a leg's handovers the receiver states the seals it read."""


class Play:
    """The days under way: SimPy's clock in minutes, the diary, and what has come to pass so far."""

    def __init__(self, scene: Scene) -> None:
        """Begin at the midnight before the log opens."""
        self.scene, self.rng = scene, scene.rng
        self.diary = Diary()
        self.env = simpy.Environment()
        self.start = scene.moment(OPENS, time())
        self.done = {planned.hash: self.env.event() for planned in scene.lists.values()}
        self.sealed: dict[str, list[str]] = {}

    @property
    def now(self) -> datetime:
        """Return the simulated hour, to the second."""
        return self.start + timedelta(seconds=round(self.env.now * 60))

    def wait(self, span: Span) -> simpy.Event:
        """Let a while pass, by chance between two bounds in minutes."""
        return self.env.timeout(self.rng.uniform(*span))

    def until(self, moment: datetime) -> simpy.Event:
        """Let the time pass until an instant, if it is still to come."""
        return self.env.timeout(max(0.0, (moment - self.now) / timedelta(minutes=1)))

    def say(
        self,
        office: str,
        kind: str,
        region: str,
        body: Mapping[str, Any],
        *,
        key: str = "",
        refs: tuple[tuple[str, str], ...] = (),
        slot: int = 0,
    ) -> None:
        """Write down that an office does something now."""
        key = key or key_of(kind, office, region)
        self.diary.write(Deed(key, office, kind, region, self.now, body, refs, slot))

    def carry(self, planned: Planned, vehicles: simpy.Resource, *goods: simpy.Event) -> Process:
        """Carry one load list from giver to receiver once vehicle and goods are there."""
        pace, load = PACES[planned.load.leg], planned.load
        yield self.env.all_of(goods)
        yield self.until(load.opens_at)
        with vehicles.request() as turn:
            yield turn
            yield self.wait(pace.loading)
            self.say(load.giver, "handover.give", load.region, {"list": planned.hash}, key=given(planned))
            yield from self._watch(planned, "give")
            self._trip("trip.depart", load.giver, load.region, planned)
            yield self.wait(pace.travel)
            self._trip("trip.arrive", load.receiver, end_of(load), planned)
            yield self.wait(pace.unloading)
            self._receive(planned)
            yield from self._watch(planned, "receive")
            yield self.wait(pace.travel)

    def _receive(self, planned: Planned) -> None:
        load, body = planned.load, _body(planned)
        if self.rng.random() < READING.get(load.leg, 0):
            body |= {"seals": {box: self.sealed[box] for box in self.scene.boxes(load.region)}}
        refs = (("gives", given(planned)),)
        self.say(load.receiver, "handover.receive", load.region, body, key=received(planned), refs=refs)
        self.done[planned.hash].succeed()

    def _watch(self, planned: Planned, side: str) -> Process:
        ref = given(planned) if side == "give" else received(planned)
        for line, watched, share in WATCHERS[planned.load.leg]:
            if watched == side and self.rng.random() < share:
                yield self.wait((0.2, 3))
                office = self.scene.office(line, planned.load.region)
                body = {"list": planned.hash, "side": side}
                key = seen(planned, office, side)
                self.say(
                    office, "handover.observe", planned.load.region, body, key=key, refs=(("sees", ref),)
                )

    def _trip(self, kind: str, office: str, region: str, planned: Planned) -> None:
        """State a vehicle's run; on the last stretch to a polling station nobody does."""
        load = planned.load
        if LEGS[load.leg].level < Level.TPS:
            trip = f"trip:{load.leg}:{load.region}"
            self.say(office, kind, region, {"trip": trip}, key=key_of(kind, office, trip))


def _body(planned: Planned) -> dict[str, Any]:
    return {"list": planned.hash}
