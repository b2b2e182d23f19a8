"""How a paper leaves the house: what every paper bears of its log, and the file it becomes."""

import re
import unicodedata
from collections.abc import Iterable
from dataclasses import replace

from django.conf import settings
from django.http import Http404, HttpResponse

from sepaham.actions.spoken import words_of
from sepaham.domain.words import write_moment, write_number
from sepaham.exchange.papers.blocks import Paper
from sepaham.exchange.papers.docx import DOCX, docx_of
from sepaham.exchange.papers.typeset import Typeset, typeset
from sepaham.exchange.papers.words import speaker
from sepaham.gateways.keys import log_signer
from sepaham.gateways.pdf import Press, TypstPress
from sepaham.ledger.checkpoint import Checkpoint
from sepaham.records.receipts import receipts
from sepaham.web.present import matching
from sepaham.web.reader import Reader, head_of

PRESS: Press = TypstPress()
PDF = "application/pdf"


def marks(r: Reader) -> str:
    """Return what lies across every page of a drill's or an example's papers; '' for real ones."""
    say = speaker(r.language)
    told = (("drill", r.log.drill), ("example", r.log.illustrative))
    return " · ".join(say(key) for key, holds in told if holds)


def answer(r: Reader, paper: Paper, *, form: str, name: str, region: str) -> HttpResponse:
    """
    Answer with a paper about a region as a PDF or DOCX file.

    Raises:
        Http404: There is no such form.
    """
    return as_file(replace(paper, asof=foot(r, region), mark=marks(r)), form=form, name=name)


def foot(r: Reader, region: str) -> str:
    """Return what stands in the foot of papers about a region: when, from which entry, who matched."""
    at = write_moment(r.at, r.language, region)
    head, told = head_of(region), speaker(r.language)
    entries = write_number(head.size, r.language)
    matched = matching.matched(head.witnessed, r.language, region).text
    asof = told("asof", at=at, entry=entries, matched=matched)
    if head.size:
        words = words_of(Checkpoint(head.log, head.size, bytes.fromhex(head.root)))
        asof += " · " + told("eight", entry=entries, words=words)
    return asof


def proofs(r: Reader, indexes: Iterable[int]) -> tuple[tuple[str, str], ...]:
    """Return the receipts of some entries as files that a PDF carries, for `sepaham verify`."""
    public = log_signer(settings.INSTANCE, r.log.origin).public
    made = receipts(log=r.log, indexes=indexes, public=public)
    return tuple((f"entri-{one.opened.index}.json", one.to_bytes().decode()) for one in made)


def as_file(paper: Paper, *, form: str, name: str) -> HttpResponse:
    """
    Answer with a paper as a PDF or DOCX file.

    Raises:
        Http404: There is no such form.
    """
    if form == "docx":
        return send(docx_of(paper), DOCX, f"{name}.docx")
    if form != "pdf":
        raise Http404
    return printed(typeset(paper), name)


def printed(paper: Typeset, name: str) -> HttpResponse:
    """Answer with a set paper as a PDF file."""
    return send(PRESS.pdf(paper), PDF, f"{name}.pdf")


def send(data: bytes, kind: str, name: str) -> HttpResponse:
    """Answer with a file that is kept by nobody on the way."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode()
    safe = re.sub("[^A-Za-z0-9.-]+", "-", plain).strip("-.")
    shown = "inline" if kind == PDF else "attachment"
    found = HttpResponse(data, content_type=kind)
    found.headers["Content-Disposition"] = f'{shown}; filename="{safe}"'
    found.headers["Cache-Control"] = "private, no-store"
    return found
