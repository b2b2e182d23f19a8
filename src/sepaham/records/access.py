"""What an account may see: the regions of the offices whose hats it wears."""

from dataclasses import dataclass

from sepaham.domain.base import within
from sepaham.records.people import Account, Hat


@dataclass(frozen=True, slots=True)
class Scope:
    """The regions an account's offices answer for."""

    offices: tuple[str, ...]

    @property
    def regions(self) -> tuple[str, ...]:
        """Return the offices' regions, widest first."""
        return tuple(sorted({office.partition(":")[2] for office in self.offices}, key=lambda r: (r.count("."), r)))

    @property
    def region(self) -> str:
        """Return the widest region, the one to show first; '' when the account has no office."""
        return self.regions[0] if self.regions else ""

    def covers(self, region: str) -> bool:
        """Tell whether a region lies within the offices' regions."""
        return any(within(region, area) for area in self.regions)


def scope(account: Account) -> Scope:
    """Return what an account may see."""
    return Scope(tuple(Hat.objects.filter(account=account).order_by("id").values_list("office", flat=True)))
