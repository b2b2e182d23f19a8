"""What offices did with their briefings, as phones tell it: opened, answered; never a statement."""

from typing import Literal

from django.http import HttpRequest, JsonResponse
from django.utils import timezone
from ninja import Field, Router, Schema

from sepaham.actions.briefing import MOST_STEPS, BriefingError, Told, keep_steps
from sepaham.api.device_auth import Asker, device_auth
from sepaham.domain.base import parse_instant
from sepaham.domain.ladder import TRIES
from sepaham.records.access import Access, declares
from sepaham.records.queries import now

router = Router(auth=device_auth)
_MOST_EDITIONS = 100_000


class Step(Schema):
    """One step: a page opened for so many seconds, or one of its questions answered."""

    key: str = Field(min_length=1, max_length=80)
    edition: int = Field(ge=1, le=_MOST_EDITIONS, strict=True)
    step: Literal["opened", "answered"]
    at: str = Field(max_length=24, description="An instant.")
    seconds: int = Field(0, ge=0, strict=True)
    item: str = Field("", max_length=40)
    choice: str = Field("", max_length=80)
    attempt: int = Field(0, ge=0, le=TRIES, strict=True)


class Steps(Schema):
    """What a phone did since it last told."""

    steps: list[Step] = Field(max_length=MOST_STEPS)


@router.post("/field/briefing", summary="Tell what this office did with its briefings")
@declares(Access.SIGNATURE)
def post_steps(request: HttpRequest, told: Steps) -> JsonResponse:
    """Keep each step once; what was sent before is answered as if it were new, what fits no page is named."""
    asker: Asker = request.auth  # type: ignore[attr-defined]
    at = now() if asker.log.simulated else timezone.now()
    refused = keep_steps(
        log=asker.log,
        office=asker.office.id,
        device=asker.device.id,
        told=[_told(step, place) for place, step in enumerate(told.steps)],
        at=at,
    )
    problems = [
        {"step": place, "code": why.code, "detail": why.message} for place, why in enumerate(refused) if why
    ]
    return JsonResponse({"kept": len(refused) - len(problems), "refused": problems})


def _told(step: Step, place: int) -> Told:
    try:
        at = parse_instant(step.at)
    except ValueError:
        said = f"steps.{place}.at: write an instant, as 2024-11-26T11:05:00Z."
        raise BriefingError(said, "briefing.at") from None
    return Told(step.key, step.edition, step.step, at, step.seconds, step.item, step.choice, step.attempt)
