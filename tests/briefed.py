"""A world to brief about: the tiny example, with cells that ended and one planned trip."""

from datetime import timedelta

from example import AUTHORITY, JIPURAPAH, KABUPATEN, OPENED, ORIGIN, PLAN, PLANDAAN, PROFILE, REGISTER, hour
from sepaham.domain.briefing import next_edition
from sepaham.domain.briefing_facts import Sources
from sepaham.domain.briefing_trips import pages_of
from sepaham.domain.endings import Ending
from sepaham.domain.facts import Fact
from sepaham.domain.movement import Halt, Journey, Movement
from sepaham.domain.statement import Source
from sepaham.gateways.library import threats

SOURCES = Sources(ORIGIN, PROFILE.day, REGISTER, PROFILE, PLAN, None, AUTHORITY, threats())


def names(key, _language):
    return key


def fact(kind, actor, body, *, index=1, at="14 10:00"):
    now = hour(at)
    return Fact("k", index, kind, body["cell"], actor, actor, PLANDAAN, now, now, Source.DIRECT, body)


def ended(cell, outcome, steps=(4, 4), *, dissents=(), unmet=()):
    likelihood, impact = steps
    body = {"round": "r", "cell": cell, "outcome": outcome, "likelihood": likelihood, "impact": impact}
    return Ending(cell, fact("cell.end", f"kpu:{KABUPATEN}", body), dissents, unmet)


def edition(sources=SOURCES, before=None):
    return next_edition(pages_of(sources), before=before, log=ORIGIN, at=OPENED, nonce="n")


def trip():
    load = next(x for x in PLAN.lists.values() if (x.leg, x.region) == ("ppk-pps", JIPURAPAH))
    start = hour("26 05:30")
    halt = Halt(JIPURAPAH, (load.hash,), start + timedelta(hours=1), start + timedelta(hours=2))
    journey = Journey(
        "trip:ppk-pps:35.17.15:v1", "ppk-pps", PLANDAAN, "v1", "", start, hour("26 09:00"), (halt,), 9000, 0
    )
    return Movement(ORIGIN, "n", 1, 1, "crow", (), {journey.id: journey}, {})
