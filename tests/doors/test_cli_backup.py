"""A backup is put back only where its log continues what was seen; else it is a fork, and called one."""

import json
import os
import subprocess
import sys

import pytest


def sepaham(*words):
    own = {"DJANGO_SETTINGS_MODULE", "SEPAHAM_INSTANCE", "SEPAHAM_DATABASE_URL"}
    done = subprocess.run(
        [sys.executable, "-m", "sepaham", *map(str, words)],
        check=False,
        capture_output=True,
        text=True,
        env={name: value for name, value in os.environ.items() if name not in own},
    )
    return done.returncode, done.stdout, done.stderr


@pytest.fixture(scope="module")
def homes(tmp_path_factory):
    """A home with an open log, a backup of it, and a log that then went on; made once, by the command."""
    place = tmp_path_factory.mktemp("backup")
    home = place / "home"
    csv = place / "register.csv"
    csv.write_text("kode_desa;tps_total\n35.17.15.2004;2\n")
    example = ("--profile", "pilkada-2024", "--assume-voters", 500, "--home", home)
    assert sepaham("register", "import", csv, *example)[0] == 0
    assert sepaham("log", "open", "--home", home)[0] == 0
    assert sepaham("export", "--to", place / "seen-before.sepaham", "--home", home)[0] == 0
    assert sepaham("backup", "--to", place / "one.backup", "--home", home)[0] == 0
    assert sepaham("key", "announce", "--home", home)[0] == 0  # the log grows by a statement
    assert sepaham("export", "--to", place / "seen-after.sepaham", "--home", home)[0] == 0
    assert sepaham("backup", "--to", place / "two.backup", "--home", home)[0] == 0
    return place


def test_a_backup_that_holds_all_that_was_seen_is_put_back(homes, tmp_path):
    after = homes / "seen-after.sepaham"
    code, out, err = sepaham("restore", homes / "two.backup", "--home", tmp_path, "--seen", after, "--json")
    assert code == 0, err
    told = json.loads(out)
    assert told["continues"] == ["seen-after.sepaham"]
    assert not told["fork"]
    assert sepaham("rebuild", "--home", tmp_path)[0] == 0


def test_an_older_state_is_refused_and_only_put_back_as_a_fork(homes, tmp_path):
    after = homes / "seen-after.sepaham"
    asked = ("restore", homes / "one.backup", "--home", tmp_path, "--seen", after)
    code, _, err = sepaham(*asked)
    assert code == 2
    assert "restore.older" in err
    assert not (tmp_path / "current").exists()
    code, out, _ = sepaham(*asked, "--accept-fork", "--json")
    assert code == 0
    assert json.loads(out)["fork"]


def test_the_instance_that_is_there_counts_as_having_seen_its_own_log(homes):
    code, _, err = sepaham("restore", homes / "one.backup", "--home", homes / "home")
    assert code == 2
    assert "restore.older" in err


def test_a_flipped_byte_is_found_before_anything_is_put_back(homes, tmp_path):
    raw = bytearray((homes / "two.backup").read_bytes())
    raw[len(raw) // 2] ^= 1
    (tmp_path / "bad.backup").write_bytes(raw)
    code, _, err = sepaham("restore", tmp_path / "bad.backup", "--home", tmp_path / "home")
    assert code == 2
    assert "part database" in err
    assert not (tmp_path / "home" / "current").exists()


@pytest.mark.parametrize("name", ["../out", "/out", "a/b", "..", ""])
def test_a_backup_cannot_name_a_file_outside_the_folder_of_secrets(name):
    from sepaham.gateways.backup import BackupError, read_backup
    from sepaham.ledger import archive

    about = json.dumps({"format": "sepaham/backup/1", "name": "x"}).encode()
    parts = [("about", about), ("database", b""), (f"secrets/{name}", b"x")]
    with pytest.raises(BackupError):
        read_backup(b"".join(archive.write(parts)))


def test_only_its_owner_may_read_a_backup(homes):
    assert (homes / "one.backup").stat().st_mode & 0o077 == 0


@pytest.mark.database
def test_every_page_of_a_fork_says_that_it_is_one(example_log, sign_in, settings):
    browser = sign_in("kpu:35.17")
    assert "CABANG" not in browser.get("/picture").content.decode()
    (settings.INSTANCE.path).mkdir(parents=True, exist_ok=True)
    file = settings.INSTANCE.path / "fork.json"
    file.write_text('{"size": 3, "seen": []}')
    try:
        told = browser.get("/picture").content.decode()
    finally:
        file.unlink()
    assert "CABANG: dipulihkan sampai entri 3" in told
