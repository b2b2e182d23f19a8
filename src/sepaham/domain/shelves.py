"""
Where accounts of goods are put: load lists with what was stated of them, units with what names them.

Lists that carry the same units are linked: planned ones with those of the stage after them, any with those
beside them, which go to the same receiver at the same stage. Whatever is put on a shelf, or taken off it,
marks what must be looked at again.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from sepaham.domain.custody import Act, Handover
from sepaham.domain.loads import LoadList
from sepaham.domain.plan import Plan
from sepaham.domain.units import Unit


@dataclass(slots=True)
class Touched:
    """What must be looked at again: units by code, handovers by hash; and the lists and units let go."""

    units: set[str] = field(default_factory=set)
    gone: set[str] = field(default_factory=set)
    handovers: set[str] = field(default_factory=set)
    dropped: set[str] = field(default_factory=set)


class Shelves:
    """
    Units and load lists by name, and what lies on the shelf of each.

    Attributes:
        unlisted: The units that something was stated of and whose polling station is gone from the register.
    """

    def __init__(self) -> None:
        """Begin empty."""
        self.units: dict[str, Unit] = {}
        self.items: dict[str, str] = {}
        self.unlisted: set[str] = set()
        self.handovers: dict[str, Handover] = {}
        self._of_unit: defaultdict[str, list[Handover]] = defaultdict(list)
        self._acts: defaultdict[str, list[Act]] = defaultdict(list)
        self._after: defaultdict[str, set[str]] = defaultdict(set)
        self._before: defaultdict[str, set[str]] = defaultdict(set)
        self._beside: defaultdict[str, set[str]] = defaultdict(set)
        self._retired: dict[str, LoadList] = {}
        self._touched = Touched()

    # Looking

    def handovers_of(self, unit: str) -> Sequence[Handover]:
        """Return the handovers that name a unit, in the order of the stages."""
        return self._of_unit[unit]

    def acts_of(self, unit: str) -> Sequence[Act]:
        """Return the other accounts that name a unit, in the order of their hours."""
        return self._acts.get(unit, ())

    def beside(self, handover: Handover) -> list[Handover]:
        """Return the other handovers of some of its units to the same receiver at the same stage."""
        return [self.handovers[hash_] for hash_ in self._beside.get(handover.hash, ())]

    def after(self, handover: Handover) -> Iterator[Handover]:
        """Yield the planned handovers of the next stage with some of the same units, and those beside."""
        for hash_ in self._after.get(handover.hash, ()):
            other = self.handovers[hash_]
            if other.stage > handover.stage:
                yield other
                yield from self.beside(other)

    def touched(self) -> Touched:
        """Return, once, what must be looked at again."""
        touched, self._touched = self._touched, Touched()
        return touched

    def touch(self, hash_: str) -> None:
        """Have a handover looked at again."""
        self._touched.handovers.add(hash_)

    def touch_all(self) -> None:
        """Have everything looked at again: a base fact changed."""
        self._touched.handovers.update(self.handovers)
        self._touched.units.update(self.units)

    # Units

    def stock(self, units: Iterable[Unit]) -> None:
        """Make these the units there are; of others only those stay of which something was stated."""
        listed = {unit.code: unit for unit in units}
        for code, unit in listed.items():
            if self.units.get(code) != unit:
                self.units[code] = unit
                self.items[code] = unit.kind.item
                self._touched.units.add(code)
                self._touched.gone.discard(code)
        others = self.units.keys() - listed.keys()
        self.unlisted = {code for code in others if self._is_spoken_of(code)}
        for code in others - self.unlisted:
            del self.units[code]
            self._touched.gone.add(code)

    def _is_spoken_of(self, unit: str) -> bool:
        acts, handovers = self._acts.get(unit), self._of_unit.get(unit, ())
        return bool(acts) or any(any(handover.accounts()) for handover in handovers)

    def put(self, unit: str, act: Act) -> None:
        """Put an account of another thing than a handover on a unit's shelf."""
        shelf = self._acts[unit]
        shelf.append(act)
        shelf.sort(key=lambda a: a.order)
        self._touched.units.add(unit)

    def take_off(self, unit: str, statement: str) -> None:
        """Take an account off a unit's shelf: it was corrected."""
        self._acts[unit] = [act for act in self._acts[unit] if act.id != statement]
        self._touched.units.add(unit)

    # Load lists

    def adopt(self, plan: Plan) -> list[str]:
        """Shelve a plan's lists, let go those nobody used of the plan before, and return the new ones."""
        for hash_ in [h for h, x in self.handovers.items() if h not in plan.lists and not x.load.step]:
            if not any(self.handovers[hash_].accounts()):
                self._let_go(self.handovers.pop(hash_))
        fresh = [hash_ for hash_ in plan.lists if hash_ not in self.handovers]
        for hash_ in fresh:
            self.shelve(plan.lists[hash_], hash_)
        return fresh

    def _let_go(self, handover: Handover) -> None:
        self._retired[handover.hash] = handover.load
        self._touched.dropped.add(handover.hash)
        for code in handover.members:
            self._of_unit[code].remove(handover)
            self._touched.units.add(code)
        for links, back in (
            (self._before, self._after),
            (self._after, self._before),
            (self._beside, self._beside),
        ):
            for other in links.pop(handover.hash, ()):
                back[other].discard(handover.hash)

    def find(self, hash_: str) -> Handover | None:
        """Return a handover; one that was let go is shelved again, since somebody used its list after all."""
        if hash_ in self._retired:
            self.shelve(self._retired[hash_], hash_)
        return self.handovers.get(hash_)

    def shelve(self, load: LoadList, hash_: str) -> None:
        """Give a load list its place, and its units theirs on it."""
        handover = self.handovers[hash_] = Handover(load, hash_)
        self._retired.pop(hash_, None)
        self._touched.dropped.discard(hash_)
        self._touched.handovers.add(hash_)
        for code in handover.members:
            self._link_beside(handover, code)
            self._place(handover, code)
            if not load.step:
                self._link(handover, code)

    def _link_beside(self, handover: Handover, unit: str) -> None:
        """Link a list with others that bring a unit to the same receiver at the same stage."""
        for other in self._of_unit[unit]:
            same = other.stage is handover.stage and other.load.receiver == handover.load.receiver
            if same and unit in other.members:
                self._beside[handover.hash].add(other.hash)
                self._beside[other.hash].add(handover.hash)
                self._touched.handovers.add(other.hash)

    def _place(self, handover: Handover, unit: str) -> None:
        shelf = self._of_unit[unit]
        shelf.append(handover)
        shelf.sort(key=lambda h: h.order)

    def _link(self, handover: Handover, unit: str) -> None:
        """Link a planned list with its neighbours on a unit's way."""
        planned = [h for h in self._of_unit[unit] if not h.load.step]
        place = planned.index(handover)
        for one, other in pairwise(planned[max(0, place - 1) : place + 2]):
            self._after[one.hash].add(other.hash)
            self._before[other.hash].add(one.hash)

    def add(self, handover: Handover, act: Act) -> None:
        """Put an account of a handover on its shelf, and on those of units it names besides the list's."""
        handover.add(act)
        for code, what in act.off.items():
            if "extra" in what and code in self.units and handover not in self._of_unit[code]:
                self._place(handover, code)
        self._disturb(handover, act)

    def drop(self, handover: Handover, statement: str) -> None:
        """Take a statement's account of a handover off its shelf: it was corrected."""
        for act in [a for a in handover.accounts() if a.id == statement]:
            handover.drop(act)
            self._disturb(handover, act)

    def _disturb(self, handover: Handover, act: Act) -> None:
        """Have all looked at again that an account says something of."""
        self._touched.handovers.add(handover.hash)
        self._touched.units.update(code for code in (*act.off, *act.seals) if code in self.units)
        if act.statement.kind != "handover.observe":
            beside = self._beside.get(handover.hash, ())
            self._touched.handovers.update(beside)
            for hash_ in (handover.hash, *beside):
                self._touched.handovers |= self._before.get(hash_, set())
            self._touched.units.update(handover.load.units)
