"""Papers of a rakor as it stands now: invitations, attendance list, minutes, agreements."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.views.decorators.http import require_safe

from sepaham.actions.papers import number_paper
from sepaham.domain.base import digest
from sepaham.domain.convening import WHYS
from sepaham.domain.facts import Fact
from sepaham.domain.words import write_brief
from sepaham.exchange.papers.blocks import Paper
from sepaham.exchange.papers.met import Met, deeds_of
from sepaham.exchange.papers.rakor import attendance_list, invitation
from sepaham.exchange.papers.rakor_minutes import agreement, minutes
from sepaham.exchange.papers.typeset import bundle
from sepaham.records import means
from sepaham.records import rakor as records
from sepaham.records.access import Access, access
from sepaham.records.papers import PrintedPaper, heading_of, number_of
from sepaham.web.present import rakor as told
from sepaham.web.press import answer, foot, marks, printed
from sepaham.web.rakor_room import Room, room
from sepaham.web.reader import in_log, reader
from sepaham.web.words import say

_LONGEST = 64
"""Characters of what a paper's number is given for."""


@dataclass(frozen=True, slots=True)
class Version:
    """
    One version printed to be signed.

    Attributes:
        at: When it was printed; of one that is not kept here, when it was filed.
        sha256: The file's hash.
        href: Where it is; '' where it is not kept here.
        file: Where what was signed is filed; '' for who may not, or where it is.
        filed: Who signed it, once it is filed.
    """

    at: str
    sha256: str
    href: str
    file: str
    filed: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One paper as the page lists it: what it is, of which area, where as PDF and DOCX, versions kept."""

    what: str
    region: str
    title: str
    pdf: str
    docx: str
    versions: tuple[Version, ...]


def papers(here: Room) -> list[Sheet]:
    """Return the papers of a meeting that are signed, each with the versions kept of it."""
    one = here.rakor
    kept = records.printed_of(log=here.r.log, subject=subject_of(one.id))
    return [
        Sheet(
            what=what,
            region=area,
            title=title_of(here, what, area),
            pdf=reverse("rakor-paper", args=[one.id, what, area, "pdf"]),
            docx=reverse("rakor-paper", args=[one.id, what, area, "docx"]),
            versions=tuple(
                _versions(here, [row for row in kept if (row.kind, row.region) == (what, area)], what, area)
            ),
        )
        for what, area in _sheets(here)
    ]


def _versions(here: Room, kept: Sequence[PrintedPaper], what: str, area: str) -> Iterator[Version]:
    """Yield the versions of one paper: those kept here, then those that were filed from elsewhere."""
    filed = {
        fact.body["sha256"]: fact
        for fact in here.rakor.filed
        if (fact.body["what"], fact.region) == (what, area)
    }
    for row in kept:
        yield version_of(here, row, filed.pop(row.sha256, None))
    for sha256, fact in filed.items():
        at = write_brief(fact.at, here.voice.language, area)
        yield Version(at=at, sha256=sha256, href="", file="", filed=_signed(here, fact))


def _signed(here: Room, fact: Fact) -> str:
    """Return who signed a paper that was filed, and when it was."""
    voice = here.voice
    at = write_brief(fact.at, voice.language, here.rakor.region)
    names = voice.all(fact.body.get("signed", ()))
    return voice.say("ditandatangani {names}; disimpan {at}", names=names or "–", at=at)


def _sheets(here: Room) -> Iterator[tuple[str, str]]:
    yield "attendance", here.rakor.region
    yield "minutes", here.rakor.region
    for area in here.rakor.areas:
        yield "agreement", area


def title_of(here: Room, what: str, area: str) -> str:
    """Return what a paper is called; an agreement with its area."""
    values = {"area": here.r.place(area)} if what == "agreement" else {}
    return say(told.WHATS[what], here.r.language, **values)


def version_of(here: Room, row: PrintedPaper, fact: Fact | None) -> Version:
    """Return one kept version as pages list it; with who signed it, once it is filed."""
    code = here.rakor.id
    return Version(
        at=write_brief(row.made_at, here.voice.language, here.rakor.region),
        sha256=row.sha256,
        href=reverse("rakor-printed", args=[code, row.sha256]),
        file=reverse("rakor-file", args=[code, row.sha256]) if here.leads and not fact else "",
        filed=_signed(here, fact) if fact else "",
    )


def subject_of(text: str) -> str:
    """Return what a paper is about, as short as a table keeps it."""
    return text if len(text) <= _LONGEST else digest(text.encode())


def _number(request: HttpRequest, here: Room, kind: str, area: str) -> str:
    """Return a paper's number: given when the office that called the meeting first prints it."""
    one, log = here.rakor, here.r.log
    subject = subject_of(f"{one.id}:{area}" if kind == "agreement" else one.id)
    if here.leads and request.method in {"GET", "POST"}:
        return number_paper(log=log, office=one.caller, kind=kind, subject=subject, region=area, at=here.r.at)
    return number_of(log=log, office=one.caller, kind=kind, subject=subject)


def met(request: HttpRequest, here: Room, number: str) -> Met:
    """Return a meeting as its papers tell it."""
    one = here.rakor
    return Met(
        rakor=one,
        endings=here.endings,
        threats=here.threats,
        heading=heading_of(one.caller),
        number=number,
        attend=request.build_absolute_uri(reverse("rakor-attend", args=[one.id])),
        at=here.r.at,
        last=here.last,
        whys={cell: WHYS[point.why] for cell, point in here.points.items()},
        deeds=deeds_of(
            proposals=means.proposals(log=here.r.log),
            commitments=means.commitments(log=here.r.log),
            cells=one.agenda,
            at=here.r.at,
        ),
        invitees={one.office: one for one in here.invitees},
    )


def paper_of(request: HttpRequest, here: Room, what: str, area: str) -> tuple[Paper, str]:
    """
    Return a paper that is signed, and its number.

    Raises:
        Http404: There is no such paper of this meeting.
    """
    if (what, area) not in set(_sheets(here)):
        raise Http404
    number = "" if what == "attendance" else _number(request, here, what, area)
    found, names, language = met(request, here, number), here.r.names, here.r.language
    if what == "attendance":
        return attendance_list(found, names=names, language=language), number
    if what == "minutes":
        return minutes(found, names=names, language=language), number
    return agreement(found, area, names=names, language=language), number


@access(Access.SIGNED_IN)
@require_safe
@in_log
def paper(request: HttpRequest, code: str, what: str, area: str, form: str) -> HttpResponse:
    """Print a paper of a meeting as it stands now."""
    here = room(reader(request), code)
    found, _ = paper_of(request, here, what, area)
    return answer(here.r, found, form=form, name=title_of(here, what, area), region=area)


@access(Access.SIGNED_IN)
@require_safe
@in_log
def letter(request: HttpRequest, code: str, office: str) -> HttpResponse:
    """Print the invitation of one office."""
    here = room(reader(request), code)
    if office not in here.rakor.expected:
        raise Http404
    found = met(request, here, _number(request, here, "invitation", here.rakor.region))
    one = invitation(found, office, names=here.r.names, language=here.r.language)
    name = f"Undangan rakor {here.r.place(office)}"
    return answer(here.r, one, form="pdf", name=name, region=here.rakor.region)


@access(Access.SIGNED_IN)
@require_safe
@in_log
def letters(request: HttpRequest, code: str) -> HttpResponse:
    """Print the invitations of all who are invited, in one file."""
    here = room(reader(request), code)
    one = here.rakor
    found = met(request, here, _number(request, here, "invitation", one.region))
    invited = [office for office in one.expected if office != one.caller] or list(one.expected)
    below, mark = foot(here.r, one.region), marks(here.r)
    made = [invitation(found, office, names=here.r.names, language=here.r.language) for office in invited]
    name = f"Undangan rakor {here.r.place(one.region)}"
    return printed(bundle([replace(each, asof=below, mark=mark) for each in made], name=name), name)


urlpatterns = [
    path("rakor/<name:code>/invitations.pdf", letters, name="rakor-letters"),
    path("rakor/<name:code>/invitation/<str:office>.pdf", letter, name="rakor-letter"),
    path("rakor/<name:code>/paper/<slug:what>/<str:area>.<slug:form>", paper, name="rakor-paper"),
]
