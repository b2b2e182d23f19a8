"""Every route, every role, on its own place and on another's: one table, and no door beside it."""

from urllib.parse import parse_qsl

import pytest
from access_rows import DOORS, EVERYONE, OPEN, ROLES, WHOLE
from access_world import places, undrawn
from django.test import Client
from django.urls import URLResolver, get_resolver

pytestmark = pytest.mark.database

TAKEN = {200, 302, 422}
"""What a form answers to who may send it: a page to sign, a way on, or what is missing."""
API = "/api/"


def routes(patterns, prefix=""):
    for pattern in patterns:
        route = prefix + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            yield from routes(pattern.url_patterns, route)
        else:
            yield route


@pytest.fixture
def world(phones, keep, example_log, monkeypatch):
    """What the addresses are of."""
    undrawn(monkeypatch)
    return places(phones, keep, example_log)


@pytest.fixture
def desks(db):
    """A browser signed in for each role."""
    from sepaham.records.people import Account, Hat

    found = {}
    for role, office in ROLES.items():
        account = Account.objects.create_user(role, password="kotak-suara-2024")
        if office:
            Hat.objects.create(account=account, office=office)
        found[role] = Client()
        found[role].force_login(account)
    return found


def told(wrong):
    """Say what differs, a route a line."""
    by_route = {}
    for route, role, status, expected in wrong:
        by_route.setdefault((route, status, str(expected)), []).append(role)
    return "\n".join(
        f"{route}: {' '.join(names)} got {status}, not {expected}"
        for (route, status, expected), names in by_route.items()
    )


def status_of(answer):
    """What a door answers; being sent to sign in is no way on."""
    return 401 if answer.headers.get("Location", "").startswith("/sign-in") else answer.status_code


def asked(who, role):
    """Whether a role is asked: one where no role may, some where all may, else every one."""
    return role == "kpu" or not (who is None or (who == EVERYONE and role not in {"kpps", "camat", "nobody"}))


def filled(text, world, role):
    return text.format(**world, office=ROLES[role] or "none")


def test_the_table_has_a_line_for_every_route_and_no_other():
    lines = [door.route for door in DOORS]
    assert sorted(set(routes(get_resolver().url_patterns))) == sorted([*lines, *OPEN])
    assert len(lines) == len(set(lines))


def test_each_role_sees_of_its_own_place_what_the_table_says(desks, world):
    wrong = []
    for door in DOORS:
        for role, desk in desks.items():
            if not asked(door.read, role):
                continue
            status = status_of(desk.get(filled(door.address, world, role)))
            expected = 405 if door.read is None else 200 if role in door.read else 404
            if status != expected and not (expected == 200 and status == 302):
                wrong.append((door.route, role, status, expected))
    assert not wrong, told(wrong)


def test_nobody_sees_a_place_outside_their_regions(desks, world):
    wrong = []
    for door in (door for door in DOORS if door.beyond):
        for role, desk in desks.items():
            if role in {"nobody", "polres", "kodim", "kejari", "bpbd"}:
                continue  # the same regions as others that are asked, or none
            status = status_of(desk.get("/" + filled(door.beyond, world, role)))
            expected = {200, 302} if role in door.read & WHOLE else {404}
            if status not in expected:
                wrong.append((door.route, role, status, expected))
    assert not wrong, told(wrong)


def test_each_role_sends_the_forms_the_table_says(desks, world):
    wrong = []
    for door in DOORS:
        for role, desk in desks.items():
            if not asked(door.write, role):
                continue
            address = filled(door.address, world, role)
            status = status_of(desk.post(address, dict(parse_qsl(filled(door.sent, world, role)))))
            expected = {405} if door.write is None else TAKEN if role in door.write else {404}
            if status not in expected:
                wrong.append((door.route, role, status, expected))
    assert not wrong, told(wrong)
