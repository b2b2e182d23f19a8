"""
Briefings: issued as an edition that enters the log, and what offices do with its pages, kept beside it.

Who opened, answered or was taught back is telemetry in a table of its own, never a statement, and is thrown
away in time.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import transaction

from sepaham.actions.gateway import fresh_nonce
from sepaham.actions.log import declare
from sepaham.domain.briefing import Briefing, Edition, edition_to_bytes, next_edition
from sepaham.domain.briefing_trips import pages_of
from sepaham.domain.ladder import ANSWERED, DELIVERED, GRADES, OPENED, PASSED, TAUGHT, Step, has_passed
from sepaham.domain.quiz import questions
from sepaham.domain.threats import Threats
from sepaham.errors import SepahamError
from sepaham.ledger.signing import Signer
from sepaham.records import briefing as records
from sepaham.records.briefing import BriefingStep
from sepaham.records.log import Log, lock

KEPT = timedelta(days=180)
"""How long steps are kept unless told otherwise."""
MOST_STEPS = 200
"""Steps one request may bring."""
MOST_A_DAY = 2000
"""Steps of one office kept in a day."""
MOST_WORDS = 280
_MOST_SECONDS = 86_400
_EARLY, _LATE = timedelta(minutes=10), timedelta(days=60)


class BriefingError(SepahamError):
    """An edition or a step that cannot be kept."""


@dataclass(frozen=True, slots=True)
class Told:
    """A step as a phone tells it."""

    key: str
    edition: int
    what: str
    at: datetime
    seconds: int = 0
    item: str = ""
    choice: str = ""
    attempt: int = 0


def issue(*, log: Log, shipped: Threats, gateway: Signer, at: datetime) -> Edition | None:
    """
    Issue a new edition of all briefings; None where nothing changed since the last.

    Args:
        log: Whose.
        shipped: The catalogue of threats where the log declares none.
        gateway: Signs it.
        at: The hour.

    Raises:
        BriefingError: There are no polling stations or no load lists to tell of.
    """
    pages = pages_of(records.sources(log=log, shipped=shipped))
    if not pages:
        said = "There are no polling stations to brief about; bring in the register first."
        raise BriefingError(said, "briefing.empty")
    with transaction.atomic():
        lock(log)
        before = records.edition_in_force(log)
        made = next_edition(
            pages, before=before, log=log.origin, at=at.replace(microsecond=0), nonce=fresh_nonce()
        )
        if made is not None:
            declare(log=log, what="briefing", file=edition_to_bytes(made), gateway=gateway, at=at)
    return made


def note_delivered(*, log: Log, office: str, device: str, at: datetime) -> None:
    """Note that an office's device was sent the pages that are its office's now, each version once."""
    pages = records.pages_of_office(log=log, office=office)
    rows = BriefingStep.objects.filter(log=log, office=office, device=device, what=DELIVERED)
    known = set(rows.filter(key__in=[page.key for page in pages]).values_list("key", "edition"))
    fresh = [page for page in pages if (page.key, page.edition) not in known]
    BriefingStep.objects.bulk_create(
        [
            BriefingStep(
                log=log,
                office=office,
                device=device,
                key=page.key,
                edition=page.edition,
                what=DELIVERED,
                at=at,
                received_at=at,
            )
            for page in fresh
        ],
        ignore_conflicts=True,
    )


def keep_steps(
    *, log: Log, office: str, device: str, told: Iterable[Told], at: datetime
) -> list[BriefingError | None]:
    """
    Keep what an office did with its pages, each step once, and whether it has passed.

    Args:
        log: Whose.
        office: Whose device tells.
        device: Which.
        told: The steps.
        at: The hour of receipt; a step's own hour that cannot be right is replaced by it.

    Returns:
        For each step, why it is not kept: a page, version, question or answer there is none of.

    Raises:
        BriefingError: The office sends more than a day holds.
    """
    found = [_row(log, office, device, one, at) for one in told]
    rows = [row for row in found if isinstance(row, BriefingStep)]
    if records.received_of(log=log, office=office, at=at - timedelta(days=1)) + len(rows) > MOST_A_DAY:
        raise BriefingError(f"An office tells at most {MOST_A_DAY} steps a day.", "briefing.many")
    with transaction.atomic():
        lock(log)
        BriefingStep.objects.bulk_create(rows, ignore_conflicts=True)
        for key in dict.fromkeys(row.key for row in rows if row.what == ANSWERED):
            _settle(log, office, device, key, at)
    return [row if isinstance(row, BriefingError) else None for row in found]


def _row(log: Log, office: str, device: str, told: Told, at: datetime) -> BriefingStep | BriefingError:
    page = records.page_of(log, told.key, told.edition)
    if page is None or not page.is_of(office):
        said = f"There is no briefing {told.key} of edition {told.edition} for this office."
        return BriefingError(said, "briefing.page")
    item = next((item for item in questions(page) if item.code == told.item), None)
    answers = told.what == ANSWERED
    if answers and (item is None or not told.choice):
        return BriefingError(f"{told.key} asks no question {told.item!r}.", "briefing.item")
    if not answers and told.what != OPENED:
        return BriefingError(f"A phone tells opened or answered, not {told.what!r}.", "briefing.step")
    return BriefingStep(
        log=log,
        office=office,
        device=device,
        key=told.key,
        edition=told.edition,
        what=told.what,
        at=told.at if at - _LATE <= told.at <= at + _EARLY else at,
        received_at=at,
        seconds=min(max(told.seconds, 0), _MOST_SECONDS),
        item=told.item if answers else "",
        choice=told.choice if answers else "",
        attempt=told.attempt,
        right=answers and item is not None and told.choice == item.right,
    )


def _settle(log: Log, office: str, device: str, key: str, at: datetime) -> None:
    """Note that an office has passed once its answers are enough, about any version it answered."""
    told = records.steps(log=log, keys=[key], offices=[office])
    for edition in sorted({step.edition for step in told if step.what == ANSWERED}):
        page = records.page_of(log, key, edition)
        until = [step for step in told if step.edition <= edition]
        if page is not None and has_passed(page, until):
            hour = max(step.at for step in until if step.what == ANSWERED and step.edition == edition)
            row = BriefingStep(
                log=log,
                office=office,
                device=device,
                key=key,
                edition=edition,
                what=PASSED,
                at=hour,
                received_at=at,
            )
            BriefingStep.objects.bulk_create([row], ignore_conflicts=True)
            told = [*told, Step(office, key, edition, PASSED, hour)]


def teach_back(
    *, log: Log, page: Briefing, office: str, by: str, grade: str, words: str, at: datetime
) -> None:
    """
    Keep what an office said in its own words to the one above, and how well that was.

    Args:
        log: Whose.
        page: The page it was about, as in force.
        office: Who was called.
        by: Who called.
        grade: One of `GRADES`.
        words: What they said.
        at: The hour.

    Raises:
        BriefingError: The office is not to read the page, there is no such grade, or the words are too many.
    """
    if not page.is_of(office) or grade not in GRADES or not words.strip():
        raise BriefingError(
            "Choose who was called and how well it went, and write what they said.", "briefing.taught"
        )
    if len(words) > MOST_WORDS:
        raise BriefingError(f"Write at most {MOST_WORDS} letters of what they said.", "briefing.words")
    _keep_by(log, page, Step(office, page.key, page.edition, TAUGHT, at, grade=grade, by=by, words=words))


def handed_over(*, log: Log, page: Briefing, office: str, by: str, at: datetime) -> None:
    """
    Keep that a page was handed over on paper, by its tear-off slip.

    Raises:
        BriefingError: The office is not to read the page.
    """
    if not page.is_of(office):
        raise BriefingError("This office is not among those who must read the page.", "briefing.office")
    _keep_by(log, page, Step(office, page.key, page.edition, DELIVERED, at, by=by))


def _keep_by(log: Log, page: Briefing, step: Step) -> None:
    row = BriefingStep(
        log=log,
        office=step.office,
        key=page.key,
        edition=page.edition,
        what=step.what,
        at=step.at,
        received_at=step.at,
        grade=step.grade,
        by=step.by,
        words=step.words,
    )
    BriefingStep.objects.bulk_create([row], ignore_conflicts=True)


def purge_steps(*, before: datetime) -> int:
    """Throw steps from before an hour away; return how many."""
    return BriefingStep.objects.filter(received_at__lt=before).delete()[0]
