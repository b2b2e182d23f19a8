"""An office's first page: what it must do now, the next thing largest, each with figure and button."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from sepaham.domain.findings import Names
from sepaham.domain.position import NOW, Task
from sepaham.domain.words import Language, write_moment, write_number
from sepaham.records.desk import Move, Pile
from sepaham.records.position import Desk
from sepaham.web.present.states import WORST_FIRST, State, finding_state
from sepaham.web.words import say

Door = Callable[..., str]
"""Returns where a page is by its name and what it is of; '' when there is no such page."""


_OWED: Mapping[str, tuple[State, str, str]] = {
    "escorts": (State.ATTENTION, "escorts", "Jawab"),
    "night": (State.ATTENTION, "", ""),
    "rate": (State.ATTENTION, "round-rate", "Nilai"),
    "close": (State.WAITING, "round", "Buka"),
    "rakor": (State.WAITING, "rakor", "Buka"),
    "propose": (State.ATTENTION, "means", "Jawab"),
    "promise": (State.ATTENTION, "commitments", "Buka"),
    "confirm": (State.ATTENTION, "commitments", "Periksa"),
    "brief": (State.ATTENTION, "briefing", "Buka"),
}
"""What an office owes others beside goods: its state, its page, and the word of its button."""
_ONE_BY_ONE = frozenset({"rate", "close", "rakor"})
"""Of these the button opens the first itself."""


@dataclass(frozen=True, slots=True)
class Thing:
    """
    One thing to do.

    Attributes:
        code: What, a key of `position.NOW`.
        number: How many wait now; 0 when it is done.
        title: The thing in one sentence with its figure, to stand large.
        detail: The one to begin with, or what comes later.
        href, label: The button; '' without one.
        all_href: Where all of them are; '' when there is no such page.
    """

    code: str
    state: State
    number: int
    title: str
    detail: str
    href: str
    label: str
    all_href: str = ""


def things(desk: Desk, language: Language, names: Names, door: Door) -> tuple[Thing, ...]:
    """Return what an office has to do, the first to take first; what is done comes last."""
    teller = _Teller(desk, language, names, door)
    told = [thing for thing in teller.things() if thing is not None]
    return tuple(sorted(told, key=lambda thing: not thing.number))


class _Teller:
    """Tells one desk's things; keeps what every sentence asks for."""

    def __init__(self, desk: Desk, language: Language, names: Names, door: Door) -> None:
        self.desk, self.language, self.names, self.door = desk, language, names, door

    def things(self) -> Iterable[Thing | None]:
        """Yield the things in the order of their weight: goods at the door before all else."""
        desk = self.desk
        yield self._pile("receive", desk.receive, State.MOVING, "Terima")
        yield self._pile("give", desk.give, State.ATTENTION, "Serahkan")
        for task in desk.owed:
            yield self._owed(task)
        yield self._pile("observe", desk.observe, State.MOVING, "Amati")
        yield self._answers()
        yield self._late()
        yield self._count("unplanned", desk.unplanned, State.WAITING, "plan", "Rencana gerak")
        yield self._packing()
        yield self._orders()
        yield self._pile("moving", desk.moving, State.MOVING, "")
        yield self._pile("planned", desk.planned, State.WAITING, "")

    def _title(self, key: str, number: int) -> str:
        return NOW[key].say(self.language, {"number": write_number(number, self.language)})

    def _count(self, key: str, number: int | None, state: State, page: str, label: str) -> Thing | None:
        """Return the thing that is only a number, with a button to its page."""
        if number is None:
            return None
        href = self.door(page) if label else ""
        return Thing(
            code=key,
            state=state if number else State.COMPLETE,
            number=number,
            title=self._title(key, number),
            detail="",
            href=href,
            label=say(label, self.language) if href else "",
        )

    def _owed(self, task: Task) -> Thing:
        """Return the thing an office owes others by name; its button leads to the first, or to all."""
        state, page, label = _OWED[task.code]
        one = [] if task.code not in _ONE_BY_ONE else task.about.split("/")
        href = (self.door(page, *one) or self.door(f"{page}s")) if page and task.number else ""
        return Thing(
            code=task.code,
            state=state if task.number else State.COMPLETE,
            number=task.number,
            title=self._title(task.code, task.number),
            detail=self._due(task),
            href=href,
            label=say(label, self.language) if href else "",
        )

    def _due(self, task: Task) -> str:
        """Return where and by when the first of some duties is."""
        told = [self.names(task.region, self.language)] if task.region else []
        if task.due:
            at = write_moment(task.due, self.language, task.region)
            told.append(say("paling lambat {at}", self.language, at=at))
        return " · ".join(told)

    def _pile(self, key: str, pile: Pile | None, state: State, label: str) -> Thing | None:
        """Return the thing a pile of load lists makes; its button does the first one."""
        if pile is None:
            return None
        first = pile.first
        number = pile.all if key == "planned" else pile.now
        href = ""
        if first and number:
            plain = self.door("handover", first.hash)
            href = self.door("handover-act", first.hash, key) if label else plain
        return Thing(
            code=key,
            state=state if number else State.COMPLETE,
            number=number,
            title=self._title(key, number),
            detail=self._detail(pile, first, number),
            href=f"{href}?office={self.desk.office}" if href else "",
            label=say(label or "Buka", self.language) if href else "",
            all_href=self.door("handovers") if number > 1 else "",
        )

    def _detail(self, pile: Pile, first: Move | None, number: int) -> str:
        told = []
        if first and number:
            told.append(
                say(
                    "{place}: {units} barang, {giver} → {receiver}",
                    self.language,
                    place=self.names(first.region, self.language),
                    units=write_number(first.units, self.language),
                    giver=self.names(first.giver, self.language),
                    receiver=self.names(first.receiver, self.language),
                )
            )
        if pile.all > number:
            later = write_number(pile.all - number, self.language)
            told.append(say("{number} lagi belum waktunya", self.language, number=later))
        return " · ".join(told)

    def _begins(self, number: int, region: str) -> str:
        """Return where something is, or where the first of several is."""
        place = self.names(region, self.language) if region else ""
        return say("mulai dari {place}", self.language, place=place) if number > 1 and place else place

    def _answers(self) -> Thing:
        found = sorted(self.desk.answer, key=lambda f: (WORST_FIRST.index(finding_state(f)), f.since))
        first = found[0] if found else None
        return Thing(
            code="answer",
            state=finding_state(first) if first else State.COMPLETE,
            number=len(found),
            title=self._title("answer", len(found)),
            detail=self._begins(len(found), first.region if first else ""),
            href=self.door("finding", first.key) + f"?office={self.desk.office}#answer" if first else "",
            label=say("Jawab", self.language) if first else "",
            all_href=self.door("check") if len(found) > 1 else "",
        )

    def _late(self) -> Thing:
        pile = self.desk.overdue
        href = self.door("waiting") if pile.now else ""
        return Thing(
            code="overdue",
            state=State.ATTENTION if pile.now else State.COMPLETE,
            number=pile.now,
            title=self._title("overdue", pile.now),
            detail=self._begins(pile.now, pile.first.region if pile.first else ""),
            href=href,
            label=say("Lihat siapa yang belum", self.language) if href else "",
        )

    def _packing(self) -> Thing | None:
        found = self.desk.packing
        if found is None:
            return None
        left = found.stations - found.packed
        done, whole = (write_number(n, self.language) for n in (found.packed, found.stations))
        href = self.door("packing") if left else ""
        return Thing(
            code="packing",
            state=State.WAITING if left else State.COMPLETE,
            number=left,
            title=self._title("packing", left),
            detail=say("{done} dari {all} TPS sudah dikemas", self.language, done=done, all=whole),
            href=href,
            label=say("Kemas", self.language) if href else "",
        )

    def _orders(self) -> Thing | None:
        found = self.desk.orders
        if found is None:
            return None
        left = found.placed - found.came
        came, placed = (write_number(n, self.language) for n in (found.came, found.placed))
        stated = say("{done} dari {all} pesanan datang lengkap", self.language, done=came, all=placed)
        href = self.door("arrivals")
        return Thing(
            code="orders",
            state=State.WAITING if left or not found.placed else State.COMPLETE,
            number=left,
            title=self._title("orders", left),
            detail=stated if found.placed else say("Belum ada pesanan yang dinyatakan.", self.language),
            href=href,
            label=say("Catat kedatangan", self.language) if href else "",
        )
