"""A load list made on the way in words, before it is signed."""

from sepaham.domain.findings import Names
from sepaham.domain.loads import LoadList
from sepaham.domain.sentences import LEG_NAMES
from sepaham.domain.words import Language, write_moment, write_number
from sepaham.web.words import say

HOURS = (("opens", "Mulai"), ("closes", "Batas"))
"""The fields of the form that hold an hour, with what they are called."""
NAMED = 40


def sentences(load: LoadList, language: Language, names: Names) -> list[str]:
    """Return what declaring a list says: the way, the hours, the units."""
    told = [
        say(
            "Daftar muatan {leg}: {number} barang dari {giver} ke {receiver}, wilayah {place}.",
            language,
            leg=LEG_NAMES[load.leg].say(language, {}),
            number=write_number(len(load.units), language),
            giver=names(load.giver, language),
            receiver=names(load.receiver, language),
            place=names(load.region, language),
        ),
        say(
            "Diserahkan mulai {opens}, diterima paling lambat {closes}.",
            language,
            opens=write_moment(load.opens_at, language, load.region),
            closes=write_moment(load.closes_at, language, load.region),
        ),
    ]
    units = [f"{names(code, language)} ({code})" for code in load.units[:NAMED]]
    more = len(load.units) - len(units)
    if more:
        units.append(say("dan {number} lagi", language, number=write_number(more, language)))
    return [*told, ", ".join(units) + "."]
