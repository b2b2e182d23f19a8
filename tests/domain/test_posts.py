from example import JIPURAPAH, PLANDAAN, WONOSALAM
from sepaham.domain.base import Level
from sepaham.domain.posts import SPOKEN, bodies_at, lines_above, members, seats_above, stands_above
from sepaham.domain.register import LINES, Office, seated_office


def test_an_office_stands_above_those_below_it_in_its_own_line_and_place():
    kpu, ppk, pps = map(seated_office, ("kpu:35.17", f"ppk:{PLANDAAN}", f"pps:{JIPURAPAH}"))
    assert stands_above(kpu, pps)
    assert stands_above(ppk, pps)
    assert not stands_above(pps, ppk)
    assert not stands_above(ppk, ppk), "nobody stands above itself"
    assert not stands_above(seated_office("bawaslu:35.17"), pps)
    assert not stands_above(seated_office(f"ppk:{WONOSALAM}"), pps)
    assert stands_above(seated_office("gateway:35.17"), seated_office("polres:35.17"))


def test_a_post_over_two_kecamatan_is_below_only_who_answers_for_both():
    polsek = Office(f"polsek:{PLANDAAN}", "polsek", (PLANDAAN, WONOSALAM))
    assert stands_above(seated_office("polres:35.17"), polsek)
    assert stands_above(polsek, seated_office(f"bhabin:{JIPURAPAH}"))
    assert not stands_above(seated_office(f"polsek:{PLANDAAN}"), polsek)


def test_the_offices_above_one_are_named_nearest_first_without_the_gateway():
    assert seats_above(seated_office(f"kpps:{JIPURAPAH}.001")) == (
        f"pps:{JIPURAPAH}",
        f"ppk:{PLANDAAN}",
        "kpu:35.17",
    )
    assert seats_above(seated_office("kpu:35.17")) == ()
    assert list(lines_above("nonesuch")) == []


def test_bodies_are_made_of_the_offices_at_their_seat():
    assert bodies_at(Level.KECAMATAN) == ("forkopimcam",)
    assert members("forkopimcam", PLANDAAN) == (
        f"camat:{PLANDAAN}",
        f"polsek:{PLANDAAN}",
        f"koramil:{PLANDAAN}",
    )


def test_every_spoken_name_means_a_line_there_is():
    assert set(SPOKEN.values()) <= set(LINES)
