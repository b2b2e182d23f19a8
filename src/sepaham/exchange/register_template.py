"""The spreadsheet to fill in for a register, with the headings the reader knows."""

from sepaham.exchange.workbooks import write_workbook

HEADS = ("kode_desa", "desa", "kecamatan", "no_tps", "dpt")
_EXAMPLE = ("35.17.15.2004", "Jipurapah", "Plandaan", 1, 520)


def register_template() -> bytes:
    """Return a workbook with the headings of a register and one row to write over."""
    return write_workbook(title="TPS", heads=HEADS, rows=[_EXAMPLE])
