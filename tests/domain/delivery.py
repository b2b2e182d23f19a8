"""One delivery to a polling station, as the tests of the rules tell it."""

import re

from example import JIPURAPAH, KABUPATEN, PLANDAAN, Speaker, code, hour, load
from sepaham.domain.findings import explain

ONE, TWO = f"{JIPURAPAH}.001", f"{JIPURAPAH}.002"
BOX, BOOTH, OTHER = code(ONE, "K1"), code(ONE, "B4"), code(TWO, "K1")
TO_TPS, TO_TWO, TO_PPS, TO_PPK = (
    load("pps-kpps", ONE),
    load("pps-kpps", TWO),
    load("ppk-pps", JIPURAPAH),
    load("kpu-ppk", PLANDAAN),
)
KPU, PPK, PPS, KPPS, KPPS2, PTPS = (
    f"kpu:{KABUPATEN}",
    f"ppk:{PLANDAAN}",
    f"pps:{JIPURAPAH}",
    f"kpps:{ONE}",
    f"kpps:{TWO}",
    f"ptps:{ONE}",
)
MISSING = {"except": [{"unit": BOOTH, "what": "missing"}]}
RAW = re.compile(
    r"[{}]|35\.?17|\b(?:kpu|ppk|pps|kpps|ptps|pkd|gateway):|\bkp?ps?-|handover\.|unit\.|parcel\.|ballot|T\d\d:"
)


def off(unit, what):
    return {"except": [{"unit": unit, "what": what}]}


def given_and_received(story, **received):
    give = story.tell(Speaker(PPS).give(TO_TPS, hour("26 14:00")))
    receive = story.tell(Speaker(KPPS).receive(TO_TPS, hour("26 14:10"), **received))
    return give.statement.id, receive.statement.id


KEPT = 160
"""Characters of a finding's subject that its table keeps."""


def find(story, rule):
    """The findings of one rule; each must say itself in both languages, with nothing left in code."""
    story.book.settle()
    found = [f for f in story.book.findings.values() if f.rule == rule and f.basis]
    for finding in found:
        for language in ("id", "en"):
            text = explain(finding, language, lambda key, _: "⟨nama⟩")
            assert not RAW.search(text), text
            assert len(text) > 20
        assert len(finding.subject) <= KEPT, finding.subject
        assert set(finding.basis) <= {entry.statement.id for entry in story.entries}
    return found


def the(story, rule):
    (finding,) = find(story, rule)
    return finding
