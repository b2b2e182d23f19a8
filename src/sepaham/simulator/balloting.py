"""
Ballots after the vote: each station's block of ballot use as supervisors, KPPS and PPK copy it.

Beside them KPU's own sheets: kept for a vote held again, and destroyed on H-1 with what was in surplus.
"""

import random
from collections import Counter
from collections.abc import Iterator, Mapping
from datetime import time, timedelta

from sepaham.domain.stock import wants_of
from sepaham.simulator.deeds import Deed, Diary, key_of
from sepaham.simulator.scene import Scene

COUNT = "ballots.count"
OWN, PLENARY = 0.1, 0.05
"""In what share of stations KPPS states its own block, and PPK the one read in its plenary."""
_BALLOT = "ballot:"


def copy_ballots(scene: Scene, diary: Diary) -> None:
    """Write down every copy of the blocks of ballot use, and what KPU keeps and destroys."""
    for station in scene.register.by_key:
        for deed in _copies(scene, diary, station):
            diary.write(deed)
    for deed in _warehouse(scene, diary):
        diary.write(deed)


def _copies(scene: Scene, diary: Diary, station: str) -> Iterator[Deed]:
    rng, kpps = scene.rng, scene.office("kpps", station)
    sealed = diary.deeds.get(key_of("unit.seal", kpps, "vote"))
    if sealed is None:
        return
    body = _block(scene.contents(station), scene.register.by_key[station].voters, rng)
    ptps, ppk = scene.office("ptps", station), scene.office("ppk", station)
    yield _copy(ptps, station, body, sealed, _minutes(rng, 5, 60))
    if rng.random() < OWN:
        yield _copy(kpps, station, body, sealed, _minutes(rng, 1, 5))
    if rng.random() < PLENARY:
        at = scene.moment(2, time(9)) + _minutes(rng, 0, 360)
        yield Deed(key_of(COUNT, ppk, station), ppk, COUNT, station, at, body)


def _copy(office: str, station: str, body: Mapping[str, object], sealed: Deed, after: timedelta) -> Deed:
    return Deed(key_of(COUNT, office, station), office, COUNT, station, sealed.at + after, body)


def _block(contents: Mapping[str, int], voters: int, rng: random.Random) -> dict[str, object]:
    """Return a block that closes: so many came, a few sheets were spoiled, the rest is unused."""
    came = round(voters * rng.uniform(0.62, 0.86))
    counts = {}
    for item, received in contents.items():
        if item.startswith(_BALLOT):
            damaged, wrong = rng.choice((0, 0, 0, 1, 2)), rng.choice((0, 0, 1, 2, 3))
            used = min(came, received - damaged - wrong)
            rest = {
                "used": used,
                "damaged": damaged,
                "wrong": wrong,
                "unused": received - used - damaged - wrong,
            }
            counts[item.removeprefix(_BALLOT)] = {"received": received, **rest}
    return {"counts": counts, "voters": came}


def _minutes(rng: random.Random, least: float, most: float) -> timedelta:
    return timedelta(seconds=round(rng.uniform(least * 60, most * 60)))


def _warehouse(scene: Scene, diary: Diary) -> Iterator[Deed]:
    """Keep what is reserved for a vote held again; burn the damaged and the surplus before witnesses."""
    kpu, region = scene.office("kpu", scene.kabupaten), scene.kabupaten
    good, bad, packed, kept = Counter[str](), Counter[str](), Counter[str](), _reserved(scene)
    for deed in diary.deeds.values():
        if deed.kind == "goods.sort" and deed.body["item"].startswith(_BALLOT):
            election = deed.body["item"].removeprefix(_BALLOT)
            good[election] += deed.body["good"]
            bad[election] += sum(deed.body["damaged"].values())
        elif deed.kind == "parcel.pack":
            found = deed.body["counts"].items()
            packed.update({i.removeprefix(_BALLOT): n for i, n in found if i.startswith(_BALLOT)})
    if not good:
        return
    surplus = {e: left for e in good if (left := good[e] - packed[e] - kept.get(e, 0)) > 0}
    keep, burn = scene.moment(-5, time(14)), scene.moment(-1, time(15, 30))
    if kept:
        body: dict[str, object] = {"sheets": kept, "why": "vote_again"}
        yield Deed(key_of("ballots.keep", kpu, region), kpu, "ballots.keep", region, keep, body)
    present = [kpu, *(scene.office(line, region) for line in ("bawaslu", "polres", "kejari"))]
    body = {"damaged": dict(bad), "surplus": surplus, "present": present, "document": "BA-pemusnahan-1"}
    yield Deed(key_of("ballots.destroy", kpu, region), kpu, "ballots.destroy", region, burn, body)


def _reserved(scene: Scene) -> dict[str, int]:
    """Return the sheets kept for a vote held again, by election."""
    wanted = wants_of(profile=scene.profile, stations=scene.register.stations, region=scene.kabupaten)
    return {i.removeprefix(_BALLOT): n for i, n in wanted.reserve.items() if n and i.startswith(_BALLOT)}
