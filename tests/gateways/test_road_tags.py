"""What the map's tags say of a road."""

import pytest

from sepaham.gateways.road_network import BRIDGE, FLOOD, KINDS, NO_LIMIT
from sepaham.gateways.road_tags import rule_of


def kinds(mask):
    return {kind for kind, bit in KINDS.items() if mask & bit}


MOTOR = {"truck", "pickup", "car", "motorbike"}
ALL = MOTOR | {"foot"}


@pytest.mark.parametrize(
    ("tags", "who"),
    [
        ({"highway": "primary"}, ALL),
        ({"highway": "primary_link"}, ALL),
        ({"highway": "motorway"}, {"truck", "pickup", "car"}),
        ({"highway": "track"}, {"pickup", "motorbike", "foot"}),
        ({"highway": "path"}, {"motorbike", "foot"}),
        ({"highway": "path", "motor_vehicle": "no"}, {"foot"}),
        ({"highway": "path", "motor_vehicle": "no", "motorcycle": "yes"}, {"motorbike", "foot"}),
        ({"highway": "footway"}, {"foot"}),
        ({"highway": "tertiary", "hgv": "no"}, ALL - {"truck"}),
        ({"highway": "tertiary", "foot": "no"}, MOTOR),
        ({"highway": "tertiary", "access": "destination"}, ALL),
        ({"highway": "service", "access": "private", "foot": "yes"}, {"foot"}),
        ({"highway": "tertiary", "maxweight": "4.5"}, ALL - {"truck"}),
        ({"highway": "tertiary", "maxweight": "1.5 t"}, {"motorbike", "foot"}),
        ({"highway": "tertiary", "maxheight": "2.0"}, {"car", "motorbike", "foot"}),
        ({"highway": "tertiary", "maxweight": "none"}, ALL),
    ],
)
def test_who_may_use_a_road(tags, who) -> None:
    rule = rule_of(tags)
    assert rule is not None
    assert kinds(rule.there | rule.back) == who


@pytest.mark.parametrize("tags", [{"highway": "proposed"}, {}, {"highway": "service", "access": "no"}])
def test_what_nobody_may_use_is_no_road(tags) -> None:
    assert rule_of(tags) is None


@pytest.mark.parametrize(
    ("tags", "there", "back"),
    [
        ({"oneway": "yes"}, ALL, {"foot"}),
        ({"oneway": "-1"}, {"foot"}, ALL),
        ({"oneway": "no"}, ALL, ALL),
        ({"junction": "roundabout"}, ALL, {"foot"}),
    ],
)
def test_a_oneway_road_is_used_one_way_but_on_foot(tags, there, back) -> None:
    rule = rule_of({"highway": "secondary", **tags})
    assert rule is not None
    assert (kinds(rule.there), kinds(rule.back)) == (there, back)


def test_speeds_limits_bridges_and_water_are_kept() -> None:
    rule = rule_of({"highway": "primary", "maxspeed": "30", "bridge": "yes", "flood_prone": "yes"})
    assert rule is not None
    assert (rule.speed, rule.limit, rule.marks) == (45, 30, BRIDGE | FLOOD)
    plain = rule_of({"highway": "primary", "maxspeed": "ID:urban", "bridge": "no"})
    assert plain is not None
    assert (plain.limit, plain.marks) == (NO_LIMIT, 0)
    mph = rule_of({"highway": "primary", "maxspeed": "20 mph", "ford": "yes"})
    assert mph is not None
    assert (mph.limit, mph.marks) == (32, FLOOD)
