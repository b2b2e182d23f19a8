"""
What needs a look, by what gave rise to it.

Every finding has an owner: a handover, a unit, a device, or a rule about one statement. Whoever looks at an
owner again keeps what it finds now in place of what it found before; the board remembers what changed.
"""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Any

from sepaham.domain.findings import Finding, merge
from sepaham.domain.statement import Statement


class Noticeboard:
    """All findings of a log, and what changed among them since somebody last asked."""

    def __init__(self) -> None:
        """Begin with nothing to look at."""
        self.findings: dict[str, Finding] = {}
        self._keys_of: dict[str, tuple[str, ...]] = {}
        self._fresh: dict[str, Finding] = {}
        self._gone: set[str] = set()

    def keep(self, owner: str, findings: Iterable[Finding]) -> None:
        """Keep what an owner gives rise to, in place of what it gave rise to before."""
        found = merge(findings)
        before = self._keys_of.get(owner, ())
        if not before and not found:
            return
        for key in before:
            if key not in found:
                self.findings.pop(key, None)
                self._fresh.pop(key, None)
                self._gone.add(key)
        for key, finding in found.items():
            if self.findings.get(key) != finding:
                self.findings[key] = self._fresh[key] = finding
        self._keys_of[owner] = tuple(found)

    def forget(self, owner: str) -> None:
        """Take down all that an owner gave rise to."""
        self.keep(owner, ())

    def pin(self, rule: str, statement: Statement, since: datetime, values: Mapping[str, Any]) -> None:
        """Keep what one rule finds about one statement, which is its only basis."""
        finding = Finding(rule, statement.id, statement.region, since, None, values, (statement.id,))
        self.keep(pinned(rule, statement.id), [finding])

    def changes(self) -> tuple[dict[str, Finding], set[str]]:
        """Return the findings that are new or otherwise, and the keys of those gone, since last asked."""
        fresh, gone = self._fresh, self._gone - self.findings.keys()
        self._fresh, self._gone = {}, set()
        return fresh, gone


def pinned(rule: str, statement: str) -> str:
    """Return the owner of what one rule finds about one statement."""
    return f"{rule}:{statement}"
