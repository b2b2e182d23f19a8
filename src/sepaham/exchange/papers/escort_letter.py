"""The numbered letter by which KPU asks the police to guard and escort what moves, with its two annexes."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from sepaham.domain.base import Level, local_zone
from sepaham.domain.findings import Names
from sepaham.domain.loads import LEGS
from sepaham.domain.words import Language, write_moment
from sepaham.exchange.papers.blocks import (
    LINE,
    Block,
    Break,
    Facts,
    Paper,
    Sign,
    Signatures,
    Text,
    Title,
    plain,
)
from sepaham.exchange.papers.goings import Going, Schedule
from sepaham.exchange.papers.letterhead import Heading, copies_to, heading_lines
from sepaham.exchange.papers.words import write_date

_ANNEXES = 2


@dataclass(frozen=True, slots=True)
class Asking:
    """
    What a letter asks, of whom.

    Attributes:
        office: Whose letter it is; `to` is the office it is sent to.
        region: Where it is about.
        goings: The trips, in any order; at least one.
        number: The letter's number; '' to be written by hand.
        profile_name: What the election day is called.
        at: The hour of printing.
    """

    office: str
    to: str
    region: str
    goings: Sequence[Going]
    heading: Heading
    number: str
    profile_name: str
    at: datetime


def escort_letter(asking: Asking, *, names: Names, language: Language) -> Paper:
    """Return the letter, ready to be edited and signed."""
    schedule = Schedule(asking.region, names, language)
    say = schedule.say
    return Paper(
        language=language,
        title="",
        proof=say("proof"),
        heading=heading_lines(asking.office, asking.heading, names, language),
        address=asking.heading.address,
        number=asking.number or LINE,
        blocks=tuple(_blocks(asking, schedule, language)),
    )


def _blocks(asking: Asking, schedule: Schedule, language: Language) -> Iterator[Block]:
    say = schedule.say
    yield from _opening(asking, schedule, language)
    yield Text(plain(say("letter_open", profile=asking.profile_name)))
    yield _asked(asking, schedule, language)
    for key in ("letter_ask", "letter_secret", "letter_close"):
        yield Text(plain(say(key)))
    yield Signatures((Sign(say("letter_chair"), schedule.name(asking.office)),))
    yield from copies_to(asking.heading, say("copies"))
    yield Break()
    yield Title(f"{say('annex', number=1)}: {say('annex_days')}")
    yield schedule.by_day(asking.goings)
    yield Break()
    yield Title(f"{say('annex', number=2)}: {say('annex_trips')}")
    yield from _trips(asking, schedule, language)


def _opening(asking: Asking, schedule: Schedule, language: Language) -> Iterator[Block]:
    say = schedule.say
    place = asking.heading.place or schedule.name(asking.region).removeprefix("Kabupaten ")
    day = write_date(asking.at.astimezone(local_zone(asking.region)).date(), language)
    yield Text(plain(say("letter_day", place=place, day=day)), right=True)
    yield Facts(
        (
            (say("letter_number"), asking.number or LINE),
            (say("letter_class"), say("letter_restricted")),
            (say("letter_annexes"), say("letter_annex_count", number=_ANNEXES)),
            (say("letter_subject"), say("letter_about")),
        )
    )
    chief = say("letter_chief", office=schedule.name(asking.to))
    yield Text(plain(f"{say('letter_to')} {chief}"))


def _asked(asking: Asking, schedule: Schedule, language: Language) -> Facts:
    say, goings = schedule.say, asking.goings
    first = write_moment(min(going.journey.departs_at for going in goings), language, asking.region)
    last = write_moment(max(going.arrives_at for going in goings), language, asking.region)
    places = len({halt.region for going in goings for halt in going.journey.halts})
    trips, pieces, boxes = (
        schedule.number(n)
        for n in (
            len(goings),
            sum(sum(going.pieces) for going in goings),
            sum(going.boxes for going in goings),
        )
    )
    return Facts(
        (
            (say("letter_when"), say("letter_between", first=first, last=last)),
            (
                say("letter_trips"),
                say("letter_trips_value", trips=trips, places=schedule.number(places)),
            ),
            (say("letter_goods"), say("letter_goods_value", pieces=pieces, boxes=boxes)),
        )
    )


def _trips(asking: Asking, schedule: Schedule, language: Language) -> Iterator[Block]:
    """Yield the trips between stores by day; those between desa and polling stations are too many to list."""
    listed = [going for going in asking.goings if LEGS[going.journey.leg].level is not Level.TPS]
    for day, goings in schedule.days(listed).items():
        yield Title(write_date(day, language), 3)
        yield schedule.each(goings)
    if len(listed) < len(asking.goings):
        yield Text(plain(schedule.say("annex_last")))
