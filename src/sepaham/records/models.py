"""Django finds the tables here; each lives in the room of its word."""

from sepaham.records.custody import Finding, Load, Unit
from sepaham.records.log import Blob, Checkpoint, Disclosure, Entry, Log, Mention, Quarantine, Statement
from sepaham.records.people import Account, Hat
from sepaham.records.register import Boundary, Office, PollingStation, Region, Setting

__all__ = [
    "Account",
    "Blob",
    "Boundary",
    "Checkpoint",
    "Disclosure",
    "Entry",
    "Finding",
    "Hat",
    "Load",
    "Log",
    "Mention",
    "Office",
    "PollingStation",
    "Quarantine",
    "Region",
    "Setting",
    "Statement",
    "Unit",
]
