import stat

import pytest

from sepaham.gateways.home import Home, NoInstanceError


def test_an_empty_home_says_what_to_do(tmp_path):
    with pytest.raises(NoInstanceError, match="sepaham demo"):
        Home(tmp_path).current()


def test_what_was_created_last_is_current(tmp_path):
    home = Home(tmp_path)
    home.create("one")
    home.create("two")
    assert home.current().name == "two"


def test_a_secret_is_made_once_and_is_its_owners_alone(tmp_path):
    instance = Home(tmp_path).create("one")
    secret = instance.secret("log")
    assert len(secret) == 32
    assert instance.secret("log") == secret
    assert stat.S_IMODE((instance.path / "secrets" / "log").stat().st_mode) == 0o600


def test_afresh_throws_the_old_instance_away(tmp_path):
    home = Home(tmp_path)
    old = home.create("one").secret("log")
    assert home.create("one", afresh=True).secret("log") != old
