"""
Asking for a signature: a form becomes drafts of statements, shown in sentences before a key signs them.

The key is the browser's own and never leaves it: the page carries the drafts, the browser's module numbers,
signs and hands them in, and goes on to where the reader came from with the place in the log. The server
remembers nothing about drafts.
"""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from sepaham.actions.transcription import is_paper
from sepaham.domain.base import write_instant
from sepaham.domain.statement import check_body
from sepaham.web.reader import head_of, reader


@dataclass(frozen=True, slots=True)
class Draft:
    """
    A statement to be signed, without what its device adds: nonce, numbers and hour.

    Attributes:
        kind, region, body: As in the payload.
        refs: Role and id of each earlier statement it refers to.
        at: The hour a copied paper bears; None claims the hour of signing.
    """

    kind: str
    region: str
    body: Mapping[str, Any]
    refs: tuple[tuple[str, str], ...] = ()
    at: datetime | None = None

    def payload(self) -> dict[str, Any]:
        """Return the part of the payload that the form decides."""
        refs = [{"role": role, "id": id_} for role, id_ in self.refs]
        hour = {"at": write_instant(self.at)} if self.at else {}
        return {"kind": self.kind, "region": self.region, "body": dict(self.body), "refs": refs, **hour}


def ask_to_sign(
    request: HttpRequest,
    *,
    office: str,
    drafts: Sequence[Draft],
    sentences: Sequence[str],
    then: str,
    title: str,
) -> HttpResponse:
    """
    Show what will be signed, for the browser's key of an office to sign.

    Args:
        request: Who asks.
        office: Whose key signs.
        drafts: The statements, in the order they will be numbered.
        sentences: What they say, in the reader's words.
        then: The address to go on to, with ``?kept=`` the place in the log of the last.
        title: What signing is called.

    Raises:
        StatementError: A body is not of its kind's form; nothing may be signed that the log would not take.
    """
    for draft in drafts:
        check_body(kind=draft.kind, body=draft.body)
    r = reader(request)
    payloads = [draft.payload() for draft in drafts]
    work = {
        "log": r.log.origin,
        "office": office,
        "drafts": payloads,
        "at": write_instant(r.at) if r.log.simulated else "",
        "then": then,
        "title": title,
    }
    page = {
        "head": head_of(office.partition(":")[2]),
        "office": office,
        "acting": r.place(office),
        "drafts": list(drafts),
        "sentences": list(sentences),
        "then": then,
        "title": title,
        "work": work,
        "paper": json.dumps({"drafts": payloads}) if all(is_paper(d.kind, d.body) for d in drafts) else "",
    }
    return render(request, "sign/sign.html", page)


def with_receipt(then: str, index: int) -> str:
    """Return an address with the place in the log that its page shows a receipt of."""
    return f"{then}{'&' if '?' in then else '?'}kept={index}"
