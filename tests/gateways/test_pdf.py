"""The press: PDF files that parse, say what they were given, and never run what they were given."""

import io

import pytest
from PIL import Image
from pypdf import PdfReader

from sepaham.exchange.papers.blocks import (
    LINE,
    TICK,
    Blanks,
    Break,
    Column,
    Facts,
    Note,
    Paper,
    Picture,
    Points,
    Sign,
    Signatures,
    Table,
    Text,
    Title,
    plain,
)
from sepaham.exchange.papers.typeset import Typeset, typeset
from sepaham.gateways.pdf import MemoryPress, PressError, TypstPress

HOSTILE = [
    '#import "@preview/x:1.0.0": *',
    '#read("/etc/passwd")',
    "$ x ^ 2 ] } ) \\ ",
    "*tebal* _miring_ <label> @rujukan `kode` = judul // hilang /* ini */",
    '"; panic("x") //',
    "~ -- ... 'kutip' [#h]",
]
SIGNS = "● ▲ ■ ◆ ○ ◌ ▶ … – “Jum’at” é"


def pages(pdf):
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


def paper_of(*blocks, **more):
    return Paper(**({"language": "id", "title": "", "proof": "bukti", "blocks": blocks} | more))


def jpeg():
    out = io.BytesIO()
    Image.new("RGB", (40, 60), "red").save(out, "JPEG")
    return out.getvalue()


@pytest.mark.parametrize("text", HOSTILE)
def test_text_is_set_as_text_wherever_it_stands(text):
    paper = paper_of(
        Title(text),
        Text(plain(text, strong=True)),
        Facts(((text, text),)),
        Table((Column(text, share=1, mono=True),), ((text,),)),
        Points((plain(text),)),
        Signatures((Sign(text, text), Sign(text, text))),
        Note(plain(text)),
        title=text,
        subtitle=text,
        heading=(text, text),
        address=text,
        number=text,
        code=text,
        caption=text,
        asof=text,
        mark=text,
    )
    (page,) = pages(TypstPress().pdf(typeset(paper)))
    word = max(text.split(), key=len).strip('"')
    assert page.count(word.replace("'", "")) >= 1 or page.count(word) >= 10


@pytest.mark.parametrize("language", ["id", "en"])
def test_every_part_can_be_printed_and_signs_are_readable(language):
    paper = paper_of(
        Title(SIGNS, 1, "35.17"),
        Facts((("nama", LINE),)),
        Table((Column("a"), Column("b", "right", 2), Column("c", "center")), (("1", TICK, "\n"),), (0,)),
        Points((plain("satu"), plain("dua")), numbered=True, start=4),
        Blanks(2),
        Picture(jpeg(), "foto", 50),
        Signatures((Sign("pihak", LINE), Sign("pihak", "PPK"))),
        Break(),
        Text(plain("halaman dua")),
        language=language,
        style="sheet",
    )
    first, second = pages(TypstPress().pdf(typeset(paper)))
    assert "●" in first
    assert "◆" in first
    assert ("Halaman 2 dari 2" if language == "id" else "Page 2 of 2") in second


def test_the_same_values_make_the_same_bytes():
    paper = typeset(paper_of(Text(plain("sama")), code="x"))
    assert TypstPress().pdf(paper) == TypstPress().pdf(paper)


def test_what_cannot_be_set_says_so():
    with pytest.raises(PressError) as refused:
        TypstPress().pdf(Typeset("paper", {}))
    assert refused.value.code == "paper.unset"


def test_the_twin_keeps_what_it_was_given():
    press = MemoryPress()
    press.pdf(typeset(paper_of(Text(plain("isi")))))
    assert press.printed[0].values["blocks"][0]["runs"][0]["text"] == "isi"
