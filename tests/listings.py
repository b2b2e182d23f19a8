"""Two institutions' lists of polling stations in danger of flood, contradicting each other at one."""

from datetime import date

from example import JIPURAPAH, KABUPATEN, KLITIH, SUMBERJO
from sepaham.domain.instrument_kinds import NO, YES, Row
from sepaham.domain.instruments import Listing
from sepaham.gateways.library import instruments, threats

KPU, BAWASLU = f"kpu:{KABUPATEN}", f"bawaslu:{KABUPATEN}"


def listing(instrument, owner, answers):
    """A list in which the first item that speaks of flood is answered at some places."""
    known = instruments()[instrument]
    item = min(known.of(threats().threats["flood"]))
    rows = {place: Row({item: answer}) for place, answer in answers.items()}
    found = Listing(known, owner, owner, KABUPATEN, "k", 1, "0" * 64, date(2024, 11, 12), "contoh")
    return found.holding(rows)


LISTS = (
    listing("kpu-hazard", KPU, {f"{JIPURAPAH}.001": YES, f"{KLITIH}.001": YES, f"{SUMBERJO}.001": NO}),
    listing("bawaslu-tps", BAWASLU, {f"{JIPURAPAH}.001": YES, f"{KLITIH}.001": NO}),
)
