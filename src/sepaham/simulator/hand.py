"""The hand that meddles with the days: it picks places nothing else meddles with, and edits the diary."""

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from typing import Any

from sepaham.domain.base import Level, ancestor, parent_of
from sepaham.domain.loads import LoadList, Stage
from sepaham.domain.plan import store_id
from sepaham.errors import SepahamError
from sepaham.simulator.deeds import Deed, Diary, Planned, given, key_of, received, seen
from sepaham.simulator.scene import Scene

OUT, HOME = "pps-kpps", "kpps-pps"


class NoRoomError(SepahamError):
    """The register has no place left that nothing else happened to."""


class Hand:
    """Places still untouched, in an order of chance, and the edits that faults and twins share."""

    def __init__(self, scene: Scene, diary: Diary) -> None:
        """Begin with every place untouched."""
        self.scene, self.diary = scene, diary
        self.rng = scene.rng
        self._stations = self._shuffled(list(scene.register.by_key))
        self._desa = self._shuffled(sorted({ancestor(s, Level.DESA) for s in self._stations}))
        self._kecamatan = self._shuffled(list(scene.kecamatan))

    def _shuffled(self, places: list[str]) -> list[str]:
        self.rng.shuffle(places)
        return places

    # Places

    def station(self) -> str:
        """
        Take a polling station.

        Raises:
            NoRoomError: None is left.
        """
        return _pop(self._stations)

    def desa(self) -> str:
        """
        Take a desa, as far as what concerns all of it goes.

        Raises:
            NoRoomError: None is left.
        """
        return _pop(self._desa)

    def kecamatan(self) -> str:
        """
        Take a kecamatan, as far as what concerns all of it goes.

        Raises:
            NoRoomError: None is left.
        """
        return _pop(self._kecamatan)

    def station_in(self, area: str, *, beside: str = "") -> str:
        """
        Take a polling station of an area, of another desa than `beside` if that is given.

        Raises:
            NoRoomError: None is left there.
        """
        for place, key in enumerate(self._stations):
            if key.startswith(area + ".") and parent_of(key) != beside:
                return self._stations.pop(place)
        raise NoRoomError(f"No polling station is left in {area}.", "simulator.room")

    def pair(self, *, same_desa: bool) -> tuple[str, str]:
        """
        Take two polling stations, of one desa or of two in one kecamatan.

        Raises:
            NoRoomError: There are no such two.
        """
        for first in list(self._stations):
            area = ancestor(first, Level.DESA if same_desa else Level.KECAMATAN)
            self._stations.remove(first)
            try:
                return first, self.station_in(area, beside="" if same_desa else parent_of(first))
            except NoRoomError:
                self._stations.append(first)
        raise NoRoomError("No such two polling stations are left.", "simulator.room")

    # Deeds

    def planned(self, leg: str, region: str) -> Planned:
        """Return a planned load list."""
        return self.scene.lists[leg, region]

    def at(self, key: str) -> datetime:
        """Return when a deed happened."""
        return self.diary.deeds[key].at

    def say(self, deed: Deed) -> str:
        """Write down one more deed and return its key."""
        self.diary.write(deed)
        return deed.key

    def minutes(self, least: float, most: float) -> timedelta:
        """Return a while by chance, in whole seconds."""
        return timedelta(seconds=round(self.rng.uniform(least * 60, most * 60)))

    def evening(self) -> datetime:
        """Return an hour late on H-1."""
        return self.scene.moment(-1, time(21, 5)) + self.minutes(0, 50)

    def morning(self) -> datetime:
        """Return an hour before the polling stations open."""
        return self.scene.moment(0, time(4)) + self.minutes(0, 60)

    def receivers_side(self, planned: Planned) -> list[str]:
        """Return the keys of the receipt and of those who saw it."""
        return [received(planned), *self.diary.seers(planned, "receive")]

    def observed(self, station: str, leg: str) -> str:
        """Let the supervisor of a polling station have seen its side of a handover; return the key."""
        planned, side = self.planned(leg, station), "receive" if leg == OUT else "give"
        office = self.scene.office("ptps", station)
        key = seen(planned, office, side)
        if key not in self.diary.deeds:
            ref = received(planned) if leg == OUT else given(planned)
            body = {"list": planned.hash, "side": side}
            at = self.at(ref) + self.minutes(1, 3)
            self.say(Deed(key, office, "handover.observe", station, at, body, (("sees", ref),)))
        return key

    def reread(self, planned: Planned, box: str, numbers: list[str] | None) -> None:
        """Let the receipt say other seal numbers of one box; None says nothing of any seal."""
        body = self.diary.deeds[received(planned)].body
        seals: Any = None if numbers is None else {**body.get("seals", {}), box: numbers}
        self.diary.reword(received(planned), seals=seals)

    def applied(self, station: str) -> dict[str, list[str]]:
        """Return the seals a station's boxes got when they were packed."""
        pack = key_of("parcel.pack", self.scene.office("kpu", station), station)
        seals: dict[str, list[str]] = self.diary.deeds[pack].body["seals"]
        return seals

    def move(self, leg: str, units: list[str], at: datetime, *, giver: str, receiver: str) -> Planned:
        """Let one office hand units on to another by a list made on the way, and return that list."""
        region, seat = receiver.partition(":")[2], giver.partition(":")[2]
        load = LoadList(
            nonce=f"{self.rng.getrandbits(128):032x}",
            log=self.scene.plan.log,
            leg=leg,
            giver=giver,
            receiver=receiver,
            region=region,
            store=store_id(receiver),
            units=tuple(units),
            opens_at=at,
            closes_at=at + timedelta(hours=12),
            step=1,
        )
        planned = Planned(load.hash, load)
        body = {"list": planned.hash}
        declared = key_of("list.declare", giver, planned.hash)
        self.say(Deed(declared, giver, "list.declare", seat, at, {"list": load.to_dict()}))
        handed = self.say(Deed(given(planned), giver, "handover.give", seat, at + self.minutes(5, 15), body))
        got = at + self.minutes(20, 45)
        self.say(
            Deed(received(planned), receiver, "handover.receive", region, got, body, (("gives", handed),))
        )
        return planned

    def home_lists(self, station: str) -> Iterator[Planned]:
        """Yield the lists by which a station's goods go home."""
        for (leg, region), planned in self.scene.lists.items():
            if planned.load.stage > Stage.VOTE and (station + ".").startswith(region + "."):
                yield self.planned(leg, region)


def _pop(places: list[str]) -> str:
    if not places:
        raise NoRoomError("No place is left that nothing else happened to.", "simulator.room")
    return places.pop()
