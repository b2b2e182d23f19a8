from sepaham.domain.base import Level
from sepaham.domain.catalogue import unit_kinds
from sepaham.domain.units import units_of
from sepaham.simulator.example import example_positions, example_register
from simulator.small import profile_of


def test_the_example_has_the_sizes_of_jombang():
    register = example_register()
    assert len(register.at_level(Level.KECAMATAN)) == 21
    assert len(register.at_level(Level.DESA)) == 306
    assert len(register.stations) == len(register.by_key) == 1942
    assert sum(station.voters for station in register.stations) == 1_012_800
    assert sum(station.special for station in register.stations) == 9
    assert register.kabupaten == ("35.17",)


def test_no_polling_station_has_more_voters_than_the_law_allows():
    assert max(s.voters for s in example_register().stations) <= profile_of().voters_max


def test_every_desa_votes_and_has_a_place_of_its_own():
    register, places = example_register(), example_positions()
    assert {station.desa for station in register.stations} == set(register.at_level(Level.DESA))
    assert sorted(places) == register.at_level(Level.DESA)
    assert len(set(places.values())) == 306


def test_its_parcels_are_13594_units():
    kinds = unit_kinds(profile_of(), "35.17")
    assert sum(len(list(units_of(s, kinds))) for s in example_register().stations) == 13_594


def test_it_is_the_same_every_time():
    assert example_register() == example_register()
