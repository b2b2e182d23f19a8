"""How a cell comes to be agreed or not in a test's log: one round that two institutions rate alike."""

from example import KABUPATEN, ORIGIN, Phone, hour
from sepaham.domain.cells import region_in
from sepaham.domain.sealed import Sheet, seal

BAWASLU, POLRES, PEMKAB, BPBD = (f"{line}:{KABUPATEN}" for line in ("bawaslu", "polres", "pemkab", "bpbd"))
SALT = bytes(range(32))
AT = hour("19 09:00")


def agree(keep, gateway, phones, *cells, likelihood=5, impact=5, outcome="agreed", code="r1"):
    """Let Bawaslu hold a round in which Polres and BPBD rate some cells, and end each of them."""
    for office, above in ((POLRES, ""), (PEMKAB, ""), (BPBD, PEMKAB)):
        if office not in phones:
            phones[office] = Phone(office)
            keep(phones.get(above, gateway).enrolment(phones[office], KABUPATEN, AT), at=AT)
    held, rows = {"round": code, "number": 1}, []
    ratings = [{"cell": c, "likelihood": likelihood, "impact": impact, "confidence": 2} for c in cells]

    def say(office, kind, region=KABUPATEN, **body):
        phone = phones[office]
        rows.append(phone.sign(phone.voice.say(kind, region, AT, {**held, **body})))

    say(BAWASLU, "round.open", cells=list(cells), offices=[POLRES, BPBD])
    for office in (POLRES, BPBD):
        made = seal(Sheet(ORIGIN, office, code, 1, 1, ratings), salt=SALT)
        say(office, "rating.commit", sheet=1, sha256=made, cells=len(ratings))
    say(BAWASLU, "round.close")
    for office in (POLRES, BPBD):
        say(office, "rating.reveal", sheet=1, salt=SALT.hex(), ratings=ratings)
    end = {"outcome": outcome, "likelihood": likelihood, "impact": impact}
    for cell in cells:
        say(BAWASLU, "cell.end", region_in(cell), cell=cell, **end)
    keep(*rows, at=AT)
