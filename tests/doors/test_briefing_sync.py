"""Briefings on phones: what an office is sent, what its phone tells of them, and what that is worth."""

import json
from datetime import timedelta

import pytest
from device import ask, send
from django.conf import settings

from example import JIPURAPAH, KABUPATEN, OPENED, PLANDAAN, Phone, hour
from sepaham.actions.briefing import issue, purge_steps, teach_back
from sepaham.domain.ladder import Course, stand_of
from sepaham.gateways.keys import gateway_signer
from sepaham.gateways.library import threats
from sepaham.records import briefing as records
from sepaham.records.briefing import BriefingStep
from sepaham.records.log import Entry
from sepaham.records.people import Person, Post

pytestmark = pytest.mark.database
PPS, PKD, KPPS = f"pps:{JIPURAPAH}", f"pkd:{JIPURAPAH}", f"kpps:{JIPURAPAH}.001"
DESA = f"desa:{JIPURAPAH}"


@pytest.fixture
def issued(example_log, phones):
    gateway = gateway_signer(settings.INSTANCE, example_log.origin)
    return issue(log=example_log, shipped=threats(), gateway=gateway, at=OPENED)


def brief(phone):
    return ask(phone, "field/sync").json()["parts"].get("brief", [])


def tell(phone, *steps):
    return send(phone, "POST", "field/briefing", json.dumps({"steps": list(steps)}).encode())


def step(what="opened", **more):
    return {"key": DESA, "edition": 1, "step": what, "at": "2024-11-18T01:30:00Z", **more}


def answers(page, *, wrong=(), attempt=1):
    return [
        step(
            "answered",
            item=item["item"],
            attempt=attempt,
            choice=next(
                c["code"]
                for c in item["choices"]
                if (c["code"] == item["right"]) is not (item["item"] in wrong)
            ),
        )
        for item in page["quiz"]
    ]


def stand(log, office=PPS):
    page = records.edition_in_force(log).by_key[DESA]
    told = records.steps(log=log, keys=[DESA], offices=[office])
    return stand_of(page, told, log=log.origin, office=office, at=hour("18 12:00"))


def test_before_an_edition_there_is_no_such_part(phones):
    assert "brief" not in ask(phones[PPS], "field/sync").json()["parts"]


def test_an_office_is_sent_its_own_pages_with_sections_questions_and_whom_to_call(issued, phones):
    person = Person.objects.create(name="Siti", phone="+62811", changed_at=OPENED)
    Post.objects.create(person=person, office=f"ppk:{PLANDAAN}", title="Ketua")
    pages = brief(phones[PPS])
    assert [page["key"] for page in pages] == [DESA, f"store:{JIPURAPAH}"]
    page = pages[0]
    assert page.keys() == {
        *("key", "edition", "version", "title", "until", "sections", "quiz", "asked", "passed"),
    }
    codes = [section["code"] for section in page["sections"]]
    assert codes == ["situation", "mission", "execution", "logistics", "command"]
    assert not any(section["changed"] for section in page["sections"])
    assert page["title"] == {
        "id": "Pembekalan desa Jipurapah (Plandaan)",
        "en": "Briefing of desa Jipurapah (Plandaan)",
    }
    assert page["asked"] == [item["item"] for item in page["quiz"]]
    called = [line["id"] for line in page["sections"][-1]["lines"]]
    assert "PPK Plandaan: Siti (Ketua) +62811" in called
    assert [one["key"] for one in brief(phones[KPPS])] == [DESA]


def test_no_name_of_a_person_is_in_the_editions_file(issued, example_log, phones):
    from sepaham.domain.briefing import edition_to_bytes

    Person.objects.create(name="Siti", phone="+62811", changed_at=OPENED)
    assert b"Siti" not in edition_to_bytes(records.edition_in_force(example_log))


def test_sending_pages_is_delivering_them_once_a_version(issued, example_log, phones):
    assert stand(example_log).course is Course.NONE
    brief(phones[PPS])
    brief(phones[PPS])
    assert BriefingStep.objects.filter(what="delivered", key=DESA).count() == 1
    assert stand(example_log).course is Course.DELIVERED


def test_all_right_is_a_pass_and_telling_twice_is_telling_once(issued, example_log, phones):
    page = brief(phones[PPS])[0]
    sent = [step(seconds=40), *answers(page)]
    entries = Entry.objects.count()
    assert tell(phones[PPS], *sent).json() == {"kept": len(sent), "refused": []}
    kept = BriefingStep.objects.count()
    assert tell(phones[PPS], *sent).json() == {"kept": len(sent), "refused": []}
    assert (BriefingStep.objects.count(), Entry.objects.count()) == (kept, entries), "and it is no statement"
    assert stand(example_log).course is Course.UNDERSTOOD
    now = brief(phones[PPS])[0]
    assert (now["passed"], now["asked"]) == (True, [])


def test_who_errs_twice_is_called_and_taught_back(issued, example_log, phones):
    page = brief(phones[PPS])[0]
    critical = next(item["item"] for item in page["quiz"] if item["critical"])
    tell(phones[PPS], *answers(page, wrong={critical}), *answers(page, wrong={critical}, attempt=2))
    assert stand(example_log).course is Course.CALL
    found = records.edition_in_force(example_log).by_key[DESA]
    teach_back(
        log=example_log,
        page=found,
        office=PPS,
        by=f"ppk:{PLANDAAN}",
        grade="S",
        words="Kalau ada air, mundur dulu",
        at=hour("18 11:00"),
    )
    assert stand(example_log).course is Course.UNDERSTOOD


def test_what_fits_no_page_is_named_and_the_rest_is_kept(issued, phones):
    odd = [
        step(key="desa:35.17.05.2002"),
        step(edition=7),
        step("answered", item="nothing", choice="x"),
        step(),
    ]
    answer = tell(phones[PPS], *odd).json()
    assert answer["kept"] == 1
    assert [(one["step"], one["code"]) for one in answer["refused"]] == [
        (0, "briefing.page"),
        (1, "briefing.page"),
        (2, "briefing.item"),
    ]


@pytest.mark.parametrize(
    "odd",
    [{"at": "yesterday"}, {"step": "passed"}, {"edition": 0}, {"seconds": -1}, {"attempt": 3}, {"key": ""}],
)
def test_odd_steps_are_refused_in_words(issued, phones, odd):
    answer = tell(phones[PPS], {**step(), **odd})
    assert answer.status_code == 400
    assert answer.json()["detail"]
    assert not BriefingStep.objects.filter(what="opened").exists()


def test_too_many_steps_at_once_and_unsigned_ones_are_refused(issued, phones):
    from django.test import Client

    assert tell(phones[PPS], *([step()] * 201)).status_code == 400
    assert Client().post("/api/v1/field/briefing", "{}", content_type="application/json").status_code == 401


def test_an_hour_that_cannot_be_is_replaced_by_that_of_receipt(issued, example_log, phones):
    tell(phones[PPS], step(at="2031-01-01T00:00:00Z"))
    assert BriefingStep.objects.get(what="opened").at.year == 2024


def test_a_phone_that_may_not_know_hours_reads_none(issued, gateway, keep):
    camat = Phone(f"camat:{PLANDAAN}")
    pemkab = Phone(f"pemkab:{KABUPATEN}")
    keep(gateway.enrolment(pemkab, KABUPATEN, OPENED))
    keep(pemkab.enrolment(camat, PLANDAAN, OPENED))
    text = json.dumps(brief(camat))
    assert "Pembekalan kecamatan Plandaan" in text
    assert "24 Nov" not in text
    assert "26 Nov" not in text


def test_nothing_changed_issues_nothing_and_steps_go_after_their_time(issued, example_log, phones):
    gateway = gateway_signer(settings.INSTANCE, example_log.origin)
    assert issue(log=example_log, shipped=threats(), gateway=gateway, at=OPENED + timedelta(hours=1)) is None
    assert records.editions(example_log).keys() == {1}
    brief(phones[PPS])
    assert purge_steps(before=hour("19 00:00")) + purge_steps(before=hour("30 00:00")) == 2
