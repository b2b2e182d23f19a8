"""The form by which a list that was read is stated: whose it is, who signs, its day and its source."""

from dataclasses import dataclass

from sepaham.domain.base import within
from sepaham.domain.instrument_kinds import Instrument
from sepaham.domain.register import LINES, office_id
from sepaham.exchange.people import is_formula
from sepaham.records import acts, foundations, register
from sepaham.records.instruments import STATE
from sepaham.web.fields import Fields
from sepaham.web.reader import Reader

LONGEST_SOURCE = 160


@dataclass(frozen=True, slots=True)
class Told:
    """Whose list it is, of which region, who signs, the day it bears and where it comes from."""

    owner: str
    office: str
    region: str
    dated: str
    source: str


def states(r: Reader) -> list[str]:
    """Return the reader's offices that may state a list of their own."""
    return [office for office in r.offices if _may(r, office, STATE)]


def copies(r: Reader) -> list[str]:
    """Return the reader's offices that may copy another institution's list and sign it with a key here."""
    return [o for o in r.offices if not o.startswith("gateway:") and _may(r, o, "transcribe")]


def signers(r: Reader) -> list[str]:
    """Return the reader's offices that may put a list into the log, their own or a copy."""
    return list(dict.fromkeys([*states(r), *copies(r)]))


def owners(r: Reader, instrument: Instrument) -> list[str]:
    """Return whose list of a kind the reader may bring in: their own offices', and those they may copy."""
    known = register.office_ids()
    found = states(r)
    for office in copies(r):
        region = acts.posts([office])[0].regions[0]
        near = [
            office_id(line, region) for line in instrument.lines if LINES[line].level <= region.count(".") + 1
        ]
        found += [one for one in near if one in known]
    return list(dict.fromkeys(found))


def read_fields(fields: Fields, r: Reader, instrument: Instrument) -> Told:
    """Return what a form says of a list; what is wrong stands in the fields' problems."""
    owner = fields.choice("owner", "Pemilik daftar", owners(r, instrument))
    office = fields.choice("office", "Ditandatangani oleh", signers(r))
    region = acts.posts([owner])[0].regions[0] if owner else ""
    if owner and office and owner != office and not _may(r, office, "transcribe", region):
        fields.refuse("Kantor ini tidak boleh menyalin daftar itu; pilih kantor pemiliknya.")
    if owner and owner == office and office not in states(r):
        fields.refuse("Kantor ini tidak memasukkan daftar sendiri.")
    source = fields.text("source", "Sumber", most=LONGEST_SOURCE)
    if is_formula(source):
        fields.refuse("{field}: hapus tanda =, +, - atau @ di depannya.", field=fields.label("Sumber"))
    dated = fields.day("dated", "Tanggal daftar")
    if not fields.typed("dated"):
        fields.refuse("{field}: belum diisi.", field=fields.label("Tanggal daftar"))
    return Told(owner, office, region, dated, source)


def _may(r: Reader, office: str, kind: str, region: str = "") -> bool:
    post = acts.posts([office])[0]
    place = region or post.regions[0]
    inside = any(within(place, area) for area in post.regions)
    return inside and bool(foundations.authority(log=r.log).rule(office=post, kind=kind, region=place))
