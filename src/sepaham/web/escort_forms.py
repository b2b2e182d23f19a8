"""The forms of escorts: which jobs a reader may ask for, answer, call ready or done, and their drafts."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from sepaham.domain.base import Level, level_of, within, write_instant
from sepaham.domain.escorting import Asked, Course, Standing, may_answer
from sepaham.domain.guarding import Job
from sepaham.domain.register import LINES
from sepaham.records.access import GUARDS
from sepaham.records.register import is_office
from sepaham.web.drafts import Draft
from sepaham.web.fields import Fields
from sepaham.web.present import escorts as told
from sepaham.web.reader import Reader
from sepaham.web.words import say

ASKERS = ("kpu", "ppk")
ACTS: Mapping[str, str] = {
    "ask": "Minta pengawalan",
    "answer": "Jawab permintaan",
    "ready": "Nyatakan siap",
    "done": "Nyatakan selesai",
}
"""What a form does, and what it is called."""
_FROM: Mapping[str, frozenset[Course]] = {
    "answer": frozenset({Course.ASKED, Course.ACCEPTED, Course.LESS, Course.DECLINED}),
    "ready": frozenset({Course.ACCEPTED, Course.LESS}),
    "done": frozenset({Course.READY}),
}
_MOST_OFFICERS = 1000
_Drafts = tuple[list[Draft], list[str]]


@dataclass(frozen=True, slots=True)
class Shown:
    """One form as the page shows it: its act and title, who may sign it, its lines, the offices to ask."""

    act: str
    title: str
    offices: tuple[tuple[str, str], ...]
    lines: tuple[told.Line, ...]
    to: tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...] = ()


@dataclass(frozen=True, slots=True)
class Form:
    """
    What a reader may do about the jobs of one area.

    Attributes:
        found: The jobs the reader sees there.
        own: What was asked of the reader's offices there.
        jobs: The jobs by their keys.
    """

    r: Reader
    area: str
    found: Sequence[Standing]
    own: Sequence[Asked]
    jobs: Mapping[str, Job]

    @property
    def usual(self) -> str:
        """Return what the reader does where the form does not say."""
        return "ask" if self.offices("ask") else "answer"

    def offices(self, act: str) -> tuple[str, ...]:
        """Return for which of their offices the reader may do something."""
        if act == "ask":
            return tuple(
                office
                for office in self.r.offices
                if office.partition(":")[0] in ASKERS and within(self.area, office.partition(":")[2])
            )
        return tuple(office for office in self.r.offices if office.partition(":")[0] in GUARDS)

    def asked_here(self) -> list[Asked]:
        """Return everything asked about the jobs of this area."""
        return [one for standing in self.found for one in standing.asked]

    def shown(self) -> list[Shown]:
        """Return the forms there is something to do in."""
        r, forms = self.r, list[Shown]()
        open_ = [one for one in self.found if one.unasked]
        for act, label in ACTS.items():
            lines = (
                [told.to_ask(one, r.language, r.names) for one in open_]
                if act == "ask"
                else [told.asked_line(one, self.jobs, r.language, r.names) for one in self._own(act)]
            )
            able = tuple((office, r.place(office)) for office in self.offices(act))
            if lines and able:
                to = self._choices(open_) if act == "ask" else ()
                forms.append(Shown(act, say(label, r.language), able, tuple(lines), to))
        return forms

    def _own(self, act: str, office: str = "") -> list[Asked]:
        """Return what was asked of the reader's offices that an act may follow, in the order of the jobs."""
        place = {key: number for number, key in enumerate(self.jobs)}
        found = [
            one for one in self.own if one.course in _FROM[act] and (not office or may_answer(office, one.to))
        ]
        return sorted(found, key=lambda one: place[one.job])

    def _choices(self, open_: Sequence[Standing]) -> tuple[tuple[str, str, tuple[tuple[str, str], ...]], ...]:
        """Return which offices of each lacking institution may be asked, the nearest first."""
        lacking = _lacking(open_)
        return tuple(
            (name, told.INSTITUTIONS[name], tuple((id_, self.r.place(id_)) for id_ in self._able(name)))
            for name in lacking
        )

    def _able(self, institution: str) -> list[str]:
        kabupaten = self.area[:5]
        seats = (self.area, kabupaten) if level_of(self.area) is Level.KECAMATAN else (self.area,)
        found = (
            f"{line}:{seat}"
            for seat in seats
            for line in sorted(GUARDS)
            if LINES[line].institution == institution and LINES[line].level is level_of(seat)
        )
        return [id_ for id_ in found if is_office(id_)]

    def read(self, fields: Fields, act: str, office: str, ticked: Sequence[str]) -> _Drafts:
        """Return the statements a sent form makes and what they say; what is wrong goes to its fields."""
        drafts, sentences = (
            self._asking(fields, ticked) if act == "ask" else self._answering(fields, act, office, ticked)
        )
        if not drafts and not fields.problems:
            fields.refuse("Centang paling sedikit satu.")
        return drafts, sentences

    def _asking(self, fields: Fields, ticked: Sequence[str]) -> _Drafts:
        chosen = [one for one in self.found if one.job.key in ticked and one.unasked]
        if not chosen:
            return [], []
        document = fields.text("document", "Nomor surat")
        to = {
            name: fields.choice(f"to.{name}", told.INSTITUTIONS[name], self._able(name), needed=False)
            for name in _lacking(chosen)
        }
        if not any(to.values()):
            fields.refuse("Pilih kantor yang diminta.")
        drafts, sentences = list[Draft](), list[str]()
        for one in chosen:
            for name, number in one.unasked.items():
                if to[name]:
                    drafts.append(self._ask(one.job, to[name], number, document))
                    sentences.append(self._says_ask(drafts[-1], one.job))
        return drafts, sentences

    def _ask(self, job: Job, to: str, officers: int, document: str) -> Draft:
        body: dict[str, Any] = {
            "escort": secrets.token_hex(8),
            "what": job.what,
            "about": job.about,
            "to": to,
            "officers": officers,
            "grade": job.grade,
            "document": document,
        }
        if job.starts_at and job.ends_at:
            body |= {"starts": write_instant(job.starts_at), "ends": write_instant(job.ends_at)}
        seat = to.partition(":")[2]
        return Draft("escort.ask", job.region if within(job.region, seat) else seat, body)

    def _says_ask(self, draft: Draft, job: Job) -> str:
        r = self.r
        return say(
            "Meminta {number} personel {office} untuk {job} ({hours}), surat {document}.",
            r.language,
            number=draft.body["officers"],
            office=r.place(draft.body["to"]),
            job=told.title(job, r.language, r.names),
            hours=told.hours(job.starts_at, job.ends_at, job.region, r.language),
            document=draft.body["document"],
        )

    def _answering(self, fields: Fields, act: str, office: str, ticked: Sequence[str]) -> _Drafts:
        chosen = [one for one in self._own(act, office) if one.escort in ticked]
        if not chosen:
            return [], []
        said = self._said(fields) if act == "answer" else {}
        drafts = [
            Draft(f"escort.{act}", one.ask.region, self._body(fields, one, said, act)) for one in chosen
        ]
        return drafts, [self._says(draft, one, act) for draft, one in zip(drafts, chosen, strict=True)]

    def _said(self, fields: Fields) -> dict[str, str]:
        """Return the answer, its reason and its note; who does not send all that was asked says why."""
        found = fields.choice("answer", "Jawaban kantor", told.ANSWERS)
        reason = fields.choice("reason", "Alasan", told.REASONS, needed=found in {"less", "decline"})
        note = fields.text("note", "Catatan", most=280, needed=False)
        told_ = {"answer": found, "reason": reason if found != "accept" else "", "note": note}
        return {key: value for key, value in told_.items() if value}

    def _body(self, fields: Fields, one: Asked, said: Mapping[str, str], act: str) -> dict[str, Any]:
        body: dict[str, Any] = {"escort": one.escort, **said}
        if act != "answer":
            return body
        asked = one.ask.body["officers"]
        officers = {"accept": asked, "decline": 0}.get(said.get("answer", ""))
        if officers is None:
            officers = fields.number(f"n.{one.escort}", "Jumlah personel", most=_MOST_OFFICERS) or 0
            if not 0 < officers < asked and not fields.problems:
                fields.refuse("Sanggup sebagian: tulis jumlah di bawah yang diminta, paling sedikit satu.")
        return {**body, "officers": officers}

    def _says(self, draft: Draft, one: Asked, act: str) -> str:
        r, job = self.r, self.jobs[one.job]
        named = told.title(job, r.language, r.names)
        if act != "answer":
            form = "Pengawalan {job}: siap." if act == "ready" else "Pengawalan {job}: selesai."
            return say(form, r.language, job=named)
        form = "{job}: {number} dari {asked} personel disanggupi{why}."
        why = told.REASONS.get(draft.body.get("reason", ""), "")
        return say(
            form,
            r.language,
            job=named,
            number=draft.body["officers"],
            asked=one.ask.body["officers"],
            why=f" ({say(why, r.language)})" if why else "",
        )


def _lacking(found: Sequence[Standing]) -> list[str]:
    """Return the institutions that something is still to be asked of, in their usual order."""
    return [name for name in told.INSTITUTIONS if any(name in one.unasked for one in found)]
