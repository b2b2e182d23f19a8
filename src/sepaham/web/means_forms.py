"""The forms of means: proposing them to their owner, and the owner's answer with its commitment."""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from sepaham.domain.base import Level, ancestor, level_of, parse_instant
from sepaham.domain.cells import region_in, threat_in
from sepaham.domain.means import Proposal
from sepaham.domain.register import LINES
from sepaham.domain.threats import Barrier
from sepaham.domain.words import write_moment
from sepaham.exchange.people import is_formula
from sepaham.records import acts, foundations
from sepaham.records.means import commitments, owner
from sepaham.records.register import is_office
from sepaham.web.drafts import Draft
from sepaham.web.due import read_due
from sepaham.web.fields import Fields
from sepaham.web.present.means import ANSWERS, REASONS
from sepaham.web.present.rakor import Voice
from sepaham.web.reader import Reader
from sepaham.web.words import say

_TEXT = 280
_BENEFITS = ("kpu", "ppk", "pps", "bawaslu", "panwascam", "pkd")
"""Who carries the goods or supervises them, and so sees whether a promise was kept."""
_NO_MEANS = frozenset({"gateway", "supplier", "carrier", "kpu-prov", "bawaslu-prov"})
_Drafts = tuple[list[Draft], list[str]]


def able(r: Reader, kind: str, region: str) -> list[str]:
    """Return for which of their offices the reader may state something of an area."""
    table = foundations.authority(log=r.log)
    return [p.id for p in acts.posts(r.offices) if table.rule(office=p, kind=kind, region=region)]


def place_of(office: str, region: str) -> str:
    """Return of which area an office states something about a place: the place, or its own seat."""
    (post,) = acts.posts([office])
    return region if post.covers(region) else post.regions[0]


def plain(fields: Fields, name: str, label: str, *, needed: bool = False) -> str:
    """Return a text that no spreadsheet takes for a formula."""
    text = fields.text(name, label, most=_TEXT, needed=needed)
    if is_formula(text):
        fields.refuse("{field}: hapus tanda =, +, - atau @ di depannya.", field=fields.label(label))
    return text


def beneficiaries(region: str, first: str, maker: str) -> list[str]:
    """Return who may be asked to confirm a commitment over an area: one given first, never its maker."""
    found = [first]
    for line in _BENEFITS:
        level = LINES[line].level
        if level <= level_of(region):
            found.append(f"{line}:{ancestor(region, Level(level))}")
    return [office for office in dict.fromkeys(found) if office and office != maker and is_office(office)]


@dataclass(frozen=True)
class Proposing:
    """What may be proposed for one cell by a reader."""

    r: Reader
    voice: Voice
    cell: str

    @property
    def region(self) -> str:
        """Return the cell's area."""
        return region_in(self.cell)

    @cached_property
    def barriers(self) -> Mapping[str, Barrier]:
        """Return the barriers against the cell's threat."""
        threat = self.voice.threats.threats.get(threat_in(self.cell))
        return {one.code: one for one in threat.barriers} if threat else {}

    @cached_property
    def owners(self) -> list[str]:
        """Return whom one may ask: who owns a barrier here first, then whoever else has means."""
        lines = [one.owner for one in self.barriers.values()]
        lines += [line for line in LINES if line not in _NO_MEANS]
        return [found for line in dict.fromkeys(lines) if (found := owner(line, self.region))]

    def usual(self, barrier: str) -> dict[str, str]:
        """Return how the form begins for a barrier."""
        found = self.barriers.get(barrier)
        if found is None:
            return {}
        text = found.text.say(self.r.language, {})
        return {"barrier": barrier, "what": text, "to": owner(found.owner, self.region)}

    def read(self, fields: Fields) -> _Drafts:
        """Return the proposal a sent form makes and what it says; what is wrong goes to the fields."""
        to = fields.choice("to", "Kepada", self.owners)
        barrier = fields.choice("barrier", "Penghalang", self.barriers, needed=False)
        what = plain(fields, "what", "Yang diusulkan", needed=True)
        amount = fields.number("amount", "Jumlah", needed=False)
        due = read_due(fields, "Paling lambat", region=self.region, now=self.r.at, needed=False)
        body: dict[str, Any] = {"proposal": secrets.token_hex(8), "cell": self.cell, "to": to, "what": what}
        more = {"barrier": barrier, "amount": amount, "due": due}
        body |= {key: value for key, value in more.items() if value not in {"", None}}
        sentence = say(
            "Mengusulkan kepada {office}: {what}, untuk {cell}.",
            self.r.language,
            office=self.r.place(to),
            what=what,
            cell=self.voice.cell(self.cell),
        )
        return [Draft("means.propose", self.region, body)], [sentence]


@dataclass(frozen=True)
class Answering:
    """What the owner of means may answer to one proposal, and the commitment that follows from it."""

    r: Reader
    voice: Voice
    asked: Proposal

    def confirmers(self, office: str) -> list[str]:
        """Return who may confirm the commitment of an office: who proposed it first."""
        return beneficiaries(self.asked.region, self.asked.by, office)

    def promised(self, office: str) -> bool:
        """Tell whether an office made a commitment for this proposal already."""
        made = (one for one in commitments(log=self.r.log) if one.by == office)
        return any(one.made.body.get("proposal") == self.asked.id for one in made)

    def read(self, fields: Fields, office: str) -> _Drafts:
        """Return the answer, with its commitment where something is promised, and what both say."""
        body = self._answer(fields)
        drafts = [Draft("means.answer", place_of(office, self.asked.region), body)]
        sentences = [self._says(body)]
        if body["answer"] in {"accept", "less"} and not self.promised(office):
            promise = self._commitment(fields, office)
            drafts.append(Draft("commitment.make", drafts[0].region, promise))
            sentences.append(says_commitment(promise, self.r, self.asked.region))
        return drafts, sentences

    def _answer(self, fields: Fields) -> dict[str, Any]:
        given = fields.choice("answer", "Jawaban kantor", ANSWERS)
        reason = fields.choice("reason", "Alasan", REASONS, needed=given in {"less", "decline"})
        note = plain(fields, "note", "Catatan, tanpa nama orang", needed=reason == "other")
        body: dict[str, Any] = {"proposal": self.asked.id, "answer": given}
        if given == "less" and self.asked.amount is not None:
            amount = fields.number("amount", "Jumlah") or 0
            if not 0 < amount < self.asked.amount and not fields.problems:
                fields.refuse("Sanggup sebagian: tulis jumlah di bawah yang diminta, paling sedikit satu.")
            body["amount"] = amount
        if given == "accept" and self.asked.amount is not None:
            body["amount"] = self.asked.amount
        told = {"reason": reason if given != "accept" else "", "note": note}
        return {**body, **{key: value for key, value in told.items() if value}}

    def _commitment(self, fields: Fields, office: str) -> dict[str, Any]:
        region = self.asked.region
        body: dict[str, Any] = {
            "commitment": secrets.token_hex(8),
            "what": plain(fields, "what", "Yang dikerjakan", needed=True),
            "due": read_due(fields, "Paling lambat", region=region, now=self.r.at, needed=True),
            "confirms": fields.choice("confirms", "Yang memeriksa", self.confirmers(office)),
            "cell": self.asked.cell,
            "proposal": self.asked.id,
        }
        return body | ({"barrier": self.asked.barrier} if self.asked.barrier else {})

    def _says(self, body: Mapping[str, Any]) -> str:
        why = REASONS.get(body.get("reason", ""), "")
        return say(
            "Jawaban atas usulan {office}, {what}: {answer}{why}.",
            self.r.language,
            office=self.r.place(self.asked.by),
            what=self.asked.asked.body["what"],
            answer=say(ANSWERS.get(body["answer"], "Tidak sanggup"), self.r.language),
            why=f" ({say(why, self.r.language)})" if why else "",
        )


def says_commitment(body: Mapping[str, Any], r: Reader, region: str) -> str:
    """Return what a commitment to be signed says."""
    due = write_moment(parse_instant(body["due"]), r.language, region) if body["due"] else ""
    return say(
        "Berkomitmen: {what}, paling lambat {due}; diperiksa {office}.",
        r.language,
        what=body["what"],
        due=due,
        office=r.place(body["confirms"]),
    )
