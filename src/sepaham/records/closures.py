"""Roads that were stated closed in a log, and those closed at an hour."""

from datetime import datetime

from sepaham.domain import closures as domain
from sepaham.records.facts import facts
from sepaham.records.log import Log


def closures(*, log: Log) -> tuple[domain.Closure, ...]:
    """Return every closing that was stated, ended or not, in the order of their hours."""
    return domain.closures_of(facts(log=log, kinds=(domain.CLOSE, domain.OPEN)))


def closed_at(*, log: Log, at: datetime) -> tuple[domain.Closure, ...]:
    """Return the roads that are closed at an hour, by their codes."""
    return domain.in_force(closures(log=log), at)
