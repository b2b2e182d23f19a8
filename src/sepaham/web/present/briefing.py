"""Briefings as a page lists them: how far every place is, who must be called, which sheets are at fault."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.urls import reverse

from sepaham.domain.briefing import DESA, KECAMATAN, STORE, TRIP, Briefing
from sepaham.domain.briefing_words import said_values, title_of
from sepaham.domain.findings import Names
from sepaham.domain.ladder import Course, Coverage, Defect
from sepaham.domain.quiz import ASKED, questions
from sepaham.domain.words import Language, write_number
from sepaham.web.present.goods import Answer
from sepaham.web.present.states import State
from sepaham.web.tables import Column, Row, Table
from sepaham.web.words import say

KINDS: Mapping[str, str] = {
    DESA: "Desa/kelurahan",
    KECAMATAN: "Kecamatan",
    STORE: "Gudang dan ruang",
    TRIP: "Perjalanan",
}
"""The kinds of pages to choose from."""
_HEADS: Mapping[str, str] = {
    DESA: "{done} dari {all} desa: semua penerima paham",
    KECAMATAN: "{done} dari {all} kecamatan: semua penerima paham",
    STORE: "{done} dari {all} gudang: semua penerima paham",
    TRIP: "{done} dari {all} perjalanan: semua penerima paham",
}
_WORST_FIRST = (State.SERIOUS, State.WAITING, State.MOVING, State.COMPLETE)


def headline(found: Sequence[Coverage], kind: str, language: Language) -> Answer:
    """Return of how many places all who must know have understood."""
    done, all_ = sum(one.is_whole for one in found), len(found)
    sentence = say(
        _HEADS[kind], language, done=write_number(done, language), all=write_number(all_, language)
    )
    left = write_number(all_ - done, language)
    rest = say("{number} belum", language, number=left) if done < all_ else ""
    return Answer(_whole(found), sentence, rest)


def _whole(found: Sequence[Coverage]) -> State:
    if any(one.to_call for one in found):
        return State.ATTENTION
    if found and all(one.is_whole for one in found):
        return State.COMPLETE
    return State.MOVING if any(one.understood for one in found) else State.WAITING


def state_of(one: Coverage) -> State:
    """Return the shape of a page: who must be called first, then how far it is."""
    if one.to_call:
        return State.SERIOUS
    if one.is_whole:
        return State.COMPLETE
    stirs = any(stand.course is not Course.NONE for stand in one.stands.values())
    return State.MOVING if stirs else State.WAITING


def table(found: Iterable[Coverage], language: Language, names: Names) -> Table:
    """Return pages, one to a row and the worst first, with how far those are who must know them."""
    columns = (
        Column("title", say("Pembekalan", language)),
        Column("version", say("Versi", language), "number"),
        Column("receivers", say("Penerima", language), "number"),
        Column("understood", say("Paham", language), "number"),
        Column("opened", say("Baru dibuka", language), "number"),
        Column("call", say("Perlu ditelepon", language), "number"),
        Column("stations", say("Petugas TPS yang paham", language), "number"),
    )
    ranked = sorted(found, key=lambda one: _WORST_FIRST.index(state_of(one)))
    rows = tuple(_row(one, language, names) for one in ranked)
    return Table("briefing", say("Pembekalan", language), columns, rows)


def _row(one: Coverage, language: Language, names: Names) -> Row:
    page = one.page
    receivers = Counter(one.stands[office].course for office in page.receivers)
    cells = {
        "title": title_of(page.title, language, names),
        "version": page.edition,
        "receivers": len(page.receivers),
        "understood": one.understood,
        "opened": receivers[Course.OPENED],
        "call": len(one.to_call),
        "stations": one.stations,
    }
    return Row(cells, href(page.key), state_of(one).value, page.region)


def href(key: str) -> str:
    """Return where a page is."""
    return reverse("briefing-page", args=[key])


@dataclass(frozen=True, slots=True)
class Spot:
    """A desa as the map shows it: the fields `present.map` reads."""

    region: str
    name: str
    state: State
    done: int
    of: int


def spots(found: Iterable[Coverage], names: Names) -> list[Spot]:
    """Return desa for the map, each with how many have understood."""
    return [
        Spot(one.page.region, names(one.page.region, "id").partition(" (")[0], state_of(one), one.understood,
             len(one.page.receivers))
        for one in found
    ]  # fmt: skip


def legend(found: Iterable[Coverage], language: Language) -> list[tuple[State, str]]:
    """Return the shapes of the map with their words."""
    used = {state_of(one) for one in found}
    words = {
        State.SERIOUS: "ada yang perlu ditelepon",
        State.WAITING: "belum sampai",
        State.MOVING: "sebagian penerima paham",
        State.COMPLETE: "semua penerima paham",
    }
    return [(state, say(text, language)) for state, text in words.items() if state in used]


# What needs a hand


@dataclass(frozen=True, slots=True)
class Call:
    """An office that erred twice, the page it erred about, and whether the reader is the one to call it."""

    office: str
    title: str
    href: str
    own: bool


def calls(
    found: Iterable[Coverage], language: Language, names: Names, calls_on: Callable[[str], str]
) -> list[Call]:
    """Return whom somebody must call, those the reader must call first."""
    all_ = [
        Call(
            names(office, language),
            title_of(one.page.title, language, names),
            href(one.page.key),
            bool(calls_on(office)),
        )
        for one in found
        for office in one.to_call
    ]
    return sorted(all_, key=lambda call: (not call.own, call.office))


def defect_lines(
    found: Iterable[Defect], pages: Mapping[str, Briefing], language: Language, names: Names
) -> list[tuple[str, str]]:
    """Return each fault of a page as a sentence, and where the page is."""
    return [(_defect(one, pages[one.keys[0]], language, names), href(one.keys[0])) for one in found]


def _defect(one: Defect, page: Briefing, language: Language, names: Names) -> str:
    item = next(item for item in questions(page) if item.code == one.item)
    question = ASKED[item.ask.code].say(language, said_values(item.ask, language, names, region=page.region))
    told = {"question": question, "wrong": one.wrong, "asked": one.asked}
    if len(one.keys) == 1:
        where = title_of(page.title, language, names)
        return say(
            "{where}: “{question}” dijawab salah dengan cara yang sama oleh {wrong} dari {asked}.",
            language,
            where=where,
            **told,
        )
    return say(
        "“{question}” dijawab salah dengan cara yang sama oleh {wrong} dari {asked}, pada {pages} lembar.",
        language,
        pages=len(one.keys),
        **told,
    )


def again_line(found: Iterable[Coverage], language: Language) -> str:
    """Return how many of those asked again after a day still knew; '' before anybody was."""
    told = [stand.again for one in found for stand in one.stands.values() if stand.again is not None]
    if not told:
        return ""
    return say(
        "Ditanya lagi setelah sehari: {right} dari {all} masih benar semua.",
        language,
        right=write_number(sum(told), language),
        all=write_number(len(told), language),
    )
