"""A rakor: who came, how far its cells are, and whom it should have invited."""

from datetime import date

import pytest

from example import JIPURAPAH, KABUPATEN, PLANDAAN, WONOSALAM, Speaker, hour
from sepaham.domain.convening import contradicted, invitees, office_at, points, uninvited
from sepaham.domain.endings import Ending
from sepaham.domain.facts import fact_of
from sepaham.domain.instrument_kinds import Row
from sepaham.domain.instruments import Listing
from sepaham.domain.rakor import Course, may_attend, place_of, rakors_of
from sepaham.domain.register import Office, seated_office
from sepaham.domain.rounds import rounds_of
from sepaham.domain.sealed import Sheet, seal
from sepaham.domain.statement import Entry
from sepaham.gateways.library import instruments, threats

LOG = "sepaham/35.17/2024-11-27/REAL"
BAWASLU, POLRES, BPBD, KPU, DINSOS = (
    f"{line}:{KABUPATEN}" for line in ("bawaslu", "polres", "bpbd", "kpu", "dinsos")
)
CAMAT = f"camat:{PLANDAAN}"
FLOOD, RUMOUR = f"flood@{PLANDAAN}", f"rumour@{PLANDAAN}"
CALL = {
    "rakor": "k1",
    "starts": "2024-11-20T02:00:00Z",
    "place": "Pendopo",
    "agenda": [FLOOD, RUMOUR],
    "offices": [POLRES, CAMAT, BPBD],
    "round": "r1",
}
AT = hour("19 09:00")


def fact(number, office, kind, body, region=KABUPATEN):
    return fact_of(Entry(number, AT, Speaker(office).say(kind, region, AT, body)), AT)


def held(*told):
    called = fact(0, BAWASLU, "rakor.call", CALL)
    return rakors_of([called, *(fact(n, *one) for n, one in enumerate(told, 1))])[0]


def anyone(line, region):
    return f"{line}:{region}"


def test_who_called_it_is_expected_too_and_who_came_says_so_itself():
    found = held(
        (BAWASLU, "rakor.attend", {"rakor": "k1", "persons": 4}),
        (CAMAT, "rakor.attend", {"rakor": "k1", "persons": 1}, PLANDAAN),
        (DINSOS, "rakor.attend", {"rakor": "k1"}),
    )
    assert found.expected == (BAWASLU, POLRES, CAMAT, BPBD)
    assert (found.present, found.absent, found.guests) == ((BAWASLU, CAMAT), (POLRES, BPBD), (DINSOS,))
    assert found.persons == 6


def test_who_came_according_to_the_list_on_paper_counts_as_well():
    of = {"office": POLRES, "source": "paper"}
    assert held((BAWASLU, "rakor.attend", {"rakor": "k1", "of": of})).present == (POLRES,)


def test_only_who_called_it_notes_files_and_calls_it_anew():
    note, paper = {"rakor": "k1", "note": "n"}, {"rakor": "k1", "what": "minutes", "sha256": "0" * 64}
    found = held(
        (BPBD, "rakor.note", note),
        (BAWASLU, "rakor.note", {**note, "cell": FLOOD}),
        (BPBD, "rakor.file", paper),
        (BPBD, "rakor.call", {**CALL, "place": "BPBD"}),
        (BAWASLU, "rakor.call", {**CALL, "place": "Hotel"}),
    )
    assert [one.actor for one in found.notes] == [BAWASLU]
    assert (found.noted(FLOOD), found.noted("")) == (found.notes, ())
    assert (found.filed, found.place) == ((), "Hotel")


def ending(number, outcome, unmet=()):
    body = {
        "round": "r1",
        "number": 1,
        "cell": FLOOD,
        "outcome": outcome,
        "likelihood": 4,
        "impact": 4,
    }
    return Ending(FLOOD, fact(number, BAWASLU, "cell.end", body), (), unmet)


@pytest.mark.parametrize(
    ("end", "course"),
    [
        (None, Course.NOTED),
        (ending(5, "agreed"), Course.AGREED),
        (ending(5, "dissent"), Course.DISSENT),
        (ending(5, "agreed", ("unrated",)), Course.WEAK),
    ],
)
def test_a_cell_is_as_far_as_its_ending_or_else_its_notes_say(end, course):
    found = held((BAWASLU, "rakor.note", {"rakor": "k1", "note": "n", "cell": FLOOD}))
    assert found.course(FLOOD, end) is course
    assert held().courses({})[RUMOUR] is Course.OPEN


def test_an_earlier_agreement_that_nothing_bears_out_is_open_again():
    called = fact(9, BAWASLU, "rakor.call", CALL)
    assert rakors_of([called])[0].course(FLOOD, ending(5, "agreed", ("unrated",))) is Course.OPEN


def test_an_office_within_the_area_or_over_it_may_come_and_another_may_not():
    in_plandaan = {**CALL, "offices": [CAMAT]}
    (found,) = rakors_of([fact(0, f"ppk:{PLANDAAN}", "rakor.call", in_plandaan, PLANDAAN)])
    two = Office("polsek:35.17.14", "polsek", ("35.17.14", PLANDAAN))
    offices = (seated_office(BPBD), two, seated_office(f"pkd:{JIPURAPAH}"))
    assert all(may_attend(found, office) for office in offices)
    assert not may_attend(found, seated_office(f"camat:{WONOSALAM}"))
    assert [place_of(found, office) for office in offices] == [PLANDAAN, PLANDAAN, JIPURAPAH]
    assert place_of(held(), seated_office(CAMAT)) == PLANDAAN


@pytest.mark.parametrize(
    ("line", "region", "office"),
    [
        ("bpbd", KABUPATEN, BPBD),
        ("bpbd", PLANDAAN, BPBD),
        ("polres", PLANDAAN, f"polsek:{PLANDAAN}"),
        ("kpu", JIPURAPAH, f"pps:{JIPURAPAH}"),
        ("polsek", KABUPATEN, POLRES),
        ("kpps", PLANDAAN, f"ppk:{PLANDAAN}"),
        ("carrier", KABUPATEN, KPU),
        ("carrier", PLANDAAN, f"ppk:{PLANDAAN}"),
        ("linmas", PLANDAAN, f"satpolpp:{KABUPATEN}"),
        ("nobody", KABUPATEN, ""),
    ],
)
def test_a_line_is_invited_by_its_office_at_the_level_of_the_meeting(line, region, office):
    assert office_at(line, region, anyone) == office


def test_the_owners_of_barriers_who_are_not_invited_are_named_most_barriers_first():
    found = invitees(agenda=[FLOOD], region=KABUPATEN, threats=threats(), post=anyone)
    offices = {one.office: one for one in found}
    assert {KPU, BAWASLU, POLRES, CAMAT, f"polsek:{PLANDAAN}", f"koramil:{PLANDAAN}"} <= offices.keys()
    owners = {one.office for one in found if one.barriers}
    assert BPBD in owners
    missing = uninvited(found, offices.keys() - owners)
    assert {one.office for one in missing} == owners
    assert [len(one.barriers) for one in missing] == sorted((len(o.barriers) for o in missing), reverse=True)
    assert uninvited(found, offices.keys()) == []


def test_a_desa_invites_its_own_head_and_officers():
    found = invitees(agenda=[f"flood@{JIPURAPAH}"], region=JIPURAPAH, threats=threats(), post=anyone)
    assert {f"{line}:{JIPURAPAH}" for line in ("pps", "pkd", "kades", "bhabin", "babinsa")} <= {
        one.office for one in found
    }


def assessed(*given):
    """One closed round in which offices rated cells: office, cell, likelihood, impact."""
    offices = list(dict.fromkeys(office for office, *_ in given))
    cells = list(dict.fromkeys(cell for _, cell, *_ in given))
    told = [(BAWASLU, "round.open", {"round": "r1", "number": 1, "cells": cells, "offices": offices})]
    shown = []
    for office in offices:
        rows = [
            {"cell": cell, "likelihood": likelihood, "impact": impact, "confidence": 2}
            for who, cell, likelihood, impact in given
            if who == office
        ]
        salt = bytes(32)
        sealed = seal(Sheet(LOG, office, "r1", 1, 1, rows), salt=salt)
        sheet = {"round": "r1", "number": 1, "sheet": 1}
        told.append((office, "rating.commit", {**sheet, "sha256": sealed, "cells": len(rows)}))
        shown.append((office, "rating.reveal", {**sheet, "salt": salt.hex(), "ratings": rows}))
    told += [(BAWASLU, "round.close", {"round": "r1", "number": 1}), *shown]
    return rounds_of([fact(n, *one) for n, one in enumerate(told)], log=LOG)


def offered(rounds, region=KABUPATEN, endings=None, contradicted=()):
    return [
        (one.cell, one.why)
        for one in points(
            region=region,
            rounds=rounds,
            endings=endings or {},
            threats=threats(),
            stations={FLOOD: 84},
            contradicted=contradicted,
        )
    ]


APART = assessed(
    (POLRES, FLOOD, 2, 2),
    (BPBD, FLOOD, 5, 5),
    (POLRES, f"flood@{WONOSALAM}", 3, 3),
    (BPBD, f"flood@{WONOSALAM}", 3, 3),
)


def test_an_agenda_begins_with_what_institutions_rated_far_apart():
    assert offered(APART)[0] == (FLOOD, "differs")


def test_a_meeting_of_a_kecamatan_takes_up_its_own_cells_only():
    assert {cell for cell, _ in offered(APART, region=PLANDAAN)} == {FLOOD}
    assert {cell for cell, _ in offered(APART, region=JIPURAPAH)} == {FLOOD}


def test_what_ended_is_not_taken_up_again_unless_nothing_bears_the_agreement_out():
    assert FLOOD not in dict(offered(APART, endings={FLOOD: ending(99, "dissent")}))
    assert FLOOD not in dict(offered(APART, endings={FLOOD: ending(99, "agreed")}))
    assert FLOOD in dict(offered(APART, endings={FLOOD: ending(99, "agreed", ("spread",))}))


def test_before_any_round_the_contradictions_of_lists_are_the_agenda():
    assert offered([], contradicted=[FLOOD]) == [(FLOOD, "listed")]
    assert offered([], region=WONOSALAM, contradicted=[FLOOD]) == []
    assert (FLOOD, "listed") not in offered(APART, contradicted=[FLOOD])
    settled = {FLOOD: ending(99, "agreed")}
    assert offered(APART, region=PLANDAAN, endings=settled, contradicted=[RUMOUR]) == []


def listed(code, owner, *named):
    rows = {f"{PLANDAAN}.2004.{n:03d}": Row({item: answer}) for n, (item, answer) in enumerate(named, 1)}
    listing = Listing(instruments()[code], owner, owner, KABUPATEN, owner, 0, "0" * 64, date(2024, 11, 1), "")
    return listing.holding(rows)


def test_the_cells_of_which_lists_differ_on_most_places_come_first():
    kpu = listed("kpu-hazard", KPU, *[("flood", "yes")] * 3)
    bawaslu = listed("bawaslu-tps", BAWASLU, *[("disaster", "no")] * 3)
    found = contradicted(listings=[kpu, bawaslu], threats=threats(), areas=[PLANDAAN, WONOSALAM])
    assert FLOOD in found
    assert not any(cell.endswith(WONOSALAM) for cell in found)
    assert contradicted(listings=[kpu], threats=threats(), areas=[PLANDAAN]) == []
