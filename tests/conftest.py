"""What every test may ask for."""

import os
import tempfile
from pathlib import Path

_home = Path(tempfile.mkdtemp(prefix="sepaham-test-"))
os.environ["SEPAHAM_HOME"] = str(_home)
_instance = _home / "instances" / "test"
_instance.mkdir(parents=True)
(_home / "current").write_text("test\n")
os.environ["SEPAHAM_INSTANCE"] = str(_instance)

import pytest  # noqa: E402


@pytest.fixture
def real_data() -> Path:
    """The folder of the real register, boundaries and vectors; it is no part of the project."""
    where = os.environ.get("SEPAHAM_REAL_DATA")
    if not where:
        pytest.skip("SEPAHAM_REAL_DATA is not set: the real register is no part of the project")
    return Path(where).resolve()


@pytest.fixture(autouse=True)
def _the_log_may_be_emptied_between_tests(request: pytest.FixtureRequest):
    """Transactional tests flush every table; for that, and for nothing else, the log's guard steps aside."""
    if not {"transactional_db", "live_server"} & set(request.fixturenames):
        yield
        return
    request.getfixturevalue("transactional_db")
    yield
    from django.db import connection  # noqa: PLC0415

    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger'")
        guards = cursor.fetchall()
        for name, _ in guards:
            cursor.execute(f"DROP TRIGGER {name}")
    request.addfinalizer(lambda: None)
    connection.guards_to_restore = [sql for _, sql in guards]


@pytest.fixture(autouse=True)
def _the_log_is_guarded_again(request: pytest.FixtureRequest):
    """Put back the guard that a transactional test before this one had to lift."""
    if {"db", "transactional_db", "live_server"} & set(request.fixturenames):
        request.getfixturevalue("db")
        from django.db import connection  # noqa: PLC0415

        with connection.cursor() as cursor:
            for sql in getattr(connection, "guards_to_restore", []):
                cursor.execute(sql)
        connection.guards_to_restore = []
