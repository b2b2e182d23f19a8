"""What the rules found in tracks, held against what was planted: each alert finds one fault at most."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median_high
from typing import Any

from sepaham.domain.watching import Alert
from sepaham.simulator.planting import FAULTS, TWINS, Planted

DAY = 86_400.0
_EARLY = 120.0
_CONSEQUENCES: Mapping[str, frozenset[str]] = {
    "stop": frozenset({"late"}),
    "swap": frozenset({"stop", "late", "silence"}),
    "wrong_store": frozenset({"late"}),
    "deviation": frozenset({"late"}),
    "silence": frozenset(),
    "late": frozenset(),
}
"""What a fault brings about besides its own alert: neither found nor false."""
_Z = 1.959964


@dataclass(frozen=True, slots=True)
class Kind:
    """How many of a kind were planted and found; for a twin, how many gave a false alert."""

    planted: int
    found: int

    @property
    def interval(self) -> tuple[float, float]:
        """Return Wilson's 95 % interval of the share found."""
        return wilson(self.found, self.planted)


@dataclass(frozen=True, slots=True)
class TrackScore:
    """
    The result.

    Attributes:
        faults: By kind.
        twins: By kind: `found` of them brought a false alert.
        matched: Alerts that found a fault.
        false: Alerts that found none, by rule.
        explained: Alerts with a harmless reason, which nobody would see as such.
        given: Alerts of what the given tracks did by themselves.
        delays: Seconds from a fault's beginning to its alert, of those found.
        device_days: How long was watched.
    """

    faults: Mapping[str, Kind]
    twins: Mapping[str, Kind]
    matched: int
    false: Mapping[str, int]
    explained: int
    given: int
    delays: tuple[float, ...]
    device_days: float

    @property
    def precision(self) -> float | None:
        """Return the share of alerts that found a fault; None where there was no alert."""
        said = self.matched + sum(self.false.values())
        return self.matched / said if said else None

    @property
    def recall(self) -> float | None:
        """Return the share of faults that were found; None where none was planted."""
        planted = sum(kind.planted for kind in self.faults.values())
        return self.matched / planted if planted else None

    @property
    def median_delay(self) -> float | None:
        """Return the median of the seconds to an alert, a fault not found counting as never."""
        planted = sum(kind.planted for kind in self.faults.values())
        never = planted - len(self.delays)
        middle = median_high([*self.delays, *[math.inf] * never]) if planted else math.inf
        return None if math.isinf(middle) else middle

    def to_dict(self) -> dict[str, Any]:
        """Return the figures as JSON has them, shares to three decimals and delays in minutes."""
        delay = self.median_delay
        return {
            "precision": _rounded(self.precision),
            "recall": _rounded(self.recall),
            "faults": sum(kind.planted for kind in self.faults.values()),
            "found": self.matched,
            "twins": sum(kind.planted for kind in self.twins.values()),
            "false_alerts": sum(self.false.values()),
            "false_by_rule": dict(self.false),
            "false_alerts_per_device_day": _rounded(sum(self.false.values()) / max(self.device_days, 1e-9)),
            "device_days": _rounded(self.device_days),
            "explained": self.explained,
            "given": self.given,
            "median_minutes_to_alert": None if delay is None else round(delay / 60, 1),
            "kinds": {name: _kind(kind) for name, kind in self.faults.items()},
            "twin_kinds": {k: {"planted": t.planted, "alerted": t.found} for k, t in self.twins.items()},
        }


def _kind(kind: Kind) -> dict[str, Any]:
    share = _rounded(kind.found / kind.planted) if kind.planted else None
    low, high = kind.interval
    interval = [round(low, 3), round(high, 3)]
    return {"planted": kind.planted, "found": kind.found, "recall": share, "interval": interval}


def _rounded(share: float | None) -> float | None:
    return None if share is None else round(share, 3)


def wilson(found: int, of: int) -> tuple[float, float]:
    """Return Wilson's 95 % interval of a share; all of it where there is nothing to count."""
    if not of:
        return 0.0, 1.0
    share, square = found / of, _Z * _Z / of
    middle = (share + square / 2) / (1 + square)
    half = _Z * math.sqrt(share * (1 - share) / of + square / (4 * of)) / (1 + square)
    return max(0.0, middle - half), min(1.0, middle + half)


def score_tracks(
    alerts: Sequence[Alert],
    truth: Sequence[Planted],
    *,
    given: Mapping[str, Sequence[tuple[str, float, float]]],
    window: float,
    device_days: float,
) -> TrackScore:
    """
    Hold alerts against the truth.

    Args:
        alerts: What the rules said, what they explained too.
        truth: What was planted.
        given: What each given device did by itself, by rule and hours: neither found nor false.
        window: An alert may come so many seconds after a fault began.
        device_days: How long was watched, in days of one device.
    """
    said = sorted((alert for alert in alerts if not alert.harmless), key=lambda alert: alert.known_at)
    faults = [one for one in truth if one.is_fault]
    pairs = _matched(said, faults, window)
    used, hit = {at for at, _ in pairs.values()}, set(pairs)
    rest = [alert for at, alert in enumerate(said) if at not in used]
    rest = [alert for alert in rest if not any(_follows(alert, fault) for fault in faults)]
    own = [alert for alert in rest if any(_same(alert, *one) for one in given.get(alert.trip, ()))]
    false = [alert for alert in rest if alert not in own]
    twins = [one for one in truth if not one.is_fault]
    return TrackScore(
        faults={k: Kind(*_count(k, faults, [faults[n] for n in hit])) for k in FAULTS},
        twins={
            k: Kind(*_count(k, twins, [t for t in twins if any(_meets(a, t) for a in false)])) for k in TWINS
        },
        matched=len(pairs),
        false={rule: sum(a.rule == rule for a in false) for rule in sorted({a.rule for a in false})},
        explained=len(alerts) - len(said),
        given=len(own),
        delays=tuple(sorted(delay for _, delay in pairs.values())),
        device_days=device_days,
    )


def _matched(said: Sequence[Alert], faults: Sequence[Planted], window: float) -> dict[int, tuple[int, float]]:
    """Return for each fault found the alert that found it first, and after how many seconds."""
    pairs: dict[int, tuple[int, float]] = {}
    for at, alert in enumerate(said):
        for number, fault in enumerate(faults):
            delay = alert.known_at - fault.since
            if (
                number not in pairs
                and alert.rule == fault.kind
                and _is_of(alert, fault)
                and -_EARLY <= delay <= window
            ):
                pairs[number] = at, max(0.0, delay)
                break
    return pairs


def _is_of(alert: Alert, one: Planted) -> bool:
    return one.uid in {alert.trip, alert.about} or alert.trip.startswith(f"{one.uid}~")


def _meets(alert: Alert, one: Planted) -> bool:
    return _is_of(alert, one) and alert.since <= one.until + _EARLY and one.since - _EARLY <= alert.until


def _follows(alert: Alert, fault: Planted) -> bool:
    return alert.rule in _CONSEQUENCES[fault.kind] and _meets(alert, fault)


def _same(alert: Alert, rule: str, since: float, until: float) -> bool:
    return alert.rule == rule and alert.since <= until and since <= alert.until


def _count(kind: str, all_: Sequence[Planted], found: Sequence[Planted]) -> tuple[int, int]:
    return sum(one.kind == kind for one in all_), sum(one.kind == kind for one in found)
