import pytest

from example import JIPURAPAH, PLANDAAN, REGISTER
from sepaham.domain.register import LINES, offices_of
from sepaham.exchange.offices import Offices
from sepaham.exchange.people import email_fits, phone_number

NAMES = {code: region.name for code, region in REGISTER.regions.items()}
OFFICES = Offices(names=NAMES, known={office.id for office in offices_of(REGISTER)})


@pytest.mark.parametrize(
    ("written", "read"),
    [
        ("0812-3456-7890", "+6281234567890"),
        ("+62 812 3456 7890", "+6281234567890"),
        ("6281234567890", "+6281234567890"),
        ("81234567890", "+6281234567890"),
        ("(0321) 861234", "+62321861234"),
        ("+1 202 555 0100", "+12025550100"),
        ("81234567890.0", "+6281234567890"),
        ("", ""),
    ],
)
def test_phones_are_read_as_people_write_them(written, read):
    assert phone_number(written) == read


@pytest.mark.parametrize("text", ["12ab", "0812", "0812/0813", "99", "0812345678901234567", "١٢٣٤٥٦٧٨٩٠"])
def test_what_is_no_phone_is_said_to_be_none(text):
    assert phone_number(text) == ("phone.invalid", {})


def test_a_phone_that_became_a_power_of_ten_is_lost():
    assert phone_number("8.12E+10") == ("phone.scientific", {})


@pytest.mark.parametrize(
    ("cells", "office"),
    [
        ({"office": "ppk:35.17.15"}, f"ppk:{PLANDAAN}"),
        ({"office": "PPK:351715"}, f"ppk:{PLANDAAN}"),
        ({"office": "PPK Plandaan"}, f"ppk:{PLANDAAN}"),
        ({"office": "PPK", "region": "Kec. Plandaan"}, f"ppk:{PLANDAAN}"),
        ({"office": "ppk", "region": "35.17.15"}, f"ppk:{PLANDAAN}"),
        ({"office": "PPK", "kecamatan": "PLANDAAN"}, f"ppk:{PLANDAAN}"),
        ({"office": "PPS", "desa": "Jipurapah", "kecamatan": "Plandaan"}, f"pps:{JIPURAPAH}"),
        ({"office": "PPS Jipurapah (Plandaan)"}, f"pps:{JIPURAPAH}"),
        ({"office": "KPPS", "desa": "Jipurapah", "tps": "TPS 2"}, f"kpps:{JIPURAPAH}.002"),
        ({"office": "KPPS TPS 001 Jipurapah (Plandaan)"}, f"kpps:{JIPURAPAH}.001"),
        ({"office": "kpps", "region": f"{JIPURAPAH}.001"}, f"kpps:{JIPURAPAH}.001"),
        ({"office": "KPU"}, "kpu:35.17"),
        ({"office": "KPU Kabupaten Jombang"}, "kpu:35.17"),
        ({"office": "Kapolsek Wonosalam"}, "polsek:35.17.05"),
        ({"office": "Bupati"}, "pemkab:35.17"),
        ({"office": "Satpol PP"}, "satpolpp:35.17"),
        ({"office": "Lurah", "desa": "Sumberjo"}, "kades:35.17.05.2002"),
    ],
)
def test_an_office_is_found_by_the_words_people_use(cells, office):
    assert OFFICES.find(**cells) == office


@pytest.mark.parametrize(
    ("cells", "code"),
    [
        ({"office": ""}, "office.missing"),
        ({"office": "Hansip"}, "office.line"),
        ({"office": "PPK"}, "office.region"),
        ({"office": "PPK Antah"}, "office.region"),
        ({"office": "ppk:35.18.01"}, "office.unknown"),
        ({"office": "hansip:35.17"}, "office.unknown"),
        ({"office": "KPPS", "desa": "Jipurapah", "tps": "9"}, "office.unknown"),
        ({"office": "KPPS", "desa": "Jipurapah"}, "office.region"),
    ],
)
def test_what_no_office_is_meant_by_is_said(cells, code):
    assert OFFICES.find(**cells)[0] == code


def test_every_line_can_be_named_by_its_title():
    for line in LINES.values():
        found = OFFICES.find(office=line.title_id)
        assert found != ("office.line", {}), line.code


def test_an_address_is_taken_only_when_it_may_be_one():
    assert email_fits("")
    assert email_fits("siti@kpu.go.id")
    assert not email_fits("siti")
    assert not email_fits("a b@c.d")
