"""Every sentence of the desk is there in both languages, and nothing is said outside the words."""

import ast
import re
from pathlib import Path
from string import Formatter

import pytest
from django.template import Context, Template
from django.utils import translation
from visible import read

import sepaham.web
from example import PLANDAAN, hour
from sepaham.web import words
from sepaham.web.present import audit, picture, states, unit

WEB = Path(sepaham.web.__file__).parent
TEMPLATES = sorted((WEB / "templates").rglob("*.html"))
NOON = hour("26 12:00")


def said_in_templates():
    return {text for path in TEMPLATES for text in re.findall(r'\{% say "([^"]*)"', path.read_text())}


def nodes_of_code():
    for path in WEB.rglob("*.py"):
        if "words" not in path.parts:
            yield from ast.walk(ast.parse(path.read_text()))


def constants_in_code():
    return {n.value for n in nodes_of_code() if isinstance(n, ast.Constant) and isinstance(n.value, str)}


def said_in_tables():
    tables = (unit.STEPS, unit.VERBS, unit.OFF, unit.WHERE, picture.BELOW, audit.WHAT)
    return {text for table in tables for text in table.values()} | {word for _, word in states.SIGNS.values()}


def said_in_code():
    """Return what `say(...)` and a form's `refuse(...)` are given by the letter."""
    calls = (node for node in nodes_of_code() if isinstance(node, ast.Call) and node.args)
    told = (
        c.args[0] for c in calls if getattr(c.func, "id", getattr(c.func, "attr", "")) in {"say", "refuse"}
    )
    return {one.value for one in told if isinstance(one, ast.Constant) and isinstance(one.value, str)}


def test_every_sentence_of_the_desk_has_an_english_twin_with_the_same_places():
    missing = (said_in_templates() | said_in_tables() | said_in_code()) - words.ENGLISH.keys()
    assert missing == set()
    for indonesian, english in words.ENGLISH.items():
        places = [{name for _, name, *_ in Formatter().parse(text) if name} for text in (indonesian, english)]
        assert places[0] == places[1], indonesian


def test_every_twin_is_used():
    assert words.ENGLISH.keys() - (said_in_templates() | constants_in_code()) == set()


def test_rooms_that_say_the_same_say_it_to_one_twin():
    for room in words.ROOMS:
        for indonesian, english in room.ENGLISH.items():
            assert words.ENGLISH[indonesian] == english, f"{room.__name__}: {indonesian}"


def test_every_room_of_words_is_open():
    rooms = {path.stem for path in (WEB / "words").glob("*.py")} - {"__init__"}
    assert rooms == {room.__name__.rpartition(".")[2] for room in words.ROOMS}


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: str(path.relative_to(WEB / "templates")))
def test_no_page_says_anything_outside_the_words(path):
    bare = re.sub(r"\{%.*?%\}|\{\{.*?\}\}", "", path.read_text(), flags=re.DOTALL)
    same_in_both = {"Sepaham", "ID", "EN", "Bahasa Indonesia", "English"}
    same_in_both |= {"· Sepaham", "sepaham demo", "sepaham register import FILE", "sepaham log open"}
    page = read(bare)
    told = {text.strip() for text in page.texts if re.search("[a-z]", text, re.IGNORECASE)}
    assert told <= same_in_both
    assert not page.styles
    assert not page.scripts


def drawn(template, language="id", **values):
    with translation.override(language):
        return Template(template).render(Context(values))


def test_tags_write_hours_numbers_and_shapes_as_the_house_does():
    assert drawn("{{ n|number }}", n=1942) == "1.942"
    assert drawn("{{ n|number }}", "en", n=1942) == "1,942"
    assert "Sel 26 Nov 2024 12.00 WIB</time>" in drawn("{% moment at region %}", at=NOON, region=PLANDAAN)
    assert (
        drawn("{% window a b r %}", a=NOON, b=hour("26 21:00"), r=PLANDAAN)
        == "Sel 26 Nov 2024 12.00–21.00 WIB"
    )
    over = drawn("{% window a b r %}", "en", a=NOON, b=hour("27 06:00"), r=PLANDAAN)
    assert over == "Tue 26 Nov 2024 12:00 – Wed 27 Nov 2024 06:00 WIB"
    assert '<span class="vh">serious </span>' in drawn("{% shape 'serious' %}", "en")


def test_what_a_value_holds_is_text_and_never_markup():
    assert "&lt;b&gt;" in drawn(
        '{% say "Kode {code} salah ketik: dua karakter pemeriksa di ujungnya tidak cocok." code=x %}', x="<b>"
    )
