"""What the operator does with accounts by command; in this process, on the tests' own tables."""

import json

import pytest
from allauth.mfa.models import Authenticator
from click.testing import CliRunner
from django.test import Client

from example import PLANDAAN
from sepaham.actions.accounts import add_account
from sepaham.records.people import Account

pytestmark = [pytest.mark.database, pytest.mark.django_db]
PASSWORD, NEW = "kotak-suara-2024", "bilik-suara-2024"
PPK = f"ppk:{PLANDAAN}"


@pytest.fixture
def sepaham(monkeypatch, example_register):
    """Run an account command on the tests' tables."""
    from sepaham.cli import account, main

    monkeypatch.setattr(account, "with_instance", lambda *_, **__: None)

    def run(*words):
        return CliRunner().invoke(main, ["account", *words])

    return run


@pytest.fixture
def browser(example_register):
    """A browser signed in as the PPK, which also has an authenticator app."""
    account = add_account(username="ppk", password=PASSWORD, offices=[PPK])
    found = Client()
    assert enter(found, PASSWORD).status_code == 302
    assert found.get("/sessions").status_code == 200
    Authenticator.objects.create(user=account, type="totp", data={"secret": "locked"})
    return found


def enter(found, password):
    return found.post("/sign-in", {"username": "ppk", "password": password})


def test_every_account_is_listed_with_what_keeps_it(sepaham, browser):
    add_account(username="admin", password=PASSWORD, offices=[], operator=True)
    told = json.loads(sepaham("list", "--json").stdout)["accounts"]
    assert [(one["username"], one["offices"], one["factors"], one["open"]) for one in told] == [
        ("admin", ["gateway:35.17"], [], True),
        ("ppk", [PPK], ["totp"], True),
    ]
    lines = sepaham("list").stdout.splitlines()
    assert "never" in lines[0]
    assert "operator" in lines[0]
    assert ("totp" in lines[1], PPK in lines[1]) == (True, True)


def test_a_new_password_ends_the_old_one_and_every_session(sepaham, browser):
    done = sepaham("reset-password", "ppk", "--password", NEW)
    assert done.exit_code == 0, done.output
    assert browser.get("/sessions").status_code == 302
    assert enter(Client(), PASSWORD).status_code == 200
    assert enter(Client(), NEW).status_code == 302


def test_a_password_not_worth_the_name_is_refused(sepaham, browser):
    done = sepaham("reset-password", "ppk", "--password", "short")
    assert (done.exit_code, "account.password" in done.stderr) == (2, True)
    assert Account.objects.get().check_password(PASSWORD)


def test_a_lost_phone_is_mended_by_the_operator(sepaham, browser):
    assert "password alone" in sepaham("reset-mfa", "ppk").stdout
    assert not Authenticator.objects.exists()
    assert browser.get("/sessions").status_code == 302
    assert "had no second factor" in sepaham("reset-mfa", "ppk").stdout


def test_a_shut_account_comes_in_no_more_until_it_is_opened_again(sepaham, browser):
    sepaham("reset-mfa", "ppk")
    sepaham("disable", "ppk")
    assert browser.get("/sessions").status_code == 302
    assert enter(Client(), PASSWORD).status_code == 200
    sepaham("disable", "ppk", "--undo")
    assert enter(Client(), PASSWORD).status_code == 302


@pytest.mark.parametrize("command", [("reset-mfa",), ("disable",), ("reset-password", "--password", NEW)])
def test_an_account_that_is_none_is_named(sepaham, command):
    done = sepaham(*command, "nobody")
    assert (done.exit_code, "There is no account 'nobody'" in done.stderr) == (2, True)
