"""Papers of a rakor: invitations say why, minutes put both sides side by side, agreements are signed."""

from dataclasses import replace
from itertools import product

import pytest

from example import KABUPATEN, ORIGIN, PLANDAAN, WONOSALAM, Speaker, hour
from sepaham.domain.commitments import State, commitments_of
from sepaham.domain.convening import WHYS, invitees
from sepaham.domain.endings import Ending
from sepaham.domain.facts import fact_of
from sepaham.domain.means import Course, proposals_of
from sepaham.domain.rakor import rakors_of
from sepaham.domain.rounds import rounds_of
from sepaham.domain.sealed import Sheet, seal
from sepaham.domain.statement import Entry
from sepaham.exchange.papers.blocks import Signatures, Table
from sepaham.exchange.papers.letterhead import Heading
from sepaham.exchange.papers.met import Deed, Met, deeds_of
from sepaham.exchange.papers.rakor import SPARE_ROWS, attendance_list, invitation
from sepaham.exchange.papers.rakor_minutes import agreement, minutes, signers
from sepaham.gateways.library import threats

BAWASLU, POLRES, BPBD, KPU = (f"{line}:{KABUPATEN}" for line in ("bawaslu", "polres", "bpbd", "kpu"))
CAMAT, FAR = f"camat:{PLANDAAN}", f"camat:{WONOSALAM}"
AT = hour("20 10:30")
FLOOD, RUMOUR, SLIDE = f"flood@{PLANDAAN}", f"rumour@{PLANDAAN}", f"landslide@{WONOSALAM}"
CALL = {
    "rakor": "a1b2c3d4",
    "starts": "2024-11-20T02:00:00Z",
    "place": "Pendopo Kabupaten",
    "agenda": [FLOOD, RUMOUR, SLIDE],
    "offices": [KPU, POLRES, BPBD, CAMAT, FAR],
    "round": "r1",
}
ADDRESS = "https://sepaham.example/rakor/a1b2c3d4/attend"


def names(key, language):
    return key


def fact(number, office, kind, body, region=KABUPATEN):
    return fact_of(Entry(number, AT, Speaker(office).say(kind, region, AT, body)), AT)


def assessed():
    rows = {
        POLRES: [
            {"cell": FLOOD, "likelihood": 2, "impact": 2, "confidence": 2, "evidence": "jalan kering"},
            {"cell": RUMOUR, "answer": "unknown"},
        ],
        BPBD: [{"cell": FLOOD, "likelihood": 5, "impact": 5, "confidence": 3, "evidence": "banjir Februari"}],
    }
    cells = [FLOOD, RUMOUR, SLIDE]
    told = [(BAWASLU, "round.open", {"round": "r1", "number": 2, "cells": cells, "offices": [POLRES, BPBD]})]
    sheet, salt = {"round": "r1", "number": 2, "sheet": 1}, bytes(32)
    for office, given in rows.items():
        sealed = seal(Sheet(ORIGIN, office, "r1", 2, 1, given), salt=salt)
        told.append((office, "rating.commit", {**sheet, "sha256": sealed, "cells": len(given)}))
    told.append((BAWASLU, "round.close", {"round": "r1", "number": 2}))
    for office, given in rows.items():
        told.append((office, "rating.reveal", {**sheet, "salt": salt.hex(), "ratings": given}))
    return rounds_of([fact(n, *one) for n, one in enumerate(told)], log=ORIGIN)[0]


def ended(cell, outcome, *dissents, unmet=()):
    body = {"round": "r1", "number": 2, "cell": cell, "outcome": outcome, "likelihood": 4, "impact": 3}
    told = tuple(
        fact(
            50 + n,
            office,
            "dissent.state",
            {"cell": cell, "round": "r1", "likelihood": 1, "impact": 2, "reason": reason},
        )
        for n, (office, reason) in enumerate(dissents)
    )
    return Ending(cell, fact(40, BAWASLU, "cell.end", body), told, unmet)


def met(**changes):
    of = {"office": KPU, "source": "paper"}
    told = [
        fact(20, BAWASLU, "rakor.call", CALL),
        fact(21, BAWASLU, "rakor.attend", {"rakor": "a1b2c3d4", "persons": 3}),
        fact(22, CAMAT, "rakor.attend", {"rakor": "a1b2c3d4", "persons": 1}, PLANDAAN),
        fact(23, BAWASLU, "rakor.attend", {"rakor": "a1b2c3d4", "of": of}),
        fact(24, FAR, "rakor.attend", {"rakor": "a1b2c3d4"}, WONOSALAM),
        fact(30, BAWASLU, "rakor.note", {"rakor": "a1b2c3d4", "note": "air naik cepat", "cell": FLOOD}),
        fact(31, BAWASLU, "rakor.note", {"rakor": "a1b2c3d4", "note": "rapat lagi H-3"}),
    ]
    due = hour("25 12:00")
    found = Met(
        rakor=rakors_of(told)[0],
        endings={FLOOD: ended(FLOOD, "dissent", (POLRES, "jalur dijaga")), SLIDE: ended(SLIDE, "agreed")},
        threats=threats(),
        heading=Heading(),
        number="3/NOT/BAWASLU/2024",
        attend=ADDRESS,
        at=AT,
        last=assessed(),
        whys={FLOOD: WHYS["differs"]},
        deeds=(
            Deed(FLOOD, "dua perahu di Plandaan", BPBD, due, "open", KPU),
            Deed(SLIDE, "12 personel", POLRES, None, "declined", BAWASLU, "few_officers"),
        ),
        invitees={
            one.office: one
            for one in invitees(
                agenda=[FLOOD],
                region=KABUPATEN,
                threats=threats(),
                post=lambda line, region: f"{line}:{region}",
            )
        },
    )
    return replace(found, **changes)


def written(paper):
    return repr(paper)


def rows(paper):
    return [row for block in paper.blocks if isinstance(block, Table) for row in block.rows]


@pytest.mark.parametrize("language", ["id", "en"])
def test_an_invitation_says_why_each_cell_is_taken_up_and_which_barriers_are_the_offices_own(language):
    paper = invitation(met(), BPBD, names=names, language=language)
    assert rows(paper)[0][3] == WHYS["differs"].say(language, {})
    own = [one.text.say(language, {}) for one in met().invitees[BPBD].barriers]
    assert own
    assert all(text in written(paper) for text in own)
    assert (paper.code, BPBD in written(paper)) == (ADDRESS, True)
    assert not any(text in written(invitation(met(), CAMAT, names=names, language=language)) for text in own)


def test_the_list_has_a_line_for_everyone_expected_and_blank_ones():
    found = rows(attendance_list(met(), names=names, language="id"))
    assert [row[1] for row in found[:6]] == list(met().rakor.expected)
    assert [row[1] for row in found[6:]] == [""] * SPARE_ROWS


def test_minutes_put_every_rating_and_reason_side_by_side():
    paper = minutes(met(), names=names, language="id")
    text = written(paper)
    assert "4 dari 6 lembaga, 6 orang" in text
    assert (POLRES, "1", "2", "jalan kering; menyatakan beda pendapat: jalur dijaga") in rows(paper)
    assert (BPBD, "5", "5", "banjir Februari") in rows(paper)
    assert (POLRES, "–", "–", "tidak tahu") in rows(paper)
    assert (BPBD, "–", "–", "tidak dinilai") in rows(paper)
    assert f"disalin {BAWASLU}, 20 Nov 10.30" in text
    assert "air naik cepat" in text
    assert f"usulan {BAWASLU}, tidak disanggupi: personel tidak cukup" in text


def test_what_was_proposed_and_promised_about_the_cells_is_told_once():
    ask = {"proposal": "p1", "cell": FLOOD, "to": BPBD, "what": "dua perahu"}
    made = {"commitment": "c1", "what": "dua perahu", "due": "2024-11-25T05:00:00Z", "confirms": KPU}
    told = [
        fact(60, BAWASLU, "means.propose", ask),
        fact(61, BAWASLU, "means.propose", {**ask, "proposal": "p2", "to": POLRES, "what": "12 personel"}),
        fact(62, POLRES, "means.answer", {"proposal": "p2", "answer": "decline", "reason": "other_duty"}),
        fact(63, BAWASLU, "means.propose", {**ask, "proposal": "p3", "cell": f"flood@{KABUPATEN}"}),
    ]
    promised = [fact(64, BPBD, "commitment.make", {**made, "cell": FLOOD, "proposal": "p1"})]
    found = deeds_of(proposals=proposals_of(told), commitments=commitments_of(promised), cells=[FLOOD], at=AT)
    assert [(deed.office, deed.state, deed.reason) for deed in found] == [
        (POLRES, "declined", "other_duty"),
        (BPBD, "open", ""),
    ]


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_state_and_reason_of_a_deed_has_its_words(language):
    states = (*Course, *State)
    reasons = ("few_officers", "no_means", "other_duty", "not_ours", "other")
    for state, reason in product(states, ("", *reasons)):
        deed = Deed(FLOOD, "perahu", BPBD, None, state.value, KPU, reason)
        assert minutes(met(deeds=(deed,)), names=names, language=language)


def test_an_agreement_of_one_area_holds_what_was_agreed_there_and_nothing_of_another():
    text = written(agreement(met(), WONOSALAM, names=names, language="id"))
    assert "kemungkinan 4" in text
    assert (FAR in text, CAMAT in text, "12 personel" in text) == (True, False, True)
    assert "Tidak ada beda pendapat yang dicatat." in text
    other = written(agreement(met(), PLANDAAN, names=names, language="id"))
    assert ("Belum ada ancaman yang disepakati." in other, "jalur dijaga" in other) == (True, True)
    assert "Belum dibahas." in other


def test_what_the_ratings_do_not_bear_out_is_said_so_and_is_not_among_what_is_agreed():
    weak = met(endings={SLIDE: ended(SLIDE, "agreed", unmet=("unrated",))})
    text = written(agreement(weak, WONOSALAM, names=names, language="id"))
    assert "Belum ada ancaman yang disepakati." in text
    assert "belum semua lembaga yang berwenang menilai" in text


def test_who_came_signs_for_an_area_and_who_is_of_another_does_not():
    assert signers(met(), PLANDAAN) == [BAWASLU, KPU, CAMAT]
    blocks = agreement(met(), PLANDAAN, names=names, language="en").blocks
    assert sum(len(block.signs) for block in blocks if isinstance(block, Signatures)) == 3
