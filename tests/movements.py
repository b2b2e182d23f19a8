"""A small movement plan over the tiny example: two vehicles of Plandaan, one motorbike of a desa."""

from dataclasses import replace
from datetime import timedelta

from example import JIPURAPAH, KLITIH, ORIGIN, hour, load
from sepaham.domain.movement import Halt, Journey, Movement

MINUTE = timedelta(minutes=1)


def journey(vehicle, goods, departs, *, way=30, stay=15, store=""):
    """A journey that calls once: `way` minutes there and back, `stay` minutes at the call."""
    start = hour(departs)
    came = start + way * MINUTE
    halt = Halt(goods.region, (goods.hash,), came, came + stay * MINUTE)
    store = store or goods.region.rpartition(".")[0]
    id_ = f"trip:{goods.leg}:{store}:{vehicle}:1"
    return Journey(
        id_, goods.leg, store, vehicle, "", start, halt.leaves_at + way * MINUTE, (halt,), 12400, 0
    )


def movement(north="north", south="south", motor="motor"):
    """The desa's goods by two vehicles, those of one polling station by a third; everything else is left."""
    made = (
        journey(north, load("ppk-pps", JIPURAPAH), "26 06:00"),
        journey(south, load("ppk-pps", KLITIH), "26 07:00", way=10),
        journey(motor, load("pps-kpps", f"{JIPURAPAH}.001"), "26 09:30", way=5),
    )
    left = {load("pps-kpps", f"{JIPURAPAH}.002").hash: "missed"}
    return Movement(ORIGIN, "n" * 22, 1, 500, "crow*1.4", (), {one.id: one for one in made}, left)


def late(found, id_, minutes):
    """The same plan with one journey so many minutes later."""
    by = minutes * MINUTE
    old = found.journeys[id_]
    halts = tuple(
        replace(halt, arrives_at=halt.arrives_at + by, leaves_at=halt.leaves_at + by) for halt in old.halts
    )
    new = replace(old, departs_at=old.departs_at + by, returns_at=old.returns_at + by, halts=halts)
    return replace(found, journeys={**found.journeys, id_: new})
