"""The receipt a page shows after its reader signed: which entry it became, and a sentence to share."""

from dataclasses import dataclass

from django.http import HttpRequest

from sepaham.domain.sentences import KIND_NAMES
from sepaham.domain.words import write_moment, write_number
from sepaham.records import acts
from sepaham.web.present.matching import matched_entry
from sepaham.web.reader import Reader, head_of
from sepaham.web.words import say


@dataclass(frozen=True, slots=True)
class Receipt:
    """What was kept, at which place of the log, and one sentence about it without a route."""

    index: int
    share: str


_MOST_DIGITS = 15


def kept(request: HttpRequest, r: Reader) -> Receipt | None:
    """Return the receipt that ``?kept=`` asks for; None when there is none for this reader."""
    asked = request.GET.get("kept", "")
    if not (asked.isascii() and asked.isdigit() and len(asked) <= _MOST_DIGITS):
        return None
    found = acts.kept(log=r.log, index=int(asked))
    if found is None:
        return None
    if not (found.actor in r.offices or r.scope.may_open(kind=found.kind, region=found.region)):
        return None
    sentence = say(
        "{place}: {office} {verb}, {at}. Entri {number}, {matched}.",
        r.language,
        place=r.place(found.region),
        office=r.place(found.actor),
        verb=KIND_NAMES[found.kind].say(r.language, {}),
        at=write_moment(found.at, r.language, found.region),
        number=write_number(found.index, r.language),
        matched=matched_entry(head_of(found.region).witnessed, found.index, r.language),
    )
    drill = say("LATIHAN", r.language) + ": " if r.log.drill else ""
    return Receipt(found.index, f"{drill}{sentence}")
