"""The kinds of statement of supervision, stores, incidents, shortages and ballots."""

from collections.abc import Mapping

from sepaham.domain.ballots import COLUMNS
from sepaham.domain.forms import (
    Shape,
    between,
    code,
    count,
    either,
    exactly,
    finding,
    hash_,
    instant,
    list_of,
    map_of,
    office,
    offices,
    one_of,
    some_codes,
    text,
    up_to,
    word,
)

Body = Mapping[str, Shape]
ACTS = ("departure", "transit", "receipt", "store", "opening", "destruction", "return")
"""What supervisors watch, each with a checklist of its own."""
ADVICE = ("appeal", "correction", "recommendation")
"""Imbauan, saran perbaikan, rekomendasi: three kinds that are never one."""
INCIDENTS = (
    "weather",
    "road",
    "vehicle",
    "store",
    "goods",
    "seal",
    "people",
    "crowd",
    "rumour",
    "access",
    "crime",
)
_photos = list_of(hash_, 8)
_note: Body = {"note": text(280)}
_shown: Body = {**_note, "photos": _photos}
_rests: Body = {"rests": list_of(hash_, 40), "finding": finding}
_checked: Mapping[str, tuple[Body, Body]] = {
    "check.state": (
        {"form": word, "act": one_of(*ACTS), "answers": map_of(either(word, count), 60)},
        {"about": code, "together": offices, **_shown},
    ),
    "report.issue": ({"report": code, "number": text(64), "sha256": hash_}, _rests),
}
_advice: Body = {"advice": code}
_ADVISED: Mapping[str, tuple[Body, Body]] = {
    "advice.issue": (
        {
            **_advice,
            "what": one_of(*ADVICE),
            "to": office,
            "due": instant,
            "number": text(64),
            "sha256": hash_,
        },
        _rests,
    ),
    "advice.receive": (_advice, {}),
    "advice.answer": (
        {**_advice, "answer": one_of("done", "will_do", "declined")},
        {**_shown, "due": instant, "sha256": hash_},
    ),
    "advice.confirm": ({**_advice, "answer": one_of("done", "not_done")}, _shown),
}
_STORES: Mapping[str, tuple[Body, Body]] = {
    "guard.begin": ({"guards": up_to(1000)}, {"until": instant}),
    "guard.end": ({}, _note),
    "key.hand": ({"to": office, "keys": up_to(100)}, {}),
    "store.open": (
        {"purpose": one_of("receive", "give", "inspect", "order", "emergency"), "present": offices},
        {"document": text(64), "photos": _photos},
    ),
    "store.close": ({"present": offices}, {"photos": _photos}),
}
_incident: Body = {"incident": code}
_INCIDENTS: Mapping[str, tuple[Body, Body]] = {
    "incident.report": (
        {**_incident, "what": one_of(*INCIDENTS), "heard": one_of("seen", "told", "rumour")},
        {**_shown, "about": list_of(code, 200), "trip": code, "severity": between(1, 4)},
    ),
    "incident.take": (_incident, _note),
    "incident.grade": ({**_incident, "severity": between(1, 4)}, _note),
    "incident.task": ({**_incident, "task": code, "to": office, "what": text(280), "due": instant}, {}),
    "incident.done": ({**_incident, "task": code}, _shown),
    "incident.know": ({**_incident, "state": one_of("known", "proven", "open"), "what": text(280)}, {}),
    "incident.hand": ({**_incident, "to": office}, {"document": text(64)}),
    "incident.close": ({**_incident, "outcome": one_of("solved", "untrue", "handed")}, _note),
    "evidence.take": ({**_incident, "units": some_codes}, {"document": text(64), "photos": _photos}),
    "evidence.return": ({**_incident, "units": some_codes, "to": office}, {"document": text(64)}),
}
_ask: Body = {"ask": code}
_SUPPLY: Mapping[str, tuple[Body, Body]] = {
    "supply.ask": ({**_ask, "item": code, "pieces": count}, _shown),
    "supply.decide": (
        {**_ask, "answer": one_of("send", "move_voters", "none")},
        {**_note, "pieces": count, "list": hash_},
    ),
    "supply.done": (_ask, {"pieces": count, **_shown}),
}
_ballots: Body = {"counts": map_of(exactly(**dict.fromkeys(COLUMNS, count)), 8)}
_sheets = map_of(count, 8)
_BALLOTS: Mapping[str, tuple[Body, Body]] = {
    "ballots.count": (_ballots, {"voters": count, "document": text(64), "photos": _photos}),
    "ballots.keep": ({"sheets": _sheets, "why": one_of("vote_again", "stored")}, {"document": text(64)}),
    "ballots.destroy": (
        {"damaged": _sheets, "surplus": _sheets, "present": offices},
        {"document": text(64), "sha256": hash_, "photos": _photos},
    ),
}
SUPERVISION: Mapping[str, tuple[Body, Body]] = {
    **_checked,
    **_ADVISED,
    **_STORES,
    **_INCIDENTS,
    **_SUPPLY,
    **_BALLOTS,
}
"""Each kind: the fields its body must have and those it may have."""
ADVISED, STORES, INCIDENT = tuple(_ADVISED), tuple(_STORES), tuple(_INCIDENTS)
SUPPLY, BALLOTS = tuple(_SUPPLY), tuple(_BALLOTS)
COPIED = frozenset({"check.state", *_STORES, "supply.ask", *_BALLOTS})
"""What of these may be copied from another's paper."""
