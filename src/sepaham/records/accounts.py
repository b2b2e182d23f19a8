"""The accounts there are, as the operator looks them over."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from allauth.mfa.models import Authenticator

from sepaham.records.people import Account


@dataclass(frozen=True, slots=True)
class Entrance:
    """One account: whose it is, whether it is open, what keeps it beside its password, when it last came."""

    username: str
    offices: tuple[str, ...]
    operator: bool
    open: bool
    factors: tuple[str, ...]
    last_at: datetime | None


def entrances() -> Iterator[Entrance]:
    """Yield every account by name."""
    kept: dict[int, list[str]] = {}
    for account, kind in Authenticator.objects.order_by("type").values_list("user_id", "type"):
        kept.setdefault(account, []).append(kind)
    for account in Account.objects.prefetch_related("hats").order_by("username"):
        yield Entrance(
            username=account.username,
            offices=tuple(hat.office for hat in sorted(account.hats.all(), key=lambda hat: hat.pk)),
            operator=account.is_staff,
            open=account.is_active,
            factors=tuple(kept.get(account.pk, ())),
            last_at=account.last_login,
        )
