"""Papers as DOCX files, from the same blocks as the PDF, for offices that finish them in a word processor."""

import io
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any

import docx
from docx.enum.table import WD_TABLE_ALIGNMENT
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt

from sepaham.exchange.papers.blocks import (
    LINE,
    Blanks,
    Block,
    Break,
    Codes,
    Facts,
    Note,
    Paper,
    Picture,
    Points,
    Run,
    Signatures,
    Sketch,
    Table,
    Text,
    Title,
    printable,
    without_controls,
)
from sepaham.exchange.papers.qr import qr_png
from sepaham.exchange.papers.words import speaker

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
"""What a web server calls such a file."""

_FACE, _WIDTH, _SIDE, _NAMES = "Times New Roman", 170, 24, 62
"""The face; in millimetres the text's width, a letterhead's sides, and the names of facts."""
_A_SIGN = 2.0
"""Millimetres a sign of a table takes at most."""
_EPOCH = datetime(2000, 1, 1, tzinfo=UTC)
_SIDES = {
    "left": WD_ALIGN_PARAGRAPH.LEFT,
    "right": WD_ALIGN_PARAGRAPH.RIGHT,
    "center": WD_ALIGN_PARAGRAPH.CENTER,
}


def docx_of(paper: Paper) -> bytes:
    """Return a paper as a DOCX file."""
    file = docx.Document()
    _prepare(file, paper)
    _head(file, paper)
    for block in paper.blocks:
        _WRITERS[type(block)](file, block)
    out = io.BytesIO()
    file.save(out)
    return out.getvalue()


def _prepare(file: Any, paper: Paper) -> None:
    section = file.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    section.left_margin = section.right_margin = Mm(20)
    section.top_margin, section.bottom_margin = Mm(15), Mm(20)
    normal = file.styles["Normal"]
    normal.font.name, normal.font.size = _FACE, Pt(11)
    normal.paragraph_format.space_after = Pt(6)
    for level in (1, 2, 3):
        style = file.styles[f"Heading {level}"]
        style.font.name, style.font.size, style.font.color.rgb = _FACE, Pt(15 - level), None
        style.element.rPr.rFonts.attrib.clear()
        style.element.rPr.rFonts.set(qn("w:ascii"), _FACE)
    about = file.core_properties
    about.title, about.author, about.language = printable(paper.title), "", paper.language
    about.created = about.modified = _EPOCH
    _foot(section.footer.paragraphs[0], paper)
    if paper.mark:
        top = section.header.paragraphs[0]
        top.alignment = WD_ALIGN_PARAGRAPH.CENTER
        top.add_run(printable(paper.mark)).bold = True


def _foot(line: Any, paper: Paper) -> None:
    say = speaker(paper.language)
    number = "" if paper.number in {"", LINE} else f"{say('number')} {printable(paper.number)} · "
    before, _, after = say("page", page="\0", pages="\1").partition("\0")
    between, _, rest = after.partition("\1")
    line.add_run(printable(" ".join(filter(None, (paper.proof, paper.asof)))))
    line.add_run().add_break()
    line.add_run(number + before)
    _field(line, "PAGE")
    line.add_run(between)
    _field(line, "NUMPAGES")
    line.add_run(rest)
    for run in line.runs:
        run.font.size = Pt(8)


def _field(line: Any, what: str) -> None:
    """Add a figure that the word processor keeps: the page, or how many there are."""
    for kind, text in (("begin", ""), ("", what), ("end", "")):
        run = line.add_run()
        part = OxmlElement("w:fldChar" if kind else "w:instrText")
        if kind:
            part.set(qn("w:fldCharType"), kind)
        else:
            part.text = text
        run._r.append(part)  # noqa: SLF001  python-docx has no other way to a field


def _head(file: Any, paper: Paper) -> None:
    if paper.code or paper.heading:
        _letterhead(file, paper)
    if paper.title:
        _centred(file, paper.title, size=14, bold=True)
    if paper.subtitle:
        _centred(file, paper.subtitle, size=11)
    if paper.number and paper.title:
        number = "…" * 20 if paper.number == LINE else paper.number
        _centred(file, f"{speaker(paper.language)('number')}: {number}", size=11)


def _letterhead(file: Any, paper: Paper) -> None:
    table = file.add_table(rows=1, cols=3)
    _size(table, [Mm(_SIDE), Mm(_WIDTH - 2 * _SIDE), Mm(_SIDE)])
    _, middle, corner = table.rows[0].cells
    lines = (*paper.heading, *filter(None, (paper.address,)))
    for place, text in enumerate(lines):
        address = place == len(paper.heading)
        _centred(middle, text, size=9 if address else 14 if place == 0 else 12, bold=not address)
    if paper.code:
        mark = corner.paragraphs[0]
        mark.alignment = WD_ALIGN_PARAGRAPH.CENTER
        mark.add_run().add_picture(io.BytesIO(qr_png(without_controls(paper.code))), width=Mm(20))
        mark.add_run(f"\n{printable(paper.caption)}").font.size = Pt(7)
    _ruled(_centred(file, "", size=2), "top")


def _centred(file: Any, text: str, *, size: int, bold: bool = False) -> Any:
    line = file.add_paragraph()
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    line.paragraph_format.space_after = Pt(2)
    run = line.add_run(printable(text))
    run.bold, run.font.size = bold, Pt(size)
    return line


def _ruled(line: Any, side: str = "bottom") -> None:
    """Draw a rule below a paragraph, or a box around it."""
    borders = OxmlElement("w:pBdr")
    for name in ("top", "left", "bottom", "right") if side == "box" else (side,):
        border = OxmlElement(f"w:{name}")
        for key, value in (("val", "single"), ("sz", "8"), ("space", "4"), ("color", "24323F")):
            border.set(qn(f"w:{key}"), value)
        borders.append(border)
    line._p.get_or_add_pPr().append(borders)  # noqa: SLF001  nor to a border


def _write(line: Any, runs: tuple[Run, ...]) -> Any:
    for run in runs:
        made = line.add_run(printable(run.text))
        made.bold, made.italic = run.strong or None, run.slanted or None
        made.font.name = "Courier New" if run.mono else None
    return line


def _title(file: Any, block: Title) -> None:
    file.add_heading(printable(block.text), min(block.level, 3))


def _text(file: Any, block: Text) -> None:
    line = _write(file.add_paragraph(), block.runs)
    line.alignment = WD_ALIGN_PARAGRAPH.RIGHT if block.right else None


def _note(file: Any, block: Note) -> None:
    _ruled(_write(file.add_paragraph(), block.runs), "box")


def _dotted(line: Any) -> None:
    """Fill the rest of a line with dots to write on."""
    line.paragraph_format.tab_stops.add_tab_stop(Mm(_WIDTH), WD_TAB_ALIGNMENT.RIGHT, WD_TAB_LEADER.DOTS)
    line.add_run("\t")


def _facts(file: Any, block: Facts) -> None:
    for name, value in block.rows:
        line = file.add_paragraph()
        line.paragraph_format.space_after = Pt(2)
        line.paragraph_format.left_indent, line.paragraph_format.first_line_indent = Mm(_NAMES), Mm(-_NAMES)
        line.paragraph_format.tab_stops.add_tab_stop(Mm(_NAMES))
        line.add_run(f"{printable(name)}\t: ")
        _dotted(line) if value == LINE else line.add_run(printable(value))


def _blanks(file: Any, block: Blanks) -> None:
    for _ in range(block.count):
        _dotted(file.add_paragraph())


def _points(file: Any, block: Points) -> None:
    for place, runs in enumerate(block.items, block.start):
        line = file.add_paragraph()
        line.paragraph_format.left_indent, line.paragraph_format.first_line_indent = Mm(7), Mm(-7)
        line.paragraph_format.tab_stops.add_tab_stop(Mm(7))
        line.paragraph_format.space_after = Pt(3)
        line.add_run(f"{place}.\t" if block.numbered else "•\t")
        _write(line, runs)


def _table(file: Any, block: Table) -> None:
    table = file.add_table(rows=0, cols=len(block.columns), style="Table Grid")
    table.alignment = WD_TABLE_ALIGNMENT.CENTER
    size = Pt(8.5 if block.small else 10)
    if block.small:
        _narrow(table)
    head = tuple(column.title for column in block.columns)
    for place, row in enumerate((head, *block.rows), -1):
        cells = table.add_row().cells
        for cell, text, column in zip(cells, row, block.columns, strict=True):
            line = cell.paragraphs[0]
            line.alignment = _SIDES[column.align]
            line.paragraph_format.space_after = Pt(1)
            run = line.add_run(printable(text))
            run.font.size = Pt(7.5) if block.small and place < 0 else size
            run.bold = place < 0 or place in block.strong or None
    _size(table, _widths(block))
    repeat = OxmlElement("w:tblHeader")
    table.rows[0]._tr.get_or_add_trPr().append(repeat)  # noqa: SLF001  nor to a head that repeats
    file.add_paragraph().paragraph_format.space_after = Pt(0)


def _narrow(table: Any) -> None:
    """Leave a millimetre beside what stands in a cell, as the PDF does."""
    margins = OxmlElement("w:tblCellMar")
    for side in ("left", "right"):
        margin = OxmlElement(f"w:{side}")
        margin.set(qn("w:w"), "57")
        margin.set(qn("w:type"), "dxa")
        margins.append(margin)
    table._tbl.tblPr.append(margins)  # noqa: SLF001  nor to the room inside cells


def _size(table: Any, widths: Sequence[Any]) -> None:
    """Set how wide each column is; one word processor reads it of columns, another of cells."""
    table.autofit = False
    for column, width in zip(table.columns, widths, strict=True):
        column.width = width
    for row in table.rows:
        for cell, width in zip(row.cells, widths, strict=True):
            cell.width = width


def _widths(block: Table) -> list[Any]:
    """Return how wide each column is: by its share, or as wide as its longest text."""
    longest = [max(map(len, (c.title, *(row[n] for row in block.rows)))) for n, c in enumerate(block.columns)]
    fixed = [
        0 if c.share else min(n * _A_SIGN + 6, _WIDTH / 3)
        for c, n in zip(block.columns, longest, strict=True)
    ]
    each = (_WIDTH - sum(fixed)) / max(sum(column.share for column in block.columns), 1)
    return [Mm(width or column.share * each) for width, column in zip(fixed, block.columns, strict=True)]


def _signatures(file: Any, block: Signatures) -> None:
    table = file.add_table(rows=1, cols=len(block.signs))
    for cell, sign in zip(table.rows[0].cells, block.signs, strict=True):
        line = cell.paragraphs[0]
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        line.paragraph_format.keep_together = True
        office = "…" * 12 if sign.office == LINE else sign.office
        line.add_run(printable(sign.part))
        line.add_run(f"\n{printable(office)}\n\n\n\n").bold = True
        line.add_run(f"({printable(sign.name) or '…' * (28 // max(2, len(block.signs)))})")


def _picture(file: Any, block: Picture) -> None:
    line = file.add_paragraph()
    line.alignment = WD_ALIGN_PARAGRAPH.CENTER
    line.add_run().add_picture(io.BytesIO(block.jpeg), height=Mm(block.height))


def _codes(file: Any, block: Codes) -> None:
    across = 6
    table = file.add_table(rows=-(-len(block.items) // across), cols=across)
    _size(table, [Mm(_WIDTH / across)] * across)
    cells = (cell for row in table.rows for cell in row.cells)
    for cell, one in zip(cells, block.items, strict=False):
        line = cell.paragraphs[0]
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        line.add_run().add_picture(io.BytesIO(qr_png(without_controls(one.code))), width=Mm(16))
        line.add_run(f"\n{printable(one.caption)}").font.size = Pt(7)


def _sketch(file: Any, block: Sketch) -> None:
    """Say what a drawing shows: a word processor could not keep it."""
    file.add_paragraph(printable(block.told))


def _break(file: Any, _block: Break) -> None:
    file.add_page_break()


_WRITERS: Mapping[type[Block], Callable[[Any, Any], None]] = {
    Title: _title,
    Text: _text,
    Note: _note,
    Facts: _facts,
    Blanks: _blanks,
    Points: _points,
    Table: _table,
    Signatures: _signatures,
    Picture: _picture,
    Codes: _codes,
    Sketch: _sketch,
    Break: _break,
}
