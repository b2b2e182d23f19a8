"""Briefings on paper: one page each, whatever they say, in both languages."""

import io
from dataclasses import replace
from datetime import timedelta

import pytest
from pypdf import PdfReader

from briefed import SOURCES, edition, ended, fact, trip
from example import JIPURAPAH, KABUPATEN, OPENED, PLANDAAN
from sepaham.domain.movement import Halt
from sepaham.exchange.papers.briefing import Printing, briefing_papers
from sepaham.gateways.library import threats
from sepaham.gateways.pdf import TypstPress

LONG = "Kelurahan Sumbermulyo Kebondalem Wetan Lor"


def names(key, _language):
    line, _, seat = key.rpartition(":")
    return f"{line} {LONG} {seat}"


def longest():
    """An edition whose pages say as much as pages can."""
    told = [
        fact(
            "dissent.state",
            f"{line}:{KABUPATEN}",
            {"cell": "", "likelihood": 2, "impact": 2, "reason": "Wewenang dan kewaspadaan " * 11},
        )
        for line in ("polres", "bawaslu", "kodim")
    ]
    cells = [
        ended(f"{code}@{place}", "dissent", (5, 5), dissents=tuple(told))
        for code in threats().threats
        for place in (PLANDAAN, JIPURAPAH)
    ]
    movement = trip()
    (journey,) = movement.journeys.values()
    (first,) = journey.halts
    halts = tuple(
        Halt(JIPURAPAH, first.lists, first.arrives_at + timedelta(minutes=n), first.leaves_at)
        for n in range(40)
    )
    moved = replace(movement, journeys={journey.id: replace(journey, halts=halts)})
    return edition(replace(SOURCES, endings={one.cell: one for one in cells}, movement=moved))


def printed(pages, **more):
    printing = Printing(
        **{"language": "id", "names": names, "issuer": f"kpu:{KABUPATEN}", "issued_at": OPENED, **more}
    )
    pdf = TypstPress().pdf(briefing_papers(pages, printing, name="Pembekalan"))
    found = PdfReader(io.BytesIO(pdf)).pages
    return [" ".join(page.extract_text().replace("\u200b", "").split()) for page in found]


def called(page):
    return {
        line.values["office"]["name"]: (
            "Raden Mas Haji Abdurrahman Wahidin Sudirohusodo, S.H. (Ketua)",
            "+62811",
        )
        for line in page.section("command").lines
        if line.code == "call"
    }


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_longest_page_of_every_kind_is_one_page_and_says_all(language):
    made = longest()
    pages = [made.by_key[key] for key in (f"desa:{JIPURAPAH}", f"kecamatan:{PLANDAAN}", f"store:{JIPURAPAH}")]
    pages += [page for page in made.pages if page.kind == "trip"]
    people = {office: who for page in pages for office, who in called(page).items()}
    found = printed(pages, language=language, people=people, mark="LATIHAN · CONTOH", asof="x" * 90)
    assert len(found) == len(pages)
    last = {"id": "Tanda tangan", "en": "Signature"}[language]
    for text, page in zip(found, pages, strict=True):
        assert last in text
        assert page.version in text
        assert "Sudirohusodo" in text


def test_a_page_bears_version_validity_and_whom_to_call_with_dots_where_nobody_is_known():
    page = edition().by_key[f"desa:{JIPURAPAH}"]
    (text,) = printed([page], people={f"ppk:{PLANDAAN}": ("Siti (Ketua)", "+62 811")})
    assert f"Versi 1 ({page.version}), berlaku sampai" in text
    assert "Siti (Ketua) +62 811" in text
    assert "Bhabinkamtibmas" in text
    assert "26 Nov 05.00–13.00" in text


def test_who_may_not_know_hours_gets_the_page_without_them():
    page = edition().by_key[f"desa:{JIPURAPAH}"]
    (text,) = printed([page], people={}, timed=False)
    assert "26 Nov" not in text
    assert "Tanpa jam" in text


def test_the_real_register_has_a_page_and_a_quiz_for_each_of_its_306_desa(real_data):
    from sepaham.cli.stage import plan_for, read_file
    from sepaham.domain.quiz import quiz_of

    rules = SOURCES.profile
    file = real_data / "jombang" / "jombang_tps_per_desa_pemilu2024.csv"
    register = read_file(file, profile=rules, assume_voters=260)
    made = edition(replace(SOURCES, register=register, plan=plan_for(register, rules, b"secret")))
    desa = [page for page in made.pages if page.kind == "desa"]
    assert len(desa) == 306
    assert all(3 <= len(quiz_of(page, desa[:8])) <= 5 for page in desa)
    assert len(printed(desa[:9], people={})) == 9
