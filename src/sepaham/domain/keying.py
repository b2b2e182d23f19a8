"""
What needs a look about the keys by which two offices signed one handover.

Each office's word is its own only if its key is. Two keys on one phone, or a key that the giver gave the
receiver on the eve, may be an honest shortcut on a hard day; who looks later should know of it.
"""

from collections.abc import Iterator, Mapping, Sequence
from datetime import timedelta

from sepaham.domain.base import write_instant
from sepaham.domain.custody import Act, Handover
from sepaham.domain.devices import Device
from sepaham.domain.findings import Finding

EVE = timedelta(days=1)
"""A key younger than this, enrolled by the giver itself, is no second witness of a handover yet."""


def judge_keys(handover: Handover, devices: Mapping[str, Device]) -> Iterator[Finding]:
    """
    Yield what needs a look about the keys of one handover; copies and spreadsheets are signed by others.

    Args:
        handover: The load list and its accounts.
        devices: Every enrolled device by its name.
    """
    given, received = _signed(handover.given, devices), _signed(handover.received, devices)
    pairs = [(one, other) for one in given for other in received if _share(one, other, devices)]
    if pairs:
        yield _one_phone(handover, pairs)
    fresh = [act for act in received if _is_fresh(act, handover, devices)]
    if fresh:
        yield _enrolled_by_giver(handover, fresh, devices[fresh[0].statement.device])


def _signed(acts: Sequence[Act], devices: Mapping[str, Device]) -> list[Act]:
    """Return a side's accounts that it signed itself."""
    own = (act for act in acts if act.statement.actor == act.statement.office)
    return [act for act in own if act.statement.device in devices]


def _share(one: Act, other: Act, devices: Mapping[str, Device]) -> bool:
    """Tell whether two accounts were signed on one phone, as far as their devices' phones are known."""
    phone = devices[one.statement.device].phone
    return phone != "" and phone == devices[other.statement.device].phone


def _one_phone(handover: Handover, pairs: Sequence[tuple[Act, Act]]) -> Finding:
    return Finding(
        rule="one_phone",
        subject=handover.hash,
        region=handover.load.region,
        since=min(max(given.at, received.at) for given, received in pairs),
        values=handover.load.route,
        basis=tuple(sorted({act.id for pair in pairs for act in pair})),
    )


def _is_fresh(act: Act, handover: Handover, devices: Mapping[str, Device]) -> bool:
    device = devices[act.statement.device]
    return device.enrolled_by == handover.load.giver and act.at - device.enrolled_at < EVE


def _enrolled_by_giver(handover: Handover, fresh: Sequence[Act], device: Device) -> Finding:
    return Finding(
        rule="enrolled_by_giver",
        subject=handover.hash,
        region=handover.load.region,
        since=fresh[0].at,
        values={**handover.load.route, "at": write_instant(device.enrolled_at)},
        basis=tuple(act.id for act in fresh),
    )
