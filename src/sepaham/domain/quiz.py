"""
The quiz of a briefing: three to five questions made from that page's own facts, at least one critical.

Which is right follows from the page alone; the wrong choices come from the area's own offices and from its
neighbours' pages, so that nobody passes by knowing the rule of another place. Nothing here is chance: the
same version asks the same, in the same order.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sepaham.domain.base import Level, ancestor, digest, level_of
from sepaham.domain.briefing import STORE, TRIP, Briefing, Line, Value
from sepaham.domain.words import Sentence

_WRONG = 3
"""Wrong choices of a question."""
_APART = 7
"""Pieces by which a wrong number differs where no neighbour has one of its own."""


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to choose: its code, and what it says as a `briefing` value."""

    code: str
    text: Value


@dataclass(frozen=True, slots=True)
class Item:
    """
    One question.

    Attributes:
        code: Its name, the same in every version of the page.
        section: The part of the page that answers it.
        critical: Whether nobody passes without it.
        ask: Its sentence in `ASKED`, with its values.
        right: The code of the right choice.
        line: The line of the page that answers it, shown to who answers wrongly.
        choices: What to choose from, the right one among them.
    """

    code: str
    section: str
    critical: bool
    ask: Line
    right: str
    line: Line
    choices: tuple[Choice, ...] = ()


ASKED: Mapping[str, Sentence] = {
    "first": Sentence("{threat}. Apa yang pertama Anda lakukan?", "{threat}. What do you do first?"),
    "water": Sentence(
        "Di jalan menuju {place} ada air di atas jalan. Apa yang dilakukan?",
        "On the road to {place} there is water on the road. What is done?",
    ),
    "broken": Sentence(
        "Satu kotak untuk {place} segelnya putus. Apa yang dilakukan?",
        "One box for {place} has a broken seal. What is done?",
    ),
    "short": Sentence(
        "Barang untuk {place} kurang satu dari daftar. Apa yang ditandatangani?",
        "Goods for {place} are one short of the list. What is signed?",
    ),
    "leak": Sentence(
        "Ruang {place} bocor malam ini. Apa yang dilakukan?",
        "The room at {place} leaks tonight. What is done?",
    ),
    "halted": Sentence(
        "Kendaraan berhenti di luar rencana. Apa yang dilakukan?",
        "The vehicle stops outside the plan. What is done?",
    ),
    "giver": Sentence(
        "Siapa yang menyerahkan barang kepada {receiver}?", "Who hands the goods to {receiver}?"
    ),
    "next": Sentence(
        "Barang di {place} diserahkan kepada siapa berikutnya?",
        "To whom are the goods at {place} handed next?",
    ),
    "destination": Sentence(
        "Ke mana perhentian pertama perjalanan ini?", "Where is the first stop of this trip?"
    ),
    "pieces": Sentence(
        "Berapa barang seluruhnya untuk {place}?", "How many pieces are there in all for {place}?"
    ),
    "open": Sentence("Siapa yang boleh membuka kotak suara?", "Who may open a ballot box?"),
    "hold": Sentence("Siapa yang boleh menerima dan memegang kotak?", "Who may receive and hold boxes?"),
}
"""What each question asks."""
_DONE: Mapping[str, Sentence] = {
    "go_on": Sentence("Teruskan saja supaya tidak terlambat", "Go on so as not to be late"),
    "wait": Sentence("Tunggu sampai ada yang menelepon", "Wait until somebody calls"),
    "open_it": Sentence("Buka kotaknya untuk memeriksa isinya", "Open the box to check its contents"),
    "hand_on": Sentence("Titipkan barang kepada warga terdekat", "Leave the goods with the nearest resident"),
    "new_seal": Sentence("Pasang segel baru sendiri, lalu lanjutkan", "Put on a new seal yourself and go on"),
    "full": Sentence(
        "Jumlah penuh sesuai daftar, kekurangannya menyusul",
        "The full number as listed, the rest will follow",
    ),
    "nothing": Sentence("Tidak menandatangani apa pun dan pulang", "Nothing at all, and go home"),
    "morning": Sentence("Biarkan sampai pagi supaya terang", "Leave it until there is daylight"),
    "leave": Sentence("Tinggalkan kendaraan untuk mencari bantuan", "Leave the vehicle to look for help"),
    "turn": Sentence("Mundur ke tempat tinggi dan telepon", "Go back to high ground and call"),
    "apart": Sentence(
        "Pisahkan, foto, dan telepon; jangan dibuka atau diganti",
        "Set it apart, take a photo and call; neither open nor replace it",
    ),
    "difference": Sentence(
        "Jumlah yang ada; selisihnya ditulis dan dilaporkan",
        "The number that is there; the difference is written and reported",
    ),
    "move": Sentence(
        "Pindahkan ke tempat kering di ruang yang sama dan telepon",
        "Move them to a dry place in the same room and call",
    ),
    "call_stay": Sentence(
        "Telepon, sebut tempat dan sebab, dan tetap di muatan",
        "Call, say where and why, and stay with the load",
    ),
}
_RULES: Mapping[str, tuple[str, str, tuple[str, ...]]] = {
    "stop_water": ("water", "turn", ("go_on", "wait", "hand_on")),
    "stop_seal": ("broken", "apart", ("new_seal", "open_it", "go_on")),
    "stop_count": ("short", "difference", ("full", "nothing", "hand_on")),
    "stop_leave": ("leak", "move", ("morning", "hand_on", "open_it")),
    "stop_halt": ("halted", "call_stay", ("leave", "wait", "hand_on")),
}
"""For each stop rule: what is asked of it, what is right, what is wrong."""
_ACTS_WRONG = ("go_on", "wait", "hand_on", "open_it")
_STRANGERS: Mapping[Level, tuple[str, ...]] = {
    Level.KABUPATEN: ("polres", "pemkab", "bawaslu", "kodim", "bpbd"),
    Level.KECAMATAN: ("polsek", "camat", "panwascam", "koramil"),
    Level.DESA: ("kades", "babinsa", "bhabin", "pkd"),
}
"""Lines of each level that hold nothing."""


def quiz_of(page: Briefing, neighbours: Sequence[Briefing] = ()) -> tuple[Item, ...]:
    """
    Return the questions of a page with their choices.

    Args:
        page: Whose.
        neighbours: Pages of the same kind nearby; their facts are wrong here.
    """
    others = [{item.code: item for item in _items(other)} for other in neighbours if other.key != page.key]
    return tuple(_with_choices(page, item, others) for item in _items(page))


def questions(page: Briefing) -> tuple[Item, ...]:
    """Return the questions of a page without choices: all that tells right from wrong."""
    return tuple(_items(page))


def sections_asked(page: Briefing) -> frozenset[str]:
    """Return the parts of a page that a question asks about."""
    return frozenset(item.section for item in _items(page))


def _items(page: Briefing) -> Iterator[Item]:
    made = (_first(page), _rule(page), _handing(page), _figures(page), _authority(page))
    yield from (item for item in made if item is not None)


def _line(page: Briefing, section: str, *codes: str) -> Line | None:
    lines = page.section(section).lines
    return next((line for code in codes for line in lines if line.code == code), None)


def _first(page: Briefing) -> Item | None:
    """Ask for the first action against the gravest threat."""
    threat = _line(page, "situation", "agreed", "dissent", "unborne")
    actions = _line(page, "situation", "actions")
    if threat is None or actions is None or threat.values["code"] != actions.values["code"]:
        return None
    ask = Line("first", {"threat": threat.values["threat"]})
    return Item(f"first-{threat.values['code']}", "situation", False, ask, "act", actions)


def _rule(page: Briefing) -> Item | None:
    """Ask for one of the stop rules, which one by the page's name; it is critical."""
    rules = [line for line in page.section("execution").lines if line.code in _RULES]
    if not rules:
        return None
    line = rules[_drawn(page.key, "rule") % len(rules)]
    asked, right, _ = _RULES[line.code]
    return Item(line.code, "execution", True, Line(asked, {"place": _place(page)}), right, line)


def _handing(page: Briefing) -> Item | None:
    """Ask who hands over to whom, or of a trip where it goes first."""
    if page.kind == TRIP:
        line = _line(page, "execution", "halt")
        first = line.values["place"]["name"] if line else ""
        return Item("destination", "execution", False, Line("destination", {}), first, line) if line else None
    if line := _line(page, "execution", "take"):
        ask = Line("giver", {"receiver": {"name": page.receivers[0]}})
        return Item("giver", "execution", False, ask, line.values["giver"]["name"], line)
    if line := _line(page, "execution", "give_each"):
        ask = Line("next", {"place": _place(page)})
        return Item("next", "execution", False, ask, str(line.values["line"]["id"]), line)
    return None


def _figures(page: Briefing) -> Item | None:
    """Ask how many pieces there are."""
    line = _line(page, "logistics", "pieces")
    if line is None or not line.values["pieces"]:
        return None
    ask = Line("pieces", {"place": _place(page)})
    return Item("pieces", "logistics", False, ask, str(line.values["pieces"]), line)


def _authority(page: Briefing) -> Item | None:
    """Ask who may open a box, or who may hold it; it is critical."""
    lines = [line for code in ("may_open", "may_hold") if (line := _line(page, "command", code))]
    if not lines:
        return None
    line = lines[_drawn(page.key, "authority") % len(lines)]
    asked = "open" if line.code == "may_open" else "hold"
    return Item(asked, "command", True, Line(asked, {}), "lawful", line)


def _place(page: Briefing) -> Value:
    return (
        {"name": page.receivers[0]}
        if page.kind == STORE
        else page.title.values.get("place", {"name": page.region})
    )


# Choices


def _with_choices(page: Briefing, item: Item, others: Iterable[Mapping[str, Item]]) -> Item:
    right = _right(item)
    wrong = {choice.code: choice for choice in _wrong(page, item, others) if choice.code != item.right}
    near = list(wrong.values())[:_WRONG]
    mixed = sorted([right, *near], key=lambda choice: _drawn(page.version, item.code, choice.code, "place"))
    return Item(item.code, item.section, item.critical, item.ask, item.right, item.line, tuple(mixed))


def _right(item: Item) -> Choice:
    if item.code.startswith("first-"):
        action = dict(item.line.values["actions"][0])
        action.pop("turn", None)
        return Choice(item.right, action)
    if item.code in _RULES:
        return Choice(item.right, _told(item.right))
    if item.code == "pieces":
        return Choice(item.right, int(item.right))
    if item.code in {"open", "hold"}:
        return Choice(item.right, item.line.values["lines"])
    if item.code == "next":
        return Choice(item.right, item.line.values["line"])
    return Choice(item.right, {"name": item.right})


def _wrong(page: Briefing, item: Item, others: Iterable[Mapping[str, Item]]) -> Iterator[Choice]:
    if item.code.startswith("first-"):
        yield from (Choice(code, _told(code)) for code in _ACTS_WRONG)
    elif item.code in _RULES:
        yield from (Choice(code, _told(code)) for code in _RULES[item.code][2])
    elif item.code == "pieces":
        yield from _other_numbers(item, others)
    elif item.code in {"open", "hold"}:
        yield from _unlawful(page)
    elif item.code == "next":
        yield from (Choice(office, {"name": office}) for office in _strangers(page))
    else:
        yield from _other_places(page, item, others)


def _other_numbers(item: Item, others: Iterable[Mapping[str, Item]]) -> Iterator[Choice]:
    """Yield what neighbours get, then what is a polling station more or less."""
    own = int(item.right)
    near = [int(other[item.code].right) for other in others if item.code in other]
    beside = (own + _APART, max(1, own - _APART), own + 2 * _APART)
    for number in dict.fromkeys((*near, *beside)):
        if number != own:
            yield Choice(str(number), number)


def _unlawful(page: Briefing) -> Iterator[Choice]:
    """Yield offices of the place that may not."""
    for office in _strangers(page)[:2]:
        yield Choice(office.partition(":")[0], {"name": office})
    yield Choice("anybody", {"id": "Siapa saja yang sedang menjaga", "en": "Whoever is on guard"})


def _other_places(page: Briefing, item: Item, others: Iterable[Mapping[str, Item]]) -> Iterator[Choice]:
    """Yield what is right elsewhere, then offices of this place."""
    for other in others:
        if item.code in other:
            yield Choice(other[item.code].right, {"name": other[item.code].right})
    if page.kind == TRIP:
        later = [line for line in page.section("execution").lines if line.code == "halt"][1:]
        places = [line.values["place"]["name"] for line in later]
        yield from (Choice(place, {"name": place}) for place in (*places, page.region))
    yield from (Choice(office, {"name": office}) for office in _strangers(page))


def _strangers(page: Briefing) -> list[str]:
    """Return offices of a page's place that hold nothing, in an order of its own."""
    level = min(level_of(page.region), Level.DESA)
    lines = sorted(_STRANGERS[level], key=lambda line: _drawn(page.key, line))
    return [f"{line}:{ancestor(page.region, level)}" for line in lines]


def _told(code: str) -> Value:
    return {"id": _DONE[code].id, "en": _DONE[code].en}


def _drawn(*parts: str) -> int:
    """Return a number that parts alone decide."""
    return int(digest("\x00".join(parts).encode())[:8], 16)
