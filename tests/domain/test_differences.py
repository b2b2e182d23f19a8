"""What a round shows of its cells: who differs by name, what moved, what a meeting takes up."""

from example import KABUPATEN, KLITIH, PLANDAAN, WONOSALAM
from judged import BPBD, KPU, POLRES, SATPOL, held, rated, unknown
from sepaham.domain.differences import Herd, Moved, new_evidence, seen, sort_out, until, usual, worse
from sepaham.domain.disagreement import Outcome
from sepaham.domain.endings import stands
from sepaham.gateways.library import threats

CELL, OTHER, DESA = f"flood@{PLANDAAN}", f"flood@{WONOSALAM}", f"flood@{KLITIH}"
AGREED = {BPBD: rated(CELL, 4, 4), POLRES: rated(CELL, 4, 4), KPU: rated(CELL, 3, 4)}
APART = {BPBD: rated(CELL, 5, 5), POLRES: rated(CELL, 1, 4), KPU: rated(CELL, 2, 4)}


def one(*rounds, recorded=None):
    (found,) = seen(rounds=rounds, threats=threats(), stations={CELL: 12}, recorded=recorded or {})
    return found


def test_who_is_at_either_end_is_named():
    found = one(held(APART))
    assert [(s.scale, s.low, s.lowest, s.high, s.highest) for s in found.sides()] == [
        ("likelihood", 1, (POLRES,), 5, (BPBD,))
    ]
    assert [(d.institution, d.scale, d.rating, d.others) for d in found.cell.dissents()] == [
        (BPBD, "likelihood", 5, 1.5)
    ]
    assert found.cell.stations == 12


def test_who_gave_no_number_is_named_with_its_word():
    given = {BPBD: rated(CELL, 4, 4), POLRES: unknown(CELL), KPU: rated(OTHER, 2, 2)}
    found = {each.key: each for each in seen(rounds=[held(given)], threats=threats(), stations={})}
    assert found[CELL].absent == {POLRES: "unknown", KPU: "untouched", SATPOL: "silent"}
    assert (found[CELL].waits, found[CELL].rated) == ((POLRES,), (BPBD,))
    assert found[OTHER].absent[BPBD] == "untouched"


def test_each_cell_stands_in_one_list():
    calm = {office: rated(OTHER, 2, 2) for office in (BPBD, POLRES, KPU)}
    lone = {o: rated(DESA, n, 2) for o, n in ((BPBD, 1), (POLRES, 1), (KPU, 1), (SATPOL, 4))}
    given = {office: [APART.get(office), calm.get(office), lone.get(office)] for office in lone}
    found = seen(rounds=[held(given)], threats=threats(), stations={})
    lists = sort_out(found)
    assert [each.key for each in lists.queue] == [CELL, DESA]
    assert [each.key for each in lists.agreed] == [OTHER]
    assert len(lists.all) == len(found) == 3


def test_what_somebody_with_authority_did_not_rate_is_not_called_agreed():
    lists = sort_out([one(held({POLRES: rated(CELL, 4, 4), KPU: rated(CELL, 4, 4)}))])
    assert [each.waits for each in lists.unrated] == [(BPBD,)]
    assert lists.agreed == ()


def test_what_moved_since_the_round_before_is_told_by_name():
    found = one(held(APART), held(AGREED, 2))
    assert Moved(POLRES, "likelihood", 1, 4) in found.moved
    assert Moved(KPU, "impact", 4, 4) not in found.moved
    assert found.standing.unmet == ("moved",)


def test_ratings_that_draw_together_without_new_evidence_ring():
    found = one(held(APART), held(AGREED, 2))
    assert Herd("likelihood", "no-evidence") in found.herds
    with_reason = {**AGREED, POLRES: rated(CELL, 4, 4, evidence="Jembatan Klitih tergenang 2023")}
    assert not [h for h in one(held(APART), held(with_reason, 2)).herds if h.code == "no-evidence"]


def test_evidence_is_new_only_where_nobody_gave_it_before():
    before = held({BPBD: rated(CELL, 4, 4, evidence="Banjir 2023")})
    after = held({POLRES: rated(CELL, 4, 4, evidence="banjir  2023")}, 2)
    assert new_evidence(before, after, CELL) == 0


def test_all_who_took_the_rating_of_one_alone_are_told_whom_they_followed():
    followers = {office: rated(CELL, 5, 4) for office in (BPBD, POLRES, KPU)}
    assert Herd("likelihood", "to-senior", BPBD) in one(held(APART), held(followers, 2)).herds
    several = {BPBD: rated(CELL, 5, 4), SATPOL: rated(CELL, 5, 4), POLRES: rated(CELL, 1, 4)}
    followed = {office: rated(CELL, 5, 4) for office in (BPBD, SATPOL, POLRES)}
    assert not [h for h in one(held(several), held(followed, 2)).herds if h.code == "to-senior"]


def test_a_dissent_on_record_no_longer_keeps_a_cell_open():
    lone = {o: rated(CELL, n, 2) for o, n in ((BPBD, 2), (POLRES, 2), (KPU, 2), (SATPOL, 2))}
    lone["pemkab:" + KABUPATEN] = rated(CELL, 5, 2)
    assert "dissent" in one(held(lone)).standing.unmet
    assert "dissent" not in one(held(lone), recorded={CELL: {"pemkab:" + KABUPATEN}}).standing.unmet


def test_a_later_round_that_does_not_ask_about_a_cell_leaves_it_as_it_was():
    first, second = held(AGREED), held({BPBD: rated(OTHER, 2, 2)}, 2, cells=[OTHER])
    assert stands(CELL, rounds=[first, second], threats=threats()).outcome is Outcome.AGREED
    (other,) = seen(rounds=[first, second], threats=threats(), stations={})
    assert (other.key, other.moved) == (OTHER, ())


def test_an_open_round_shows_nothing():
    assert until([held(AGREED, closed=False)], 1) == []
    assert [found.number for found in until([held(AGREED), held(AGREED, 2)], 1)] == [1]


def test_an_agreement_is_proposed_at_the_median_and_a_dissent_at_the_worse_case():
    assert (usual({"a": 2, "b": 3}), worse({"a": 2, "b": 3})) == (3, 3)
    assert (usual({"a": 2, "b": 2, "c": 5}), worse({"a": 2, "b": 2, "c": 5})) == (2, 5)
    assert (usual({}), worse({})) == (0, 0)
