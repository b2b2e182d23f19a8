"""Who holds which office, and who is called first there."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from uuid import UUID

from django.db.models import Count, Q

from sepaham.domain.base import within
from sepaham.records.people import Hat, Person, Post
from sepaham.records.register import special_offices

_HEADS = ("ketua", "kapol", "dan", "bupati", "wali", "camat", "kepala", "lurah", "koordinator")
"""How the titles of those who are called first begin, heads before others."""


@dataclass(frozen=True, slots=True)
class Contact:
    """One person in one office."""

    person: UUID
    name: str
    phone: str
    email: str
    title: str
    office: str
    account: str

    @property
    def rank(self) -> tuple[bool, int, str]:
        """Return the place in which to call: who has a phone, heads first."""
        title = self.title.casefold()
        head = next((n for n, begin in enumerate(_HEADS) if title.startswith(begin)), len(_HEADS))
        return (not self.phone, head, self.name)

    @property
    def digits(self) -> str:
        """Return the phone's digits without the plus."""
        return self.phone.removeprefix("+")


def contacts(*, regions: Collection[str], offices: Collection[str] = ()) -> list[Contact]:
    """
    Return the people of all offices inside some regions, and of some offices.

    Args:
        regions: Where the offices are; also those that answer for such a place from elsewhere.
        offices: More offices.
    """
    asked = Q(office__in=[*offices, *_answering(regions)])
    for region in regions:
        asked |= Q(office__endswith=f":{region}") | Q(office__contains=f":{region}.")
    return _contacts(Post.objects.filter(asked))


def _answering(regions: Collection[str]) -> list[str]:
    """Return the posts over several regions that answer for a place inside some regions."""
    special = special_offices().values()
    return [o.id for o in special if any(within(seat, area) for seat in o.regions for area in regions)]


def _contacts(rows: object) -> list[Contact]:
    fields = ("person_id", "person__name", "person__phone", "person__email", "title", "office")
    found = rows.values_list(*fields, "person__account__username")  # type: ignore[attr-defined]
    return [Contact(*row[:6], row[6] or "") for row in found.order_by("office", "person__name", "person_id")]


def first_contacts(offices: Collection[str]) -> dict[str, Contact]:
    """Return whom to call first in some offices, by office; those without anyone are left out."""
    first: dict[str, Contact] = {}
    ids = sorted(set(offices))
    for start in range(0, len(ids), 500):
        for contact in _contacts(Post.objects.filter(office__in=ids[start : start + 500])):
            known = first.get(contact.office)
            if known is None or contact.rank < known.rank:
                first[contact.office] = contact
    return first


@dataclass(frozen=True, slots=True)
class Holder:
    """A person with every office held, the account, and the offices whose hats the account wears."""

    id: UUID
    name: str
    phone: str
    email: str
    posts: Mapping[str, str]
    account: str
    hats: tuple[str, ...]


def holder(person: UUID) -> Holder | None:
    """Return a person; None when there is none (any more)."""
    row = Person.objects.filter(pk=person).select_related("account").first()
    if row is None:
        return None
    posts = dict(Post.objects.filter(person=row).order_by("office").values_list("office", "title"))
    hats = Hat.objects.filter(account=row.account).order_by("office") if row.account else Hat.objects.none()
    account = row.account.get_username() if row.account else ""
    worn = tuple(hats.values_list("office", flat=True))
    return Holder(row.pk, row.name, row.phone, row.email, posts, account, worn)


def people_per_office() -> dict[str, int]:
    """Return how many people each office has, by office."""
    return dict(Post.objects.values_list("office").annotate(n=Count("id")).order_by())


def without_account(offices: Collection[str], most: int) -> list[UUID]:
    """Return the first people in some offices, and in no others, who have no account."""
    beyond = Post.objects.exclude(office__in=list(offices)).values("person")
    rows = Person.objects.filter(account=None, posts__office__in=list(offices)).exclude(pk__in=beyond)
    return list(rows.distinct().order_by("name", "pk").values_list("pk", flat=True)[:most])
