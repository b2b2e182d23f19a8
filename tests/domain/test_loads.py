from dataclasses import replace

import pytest

from example import JIPURAPAH, PLAN, SUMBERJO, load
from sepaham.domain.base import Level
from sepaham.domain.loads import LEGS, load_list_from_dict

TPS = f"{JIPURAPAH}.001"


def test_a_list_is_named_by_the_hash_of_its_file():
    found = load("pps-kpps", TPS)
    again = load_list_from_dict(found.to_dict())
    assert (again, again.hash) == (found, found.hash)
    assert replace(found, nonce="other").hash != found.hash, "its nonce keeps it from being guessed"


@pytest.mark.parametrize(
    "change",
    [
        {"leg": "kpu-kpps"},
        {"leg": None},
        {"opens": "26 November"},
        {"opens": None},
        {"closes": "2024-11-26T14:00:00.000Z"},
        {"units": None},
        {"units": "B4"},
        {"units": [1]},
        {"step": "1"},
        {"step": True},
        {"step": None},
        {"giver": 7},
        {"more": 1},
        {"nonce": ...},
    ],
    ids=str,
)
def test_a_list_of_another_form_is_refused_because_its_hash_would_be_anothers(change):
    value = {**load("pps-kpps", TPS).to_dict(), **change}
    with pytest.raises(ValueError, match=r"^"):
        load_list_from_dict({name: part for name, part in value.items() if part is not ...})


def test_legs_lie_at_the_level_of_their_lower_office():
    assert [leg.level for leg in LEGS.values()] == [
        Level.KECAMATAN,
        Level.DESA,
        Level.TPS,
        Level.TPS,
        Level.DESA,
        Level.KECAMATAN,
    ]
    assert SUMBERJO in {PLAN.lists[h].region for h in PLAN.of_leg["ppk-pps"]}
