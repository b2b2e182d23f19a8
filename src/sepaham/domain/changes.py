"""What a settled book says came to be otherwise: what tables keep in place of what was."""

from dataclasses import dataclass, field

from sepaham.domain.custody import Handover, UnitState
from sepaham.domain.devices import Device
from sepaham.domain.facts import Fact
from sepaham.domain.findings import Finding


@dataclass(frozen=True, slots=True)
class Changes:
    """
    What came to be otherwise since the last time.

    Attributes:
        units, handovers: What to keep in place of what was.
        findings: Those to keep, by key; `gone` are the keys of those to let go.
        dropped: The hashes of load lists a revised plan let go.
        units_gone: The codes of units a changed register let go: nothing was stated of them.
        facts: Those that came; `facts_gone` are the keys of those corrected.
        devices: Those enrolled or revoked.
    """

    units: list[UnitState]
    handovers: list[Handover]
    findings: dict[str, Finding]
    gone: set[str]
    dropped: set[str] = field(default_factory=set)
    units_gone: set[str] = field(default_factory=set)
    facts: list[Fact] = field(default_factory=list)
    facts_gone: list[str] = field(default_factory=list)
    devices: list[Device] = field(default_factory=list)
