"""How values look in JSON."""

from dataclasses import asdict
from datetime import datetime
from typing import Any

from sepaham.domain.base import write_instant
from sepaham.domain.custody import UnitState
from sepaham.domain.findings import Finding, Names, explain
from sepaham.domain.life import Event, Life, Step
from sepaham.domain.picture import Area, Head, place_of


def _instant(at: datetime | None) -> str | None:
    return write_instant(at) if at else None


def head_shape(head: Head) -> dict[str, Any]:
    """Return what a picture is of."""
    matched = {
        **asdict(head.witnessed),
        "missing": [{"name": one.name, "since": write_instant(one.since)} for one in head.witnessed.missing],
    }
    return {**asdict(head), "at": write_instant(head.at), "witnessed": matched}


def area_shape(area: Area) -> dict[str, Any]:
    """Return one region of the picture."""
    return asdict(area)


def finding_shape(finding: Finding, names: Names) -> dict[str, Any]:
    """Return a finding with its sentence in both languages."""
    return {
        "key": finding.key,
        "rule": finding.rule,
        "severity": finding.severity.value,
        "region": finding.region,
        "since": write_instant(finding.since),
        "until": _instant(finding.until),
        "sentence": {"id": explain(finding, "id", names), "en": explain(finding, "en", names)},
        "basis": list(finding.basis),
        "units": list(finding.units),
    }


def state_shape(state: UnitState) -> dict[str, Any]:
    """Return where a unit is."""
    return {
        "code": state.code,
        "station": state.station,
        "item": state.item,
        "place": place_of(state),
        "holder": state.holder,
        "packed": state.packed,
        "reached": state.reached,
        "at": _instant(state.at),
        "source": state.source.value,
    }


def life_shape(life: Life, names: Names) -> dict[str, Any]:
    """Return a unit's life."""
    return {
        **state_shape(life.state),
        "name": {"id": names(life.state.code, "id"), "en": names(life.state.code, "en")},
        "steps": [_step_shape(step) for step in life.steps],
        "findings": [finding_shape(finding, names) for finding in life.findings],
    }


def _step_shape(step: Step) -> dict[str, Any]:
    return {
        "stage": step.stage,
        "giver": step.giver,
        "receiver": step.receiver,
        "opens_at": _instant(step.opens_at),
        "closes_at": _instant(step.closes_at),
        "declared": [_event_shape(event) for event in step.declared],
        "seen": [_event_shape(event) for event in step.seen],
    }


def _event_shape(event: Event) -> dict[str, Any]:
    return {
        "kind": event.kind,
        "office": event.office,
        "by": event.by,
        "source": event.source.value,
        "off": list(event.off),
        "seals": list(event.seals),
        "at": write_instant(event.at),
        "received_at": write_instant(event.received_at),
        "index": event.index,
        "id": event.id,
    }
