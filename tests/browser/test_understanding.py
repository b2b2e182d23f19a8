"""One understanding in real browsers: sealed on desk and phone, revealed when closed; a quiz offline."""

from collections import Counter
from urllib.parse import quote

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone

from example import JIPURAPAH, KABUPATEN, ORIGIN, PLANDAAN, hour
from handsets import AXE, again, enrol, fine, handset, with_signal, without_signal
from sepaham.actions import briefing, enrolment
from sepaham.domain.enrolment import write_code
from sepaham.domain.ladder import ANSWERED, PASSED
from sepaham.domain.quiz import questions
from sepaham.domain.rounds import Rating, Turn
from sepaham.gateways.keys import gateway_signer
from sepaham.gateways.library import threats
from sepaham.records import enrolment as records
from sepaham.records import understanding
from sepaham.records.briefing import BriefingStep, pages_of_office, steps
from sepaham.records.people import Account, Hat
from sepaham.records.queries import current_log

pytestmark = [pytest.mark.browser]

KPU, BAWASLU, GATEWAY = f"kpu:{KABUPATEN}", f"bawaslu:{KABUPATEN}", f"gateway:{KABUPATEN}"
PPK, PPS = f"ppk:{PLANDAAN}", f"pps:{JIPURAPAH}"
FLOOD, SEAL, DESA = f"flood@{PLANDAAN}", f"seal@{PLANDAAN}", f"flood@{JIPURAPAH}"
ROUND = {"round": "plandaan", "number": 1}
RATE = "rate/plandaan/1"
STEPS = "**/api/v1/field/briefing"
WIDE = {"width": 1366, "height": 768}


@pytest.fixture
def state(day, phones, keep):
    """Let the KPU state something of a round."""

    def say(kind, at, **more):
        phone = phones[KPU]
        keep(phone.sign(phone.voice.say(kind, PLANDAAN, at, {**ROUND, **more})), at=at)

    return say


@pytest.fixture
def opened(state):
    """A round over Plandaan that asks Bawaslu and the PPK about two threats."""
    state("round.open", hour("26 09:00"), cells=[FLOOD, SEAL], offices=[BAWASLU, PPK])


@pytest.fixture
def desk(browser, server, opened, example_log):
    """A desk of Bawaslu, enrolled by the operator and ready to sign."""
    account = Account.objects.create(username="bawaslu")
    Hat.objects.create(account=account, office=BAWASLU)
    client, name = Client(), settings.SESSION_COOKIE_NAME
    client.force_login(account)
    context = browser.new_context(base_url=server, viewport=WIDE)
    cookies = {name: client.cookies[name].value, "language": "id"}
    context.add_cookies([{"name": key, "value": text, "url": server} for key, text in cookies.items()])
    page = context.new_page()
    faults = []
    page.on("pageerror", lambda error: faults.append(str(error)))
    page.on("console", lambda said: faults.append(said.text) if "Content Security" in said.text else None)
    code = enrolment.invite(log=example_log, inviter=GATEWAY, office=BAWASLU, at=timezone.now())
    page.goto("/device")
    page.wait_for_selector("#headline [data-when=none]:visible")
    page.fill("#typed", write_code(code))
    page.press("#typed", "Enter")
    page.wait_for_selector("[data-when=waiting] .spoken:visible")
    (waiting,) = records.invitations(log=example_log, inviters=[GATEWAY], at=timezone.now())
    signer = gateway_signer(settings.INSTANCE, ORIGIN)
    enrolment.enrol_head(log=example_log, invited=waiting, gateway=signer, at=hour("26 09:01"))
    yield page
    context.close()
    assert faults == []


@pytest.fixture
def ppk(browser, server, opened, phones, keep):
    """A phone of the PPK of Plandaan."""
    with handset(browser, server) as page:
        enrol(page, current_log(), keep, phones[KPU], office=PPK, at=hour("26 09:02"))
        yield page


def mark(page, cell, likelihood, impact, confidence):
    """Tap a whole rating of a cell."""
    told = {"likelihood": likelihood, "impact": impact, "confidence": confidence}
    for key, step in told.items():
        page.click(f"label:has([data-key='{cell}:{key}:{step}'])")
        page.wait_for_selector(f"[data-key='{cell}:{key}:{step}']:checked", state="attached")


def rate_at_the_desk(page):
    """Rate two cells and one desa of its own, come back to them after a reload, and seal."""
    page.goto("/rounds/plandaan/1/rate")
    mark(page, FLOOD, 4, 5, 3)
    page.fill(f"[data-key='{FLOOD}:why']", "Brantas meluap 2023")
    page.click(f"[data-key='{SEAL}:not_ours']")
    page.click(f"[data-key='{FLOOD}:flag']")
    page.select_option(f"[id='desa-{FLOOD}']", JIPURAPAH)
    page.click(".flagging button")
    mark(page, DESA, 5, 5, 2)
    page.reload()
    page.wait_for_selector(".progress:has-text('3 dari 3')")
    assert page.input_value(f"[data-key='{FLOOD}:why']") == "Brantas meluap 2023"
    sound(page)
    page.click("[data-key=seal]:enabled")
    page.wait_for_selector(".notice:has-text('Terkunci, menunggu putaran ditutup')")
    with page.expect_download() as saved:
        page.click("[data-key=file]")
    assert saved.value.suggested_filename == f"sepaham-bawaslu-{KABUPATEN}-plandaan-1.json"


def sound(page):
    """A desk page fits, and axe finds nothing serious."""
    assert page.evaluate("document.documentElement.scrollWidth") <= WIDE["width"]
    if AXE.exists():
        page.evaluate(AXE.read_text())
        found = page.evaluate("axe.run({resultTypes: ['violations']})")["violations"]
        assert [one["id"] for one in found if one["impact"] in {"serious", "critical"}] == []


def rate_without_signal(page):
    """Rate cell by cell on a phone without signal, over a reload, and seal."""
    without_signal(page)
    page.click(f"a[href='#/{RATE}']")
    page.click("a.primary")
    page.wait_for_selector(".last:has-text('Lewati: tidak dinilai')")
    mark(page, FLOOD, 2, 3, 1)
    fine(page, "understanding-cell")
    page.click("[data-key=next]:has-text('Berikutnya')")
    page.click(f"[data-key='{SEAL}:unknown']")
    page.wait_for_selector(f"[data-key='{SEAL}:unknown'][aria-pressed=true]")
    page.reload()
    page.wait_for_selector(f"[data-key='{SEAL}:unknown'][aria-pressed=true]")
    page.click("[data-key=next]:has-text('Ke daftar')")
    page.wait_for_selector("h1:has-text('2 dari 2')")
    page.click("[data-key=seal]")
    page.wait_for_selector(".notice:has-text('Terkunci di perangkat ini, belum terkirim')")
    fine(page, "understanding-sealed")


def test_two_offices_seal_on_desk_and_phone_and_count_once_the_round_is_closed(desk, ppk, state, example_log):
    def held():
        (found,) = understanding.rounds(log=example_log)
        return found

    rate_at_the_desk(desk)
    rate_without_signal(ppk)
    with_signal(ppk)
    sealed = held()
    assert [sealed.turn(office) for office in (BAWASLU, PPK)] == [Turn.SEALED, Turn.SEALED]
    assert sealed.ratings == {}
    state("round.close", timezone.now())
    ppk.goto(f"/field/#/{RATE}")
    ppk.evaluate("dispatchEvent(new Event('online'))")
    ppk.wait_for_selector("h1:has-text('Dibuka')", timeout=20_000)
    fine(ppk, "understanding-opened")
    desk.reload()
    desk.wait_for_selector(".notice:has-text('Dibuka: semua dapat membaca')")
    shown = held()
    assert [shown.turn(office) for office in (BAWASLU, PPK)] == [Turn.REVEALED, Turn.REVEALED]
    assert shown.rating(BAWASLU, FLOOD) == Rating(FLOOD, 4, 5, 3, evidence="Brantas meluap 2023")
    assert shown.rating(PPK, FLOOD) == Rating(FLOOD, 2, 3, 1)
    assert [shown.rating(office, SEAL).answer for office in (BAWASLU, PPK)] == ["not_ours", "unknown"]
    assert shown.flagged == (DESA,)


def answer(page, choice, then):
    """Choose an answer of the question on the screen, and wait for what comes of it."""
    page.click(f"label:has([data-key$=':{choice}'])")
    page.click("[data-key=answer]:enabled")
    page.wait_for_selector(then)


def lose_the_answer_once(page):
    """Give a phone its signal back; what answers its first try to tell of the briefing never comes."""
    page.context.route(STEPS, lambda route: (route.fetch(), route.abort()), times=1)
    with page.expect_event("requestfailed", lambda request: request.url.endswith(STEPS[2:])):
        page.context.set_offline(False)
    with page.expect_response(STEPS):
        page.evaluate("dispatchEvent(new Event('online'))")


def test_a_quiz_taken_without_signal_arrives_once(browser, server, enrolled, day, example_log):
    signer = gateway_signer(settings.INSTANCE, ORIGIN)
    briefing.issue(log=example_log, shipped=threats(), gateway=signer, at=day)
    (told,) = (page for page in pages_of_office(log=example_log, office=PPS) if page.key.startswith("desa:"))
    right = {item.code: item.right for item in questions(told)}
    row = f"a[href='#/brief/{quote(told.key, safe='')}']"
    with handset(browser, server) as page:
        enrolled(page, PPS)
        without_signal(page)
        page.click(row)
        page.wait_for_selector(".briefpart")
        fine(page, "understanding-brief")
        page.click(".last a")
        first = page.get_attribute("fieldset input", "data-key").partition(":")[0]
        wrong = page.locator(f"label.choice:not(:has([data-key='{first}:{right[first]}'])) input").first
        answer(
            page, wrong.get_attribute("data-key").partition(":")[2], ".notice:has-text('Coba sekali lagi')"
        )
        fine(page, "understanding-wrong")
        page.reload()
        for left in range(len(right), 0, -1):
            page.wait_for_selector(f".line1:has-text('Pertanyaan {len(right) - left + 1} dari')")
            item = page.get_attribute("fieldset input", "data-key").partition(":")[0]
            answer(page, right[item], ".notice:has-text('Benar')" if left > 1 else "h1:has-text('Paham')")
        fine(page, "understanding-passed")
        assert not BriefingStep.objects.filter(what=ANSWERED).exists()
        lose_the_answer_once(page)
        again(page)
        assert page.locator(row).count() == 0
        page.click("a.tile[href='#/position']")
        page.wait_for_selector(
            "section h2:has-text('Siapa dihubungi'), summary:has-text('Yang boleh saya nyatakan')"
        )
        fine(page, "understanding-position")
    answers = Counter(BriefingStep.objects.filter(what=ANSWERED).values_list("item", flat=True))
    assert answers == {code: 2 if code == first else 1 for code in right}
    assert [step.what for step in steps(log=example_log, keys=[told.key]) if step.what == PASSED] == [PASSED]
