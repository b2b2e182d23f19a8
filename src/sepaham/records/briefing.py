"""Briefings: the editions a log declares, what they are made from, how far each office is with each page."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from functools import lru_cache

from django.db import models
from django.db.models import Q

from sepaham.domain.base import Level, ancestor
from sepaham.domain.briefing import TRIP, Briefing, Edition, edition_from_bytes
from sepaham.domain.briefing_facts import Sources
from sepaham.domain.ladder import ANSWERED, STEPS, Step, stand_of
from sepaham.domain.quiz import quiz_of
from sepaham.domain.register import PollingStation
from sepaham.domain.threats import Threats
from sepaham.exchange.brief_shapes import Shown
from sepaham.exchange.envelopes import statement_in
from sepaham.records import foundations, understanding
from sepaham.records.escorts import asked
from sepaham.records.fleet import known_vehicles
from sepaham.records.log import Disclosure, Log, Statement, blob
from sepaham.records.register import load_register, profile, stations
from sepaham.records.roster import Contact, first_contacts

MOST_PAGES = 24
"""Pages one phone is sent."""
_SOME = 500
_GUARDS = "linmas:"
_NEAR = 8
"""Neighbours a quiz takes wrong choices from."""


class BriefingStep(models.Model):
    """
    One thing that happened with a page at an office: telemetry beside the log, thrown away in time.

    `words` and `by` are of a teach-back: what they said, and the office that wrote it down.
    """

    log = models.ForeignKey(Log, on_delete=models.CASCADE)
    office = models.CharField(max_length=64)
    device = models.CharField(max_length=64, blank=True)
    key = models.CharField(max_length=80)
    edition = models.PositiveIntegerField()
    what = models.CharField(max_length=10)
    at = models.DateTimeField()
    received_at = models.DateTimeField()
    seconds = models.PositiveIntegerField(default=0)
    item = models.CharField(max_length=40, blank=True)
    choice = models.CharField(max_length=80, blank=True)
    attempt = models.PositiveSmallIntegerField(default=0)
    right = models.BooleanField(default=False)
    grade = models.CharField(max_length=1, blank=True)
    by = models.CharField(max_length=64, blank=True)
    words = models.CharField(max_length=280, blank=True)

    class Meta:
        """Table options."""

        db_table = "briefing_step"
        constraints = [
            models.UniqueConstraint(
                fields=["log", "office", "device", "key", "edition", "what", "item", "attempt", "at"],
                name="briefing_step_once",
            ),
            models.CheckConstraint(condition=Q(what__in=STEPS), name="briefing_step_what"),
        ]
        indexes = [
            models.Index(fields=["log", "key"], name="briefing_step_key"),
            models.Index(fields=["received_at"], name="briefing_step_at"),
        ]


def edition_in_force(log: Log) -> Edition | None:
    """Return the edition a log declares; None before it declares any."""
    sha256 = foundations.declared(log=log, what="briefing")
    return _edition(sha256) if sha256 else None


@lru_cache(maxsize=3)
def _edition(sha256: str) -> Edition:
    return edition_from_bytes(blob(sha256))


def editions(log: Log) -> dict[int, str]:
    """Return the hashes of all editions a log declares, by their number, the oldest first."""
    rows = Statement.objects.filter(log=log, kind="base.declare", office__startswith="gateway:")
    indexes = list(rows.order_by("index").values_list("index", flat=True))
    held = Disclosure.objects.filter(log=log, index__in=indexes).order_by("index")
    bodies = [statement_in(bytes(envelope)).body for envelope in held.values_list("envelope", flat=True)]
    found = [str(body["sha256"]) for body in bodies if body.get("what") == "briefing"]
    return dict(enumerate(found, 1))


def edition_of(log: Log, number: int) -> Edition | None:
    """Return one edition of a log; None where there is none of that number."""
    now = edition_in_force(log)
    if now is not None and now.number == number:
        return now
    sha256 = editions(log).get(number)
    return _edition(sha256) if sha256 else None


def page_of(log: Log, key: str, edition: int) -> Briefing | None:
    """Return a page as it was in the edition that made it so; None where there was no such version."""
    now = edition_in_force(log)
    page = now.by_key.get(key) if now else None
    if page is not None and page.edition == edition:
        return page
    old = edition_of(log, edition) if now and 0 < edition <= now.number else None
    found = old.by_key.get(key) if old else None
    return found if found is not None and found.edition == edition else None


def neighbours(edition: Edition, page: Briefing) -> list[Briefing]:
    """Return the pages of the same kind nearest to one in the order of their codes."""
    alike, place = _alike(edition, page)
    near = range(max(0, place - _NEAR), min(len(alike), place + _NEAR + 1))
    ranked = sorted(near, key=lambda n: (abs(n - place), n))
    return [alike[n] for n in ranked[1 : _NEAR + 1]]


def _alike(edition: Edition, page: Briefing) -> tuple[Sequence[Briefing], int]:
    """Return the pages of a page's kind, and its place among them."""
    alike = edition.by_kind[page.kind]
    return alike, next(n for n, other in enumerate(alike) if other.key == page.key)


def sources(*, log: Log, shipped: Threats) -> Sources:
    """
    Return what briefings are made from now.

    Args:
        log: Whose.
        shipped: The catalogue of threats where the log declares none.
    """
    in_force, movement = profile(), foundations.movement_in_force(log)
    journeys = movement.journeys.values() if movement else ()
    vehicles = known_vehicles({journey.vehicle for journey in journeys})
    return Sources(
        log=log.origin,
        day=in_force.day,
        register=load_register(),
        profile=in_force,
        plan=foundations.plan_in_force(log),
        movement=movement,
        authority=foundations.authority(log=log),
        threats=understanding.threats(log=log, shipped=shipped),
        endings=understanding.endings(log=log, shipped=shipped),
        rounds=understanding.rounds(log=log),
        asked=asked(log=log),
        vehicles={id_: row.kind for id_, row in vehicles.items()},
    )


def steps(*, log: Log, keys: Iterable[str] = (), offices: Collection[str] = ()) -> list[Step]:
    """
    Return what happened with pages, in the order of the hours.

    Args:
        log: Whose.
        keys: Only with these pages; all without any.
        offices: Only at these offices; all without any.
    """
    rows = BriefingStep.objects.filter(log=log)
    rows = rows.filter(office__in=offices) if offices else rows
    wanted = list(dict.fromkeys(keys))
    if not wanted:
        return [_step(row) for row in rows.order_by("at", "id")]
    found: list[Step] = []
    for start in range(0, len(wanted), _SOME):
        some = rows.filter(key__in=wanted[start : start + _SOME])
        found += [_step(row) for row in some.order_by("at", "id")]
    return sorted(found, key=lambda step: step.at)


def _step(row: BriefingStep) -> Step:
    return Step(
        office=row.office,
        key=row.key,
        edition=row.edition,
        what=row.what,
        at=row.at,
        item=row.item,
        choice=row.choice,
        right=row.right,
        grade=row.grade,
        by=row.by,
        words=row.words,
        seconds=row.seconds,
    )


def answers_now(edition: Edition, told: Iterable[Step]) -> list[Step]:
    """Return the answers about versions in force."""
    now = {page.key: page.edition for page in edition.pages}
    return [step for step in told if step.what == ANSWERED and now.get(step.key) == step.edition]


def pages_of_office(*, log: Log, office: str) -> tuple[Briefing, ...]:
    """Return the pages in force that an office is to read, as many as one phone is sent."""
    edition = edition_in_force(log)
    return edition.of(office)[:MOST_PAGES] if edition else ()


def shown_to(*, log: Log, office: str, plans: bool, at: datetime) -> list[Shown]:
    """
    Return the pages an office is to read, each with its questions and how far the office is.

    Args:
        log: Whose.
        office: Whose phone asks.
        plans: Whether it may know of movements before they are stated.
        at: The hour.
    """
    edition, pages = edition_in_force(log), pages_of_office(log=log, office=office)
    if not edition or not pages:
        return []
    told = steps(log=log, keys=[page.key for page in pages], offices=[office])
    people = calls_of(pages)
    return [
        Shown(
            page=page,
            timed=plans or page.kind == TRIP,
            items=quiz_of(page, neighbours(edition, page)),
            stand=stand_of(
                page, [step for step in told if step.key == page.key], log=log.origin, office=office, at=at
            ),
            people=people,
        )
        for page in pages
    ]


def calls_of(pages: Iterable[Briefing]) -> dict[str, tuple[str, str]]:
    """Return whom to call in each office that pages name: name with title, and phone, where known."""
    wanted = {
        line.values["office"]["name"]
        for page in pages
        for line in page.section("command").lines
        if line.code == "call"
    }
    desa = {office.partition(":")[2] for office in wanted if office.startswith(_GUARDS)}
    guards = {f"{_GUARDS}{one.key}": f"{_GUARDS}{one.desa}" for one in _stations_in(desa)}
    first = first_contacts({*wanted, *guards})
    found = {office: _called(first[office]) for office in wanted if office in first}
    for station, office in guards.items():
        if station in first:
            found.setdefault(office, _called(first[station]))
    return found


def _stations_in(desa: Collection[str]) -> Iterator[PollingStation]:
    """Yield the polling stations of some desa, read at once where they are many."""
    if not desa:
        return
    wide = ancestor(min(desa), Level.KABUPATEN)
    area = next(iter(desa)) if len(desa) == 1 else wide
    yield from (station for station in stations(area) if station.desa in desa)


def _called(contact: Contact) -> tuple[str, str]:
    title = f" ({contact.title})" if contact.title else ""
    return f"{contact.name}{title}", contact.phone


def received_of(*, log: Log, office: str, at: datetime) -> int:
    """Return how many steps an office sent since an hour, to bound what is kept."""
    return BriefingStep.objects.filter(log=log, office=office, received_at__gte=at).count()
