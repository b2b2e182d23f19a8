import pytest

from example import JIPURAPAH, KABUPATEN, PLANDAAN, REGISTER, SUMBERJO, WONOSALAM
from sepaham.domain.base import Level
from sepaham.domain.register import (
    BODIES,
    LINES,
    Office,
    PollingStation,
    Region,
    Register,
    offices_of,
    register_from_bytes,
    register_to_bytes,
)


def test_a_register_reads_back_from_its_canonical_file():
    marked = Register(
        REGISTER.regions, (*REGISTER.stations, PollingStation(JIPURAPAH, 901, 20, assumed=True, special=True))
    )
    again = register_from_bytes(register_to_bytes(marked))
    assert again == marked
    assert register_to_bytes(again) == register_to_bytes(marked)


def test_the_order_of_its_regions_does_not_change_its_file():
    backwards = Register(dict(reversed(REGISTER.regions.items())), REGISTER.stations)
    assert register_to_bytes(backwards) == register_to_bytes(REGISTER)


def test_stations_are_found_by_key_and_named_by_number():
    assert REGISTER.by_key[f"{JIPURAPAH}.002"].voters == 333
    assert REGISTER.name(f"{JIPURAPAH}.002") == "TPS 002"
    assert REGISTER.name(PLANDAAN) == "Plandaan"
    assert REGISTER.name("35.17.99") == "35.17.99"
    assert REGISTER.kabupaten == (KABUPATEN,)
    assert REGISTER.at_level(Level.KECAMATAN) == [WONOSALAM, PLANDAAN]
    assert len(REGISTER.at_level(Level.TPS)) == 5


def test_two_places_may_bear_one_name():
    same = Register({code: Region(code, "Sumberjo") for code in (SUMBERJO, JIPURAPAH)}, ())
    assert same.name(SUMBERJO) == same.name(JIPURAPAH)


def test_the_law_places_one_office_per_line_and_region():
    offices = list(offices_of(REGISTER))
    assert len({office.id for office in offices}) == len(offices)
    per_level = {Level.PROVINCE: 1, Level.KABUPATEN: 1, Level.KECAMATAN: 2, Level.DESA: 3, Level.TPS: 5}
    for line in LINES.values():
        assert sum(office.line == line.code for office in offices) == per_level[line.level], line.code


@pytest.mark.parametrize("line", LINES.values(), ids=lambda line: line.code)
def test_each_line_stands_under_another_up_to_the_gateway(line):
    chain = [line]
    while chain[-1].code != "gateway":
        chain.append(LINES[chain[-1].above])
        assert len(chain) < 6
    levels = [one.level for one in chain[:-1]]
    assert levels == sorted(levels, reverse=True)


def test_bodies_are_made_of_lines_at_their_level():
    for level, members in BODIES.values():
        assert {LINES[member].level for member in members} == {level}


def test_an_office_may_answer_for_several_regions():
    polsek = Office("polsek:35.17.15", "polsek", (PLANDAAN, WONOSALAM))
    assert polsek.covers(JIPURAPAH)
    assert polsek.covers(SUMBERJO)
    assert not polsek.covers("35.17.16")
    assert polsek.institution == "polri"
