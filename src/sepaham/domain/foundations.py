"""
The base facts a log rests on: register, catalogue, plan and authority table, and what they answer.

Each enters the log by the hash of its canonical file and may be replaced by a later one. Before the authority
table has come nobody but the gateway is heard; before the register has come an office is what its id says.
"""

from collections.abc import Iterable, Iterator, Mapping

from sepaham.domain.authority import Authority, Ruling, authority_from_bytes
from sepaham.domain.base import digest
from sepaham.domain.catalogue import Profile, profile_from_bytes, unit_kinds
from sepaham.domain.contents import contents_of
from sepaham.domain.plan import Plan, plan_from_bytes
from sepaham.domain.register import Office, Register, office_id, register_from_bytes, seated_office
from sepaham.domain.stock import Wants, wants_of
from sepaham.domain.units import Unit, units_of

ASIDE = frozenset({"movement", "threats", "briefing"})
"""Base facts whose content no rule of goods reads: vehicles and hours, threats, one-page briefings."""


class Foundations:
    """The base facts in force, as far as they have come."""

    register: Register
    profile: Profile
    plan: Plan
    authority: Authority
    phone: str = ""
    """The hash of the build of the phone's app; nothing of goods rests on it."""
    policy: str = ""
    """The hash of the file that names who matches the log; nothing of goods rests on it either."""

    def __init__(self) -> None:
        """Begin with none of them."""
        self._laid: set[str] = set()
        self._contents: dict[str, Mapping[str, int]] = {}
        self._wants: Wants | None = None

    def lay(self, what: str, file: bytes) -> None:
        """Put a base fact in force: its kind and its canonical file."""
        if what == "register":
            self.register = register_from_bytes(file)
        elif what == "catalogue":
            self.profile = profile_from_bytes(file)
        elif what == "authority":
            self.authority = authority_from_bytes(file)
        elif what == "plan":
            self.plan = plan_from_bytes(file)
        elif what == "policy":
            self.policy = digest(file)
        elif what == "phone":
            self.phone = digest(file)
        self._laid.add(what)
        self._contents, self._wants = {}, None

    def has(self, *facts: str) -> bool:
        """Tell whether base facts have come."""
        return self._laid.issuperset(facts)

    @property
    def origin(self) -> str:
        """Return the office that holds all goods before anything is stated; '' before the register."""
        return office_id("kpu", self.register.kabupaten[0]) if self.has("register") else ""

    def units(self) -> Iterator[Unit]:
        """Yield every unit there is by register and catalogue; none before both have come."""
        if self.has("register", "catalogue"):
            for station in self.register.stations:
                yield from units_of(station, unit_kinds(self.profile, station.desa))

    def contents(self, region: str) -> Mapping[str, int]:
        """Return how many of each counted thing a polling station must get; empty for another place."""
        found = self._contents.get(region)
        if found is None:
            station = self.register.by_key.get(region) if self.has("register", "catalogue") else None
            found = contents_of(self.profile, station) if station else {}
            self._contents[region] = found
        return found

    def wants(self) -> Wants | None:
        """Return what the kabupaten needs of each item; None before register and catalogue have come."""
        if self._wants is None and self.has("register", "catalogue"):
            self._wants = wants_of(
                profile=self.profile, stations=self.register.stations, region=self.register.kabupaten[0]
            )
        return self._wants

    def office(self, id: str) -> Office | None:  # noqa: A002  the field's own name
        """Return an office by its id; None for a phantom, which the register does not know."""
        return self.register.office(id) if self.has("register") else seated_office(id)

    def covers(self, office: str, region: str) -> bool:
        """Tell whether a place lies in the regions an office answers for."""
        found = self.office(office)
        return found is not None and found.covers(region)

    def institutions(self, offices: Iterable[str]) -> set[str]:
        """Return the institutions of those of some offices that exist."""
        return {found.institution for id_ in offices if (found := self.office(id_))}

    def rule(self, *, office: str, kind: str, region: str, parties: tuple[str, ...] = ()) -> Ruling:
        """Rule on an act by the table; a phantom may nothing."""
        found = self.office(office)
        if found is None:
            return Ruling("phantom", "")
        return self.authority.rule(office=found, kind=kind, region=region, parties=parties)
