from contextlib import suppress

import pytest
from hypothesis import given
from hypothesis import strategies as st

from example import JIPURAPAH, ORIGIN, Speaker, code, hour, load
from sepaham.domain.base import digest
from sepaham.domain.kinds import KINDS, STUB_FIELDS
from sepaham.domain.statement import Source, StatementError, parse

TPS = f"{JIPURAPAH}.001"
BOX = code(TPS, "K1")
HASH = digest(b"something")
ADHOC = {**load("pps-kpps", TPS).to_dict(), "step": 1}

CELL = f"flood@{JIPURAPAH}"
ROUND = {"round": "r1", "number": 1}
UNDERSTANDING = {
    "instrument.state": {
        "instrument": "kpu-hazard",
        "sha256": HASH,
        "rows": 230,
        "dated": "2024-11-19",
        "source": "Daftar KPU",
    },
    "round.open": {**ROUND, "cells": [CELL], "offices": ["polres:35.17"], "closes": "2024-11-20T00:00:00Z"},
    "round.close": ROUND,
    "rating.commit": {**ROUND, "sheet": 1, "sha256": HASH, "cells": 2},
    "rating.reveal": {
        **ROUND,
        "sheet": 1,
        "salt": HASH,
        "ratings": [
            {"cell": CELL, "likelihood": 4, "impact": 5, "confidence": 2, "evidence": "Banjir 2023."},
            {"cell": CELL, "answer": "unknown", "guess": {"likelihood": 2, "impact": 3}},
        ],
    },
    "dissent.state": {"cell": CELL, "round": "r1", "likelihood": 5, "impact": 5, "reason": "Sungai dangkal."},
    "cell.end": {**ROUND, "cell": CELL, "outcome": "agreed", "likelihood": 4, "impact": 5},
    "rakor.call": {
        "rakor": "k1",
        "starts": "2024-11-05T02:00:00Z",
        "place": "Pendopo",
        "agenda": [CELL],
        "offices": ["bpbd:35.17"],
    },
    "rakor.attend": {"rakor": "k1", "persons": 2},
    "rakor.note": {"rakor": "k1", "note": "Jalan dicek pagi.", "cell": CELL},
    "rakor.file": {"rakor": "k1", "what": "agreement", "sha256": HASH, "signed": ["bpbd:35.17"]},
    "means.propose": {"proposal": "p1", "cell": CELL, "to": "polres:35.17", "what": "Jaga gudang."},
    "means.answer": {"proposal": "p1", "answer": "less", "amount": 1, "reason": "few_officers"},
    "commitment.make": {
        "commitment": "c1",
        "what": "Perahu siap di Ploso.",
        "due": "2024-11-25T10:00:00Z",
        "confirms": "ppk:35.17.15",
    },
    "commitment.done": {"commitment": "c1"},
    "commitment.confirm": {"commitment": "c1", "answer": "done"},
}
SUPERVISION = {
    "check.state": {
        "form": "check-departure",
        "act": "departure",
        "answers": {"seal": "yes", "police": 2},
        "together": ["kpu:35.17", "polres:35.17"],
    },
    "report.issue": {"report": "f1", "number": "001/LHP/PM.01.02/11/2024", "sha256": HASH, "rests": [HASH]},
    "advice.issue": {
        "advice": "s1",
        "what": "correction",
        "to": "kpu:35.17",
        "due": "2024-11-26T10:00:00Z",
        "number": "7/PM.00.02/11/2024",
        "sha256": HASH,
        "finding": HASH[:16],
    },
    "advice.receive": {"advice": "s1"},
    "advice.answer": {"advice": "s1", "answer": "will_do", "due": "2024-11-26T12:00:00Z"},
    "advice.confirm": {"advice": "s1", "answer": "done"},
    "guard.begin": {"guards": 3, "until": "2024-11-26T12:00:00Z"},
    "guard.end": {},
    "key.hand": {"to": "ppk:35.17.15", "keys": 2},
    "store.open": {"purpose": "inspect", "present": ["ppk:35.17.15", "panwascam:35.17.15"]},
    "store.close": {"present": ["ppk:35.17.15"]},
    "incident.report": {
        "incident": "i1",
        "what": "store",
        "heard": "seen",
        "note": "Atap bocor.",
        "about": [],
    },
    "incident.take": {"incident": "i1"},
    "incident.grade": {"incident": "i1", "severity": 3},
    "incident.task": {
        "incident": "i1",
        "task": "t1",
        "to": "camat:35.17.15",
        "what": "Terpal.",
        "due": "2024-11-26T12:00:00Z",
    },
    "incident.done": {"incident": "i1", "task": "t1"},
    "incident.know": {"incident": "i1", "state": "proven", "what": "Yang jatuh sampul, bukan surat suara."},
    "incident.hand": {"incident": "i1", "to": "polres:35.17", "document": "LP/1/XI/2024"},
    "incident.close": {"incident": "i1", "outcome": "solved"},
    "evidence.take": {"incident": "i1", "units": [f"{TPS}-K1"], "document": "LP/1/XI/2024"},
    "evidence.return": {"incident": "i1", "units": [f"{TPS}-K1"], "to": f"kpps:{TPS}"},
    "supply.ask": {"ask": "m1", "item": "ink", "pieces": 1},
    "supply.decide": {"ask": "m1", "answer": "send", "pieces": 1},
    "supply.done": {"ask": "m1", "pieces": 1},
    "ballots.count": {
        "counts": {"pilbup": {"received": 534, "used": 400, "damaged": 3, "wrong": 1, "unused": 130}},
        "voters": 400,
    },
    "ballots.keep": {"sheets": {"pilbup": 2000}, "why": "vote_again"},
    "ballots.destroy": {
        "damaged": {"pilgub": 250},
        "surplus": {},
        "present": ["polres:35.17", "kejari:35.17"],
    },
}
BODIES = {
    "base.declare": {"what": "plan", "sha256": HASH, "size": 7},
    "device.enrol": {"device": "d", "algorithm": "ed25519", "key": "k", "office": f"kpps:{TPS}"},
    "device.revoke": {"device": "d", "reason": "lost"},
    "statement.quarantine": {"sha256": HASH, "size": 7, "reason": "envelope.size"},
    "record.erase": {
        "statement": HASH,
        "index": 7,
        "received_us": 1_732_600_000_000_000,
        "stub": dict.fromkeys(sorted(STUB_FIELDS), ""),
        "reason": "personal_data",
    },
    "checkpoint.see": {"words": "akar alat ambil angin api arang arus asap", "place": "bast", "size": 7},
    "list.declare": {"list": ADHOC},
    "parcel.pack": {"units": [BOX], "seals": {BOX: ["A1"]}, "counts": {"ballot:pilgub": 533}},
    "trip.depart": {"trip": "trip:1", "check": {"brakes": "ok", "health": "unwell"}},
    "trip.arrive": {"trip": "trip:1"},
    "handover.give": {"list": HASH},
    "handover.receive": {
        "list": HASH,
        "except": [{"unit": BOX, "what": "unsealed"}],
        "counts": {"ink": 2},
        "seals": {BOX: []},
        "only": [BOX],
        "of": {"office": f"kpps:{TPS}", "source": "paper"},
    },
    "handover.observe": {"list": HASH, "side": "give"},
    "unit.open": {"units": [BOX], "purpose": "vote", "present": [f"ptps:{TPS}"]},
    "unit.seal": {"seals": {BOX: ["A2"]}, "after": "pps-kpps", "present": []},
    "unit.use": {"units": [BOX]},
    "night.report": {"slot": "22", "state": "safe", "guards": 2, "place": "tent"},
    "goods.order": {"order": "PO-1", "item": "ballot", "pieces": 1_012_800, "due": "2024-11-01"},
    "goods.arrive": {
        "arrival": "A-1",
        "item": "ballot",
        "cartons": [{"first": 1, "last": 506, "each": 2000}, {"first": 507, "last": 507, "each": 800}],
        "waybill": {"number": "SJ-1", "pieces": 1_012_800, "cartons": 507},
    },
    "goods.count": {"arrival": "A-1", "cartons": [{"first": 3, "last": 3, "each": 1998}]},
    "goods.observe": {"arrival": "A-1", "pieces": 1_012_798},
    "goods.move": {"arrival": "A-1", "first": 1, "last": 9, "store": "Gudang KPU"},
    "goods.sort": {"item": "ballot", "good": 1990, "damaged": {"torn": 8}, "short": 2},
    "goods.claim": {"item": "ballot", "document": "BA-1", "damaged": 8, "short": 2},
    "seal.issue": {"to": f"pps:{JIPURAPAH}", "count": 12, "numbers": ["104418"]},
    "seal.return": {"to": f"pps:{JIPURAPAH}", "count": 1},
    "seal.spoil": {"count": 1},
    "seal.count": {"blank": 3},
    "trouble.report": {"what": "road", "note": "Jembatan putus.", "about": [], "photos": [HASH]},
    "escort.ask": {
        "escort": "e1",
        "what": "trip",
        "about": "trip:1",
        "to": "polres:35.17",
        "officers": 2,
        "grade": "prone",
        "document": "108/PP.08-SD/3517/2024",
        "starts": "2024-11-26T00:00:00Z",
    },
    "escort.answer": {"escort": "e1", "answer": "less", "officers": 1, "reason": "few_officers"},
    "escort.ready": {"escort": "e1"},
    "escort.done": {"escort": "e1"},
    "draw.commit": {"draw": "d1", "inputs": HASH, "seed": HASH, "rounds": 3, "places": 4},
    "road.close": {"road": "jembatan-ploso", "until": "2024-11-26T04:00:00Z", "note": "Air naik."},
    "road.open": {"road": "area:-7.4512,112.2291,500"},
    "draw.reveal": {"draw": "d1", "round": 1, "seed": HASH},
    "finding.answer": {"finding": HASH[:16], "answer": "explained", "note": "Sticker fell off."},
    **UNDERSTANDING,
    **SUPERVISION,
}


def payload(of="handover.receive", **changes):
    made = Speaker(f"kpps:{TPS}").say(of, TPS, hour("26 14:00"), BODIES[of], [("gives", HASH)])
    return {**made.payload(), **changes}


@pytest.mark.parametrize("kind", KINDS)
def test_a_statement_of_each_kind_reads_back_as_it_was_written(kind):
    assert BODIES.keys() == KINDS.keys()
    read = parse(payload(kind), id=HASH)
    assert (read.id, read.log, read.kind) == (HASH, ORIGIN, kind)
    assert read.payload() == payload(kind)


def test_a_transcription_is_the_act_of_the_office_on_the_paper():
    body = {"list": HASH, "of": {"office": f"pps:{JIPURAPAH}", "source": "spreadsheet"}}
    read = parse(payload("handover.give", body=body), id=HASH)
    assert (read.office, read.actor, read.source) == (f"kpps:{TPS}", f"pps:{JIPURAPAH}", Source.SPREADSHEET)
    own = parse(payload("handover.give"), id=HASH)
    assert (own.actor, own.source) == (f"kpps:{TPS}", Source.DIRECT)


WRONG = {
    "nonce": ["", "short", "x" * 23, "x" * 21 + "=", "x" * 21 + "+", "x" * 21 + " ", "é" * 22, None, 7],
    "log": ["", "x" * 121, None, 7, []],
    "kind": ["", "vote.count", None, 7, [], {}, ["unit.use"]],
    "office": [
        "",
        "kpps",
        "kpps:",
        "kpps:Jombang",
        "kpps:35.17.1",
        "KPPS:35.17",
        "kpps:٣٥.١٧",
        None,
        7,
        ["kpps:35"],
        "x" * 65,
    ],
    "device": ["", "x" * 65, None, 7],
    "seq": [0, -1, True, "1", None, 1.5],
    "prev": [None, "x", HASH.upper(), HASH[:-1], 7],
    "at": [
        "",
        "yesterday",
        "2024-02-30T00:00:00Z",
        "2024-11-26T14:00:00+07:00",
        "9999-12-31T23:59:59Z",
        None,
        7,
    ],
    "region": ["", "3517", " 35.17", "Jombang", "٣٥.١٧", None, 7, []],
    "body": [None, [], "x", 7],
    "refs": [
        None,
        {},
        "x",
        [HASH],
        [{"role": "likes", "id": HASH}],
        [{"role": "sees", "id": "x"}],
        [{"role": "sees"}],
    ],
}


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, values in WRONG.items() for value in values], ids=str
)
def test_a_field_of_another_form_is_refused_by_name(name, value):
    with pytest.raises(StatementError) as refused:
        parse(payload(**{name: value}), id=HASH)
    assert refused.value.code == f"statement.{name}"


@pytest.mark.parametrize("name", WRONG)
def test_a_missing_field_is_refused_by_name(name):
    value = payload()
    del value[name]
    with pytest.raises(StatementError, match=name) as refused:
        parse(value, id=HASH)
    assert refused.value.code == "statement.fields"


def test_an_unknown_field_is_refused_so_that_nothing_unread_is_signed():
    with pytest.raises(StatementError, match="votes"):
        parse(payload(votes=1), id=HASH)


@pytest.mark.parametrize("value", [None, [], "x", 7, True, {}])
def test_what_is_no_object_is_no_statement(value):
    with pytest.raises(StatementError) as refused:
        parse(value, id=HASH)
    assert refused.value.code == "statement.fields"


BROKEN = [
    ("handover.receive", {"list": "x"}),
    ("handover.receive", {"except": {}}),
    ("handover.receive", {"except": [{"unit": BOX}]}),
    ("handover.receive", {"except": [{"unit": BOX, "what": "wet"}]}),
    ("handover.receive", {"except": [{"unit": BOX, "what": "missing", "why": ""}]}),
    ("handover.receive", {"counts": {"ink": -1}}),
    ("handover.receive", {"counts": {"ink": True}}),
    ("handover.receive", {"counts": {"": 1}}),
    ("handover.receive", {"seals": {BOX: "A1"}}),
    ("handover.receive", {"seals": {BOX: ["x" * 33]}}),
    ("handover.receive", {"only": BOX}),
    ("handover.receive", {"only": []}),
    ("handover.receive", {"of": {"office": "PTPS", "source": "paper"}}),
    ("handover.receive", {"of": {"office": f"kpps:{TPS}", "source": "direct"}}),
    ("handover.receive", {"of": None}),
    ("handover.receive", {"votes": {"1": 200}}),
    ("handover.observe", {"side": "both"}),
    ("unit.open", {"purpose": "curiosity"}),
    ("unit.open", {"present": ["a neighbour"]}),
    ("unit.seal", {"after": "breakfast"}),
    ("unit.use", {"units": [7]}),
    ("night.report", {"slot": "23"}),
    ("night.report", {"guards": "two"}),
    ("list.declare", {"list": {**ADHOC, "step": 0}}),
    ("list.declare", {"list": {**ADHOC, "giver": "somebody"}}),
    ("list.declare", {"list": {**ADHOC, "region": "Jombang"}}),
    ("list.declare", {"list": HASH}),
    ("night.report", {"guards": 1001}),
    ("handover.receive", {"counts": {"ink": 10**9 + 1}}),
    ("list.declare", {"list": {**ADHOC, "step": 10_001}}),
    ("list.declare", {"list": {**ADHOC, "units": [BOX] * 2001}}),
    ("base.declare", {"size": 10**9 + 1}),
    ("base.declare", {"what": "weather"}),
    ("base.declare", {"urgent": True}),
    ("trip.depart", {"check": {"driver": "Pak Budi"}}),
    ("trip.depart", {"check": ["ok"]}),
    ("trip.arrive", {"check": {"brakes": "ok"}}),
    ("night.report", {"place": "rumah Pak RT"}),
    ("trouble.report", {"what": "votes"}),
    ("trouble.report", {"note": "x" * 281}),
    ("trouble.report", {"about": [7]}),
    ("base.declare", {"size": -1}),
    ("device.enrol", {"algorithm": "rsa"}),
    ("device.enrol", {"office": "kpps"}),
    ("device.revoke", {"reason": "dislike"}),
    ("statement.quarantine", {"sha256": None}),
]


@pytest.mark.parametrize(("kind", "change"), BROKEN, ids=str)
def test_a_body_of_another_form_is_refused_by_its_fields_name(kind, change):
    with pytest.raises(StatementError, match=repr(next(iter(change)))) as refused:
        parse(payload(kind, body={**BODIES[kind], **change}), id=HASH)
    assert refused.value.code == "statement.body"


@pytest.mark.parametrize(
    ("kind", "change"),
    [
        ("night.report", {"guards": 1000}),
        ("handover.receive", {"counts": {"ink": 10**9}}),
        ("list.declare", {"list": {**ADHOC, "step": 10_000}}),
        ("list.declare", {"list": {**ADHOC, "units": [BOX] * 2000}}),
    ],
)
def test_a_number_right_at_its_bound_is_let_through(kind, change):
    body = {**BODIES[kind], **change}
    assert parse(payload(kind, body=body), id=HASH).body == body


@pytest.mark.parametrize("kind", KINDS)
def test_a_body_without_what_it_must_have_is_refused(kind):
    for name in KINDS[kind][0]:
        body = {key: value for key, value in BODIES[kind].items() if key != name}
        with pytest.raises(StatementError, match=name):
            parse(payload(kind, body=body), id=HASH)


@pytest.mark.parametrize("kind", ["base.declare", "device.enrol", "device.revoke", "statement.quarantine"])
def test_nobody_declares_enrols_or_revokes_by_copying_anothers_paper(kind):
    body = {**BODIES[kind], "of": {"office": "gateway:35.17", "source": "paper"}}
    with pytest.raises(StatementError, match="'of'"):
        parse(payload(kind, body=body), id=HASH)


json = st.recursive(
    st.none()
    | st.booleans()
    | st.integers(-(2**53), 2**53)
    | st.text(max_size=8)
    | st.sampled_from([HASH, TPS, BOX, ORIGIN]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)
fields = st.sampled_from(sorted(WRONG))
kinds = st.sampled_from(sorted(KINDS))


@given(json)
def test_no_json_value_raises_anything_but_a_statement_error(value):
    with pytest.raises(StatementError):
        parse(value, id=HASH)


@given(kinds, st.dictionaries(fields, json, max_size=3))
def test_no_field_raises_anything_but_a_statement_error(kind, changes):
    try:
        read = parse(payload(kind, **changes), id=HASH)
    except StatementError:
        return
    assert read.payload() == payload(kind, **changes)


@given(kinds, st.data())
def test_no_body_raises_anything_but_a_statement_error(kind, data):
    must, may = KINDS[kind]
    body = {
        **BODIES[kind],
        **data.draw(st.dictionaries(st.sampled_from([*must, *may, "of"]), json, min_size=1)),
    }
    with suppress(StatementError):
        parse(payload(kind, body=body), id=HASH)


@given(st.dictionaries(st.sampled_from(sorted(ADHOC)), json, min_size=1))
def test_no_load_list_raises_anything_but_a_statement_error(changes):
    with suppress(StatementError):
        parse(payload("list.declare", body={"list": {**ADHOC, **changes}}), id=HASH)
