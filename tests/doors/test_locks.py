"""What every door has in common: who comes unannounced, what every answer bears, and what no page tells."""

import html
import re
from datetime import timedelta
from functools import cache

import pytest
from access_rows import DOORS, OPEN, ROLES
from access_world import places, undrawn
from django.conf import settings
from django.test import Client

from example import OPENED, PLAN, PLANDAAN, code, load
from sepaham.domain.base import write_instant
from sepaham.domain.words import write_brief, write_moment

pytestmark = pytest.mark.database
PASSWORD = "kotak-suara-2024"
AWAY = [
    "https://evil.example/",
    "//evil.example",
    "/\\evil.example",
    "javascript:alert(1)",
    "http:///evil.example",
]


@pytest.fixture
def world(phones, keep, example_log, monkeypatch):
    undrawn(monkeypatch)
    return places(phones, keep, example_log)


@pytest.fixture
def kpu(db):
    from sepaham.actions.accounts import add_account

    return add_account(username="kpu", password=PASSWORD, offices=[ROLES["kpu"]])


def addresses(world, office="kpu:35.17"):
    return {door.route: door.address.format(**world, office=office) for door in DOORS}


# Who comes unannounced


@pytest.mark.parametrize("method", ["get", "post", "head", "options", "put", "delete"])
def test_who_is_not_signed_in_is_sent_to_sign_in_or_told_to(client, world, method):
    wrong = []
    for route, address in addresses(world).items():
        answer = getattr(client, method)(address)
        if route.startswith("api/"):
            fits = answer.status_code == 401 or (answer.status_code == 405 and method != "get")
        else:
            fits = answer.status_code == 302 and answer.headers["Location"].startswith("/sign-in?next=")
        wrong += [] if fits else [(route, answer.status_code)]
    assert wrong == []


def test_a_form_without_its_token_is_refused(world, kpu):
    desk = Client(enforce_csrf_checks=True)
    desk.force_login(kpu)
    open_forms = ["/sign-in", "/sign-in/code", "/sign-out", "/language"]
    forms = [addresses(world)[door.route] for door in DOORS if door.write is not None]
    assert {form: desk.post(form).status_code for form in [*forms, *open_forms]} == dict.fromkeys(
        [*forms, *open_forms], 403
    )
    assert desk.get("/account").status_code == 200


def test_another_name_of_the_server_is_refused(client):
    assert client.get("/sign-in", headers={"host": "evil.example"}).status_code == 400


# Where one is sent


@pytest.mark.parametrize("away", AWAY)
def test_nobody_is_sent_to_another_site(client, kpu, away):
    signing = {"username": "kpu", "password": PASSWORD, "next": away}
    assert client.post("/sign-in", signing).url == "/"
    assert client.post("/language", {"language": "en", "next": away}).url == "/"
    assert client.post("/account/confirm", {"password": PASSWORD, "next": away}).url == "/"
    assert client.post("/columns/stock", {"back": away}).status_code == 404
    assert client.get("/sign-in", {"next": away}).url == "/"


# What every answer bears


def test_every_answer_bears_the_houses_headers_and_is_kept_by_no_browser(world, kpu, client):
    client.force_login(kpu)
    wrong = []
    phone = "field/"  # what the phone's app bears is told by its own tests
    public = [f"/{route}" for route in OPEN if "<" not in route and not route.startswith(phone)]
    for address in [*addresses(world).values(), *public, "/nowhere"]:
        answer = client.get(address)
        bears = {name: answer.headers.get(name, "") for name in ("Content-Security-Policy", "Cache-Control")}
        fits = "script-src 'self'" in bears["Content-Security-Policy"] and "unsafe" not in str(bears)
        fits &= "no-store" in bears["Cache-Control"] and answer.headers["X-Frame-Options"] == "DENY"
        fits &= answer.headers["X-Content-Type-Options"] == "nosniff"
        fits &= answer.headers["Referrer-Policy"] == "same-origin"
        wrong += [] if fits else [(address, bears)]
    assert wrong == []


def test_head_answers_as_get_without_a_body_and_options_tells_nothing(world, kpu, client):
    client.force_login(kpu)
    wrong = []
    for door in (door for door in DOORS if door.read and "kpu" in door.read):
        address = door.address.format(**world, office="kpu:35.17")
        read, head, options = client.get(address), client.head(address), client.options(address)
        if door.route.startswith("api/"):
            fits = head.status_code == 405
        else:
            fits = head.status_code == read.status_code and head.content == b""
        fits &= options.status_code in {200, 302, 405} and len(options.content) < 300
        wrong += [] if fits else [(door.route, read.status_code, head.status_code, options.status_code)]
    assert wrong == []


# What no page tells


@cache
def hours_to_come():
    """Every hour at which something is planned to move, as pages, files and the API write it."""
    hours = {(at, load.region) for load in PLAN.lists.values() for at in (load.opens_at, load.closes_at)}
    coming = {(at, region) for at, region in hours if at > OPENED + timedelta(days=1)}
    pages = {write_moment(at, "id", region).rpartition(" ")[0] for at, region in coming}
    pages |= {write_brief(at, "id", region) for at, region in coming}
    return pages | {write_instant(at) for at, _ in coming} | {at.isoformat() for at, _ in coming}


def told_hours(desk, *addresses):
    """Return which coming hours stand on some pages, and where."""
    found = []
    for address in addresses:
        text = html.unescape(re.sub("<[^>]+>", "", desk.get(address).content.decode()))
        found += [(address, hour) for hour in hours_to_come() if hour in text]
    return found


ROOMS = ("", "picture", "check", "handovers", "trips", "stores", "activity", "waiting", "notices", "needs")
FILES = tuple(f"{room}?as=text" for room in ("handovers", "trips", "stores", "activity", "waiting"))
BOX, STATION = code(f"{PLANDAAN}.2004.001", "K1"), f"{PLANDAAN}.2004.001"
THINGS = (f"unit/{BOX}", f"tps/{STATION}", f"store/{STATION}", f"store/{PLANDAAN}", f"search?q={STATION}")
THINGS += (f"trip/trip:kpu-ppk:{PLANDAAN}", f"trip/trip:pps-kpps:{STATION}")
ANSWERS = (f"api/v1/units/{BOX}", "api/v1/units", "api/v1/picture", "api/v1/findings", "api/v1/entries/0")


@pytest.mark.parametrize("office", ["camat", "pemkab"])
def test_who_does_not_move_goods_reads_no_hour_of_what_has_not_moved(sign_in, example_log, office):
    asked = [f"/{address}" for address in (*ROOMS, *FILES, *THINGS, *ANSWERS)]
    assert told_hours(sign_in(ROLES[office]), *asked) == []


@pytest.mark.parametrize("office", ["camat", "pemkab", "kejari", "bpbd"])
def test_nor_do_they_find_the_papers_that_bear_it(sign_in, example_log, office):
    desk, found = sign_in(ROLES[office]), load("kpu-ppk", PLANDAAN).hash
    papers = [f"/handover/{found}", f"/papers/bast/{found}.pdf", f"/papers/bast/{found}.docx"]
    assert {desk.get(paper).status_code for paper in papers} == {404}


@pytest.mark.parametrize("address", ["/handovers", "/trips", f"/unit/{BOX}", f"/api/v1/units/{BOX}"])
def test_who_moves_them_does_read_it(sign_in, example_log, address):
    assert told_hours(sign_in(ROLES["kpu"]), address)


# What the house does without


def test_there_is_no_administration_beside_the_desk():
    assert "django.contrib.admin" not in settings.INSTALLED_APPS
    assert settings.DEBUG is False
