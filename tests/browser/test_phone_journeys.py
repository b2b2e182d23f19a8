"""Two institutions sign a handover, phone to phone, without signal; a third sees it; later it is one."""

import os
import shutil
import socket
import sqlite3
import subprocess
import sys
import time
from contextlib import ExitStack
from pathlib import Path

import pytest
from django.conf import settings
from django.db import connection
from django.utils import timezone

from example import JIPURAPAH, PLANDAAN, code, hour, load
from handsets import HOME, SENT, again, code_shown, handset, kept, show, with_signal, without_signal
from sepaham.actions.enrolment import invite
from sepaham.actions.livelog import forget
from sepaham.actions.rebuild import rebuild
from sepaham.domain.base import write_instant
from sepaham.records import queries
from sepaham.records.log import Statement

pytestmark = [pytest.mark.browser]

STATION = f"{JIPURAPAH}.001"
PPK, PPS, KPPS = f"ppk:{PLANDAAN}", f"pps:{JIPURAPAH}", f"kpps:{STATION}"
PKD, PTPS = f"pkd:{JIPURAPAH}", f"ptps:{STATION}"
GOODS = load("pps-kpps", STATION)
LOST, OPEN, WHOLE = code(STATION, "B4"), code(STATION, "K2"), code(STATION, "K1")
ABOVE = {PPS: PPK, KPPS: PPS, PTPS: PKD}


@pytest.fixture
def table(browser, server, enrolled):
    """Phones of some offices about one table, enrolled, synced and then without signal."""
    with ExitStack() as held:

        def sit(*offices):
            pages = [held.enter_context(handset(browser, server)) for _ in offices]
            for page, office in zip(pages, offices, strict=True):
                enrolled(page, office)
            for page in pages:
                without_signal(page)
            return pages

        yield sit


def give(page):
    """Hand the load over, with the two taps it takes; return the code it shows."""
    page.click(f"a[href='#/count/give/{GOODS.hash}']")
    page.click("button.primary")
    page.wait_for_selector(".qr svg")
    return code_shown(page)


def receive(page):
    """Count seven: one is missing, one bears no seal; return the code shown back."""
    page.click(f"[data-key='unit:{WHOLE}']")
    page.click(f"a[href$='/{OPEN}']")
    page.click("label:has-text('Segel tidak terpasang')")
    page.click(".last a.primary")
    for unit in GOODS.units:
        if unit not in {LOST, OPEN, WHOLE}:
            page.click(f"[data-key='unit:{unit}']")
    page.click(".last .primary")
    page.click("button.second")
    page.wait_for_selector(".qr svg")
    return code_shown(page)


def observe(page, given):
    """See the giving by its code, and that one seal is not there."""
    show(page, given)
    page.wait_for_selector("fieldset")
    page.click(f"a[href$='/{OPEN}']")
    page.click("label:has-text('Segel tidak terpasang')")
    page.click(".last a.primary")
    for group in ("box", "booth"):
        page.click(f"[data-key='all:{group}']")
    page.click(f"[data-key='unit:{GOODS.units[-1]}']")
    page.click("[data-key='sign']")
    page.wait_for_selector(".qr svg")


def hand_over(giver, taker, seer):
    """The whole of it, without signal, until each phone holds what it must."""
    given = give(giver)
    show(taker, given)
    taker.wait_for_selector(".unit")
    back = receive(taker)
    observe(seer, given)
    giver.click("a.primary")
    show(giver, back, here=True)
    giver.wait_for_selector("h1:has-text('menerima 6 dari 7')")
    for page in (giver, taker, seer):
        again(page)
    assert [len(kept(page)) for page in (giver, taker, seer)] == [2, 2, 2]


def accounts():
    """The handover statements of the station in the log, with who made each."""
    found = Statement.objects.filter(kind__startswith="handover.", region=STATION)
    return sorted(found.values_list("kind", "office"))


def rules():
    """What needs a look at the station, by rule."""
    found = queries.all_findings(region=STATION, at=hour("27 12:00"))
    return sorted({one.rule for one in found if one.basis})


RULES = ["count_differs", "declared_differs_seen", "enrolled_by_giver", "seal_missing"]
ALL = [("handover.give", PPS), ("handover.observe", PTPS), ("handover.receive", KPPS)]


@pytest.mark.parametrize("order", [(0, 1, 2), (2, 1, 0)], ids=["the giver first", "the supervisor first"])
def test_a_handover_without_signal_is_one_story_whoever_meets_signal_first(table, example_log, order):
    pages = table(PPS, KPPS, PTPS)
    hand_over(*pages)
    for place in order:
        with_signal(pages[place])
    assert accounts() == ALL
    assert rules() == RULES
    assert queries.life(code=WHOLE, at=hour("27 12:00")).state.holder == KPPS
    assert rebuild(log=example_log).equal
    for page in pages:
        assert {one["state"] for one in kept(page)} == {"kept"}


def test_the_receivers_phone_suffices_when_the_givers_is_lost_for_good_and_revoked(
    table, example_log, phones, keep
):
    giver, taker, seer = table(PPS, KPPS, PTPS)
    hand_over(giver, taker, seer)
    lost = next(one["device"] for one in kept(giver) if not one.get("carried"))
    giver.context.close()
    ppk = phones[PPK]
    gone = ppk.voice.say("device.revoke", JIPURAPAH, hour("26 12:00"), {"device": lost, "reason": "lost"})
    keep(ppk.sign(gone), at=hour("26 12:00"))
    with_signal(taker)
    assert accounts() == ALL[:1] + ALL[2:]
    with_signal(seer)
    assert accounts() == ALL
    assert rules() == RULES
    assert queries.life(code=WHOLE, at=hour("27 12:00")).state.holder == KPPS
    assert rebuild(log=example_log).equal


class Process:
    """The server as a process of its own, that can be killed; its tables are a copy of the test's."""

    def __init__(self, home):
        self.instance = home / "instances" / "test"
        shutil.copytree(settings.INSTANCE.path, self.instance)
        (home / "current").write_text("test\n")
        self.tables = self.instance / "sepaham.sqlite3"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port = free.getsockname()[1]
        self.address = f"http://127.0.0.1:{self.port}"
        self.words = [Path(sys.executable).parent / "sepaham", "serve", "--port", str(self.port)]
        self.words += ["--home", str(home)]
        ours = ("DJANGO_", "SEPAHAM_")
        self.env = {name: value for name, value in os.environ.items() if not name.startswith(ours)}

    def start(self):
        self.running = subprocess.Popen(self.words, env=self.env, stderr=subprocess.DEVNULL)
        for _ in range(600):
            with socket.socket() as asked:
                if asked.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.05)
        raise AssertionError("the server does not answer")

    def kill(self):
        self.running.kill()
        self.running.wait()


@pytest.fixture
def process(transactional_db, day, tmp_path):
    found = Process(tmp_path / "home")
    with sqlite3.connect(found.tables) as copy:
        connection.connection.backup(copy)
    yield found
    found.kill()


def enrol_there(page, above, *, office, invitation):
    """Enrol a phone at a server in another process."""
    region, at = office.partition(":")[2], hour("26 09:00")
    page.goto("/field/#/enrol")
    page.fill("#code", invitation)
    with page.expect_request("**/api/v1/enrolments") as asked:
        page.press("#code", "Enter")
    claim = {key: value for key, value in asked.value.post_data_json.items() if key != "code"}
    page.wait_for_selector(".spoken span")
    said = above.sign(above.voice.say("device.enrol", region, at, claim | {"office": office}))
    headers = {"Content-Type": "application/json", "Sepaham-Simulated-At": write_instant(at)}
    body = '{"statements":[' + said.to_bytes().decode() + "]}"
    assert page.request.post("/api/v1/statements", data=body, headers=headers).ok
    page.evaluate("dispatchEvent(new Event('online'))")
    page.wait_for_selector(HOME, timeout=20_000)
    without_signal(page)


def test_a_server_killed_in_the_middle_and_started_again_has_all_of_it_once(
    browser, example_log, phones, process
):
    offices = (PPS, KPPS, PTPS)
    codes = [
        invite(log=example_log, inviter=ABOVE[office], office=office, at=timezone.now()) for office in offices
    ]
    with sqlite3.connect(process.tables) as copy:
        connection.connection.backup(copy)
    process.start()
    with ExitStack() as held:
        pages = [held.enter_context(handset(browser, process.address)) for _ in offices]
        for page, office, invitation in zip(pages, offices, codes, strict=True):
            enrol_there(page, phones[ABOVE[office]], office=office, invitation=invitation)
        hand_over(*pages)
        giver, taker, seer = pages
        with_signal(taker)
        process.kill()
        for page in (giver, seer):
            page.context.set_offline(False)
            page.goto("/field/#/outbox")
            page.click("[data-key='send']")
            page.wait_for_selector(".notice:has-text('Server belum terjangkau')")
        assert [one["state"] for one in kept(giver)] == ["waiting", "waiting"]
        process.start()
        for page in (seer, giver):
            page.reload()
            page.wait_for_selector(SENT)
            assert {one["state"] for one in kept(page)} == {"kept"}
    process.kill()
    with sqlite3.connect(process.tables) as copy:
        copy.backup(connection.connection)
    forget(example_log)
    assert accounts() == ALL
    assert rules() == RULES
    assert rebuild(log=example_log).equal
