import pytest

from example import JIPURAPAH, KABUPATEN, PLANDAAN, REGISTER, SUMBERJO, WONOSALAM
from sepaham.domain.base import Level, ancestor
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


# Offices


POLSEK = Office(f"polsek:{PLANDAAN}", "polsek", (PLANDAAN, WONOSALAM))
POSTS = Register(REGISTER.regions, REGISTER.stations, (POLSEK,))


@pytest.mark.parametrize("line", LINES.values(), ids=lambda line: line.code)
def test_every_line_has_its_office_at_its_own_level_and_no_other(line):
    for level in Level:
        id_ = f"{line.code}:{ancestor(REGISTER.stations[-1].key, level)}"
        found = REGISTER.office(id_)
        assert (found is not None) is (level is line.level)
        if found:
            assert (found.id, found.line, found.regions) == (id_, line.code, (id_.partition(":")[2],))


@pytest.mark.parametrize(
    "phantom",
    [
        "",
        ":",
        "kpps",
        "kpps:",
        "wizard:35.17",
        "KPU:35.17",
        "kpu:35.18",
        "kpu-prov:36",
        f"kpps:{JIPURAPAH}.003",
        f"ppk:{KABUPATEN}",
    ],
)
def test_a_phantom_is_no_office(phantom):
    assert REGISTER.office(phantom) is None


def test_every_office_of_the_law_is_found_by_its_id():
    assert all(REGISTER.office(office.id) == office for office in offices_of(REGISTER))


def test_places_above_are_known_though_the_list_of_regions_leaves_them_out():
    stations_only = Register({}, REGISTER.stations)
    assert stations_only.office("kpu-prov:35")
    assert stations_only.office(f"gateway:{KABUPATEN}")
    assert stations_only.office(f"pps:{SUMBERJO}")


def test_a_post_over_other_regions_than_its_ids_reads_back():
    assert register_from_bytes(register_to_bytes(POSTS)) == POSTS
    assert register_to_bytes(POSTS) != register_to_bytes(REGISTER)
    assert POSTS.office(POLSEK.id) == POLSEK


def test_a_post_over_other_regions_stands_in_place_of_the_laws():
    assert [office for office in offices_of(POSTS) if office.id == POLSEK.id] == [POLSEK]
    assert len(list(offices_of(POSTS))) == len(list(offices_of(REGISTER)))
