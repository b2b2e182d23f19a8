"""The served app: a shell for everybody, files kept by their hash, its own policy, its version in the log."""

import json

import pytest
from click.testing import CliRunner
from django.conf import settings
from django.test import Client

from example import ORIGIN
from sepaham.cli import log as door
from sepaham.cli import main
from sepaham.cli.serve import tell_which_app
from sepaham.domain.base import canonical_json, digest
from sepaham.gateways import phone
from sepaham.gateways.phone import Build, build_of
from sepaham.records import foundations
from sepaham.records.log import Statement, blob
from sepaham.web import field

pytestmark = [pytest.mark.database, pytest.mark.django_db]
FILES = {
    "index.html": b'<!doctype html><script type="module" src="/field/assets/a-1.js"></script>',
    "sw.js": b"self.oninstall = () => {}",
    "manifest.webmanifest": b"{}",
    "assets/a-1.js": b"export {}",
    "assets/z-1.wasm": b"\0asm",
}


@pytest.fixture
def built(monkeypatch):
    """A build to hand out."""
    found = build_of(FILES)
    monkeypatch.setattr(field, "build", lambda: found)
    return found


def test_anybody_gets_the_shell_and_it_holds_no_data(built):
    answer = Client().get("/field/")
    assert (answer.status_code, answer.content) == (200, FILES["index.html"])
    assert answer["Content-Type"].startswith("text/html")
    assert "Set-Cookie" not in answer


def test_its_policy_lets_a_decoder_run_and_nothing_from_elsewhere(built):
    policy = Client().get("/field/")["Content-Security-Policy"]
    for part in ("script-src 'self' 'wasm-unsafe-eval'", "connect-src 'self'", "img-src 'self' blob: data:"):
        assert part in policy
    assert "unsafe-inline" not in policy
    assert Client().get("/field/")["Permissions-Policy"].startswith("camera=(self), geolocation=(self)")


@pytest.mark.parametrize(
    ("path", "kind", "cache"),
    [
        ("", "text/html", "no-cache"),
        ("sw.js", "text/javascript", "no-cache"),
        ("manifest.webmanifest", "application/manifest+json", "no-cache"),
        ("version.json", "application/json", "no-cache"),
        ("assets/a-1.js", "text/javascript", "public, max-age=31536000, immutable"),
        ("assets/z-1.wasm", "application/wasm", "public, max-age=31536000, immutable"),
    ],
)
def test_files_are_kept_by_their_hash_and_the_rest_is_asked_for_each_time(built, path, kind, cache):
    answer = Client().get(f"/field/{path}")
    assert answer["Content-Type"].partition(";")[0] == kind
    assert answer["Cache-Control"] == cache


def test_its_worker_may_serve_the_whole_app(built):
    assert Client().get("/field/sw.js")["Service-Worker-Allowed"] == "/field/"


@pytest.mark.parametrize("path", ["none.js", "../sepaham.css", "assets/", "assets/../sw.js"])
def test_what_is_no_file_of_it_is_not_found(built, path):
    assert Client().get(f"/field/{path}").status_code == 404


def test_without_a_build_there_is_no_app(monkeypatch):
    monkeypatch.setattr(field, "build", lambda: build_of({}))
    assert Client().get("/field/").status_code == 404
    assert Client().get("/field/version.json").status_code == 404


def test_its_version_is_the_hash_over_every_file(built):
    told = Client().get("/field/version.json").json()
    hashes = {path: digest(data) for path, data in FILES.items()}
    assert told == {"version": built.version, "files": hashes}
    assert built.version == digest(canonical_json({"files": hashes, "format": "sepaham/phone/1"}))
    assert build_of({**FILES, "sw.js": b"other"}).version != built.version


def test_the_package_reads_its_own_build_once():
    phone.build.cache_clear()
    found = phone.build()
    assert isinstance(found, Build)
    assert found is phone.build()
    assert ("index.html" in found.files) == bool(found.version)


def enter(log, build, **more):
    from sepaham.actions.log import declare_phone
    from sepaham.gateways.keys import gateway_signer

    signer = gateway_signer(settings.INSTANCE, ORIGIN)
    return declare_phone(log=log, build=build, gateway=signer, at=log.opened_at, **more)


def declarations(log):
    return Statement.objects.filter(log=log, kind="base.declare").count()


def test_a_new_build_enters_the_log_once_with_its_manifest(example_log, built):
    before = declarations(example_log)
    assert enter(example_log, built) is True
    assert enter(example_log, built) is False
    assert declarations(example_log) == before + 1
    assert foundations.declared(log=example_log, what="phone") == built.version
    assert blob(built.version) == built.manifest
    other = build_of({**FILES, "index.html": b"other"})
    assert enter(example_log, other) is True
    assert foundations.declared(log=example_log, what="phone") == other.version


def test_urgent_is_said_once_and_stands_until_the_next_build(example_log, built):
    enter(example_log, built)
    assert not foundations.urgent(log=example_log, version=built.version)
    assert enter(example_log, built, urgent=True) is True
    assert enter(example_log, built, urgent=True) is False
    assert foundations.urgent(log=example_log, version=built.version)
    other = build_of({"index.html": b"other"})
    enter(example_log, other)
    assert not foundations.urgent(log=example_log, version=built.version)


def test_nothing_is_declared_where_nothing_was_built(example_log):
    assert enter(example_log, build_of({})) is False


def test_a_rebuilt_log_knows_the_build_too(example_log, built):
    from sepaham.actions.rebuild import rebuild

    enter(example_log, built)
    assert rebuild(log=example_log).equal


def test_the_command_says_whether_the_build_was_news(example_log, built, monkeypatch):
    monkeypatch.setattr(door, "with_instance", lambda _home: settings.INSTANCE)
    monkeypatch.setattr(phone, "build", lambda: built)
    short = built.version[:16]
    assert f"{short} is now in the log" in CliRunner().invoke(main, ["log", "declare-phone"]).output
    assert f"{short} is already in the log" in CliRunner().invoke(main, ["log", "declare-phone"]).output
    urgent = CliRunner().invoke(main, ["log", "declare-phone", "--urgent", "--json"]).output
    assert json.loads(urgent) == {"version": built.version, "declared": True}
    monkeypatch.setattr(phone, "build", lambda: build_of({}))
    assert "make setup" in CliRunner().invoke(main, ["log", "declare-phone"]).output


def test_a_server_that_starts_enters_its_build_and_starts_without_a_log_too(built, monkeypatch, request):
    monkeypatch.setattr(phone, "build", lambda: built)
    tell_which_app(settings.INSTANCE)
    log = request.getfixturevalue("example_log")
    tell_which_app(settings.INSTANCE)
    assert foundations.declared(log=log, what="phone") == built.version
