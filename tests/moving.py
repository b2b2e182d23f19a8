"""A movement plan for the example: a truck to two desa and home, and one from the KPU."""

from datetime import timedelta

from example import JIPURAPAH, KABUPATEN, KLITIH, ORIGIN, PLANDAAN, WONOSALAM, hour, load
from sepaham.domain.movement import Halt, Journey, Movement

TO_DESA = f"trip:ppk-pps:{PLANDAAN}:a1b2c3:1"
HOME = f"trip:pps-ppk:{PLANDAAN}:a1b2c3:1"
TO_PPK = f"trip:kpu-ppk:{KABUPATEN}:d4e5f6:1"


def journey(id_, start, places, departs, *, vehicle="a1b2c3"):
    """A run that calls somewhere every half hour and stays a quarter of one."""
    leg = id_.split(":")[1]
    calls = [departs + timedelta(minutes=30 * turn) for turn in range(1, len(places) + 1)]
    halts = tuple(
        Halt(place, (load(leg, place).hash,), at, at + timedelta(minutes=15))
        for place, at in zip(places, calls, strict=True)
    )
    back = calls[-1] + timedelta(minutes=45)
    return Journey(id_, leg, start, vehicle, "", departs, back, halts, 9000, 0)


def movement(
    departs="26 07:20", *, first="23 08:00", closures=(), places=(JIPURAPAH, KLITIH), to=WONOSALAM, keep=True
):
    """The plan, with the hours at which the trucks leave; the first only where it is kept."""
    made = (
        journey(TO_PPK, KABUPATEN, (to,), hour(first), vehicle="d4e5f6"),
        journey(TO_DESA, PLANDAAN, places, hour(departs)),
        journey(HOME, PLANDAAN, places, hour("27 17:00")),
    )
    made = made if keep else made[1:]
    return Movement(
        ORIGIN, f"n{departs}{first}", 1, 500, "crow*1.4", closures, {one.id: one for one in made}, {}
    )
