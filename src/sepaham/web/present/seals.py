"""Seals by office as pages show them."""

from collections.abc import Iterable, Mapping
from typing import Any

from sepaham.domain.findings import Names
from sepaham.domain.seals import Account
from sepaham.domain.words import Language, write_number
from sepaham.web.present.goods import Answer
from sepaham.web.present.states import State
from sepaham.web.tables import Column, Row, Table
from sepaham.web.words import say

TITLES = {
    "seal.issue": "Serahkan segel",
    "seal.return": "Kembalikan segel",
    "seal.spoil": "Catat segel rusak",
    "seal.count": "Hitung segel kosong",
}
"""What signing each kind is called."""
HEADS = (
    ("received", "Diterima"),
    ("issued", "Diteruskan"),
    ("applied", "Terpasang"),
    ("spoiled", "Rusak"),
    ("returned", "Dikembalikan"),
    ("expected", "Seharusnya kosong"),
    ("blank", "Kosong terhitung"),
    ("unexplained", "Belum terjelaskan"),
)
"""The figures of an account, in the order of the table."""


def state(account: Account) -> State:
    """Return the shape of an office's seals."""
    if account.unexplained:
        return State.ATTENTION
    return State.WAITING if account.unexplained is None else State.COMPLETE


def answer(accounts: Iterable[Account], language: Language) -> Answer:
    """Return how many seals nobody has explained."""
    told = list(accounts)
    odd = sum(abs(account.unexplained or 0) for account in told)
    if not told:
        return Answer(State.WAITING, say("Belum ada segel yang dicatat", language))
    counted = sum(account.count is not None for account in told)
    done, all_ = write_number(counted, language), write_number(len(told), language)
    rest = say("{counted} dari {all} kantor sudah menghitung", language, counted=done, all=all_)
    if odd:
        number = write_number(odd, language)
        return Answer(State.ATTENTION, say("{number} segel belum terjelaskan", language, number=number), rest)
    shape = State.COMPLETE if counted == len(told) else State.WAITING
    return Answer(shape, say("Semua segel yang dihitung terjelaskan", language), rest)


def table(accounts: Iterable[Account], language: Language, names: Names) -> Table:
    """Return the offices' accounts, one to a row."""
    columns = (
        Column("office", say("Kantor", language)),
        *(Column(key, say(head, language), "number") for key, head in HEADS),
    )
    rows = tuple(
        Row(
            cells={
                "office": names(account.office, language),
                **{key: getattr(account, key) for key, _ in HEADS},
            },
            state=state(account).value,
            region=account.office.partition(":")[2],
        )
        for account in accounts
    )
    return Table("seals", say("Segel", language), columns, rows)


def sentence(kind: str, office: str, body: Mapping[str, Any], language: Language, names: Names) -> str:
    """Return a statement about seals in words."""
    told = {"office": names(office, language)}
    if kind == "seal.count":
        number = write_number(body["blank"], language)
        return say("{office}: ada {number} segel kosong.", language, number=number, **told)
    told["number"] = write_number(body["count"], language)
    numbers = ", ".join(body.get("numbers", ()))
    told["numbers"] = say(" Nomor {numbers}.", language, numbers=numbers) if numbers else ""
    if kind == "seal.spoil":
        return say("{office}: {number} segel rusak.{numbers}", language, **told)
    told["to"] = names(body["to"], language)
    if kind == "seal.return":
        return say("{office} mengembalikan {number} segel kepada {to}.{numbers}", language, **told)
    if body["to"] == office:
        return say("{office} menerima {number} segel dari pemasok.{numbers}", language, **told)
    return say("{office} menyerahkan {number} segel kepada {to}.{numbers}", language, **told)
