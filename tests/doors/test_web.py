"""The desk's pages: what they show is pure and told here first; then who may open which door."""

import json
import re
from dataclasses import replace
from datetime import timedelta

import pytest
from visible import read

from example import JIPURAPAH, KABUPATEN, KLITIH, ORIGIN, PLANDAAN, SUMBERJO, WONOSALAM, code, hour, load
from sepaham.domain.custody import UnitState
from sepaham.domain.findings import Finding
from sepaham.domain.life import Event, Life, steps_of
from sepaham.domain.loads import Stage
from sepaham.domain.picture import Area, Head, Picture
from sepaham.domain.statement import Source
from sepaham.web.present import check, picture, states, unit
from sepaham.web.present import map as maps
from sepaham.web.present.states import State

NOON = hour("26 12:00")
STATION, BOX = f"{JIPURAPAH}.001", code(f"{JIPURAPAH}.001", "K2")
CHAIN = [("kpu-ppk", PLANDAAN), ("ppk-pps", JIPURAPAH), ("pps-kpps", STATION)]


def names(key, language):
    return f"<{key}>"


def area(region=PLANDAAN, **more):
    usual = {
        "stations": 84,
        "complete": 71,
        "units": {"tps": 497, "pps>tps": 91},
        "boxes": 168,
        "boxes_home": 0,
    }
    usual |= {"attention": 0, "serious": 0, "differ": 0, "unseen": 30, "handovers": 90}
    return Area(region=region, name="Plandaan", **(usual | more))


def shown(*areas, total=None, **head):
    usual = {"log": ORIGIN, "profile": "pilkada-2024", "region": KABUPATEN, "name": "Jombang", "at": NOON}
    usual |= {"size": 48213, "root": "", "rules": 1, "declared_by": {}, "assumed": 0, "illustrative": False}
    return Picture(Head(**(usual | head)), total or area(KABUPATEN), areas, ())


def finding(rule="late", region=PLANDAAN, since=NOON, **more):
    return Finding(rule=rule, subject=f"{rule}{region}{since}", region=region, since=since, **more)


# The answer of the picture


def test_on_the_way_out_the_answer_is_what_is_complete():
    told = picture.answer(area(stations=1942, complete=1887), "id")
    assert (told.sentence, told.rest, told.also) == ("1.887 dari 1.942 TPS lengkap", "55 belum", "")
    assert (told.state, picture.answer(area(stations=1942, complete=1887), "en").rest) == (
        State.MOVING,
        "55 not yet",
    )


def test_once_goods_go_home_the_answer_is_what_came_back():
    told = picture.answer(area(complete=84, units={"stored": 7}, boxes_home=168), "en")
    assert (told.sentence, told.rest, told.state) == ("168 of 168 boxes back", "", State.COMPLETE)
    assert told.also == "84 of 84 polling stations complete"


def test_before_anything_moves_the_answer_waits():
    assert picture.answer(area(complete=0, units={"kpu": 588}), "id").state is State.WAITING


@pytest.mark.parametrize(
    ("more", "state"),
    [
        ({"serious": 1, "differ": 1, "attention": 1}, State.SERIOUS),
        ({"differ": 1, "attention": 1}, State.DIFFER),
        ({"attention": 1}, State.ATTENTION),
        ({"complete": 84}, State.COMPLETE),
        ({}, State.MOVING),
        ({"complete": 0, "units": {"kpu": 588}}, State.WAITING),
    ],
)
def test_an_area_shows_what_needs_a_hand_before_how_far_it_is(more, state):
    assert states.area_state(area(**more), homeward=False) is state


def test_areas_come_worst_first_and_never_round_up_to_all():
    made = picture.rows(
        shown(area(WONOSALAM, complete=84), area(PLANDAAN, serious=1), total=area(KABUPATEN, complete=1))
    )
    assert [row.region for row in made] == [PLANDAAN, WONOSALAM]
    assert (made[0].portion, made[0].seen, made[0].coverage, made[0].open) == (84, 60, 66, 1)
    assert replace(made[0], done=1941, of=1942).portion == 99
    assert [state for state, _ in picture.legend(made, "id")] == [State.SERIOUS, State.COMPLETE]


def test_the_flow_tells_each_place_and_what_moves_between():
    stops = picture.flow(
        area(units={"kpu": 1, "pps": 2, "pps>tps": 3, "tps": 4, "used": 5, "ppk<": 6, "stored": 7})
    )
    assert [(s.here, s.onward) for s in stops] == [(1, 0), (0, 0), (2, 3), (4, 0), (0, 0), (6, 0), (7, None)]
    assert stops[3].used == 5


def test_the_shared_sentence_has_figures_hour_and_entry_and_no_route():
    text = picture.share(shown(total=area(serious=1, attention=6)), names, "id", matched="belum dicocokkan")
    assert text == (
        "Jombang · <pilkada-2024> · Sel 26 Nov 2024 12.00 WIB. 71 dari 84 TPS lengkap, 13 belum. "
        "7 perlu dicek (■ 1, ▲ 6). Entri 48.213, belum dicocokkan."
    )


def test_an_example_and_an_exercise_say_so_wherever_they_go():
    shared = picture.share(shown(illustrative=True, log="x/LATIHAN"), names, "en", matched="not yet matched")
    assert shared.startswith("EXERCISE: EXAMPLE: Jombang")


def test_notes_say_what_is_assumed_and_how_declarations_reached_us():
    assert picture.notes(shown(declared_by={"direct": 9}).head, "id") == ()
    told = picture.notes(shown(assumed=1942, declared_by={"direct": 5200, "paper": 311}).head, "id")
    assert told == (
        "Jumlah pemilih 1.942 TPS diandaikan, bukan angka resmi.",
        "Serah terima dinyatakan: 5.200 langsung, 311 dari kertas.",
    )


def test_a_map_gives_every_area_its_shape_figure_and_page():
    made = picture.rows(shown(area(WONOSALAM), area(PLANDAAN)))
    text = maps.features(
        made, [(PLANDAAN, '{"type":"Polygon","coordinates":[]}')], "en", lambda row: row.region
    )
    (only,) = json.loads(text)["features"]
    assert only["properties"] == {
        "name": "Plandaan",
        "state": "moving",
        "word": "moving",
        "figure": "71/84",
        "href": PLANDAAN,
    }


# What needs a hand

CHECKS = [
    finding("late", STATION, NOON - timedelta(hours=5), until=NOON - timedelta(hours=1), values={}),
    finding("seal_broken", SUMBERJO, NOON - timedelta(hours=2)),
    finding("seal_missing", JIPURAPAH, NOON - timedelta(hours=1)),
    finding("declared_differs_seen", PLANDAAN, NOON - timedelta(hours=3)),
]


@pytest.mark.parametrize(
    ("asked", "rules"),
    [
        ({}, ["seal_broken", "declared_differs_seen", "seal_missing"]),
        ({"sort": "since"}, ["seal_missing", "seal_broken", "declared_differs_seen"]),
        ({"sort": "place"}, ["seal_broken", "declared_differs_seen", "seal_missing"]),
        ({"state": "settled"}, ["late"]),
        ({"state": "all", "sort": "rule"}, ["declared_differs_seen", "late", "seal_broken", "seal_missing"]),
        ({"severity": "attention"}, ["seal_missing"]),
        ({"region": WONOSALAM}, ["seal_broken"]),
        ({"rule": "seal_missing"}, ["seal_missing"]),
        ({"rule": "nonsense", "sort": "nonsense", "state": "nonsense", "severity": "nonsense"}, 3),
    ],
)
def test_a_reader_chooses_what_to_check_and_in_which_order(asked, rules):
    found = [f.rule for f in check.choose(CHECKS, check.choice_of(asked), NOON)]
    assert (found if isinstance(rules, list) else len(found)) == rules


def test_there_is_to_choose_from_what_occurs():
    assert check.regions_in(CHECKS, KABUPATEN, "") == [WONOSALAM, PLANDAAN]
    assert check.regions_in(CHECKS, KABUPATEN, KLITIH) == [WONOSALAM, PLANDAAN, KLITIH]
    assert [code_ for code_, _ in check.rules_in(CHECKS[:2], "en")] == ["seal_broken", "late"]


def test_a_line_about_one_unit_opens_that_unit():
    values = {"unit": BOX, "leg": "pps-kpps", "office": f"kpps:{STATION}"}
    told = check.line(finding("seal_missing", STATION, values=values, units=(BOX,)), "en", names)
    assert (told.unit, told.units, told.station, told.state) == (BOX, 1, True, State.ATTENTION)
    assert told.sentence == f"<{BOX}> bore no seal at PPS → polling station, says <kpps:{STATION}>."


# One unit's life


def state(**more):
    usual = {"station": STATION, "item": "box", "holder": f"kpps:{STATION}", "stage": Stage.PPS_KPPS}
    return UnitState(**({"code": BOX, "packed": True, "reached": True, "at": NOON} | usual | more))


def event(stage, kind, at, **more):
    usual = {
        "office": f"ppk:{PLANDAAN}",
        "by": f"ppk:{PLANDAAN}",
        "source": Source.DIRECT,
        "seen": False,
        "off": "",
    }
    usual |= {"seals": (), "received_at": at, "index": 7, "id": "ab"}
    return Event(stage=stage, kind=kind, at=at, **(usual | more))


def life(*events, **more):
    return Life(
        state(**more), "K2", "pilbup", steps_of(events=events, lists=[load(*leg) for leg in CHAIN]), ()
    )


@pytest.mark.parametrize(
    ("more", "where", "shape"),
    [
        ({}, "Sudah di TPS-nya", State.COMPLETE),
        ({"holder": f"kpps:{JIPURAPAH}.002"}, f"Di TPS, dipegang <kpps:{JIPURAPAH}.002>", State.COMPLETE),
        (
            {"holder": f"pps:{JIPURAPAH}", "moving": True, "reached": False},
            f"Di jalan dari <pps:{JIPURAPAH}> ke <kpps:{STATION}>",
            State.MOVING,
        ),
        (
            {"holder": "kpu:35.17", "stage": Stage.PPK_KPU},
            "Kembali, tersimpan di <kpu:35.17>",
            State.COMPLETE,
        ),
        (
            {"holder": "kpu:35.17", "stage": Stage.PACK, "packed": False, "reached": False, "at": None},
            "Di gudang <kpu:35.17>",
            State.WAITING,
        ),
    ],
)
def test_a_unit_is_where_it_is_in_large_words(more, where, shape):
    assert unit.whereabouts(life(**more), "id", names) == where
    assert unit.life_state(life(**more), NOON) is shape


def test_a_stage_nobody_stated_before_one_that_was_is_a_broken_chain():
    steps = unit.stretches(life(event("pps-kpps", "handover.receive", NOON)), "id", names, NOON)
    told = {s.title: (s.gap, s.state, s.broken) for s in steps}
    assert told["PPK → PPS"] == ("Tidak dinyatakan oleh siapa pun", State.SERIOUS, True)
    assert told["PPS → TPS"] == ("", State.COMPLETE, False)
    assert told["Dikemas"] == ("Tidak ada yang dinyatakan", State.WAITING, False)


def test_a_stage_past_its_limit_says_so_and_one_ahead_waits():
    early = unit.stretches(life(), "en", names, hour("23 06:00"))
    late = unit.stretches(life(), "en", names, hour("27 06:00"))
    assert {s.gap for s in early} == {"Not yet"}
    assert [s.gap for s in late if s.closes_at] == ["Limit passed, not yet stated"] * 3


def test_an_act_tells_how_it_reached_us_and_when_it_came_late():
    given = event("kpu-ppk", "handover.give", NOON)
    copied = event(
        "kpu-ppk",
        "handover.receive",
        NOON,
        by=f"panwascam:{PLANDAAN}",
        source=Source.PAPER,
        received_at=NOON + timedelta(hours=5),
        off=("damaged", "unsealed"),
        seals=("104418",),
    )
    step = next(s for s in unit.stretches(life(given, copied), "en", names, NOON) if s.declared)
    first, second = step.declared
    assert (first.source, first.arrived, second.arrived) == ("", None, NOON + timedelta(hours=5))
    assert (second.source, second.off) == (
        f"from paper, by <panwascam:{PLANDAAN}>",
        "damaged, without a seal",
    )
    assert (step.state, step.unseen) == (State.ATTENTION, "Not seen by another institution")
    assert unit.last_seals(life(given, copied))[0] == ("104418",)


# The doors

DOORS = ["/", "/check", "/check/abc", f"/tps/{STATION}", f"/unit/{BOX}", "/find?code=1", "/map.json"]
database = pytest.mark.database


@database
@pytest.mark.parametrize("door", DOORS)
def test_who_is_not_signed_in_is_sent_to_sign_in(client, db, door):
    answer = client.get(door)
    assert (answer.status_code, answer.url.partition("?")[0]) == (302, "/sign-in")


@database
def test_without_a_log_the_pages_say_what_to_do_next(sign_in, db):
    page = sign_in("kpu:35.17").get("/picture").content.decode()
    assert "Belum ada log" in page
    assert "sepaham demo" in page


@database
def test_an_account_without_an_office_sees_no_region(sign_in, example_log):
    assert "Belum memegang jabatan" in sign_in().get("/picture").content.decode()


@database
@pytest.mark.parametrize(
    ("language", "text"), [("id", "0 dari 5 TPS lengkap"), ("en", "0 of 5 polling stations")]
)
def test_the_picture_answers_in_both_languages(sign_in, example_log, language, text):
    desk = sign_in("kpu:35.17")
    desk.post("/language", {"language": language, "next": "/"})
    page = desk.get("/picture").content.decode()
    assert text in page
    assert f'<html lang="{language}">' in page
    assert read(page).styles == read(page).scripts == []


@database
@pytest.mark.parametrize(
    "door",
    [
        f"/picture?region={WONOSALAM}",
        f"/map.json?region={WONOSALAM}",
        f"/check?region={WONOSALAM}",
        f"/tps/{SUMBERJO}.001",
        f"/unit/{code(f'{SUMBERJO}.001', 'K1')}",
        "/picture?region=35.17",
        "/picture?region=nonsense",
        f"/picture?region={PLANDAAN}.2999",
        "/tps/nonsense",
        f"/tps/{JIPURAPAH}",
        "/unit/nonsense",
        "/check/nonsense",
    ],
)
def test_what_lies_outside_an_offices_region_is_not_found(sign_in, example_log, door):
    answer = sign_in(f"ppk:{PLANDAAN}").get(door)
    assert answer.status_code == 404
    assert "Tidak ditemukan" in answer.content.decode()


@database
def test_an_office_first_sees_its_own_region_and_two_hats_lead_to_both(sign_in, example_log):
    page = sign_in(f"ppk:{PLANDAAN}", f"ppk:{WONOSALAM}").get("/picture").content.decode()
    assert "0 dari 2 TPS lengkap" in page
    assert f'?region={PLANDAAN}">juga Plandaan' in page


@database
def test_who_answers_for_one_polling_station_sees_its_goods(sign_in, example_log):
    answer = sign_in(f"ptps:{STATION}").get("/picture", follow=True)
    assert answer.redirect_chain == [(f"/tps/{STATION}", 302)]
    assert "0 dari 7 barang sampai" in answer.content.decode()


@database
def test_a_unit_shows_what_was_declared_beside_what_was_seen(sign_in, phones, keep):
    leg, at = load("kpu-ppk", PLANDAAN), hour("24 09:00")
    kpu, ppk, panwascam = (phones[o] for o in ("kpu:35.17", f"ppk:{PLANDAAN}", f"panwascam:{PLANDAAN}"))
    keep(kpu.sign(kpu.voice.give(leg, at)), at=at)
    keep(ppk.sign(ppk.voice.receive(leg, at + timedelta(hours=2))), at=at + timedelta(hours=2))
    keep(panwascam.sign(panwascam.voice.observe(leg, at + timedelta(hours=2))), at=at + timedelta(hours=3))
    page = sign_in("kpu:35.17").get(f"/unit/{BOX}").content.decode()
    declared, seen = page.index("menyerahkan"), page.index("melihat")
    assert page.index('class="declared"') < declared < page.index('class="seen"', declared) < seen
    assert "/entry/" in page
    assert "Di PPK Plandaan" in page


@database
def test_a_typed_code_opens_its_page_and_a_slip_is_told(sign_in, example_log):
    desk = sign_in("kpu:35.17")
    assert desk.get("/find", {"code": f" {BOX[:6].lower()} {BOX[6:].lower()} "}).url == f"/unit/{BOX}"
    assert desk.get("/find", {"code": "3517152004"}).url == f"/picture?region={JIPURAPAH}"
    slip = desk.get("/find", {"code": BOX[:-1] + ("A" if BOX[-1] != "A" else "B")})
    assert slip.status_code == 422
    assert "karakter pemeriksa" in slip.content.decode()
    strange = desk.get("/find", {"code": "<b>"})
    assert (strange.status_code, "&lt;b&gt; tidak ditemukan" in strange.content.decode()) == (422, True)


@database
def test_the_list_of_checks_filters_and_opens_each(sign_in, phones, keep):
    leg, at = load("kpu-ppk", PLANDAAN), hour("24 09:00")
    kpu, ppk = phones["kpu:35.17"], phones[f"ppk:{PLANDAAN}"]
    keep(kpu.sign(kpu.voice.give(leg, at)), at=at)
    broken = ppk.voice.receive(leg, at, **{"except": [{"unit": BOX, "what": "seal_broken"}]})
    keep(ppk.sign(broken), at=at + timedelta(minutes=5))
    desk = sign_in("kpu:35.17")
    page = desk.get("/check", {"rule": "seal_broken"}).content.decode()
    assert "1 ditampilkan menurut pilihan" in page
    assert f'href="/unit/{BOX}"' in page
    assert "0 ditampilkan" in desk.get("/check", {"severity": "differ"}).content.decode()
    opened = re.search(r'href="/check/(\w+)"', desk.get(f"/unit/{BOX}").content.decode())
    assert "Segel rusak" in desk.get(f"/check/{opened[1]}").content.decode()


@database
def test_signing_in_takes_a_name_and_a_password(client, db):
    from sepaham.records.people import Account

    Account.objects.create_user("ppk", password="kotak-suara-2024")
    refused = client.post("/sign-in", {"username": "ppk", "password": "salah"})
    assert "tidak cocok" in refused.content.decode()
    let_in = client.post(
        "/sign-in?next=/check", {"username": "ppk", "password": "kotak-suara-2024", "next": "/check"}
    )
    assert (let_in.status_code, let_in.url) == (302, "/check")
    assert client.get("/sign-out").status_code == 405
    assert client.post("/sign-out").url == "/sign-in"


def test_when_it_fails_on_our_side_the_page_needs_no_store():
    from sepaham.web.views import broken

    answer = broken(None)
    assert (answer.status_code, "Ada yang salah pada kami" in answer.content.decode()) == (500, True)
