"""Where do I stand: who I am, what is mine now and next, by which right, and who waits for me."""

import pytest
from device import ask

from example import PLANDAAN, hour, load

pytestmark = pytest.mark.database

TO_PPK, DAY = load("kpu-ppk", PLANDAAN), hour("24 08:00")
KPU, BAWASLU = "kpu:35.17", "bawaslu:35.17"
PPK, PANWASCAM, CAMAT = (f"{line}:{PLANDAAN}" for line in ("ppk", "panwascam", "camat"))
CELL = f"flood@{PLANDAAN}"
ROUND = {"round": "r1", "number": 1}


@pytest.fixture
def say(phones, keep):
    """Let an office state something at an hour, which becomes the log's own."""

    def told(office, kind, region, body, at=DAY):
        phone = phones[office]
        return keep(phone.sign(phone.voice.say(kind, region, at, body)), at=at)

    return told


@pytest.fixture
def stand(sign_in):
    """Return the page of one office."""
    return lambda office: sign_in(office).get("/position", {"office": office})


def now(page):
    return {thing.code: thing for thing in page.context["now"]}


def test_a_ppk_reads_who_it_is_what_waits_and_who_waits_for_it(stand, say):
    say(KPU, "handover.give", PLANDAAN, {"list": TO_PPK.hash})
    page = stand(PPK)
    assert page.context["answer"].startswith("Anda PPK Plandaan: ")
    assert now(page)["receive"].href.startswith(f"/handover/{TO_PPK.hash}/receive")
    told = page.context["told"]
    assert "menyerahkan" in told.first.text
    assert told.first.due
    waiters = {one.office: [line.text for line in one.lines] for one in told.wanted}
    assert waiters["KPU Jombang"][0] == "menerima 1 kiriman"
    assert [near.office for near in told.above] == ["KPU Jombang"]
    assert {near.office for near in told.below} >= {"PPS Jipurapah (Plandaan)"}
    assert any(power.act == "Memegang barang" and "PKPU" in power.source for power in told.may)


def test_the_first_page_and_the_position_count_the_same(sign_in, say):
    say(KPU, "handover.give", PLANDAAN, {"list": TO_PPK.hash})
    desk = sign_in(PPK)
    home = desk.get("/").context
    told = {thing.code: thing.number for thing in (home["next"], *home["then"])}
    shown = {code: thing.number for code, thing in now(desk.get("/position")).items()}
    assert shown.items() <= told.items()
    assert shown["receive"] == 1


def test_a_round_asks_until_it_is_sealed_and_who_opened_it_closes_it(stand, say):
    say(BAWASLU, "round.open", "35.17", {**ROUND, "cells": [CELL], "offices": [PANWASCAM]})
    page = stand(PANWASCAM)
    assert now(page)["rate"].number == 1
    assert "Bawaslu Jombang" in {one.office for one in page.context["told"].wanted}
    sealed = {**ROUND, "sheet": 1, "sha256": "ab" * 32, "cells": 1}
    say(PANWASCAM, "rating.commit", PLANDAAN, sealed)
    assert "rate" not in now(stand(PANWASCAM))
    assert now(stand(BAWASLU))["close"].number == 1


def test_proposals_and_commitments_wait_for_those_they_name(stand, say):
    asked = {"proposal": "p1", "cell": CELL, "to": PANWASCAM, "what": "Contoh", "due": "2024-11-25T10:00:00Z"}
    say(KPU, "means.propose", PLANDAAN, asked)
    assert now(stand(PANWASCAM))["propose"].number == 1
    say(PANWASCAM, "means.answer", PLANDAAN, {"proposal": "p1", "answer": "accept"})
    made = {"commitment": "c1", "what": "Contoh", "due": "2024-11-25T10:00:00Z", "confirms": PPK}
    say(PANWASCAM, "commitment.make", PLANDAAN, made)
    page = stand(PANWASCAM)
    assert "propose" not in now(page)
    assert now(page)["promise"].number == 1
    say(PANWASCAM, "commitment.done", PLANDAAN, {"commitment": "c1"})
    assert now(stand(PPK))["confirm"].number == 1
    assert "promise" not in now(stand(PANWASCAM))


def test_a_meeting_invites_and_comes_next_until_its_day(stand, say):
    body = {"rakor": "r", "place": "Aula", "agenda": [CELL], "offices": [CAMAT]}
    say(BAWASLU, "rakor.call", "35.17", {**body, "starts": "2024-11-26T02:00:00Z"})
    told = stand(CAMAT).context["told"]
    assert "rakor di" in told.next[0].text


def test_nobody_stands_where_another_does(sign_in, stand, example_log):
    assert sign_in(PPK).get("/position", {"office": KPU}).status_code == 404
    assert stand(PPK).status_code == 200


def test_every_page_leads_there(sign_in, example_log):
    assert 'class="who" href="/position"' in sign_in(PPK).get("/trips").content.decode()


def test_a_phone_is_told_the_same_in_both_languages(phones, say):
    say(KPU, "handover.give", PLANDAAN, {"list": TO_PPK.hash})
    told = ask(phones[PPK], "field/sync").json()["parts"]
    at = told["position"]
    assert at["now"][0]["id"] == "1 kiriman menunggu diterima kantor Anda"
    assert at["now"][0]["en"] == "1 waiting for your office to receive"
    assert at["now"][0]["due"]
    assert {"id": "menerima 1 kiriman", "en": "receive 1 deliveries"}.items() <= at["expected"][0].items()
    assert at["expected"][0]["who"] == KPU
    assert at["above"] == [KPU]
    assert set(at["below"]) <= set(told["names"])
    assert all(one["source"] for one in (*at["may"], *at["never"]))
