"""Escorts and draws from the terminal: posts and grades in, a proposal out, draws bound and checked."""

import json

import pytest
from click.testing import CliRunner

from agreeing import agree
from example import JIPURAPAH, KABUPATEN, KLITIH, PLANDAAN, SUMBERJO, hour
from sepaham.cli import main

pytestmark = pytest.mark.database


@pytest.fixture
def escort(example_log, monkeypatch, tmp_path):
    """Run a command on the example's log; `escort(words..., code=0)` returns what it answered."""
    from django.conf import settings

    from sepaham.cli import draws
    from sepaham.cli import escort as room

    for module in (draws, room):
        monkeypatch.setattr(module, "with_instance", lambda _home: settings.INSTANCE)
    monkeypatch.chdir(tmp_path)

    def run(*words, code=0):
        done = CliRunner().invoke(main, ["escort", *words, "--json"])
        assert done.exit_code == code, (done.output, done.exc_info)
        return json.loads(done.stdout) if code < 2 else done.output

    return run


def written(tmp_path, name, *lines):
    (tmp_path / name).write_text("\n".join(lines))
    return name


def test_posts_and_grades_are_read_and_a_proposal_says_what_has_no_hour_yet(escort, tmp_path):
    file = written(tmp_path, "p.csv", "kantor,personel", f"polsek:{PLANDAAN},12", f"polres:{KABUPATEN},40")
    assert escort("posts", file) == {"posts": 2, "officers": 52}
    assert escort("posts", file) == {"posts": 2, "officers": 52}
    file = written(tmp_path, "g.csv", "wilayah,kerawanan", f"{JIPURAPAH},rawan", f"{JIPURAPAH}.001,khusus")
    assert escort("grades", file) == {"grades": 2}
    found = escort("propose", "--iterations", "100")
    assert (found["without_hours"], found["duties"], found["open"]) == (found["jobs"], 0, [])


def test_a_row_that_is_wrong_ends_with_a_sentence(escort, tmp_path):
    assert "Row 2, kantor" in escort("posts", written(tmp_path, "p.csv", "kantor,personel", "x,1"), code=2)


@pytest.fixture
def bound(escort, tmp_path):
    values = written(tmp_path, "v.csv", "wilayah,nilai", f"{JIPURAPAH},60", f"{KLITIH},30", f"{SUMBERJO},5")
    words = ("--name", "patroli", "--values", values, "--units", "1", "--round", "26 malam", "--round", "27")
    return escort("draw", "d.json", *words)


def test_a_draw_is_bound_issued_and_drawn_again_by_whoever_checks(escort, bound, tmp_path):
    assert bound == {"draw": "patroli", "places": 3, "units": 1, "rounds": 2, "file": "d.json"}
    assert (tmp_path / "d.json.seed").stat().st_mode & 0o077 == 0
    assert escort("verify", "d.json")["rounds"] == {}
    first = escort("issue", "d.json", "--round", "1")
    assert escort("issue", "d.json", "--round", "1") == first
    (tmp_path / "said.json").write_text(json.dumps(first))
    found = escort("verify", "d.json", "--issued", "said.json")
    assert found["holds"]
    assert found["rounds"] == {"26 malam": first["places"]}
    assert sum(found["shares"].values()) == pytest.approx(1)


def test_what_was_changed_or_made_up_since_is_found(escort, bound, tmp_path):
    first = escort("issue", "d.json", "--round", "1")
    other = next(p for p in (JIPURAPAH, KLITIH, SUMBERJO) if p not in first["places"])
    (tmp_path / "said.json").write_text(json.dumps({**first, "places": [other]}))
    assert escort("verify", "d.json", "--issued", "said.json", code=1)["faults"] == ["round 1: places"]
    text = (tmp_path / "d.json").read_text()
    (tmp_path / "d.json").write_text(text.replace('"floor":50', '"floor":0'))
    assert escort("verify", "d.json", code=1)["faults"] == ["inputs"]
    assert "draw.differs" in escort("issue", "d.json", "--round", "2", code=2)


def test_what_others_state_of_a_draw_afterwards_changes_nothing_of_it(escort, bound, phones, keep):
    first = escort("issue", "d.json", "--round", "1")
    kpu, early = phones[f"kpu:{KABUPATEN}"], hour("20 12:00")
    promise = {"draw": "patroli", "inputs": "0" * 64, "seed": "0" * 64, "rounds": 2, "places": 1}
    shown = {"draw": "patroli", "round": 1, "seed": "0" * 64}
    for kind, body in (("draw.commit", promise), ("draw.reveal", shown)):
        assert keep(kpu.sign(kpu.voice.say(kind, KABUPATEN, early, body)))
    found = escort("verify", "d.json")
    assert found["faults"] == []
    assert found["rounds"] == {"26 malam": first["places"]}


@pytest.mark.parametrize(
    ("words", "code"),
    [
        (("issue", "d.json", "--round", "9"), "draw.round"),
        (("issue", "v.csv", "--round", "1"), "draw.file"),
        (("verify", "v.csv"), "draw.file"),
        (("draw", "d.json", "--name", "x", "--values", "v.csv", "--units", "1", "--round", "1"), "draw.file"),
        (
            ("draw", "e.json", "--name", "patroli", "--values", "v.csv", "--units", "1", "--round", "1"),
            "draw.twice",
        ),
        (
            (
                "draw",
                "e.json",
                "--name",
                "z",
                "--values",
                "v.csv",
                "--units",
                "1",
                "--round",
                "1",
                "--floor",
                "0.9",
            ),
            "coverage.floor",
        ),
    ],
)
def test_a_refusal_leaves_no_file_and_says_its_code(escort, bound, tmp_path, words, code):
    assert code in escort(*words, code=2)
    assert not (tmp_path / "e.json").exists()


def test_the_shares_of_a_draw_come_from_agreed_cells_and_a_dissent_gives_none(escort, keep, gateway, phones):
    words = ("--name", "a", "--from-agreed", "--units", "1", "--round", "1", "--floor", "0.05")
    assert "draw.agreed" in escort("draw", "a.json", *words, code=2)
    assert "draw.values" in escort("draw", "a.json", *words, "--values", __file__, code=2)
    agree(keep, gateway, phones, f"flood@{KLITIH}", outcome="dissent", code="r0")
    assert "draw.agreed" in escort("draw", "a.json", *words, code=2)
    agree(keep, gateway, phones, f"flood@{PLANDAAN}")
    assert escort("draw", "a.json", *words)["agreed_cells"] == 1
    shares = escort("verify", "a.json")["shares"]
    assert shares[JIPURAPAH] > shares[KLITIH] > shares[SUMBERJO] == 0.05
