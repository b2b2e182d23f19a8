"""Django finds the tables here; each lives in the room of its word."""

from sepaham.records.briefing import BriefingStep
from sepaham.records.custody import Finding, Load, Unit
from sepaham.records.enrolment import Invitation
from sepaham.records.escorts import Grade, Roster, Squad
from sepaham.records.facts import Device, Fact
from sepaham.records.fleet import Driver, Vehicle
from sepaham.records.log import Blob, Checkpoint, Disclosure, Entry, Log, Mention, Quarantine, Statement
from sepaham.records.movement import Proposal
from sepaham.records.papers import Letterhead, Paper, Photo, PhotoPart, PrintedPaper, Upload
from sepaham.records.people import Account, Hat, Person, Post, Preference, RestrictedRead
from sepaham.records.places import Place, River
from sepaham.records.positions import Position, Tracker
from sepaham.records.register import Boundary, Office, PollingStation, Region, Setting
from sepaham.records.sessions import DeskSession
from sepaham.records.sms import SmsCode, SmsMessage
from sepaham.records.witnesses import Cosignature

__all__ = [
    "Account",
    "Blob",
    "Boundary",
    "BriefingStep",
    "Checkpoint",
    "Cosignature",
    "DeskSession",
    "Device",
    "Disclosure",
    "Driver",
    "Entry",
    "Fact",
    "Finding",
    "Grade",
    "Hat",
    "Invitation",
    "Letterhead",
    "Load",
    "Log",
    "Mention",
    "Office",
    "Paper",
    "Person",
    "Photo",
    "PhotoPart",
    "Place",
    "PollingStation",
    "Position",
    "Post",
    "Preference",
    "PrintedPaper",
    "Proposal",
    "Quarantine",
    "Region",
    "RestrictedRead",
    "River",
    "Roster",
    "Setting",
    "SmsCode",
    "SmsMessage",
    "Squad",
    "Statement",
    "Tracker",
    "Unit",
    "Upload",
    "Vehicle",
]
