"""What an office owes, gathered and in order; and what the table of authority says of its line in words."""

from example import PLANDAAN, hour
from sepaham.domain.position import NEXT, NOW, WANTED, Duty, soonest, tasks, wanted
from sepaham.domain.register import LINES
from sepaham.domain.rights import ACTS, rights
from sepaham.domain.sentences import KIND_NAMES
from sepaham.gateways.library import authority

KPU, BAWASLU = "kpu:35.17", "bawaslu:35.17"
FIRST, LATER = hour("25 06:00"), hour("26 06:00")


def test_duties_are_gathered_by_kind_the_heaviest_kind_and_the_earliest_of_it_first():
    duties = [
        Duty("rate", BAWASLU, PLANDAAN, "r1/1", LATER),
        Duty("receive", KPU, PLANDAAN, "b", LATER),
        Duty("receive", KPU, PLANDAAN, "a", FIRST),
        Duty("receive", KPU, PLANDAAN, "c", LATER, now=False),
    ]
    received, rated = tasks(duties, now=True)
    assert (received.code, received.number, received.about, received.due) == ("receive", 2, "a", FIRST)
    assert rated.code == "rate"
    (coming,) = tasks(duties, now=False)
    assert (coming.number, coming.about) == (1, "c")


def test_each_office_that_waits_is_told_once_for_each_thing():
    duties = [
        Duty("receive", KPU, PLANDAAN, "a", LATER),
        Duty("receive", KPU, PLANDAAN, "b", FIRST, now=False),
        Duty("rate", BAWASLU, PLANDAAN),
        Duty("close", "", PLANDAAN),
    ]
    assert [(one.who, one.code, one.number, one.due) for one in wanted(duties)] == [
        (KPU, "receive", 2, FIRST),
        (BAWASLU, "rate", 1, None),
    ]


def test_what_has_an_hour_comes_before_what_has_none():
    found = tasks(
        [Duty("promise", KPU, PLANDAAN, now=False), Duty("night", KPU, PLANDAAN, due=LATER, now=False)],
        now=False,
    )
    assert soonest(found).code == "night"
    assert soonest(()) is None


def test_every_task_that_comes_next_or_is_waited_for_has_a_name_among_those_of_now():
    assert set(NEXT) | set(WANTED) <= set(NOW)


def test_every_act_and_kind_of_the_shipped_table_is_called_something():
    table = authority()
    assert {row.act for row in table.rows} <= set(ACTS)
    kinds = {kind for row in table.rows for kind in row.kinds} - {"transcribe"}
    assert kinds <= set(KIND_NAMES)


def test_a_line_is_told_what_it_may_and_never_may_with_the_source():
    table = authority()
    (never,) = [r for r in rights(table, "ptps", answer="never") if r.act.id == "Memegang barang"]
    assert "menyerahkan" in {kind.id for kind in never.kinds}
    assert "Perbawaslu" in never.source
    held = next(right for right in rights(table, "ppk") if right.act.id == "Memegang barang")
    assert held.conditions[0].id == "bila disebut daftar muatan sebagai pihak"
    assert all(right.source for line in LINES for right in rights(table, line))
