"""Which instance a command works on; each command in a process of its own, as Django is made ready once."""

import json
import os
import sqlite3
import subprocess
import sys
from contextlib import closing

import pytest

from sepaham.cli.run import InstanceError, instance_has_log, make_current
from sepaham.gateways.home import Home, Instance

ROWS = "kode,no_tps,dpt\n35.17.15.2001,1,500\n35.17.15.2004,1,600\n"


def sepaham(home, *arguments):
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("SEPAHAM_", "DJANGO_"))}
    done = subprocess.run(
        [sys.executable, "-m", "sepaham", *map(str, arguments), "--home", str(home), "--json"],
        env={**kept, "LC_ALL": "C.UTF-8"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.stdout, done.stderr
    return done.returncode, json.loads(done.stdout), done.stderr


def stations(home, instance):
    with closing(sqlite3.connect(Home(home).instance(instance).database)) as store:
        (count,) = store.execute("SELECT COUNT(*) FROM records_pollingstation").fetchone()
        return count


def test_an_import_leaves_the_register_of_an_open_log_alone(tmp_path):
    home, file = tmp_path / "home", tmp_path / "daftar.csv"
    file.write_text(ROWS)
    code, value, told = sepaham(home, "register", "import", file)
    assert (code, value["instance"], value["made_current"]) == (0, "register", False), told
    assert sepaham(home, "log", "open")[0] == 0
    file.write_text(ROWS + "x,1,5\n")
    code, value, _ = sepaham(home, "register", "import", file)
    assert (code, value["outcome"], value["made_current"]) == (1, "refused", False)
    assert Home(home).current().name == "register"
    file.write_text(ROWS + "35.17.15.2005,1,500\n")
    code, value, told = sepaham(home, "register", "import", file)
    assert (code, value["instance"], value["made_current"]) == (0, "register-2", True)
    assert "register-2" in told
    assert Home(home).current().name == "register-2"
    assert (stations(home, "register"), stations(home, "register-2")) == (2, 3)
    code, value, _ = sepaham(home, "register", "import", file)
    assert (value["instance"], value["made_current"]) == ("register-2", False)


def test_an_instance_has_a_log_once_one_is_open(tmp_path):
    instance = Instance(tmp_path)
    assert not instance_has_log(instance)
    with closing(sqlite3.connect(instance.database)) as store:
        store.execute("PRAGMA journal_mode=WAL")
        assert not instance_has_log(instance)
        store.execute("CREATE TABLE log (id INTEGER)")
        assert not instance_has_log(instance)
        store.execute("INSERT INTO log VALUES (1)")
        store.commit()
        assert instance_has_log(instance)
    assert instance_has_log(instance)


def test_an_instance_that_cannot_be_read_is_not_taken_for_an_empty_one(tmp_path):
    instance = Instance(tmp_path)
    instance.database.write_bytes(b"no database" * 500)
    with pytest.raises(InstanceError, match="cannot be read"):
        instance_has_log(instance)


def test_making_an_instance_current_says_whether_another_was(tmp_path):
    home = Home(tmp_path)
    first, second = home.create("one"), home.create("two")
    assert make_current(tmp_path, first)
    assert not make_current(tmp_path, first)
    assert home.current() == first != second
