"""QR codes: a drawing for Typst, a picture for DOCX."""

import io

import segno

_MASK = 2
"""
One of the eight masks, each as lawful as the others. Trying all takes four fifths of the time a code costs,
for codes and hashes that have no pattern a mask would have to break.
"""


def qr_svg(text: str) -> str:
    """Return a QR code as an SVG drawing one module to a unit, with the quiet zone its readers need."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False, mask=_MASK).save(
        out, kind="svg", border=2, xmldecl=False, svgclass=None
    )
    return out.getvalue().decode()


def qr_png(text: str) -> bytes:
    """Return a QR code as a PNG picture."""
    out = io.BytesIO()
    segno.make(text, error="m", micro=False, mask=_MASK).save(out, kind="png", border=2, scale=8)
    return out.getvalue()


def qr_uri(text: str) -> str:
    """Return a QR code as an address that a page shows as a picture."""
    return str(segno.make(text, error="m", micro=False, mask=_MASK).svg_data_uri(border=2, scale=6))
