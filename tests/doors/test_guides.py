"""Papers of trust: every role's guide is one page in both languages; the agreement can be worked on."""

import io
import re
from collections import defaultdict
from pathlib import Path

import docx
import pytest
from pypdf import PdfReader

from example import KABUPATEN, PLANDAAN
from sepaham.domain.register import LINES
from sepaham.exchange.papers.guides import agreement_paper, guide_paper
from sepaham.exchange.papers.typeset import typeset
from sepaham.gateways.library import GUIDES, agreement, guide
from sepaham.gateways.pdf import TypstPress
from sepaham.web.present.guides import entry, roles_of
from sepaham.web.words import ENGLISH

database = pytest.mark.database
PHONE = Path(__file__).resolve().parents[2] / "field/src/phone/words"
BOTH = [(role, language) for role in GUIDES for language in ("id", "en")]


def pages(pdf):
    return [page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages]


def sentences():
    """Every sentence of the pages and of the phone's app with its twin."""
    yield from ENGLISH.items()
    for file in sorted(PHONE.glob("*.ts")):
        yield from re.findall(r'\[\s*"([^"]+)",\s*"([^"]+)",?\s*\]', file.read_text())


@pytest.mark.parametrize(("role", "language"), BOTH)
def test_every_guide_fits_one_page(role, language):
    (page,) = pages(TypstPress().pdf(typeset(guide_paper(guide(role, language), language=language))))
    assert entry(role, guide(role, language)).title in page
    assert "*" not in page
    assert "`" not in page


@pytest.mark.parametrize("role", GUIDES)
def test_what_a_guide_tells_to_press_stands_on_a_page_in_both_languages(role):
    bold = {word.lower() for word in re.findall(r"\*\*(.+?)\*\*", guide(role, "id").replace("\n", " "))}
    english, twins = guide(role, "en").lower(), defaultdict(set)
    for text, twin in sentences():
        if text.lower() in bold:
            twins[text.lower()].add(twin.lower())
    assert len(twins) >= 5
    assert {text: said for text, said in twins.items() if not any(twin in english for twin in said)} == {}


@pytest.mark.parametrize(("role", "language"), BOTH)
def test_a_guide_keeps_clear_of_words_with_a_lawful_meaning(role, language):
    text = guide(role, language).lower()
    assert "saksi" not in text
    assert text.count("temuan") == (2 if (role, language) == ("bawaslu", "id") else 0)


def test_every_line_of_offices_has_a_guide_or_is_nobodys_desk():
    without = {line for line in LINES if not roles_of([f"{line}:{KABUPATEN}"])}
    assert without == {"supplier"}


@pytest.mark.parametrize("language", ["id", "en"])
def test_the_agreement_says_who_controls_data_what_prevails_and_how_it_ends(language):
    text = " ".join(
        " ".join(
            pages(TypstPress().pdf(typeset(agreement_paper(agreement(language), language=language))))
        ).split()
    )
    parts = {
        "id": ("Undang-Undang Nomor 27 Tahun 2022", "Pengendali data pribadi", "serah terima data", "Gladi"),
        "en": ("Law 27 of 2022", "controller", "handover of data", "Drills"),
    }
    for part in parts[language]:
        assert part in text


@database
def test_the_list_shows_the_guides_of_the_readers_offices_first(sign_in, example_log):
    answer = sign_in(f"ppk:{PLANDAAN}").get("/guides")
    assert [one.role for one in answer.context["own"]] == ["ppk"]
    assert len(answer.context["rest"]) == len(GUIDES) - 1
    assert sign_in(name="nobody").get("/guides").context["own"] == []


@database
def test_a_guide_can_be_read_and_printed(sign_in, example_log):
    desk = sign_in(f"ppk:{PLANDAAN}")
    page = desk.get("/guides/ppk").content.decode()
    assert "<h2>Saat truk KPU datang</h2>" in page
    assert "<strong>Terima</strong>" in page
    printed = desk.get("/guides/ppk.en.pdf")
    assert printed.headers["Content-Type"] == "application/pdf"
    assert "Guide for PPK" in pages(printed.content)[0]
    for door in (
        "/guides/nobody",
        "/guides/ppk.fr.pdf",
        "/guides/..%2Fx",
        "/agreement.fr.pdf",
        "/agreement.id.txt",
    ):
        assert desk.get(door).status_code == 404


@database
def test_the_agreement_is_given_to_be_worked_on(sign_in, example_log):
    answer = sign_in(f"kpu:{KABUPATEN}").get("/agreement.id.docx")
    file = docx.Document(io.BytesIO(answer.content))
    assert "Pasal 5. Pelindungan data pribadi" in [line.text for line in file.paragraphs]


@database
def test_guides_are_for_who_signed_in(client, db):
    assert client.get("/guides").status_code == 302
