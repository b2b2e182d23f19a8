"""Posts and grades from spreadsheets: read as officers write them, refused with row and field."""

import pytest

from example import KABUPATEN, PLANDAAN
from sepaham.domain.escorts import EscortsError
from sepaham.exchange.escorts import read_grades, read_posts

OFFICES = {f"polsek:{PLANDAAN}", f"polres:{KABUPATEN}", f"ppk:{PLANDAAN}"}
REGIONS = {KABUPATEN, PLANDAAN}


def posts(text):
    return read_posts(data=text.encode(), name="posts.csv", offices=OFFICES, regions=REGIONS)


def grades(text):
    return read_grades(data=text.encode(), name="grades.csv", regions=REGIONS)


def test_a_post_is_where_its_office_is_unless_told_and_may_have_skills():
    found = posts(
        "Kantor;Wilayah;Personel;Keahlian\n"
        f"polsek:{PLANDAAN};;12;\npolsek:{PLANDAAN};;2;perahu, motor\npolres:{KABUPATEN};{PLANDAAN};8;\n"
    )
    assert [(s.office, s.region, s.officers, sorted(s.skills)) for s in found] == [
        (f"polsek:{PLANDAAN}", PLANDAAN, 12, []),
        (f"polsek:{PLANDAAN}", PLANDAAN, 2, ["motor", "perahu"]),
        (f"polres:{KABUPATEN}", PLANDAAN, 8, []),
    ]


def test_grades_are_read_as_the_police_write_them():
    assert grades(
        f"wilayah,kerawanan\n{KABUPATEN},Kurang rawan\n35 17 15,x\n".replace("35 17 15,x\n", "")
    ) == {KABUPATEN: "safe"}
    assert grades(f"region,grade\n{PLANDAAN},sangat rawan\n") == {PLANDAAN: "very_prone"}


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("kantor\nx\n", "Row 1, personel"),
        (f"kantor,personel\nppk:{PLANDAAN},3\n", "Row 2, kantor"),
        (f"kantor,personel\npolsek:{PLANDAAN},banyak\n", "Row 2, personel"),
        (f"kantor,wilayah,personel\npolsek:{PLANDAAN},35.17.99,3\n", "Row 2, wilayah"),
        (f"kantor,wilayah,personel\npolsek:{PLANDAAN},Plandaan,3\n", "Row 2, wilayah"),
        (f"kantor,personel\npolsek:{PLANDAAN},3\npolsek:{PLANDAAN},4\n", "Row 3, kantor"),
    ],
)
def test_a_row_that_is_not_right_is_named(text, named):
    with pytest.raises(EscortsError, match=named):
        posts(text)


def test_a_grade_nobody_knows_is_named():
    with pytest.raises(EscortsError, match="Row 2, kerawanan"):
        grades(f"wilayah,kerawanan\n{PLANDAAN},gawat\n")
