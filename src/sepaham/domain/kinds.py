"""
Every kind of statement: the fields its body must have and those it may have.

docs/format/statements.md is the same table on paper, with what each field means.
"""

from collections.abc import Mapping

from sepaham.domain import supervision, understanding
from sepaham.domain.forms import (
    Shape,
    code,
    codes,
    count,
    day,
    eight_words,
    exactly,
    finding,
    hash_,
    instant,
    list_of,
    load_list,
    map_of,
    object_of,
    office,
    offices,
    one_of,
    some_codes,
    text,
    up_to,
    word,
)
from sepaham.domain.loads import LEGS
from sepaham.domain.road_codes import is_road
from sepaham.domain.supervision import SUPERVISION
from sepaham.domain.trouble_words import TROUBLES
from sepaham.domain.understanding import UNDERSTANDING

Body = Mapping[str, Shape]
BASE_FACTS = (
    "register",
    "catalogue",
    "plan",
    "authority",
    "phone",
    "policy",
    "movement",
    "threats",
    "briefing",
)
"""What a log declares by the hash of its canonical file; ``phone`` is the build of the phone's app,
``policy`` names who matches the log (C2SP tlog-policy), ``movement`` is which vehicle leaves when with
what, ``threats`` the catalogue of threats and barriers, ``briefing`` an edition of all one-page briefings."""

STUB_FIELDS = frozenset({"kind", "office", "device", "seq", "prev", "at", "region", "body", "refs"})
"""What stays of a statement that was erased (`erasure`)."""

_MOST_GUARDS = 1000
_MOST_CHECKED = 40
_counts = map_of(count)
_seals = map_of(list_of(text(32), 20))
_exceptions = list_of(
    exactly(unit=code, what=one_of("missing", "damaged", "unsealed", "seal_broken", "extra"))
)
_photos = list_of(hash_, 8)
_some_units = list_of(code, 200)
_numbers = list_of(text(32), 200)
_handover: Body = {"list": hash_}
_account: Body = {
    "except": _exceptions,
    "counts": _counts,
    "seals": _seals,
    "only": some_codes,
    "photos": _photos,
    "document": text(64),
    "pieces": count,
}
_carton = up_to(99_999)
_range: Body = {"first": _carton, "last": _carton}
_cartons = list_of(exactly(**_range, each=count), 400)
_waybill = exactly(number=text(64), pieces=count, cartons=_carton)
_trip: tuple[Body, Body] = (
    {"trip": code},
    {
        "lists": list_of(hash_, 400),
        "vehicle": one_of("truck", "pickup", "car", "motorbike", "boat", "foot"),
        "photos": _photos,
    },
)

_LOG: Mapping[str, tuple[Body, Body]] = {
    "base.declare": (
        {"what": one_of(*BASE_FACTS), "sha256": hash_, "size": count},
        {"urgent": one_of("yes")},
    ),
    "device.enrol": (
        {"device": code, "algorithm": one_of("ed25519", "es256"), "key": text(120), "office": office},
        {"proof": text(200), "phone": hash_},
    ),
    "device.revoke": ({"device": code, "reason": one_of("lost", "replaced", "left", "misused")}, {}),
    "statement.quarantine": ({"sha256": hash_, "size": count, "reason": code}, {}),
    "record.erase": (
        {
            "statement": hash_,
            "index": up_to(2**53 - 1),
            "received_us": up_to(2**53 - 1),
            "stub": object_of(STUB_FIELDS),
            "reason": one_of("personal_data", "court", "mistake"),
        },
        {},
    ),
}
_UNITS: Mapping[str, tuple[Body, Body]] = {
    "list.declare": ({"list": load_list}, {}),
    "parcel.pack": ({"units": codes}, {"seals": _seals, "counts": _counts, "photos": _photos}),
    "trip.depart": (_trip[0], {**_trip[1], "check": map_of(word, _MOST_CHECKED)}),
    "trip.arrive": _trip,
    "handover.give": (_handover, _account),
    "handover.receive": (_handover, _account),
    "handover.observe": ({**_handover, "side": one_of("give", "receive")}, _account),
    "unit.open": (
        {"units": codes, "purpose": one_of("vote", "recapitulation", "order"), "present": offices},
        {},
    ),
    "unit.seal": (
        {"seals": _seals, "after": one_of(*LEGS, "vote", "recapitulation"), "present": offices},
        {},
    ),
    "unit.use": ({"units": codes}, {}),
    "night.report": (
        {"slot": one_of("22", "05"), "state": one_of("safe", "help")},
        {"guards": up_to(_MOST_GUARDS), "place": one_of("tent", "school", "house", "other")},
    ),
}
_GOODS: Mapping[str, tuple[Body, Body]] = {
    "goods.order": (
        {"order": code, "item": code, "pieces": count},
        {"supplier": text(80), "document": text(64), "due": day},
    ),
    "goods.arrive": (
        {"arrival": code, "item": code, "cartons": _cartons},
        {
            "waybill": _waybill,
            "counted": count,
            "document": text(64),
            "order": code,
            "claim": text(64),
            "supplier": text(80),
            "store": text(80),
            "photos": _photos,
        },
    ),
    "goods.count": ({"arrival": code, "cartons": _cartons}, {"document": text(64)}),
    "goods.observe": ({"arrival": code, "pieces": count}, {"cartons": _cartons}),
    "goods.move": ({"arrival": code, **_range, "store": text(80)}, {}),
    "goods.sort": (
        {"item": code, "good": count, "damaged": _counts},
        {"short": count, "arrival": code, **_range, "document": text(64)},
    ),
    "goods.claim": (
        {"item": code, "document": text(64), "damaged": count, "short": count},
        {"supplier": text(80), "arrival": code, "photos": _photos},
    ),
}
_SEALS: Mapping[str, tuple[Body, Body]] = {
    "seal.issue": ({"to": office, "count": count}, {"numbers": _numbers}),
    "seal.return": ({"to": office, "count": count}, {"numbers": _numbers}),
    "seal.spoil": ({"count": count}, {"numbers": _numbers}),
    "seal.count": ({"blank": count}, {}),
}
_FINDINGS: Mapping[str, tuple[Body, Body]] = {
    "trouble.report": (
        {"what": one_of(*TROUBLES)},
        {"note": text(280), "photos": _photos, "about": _some_units},
    ),
    "finding.answer": (
        {"finding": finding, "answer": one_of("explained", "mended", "checked", "disputed")},
        {"note": text(280), "photos": _photos},
    ),
}

GRADES = ("safe", "prone", "very_prone", "special")
"""How much protection a place needs, as the police grade it: aman, rawan, sangat rawan, khusus."""
_MOST_OFFICERS = 1000
_escort: Body = {"escort": code}
_ESCORTS: Mapping[str, tuple[Body, Body]] = {
    "escort.ask": (
        {
            **_escort,
            "what": one_of("trip", "store", "stations"),
            "about": code,
            "to": office,
            "officers": up_to(_MOST_OFFICERS),
            "grade": one_of(*GRADES),
            "document": text(64),
        },
        {"starts": instant, "ends": instant},
    ),
    "escort.answer": (
        {**_escort, "answer": one_of("accept", "less", "decline"), "officers": up_to(_MOST_OFFICERS)},
        {
            "reason": one_of("few_officers", "no_vehicle", "other_duty", "not_ours", "no_order", "other"),
            "note": text(280),
        },
    ),
    "escort.ready": (_escort, {}),
    "escort.done": (_escort, {}),
}
_DRAWS: Mapping[str, tuple[Body, Body]] = {
    "draw.commit": (
        {"draw": code, "inputs": hash_, "seed": hash_, "rounds": count, "places": count},
        {},
    ),
    "draw.reveal": ({"draw": code, "round": count, "seed": hash_}, {}),
}

_ROADS: Mapping[str, tuple[Body, Body]] = {
    "road.close": ({"road": is_road}, {"until": instant, "note": text(280)}),
    "road.open": ({"road": is_road}, {"note": text(280)}),
}

_SIGHTINGS: Mapping[str, tuple[Body, Body]] = {
    "checkpoint.see": (
        {"words": eight_words, "place": one_of("bast", "receipt", "roll_call", "screen", "other")},
        {"size": count, "photos": _photos},
    ),
}

KINDS: Mapping[str, tuple[Body, Body]] = {
    **_LOG,
    **_UNITS,
    **_GOODS,
    **_SEALS,
    **_FINDINGS,
    **_SIGHTINGS,
    **_ESCORTS,
    **_DRAWS,
    **_ROADS,
    **UNDERSTANDING,
    **SUPERVISION,
}
"""Every kind of statement: the fields its body must have and those it may have."""
ESCORTS = frozenset(_ESCORTS)
"""They tell that something will move, or lies somewhere: only who must know reads them."""
FORETELL = ESCORTS | {"list.declare"}
"""Kinds that tell of movements before these are stated."""
OWN_ONLY = (
    (
        frozenset({*_LOG, *_SIGHTINGS, *_ESCORTS, *_DRAWS, *_ROADS, *UNDERSTANDING, *SUPERVISION})
        | {"trouble.report", "finding.answer"}
    )
    - understanding.COPIED
    - supervision.COPIED
)
"""What nobody can state for another: no paper of these is copied, so ``of`` is no field of theirs."""
FACTS = frozenset(
    {
        *_GOODS,
        *_SEALS,
        *_FINDINGS,
        *_SIGHTINGS,
        *_ESCORTS,
        *_DRAWS,
        *_ROADS,
        *UNDERSTANDING,
        *SUPERVISION,
        "parcel.pack",
        "unit.seal",
        "trip.depart",
        "trip.arrive",
        "night.report",
    }
)
"""Kinds kept one by one while they count, for pages to sum up; handovers are kept by load list."""
