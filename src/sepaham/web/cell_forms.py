"""The forms of one cell: its round's opener says how it ended, an institution states its own dissent."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import Http404

from sepaham.domain.cells import region_in
from sepaham.domain.differences import Seen
from sepaham.domain.rounds import Round
from sepaham.domain.threats import STEPS
from sepaham.records import acts, foundations
from sepaham.web.drafts import Draft
from sepaham.web.fields import Fields
from sepaham.web.present.judging import SCALES, Voice
from sepaham.web.reader import Reader
from sepaham.web.words import say

_NOTE = 280
_ENDS: Mapping[str, str] = {
    "agreed": "Disepakati: {cell}, kemungkinan {likelihood}, dampak {impact}.",
    "dissent": "Beda pendapat dicatat: {cell}; kemungkinan terburuk {likelihood}, dampak terburuk {impact}.",
}
"""How a cell may end, and what signing it says."""
_STATE = "state"
_OWN = "Beda pendapat tentang {cell}: kemungkinan {likelihood}, dampak {impact}. {reason}"


@dataclass(frozen=True, slots=True)
class Forms:
    """
    What a reader may state about one cell.

    Attributes:
        held: The closed round.
        one: The cell as it left it.
        latest: Whether no later round of the assessment is closed.
    """

    r: Reader
    held: Round
    one: Seen
    latest: bool

    @property
    def opener(self) -> str:
        """Return the office that may end the cell, where the reader wears its hat; '' otherwise."""
        office = self.held.opened.actor
        return office if self.latest and office in self.r.offices else ""

    @property
    def own(self) -> Sequence[str]:
        """Return the reader's offices of this round that may put a dissent on record there."""
        table, region = foundations.authority(log=self.r.log), region_in(self.one.key)
        posts = acts.posts([office for office in self.r.offices if office in self.held.offices])
        return [p.id for p in posts if table.rule(office=p, kind="dissent.state", region=region)]

    def read(self, fields: Fields, voice: Voice) -> tuple[str, Draft, str]:
        """
        Return who states what, and how signing says it; what is wrong goes to the fields.

        Raises:
            Http404: No such act, or the reader's offices may not do it.
        """
        act = fields.typed("act")
        office = fields.typed("office") if act == _STATE else self.opener
        if not office or act not in {*_ENDS, _STATE} or (act == _STATE and office not in self.own):
            raise Http404
        body: dict[str, Any] = {"cell": self.one.key, "round": self.held.id}
        for name, label in SCALES.items():
            body[name] = int(fields.choice(name, label, [str(step) for step in STEPS]) or 0)
        if act == _STATE:
            body["reason"] = fields.text("reason", "Alasan, tanpa nama orang", most=_NOTE)
        else:
            body |= {"number": self.held.number, "outcome": act}
            if note := fields.text("note", "Catatan, tanpa nama orang", most=_NOTE, needed=False):
                body["note"] = note
        kind = "dissent.state" if act == _STATE else "cell.end"
        words = {**body, "cell": voice.cell(self.one.key)}
        sentence = say(_ENDS.get(act, _OWN), self.r.language, **words)
        return office, Draft(kind, region_in(self.one.key), body), sentence
