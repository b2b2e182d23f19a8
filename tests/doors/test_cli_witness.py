"""``sepaham witness`` and who matches a log, as it is typed; in processes of their own."""

import json
import os
import subprocess
import sys

import pytest

from sepaham.crypto.keys import Ed25519Signer
from sepaham.ledger.note import NoteKey, parse_vkey
from sepaham.ledger.policy import KnownLog, parse_policy, policy_of

ROWS = "kode,no_tps,dpt\n35.17.15.2001,1,500\n35.17.15.2004,1,600\n35.17.15.2004,2,600\n"


def sepaham(*words):
    return subprocess.run(
        [sys.executable, "-m", "sepaham", *map(str, words)],
        env={k: v for k, v in os.environ.items() if not k.startswith(("SEPAHAM", "DJANGO"))},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def test_a_witness_is_made_once_and_shows_its_key(tmp_path):
    made = sepaham("witness", "--state", tmp_path / "w", "--new", "--name", "bawaslu.jombang")
    assert parse_vkey(made.stdout.strip()).name == "bawaslu.jombang"
    assert sepaham("witness", "--state", tmp_path / "w").stdout == made.stdout
    again = sepaham("witness", "--state", tmp_path / "w", "--new", "--name", "another")
    assert (again.returncode, "witness.exists" in again.stderr) == (2, True)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ([], "witness.absent"),
        (["--new"], "--name"),
        (["--new", "--name", "two words"], "note.name"),
        (["--listen", "127.0.0.1:0"], "--policy"),
    ],
)
def test_what_cannot_be_done_is_said(tmp_path, words, said):
    done = sepaham("witness", "--state", tmp_path / "w", *words)
    assert (done.returncode, said in done.stderr) == (2, True), done.stderr


def test_one_that_looks_by_itself_says_when_nobody_answers(tmp_path):
    log = NoteKey("sepaham/35.17/2024-11-27/REAL", Ed25519Signer.generate().public)
    (tmp_path / "policy.txt").write_bytes(policy_of(logs=[KnownLog(log)], witnesses=[]).to_bytes())
    words = ("--policy", tmp_path / "policy.txt", "--pull", "http://127.0.0.1:1", "--once")
    done = sepaham("witness", "--state", tmp_path / "w", "--new", "--name", "bawaslu.jombang", *words)
    assert (done.returncode, "witness.unreachable" in done.stderr) == (2, True)
    assert "does not name this witness yet" in done.stderr


def test_it_needs_neither_django_nor_a_database(tmp_path):
    words = ["witness", "--state", str(tmp_path / "w"), "--new", "--name", "a"]
    told = (
        f"import sys; from sepaham.cli import main; main({words!r}, standalone_mode=False); "
        "print(sorted(m for m in ('django', 'httpx', 'sepaham.records') if m in sys.modules))"
    )
    done = subprocess.run([sys.executable, "-c", told], capture_output=True, text=True, check=True)
    assert done.stdout.endswith("[]\n")


def test_the_operator_says_who_matches_and_hands_out_the_policy(tmp_path):
    home = ("--home", tmp_path / "home")
    (tmp_path / "daftar.csv").write_text(ROWS)
    for words in (("register", "import", tmp_path / "daftar.csv"), ("log", "open", "--drill")):
        assert sepaham(*words, *home).returncode == 0
    plain = parse_policy(sepaham("log", "policy", *home).stdout.encode())
    assert (len(plain.logs), plain.needed) == (1, 0)
    keys = {
        name: sepaham(
            "witness", "--state", tmp_path / name, "--new", "--name", f"{name}.jombang"
        ).stdout.strip()
        for name in ("bawaslu", "polres")
    }
    added = [word for name, key in keys.items() for word in ("--add", name, key)]
    told = sepaham("log", "policy", *added, "--at", "polres", "http://10.0.0.7:8100", *home)
    found = parse_policy(told.stdout.encode())
    assert ([one.name for one in found.witnesses], found.needed) == (["bawaslu", "polres"], 2)
    assert found.witnesses[1].url == "http://10.0.0.7:8100"
    assert sepaham("log", "policy", *home).stdout == told.stdout
    assert "cosign.witness" in sepaham("log", "policy", "--remove", "kodim", *home).stderr


def test_the_demo_is_matched_by_processes_that_stop_and_start_again(tmp_path):
    """It waits ten seconds on purpose: for so long a head may be without its cosignatures."""
    (tmp_path / "daftar.csv").write_text(ROWS)
    words = ("demo", "--check", "--json", "--register", tmp_path / "daftar.csv", "--home", tmp_path / "home")
    done = sepaham(*words, "--witnesses", 5, "--stop-witnesses", 2, "--restart")
    assert done.stdout, done.stderr
    result = json.loads(done.stdout)
    assert (result["witnessed"], result["quorum"], result["matched"]) == (True, "4 of 5", "5 of 5")
    assert [one["state"] for one in result["transitions"]][:3] == ["witnessed", "not yet", "witnessed"]
    missing = result["transitions"][1]["missing"]
    assert set(missing) == {"pemkab", "kejari"}
    assert result["rebuilt_equals_live"]


def test_a_demo_cannot_stop_witnesses_it_does_not_have():
    assert "--witnesses" in sepaham("demo", "--check", "--stop-witnesses", 2).stderr
