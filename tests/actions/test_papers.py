"""Numbers of papers: once given they stay, two printing at once get two, drills number apart."""

import pytest

from example import KABUPATEN, PLANDAAN, hour
from sepaham.actions import papers
from sepaham.exchange.papers.letterhead import Heading
from sepaham.records.papers import heading_of, number_of

pytestmark = pytest.mark.database
NOON = hour("26 12:00")
KPU, PPK = f"kpu:{KABUPATEN}", f"ppk:{PLANDAAN}"


def number(log, subject, *, office=KPU, kind="bast", region=KABUPATEN):
    return papers.number_paper(log=log, office=office, kind=kind, subject=subject, region=region, at=NOON)


def test_each_office_has_one_row_of_numbers_for_all_its_papers(example_log):
    assert number(example_log, "a") == "1/BAST/KPU-JOMBANG/2024"
    assert number(example_log, "a") == "1/BAST/KPU-JOMBANG/2024"
    assert number(example_log, "a", kind="receipt") == "2/BTTB/KPU-JOMBANG/2024"
    assert number(example_log, "b") == "3/BAST/KPU-JOMBANG/2024"
    assert number(example_log, "a", office=PPK, region=PLANDAAN) == "1/BAST/PPK-PLANDAAN/2024"
    assert number_of(log=example_log, office=PPK, kind="bast", subject="b") == ""


@pytest.mark.parametrize(
    ("kind", "subject", "told"),
    [("receipt", "x", "2/BAST/KPU-JOMBANG/2024"), ("bast", "a", "1/BAST/KPU-JOMBANG/2024")],
)
def test_who_prints_at_the_same_time_gets_the_next_number_and_the_same_paper_its_own(
    example_log, monkeypatch, kind, subject, told
):
    def another_is_first(log):
        monkeypatch.undo()
        number(log, subject, kind=kind)

    monkeypatch.setattr(papers, "lock", another_is_first)
    assert number(example_log, "a") == told


def test_a_letterhead_is_kept_whole(example_log):
    heading = Heading(("A", "B"), "Jl. Satu", "Jombang", "{n}", ("Satu", "Dua"))
    papers.keep_letterhead(office=KPU, heading=heading)
    assert heading_of(KPU) == heading
    assert heading_of(PPK) == Heading()
    assert number(example_log, "a") == "1"
