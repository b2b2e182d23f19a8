"""People at their offices: taken over from a list, changed, given an account, erased."""

import re
import secrets
import unicodedata
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import transaction

from sepaham.exchange.offices import spelled
from sepaham.exchange.people import Named
from sepaham.records.people import Account, Hat, Person, Post, RestrictedRead

_SIGNS = "abcdefghjkmnpqrstuvwxyz23456789"
_GROUPS, _GROUP = 3, 4
_NAME = 40


@dataclass(frozen=True, slots=True)
class Taken:
    """What became of a list of people: how many came, changed, and were there already."""

    new: int
    changed: int
    same: int


@dataclass(frozen=True, slots=True)
class Key:
    """The way in that is shown once: the account's name and its first password."""

    name: str
    account: str
    password: str


Decides = Callable[[str], bool]
"""Whether whoever brings a list decides about an office."""


def accept_people(*, people: Iterable[Named], decides: Decides, at: datetime) -> Taken:
    """
    Take a list over: who is in it is added or changed, who is not stays as he is.

    Args:
        people: Those of the list, each with the offices held.
        decides: Phone and address of who holds an office beyond this stay as they are.
        at: The hour.
    """
    with transaction.atomic():
        known = _Known(decides)
        counts = [_take(named, known, at) for named in people]
    return Taken(*(counts.count(what) for what in ("new", "changed", "same")))


class _Known:
    """The people there are, found by name and phone, or without a phone by name and office."""

    def __init__(self, decides: Decides) -> None:
        self._decides = decides
        self.by_phone: dict[tuple[str, str], Person] = {}
        self.by_office: dict[tuple[str, str], Person] = {}
        self.posts: dict[UUID, dict[str, str]] = {}
        for post in Post.objects.select_related("person"):
            person = post.person
            self.by_phone[spelled(person.name), person.phone] = person
            self.by_office[spelled(person.name), post.office] = person
            self.posts.setdefault(person.pk, {})[post.office] = post.title

    def find(self, named: Named) -> Person | None:
        name = spelled(named.name)
        if named.phone and (found := self.by_phone.get((name, named.phone))):
            return found
        return next((p for o in named.posts if (p := self.by_office.get((name, o)))), None)

    def may_reach(self, person: Person) -> bool:
        """Tell whether the list may say how a person is reached: no office of theirs is beyond it."""
        return all(map(self._decides, self.posts.get(person.pk, ())))


def compare_people(*, people: Iterable[Named], decides: Decides) -> Taken:
    """Return what taking a list over would do."""
    known = _Known(decides)
    counts = [_what(named, known.find(named), known) for named in people]
    return Taken(*(counts.count(what) for what in ("new", "changed", "same")))


def _what(named: Named, person: Person | None, known: _Known) -> str:
    if person is None:
        return "new"
    held = known.posts.get(person.pk, {})
    moved = any(
        office not in held or (title and held[office] != title) for office, title in named.posts.items()
    )
    told = {"phone": named.phone, "email": named.email}
    other = any(value and value != getattr(person, name) for name, value in told.items())
    return "changed" if moved or (other and known.may_reach(person)) else "same"


def _take(named: Named, known: _Known, at: datetime) -> str:
    person = known.find(named)
    what = _what(named, person, known)
    if what == "same":
        return what
    person = person or Person(name=named.name)
    if known.may_reach(person):
        person.phone, person.email = named.phone or person.phone, named.email or person.email
    person.changed_at = at
    person.save()
    for office, title in named.posts.items():
        more = {"title": title} if title else {}
        Post.objects.update_or_create(person=person, office=office, defaults=more)
    return what


def keep_person(
    *, person: UUID | None, name: str, phone: str, email: str, posts: Mapping[str, str], at: datetime
) -> UUID:
    """
    Write a person down as given.

    Args:
        person: Whom; None for somebody new.
        name: What they are called.
        phone: As ``+62…``; '' for none.
        email: Likewise.
        posts: Every office held, with the title there; others are given up.
        at: The hour.
    """
    with transaction.atomic():
        row = Person.objects.get(pk=person) if person else Person()
        row.name, row.phone, row.email, row.changed_at = name, phone, email, at
        row.save()
        Post.objects.filter(person=row).exclude(office__in=list(posts)).delete()
        for office, title in posts.items():
            Post.objects.update_or_create(person=row, office=office, defaults={"title": title})
        return row.pk


def erase_person(*, person: UUID, by: str, office: str, region: str, at: datetime) -> None:
    """
    Erase a person with the account; what stays is that somebody was erased, by whom and when.

    Args:
        person: Whom.
        by: The account that erases.
        office: For which of its offices.
        region: Where the person's office is.
        at: The hour.
    """
    with transaction.atomic():
        row = Person.objects.select_for_update().get(pk=person)
        if row.account is not None:
            row.account.delete()
        Person.objects.filter(pk=person).delete()
        RestrictedRead.objects.create(
            account=by, office=office, what="person-erased", subject=str(person), region=region, at=at
        )


def note_export(*, account: str, office: str, region: str, rows: int, at: datetime) -> None:
    """Note that an account carried people's phones out of the pages."""
    RestrictedRead.objects.create(
        account=account, office=office, what="people", subject=str(rows), region=region, at=at
    )


def give_key(*, person: UUID, hats: Collection[str]) -> Key:
    """
    Give a person an account, or the account a new password; the password is known to nobody afterwards.

    Args:
        person: Whom.
        hats: The offices a new account speaks for.
    """
    password = "-".join("".join(secrets.choice(_SIGNS) for _ in range(_GROUP)) for _ in range(_GROUPS))
    with transaction.atomic():
        row = Person.objects.select_for_update().get(pk=person)
        fresh = row.account is None
        account = row.account or Account(username=_free_name(row.name))
        account.set_password(password)
        account.save()
        if fresh:
            row.account = account
            row.save(update_fields=["account"])
            Hat.objects.bulk_create(Hat(account=account, office=office) for office in hats)
        return Key(row.name, account.get_username(), password)


def change_hats(*, account: str, among: Collection[str], worn: Collection[str]) -> None:
    """
    Let an account wear some hats and no others of those somebody may decide about.

    Args:
        account: The account's name.
        among: The offices that are decided about; hats of others stay.
        worn: Those of them to be worn.
    """
    with transaction.atomic():
        row = Account.objects.get(username=account)
        Hat.objects.filter(account=row, office__in=list(among)).exclude(office__in=list(worn)).delete()
        for office in worn:
            Hat.objects.get_or_create(account=row, office=office)


def _free_name(name: str) -> str:
    """Return a name for an account that nobody has: ``siti.aminah``, else ``siti.aminah2``."""
    plain = unicodedata.normalize("NFKD", name).encode("ascii", "ignore").decode().casefold()
    base = ".".join(re.findall(r"[a-z0-9]+", plain))[:_NAME].strip(".") or "petugas"
    taken = set(Account.objects.filter(username__startswith=base).values_list("username", flat=True))
    turn = 1
    while (found := base if turn == 1 else f"{base}{turn}") in taken:
        turn += 1
    return found
