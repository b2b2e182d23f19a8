"""An hour by which something is to be done, as browsers send it: by the clock of the place."""

from datetime import UTC, datetime

from sepaham.domain.base import local_zone, write_instant
from sepaham.web.fields import Fields


def as_typed(at: datetime | None, region: str) -> str:
    """Return an hour as a form shows it; '' for none."""
    return f"{at.astimezone(local_zone(region)):%Y-%m-%dT%H:%M}" if at else ""


def read_due(fields: Fields, label: str, *, region: str, now: datetime, needed: bool) -> str:
    """
    Return the field ``due`` as an instant; '' where it is left empty or wrong.

    Args:
        fields: The form.
        label: What the field is called.
        region: By whose clock.
        now: The hour; what is past already is refused.
        needed: Whether it must be filled in.
    """
    typed = fields.typed("due")
    if not typed:
        if needed:
            fields.refuse("{field}: belum diisi.", field=fields.label(label))
        return ""
    try:
        at = datetime.fromisoformat(typed).replace(tzinfo=local_zone(region)).astimezone(UTC)
    except (ValueError, OverflowError):
        at = now
    if at <= now:
        fields.refuse("{field}: tulis jam yang belum lewat.", field=fields.label(label))
        return ""
    return write_instant(at.replace(microsecond=0))
