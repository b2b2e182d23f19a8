"""What a round asks about begins with imported lists; whom it asks follows from the threats."""

from dataclasses import replace

import pytest

from example import JIPURAPAH, KABUPATEN, PLANDAAN, WONOSALAM
from judged import BAWASLU, BPBD, CELL, KPU, POLRES, held, rated
from listings import LISTS
from sepaham.domain.round_cells import again, begun, candidates, level_below, raters, silent, took
from sepaham.domain.rounds import Part, with_authority
from sepaham.gateways.library import threats

DESA = f"flood@{JIPURAPAH}"
THREATS = threats()


def post(line, region):
    return f"{line}:{region}"


def test_a_first_round_begins_with_what_lists_name_and_asks_at_most_five_threats_of_an_area():
    found = candidates(listings=LISTS, threats=THREATS, areas=[PLANDAAN, WONOSALAM])
    first = found[PLANDAAN][0]
    assert (first.cell, first.naming, first.differ) == (f"flood@{PLANDAAN}", (KPU, BAWASLU), 1)
    assert len(found[PLANDAAN]) == len(THREATS.threats)
    asked = begun(found)
    assert asked[0] == f"flood@{PLANDAAN}"
    assert 1 <= len(asked) <= 5
    assert not [cell for cell in asked if cell.endswith(WONOSALAM)]


def test_without_any_list_nothing_is_chosen_beforehand():
    assert begun(candidates(listings=(), threats=THREATS, areas=[PLANDAAN])) == []


def test_who_has_authority_and_who_owns_barriers_is_asked():
    found = {one.office: one for one in raters(cells=[CELL], region=KABUPATEN, threats=THREATS, post=post)}
    assert found[BPBD].authority == ("flood",)
    assert found[BPBD].owns
    assert found[POLRES].authority == ("flood",)
    assert not any(one.partition(":")[0] in {"supplier", "carrier", "gateway"} for one in found)


@pytest.mark.parametrize(
    ("region", "asked"),
    [(PLANDAAN, {f"polsek:{PLANDAAN}", BPBD}), (JIPURAPAH, {f"bhabin:{JIPURAPAH}", BPBD})],
)
def test_in_a_smaller_area_the_branch_there_is_asked_and_has_its_authority(region, asked):
    def there(line, place):
        return post(line, KABUPATEN if line == "bpbd" else place)

    found = raters(cells=[f"flood@{region}"], region=region, threats=THREATS, post=there)
    offices = [one.office for one in found]
    assert asked <= set(offices)
    opened = held({}, cells=[f"flood@{region}"], offices=offices, closed=False)
    assert set(with_authority(opened, THREATS.threats["flood"].authority)) == asked
    assert set(silent(opened, THREATS)) == asked


def test_who_has_authority_and_has_sealed_nothing_is_named():
    found = held({POLRES: rated(CELL, 4, 5)}, closed=False)
    assert silent(found, THREATS) == (BPBD,)


def test_the_next_round_asks_what_is_still_open_and_what_somebody_flagged():
    settled = f"flood@{WONOSALAM}"
    polres = [rated(CELL, 5, 5), rated(settled, 3, 3), rated(DESA, 4, 4)]
    others = [rated(CELL, 1, 1), rated(settled, 3, 3)]
    found = held(
        {POLRES: polres, BPBD: others, KPU: others}, cells=[CELL, settled], offices=[POLRES, BPBD, KPU]
    )
    assert again(rounds=[found], threats=THREATS, endings={}) == [CELL, DESA]


def test_while_a_round_runs_there_is_no_next():
    assert again(rounds=[held({}, closed=False)], threats=THREATS, endings={}) == []
    assert again(rounds=[], threats=THREATS, endings={}) == []


def test_how_long_rating_took_is_told_by_the_seals():
    found = held({POLRES: rated(CELL, 4, 5), KPU: rated(CELL, 4, 5)})
    (part,) = found.parts[POLRES].values()
    timed = Part(replace(part.commit, body={**part.commit.body, "seconds": 540}))
    found = replace(found, parts={**found.parts, POLRES: {1: timed}})
    assert [took(found, office) for office in (POLRES, KPU, BPBD)] == [540, None, None]


def test_a_round_asks_about_the_areas_right_below_and_no_deeper_than_desa():
    assert [level_below(region) for region in (KABUPATEN, PLANDAAN, JIPURAPAH)] == [3, 4, 4]
