"""Who keeps the register: KPU of the kabupaten or the operator, before a log is open and under it."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from django.conf import settings
from django.http import Http404, HttpRequest

from sepaham.actions.revise import UnderLog
from sepaham.actions.uploads import keep_upload
from sepaham.domain.catalogue import Profile, ProfileError
from sepaham.domain.findings import Names
from sepaham.domain.words import Language
from sepaham.gateways.keys import gateway_signer
from sepaham.records import queries
from sepaham.records import register as records
from sepaham.records.log import Log
from sepaham.records.names import namer
from sepaham.records.people import Account, keeps_register
from sepaham.web.language import reader_language
from sepaham.web.words import say

LARGEST = 8 * 1024 * 1024
"""Bytes of a spreadsheet at the desk; one kabupaten's has a few hundred thousand."""
MOST_ROWS = 60_000
LARGEST_MAP = 24 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Keeper:
    """
    Whom a page of the register is made for.

    Attributes:
        log: The log in force; None before one is open.
        profile: The profile in force; None before there is a register.
        kabupaten: The register's kabupaten; '' before there is a register of one.
    """

    account: Account
    language: Language
    at: datetime
    log: Log | None
    profile: Profile | None
    kabupaten: str

    def names(self) -> Names:
        """Return the namer of the register in force."""
        return namer()

    def under(self) -> UnderLog | None:
        """Return the open log a change of the register enters."""
        if self.log is None:
            return None
        gateway = gateway_signer(settings.INSTANCE, self.log.origin)
        return UnderLog(self.log, gateway, settings.INSTANCE.secret("plan"), self.at)


def keeper(request: HttpRequest) -> Keeper:
    """
    Return who keeps the register.

    Raises:
        Http404: The reader does not.
    """
    account: Any = request.user
    if not keeps_register(account):
        raise Http404
    found = records.kabupaten()
    return Keeper(
        account=account,
        language=reader_language(),
        at=queries.now(),
        log=log_in_force(),
        profile=_profile(),
        kabupaten=found[0] if len(found) == 1 else "",
    )


def log_in_force() -> Log | None:
    """Return the log in force; None before one is open."""
    try:
        return queries.current_log()
    except queries.NoLogError:
        return None


def _profile() -> Profile | None:
    try:
        return records.profile()
    except ProfileError:
        return None


class Hands(Protocol):
    """Who hands a file in, in which language, at which hour."""

    account: Account
    language: Language
    at: datetime


def take_file(request: HttpRequest, by: Hands, kind: str, largest: int = LARGEST) -> str:
    """Keep the file a form brought to be looked at; return in words why it is not taken, '' where it is."""
    sent = _file_sent(request, by.language, largest)
    if isinstance(sent, str):
        return sent
    keep_upload(account=by.account, kind=kind, name=sent[0], data=sent[1], at=by.at)
    return ""


def _file_sent(request: HttpRequest, language: Language, largest: int = LARGEST) -> tuple[str, bytes] | str:
    """Return the name and bytes of the file a form brought, or in words why it is not taken."""
    sent = request.FILES.get("file")
    if sent is None:
        return say("Pilih dulu berkasnya.", language)
    if not sent.size:
        return say("Berkas {name} kosong; simpan lagi berkas itu dengan isinya.", language, name=sent.name)
    if sent.size > largest:
        most = largest // 2**20
        return say(
            "Berkas {name} terlalu besar; paling besar {most} MB, cukup untuk satu kabupaten.",
            language,
            name=sent.name,
            most=most,
        )
    return sent.name or "", sent.read()
