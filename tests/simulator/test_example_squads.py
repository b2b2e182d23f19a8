"""The example's posts: real offices of its register, enough for most; and a few illustrative grades."""

from collections import Counter

from sepaham.domain.base import Level, level_of, within
from sepaham.domain.kinds import GRADES
from sepaham.simulator.example import KABUPATEN, example_register
from sepaham.simulator.example_squads import example_grades, example_squads

REGISTER = example_register()
SQUADS = example_squads(REGISTER)


def test_every_squad_belongs_to_a_post_of_the_register_and_lies_in_its_area() -> None:
    assert len({squad.id for squad in SQUADS}) == len(SQUADS)
    for squad in SQUADS:
        office = REGISTER.office(squad.office)
        assert office is not None
        assert office.institution == squad.institution
        assert within(squad.region, office.regions[0])
        assert squad.officers > 0


def test_polres_kodim_every_polsek_and_koramil_and_satpol_pp_have_officers() -> None:
    lines = Counter(squad.office.partition(":")[0] for squad in SQUADS)
    assert lines == {"polres": 1, "kodim": 1, "polsek": 21, "koramil": 21, "satpolpp": 306}


def test_the_same_register_has_the_same_posts() -> None:
    assert example_squads(example_register()) == SQUADS


def test_a_few_kecamatan_are_graded() -> None:
    grades = example_grades()
    assert len(grades) == 3
    assert set(grades.values()) <= set(GRADES)
    assert all(level_of(code) is Level.KECAMATAN and within(code, KABUPATEN) for code in grades)
    assert set(grades) <= set(REGISTER.regions)
