"""What devices did, as JSON: hours as instants in UTC, places in decimal degrees, lengths in metres."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime
from typing import Any

from sepaham.domain.base import write_instant
from sepaham.domain.retrace import Way
from sepaham.domain.tracking import DEVIATION, SILENCE, STOP, Event
from sepaham.exchange.tracks import Reading

_DEGREES = 7
_MINUTES = 60.0


def hour_text(seconds: float) -> str:
    """Return Unix seconds as an instant."""
    return write_instant(datetime.fromtimestamp(round(seconds, 3), UTC))


def way_shape(uid: str, way: Way) -> dict[str, Any]:
    """Return what one device did."""
    track = way.track
    return {
        "uid": uid,
        "fixes": track.fixes,
        "kept": track.kept,
        "jitter": track.jitter,
        "repeated": track.repeated,
        "start": hour_text(track.first_at),
        "end": hour_text(track.heard_at),
        "stops": [_event(event) for event in way.of(STOP)],
        "silences": [{**_event(event), "metres": round(event.metres)} for event in way.of(SILENCE)],
        "deviations": [{**_event(event), "metres": round(event.metres)} for event in way.of(DEVIATION)],
    }


def _event(event: Event) -> dict[str, Any]:
    return {
        "start": hour_text(event.started),
        "end": hour_text(event.ended),
        "minutes": round(event.seconds / _MINUTES, 1),
        "lat": round(event.lat, _DEGREES),
        "lng": round(event.lon, _DEGREES),
        "known": hour_text(event.known_at),
        "ongoing": event.ongoing,
    }


def reading_shape(told: Reading) -> dict[str, Any]:
    """Return what was met while a file was read."""
    return {
        "rows": told.rows,
        "skipped": told.skipped,
        "skipped_rows": [{"row": row, "why": why} for row, why in told.named],
        "zone": "UTC, assumed: the hours bear none" if told.zoneless else "as the hours say",
        "heading": not told.headless,
    }


def sums(ways: Iterable[Way]) -> Mapping[str, int]:
    """Return the figures of all devices together."""
    found = list(ways)
    events = {kind: sum(len(way.of(kind)) for way in found) for kind in (STOP, SILENCE, DEVIATION)}
    return {
        "devices": len(found),
        "fixes": sum(way.track.fixes for way in found),
        "kept": sum(way.track.kept for way in found),
        "jitter": sum(way.track.jitter for way in found),
        "repeated": sum(way.track.repeated for way in found),
        "stops": events[STOP],
        "silences": events[SILENCE],
        "deviations": events[DEVIATION],
    }
