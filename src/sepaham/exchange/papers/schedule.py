"""The schedule of one kecamatan, for each office there that supervises, escorts or owns a room."""

from collections.abc import Iterator, Sequence

from sepaham.domain.findings import Names
from sepaham.domain.loads import LEGS
from sepaham.domain.words import Language, write_moment, write_number
from sepaham.exchange.papers.blocks import Block, Note, Paper, Text, Title, plain
from sepaham.exchange.papers.goings import Going, Schedule
from sepaham.exchange.papers.words import write_date


def schedule_sheet(
    region: str, goings: Sequence[Going], *, reader: str, names: Names, language: Language
) -> Paper:
    """
    Return the trips to and from the places of a region, by leg and day.

    Args:
        region: A kecamatan, or a kabupaten for those who answer for all of it.
        goings: Trips; only their calls inside the region are told.
        reader: The office it is printed for, named on the sheet.
        names: What things are called.
        language: The paper's.
    """
    schedule = Schedule(region, names, language)
    inside = [found for going in goings if (found := going.within(region))]
    return Paper(
        language=language,
        title="",
        proof=schedule.say("schedule_own"),
        style="sheet",
        blocks=tuple(_blocks(region, inside, reader, schedule, language)),
    )


def _blocks(
    region: str, goings: list[Going], reader: str, schedule: Schedule, language: Language
) -> Iterator[Block]:
    say = schedule.say
    yield Title(f"{say('schedule_title')}: {schedule.name(region)}", 1)
    yield Note(plain(say("schedule_for", office=schedule.name(reader)), strong=True))
    if not goings:
        yield Text(plain(say("schedule_none")))
        return
    answer = say(
        "schedule_answer",
        trips=write_number(len(goings), language),
        pieces=write_number(sum(sum(going.pieces) for going in goings), language),
        first=write_moment(min(going.journey.departs_at for going in goings), language, region),
        last=write_moment(max(going.arrives_at for going in goings), language, region),
    )
    yield Text(plain(answer, strong=True))
    for leg in LEGS:
        for day, found in schedule.days(one for one in goings if one.journey.leg == leg).items():
            yield Title(f"{schedule.leg(leg)}, {write_date(day, language)}", 3)
            yield schedule.each(found)
