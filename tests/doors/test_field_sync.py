"""A phone is given what its office needs and nothing else, and afterwards what changed."""

import json
from datetime import timedelta

import pytest
from device import ask
from django.conf import settings

from example import (
    JIPURAPAH,
    KABUPATEN,
    KLITIH,
    OPENED,
    ORIGIN,
    PLANDAAN,
    SUMBERJO,
    WONOSALAM,
    Phone,
    code,
    hour,
    load,
)
from sepaham.actions.log import declare_phone
from sepaham.api import field
from sepaham.domain.base import canonical_json, digest
from sepaham.domain.loads import load_list_from_dict
from sepaham.gateways.keys import gateway_signer
from sepaham.gateways.phone import build_of
from sepaham.records.people import Person, Post

pytestmark = pytest.mark.database
TPS, TWO = f"{JIPURAPAH}.001", f"{JIPURAPAH}.002"
KPU, PPK, PPS, KPPS = f"kpu:{KABUPATEN}", f"ppk:{PLANDAAN}", f"pps:{JIPURAPAH}", f"kpps:{TPS}"
BAWASLU, PANWASCAM, PKD, PTPS = (
    f"bawaslu:{KABUPATEN}",
    f"panwascam:{PLANDAAN}",
    f"pkd:{JIPURAPAH}",
    f"ptps:{TPS}",
)
TO_PPK, TO_PPS, TO_TPS = load("kpu-ppk", PLANDAAN), load("ppk-pps", JIPURAPAH), load("pps-kpps", TPS)
SOON = hour("25 12:00")


def sync(phone, since=""):
    return ask(phone, f"field/sync?since={since}" if since else "field/sync").json()


def whole(answer, name):
    """A collection out of its buckets."""
    return {
        key: value
        for part, bucket in answer["parts"].items()
        if part.partition(".")[0] == name
        for key, value in bucket.items()
    }


# Who the phone speaks for


def test_it_says_who_speaks_in_which_log_and_what_they_may_state(phones):
    answer = sync(phones[KPPS])
    me = answer["parts"]["me"]
    assert (answer["format"], answer["log"], answer["gone"]) == ("sepaham/sync/1", ORIGIN, [])
    assert (me["office"], me["line"], me["regions"], me["inviter"]) == (KPPS, "kpps", [TPS], PPS)
    assert (me["day"], me["zone"], me["simulated"]) == ("2024-11-27", {"name": "WIB", "minutes": 420}, True)
    box = me["marks"]["K1"]
    assert (box["item"], box["election"], box["returns"]) == ("box", "pilgub", True)
    assert (me["verbs"]["handover.receive"], me["verbs"]["trouble.report"]) == ("party", "yes")
    assert answer["parts"]["names"][TPS].startswith("TPS 001 Jipurapah")


@pytest.mark.parametrize("office", [BAWASLU, PANWASCAM, PKD, PTPS])
def test_a_supervisor_observes_and_never_receives(phones, office):
    verbs = sync(phones[office])["parts"]["me"]["verbs"]
    assert verbs["handover.observe"] == "yes"
    assert not {"handover.give", "handover.receive", "parcel.pack", "unit.use"} & verbs.keys()


def test_verbs_for_offices_below_are_marked_so(phones):
    verbs = sync(phones[PPS])["parts"]["me"]["verbs"]
    assert (verbs["device.enrol"], verbs["seal.issue"]) == ("below", "below")


# Load lists


def test_each_office_is_given_its_own_lists_and_those_it_may_observe(phones):
    roles = {
        office: {
            (one["list"]["leg"], one["list"]["region"], one["role"])
            for one in whole(sync(phones[office]), "lists").values()
        }
        for office in (KPPS, PPS, PTPS, PANWASCAM)
    }
    assert roles[KPPS] == {("pps-kpps", TPS, "receive"), ("kpps-pps", TPS, "give")}
    assert roles[PTPS] == {("pps-kpps", TPS, "observe"), ("kpps-pps", TPS, "observe")}
    assert ("ppk-pps", JIPURAPAH, "receive") in roles[PPS]
    assert ("pps-kpps", TWO, "give") in roles[PPS]
    assert {leg for leg, _, _ in roles[PANWASCAM]} == {"kpu-ppk", "ppk-pps", "pps-ppk", "ppk-kpu"}


def test_a_list_hashes_to_its_name_without_signal(phones):
    for hash_, one in whole(sync(phones[KPPS]), "lists").items():
        assert digest(canonical_json(one["list"])) == hash_
        assert load_list_from_dict(one["list"]).hash == hash_


def test_what_goods_of_one_station_should_hold_comes_along(phones):
    one = whole(sync(phones[KPPS]), "lists")[TO_TPS.hash]
    assert one["contents"]["ballot:pilgub"] == 533
    assert sync(phones[KPPS])["parts"]["names"]["ballot:pilgub"]


def test_hours_are_secret_to_who_only_looks_on_until_somebody_stated_something(phones, gateway, keep):
    pemkab, camat = Phone(f"pemkab:{KABUPATEN}"), Phone(f"camat:{PLANDAAN}")
    keep(gateway.enrolment(pemkab, KABUPATEN, OPENED), pemkab.enrolment(camat, PLANDAAN, OPENED))
    hidden = whole(sync(camat), "lists")[TO_PPK.hash]["list"]
    assert not {"nonce", "opens", "closes"} & hidden.keys()
    assert hidden["units"]
    assert not any("opens" in trip for trip in whole(sync(camat), "trips").values())
    keep(phones[KPU].sign(phones[KPU].voice.give(TO_PPK, SOON)), at=SOON)
    shown = whole(sync(camat), "lists")
    assert digest(canonical_json(shown[TO_PPK.hash]["list"])) == TO_PPK.hash
    assert "nonce" not in shown[TO_PPS.hash]["list"]


def test_who_supervises_knows_the_hours_beforehand(phones):
    assert all("opens" in one["list"] for one in whole(sync(phones[PANWASCAM]), "lists").values())
    assert all("opens" in trip for trip in whole(sync(phones[PANWASCAM]), "trips").values())


def test_what_was_stated_of_a_list_comes_with_its_exceptions(phones, keep):
    off = [{"unit": code(TPS, "B3"), "what": "missing"}]
    (given,) = keep(phones[PPS].sign(phones[PPS].voice.give(TO_TPS, SOON)), at=SOON)
    keep(phones[KPPS].sign(phones[KPPS].voice.receive(TO_TPS, SOON, **{"except": off})), at=SOON)
    keep(phones[PTPS].sign(phones[PTPS].voice.observe(TO_TPS, SOON, side="give")), at=SOON)
    told = whole(sync(phones[KPPS]), "lists")[TO_TPS.hash]["accounts"]
    by_office = {one["office"]: one for one in told}
    assert by_office[PPS]["id"] == given.id
    assert by_office[KPPS]["except"] == off
    assert by_office[PTPS]["side"] == "give"
    assert not any("aside" in one or "by" in one for one in told)


def test_an_account_that_does_not_count_is_marked_and_a_copied_one_says_by_whom(phones, keep):
    paper = {"of": {"office": KPPS, "source": "paper"}}
    keep(phones[PKD].sign(phones[PKD].voice.receive(TO_TPS, SOON, **paper)), at=SOON)
    keep(phones[PTPS].sign(phones[PTPS].voice.give(TO_TPS, SOON)), at=SOON)
    told = {one["office"]: one for one in whole(sync(phones[KPPS]), "lists")[TO_TPS.hash]["accounts"]}
    assert (told[KPPS]["by"], told[KPPS]["source"]) == (PKD, "paper")
    assert told[PTPS]["aside"] == "no_authority"


def test_a_corrected_account_is_left_out(phones, keep):
    kpps = phones[KPPS]
    (first,) = keep(kpps.sign(kpps.voice.receive(TO_TPS, SOON)), at=SOON)
    keep(kpps.sign(kpps.voice.receive(TO_TPS, SOON, refs=[("corrects", first.id)])), at=SOON)
    (told,) = whole(sync(phones[PPS]), "lists")[TO_TPS.hash]["accounts"]
    assert told["id"] != first.id


def test_a_list_made_on_the_way_comes_whole(phones, keep):
    made = load_list_from_dict({**TO_TPS.to_dict(), "nonce": "n" * 22, "step": 1})
    pps = phones[PPS]
    keep(pps.sign(pps.voice.say("list.declare", TPS, SOON, {"list": made.to_dict()})), at=SOON)
    found = whole(sync(phones[KPPS]), "lists")[made.hash]["list"]
    assert digest(canonical_json(found)) == made.hash


def test_a_scanned_list_of_its_regions_is_told_and_no_other(phones):
    answer = ask(phones[PANWASCAM], f"field/lists/{TO_TPS.hash}").json()
    assert (answer["hash"], answer["value"]["role"]) == (TO_TPS.hash, "observe")
    assert answer["names"][KPPS].startswith("KPPS TPS 001")
    for office, hash_ in ((PANWASCAM, load("kpu-ppk", WONOSALAM).hash), (KPPS, TO_PPS.hash), (KPPS, "x")):
        refused = ask(phones[office], f"field/lists/{hash_}")
        assert (refused.status_code, refused.json()["code"]) == (404, "not_found")


# Units, trips, nights, people, keys


def test_units_tell_where_they_are_and_the_seals_last_put_on(phones, keep):
    box, kpu = code(TPS, "K1"), phones[KPU]
    body = {"units": [box], "seals": {box: ["104418", "104419"]}}
    keep(kpu.sign(kpu.voice.say("parcel.pack", TPS, SOON, body)), at=SOON)
    keep(phones[KPPS].sign(phones[KPPS].voice.receive(TO_TPS, SOON)), at=SOON)
    units = whole(sync(phones[KPPS]), "units")
    assert len(units) == 7
    assert units[box] == {"place": "tps", "holder": KPPS, "seals": ["104418", "104419"]}
    assert "seals" not in units[code(TPS, "B1")]
    assert len(whole(sync(phones[PPS]), "units")) == 14


def test_trips_tell_their_stops_and_how_far_they_are(phones, keep):
    trip, pps = f"trip:pps-kpps:{TPS}", phones[PPS]
    before = whole(sync(phones[KPPS]), "trips")[trip]
    assert (before["stops"], before["lists"], before["arrived"]) == ([TPS], [TO_TPS.hash], {})
    body = {"trip": trip, "vehicle": "pickup", "check": {"brakes": "ok"}}
    keep(pps.sign(pps.voice.say("trip.depart", JIPURAPAH, SOON, body)), at=SOON)
    after = whole(sync(phones[KPPS]), "trips")[trip]
    assert (after["departed"], after["vehicle"]) == ("2024-11-25T05:00:00Z", "pickup")


def test_nights_are_due_for_a_desa_and_each_of_its_stations(phones, keep):
    ten, five = sync(phones[PPS])["parts"]["nights"]
    assert (ten["slot"], ten["due"]) == ("22", "2024-11-26T15:00:00Z")
    assert (five["slot"], five["due"]) == ("05", "2024-11-26T22:00:00Z")
    assert ten["places"] == {JIPURAPAH: "", TPS: "", TWO: ""}
    at, kpps = hour("26 22:00"), phones[KPPS]
    body = {"slot": "22", "state": "safe", "guards": 2, "place": "tent"}
    keep(kpps.sign(kpps.voice.say("night.report", TPS, at, body)), at=at)
    assert sync(phones[PPS])["parts"]["nights"][0]["places"][TPS] == "safe"
    assert sync(kpps)["parts"]["nights"][0]["places"] == {TPS: "safe"}


@pytest.mark.parametrize("office", [KPU, PPK, BAWASLU])
def test_who_reports_of_no_night_is_told_of_none(phones, office):
    assert sync(phones[office])["parts"]["nights"] == []


def test_the_nearest_to_call_come_first_and_nobody_from_elsewhere(phones):
    for name, office in (
        ("Bu Above", PPS),
        ("Pak Here", PTPS),
        ("Bu Desa", f"kades:{JIPURAPAH}"),
        ("Pak Far", f"pps:{SUMBERJO}"),
        ("Bu Kecamatan", PPK),
    ):
        who = Person.objects.create(name=name, phone="+62812", changed_at=OPENED)
        Post.objects.create(person=who, office=office, title="Ketua")
    told = sync(phones[KPPS])["parts"]["people"]
    assert {one["name"] for one in told} == {"Bu Above", "Pak Here", "Bu Desa"}
    assert told[0] == {"office": PPS, "name": "Bu Above", "title": "Ketua", "phone": "+62812", "why": "above"}


def test_keys_of_counterparties_come_along_while_they_hold(phones, keep):
    keys = sync(phones[KPPS])["parts"]["keys"]
    pps = phones[PPS].signer
    assert keys[pps.keyid]["office"] == PPS
    assert phones[KPU].signer.keyid not in keys
    assert phones[KPPS].signer.keyid not in keys
    body = {"device": pps.keyid, "reason": "lost"}
    keep(phones[PPK].sign(phones[PPK].voice.say("device.revoke", PLANDAAN, OPENED, body)))
    assert pps.keyid not in sync(phones[KPPS])["parts"]["keys"]


def test_what_its_office_stated_is_answered_with_its_place(phones, keep):
    (kept,) = keep(phones[KPPS].sign(phones[KPPS].voice.receive(TO_TPS, SOON)), at=SOON)
    assert sync(phones[KPPS])["parts"]["answered"] == {kept.id: kept.index}


def test_forms_and_the_roles_page_come_in_both_languages(phones):
    parts = sync(phones[KPPS])["parts"]
    assert [form["id"] for form in parts["forms"]] == ["departure", "night", "trouble"]
    lists = ("departure", "destruction", "opening", "receipt", "return", "store", "transit")
    given = [form["id"] for form in sync(phones[BAWASLU])["parts"]["forms"]]
    assert given == [*(f"check-{act}" for act in lists), "trouble"]
    assert parts["briefing"]["id"].startswith("# Panduan ketua KPPS")
    assert parts["briefing"]["en"].startswith("# ")


# What changed


def test_nothing_comes_again_that_did_not_change(phones):
    first = sync(phones[PPS])
    again = sync(phones[PPS], first["cursor"])
    assert (again["parts"], again["gone"], again["cursor"]) == ({}, [], first["cursor"])
    assert len(first["cursor"]) < 2000


def test_one_receipt_brings_what_it_changed_and_little_more(phones, keep):
    first, early = sync(phones[PPS]), hour("19 12:00")
    keep(phones[KPPS].sign(phones[KPPS].voice.receive(TO_TPS, early)), at=early)
    later = sync(phones[PPS], first["cursor"])
    assert TO_TPS.hash in whole(later, "lists")
    assert whole(later, "units")[code(TPS, "K1")]["place"] == "tps"
    assert not {"me", "names", "people", "keys", "forms", "briefing", "nights"} & later["parts"].keys()
    merged = {**first["parts"], **later["parts"]}
    assert merged == sync(phones[PPS])["parts"]


@pytest.mark.parametrize("cursor", ["x", "me-zz", "me-0123456789.", "a" * 1999, "me-0123456789__x"])
def test_a_cursor_that_is_none_of_ours_brings_everything(phones, cursor):
    assert sync(phones[KPPS], cursor)["parts"].keys() == sync(phones[KPPS])["parts"].keys()


def test_a_part_that_is_no_more_is_to_be_forgotten(phones):
    cursor = sync(phones[KPPS])["cursor"] + "_lists.99-0123456789"
    assert sync(phones[KPPS], cursor)["gone"] == ["lists.99"]


def test_nothing_of_another_desa_or_its_people_is_in_it(phones):
    text = json.dumps({**sync(phones[PPS])["parts"], "briefing": ""})
    assert KLITIH not in text
    assert WONOSALAM not in text
    assert len(text) < 200_000


@pytest.mark.parametrize(
    ("day", "offer"), [("22 23:00", True), ("23 00:00", False), ("27 12:00", False), ("01 00:00", True)]
)
def test_no_update_is_offered_from_four_days_before_to_four_days_after(phones, keep, day, offer):
    at = hour(day) if day[:2] != "01" else hour("30 23:00") + timedelta(days=2)
    keep(phones[KPPS].sign(phones[KPPS].voice.receive(TO_TPS, at)), at=at)
    assert sync(phones[KPPS])["parts"]["me"]["app"]["offer"] is offer


def test_an_urgent_update_is_offered_even_then(phones, keep, example_log, monkeypatch):
    urgent = build_of({"index.html": b"<!doctype html>"})
    monkeypatch.setattr(field, "build", lambda: urgent)
    signer = gateway_signer(settings.INSTANCE, ORIGIN)
    assert sync(phones[KPPS])["parts"]["me"]["app"]["version"] == urgent.version
    declare_phone(log=example_log, build=urgent, gateway=signer, at=SOON)
    assert sync(phones[KPPS])["parts"]["me"]["app"] == {
        "version": urgent.version,
        "offer": False,
        "urgent": False,
    }
    declare_phone(log=example_log, build=urgent, gateway=signer, at=SOON, urgent=True)
    app = sync(phones[KPPS])["parts"]["me"]["app"]
    assert (app["offer"], app["urgent"]) == (True, True)
