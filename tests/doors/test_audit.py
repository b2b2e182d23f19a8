"""Who looked at what: kept for good, shown to who oversees it and to who looked."""

import pytest
from django.db import Error, connection, transaction

from example import JIPURAPAH, OPENED, PLANDAAN, WONOSALAM
from sepaham.actions.photos import find_photo, keep_photo, read_photo
from sepaham.records.people import RestrictedRead

pytestmark = pytest.mark.database
KPU, BAWASLU = "kpu:35.17", "bawaslu:35.17"


@pytest.fixture
def looked(example_log):
    """PPK, Panwascam and camat looked at things in Plandaan, PPK Wonosalam in Wonosalam."""
    lookers = [(f"ppk:{PLANDAAN}", JIPURAPAH), (f"panwascam:{PLANDAAN}", PLANDAAN)]
    lookers += [(f"camat:{PLANDAAN}", PLANDAAN), (f"ppk:{WONOSALAM}", WONOSALAM)]
    for office, region in lookers:
        RestrictedRead.objects.create(
            account=f"account of {office}",
            office=office,
            what="photo",
            subject="ab" * 32,
            region=region,
            at=OPENED,
        )


def offices(page):
    return sorted(row.cells["office"] for row in page.context["table"].rows)


@pytest.mark.parametrize("act", ["UPDATE restricted_read SET account = 'x'", "DELETE FROM restricted_read"])
def test_what_was_looked_at_is_neither_changed_nor_removed(looked, act):
    with (
        pytest.raises(Error, match=r"only added to|permission denied"),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(act)
    assert RestrictedRead.objects.exclude(account="x").count() == 4


@pytest.mark.parametrize(
    ("office", "seen"),
    [
        (KPU, ["PPK Plandaan", "PPK Wonosalam"]),
        (BAWASLU, ["Panwascam Plandaan"]),
        (f"ppk:{PLANDAAN}", []),
        (f"panwascam:{PLANDAAN}", []),
        ("polres:35.17", []),
        ("pemkab:35.17", []),
        ("kpu:35.18", []),
    ],
)
def test_an_institution_sees_what_its_own_offices_looked_at_in_its_region(sign_in, looked, office, seen):
    assert offices(sign_in(office).get("/audit")) == seen


def test_each_account_sees_its_own_reads(sign_in, looked):
    page = sign_in(f"camat:{PLANDAAN}", name=f"account of camat:{PLANDAAN}").get("/audit")
    assert offices(page) == ["Camat Plandaan"]
    assert "Yang Anda buka sendiri." in page.content.decode()


def test_a_photo_that_is_looked_at_stands_there_and_in_the_file(sign_in, example_log):
    import io

    from PIL import Image

    out = io.BytesIO()
    Image.new("RGB", (40, 40), "white").save(out, "JPEG")
    sha256 = keep_photo(data=out.getvalue(), region=PLANDAAN, office=f"ppk:{PLANDAAN}", at=OPENED)
    read_photo(photo=find_photo(sha256=sha256), account="ppk", office=f"ppk:{PLANDAAN}", at=OPENED)
    desk = sign_in(KPU)
    assert "1 kali catatan terbatas dilihat" in desk.get("/audit").content.decode()
    assert desk.get("/audit?as=xlsx")["Content-Disposition"] == 'attachment; filename="reads.xlsx"'
    assert sha256 in desk.get("/audit?as=text").content.decode()


def test_nothing_looked_at_says_what_will_stand_here(sign_in, example_log):
    assert "Belum ada foto atau data pribadi yang dibuka" in sign_in(KPU).get("/audit").content.decode()


def test_an_account_without_an_office_sees_its_own_alone(sign_in, looked):
    assert offices(sign_in().get("/audit")) == []
