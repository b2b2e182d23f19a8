"""The rooms of the desk a reader may enter, for the menu in the head of every page."""

from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest

from sepaham.records import desk, queries
from sepaham.records.access import Scope, scope
from sepaham.records.register import kabupaten
from sepaham.web.fleet import KEEPERS
from sepaham.web.home import door
from sepaham.web.language import reader_language
from sepaham.web.words import say

SHOWN = 6
"""How many rooms stand in the head of a wide page; the menu holds all."""
TABLE = ("facilitate", "facilitate-cell", "analyst", "analyst-own")
"""The pages about a closed round."""
ROOMS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("desk-home", "Beranda", ()),
    ("picture", "Gambaran", ("station", "unit")),
    ("check", "Perlu dicek", ("finding",)),
    ("handovers", "Serah terima", ("handover", "handover-act", "handover-new")),
    ("stock", "Barang", ("stock-item", "arrivals", "arrival", "orders", "carton")),
    ("notices", "Pemberitahuan", ()),
    ("activity", "Aktivitas", ("entry",)),
    ("position", "Posisi saya", ()),
    ("trips", "Perjalanan", ("trip",)),
    ("live", "Di jalan sekarang", ()),
    ("escorts", "Pengawalan & penjagaan", ("escort-area", "escort-proposal")),
    ("rakors", "Rakor", ("rakor", "rakor-new", "rakor-attend", "rakor-copy", "rakor-file", "rakor-screen")),
    (
        "rounds",
        "Penilaian ancaman",
        ("round", "round-new", "round-next", "round-rate", *TABLE),
    ),
    ("means", "Usulan pengamanan", ("means-new", "means-one", "means-flow")),
    ("commitments", "Komitmen", ("commitment-new", "commitment")),
    ("briefing", "Pembekalan", ("briefing-page",)),
    ("threats", "Ancaman & penghalang", ("threats-import",)),
    ("lists", "Daftar tiap lembaga", ("list", "list-import")),
    ("stores", "Gudang dan ruang", ("store",)),
    ("plan", "Rencana gerak", ("proposal", "plan-chart", "plan-map", "plan-journey", "plan-move")),
    ("roads", "Jalan", ()),
    ("fleet", "Armada", ("vehicle", "vehicle-new", "drivers", "driver", "driver-new", "fleet-import")),
    ("packing", "Pengemasan", ("packing-desa",)),
    ("seals", "Segel", ()),
    ("needs", "Kebutuhan", ()),
    ("ballots", "Surat suara", ("ballots-station",)),
    ("people", "Orang", ()),
    ("waiting", "Yang belum", ()),
    ("devices", "Perangkat", ("device",)),
    ("register", "Register", ()),
    ("authority", "Kewenangan", ()),
    ("matching", "Pencocokan", ()),
    ("movement-papers", "Dokumen gerak", ()),
    ("letterhead", "Kop surat", ()),
    ("guides", "Panduan", ("guide",)),
    ("mfa_index", "Akun saya", ("password",)),
    ("sessions", "Sesi", ()),
    ("audit", "Jejak baca", ()),
)
"""Each room: the name of its page, what it is called, and its other pages. Rooms not built are left out."""
WHOLE = frozenset({"stock", "register"})
"""Rooms for those who answer for the whole kabupaten."""
PLACED = frozenset({"people", "briefing", "rakors", "threats", "lists"})
"""Rooms for those who answer for a place at all: nobody does before there is a register."""

PLANNED = frozenset({"plan"})
"""Rooms for those who need to know, before goods move, when they will; the fleet's is also its keepers'."""


@dataclass(frozen=True, slots=True)
class Room:
    """One room as the menu shows it; `count` is how much waits there."""

    href: str
    label: str
    here: bool
    count: int


def rooms(request: HttpRequest) -> tuple[Room, ...]:
    """Return the rooms a reader may enter, in the menu's order."""
    allowed = scope(request.user)  # type: ignore[arg-type]
    match: Any = request.resolver_match
    here = match.url_name if match else ""
    return tuple(
        Room(href, say(label, reader_language()), here in {name, *others}, _count(request, allowed, name))
        for name, label, others in ROOMS
        if (href := door(name)) and _open(name, allowed)
    )


def _open(name: str, allowed: Scope) -> bool:
    if name == "fleet":
        keeps = any(office.partition(":")[0] in KEEPERS for office in allowed.offices)
        return bool(allowed.region) and (keeps or allowed.knows_plans)
    if name == "escorts":
        return bool(allowed.region) and (allowed.knows_plans or allowed.guards)
    if name in PLANNED:
        return bool(allowed.region) and allowed.knows_plans
    return bool(allowed.region) if name in PLACED else name not in WHOLE or _whole(allowed)


def _whole(allowed: Scope) -> bool:
    return any(allowed.covers(code) for code in kabupaten())


def _count(request: HttpRequest, allowed: Scope, name: str) -> int:
    """Return how many notices the reader has not read."""
    if name != "notices" or not allowed.offices:
        return 0
    try:
        log = queries.current_log()
    except queries.NoLogError:
        return 0
    return desk.notices_waiting(
        account=request.user,  # type: ignore[arg-type]
        offices=allowed.offices,
        log=log,
        at=queries.now(),
    )
