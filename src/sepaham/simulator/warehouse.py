"""
The weeks in KPU's warehouse before the days: orders, waves of goods, sorting, claims, seals handed out.

Days and shares are those lived in Jombang in 2024: stage I by H-55 with 16 boxes to spare, ballots on H-30 in
cartons of 2,000 and 2,500 with one odd carton, sorted from H-26, 127 damaged and 697 short of 1,039,060
claimed and replaced. Everything here happens without chance.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, time, timedelta
from typing import Any

from sepaham.domain.stock import Wants, wants_of
from sepaham.simulator.deeds import key_of
from sepaham.simulator.play import Play, Process

ORDERED, STAGE_ONE, BALLOTS, SORTED, CLAIMED, REPLACED, SHARED = -59, -55, -30, -24, -23, -16, -10
"""The days, relative to voting day, on which each thing happens."""
CARTON: Mapping[str, int] = {"box": 50, "booth": 100, "ink": 48, "seal": 5_000}
"""Pieces in a carton of an item; of others `USUAL`, of ballots one of `BALLOT_CARTONS` by election."""
USUAL, BALLOT_CARTONS = 500, (2_000, 2_500)
DAMAGED, SHORT, OF = 127, 697, 1_039_060
CLASSES = ("misprint", "splash", "torn", "folded")
SPARE_BOXES, SPARE_SEALS = 16, 200


@dataclass(frozen=True, slots=True)
class Wave:
    """One item's way into the warehouse: how many pieces, in cartons of how many, under which name."""

    item: str
    pieces: int
    each: int
    name: str
    day: int

    @property
    def cartons(self) -> list[dict[str, int]]:
        """Return the runs of full cartons, and the odd one at the end."""
        full, rest = divmod(self.pieces, self.each)
        runs = [{"first": 1, "last": full, "each": self.each}] if full else []
        return [*runs, {"first": full + 1, "last": full + 1, "each": rest}] if rest else runs

    @property
    def waybill(self) -> dict[str, Any]:
        """Return what the surat jalan says."""
        cartons = -(-self.pieces // self.each)
        return {"number": f"SJ-{self.name}", "pieces": self.pieces, "cartons": cartons}


def waves(play: Play) -> list[Wave]:
    """Return what is needed of every counted item, as the waves in which it comes."""
    scene = play.scene
    wants = wants_of(profile=scene.profile, stations=scene.register.stations, region=scene.kabupaten)
    found, ballots = [], 0
    for turn, (item, pieces) in enumerate(_pieces(play, wants).items(), 1):
        is_ballot = item.startswith("ballot")
        each = BALLOT_CARTONS[ballots % 2] if is_ballot else CARTON.get(item, USUAL)
        ballots += is_ballot
        found.append(Wave(item, pieces, each, f"K{turn:03d}", BALLOTS if is_ballot else STAGE_ONE))
    return found


def _pieces(play: Play, wants: Wants) -> dict[str, int]:
    """Return how many pieces come: what is needed, boxes to spare, and the seals that are put on besides."""
    pieces = {item: needed for item, needed in wants.needed.items() if needed}
    boxes = sum(len(play.scene.boxes(station)) for station in play.scene.register.by_key)
    pieces["box"] = pieces.get("box", boxes) + SPARE_BOXES
    if "seal" in pieces:
        pieces["seal"] += 2 * play.scene.seals_a_box * boxes + SPARE_SEALS
    return pieces


def stock(play: Play) -> Process:
    """Fill the warehouse."""
    coming = waves(play)
    for wave in coming:
        yield _at(play, ORDERED, 9)
        due = play.scene.profile.day + timedelta(days=wave.day)
        _say(play, "goods.order", wave.name, _order(wave, due))
    for wave in sorted(coming, key=lambda one: one.day):
        yield _at(play, wave.day, 15)
        yield play.env.timeout(20)
        _say(play, "goods.arrive", wave.name, _arrived(wave))
        for line in ("bawaslu", "polres") if wave.day == BALLOTS else ():
            yield play.env.timeout(5)
            seen = {"arrival": wave.name, "pieces": wave.pieces}
            _say(play, "goods.observe", f"{wave.name} {line}", seen, line=line)
    for wave in coming:
        if wave.day == BALLOTS:
            yield from _sort(play, wave)
    yield from _share_seals(play)


def _order(wave: Wave, due: date) -> dict[str, Any]:
    body = {"order": f"P-{wave.name}", "item": wave.item, "pieces": wave.pieces}
    return {**body, "due": due.isoformat(), "supplier": "PT Contoh Logistik"}


def _arrived(wave: Wave, **more: Any) -> dict[str, Any]:
    body = {"arrival": wave.name, "item": wave.item, "cartons": wave.cartons, "waybill": wave.waybill}
    made = {"counted": wave.pieces, "store": "Gudang KPU 1", "supplier": "PT Contoh Logistik"}
    return {**body, **made, "document": f"BTTB-{wave.name}", **(more or {"order": f"P-{wave.name}"})}


def _sort(play: Play, wave: Wave) -> Process:
    """Sort and fold one kind of ballot, claim what is damaged or short, and sort what replaced it."""
    damaged, short = (max(1, wave.pieces * part // OF) for part in (DAMAGED, SHORT))
    yield _at(play, SORTED, 17)
    body = {"item": wave.item, "good": wave.pieces - damaged - short, "damaged": _classes(damaged)}
    _say(play, "goods.sort", wave.item, {**body, "short": short, "arrival": wave.name})
    yield _at(play, CLAIMED, 10)
    paper = f"BA-{wave.name}"
    claim = {"item": wave.item, "document": paper, "damaged": damaged, "short": short, "arrival": wave.name}
    _say(play, "goods.claim", wave.item, claim)
    yield _at(play, REPLACED, 11)
    again = Wave(wave.item, damaged + short, wave.each, f"{wave.name}-G", REPLACED)
    _say(play, "goods.arrive", again.name, _arrived(again, claim=paper))
    yield play.env.timeout(120)
    good = {"item": wave.item, "good": again.pieces, "damaged": {}, "arrival": again.name}
    _say(play, "goods.sort", again.name, good)


def _classes(damaged: int) -> dict[str, int]:
    """Divide damaged pieces among the classes seen."""
    share, rest = divmod(damaged, len(CLASSES))
    counts = {name: share + (turn < rest) for turn, name in enumerate(CLASSES)}
    return {name: count for name, count in counts.items() if count}


def _share_seals(play: Play) -> Process:
    """Take in the seals and give each PPK those it puts on again after recapitulation."""
    wave = next((one for one in waves(play) if one.item == "seal"), None)
    if wave is None:
        return
    yield _at(play, SHARED, 9)
    kpu = play.scene.office("kpu", play.scene.kabupaten)
    _say(play, "seal.issue", kpu, {"to": kpu, "count": wave.pieces})
    for kecamatan, count in _recapitulated(play):
        yield play.env.timeout(3)
        ppk = play.scene.office("ppk", kecamatan)
        _say(play, "seal.issue", ppk, {"to": ppk, "count": count})


def _recapitulated(play: Play) -> Iterator[tuple[str, int]]:
    scene = play.scene
    for kecamatan in scene.kecamatan:
        stations = (s for desa in scene.stations[kecamatan] for s in scene.stations[desa])
        yield kecamatan, scene.seals_a_box * sum(len(scene.boxes(station)) for station in stations)


def count_seals(play: Play, kecamatan: str) -> None:
    """Let a PPK count the blank seals it has left: none, when all is as it should be."""
    ppk = play.scene.office("ppk", kecamatan)
    key = key_of("seal.count", ppk, kecamatan)
    play.say(ppk, "seal.count", kecamatan, {"blank": 0}, key=key)


def _at(play: Play, day: int, hour: int) -> Any:
    return play.until(play.scene.moment(day, time(hour)))


def _say(play: Play, kind: str, about: str, body: Mapping[str, Any], *, line: str = "kpu") -> None:
    region = play.scene.kabupaten
    office = play.scene.office(line, region)
    play.say(office, kind, region, body, key=key_of(kind, office, about))
