"""Threats and barriers in words: each threat as a bow-tie, its barriers, and what an edit changes."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sepaham.domain.instrument_kinds import Instrument
from sepaham.domain.loads import LEGS
from sepaham.domain.register import LINES
from sepaham.domain.threat_words import GROUPS, PLACES, SIDES, Change
from sepaham.domain.threats import STORES, Barrier, Threat, Threats
from sepaham.domain.words import Language, write_number
from sepaham.exchange.threats import Edited
from sepaham.web.present.goods import Answer
from sepaham.web.present.states import State
from sepaham.web.tables import Column, Row, Table
from sepaham.web.words import say

FIELDS: Mapping[str, str] = {
    "id": "Nama",
    "en": "Nama Inggris",
    "group": "Kelompok",
    "source": "Sumber",
    "places": "Tempat",
    "authority": "Berwenang",
    "consequence_id": "Akibat",
    "consequence_en": "Akibat (Inggris)",
    "action": "Tindakan pertama",
    "indicators": "Butir daftar",
    "side": "Sisi",
    "owner": "Pemilik",
    "check_id": "Cara memeriksa",
    "check_en": "Cara memeriksa (Inggris)",
    "step": "Langkah skala",
    "least": "Dari",
    "most": "Sampai",
}
"""What the fields of a catalogue are called."""
SHOWN = 60
"""Changes listed on the page of an edited catalogue."""


@dataclass(frozen=True, slots=True)
class Beam:
    """A barrier as a page shows it; `mine` tells that an office of the reader owns it."""

    text: str
    owner: str
    check: str
    mine: bool


@dataclass(frozen=True, slots=True)
class Bow:
    """A threat as a bow-tie: what stops it to the left, what softens what follows to the right."""

    code: str
    title: str
    group: str
    places: str
    authority: str
    consequence: str
    actions: tuple[str, ...]
    prevent: tuple[Beam, ...]
    soften: tuple[Beam, ...]
    lists: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class Sieve:
    """What of the catalogue a reader asks for; '' asks for all."""

    threat: str = ""
    group: str = ""
    place: str = ""
    owner: str = ""

    def takes(self, threat: Threat) -> bool:
        """Tell whether a threat is asked for."""
        return (
            self.threat in {"", threat.code}
            and self.group in {"", threat.group}
            and (not self.place or self.place in threat.places)
            and (not self.owner or any(barrier.owner == self.owner for barrier in threat.barriers))
        )


def line_name(line: str, language: Language) -> str:
    """Return what a line of offices is called."""
    found = LINES[line]
    return found.title_id if language == "id" else found.title_en


def answer(catalogue: Threats, language: Language, *, declared: bool) -> Answer:
    """Return how many threats and barriers there are, and how many lines own them."""
    threats = catalogue.threats.values()
    barriers = catalogue.owners(catalogue.threats)
    numbers = {
        "threats": write_number(len(threats), language),
        "barriers": write_number(sum(map(len, barriers.values())), language),
        "lines": write_number(len(barriers), language),
    }
    sentence = say("{threats} ancaman, {barriers} penghalang milik {lines} lembaga", language, **numbers)
    bare = sum(not threat.barriers for threat in threats)
    if bare:
        number = write_number(bare, language)
        rest = say("{number} ancaman belum punya penghalang", language, number=number)
        return Answer(State.ATTENTION, sentence, rest)
    rest = (
        say("berlaku di log ini", language) if declared else say("bawaan, belum ditetapkan di log", language)
    )
    return Answer(State.COMPLETE if declared else State.WAITING, sentence, rest)


def bows(
    catalogue: Threats, sieve: Sieve, mine: Iterable[str], kinds: Mapping[str, Instrument], language: Language
) -> list[Bow]:
    """
    Return the threats a reader asks for as bow-ties.

    Args:
        catalogue: The one in force.
        sieve: What is asked for.
        mine: The lines of the reader's offices.
        kinds: The kinds of list institutions keep.
        language: The reader's.
    """
    own = set(mine)
    return [_bow(t, own, kinds, language) for t in catalogue.threats.values() if sieve.takes(t)]


def _bow(threat: Threat, mine: set[str], kinds: Mapping[str, Instrument], language: Language) -> Bow:
    sides: dict[str, list[Beam]] = {"prevent": [], "soften": []}
    for barrier in threat.barriers:
        sides[barrier.side].append(_beam(barrier, mine, language))
    return Bow(
        code=threat.code,
        title=threat.text.say(language, {}),
        group=group_name(threat.group, language),
        places=places_of(threat, language),
        authority=", ".join(line_name(line, language) for line in threat.authority),
        consequence=threat.consequence.say(language, {}),
        actions=tuple(action.say(language, {}) for action in threat.actions),
        prevent=tuple(sides["prevent"]),
        soften=tuple(sides["soften"]),
        lists=tuple(_item(item, kinds, language) for item in threat.indicators),
        source=threat.source,
    )


def _beam(barrier: Barrier, mine: set[str], language: Language) -> Beam:
    return Beam(
        text=barrier.text.say(language, {}),
        owner=line_name(barrier.owner, language),
        check=barrier.check.say(language, {}),
        mine=barrier.owner in mine,
    )


def _item(indicator: str, kinds: Mapping[str, Instrument], language: Language) -> str:
    code, _, item = indicator.partition("/")
    kind = kinds.get(code)
    if kind is None or item not in kind.items:
        return indicator
    return f"{kind.text.say(language, {})}: {kind.items[item].text.say(language, {})}"


def group_name(group: str, language: Language) -> str:
    """Return what a group of threats is called."""
    return GROUPS[group].say(language, {}) if group in GROUPS else group


def places_of(threat: Threat, language: Language) -> str:
    """Return in words which legs and stores a threat may strike."""
    told, left = [], list(threat.places)
    for every, words in ((tuple(LEGS), "semua ruas"), (STORES, "semua gudang dan TPS")):
        if set(every) <= set(left):
            told.append(say(words, language))
            left = [place for place in left if place not in every]
    return ", ".join([*told, *(PLACES[place].say(language, {}) for place in left)])


def table(catalogue: Threats, sieve: Sieve, language: Language) -> Table:
    """Return the barriers of the threats a reader asks for, one to a row."""
    columns = (
        Column("barrier", say("Penghalang", language)),
        Column("threat", say("Ancaman", language)),
        Column("side", say("Sisi", language)),
        Column("owner", say("Pemilik", language)),
        Column("check", say("Cara memeriksa", language)),
        Column("places", say("Tempat", language)),
    )
    rows = tuple(
        Row(
            {
                "barrier": barrier.text.say(language, {}),
                "threat": threat.text.say(language, {}),
                "side": SIDES[barrier.side].say(language, {}),
                "owner": line_name(barrier.owner, language),
                "check": barrier.check.say(language, {}),
                "places": places_of(threat, language),
            }
        )
        for threat in catalogue.threats.values()
        if sieve.takes(threat)
        for barrier in threat.barriers
        if sieve.owner in {"", barrier.owner}
    )
    return Table("barriers", say("Penghalang", language), columns, rows)


def review(edited: Edited, told: Sequence[Change], language: Language) -> Answer:
    """Return what putting an edited catalogue in force would do, in one sentence."""
    if edited.catalogue is None:
        number = write_number(edited.errors, language)
        return Answer(
            State.SERIOUS, say("{number} kesalahan harus diperbaiki dulu", language, number=number), ""
        )
    if not told:
        return Answer(State.WAITING, say("Berkas ini sama dengan yang berlaku", language), "")
    number = write_number(len(told), language)
    return Answer(
        State.ATTENTION, say("{number} perubahan pada katalog ancaman", language, number=number), ""
    )


def changed(told: Sequence[Change], catalogue: Threats, language: Language) -> list[str]:
    """Return the changes of an edited catalogue as sentences, the first ones."""
    return [_change(change, catalogue, language) for change in told[:SHOWN]]


def _change(change: Change, catalogue: Threats, language: Language) -> str:
    if change.threat in catalogue.threats:
        where = catalogue.threats[change.threat].text.say(language, {})
    else:
        where = say(_SCALES.get(change.threat, change.threat), language)
    if change.what == "added":
        form = "{where}: penghalang baru, {after}." if change.barrier else "Ancaman baru: {after}."
        return say(form, language, where=where, after=change.after)
    if change.what == "removed":
        form = "{where}: penghalang dihapus, {before}." if change.barrier else "Ancaman dihapus: {before}."
        return say(form, language, where=where, before=change.before)
    return say(
        "{where}{barrier}, {field}: {before} → {after}",
        language,
        where=where,
        barrier=f" · {change.barrier}" if change.barrier else "",
        field=say(FIELDS.get(change.field, change.field), language),
        before=change.before or "–",
        after=change.after or "–",
    )


_SCALES: Mapping[str, str] = {"likelihood": "Skala kemungkinan", "impact": "Skala dampak"}
