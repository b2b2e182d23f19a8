"""What institutions do about what they agreed or not: meet, propose, answer, commit, do, confirm."""

import random
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sepaham.domain.base import write_instant
from sepaham.domain.cells import region_in, threat_in
from sepaham.domain.disagreement import agenda
from sepaham.domain.endings import END
from sepaham.domain.rounds import cell_of
from sepaham.domain.statement import Source
from sepaham.domain.threats import Barrier, Threats
from sepaham.simulator.deeds import Diary
from sepaham.simulator.opinions import ASKED
from sepaham.simulator.scene import Scene
from sepaham.simulator.understanding import CODE, ENDS, MEETING, Table, apart, assess
from sepaham.simulator.understanding_lists import list_places

RAKOR, LOCAL = "rakor-1", "rakor-2"
"""The codes of the meeting at the kabupaten and of the one in the kecamatan that stands apart."""
ABSENT = "dishub"
"""Who is invited to the meeting at the kabupaten and does not come."""
FILED, PROPOSED, ANSWERED, DUE = ENDS, ENDS + 1, ENDS + 2, -7
LOCAL_CALLED, LOCAL_HELD = -8, -7
_MOST_INVITED = 60


@dataclass(frozen=True, slots=True)
class Wish:
    """
    What an owner of means is asked for, and what comes of it.

    Attributes:
        threat: Under which threat.
        barrier: For which barrier; its owner is asked.
        answer: ``accept``, ``less``, ``decline``, '' for none.
        ends: What becomes of the commitment: ``on_time``, ``late``, ``declared``, ``expired``.
        amount, given: How many are asked for and given; 0 where nothing is counted.
        reason: Why less or nothing is given.
    """

    threat: str
    barrier: str
    answer: str
    ends: str = ""
    amount: int = 0
    given: int = 0
    reason: str = ""


WISHES = (
    Wish("theft", "escort", "accept", "on_time", 2, 2),
    Wish("crowd", "standby-police", "less", "late", 6, 3, "few_officers"),
    Wish("theft", "escort", "decline", amount=4, reason="other_duty"),
    Wish("crowd", "escort", "", amount=4),
    Wish("flood", "flood-watch", "accept", "on_time"),
    Wish("flood", "high-vehicle", "accept", "late", 1, 1),
    Wish("intruder", "night-guard", "accept", "declared", 2, 2),
    Wish("cut-off", "road-survey", "accept", "expired"),
    Wish("cut-off", "hard-vehicle", "", amount=1),
)
_DONE: Mapping[str, tuple[int, int]] = {"on_time": (-8, 9), "late": (-7, 20), "declared": (-8, 10)}
_CONFIRMED: Mapping[str, tuple[int, int]] = {"on_time": (-8, 16), "late": (-6, 9)}
"""The day and local hour at which commitments are said to be done, and are confirmed."""


def understand(scene: Scene, diary: Diary, threats: Threats, seed: int) -> Mapping[str, bytes]:
    """
    Let institutions come to one understanding, in a diary whose days are written.

    Args:
        scene: Where.
        diary: What they state is written into it.
        threats: The catalogue by which they rate.
        seed: The chance of it, apart from that of the days.

    Returns:
        The files that statements name, by their hash.
    """
    table = Table(scene, diary, threats, random.Random(f"understanding {seed}"))  # noqa: S311  repeatable
    list_places(table)
    assess(table, between=meet)
    follow(table)
    return table.files


def meet(table: Table) -> None:
    """Hold the meeting on what the first round left open: called, attended, noted."""
    first = table.rounds()[0]
    cells = [cell_of(first, cell, stations=table.stations(region_in(cell))) for cell in first.cells]
    found = agenda(cells=cells)
    chosen = [cell.key for cell in (*found.cells, *found.named)]
    areas = list(dict.fromkeys(map(region_in, chosen)))
    locals_ = [table.office("camat", area) for area in areas]
    invited = [*(table.office(line) for line in ASKED), *locals_][:_MOST_INVITED]
    starts = table.at(MEETING, 9)
    body = {"rakor": RAKOR, "starts": write_instant(starts), "place": "Aula Bawaslu (contoh)"}
    asked = {"agenda": chosen, "offices": invited, "round": CODE}
    table.say(table.host, "rakor.call", table.at(MEETING - 2, 15), {**body, **asked}, about=RAKOR)
    for turn, line in enumerate(ASKED):
        if line != ABSENT and (line != "kpu" or table.kpu_speaks):
            _attend(table, table.office(line), RAKOR, starts + timedelta(minutes=turn), 2)
    copied = locals_ if table.kpu_speaks else [table.office("kpu"), *locals_]
    for turn, office in enumerate(copied[:-1]):
        _attend(table, office, RAKOR, starts + timedelta(minutes=30 + turn), 1, by=table.host)
    for turn, cell in enumerate(chosen[:2]):
        note = f"Contoh: {table.name(region_in(cell))} dibahas; lembaga menyampaikan buktinya."
        at = starts + timedelta(minutes=50 + 10 * turn)
        table.say(table.host, "rakor.note", at, {"rakor": RAKOR, "note": note, "cell": cell}, about=cell)


def _attend(table: Table, office: str, rakor: str, at: datetime, persons: int, *, by: str = "") -> None:
    """Let an office say that it came, or somebody copy its name from the paper list."""
    body: dict[str, Any] = {"rakor": rakor, "persons": persons}
    region = office.partition(":")[2] if by else table.seat(rakor, office)
    if by:
        body["of"] = {"office": office, "source": Source.PAPER.value}
    table.say(by or office, "rakor.attend", at, body, about=f"{rakor} {office}", region=region)


def follow(table: Table) -> None:
    """Let what was agreed, and the worse case of what was not, become proposals, answers and deeds."""
    for turn, wish in enumerate(WISHES, 1):
        _propose(table, wish, turn)
    _meet_locally(table)


def _propose(table: Table, wish: Wish, turn: int) -> None:
    barrier = next(b for b in table.threats.threats[wish.threat].barriers if b.code == wish.barrier)
    cell = _cell(table, wish.threat, turn)
    if not cell:
        return
    asks = table.office("kpu") if table.kpu_speaks else table.host
    owner, code = table.office(barrier.owner), f"usul-{turn}"
    body: dict[str, Any] = {
        "proposal": code,
        "cell": cell,
        "to": owner,
        "barrier": barrier.code,
        "what": _what(barrier),
    }
    body |= {"due": write_instant(table.at(DUE, 17)), **({"amount": wish.amount} if wish.amount else {})}
    at = table.at(PROPOSED, 13, turn)
    table.say(asks, "means.propose", at, body, about=code, region=region_in(cell))
    if not wish.answer:
        return
    told: dict[str, Any] = {"proposal": code, "answer": wish.answer}
    told |= {"amount": wish.given} if wish.given else {}
    told |= (
        {"reason": wish.reason, "note": "Contoh: personel terbagi ke wilayah lain."} if wish.reason else {}
    )
    answered = table.at(ANSWERED, 9, 5 * turn)
    table.say(owner, "means.answer", answered, told, about=code, region=region_in(cell))
    if wish.ends:
        _commit(table, wish, body, answered)


def _commit(table: Table, wish: Wish, asked: Mapping[str, Any], at: datetime) -> None:
    """Let the owner commit itself, and what becomes of that."""
    owner, cell, code = str(asked["to"]), str(asked["cell"]), f"janji-{asked['proposal']}"
    region = region_in(cell)
    checks = table.office("ppk" if table.kpu_speaks else "panwascam", region)
    body = {"commitment": code, "what": asked["what"], "due": asked["due"], "confirms": checks}
    more = {"cell": cell, "barrier": asked["barrier"], "proposal": asked["proposal"]}
    table.say(
        owner, "commitment.make", at + timedelta(minutes=1), {**body, **more}, about=code, region=region
    )
    if wish.ends in _DONE:
        done = {"commitment": code, "note": "Contoh: sudah disiapkan."}
        table.say(owner, "commitment.done", table.at(*_DONE[wish.ends]), done, about=code, region=region)
    if wish.ends in _CONFIRMED:
        seen = {"commitment": code, "answer": "done"}
        when = table.at(*_CONFIRMED[wish.ends])
        table.say(checks, "commitment.confirm", when, seen, about=code, region=region)


def _what(barrier: Barrier) -> str:
    return f"Contoh: {barrier.text.id}"


def _cell(table: Table, threat: str, turn: int) -> str:
    """Return the cell to ask for: of the dissent first, else a likely one, each time another."""
    ends = [fact.body for fact in table.of(END) if threat_in(fact.body["cell"]) == threat]
    ranked = sorted(ends, key=lambda b: (b["outcome"] == "agreed", -b["likelihood"], -b["impact"], b["cell"]))
    return str(ranked[turn % min(3, len(ranked))]["cell"]) if ranked else ""


def _meet_locally(table: Table) -> None:
    """Hold a meeting in the kecamatan that stands apart, called by its Panwascam."""
    area = apart(table.scene)
    host = table.office("panwascam", area)
    lines = ("camat", "polsek", "koramil", *(("ppk",) if table.kpu_speaks else ()))
    cells = [fact.body["cell"] for fact in table.of(END) if region_in(fact.body["cell"]) == area]
    starts = table.at(LOCAL_HELD, 9)
    body = {"rakor": LOCAL, "starts": write_instant(starts), "place": "Pendopo kecamatan (contoh)"}
    invited = [table.office(line, area) for line in lines]
    whole = {**body, "agenda": cells, "offices": invited}
    table.say(host, "rakor.call", table.at(LOCAL_CALLED, 17), whole, about=LOCAL, region=area)
    for turn, office in enumerate(invited[:-1]):
        _attend(table, office, LOCAL, starts + timedelta(minutes=turn), 1)
