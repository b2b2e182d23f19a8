"""Briefings: pages made from values, versioned by what they say, and the questions made from them."""

from dataclasses import replace

import pytest

from briefed import SOURCES, edition, ended, fact, names, trip
from example import JIPURAPAH, KABUPATEN, KLITIH, PLANDAAN, SUMBERJO
from sepaham.domain.briefing import edition_from_bytes, edition_to_bytes
from sepaham.domain.briefing_words import SAID, UNTIMED, say_line, title_of
from sepaham.domain.quiz import ASKED, questions, quiz_of
from sepaham.gateways.library import threats

DESA = f"desa:{JIPURAPAH}"


def said(page, code, **more):
    return [say_line(line, "id", names, region=page.region, **more) for line in page.section(code).lines]


def test_there_is_a_page_for_each_desa_kecamatan_and_store_and_trips_have_theirs_once_planned():
    keys = [page.key for page in edition().pages]
    assert keys[:2] == [f"store:{KABUPATEN}", "kecamatan:35.17.05"]
    assert {f"desa:{code}" for code in (JIPURAPAH, KLITIH, SUMBERJO)} <= set(keys)
    moved = edition(replace(SOURCES, movement=trip(), vehicles={"v1": "truck"}))
    page = moved.by_key["trip:ppk-pps:35.17.15:v1"]
    assert page.receivers == (f"ppk:{PLANDAAN}", f"pps:{JIPURAPAH}")
    assert "Kendaraan: truk." in said(page, "logistics")
    assert "1. 35.17.15.2004: tiba 26 Nov 06.30; 14 barang, pps:35.17.15.2004." in said(page, "execution")


def test_an_edition_is_read_back_as_it_was_written():
    made = edition(replace(SOURCES, movement=trip()))
    assert edition_from_bytes(edition_to_bytes(made)) == made
    with pytest.raises(ValueError, match="sepaham"):
        edition_from_bytes(b'{"format":"sepaham/other/1"}')


def test_a_desa_page_tells_counts_windows_rules_and_whom_to_call_and_no_person():
    page = edition().by_key[DESA]
    assert said(page, "mission")[0].startswith(f"pps:{JIPURAPAH} menerima 4 box, 8 booth, 2 bag untuk 2 TPS")
    assert f"Terima dari ppk:{PLANDAAN}: 14 barang, 26 Nov 05.00–13.00." in said(page, "execution")
    called = said(page, "command")
    roles = ("pps", "kades", "bhabin", "babinsa", "linmas", "pkd")
    assert all(f"{line}:{JIPURAPAH}" in called for line in roles)
    assert all(f"{line}:{PLANDAAN}" in called for line in ("ppk", "panwascam", "camat", "polsek"))


def test_who_may_not_know_hours_reads_the_page_without_them():
    moved = edition(replace(SOURCES, movement=trip()))
    for page in moved.pages:
        whole = " ".join(text for section in page.sections for text in said(page, section.code, timed=False))
        assert "26 Nov" not in whole, page.key
        assert "23 Nov" not in whole, page.key


def test_every_sentence_without_hours_has_one_with_them():
    assert UNTIMED.keys() <= SAID.keys()
    assert all("window" not in twin.id and "window" not in twin.en for twin in UNTIMED.values())


def test_the_gravest_agreed_threats_stand_first_with_their_first_actions():
    cells = [ended(f"flood@{PLANDAAN}", "agreed"), ended(f"store-leak@{JIPURAPAH}", "agreed", (2, 2))]
    page = edition(replace(SOURCES, endings={one.cell: one for one in cells})).by_key[DESA]
    lines = said(page, "situation")
    assert lines[0].startswith(threats().threats["flood"].text.id)
    assert "Disepakati Kam 14 Nov 2024" in lines[0]
    assert lines[1].startswith("Tindakan pertama: (1)\u00a0")


def test_a_dispute_is_told_with_both_sides_and_no_agreement_is_claimed_that_ratings_do_not_bear():
    told = fact(
        "dissent.state",
        f"polres:{KABUPATEN}",
        {"cell": f"flood@{PLANDAAN}", "likelihood": 2, "impact": 2, "reason": "Kali sudah dikeruk"},
    )
    cells = [
        ended(f"flood@{PLANDAAN}", "dissent", dissents=(told,)),
        ended(f"theft@{PLANDAAN}", "agreed", (2, 2), unmet=("spread",)),
    ]
    page = edition(replace(SOURCES, endings={one.cell: one for one in cells})).by_key[DESA]
    text = "\n".join(said(page, "situation"))
    assert "beda pendapat, dicatat" in text
    assert f"polres:{KABUPATEN} berpendapat kemungkinan 2, dampak 2: “Kali sudah dikeruk”" in text
    assert "penilaian lembaga belum mendukungnya" in text


def test_a_new_edition_gives_a_new_version_only_to_pages_that_changed():
    first = edition()
    assert edition(before=first) is None, "nothing changed"
    cell = ended(f"flood@{JIPURAPAH}", "agreed")
    second = edition(replace(SOURCES, endings={cell.cell: cell}), before=first)
    assert second.number == 2
    assert {page.key for page in second.fresh} == {DESA}
    page = second.by_key[DESA]
    assert page.changed == {"situation"}
    assert page.changed_since(1) == {"situation"}
    assert second.by_key[f"desa:{KLITIH}"].edition == 1
    assert not first.by_key[DESA].changed, "all of a first version is new"


def test_polling_stations_read_their_desas_page():
    made = edition()
    assert [page.key for page in made.of(f"kpps:{JIPURAPAH}.001")] == [DESA]
    keys = [page.key for page in made.of(f"pps:{JIPURAPAH}")]
    assert keys == [DESA, f"store:{JIPURAPAH}"]
    assert not made.of(f"bpbd:{KABUPATEN}")


def test_a_quiz_has_three_to_five_questions_at_least_one_critical_and_one_right_choice():
    cell = ended(f"flood@{PLANDAAN}", "agreed")
    made = edition(replace(SOURCES, endings={cell.cell: cell}, movement=trip()))
    for page in made.pages:
        items = quiz_of(page, [other for other in made.pages if other.kind == page.kind])
        assert 3 <= len(items) <= 5, page.key
        assert any(item.critical for item in items)
        for item in items:
            codes = [choice.code for choice in item.choices]
            assert codes.count(item.right) == 1
            assert len(codes) == len(set(codes)) >= 3, (page.key, item.code)
            assert item.ask.code in ASKED
            assert item.line in page.section(item.section).lines


def test_the_same_version_asks_the_same_and_neighbours_only_lend_wrong_choices():
    made = edition()
    page = made.by_key[DESA]
    neighbours = [made.by_key[f"desa:{KLITIH}"], made.by_key[f"desa:{SUMBERJO}"]]
    assert quiz_of(page, neighbours) == quiz_of(page, neighbours)
    alone = {item.code: item.right for item in questions(page)}
    assert {item.code: item.right for item in quiz_of(page, neighbours)} == alone
    giver = next(item for item in quiz_of(page, neighbours) if item.code == "giver")
    assert "ppk:35.17.05" in {choice.code for choice in giver.choices}, "the neighbour's own PPK"


def test_titles_name_the_place():
    assert title_of(edition().by_key[DESA].title, "id", names) == f"Pembekalan desa {JIPURAPAH}"
