"""
An illustrative geography of the example register, and its Brantas with what leads over it.

Kecamatan lie about where they do; desa and polling stations are spread around them by a fixed rule, and the
river is a few strokes. It must be labelled an example wherever it is shown: no road here is a real one.
"""

import math
from collections.abc import Iterator, Mapping

from sepaham.domain.places import moved
from sepaham.domain.register import Register
from sepaham.domain.rivers import Crossing, River
from sepaham.domain.travel import DEGREE, Point
from sepaham.simulator.example import KABUPATEN, KECAMATAN, example_register

_THOUSANDTH = DEGREE // 1000
_STORE = (-7570, 112240)
_MIDDLES: Mapping[str, tuple[int, int]] = {
    "Perak": (-7585, 112165),
    "Gudo": (-7625, 112190),
    "Ngoro": (-7690, 112255),
    "Bareng": (-7735, 112310),
    "Wonosalam": (-7735, 112385),
    "Mojoagung": (-7570, 112355),
    "Mojowarno": (-7645, 112315),
    "Diwek": (-7600, 112240),
    "Jombang": (-7550, 112230),
    "Peterongan": (-7540, 112280),
    "Sumobito": (-7525, 112345),
    "Kesamben": (-7490, 112315),
    "Tembelang": (-7505, 112240),
    "Ploso": (-7425, 112215),
    "Plandaan": (-7430, 112135),
    "Kabuh": (-7375, 112220),
    "Kudu": (-7395, 112285),
    "Bandarkedungmulyo": (-7575, 112115),
    "Jogoroto": (-7575, 112290),
    "Megaluh": (-7520, 112175),
    "Ngusikan": (-7395, 112355),
}
"""The middle of each kecamatan, in thousandths of a degree."""
_ACROSS: Mapping[str, tuple[int, tuple[int, int]]] = {"Ploso": (3, (-7482, 112222))}
"""Of these kecamatan so many desa, the last ones, lie around another place: over the river."""
_STROKES = (
    (-7600, 112035),
    (-7540, 112085),
    (-7500, 112130),
    (-7475, 112175),
    (-7465, 112220),
    (-7455, 112260),
    (-7442, 112300),
    (-7445, 112350),
    (-7460, 112420),
)
_FEW = frozenset({"motorbike", "foot"})
_REACH, _APART = 750, 350
_TURN = math.pi * (3 - math.sqrt(5))
_TOLD_EVERY = 3
"""The polling stations of every third desa are told; the others have to be assumed."""


def example_places() -> dict[str, Point]:
    """Return where the example's stores are, and some of its polling stations, by code or key."""
    return dict(_places(example_register()))


def example_rivers() -> tuple[River, ...]:
    """Return the example's Brantas, three crossings over it: two bridges and a ferry for the few."""
    crossings = (
        Crossing("tambangan-megaluh", "Tambangan Megaluh (contoh)", _point(-7488, 112152), _FEW),
        Crossing("jembatan-ploso", "Jembatan Ploso (contoh)", _point(-7465, 112220)),
        Crossing("jembatan-kesamben", "Jembatan Kesamben (contoh)", _point(-7443, 112330)),
    )
    return (River("brantas", "Brantas (contoh)", tuple(_point(*end) for end in _STROKES), crossings),)


def _point(lat: int, lon: int) -> Point:
    return Point(lat * _THOUSANDTH, lon * _THOUSANDTH)


def _places(register: Register) -> Iterator[tuple[str, Point]]:
    yield KABUPATEN, _point(*_STORE)
    desa: dict[str, Point] = {}
    for turn, (name, count) in enumerate(KECAMATAN.items(), start=1):
        kecamatan, middle = f"{KABUPATEN}.{turn:02d}", _point(*_MIDDLES[name])
        yield kecamatan, middle
        across, there = _ACROSS.get(name, (0, _MIDDLES[name]))
        for seed in range(count):
            near = middle if seed < count - across else _point(*there)
            desa[f"{kecamatan}.{2001 + seed}"] = _spread(near, seed if near == middle else 0, _REACH)
    yield from desa.items()
    told = {code: desa[code] for code in list(desa)[::_TOLD_EVERY]}
    for station in register.stations:
        if station.desa in told:
            yield station.key, _spread(told[station.desa], station.number, _APART)


def _spread(middle: Point, turn: int, apart: int) -> Point:
    """Return the place of a turn on a sunflower's spiral whose seeds are about so many metres apart."""
    return moved(middle, angle=turn * _TURN, metres=apart * math.sqrt(turn + 0.5))
