"""
The days as SimPy processes: warehouse, packing, three legs out, the night, the vote, the legs home.

Trucks, panels and packing lines are resources, so that the order of events comes from what waits for what.
"""

from collections.abc import Sequence
from datetime import time

import simpy

from sepaham.simulator.balloting import copy_ballots
from sepaham.simulator.deeds import Diary, key_of, received
from sepaham.simulator.play import Play, Process
from sepaham.simulator.scene import Scene
from sepaham.simulator.warehouse import count_seals, stock

PACKING_DAY, PACKING_OPENS, PACKING_MINUTES = -7, time(8), 480.0
PACKING_DAYS = 2
MOST_BOXES = 150
"""How many boxes one statement of an opening names at most, so that it stays well below the size limit."""
COUNTING = 0.25
"""In what share of polling stations KPPS states what it counted when it opened the boxes."""


def live(scene: Scene) -> Diary:
    """Let all days pass and return what was done on them."""
    play = Play(scene)
    play.env.process(stock(play))
    play.env.process(_pack(play))
    _outward(play)
    _nights(play)
    _homeward(play)
    play.env.run()
    copy_ballots(scene, play.diary)
    return play.diary


def _pack(play: Play) -> Process:
    """Pack every parcel on as many lines as two days of work need."""
    stations = play.scene.register.stations
    lines = -(-len(stations) * 10 // int(PACKING_MINUTES * PACKING_DAYS)) + 1
    yield play.until(play.scene.moment(PACKING_DAY, PACKING_OPENS))
    for line in range(lines):
        keys = [station.key for station in stations[line::lines]]
        play.env.process(_packing_line(play, line, keys))


def _packing_line(play: Play, line: int, stations: Sequence[str]) -> Process:
    worked = 0.0
    for station in stations:
        spent = play.rng.uniform(6, 12)
        if worked + spent > PACKING_MINUTES:
            yield play.env.timeout(24 * 60 - worked)
            worked = 0.0
        worked += spent
        yield play.env.timeout(spent)
        office = play.scene.office("kpu", station)
        play.say(office, "parcel.pack", station, _packed(play, station), slot=line % 4)


def _packed(play: Play, station: str) -> dict[str, object]:
    scene = play.scene
    seals = _seal(play, scene.boxes(station))
    units = [unit.code for unit in scene.pieces[station]]
    return {"units": units, "seals": seals, "counts": dict(scene.contents(station))}


def _seal(play: Play, boxes: Sequence[str]) -> dict[str, list[str]]:
    seals = {box: play.scene.seals() for box in boxes}
    play.sealed |= seals
    return seals


def _outward(play: Play) -> None:
    lists, done, env = play.scene.lists, play.done, play.env
    trucks = simpy.Resource(env, len(play.scene.kecamatan) // 3 + 1)
    for kecamatan in play.scene.kecamatan:
        first = lists["kpu-ppk", kecamatan]
        env.process(play.carry(first, trucks))
        parts = play.scene.stations[kecamatan]
        vehicles = simpy.Resource(env, len(parts) // 3 + 1)
        for desa in parts:
            second = lists["ppk-pps", desa]
            env.process(play.carry(second, vehicles, done[first.hash]))
            porters = simpy.Resource(env, len(play.scene.stations[desa]) // 5 + 1)
            for station in play.scene.stations[desa]:
                env.process(play.carry(lists["pps-kpps", station], porters, done[second.hash]))


def _nights(play: Play) -> None:
    for kecamatan in play.scene.kecamatan:
        for desa in play.scene.stations[kecamatan]:
            play.env.process(_night(play, desa))


def _night(play: Play, desa: str) -> Process:
    office, guards = play.scene.office("pps", desa), 2 * len(play.scene.stations[desa])
    for slot, offset in (("22", -1), ("05", 0)):
        yield play.until(play.scene.moment(offset, time(int(slot))))
        yield play.wait((0, 25))
        body = {"slot": slot, "state": "safe", "guards": guards}
        play.say(office, "night.report", desa, body, key=key_of("night.report", office, slot))


def _homeward(play: Play) -> None:
    env, lists, scene = play.env, play.scene.lists, play.scene
    trucks = simpy.Resource(env, len(scene.kecamatan) // 2 + 1)
    for kecamatan in scene.kecamatan:
        parts = scene.stations[kecamatan]
        vehicles = simpy.Resource(env, len(parts) // 3 + 1)
        for desa in parts:
            env.process(_desa_home(play, desa, vehicles))
        arrived = [play.done[lists["pps-ppk", desa].hash] for desa in parts]
        recap = env.process(_recapitulate(play, kecamatan, env.all_of(arrived)))
        env.process(play.carry(lists["ppk-kpu", kecamatan], trucks, recap))


def _desa_home(play: Play, desa: str, vehicles: simpy.Resource) -> Process:
    """Let every polling station of a desa vote and bring its goods home, then go on to PPK in the morning."""
    lists, stations = play.scene.lists, play.scene.stations[desa]
    porters = simpy.Resource(play.env, len(stations) // 3 + 1)
    for station in stations:
        vote = play.env.process(_vote(play, station))
        play.env.process(play.carry(lists["kpps-pps", station], porters, vote))
    yield play.env.all_of([play.done[lists["kpps-pps", station].hash] for station in stations])
    yield play.until(play.scene.moment(1, time(7)))
    yield play.env.process(play.carry(lists["pps-ppk", desa], vehicles))


def _vote(play: Play, station: str) -> Process:
    scene, boxes = play.scene, play.scene.boxes(station)
    kpps, ptps = scene.office("kpps", station), scene.office("ptps", station)
    yield play.until(scene.moment(0, time(6)))
    yield play.wait((0, 45))
    present = [kpps, ptps, scene.office("linmas", station)]
    play.say(kpps, "unit.open", station, {"units": boxes, "purpose": "vote", "present": present})
    if play.rng.random() < COUNTING:
        yield play.wait((5, 15))
        planned = scene.lists["pps-kpps", station]
        play.say(kpps, "handover.receive", station, counted(scene, station), key=received(planned, 1))
    yield play.until(scene.moment(0, time(13)))
    yield play.wait((5, 40))
    used = [unit.code for unit in scene.pieces[station] if not unit.kind.returns]
    if used:
        play.say(kpps, "unit.use", station, {"units": used})
    yield play.wait((180, 480))
    seals = {"seals": _seal(play, boxes), "after": "vote", "present": [kpps, ptps]}
    play.say(kpps, "unit.seal", station, seals, key=key_of("unit.seal", kpps, "vote"))


def counted(scene: Scene, station: str, **off: int) -> dict[str, object]:
    """Return KPPS's account of what its boxes held when opened; `off` is what was not as it should be."""
    planned = scene.lists["pps-kpps", station]
    return {
        "list": planned.hash,
        "only": scene.boxes(station),
        "counts": {**scene.contents(station), **off},
    }


def _recapitulate(play: Play, kecamatan: str, arrived: simpy.Event) -> Process:
    """Open the boxes desa by desa before supervisors, and close them again with new seals."""
    yield arrived
    yield play.until(play.scene.moment(2, time(8)))
    parts = play.scene.stations[kecamatan]
    panels = simpy.Resource(play.env, len(parts) // 12 + 1)
    yield play.env.all_of([play.env.process(_panel(play, desa, panels)) for desa in parts])
    yield play.wait((10, 30))
    count_seals(play, kecamatan)


def _panel(play: Play, desa: str, panels: simpy.Resource) -> Process:
    scene = play.scene
    ppk = scene.office("ppk", desa)
    present = [ppk, scene.office("panwascam", desa), scene.office("polsek", desa)]
    with panels.request() as turn:
        yield turn
        boxes = [box for station in scene.stations[desa] for box in scene.boxes(station)]
        for part, some in enumerate(_parts(boxes)):
            body = {"units": list(some), "purpose": "recapitulation", "present": present}
            play.say(ppk, "unit.open", desa, body, key=key_of("unit.open", ppk, desa, part))
            yield play.wait((20, 40))
            seals = {"seals": _seal(play, some), "after": "recapitulation", "present": present}
            play.say(ppk, "unit.seal", desa, seals, key=key_of("unit.seal", ppk, desa, part))


def _parts(boxes: Sequence[str]) -> list[Sequence[str]]:
    return [boxes[start : start + MOST_BOXES] for start in range(0, len(boxes), MOST_BOXES)]
