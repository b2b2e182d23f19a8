"""Where an account is signed in: each browser is listed, can be ended, and ends by itself when left alone."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from sepaham.actions.accounts import add_account
from sepaham.records.sessions import DeskSession

pytestmark = [pytest.mark.database, pytest.mark.django_db]
PASSWORD = "kotak-suara-2024"
FIREFOX = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:133.0) Gecko/20100101 Firefox/133.0"
CHROME = "Mozilla/5.0 (Linux; Android 10; K) AppleWebKit/537.36 Chrome/131.0 Mobile Safari/537.36"


@pytest.fixture
def sit(db):
    """Sign a browser in as an account: `sit(name, agent)`."""

    def enter(name="kpu", agent=FIREFOX):
        add_account(username=name, password=PASSWORD, offices=["ppk:35.17.15"])
        browser = Client(headers={"user-agent": agent})
        browser.post("/sign-in", {"username": name, "password": PASSWORD})
        browser.get("/sessions")
        return browser

    return enter


@pytest.fixture
def two(sit):
    first = sit()
    second = Client(headers={"user-agent": CHROME})
    second.post("/sign-in", {"username": "kpu", "password": PASSWORD})
    second.get("/sessions")
    return first, second


def test_each_browser_is_listed_with_its_name_and_address(two):
    page = two[0].get("/sessions")
    told = [(place.browser, place.address, place.here) for place in page.context["places"]]
    assert told == [("Firefox di Windows", "127.0.0.1", True), ("Chrome di Android", "127.0.0.1", False)]
    assert "Masuk di 1 peramban lain" in page.content.decode()


def test_no_secret_of_a_session_stands_on_the_page_or_in_the_table(two):
    secrets = [browser.cookies["session"].value for browser in two]
    rows = str(list(DeskSession.objects.values()))
    page = two[0].get("/sessions").content.decode()
    assert not any(secret in rows or secret in page for secret in secrets)


def test_another_browser_is_signed_out_from_here(two):
    first, second = two
    other = next(place.key for place in first.get("/sessions").context["places"] if not place.here)
    assert first.post("/sessions", {"end": other}).url == "/sessions"
    assert second.get("/sessions").url.startswith("/sign-in?next=")
    assert first.get("/sessions").context["others"] == 0


def test_all_others_are_signed_out_at_once(two):
    first, second = two
    first.post("/sessions", {"end": "others"})
    assert second.get("/sessions").status_code == 302
    assert first.get("/sessions").status_code == 200


def test_who_ends_the_own_browser_is_signed_out(two):
    here = next(place.key for place in two[0].get("/sessions").context["places"] if place.here)
    assert two[0].post("/sessions", {"end": here}).url == "/sign-in"
    assert two[0].get("/sessions").status_code == 302


@pytest.mark.parametrize("typed", ["", "nonsense", "00000000-0000-0000-0000-000000000000"])
def test_a_session_that_is_none_is_not_found(two, typed):
    assert two[0].post("/sessions", {"end": typed}).status_code == 404


def test_nobody_ends_the_session_of_another_account(sit):
    victim, thief = sit("kpu"), sit("other")
    key = victim.get("/sessions").context["places"][0].key
    assert thief.post("/sessions", {"end": key}).status_code == 404
    assert victim.get("/sessions").status_code == 200


def test_a_browser_left_alone_is_signed_out_and_ended(sit, settings):
    browser = sit()
    settings.SESSION_IDLE = timedelta(minutes=15)
    DeskSession.objects.update(seen_at=timezone.now() - timedelta(minutes=14))
    assert browser.get("/sessions").status_code == 200
    DeskSession.objects.update(seen_at=timezone.now() - timedelta(minutes=16))
    assert browser.get("/sessions").status_code == 302
    assert DeskSession.objects.get().ended_at


def test_a_page_read_writes_at_most_once_a_minute(sit):
    browser = sit()
    seen = DeskSession.objects.get().seen_at
    browser.get("/sessions")
    assert DeskSession.objects.get().seen_at == seen
    DeskSession.objects.update(seen_at=seen - timedelta(minutes=2))
    browser.get("/sessions")
    assert DeskSession.objects.get().seen_at > seen


def test_where_one_was_long_ago_is_forgotten(sit):
    sit()
    DeskSession.objects.update(seen_at=timezone.now() - timedelta(days=91))
    sit()
    assert DeskSession.objects.count() == 1


def test_the_session_changes_its_name_when_one_signs_in(client, db):
    add_account(username="kpu", password=PASSWORD, offices=["ppk:35.17.15"])
    session = client.session
    session["planted"] = True
    session.save()
    client.cookies["session"] = session.session_key
    client.post("/sign-in", {"username": "kpu", "password": PASSWORD})
    assert client.cookies["session"].value != session.session_key


def test_the_cookie_is_for_this_site_and_no_script(sit):
    cookie = sit().cookies["session"]
    assert (cookie["httponly"], cookie["samesite"]) == (True, "Lax")


def test_by_https_cookies_travel_only_there():
    import os
    import subprocess
    import sys

    names = "s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE, s.SESSION_COOKIE_NAME"
    asked = f"from sepaham.site import settings as s; print({names})"
    run = subprocess.run(
        [sys.executable, "-c", asked],
        env={**os.environ, "SEPAHAM_TLS": "1"},
        capture_output=True,
        text=True,
        check=True,
    )
    assert run.stdout.split() == ["True", "True", "__Host-session"]
