"""The form by which a load list made on the way is declared: goods handed on, brought back or sent after."""

import secrets
from datetime import datetime, timedelta

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from sepaham.domain.base import RegionError, local_zone, parse_instant, region_code, write_instant
from sepaham.domain.jurisdiction import fault_of, leg_between
from sepaham.domain.loads import LoadList
from sepaham.domain.plan import store_id
from sepaham.domain.register import LINES
from sepaham.domain.sentences import REASONS
from sepaham.records import foundations, goods
from sepaham.records import handovers as records
from sepaham.records.access import Access, access
from sepaham.web.drafts import Draft, ask_to_sign
from sepaham.web.fields import Fields
from sepaham.web.present import lists as told
from sepaham.web.reader import Reader, head_of, in_log, reader
from sepaham.web.words import say

WRONG = 422
MOST = 1500
"""Units of one list: as many as a statement of 32 KB can name."""
HOURS = timedelta(hours=6)
ROLES = ("give", "receive")
WAYS = ("out", "home")


def declarers(r: Reader) -> list[str]:
    """Return which of the reader's offices may make a load list."""
    table = foundations.authority(log=r.log)
    rows = {office: table.row(kind="list.declare", line=office.partition(":")[0]) for office in r.offices}
    return [office for office, row in rows.items() if row and row.answer == "yes"]


def peers(office: str) -> list[str]:
    """Return whom an office may give to or receive from: above it, below it, beside it."""
    above = goods.right_above(office)
    below = goods.right_below(office)
    return [*([above] if above else []), *below, *(records.beside(office) if above else [])]


@access(Access.SIGNED_IN)
@require_http_methods(["GET", "HEAD", "POST"])
@in_log
def declare(request: HttpRequest) -> HttpResponse:
    """Take a load list made on the way down and ask for its signature."""
    r = reader(request)
    able = declarers(r)
    office = request.POST.get("office") or request.GET.get("office") or (able[0] if able else "")
    if office not in able:
        raise Http404
    fields = None
    if request.method == "POST":
        fields = Fields(request.POST.dict(), r.language)
        load = _load(fields, r, office)
        if load is not None:
            return _to_sign(request, r, office, load)
    page = {
        "head": head_of(office.partition(":")[2]),
        "office": office,
        "acting": r.place(office),
        "others": [(other, r.place(other)) for other in able if other != office],
        "peers": [(peer, r.place(peer)) for peer in peers(office)],
        "sent": dict(fields.sent) if fields else _begun(request, r, office),
        "problems": fields.problems if fields else [],
    }
    return render(request, "handovers/declare.html", page, status=WRONG if fields else 200)


def _begun(request: HttpRequest, r: Reader, office: str) -> dict[str, str]:
    """Return what a fresh form holds: the next hours, and the goods the office holds of a place asked for."""
    local = r.at.astimezone(local_zone(office.partition(":")[2]))
    begun = {"opens": f"{local:%Y-%m-%dT%H:%M}", "closes": f"{local + HOURS:%Y-%m-%dT%H:%M}"}
    asked = request.GET.get("area", "").strip()
    try:
        region = region_code(asked) if asked else ""
    except RegionError:
        region = ""
    codes = records.held(log=r.log, office=office, region=region) if region else []
    return {**begun, "area": asked, "units": "\n".join(codes[:MOST])}


def _load(fields: Fields, r: Reader, office: str) -> LoadList | None:
    """Return the load list a form describes; None when something in it cannot be."""
    peer = fields.choice("peer", "Pihak lain", peers(office))
    role = fields.choice("role", "Siapa menyerahkan", ROLES)
    way = fields.choice("way", "Arah", WAYS)
    units = _units(fields, r)
    opens, closes = (_hour(fields, *named, office=office) for named in told.HOURS)
    if opens and closes and opens >= closes:
        fields.refuse("Batas: harus sesudah mulai.")
    if fields.problems or opens is None or closes is None:
        return None
    giver, receiver = (office, peer) if role == "give" else (peer, office)
    leg = leg_between(giver=giver, receiver=receiver, homeward=way == "home")
    if not leg:
        fields.refuse("Arah: tidak ada ruas pulang di antara kedua kantor ini.")
        return None
    region = _lower(giver, receiver)
    load = LoadList(
        nonce=secrets.token_hex(16),
        log=r.log.origin,
        leg=leg,
        giver=giver,
        receiver=receiver,
        region=region,
        store=store_id(receiver),
        units=units,
        opens_at=opens,
        closes_at=closes,
        step=records.next_step(log=r.log, leg=leg, region=region),
    )
    return _checked(fields, r, office, load)


def _checked(fields: Fields, r: Reader, office: str, load: LoadList) -> LoadList | None:
    """Return a list that may be made by the rules the log will judge it by."""
    states = records.known_units(log=r.log, codes=load.units)
    fault = fault_of(load, declarer=office, foundations=foundations.places(log=r.log), units=states)
    if fault:
        fields.refuse(
            "Daftar ini tidak akan dihitung: {reason}.", reason=REASONS[fault].say(fields.language, {})
        )
    return None if fields.problems else load


def _lower(giver: str, receiver: str) -> str:
    """Return where a list goes: the place of its lower party; between two of one line, the receiver's."""
    levels = [LINES[office.partition(":")[0]].level for office in (giver, receiver)]
    return (giver if levels[0] > levels[1] else receiver).partition(":")[2]


def _units(fields: Fields, r: Reader) -> tuple[str, ...]:
    """Return the units typed, one code to a line or apart by blanks, each once."""
    typed = fields.typed("units").upper().replace(",", " ").split()
    codes = tuple(dict.fromkeys(typed))
    if not codes:
        fields.refuse("Barang: tulis paling sedikit satu kode.")
    if len(codes) > MOST:
        fields.refuse("Barang: paling banyak {most} dalam satu daftar.", most=MOST)
        return ()
    known = records.known_units(log=r.log, codes=codes)
    for code in [code for code in codes if code not in known][:5]:
        fields.refuse("Barang: kode {code} tidak dikenal; lihat lagi stikernya.", code=code[:20])
    return tuple(sorted(codes))


def _hour(fields: Fields, name: str, label: str, *, office: str) -> datetime | None:
    """Return an hour as it was written where the office is."""
    try:
        local = datetime.fromisoformat(fields.typed(name)).replace(microsecond=0)
        return parse_instant(write_instant(local.replace(tzinfo=local_zone(office.partition(":")[2]))))
    except (ValueError, OverflowError):
        fields.refuse("{field}: tulis hari dan jam, misalnya 2024-11-26T18:00.", field=fields.label(label))
        return None


def _to_sign(request: HttpRequest, r: Reader, office: str, load: LoadList) -> HttpResponse:
    draft = Draft("list.declare", office.partition(":")[2], {"list": load.to_dict()})
    return ask_to_sign(
        request,
        office=office,
        drafts=[draft],
        sentences=told.sentences(load, r.language, r.names),
        then=reverse("handover", args=[load.hash]),
        title=say("Buat daftar muatan", r.language),
    )
