"""
Acts by text message: one-time codes on paper, and what an office sends with one, signed by the gateway.

A message is heard and marked, no more: it closes no custody without an account of the counterparty's own
(`domain.custody`). Neither its text nor its sender's number is kept.
"""

import hashlib
import hmac
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction

from sepaham.actions.gateway import gateway_statement
from sepaham.actions.livelog import LiveLog, forget, live
from sepaham.actions.statements import append_own
from sepaham.domain.accounts import place_of_side
from sepaham.domain.authority import stands_above
from sepaham.domain.codes import drawn
from sepaham.domain.enrolment import CODE_RANDOM, code_digest
from sepaham.domain.register import LINES, Office
from sepaham.domain.statement import Source
from sepaham.errors import SepahamError
from sepaham.exchange.sms import CODE, VERBS, Said, Task, read_message
from sepaham.exchange.sms_words import reply
from sepaham.ledger.signing import Signer
from sepaham.records import log as records
from sepaham.records.log import Log
from sepaham.records.names import namer
from sepaham.records.queries import places
from sepaham.records.register import is_office
from sepaham.records.sms import SmsCode, SmsMessage, tasks, wrong_since

MOST_WRONG = 10
"""Messages of one number that bore nothing good before it is answered no more for a day."""
_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Message:
    """A message as a gateway of text messages hands it in; `key` names it, so that twice is once."""

    sender: str
    text: str
    at: datetime
    key: str


@dataclass(frozen=True, slots=True)
class Answered:
    """What became of a message: ``kept``, ``used`` or ``refused``; `reply` is '' for no answer."""

    outcome: str
    reply: str
    entry: int | None = None


class CodesError(SepahamError):
    """Codes that are not for this office to make."""


def make_codes(*, log: Log, office: str, by: Sequence[Office], at: datetime) -> list[tuple[Task, str]]:
    """
    Make an office's codes anew and return what each is for; those that were not used hold no more.

    Args:
        log: The log they are for.
        office: Who will hold them.
        by: Who makes them: the office right above, or the KPU of an office of its line.
        at: The hour.

    Raises:
        CodesError: There is no such office, or none of `by` may make its codes.
    """
    if not is_office(office) or not any(_may_make(post, office) for post in by):
        raise CodesError(
            f"Codes of {office!r} are made by the office right above it, or by KPU.", "sms.not_above"
        )
    with transaction.atomic():
        records.lock(log)
        SmsCode.objects.filter(log=log, office=office, used_at=None).delete()
        guards = live(log).book.foundations.rule(
            office=office, kind="night.report", region=office.partition(":")[2]
        )
        return [
            (task, _fresh(log, office, task, at))
            for task in tasks(log=log, office=office, nights=bool(guards))
        ]


def _may_make(post: Office, office: str) -> bool:
    line, _, seat = office.partition(":")
    of_line = post.line == "kpu" != line and LINES[line].institution == "kpu" and post.covers(seat)
    return of_line or stands_above(post, office)


def _fresh(log: Log, office: str, task: Task, at: datetime) -> str:
    while True:
        code = drawn(secrets.token_bytes(CODE_RANDOM), length=CODE)
        digest = _digest(log, code)
        if not SmsCode.objects.filter(code_hash=digest).exists():
            break
    SmsCode.objects.create(
        log=log, office=office, verb=task.verb, subject=task.subject, code_hash=digest, made_at=at
    )
    return code


def _digest(log: Log, code: str) -> str:
    return code_digest(log=log.origin, code=code, use="sms")


def take_message(*, log: Log, message: Message, at: datetime, gateway: Signer, salt: bytes) -> Answered:
    """
    Keep what a message says, once, and return what to answer. Safe to repeat.

    Args:
        log: The log in force.
        message: What came; its hour is what the statement claims.
        at: The hour of receipt.
        gateway: Signs.
        salt: This instance's secret, under which numbers and names of messages are hashed.
    """
    key = _hashed(salt, f"message\n{message.sender}\n{message.key}")
    sender = _hashed(salt, f"sender\n{message.sender}")
    try:
        with transaction.atomic():
            records.lock(log)
            before = SmsMessage.objects.filter(key=key).first()
            if before:
                return Answered(before.outcome, before.reply, before.entry)
            if wrong_since(sender=sender, since=at - _DAY) >= MOST_WRONG:
                return Answered("refused", "")
            found = _understood(log, message, at, gateway)
            SmsMessage.objects.create(
                log=log,
                key=key,
                sender=sender,
                at=at,
                outcome=found.outcome,
                entry=found.entry,
                reply=found.reply,
            )
            return found
    except BaseException:
        forget(log)
        raise


def _hashed(salt: bytes, text: str) -> str:
    return hmac.new(salt, text.encode(), hashlib.sha256).hexdigest()


def _understood(log: Log, message: Message, at: datetime, gateway: Signer) -> Answered:
    said = read_message(message.text)
    if isinstance(said, str):
        return Answered("refused", reply(said))
    code = SmsCode.objects.filter(log=log, code_hash=_digest(log, said.code)).first()
    if code is None:
        return Answered("refused", reply("unknown"))
    if code.verb != said.verb:
        letter = next(letter for letter, verb in VERBS.items() if verb == code.verb)
        return Answered("refused", reply("verb", letter=letter))
    if code.used_at:
        return Answered("used", reply("used", entry=code.entry), code.entry)
    held = live(log)
    told = _night(code, said) if code.verb == "night" else _handover(held, code, said)
    if isinstance(told, Answered):
        return told
    kind, region, body, answer = told
    statement, envelope = gateway_statement(
        live=held, signer=gateway, kind=kind, body=body, at=message.at, region=region
    )
    append_own(log=log, statements=[(statement, envelope, b"")], received_at=at)
    code.used_at, code.entry = at, places(statements=[statement.id])[statement.id]
    code.save()
    key, values = answer
    return Answered("kept", reply(key, **values, entry=code.entry), code.entry)


_Told = tuple[str, str, dict[str, Any], tuple[str, dict[str, Any]]]


def _of(office: str) -> dict[str, str]:
    return {"office": office, "source": Source.SMS.value}


def _night(code: SmsCode, said: Said) -> _Told:
    """Return kind, place and body of a night's report, and how it is answered."""
    body: dict[str, Any] = {"slot": code.subject, "state": said.state, "of": _of(code.office)}
    if said.guards is not None:
        body["guards"] = said.guards
    named = {"office": namer()(code.office, "id"), "slot": code.subject}
    return "night.report", code.office.partition(":")[2], body, (said.state, named)


def _handover(held: LiveLog, code: SmsCode, said: Said) -> _Told | Answered:
    """Return kind, place and body of an account of a list, and how it is answered."""
    handover = held.book.handovers.get(code.subject)
    if handover is None:
        return Answered("refused", reply("unknown"))
    load, base = handover.load, held.book.foundations
    if said.of != len(load.units):
        return Answered("refused", reply("count", of=len(load.units)))
    parties = {id_: office for id_ in (load.giver, load.receiver) if (office := base.office(id_))}
    body = {"list": code.subject, "pieces": said.stated, "of": _of(code.office)}
    other = load.giver if code.verb == "receive" else load.receiver
    named = {
        "office": namer()(code.office, "id"),
        "other": namer()(other, "id"),
        "stated": said.stated,
        "of": said.of,
    }
    return f"handover.{code.verb}", place_of_side(load, code.verb, parties), body, (code.verb, named)
