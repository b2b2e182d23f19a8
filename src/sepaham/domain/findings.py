"""
What a rule derives: a finding, on screens *perlu dicek*, never *temuan*.

A finding says which rule, about what, since when, on which statements it rests and, once later facts settle
it, until when. Its place in the world is its key, so that the same facts in any order give the same
findings. The sentences are here, the reasoning in `oversight`.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sepaham.domain.base import digest, parse_instant
from sepaham.domain.plan import local_zone
from sepaham.domain.words import Language, Sentence

RULES_VERSION = 1


class Severity(StrEnum):
    """How much a finding asks for: a look soon, or now; DIFFER where institutions say different things."""

    ATTENTION = "attention"
    SERIOUS = "serious"
    DIFFER = "differ"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that needs a look."""

    rule: str
    subject: str
    region: str
    since: datetime
    until: datetime | None = None
    values: Mapping[str, Any] = field(default_factory=dict)
    basis: tuple[str, ...] = ()
    units: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        """Return the finding's name: the same rule about the same subject is one finding."""
        return digest(f"{self.rule}|{self.subject}".encode())[:16]

    @property
    def severity(self) -> Severity:
        """Return how much it asks for."""
        return RULES[self.rule].severity


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule's name on screens, its severity and its sentence."""

    title: Sentence
    severity: Severity
    sentence: Sentence


_A, _S, _D = Severity.ATTENTION, Severity.SERIOUS, Severity.DIFFER

RULES: Mapping[str, Rule] = {
    "unknown_unit": Rule(
        Sentence("Kode tidak dikenal", "Unknown code"),
        _A,
        Sentence(
            "{office} menyebut {code}, padahal kode itu tidak ada dalam rencana.",
            "{office} named {code}, which is not in the plan.",
        ),
    ),
    "held_twice": Rule(
        Sentence("Dipegang dua pihak", "Held twice"),
        _S,
        Sentence(
            "{unit} dinyatakan diterima oleh {holders}, tanpa serah terima di antara mereka.",
            "{unit} was stated as received by {holders}, with no handover between them.",
        ),
    ),
    "never_given": Rule(
        Sentence("Diterima tanpa diserahkan", "Received, never handed over"),
        _A,
        Sentence(
            "{receiver} menerima dari {giver} ({leg}, {region}), tetapi {giver} tidak menyatakan menyerahkan.",
            "{receiver} received from {giver} ({leg}, {region}), but {giver} never stated handing over.",
        ),
    ),
    "never_received": Rule(
        Sentence("Diserahkan, belum diterima", "Handed over, never received"),
        _A,
        Sentence(
            "{giver} menyerahkan kepada {receiver} ({leg}, {region}) pada {at}; belum ada penerimaan.",
            "{giver} handed over to {receiver} ({leg}, {region}) on {at}; no receipt has come.",
        ),
    ),
    "seal_missing": Rule(
        Sentence("Segel tidak terpasang", "Seal not on"),
        _A,
        Sentence(
            "{unit} tidak bersegel saat {leg}, menurut {office}.",
            "{unit} bore no seal at {leg}, says {office}.",
        ),
    ),
    "seal_broken": Rule(
        Sentence("Segel rusak", "Seal broken"),
        _S,
        Sentence(
            "Segel {unit} rusak saat {leg}, menurut {office}.",
            "The seal of {unit} was broken at {leg}, says {office}.",
        ),
    ),
    "seal_differs": Rule(
        Sentence("Nomor segel berbeda", "Seal number differs"),
        _S,
        Sentence(
            "Segel {unit}: dipasang {applied}, terbaca {read} saat {leg} oleh {office}.",
            "Seal of {unit}: {applied} was put on, {read} was read at {leg} by {office}.",
        ),
    ),
    "count_differs": Rule(
        Sentence("Jumlah berbeda", "Count differs"),
        _A,
        Sentence(
            "{item} di {region}: seharusnya {expected}, dinyatakan {stated} oleh {office} saat {leg}.",
            "{item} at {region}: {expected} expected, {stated} stated by {office} at {leg}.",
        ),
    ),
    "wrong_destination": Rule(
        Sentence("Salah tujuan", "Wrong destination"),
        _S,
        Sentence(
            "{unit} berada pada {office}, bukan di tujuannya {region}.",
            "{unit} is with {office}, not at {region} where it belongs.",
        ),
    ),
    "late": Rule(
        Sentence("Terlambat", "Late"),
        _A,
        Sentence(
            "{leg} untuk {region} melewati batas {due}: {state}.",
            "{leg} for {region} passed its limit of {due}: {state}.",
        ),
    ),
    "custody_gap": Rule(
        Sentence("Rantai terputus", "Gap in custody"),
        _S,
        Sentence(
            "{office} sudah memegang barang {region}, padahal {leg} tidak dinyatakan oleh siapa pun.",
            "{office} already holds the goods of {region}, though nobody stated {leg}.",
        ),
    ),
    "no_authority": Rule(
        Sentence("Di luar kewenangan", "Outside authority"),
        _S,
        Sentence(
            '{office} menyatakan "{kind}" di {region}, di luar kewenangannya: {reason}. Pernyataan dicatat, barang tidak berpindah.',
            '{office} stated "{kind}" at {region}, outside its authority: {reason}. It is on record; no goods moved by it.',
        ),
    ),
    "declared_differs_seen": Rule(
        Sentence("Dinyatakan ≠ terlihat", "Declared ≠ seen"),
        _D,
        Sentence(
            "{leg} {region}: {declarer} menyatakan {declared}; {office} melihat {seen}.",
            "{leg} {region}: {declarer} declared {declared}; {office} saw {seen}.",
        ),
    ),
    "opened_without_presence": Rule(
        Sentence("Dibuka tanpa kehadiran lembaga lain", "Opened without required presence"),
        _S,
        Sentence(
            "{office} membuka {number} kotak di {region}; yang ikut hadir: {present}.",
            "{office} opened {number} boxes at {region}; also present: {present}.",
        ),
    ),
    "device_gap": Rule(
        Sentence("Pernyataan belum datang", "A statement is missing"),
        _A,
        Sentence(
            "Perangkat {office} melompati nomor {missing}; pernyataan itu belum sampai hingga tutup hari.",
            "The device of {office} skipped number {missing}; that statement had not come by the close of day.",
        ),
    ),
    "device_fork": Rule(
        Sentence("Dua pernyataan bernomor sama", "Two statements, one number"),
        _S,
        Sentence(
            "Perangkat {office} menandatangani dua pernyataan berbeda bernomor {seq}.",
            "The device of {office} signed two different statements numbered {seq}.",
        ),
    ),
    "wrong_clock": Rule(
        Sentence("Jam perangkat keliru", "Wrong clock"),
        _A,
        Sentence(
            "Perangkat {office} mencatat {claimed}, diterima {received}: jamnya keliru.",
            "The device of {office} says {claimed}, it was received {received}: its clock is wrong.",
        ),
    ),
    "needs_confirmation": Rule(
        Sentence("Perlu ditegaskan", "Needs confirmation"),
        _A,
        Sentence(
            "Pernyataan perangkat {office} datang sesudah perangkat itu dicabut; belum dihitung sampai ditegaskan.",
            "A statement of a device of {office} came after its revocation; it does not count until confirmed.",
        ),
    ),
}

REASONS: Mapping[str, Sentence] = {
    "ungranted": Sentence("tidak ada aturan yang memberinya", "no rule grants it"),
    "never": Sentence("lembaga ini tidak pernah boleh melakukannya", "this institution may never do it"),
    "elsewhere": Sentence("di luar wilayahnya", "outside its region"),
    "not_party": Sentence("bukan pihak yang disebut daftar muatan", "it is not a party the load list names"),
    "not_above": Sentence("bukan kantor di atasnya", "it is not the office above"),
    "not_own": Sentence("bukan pernyataan kantor itu sendiri", "it is not that office's own statement"),
    "unknown_list": Sentence("daftar muatan tidak dikenal", "the load list is unknown"),
}
KIND_NAMES: Mapping[str, Sentence] = {
    "base.declare": Sentence("menetapkan fakta dasar", "declared a base fact"),
    "device.enrol": Sentence("mendaftarkan perangkat", "enrolled a device"),
    "device.revoke": Sentence("mencabut perangkat", "revoked a device"),
    "statement.quarantine": Sentence("mengarantina pernyataan", "quarantined a statement"),
    "list.declare": Sentence("membuat daftar muatan", "made a load list"),
    "parcel.pack": Sentence("mengemas", "packed"),
    "trip.depart": Sentence("berangkat", "departed"),
    "trip.arrive": Sentence("tiba", "arrived"),
    "handover.give": Sentence("menyerahkan", "handed over"),
    "handover.receive": Sentence("menerima", "received"),
    "handover.observe": Sentence("melihat serah terima", "saw a handover"),
    "unit.open": Sentence("membuka", "opened"),
    "unit.seal": Sentence("memasang segel", "put on a seal"),
    "unit.use": Sentence("memakai", "used up"),
    "night.report": Sentence("melaporkan malam H-1", "reported on the night of H-1"),
}
LEG_NAMES: Mapping[str, Sentence] = {
    "kpu-ppk": Sentence("KPU → PPK", "KPU → PPK"),
    "ppk-pps": Sentence("PPK → PPS", "PPK → PPS"),
    "pps-kpps": Sentence("PPS → TPS", "PPS → polling station"),
    "kpps-pps": Sentence("TPS → PPS", "polling station → PPS"),
    "pps-ppk": Sentence("PPS → PPK", "PPS → PPK"),
    "ppk-kpu": Sentence("PPK → KPU", "PPK → KPU"),
}
STATES: Mapping[str, Sentence] = {
    "waiting": Sentence("belum diterima", "not yet received"),
    "came": Sentence("diterima {at}", "received {at}"),
    "nobody": Sentence("tidak ada lembaga lain", "nobody else"),
    "complete": Sentence("lengkap", "all there"),
    "off": Sentence("{units} tidak ada, rusak, atau tanpa segel", "{units} missing, damaged or unsealed"),
}

_PACKING = Sentence("pengemasan", "packing")

Names = Callable[[str, Language], str]
"""How a region, office, unit or item is called in a language; the reader's register knows."""

_DAYS: Mapping[Language, tuple[str, ...]] = {
    "id": ("Sen", "Sel", "Rab", "Kam", "Jum", "Sab", "Min"),
    "en": ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"),
}
_MONTHS: Mapping[Language, tuple[str, ...]] = {
    "id": ("Jan", "Feb", "Mar", "Apr", "Mei", "Jun", "Jul", "Agu", "Sep", "Okt", "Nov", "Des"),
    "en": ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"),
}


def write_moment(at: datetime, language: Language, region: str) -> str:
    """Return an instant as officers write it where it happened: ``Sel 26 Nov 2024 18.05 WIB``."""
    local = at.astimezone(local_zone(region))
    colon = "." if language == "id" else ":"
    day, month = _DAYS[language][local.weekday()], _MONTHS[language][local.month - 1]
    return f"{day} {local.day} {month} {local.year} {local:%H}{colon}{local:%M} {local.tzname()}"


def write_number(number: int, language: Language) -> str:
    """Return a whole number with the language's thousands mark: ``1.942`` or ``1,942``."""
    text = f"{number:,}"
    return text.replace(",", ".") if language == "id" else text


def explain(finding: Finding, language: Language, names: Names) -> str:
    """Return the finding as a sentence in one language."""
    rule = RULES[finding.rule]
    raw = {"region": finding.region, **finding.values}
    return rule.sentence.say(language, {k: _spoken(k, v, raw, language, names) for k, v in raw.items()})


def _spoken(key: str, value: Any, raw: Mapping[str, Any], language: Language, names: Names) -> str:
    """Return one value of a finding in words."""
    if key == "leg":
        return (_PACKING if value == "pack" else LEG_NAMES[value]).say(language, {})
    if key == "kind":
        return KIND_NAMES[value].say(language, {})
    if key == "reason":
        return REASONS[value].say(language, {})
    if key in {"at", "due", "claimed", "received"}:
        return write_moment(parse_instant(value), language, raw["region"])
    if key == "state":
        at = write_moment(parse_instant(raw["came"]), language, raw["region"]) if raw.get("came") else ""
        return STATES[value].say(language, {"at": at})
    if key in {"declared", "seen"}:
        return _account(value, language, names)
    if isinstance(value, list):
        return ", ".join(names(item, language) for item in value) or STATES["nobody"].say(language, {})
    if isinstance(value, int):
        return write_number(value, language)
    return (
        names(value, language)
        if key in {"region", "office", "giver", "receiver", "declarer", "unit", "item"}
        else value
    )


def _account(units: list[str], language: Language, names: Names) -> str:
    off = ", ".join(names(unit, language) for unit in units if " = " not in unit)
    counts = [names(count, language) for count in units if " = " in count]
    parts = [STATES["off"].say(language, {"units": off})] if off else []
    return "; ".join([*parts, *counts]) or STATES["complete"].say(language, {})
