"""Needs, authority, search, activity and the menu: what they answer and to whom."""

import re

import pytest

from example import JIPURAPAH, KABUPATEN, PLANDAAN, SUMBERJO, WONOSALAM, code, hour, load

pytestmark = pytest.mark.database
KPU, PPK = f"kpu:{KABUPATEN}", f"ppk:{PLANDAAN}"
STATION = f"{JIPURAPAH}.001"
BOX = code(STATION, "K1")


@pytest.fixture
def packed(phones, keep):
    """Jipurapah's first box is packed with a seal, a list of one's own waits, the first leg was given."""
    kpu, at = phones[KPU], hour("20 10:00")
    body = {"units": [BOX], "seals": {BOX: ["104418"]}}
    keep(kpu.sign(kpu.voice.say("parcel.pack", STATION, at, body)), at=at)
    keep(kpu.sign(kpu.voice.give(load("kpu-ppk", PLANDAAN), hour("24 09:00"))), at=hour("24 09:00"))


# Needs


def test_needs_are_told_level_by_level(sign_in, example_log):
    desk = sign_in(KPU)
    answer = desk.get("/needs")
    assert [row.cells["tps"] for row in answer.context["table"].rows] == [2, 3]
    assert "Kebutuhan 5 TPS dan 2.424 pemilih" in answer.content.decode()
    stations = desk.get("/needs", {"by": "tps"}).context["table"]
    box = next(column.key for column in stations.columns if column.title.startswith("Kotak"))
    assert [row.cells[box] for row in stations.rows] == [1] * 5
    assert stations.rows[-1].href == f"/tps/{JIPURAPAH}.002"


def test_needs_of_ones_own_region_lead_to_paper_and_to_no_other(sign_in, example_log):
    desk = sign_in(PPK)
    page = desk.get("/needs").content.decode()
    assert f"/papers/needs/{PLANDAAN}.pdf" in page
    assert desk.get("/needs", {"region": WONOSALAM}).status_code == 404


def test_assumed_voters_are_marked_and_cartons_told_as_delivered(sign_in, phones, keep):
    from sepaham.records.register import PollingStation

    PollingStation.objects.filter(desa=JIPURAPAH, number=1).update(assumed=True)
    kpu, at = phones[KPU], hour("19 10:00")
    body = {"arrival": "K001", "item": "ballot:pilgub", "cartons": [{"first": 1, "last": 2, "each": 2000}]}
    keep(kpu.sign(kpu.voice.say("goods.arrive", KABUPATEN, at, body)), at=at)
    answer = sign_in(KPU).get("/needs")
    assert [row.cells["assumed"] for row in answer.context["table"].rows] == [0, 1]
    assert "1 koli berisi 2.000, satu berisi" in answer.content.decode()


# Authority


def test_what_my_office_may_state_stands_first_with_its_source(sign_in, example_log):
    page = sign_in(f"bawaslu:{KABUPATEN}").get("/authority")
    (line, rights), *_ = page.context["mine"]
    assert (line, rights[0].state, rights[-1].state) == ("Bawaslu", "complete", "serious")
    assert any("Perbawaslu" in right.source for right in rights)


def test_the_whole_table_is_there_and_filtered_by_line(sign_in, example_log):
    desk = sign_in(KPU)
    page = desk.get("/authority", {"line": "linmas"})
    assert {row.cells["line"] for row in page.context["table"].rows} == {"Linmas"}
    assert len(desk.get("/authority").context["table"].rows) > 200
    kinds, lines = page.context["crossings"], page.context["lines"]
    assert all(len(crossing.cells) == len(lines) for crossing in kinds)


# Search


@pytest.mark.parametrize(
    ("typed", "leads"),
    [
        (BOX, f"/unit/{BOX}"),
        (f" {BOX[:6].lower()} {BOX[6:].lower()} ", f"/unit/{BOX}"),
        ("3517152004", f"/picture?region={JIPURAPAH}"),
        ("35.17.15.2004.001", f"/tps/{STATION}"),
        ("plandaan", f"/picture?region={PLANDAAN}"),
        ("jipurapah", f"/picture?region={JIPURAPAH}"),
        ("jipurapah plandaan", f"/picture?region={JIPURAPAH}"),
        ("tps 1 jiporapah", f"/tps/{STATION}"),
        ("PPK Plandaan", f"/activity?office={PPK}"),
        ("104418", f"/unit/{BOX}"),
        (load("kpu-ppk", PLANDAAN).hash[:10], f"/handover/{load('kpu-ppk', PLANDAAN).hash}"),
        ("tinta", "/stock/ink"),
    ],
)
def test_the_one_thing_of_a_name_opens_at_once(sign_in, packed, typed, leads):
    answer = sign_in(KPU).get("/search", {"q": typed})
    assert (answer.status_code, answer.url) == (302, leads)


def test_a_name_spelt_otherwise_is_offered(sign_in, packed):
    answer = sign_in(KPU).get("/search", {"q": "Jiporapah"})
    assert [hit.name for hit in answer.context["found"]] == ["Jipurapah (Plandaan)"]


@pytest.mark.parametrize("typed", ["104418", "wonosalam", "ppk wonosalam", SUMBERJO, "tinta", "K001 3"])
def test_what_lies_outside_ones_region_is_not_found(sign_in, packed, typed):
    answer = sign_in("ppk:35.17.05" if typed == "104418" else PPK).get("/search", {"q": typed})
    assert (answer.status_code, answer.context["found"]) == (422, [])


def test_a_load_list_nobody_stated_is_found_by_those_who_know_plans(sign_in, packed):
    name = load("ppk-pps", JIPURAPAH).hash
    assert sign_in(f"camat:{PLANDAAN}").get("/search", {"q": name[:12]}).status_code == 422
    assert sign_in(f"polsek:{PLANDAAN}", name="p").get("/search", {"q": name[:12]}).status_code == 302


def test_deliveries_cartons_and_paper_numbers_are_found(sign_in, phones, keep, example_log):
    from sepaham.records.papers import Paper

    kpu, at = phones[KPU], hour("19 10:00")
    body = {"arrival": "K001", "item": "ink", "cartons": [{"first": 1, "last": 2, "each": 20}]}
    keep(kpu.sign(kpu.voice.say("goods.arrive", KABUPATEN, at, body)), at=at)
    subject = load("kpu-ppk", PLANDAAN).hash
    Paper.objects.create(
        log=example_log,
        office=KPU,
        kind="bast",
        subject=subject,
        place=1,
        number="12/BA/KPU-Jbg/XI/2024",
        made_at=at,
    )
    desk = sign_in(KPU)
    assert desk.get("/search", {"q": "k001"}).url == "/arrivals/K001"
    assert desk.get("/search", {"q": "K001 2"}).url == "/carton?arrival=K001&number=2"
    (paper,) = desk.get("/search", {"q": "12/BA"}).context["found"]
    assert (paper.name, paper.href) == ("12/BA/KPU-Jbg/XI/2024", f"/handover/{subject}")


def test_an_empty_box_says_what_can_be_searched(sign_in, example_log):
    answer = sign_in(KPU).get("/search")
    assert (answer.status_code, "Nomor segel" in answer.content.decode()) == (200, True)


# Activity


def test_the_latest_statements_are_told_newest_first_with_their_proof(sign_in, packed):
    answer = sign_in(KPU).get("/activity")
    first, second, *_ = answer.context["table"].rows
    assert (first.cells["who"], first.cells["what"]) == (
        "KPU Jombang",
        "menyerahkan: daftar muatan 21 barang, KPU → PPK",
    )
    assert second.cells["what"] == "mengemas"
    assert re.fullmatch(r"/entry/\d+", first.href)


@pytest.mark.parametrize(
    ("asked", "number"),
    [
        ({"kind": "parcel.pack"}, 1),
        ({"line": "ppk"}, 1),
        ({"day": "2024-11-24"}, 1),
        ({"office": f"pps:{JIPURAPAH}"}, 1),
        ({"day": "x", "kind": "parcel.pack"}, 1),
        ({"day": "0001-01-01", "kind": "parcel.pack"}, 1),
        ({"day": "9999-12-31", "kind": "parcel.pack"}, 1),
    ],
)
def test_statements_are_chosen_by_office_kind_and_day(sign_in, packed, asked, number):
    assert len(sign_in(KPU).get("/activity", asked).context["table"].rows) == number


def test_an_office_reads_what_was_stated_in_its_own_region(sign_in, packed):
    desk = sign_in("ppk:35.17.05")
    assert desk.get("/activity").context["table"].rows == ()
    assert desk.get("/activity", {"region": PLANDAAN}).status_code == 404


def test_a_list_made_on_the_way_is_activity_for_those_who_know_plans(sign_in, phones, keep):
    from dataclasses import replace

    pps, at = phones[f"pps:{JIPURAPAH}"], hour("26 08:00")
    made = replace(load("pps-kpps", STATION), step=1)
    (own,) = keep(pps.sign(pps.voice.say("list.declare", JIPURAPAH, at, {"list": made.to_dict()})), at=at)
    asked = {"kind": "list.declare"}
    camat = sign_in(f"camat:{PLANDAAN}")
    assert camat.get("/activity", asked).context["count"] == 0
    assert camat.get("/handovers", {"kept": own.index}).context["kept"] is None
    ppk = sign_in(PPK, name="ppk")
    assert ppk.get("/activity", asked).context["count"] == 1
    assert ppk.get("/handovers", {"kept": own.index}).context["kept"].index == own.index


# The menu, and tables to take along


def test_the_menu_holds_the_rooms_that_there_are_and_marks_where_one_stands(sign_in, example_log):
    page = sign_in(KPU).get("/trips").content.decode()
    menu = page[page.index('class="all"') :].partition("</nav>")[0]
    assert 'href="/trips" aria-current="page"' in menu
    assert menu.count("aria-current") == 1
    for room in (
        "/picture",
        "/check",
        "/handovers",
        "/stores",
        "/stock",
        "/needs",
        "/authority",
        "/activity",
    ):
        assert f'href="{room}"' in menu


def test_rooms_of_the_whole_kabupaten_are_for_its_offices(sign_in, example_log):
    assert 'href="/stock"' not in sign_in(PPK).get("/trips").content.decode()


def test_the_menu_counts_the_notices_not_read(sign_in, phones, keep):
    ppk, first = phones[PPK], load("kpu-ppk", PLANDAAN)
    off = [{"unit": BOX, "what": "seal_broken"}]
    keep(ppk.sign(ppk.voice.receive(first, hour("24 10:00"), **{"except": off})), at=hour("24 10:00"))
    page = sign_in(PPK).get("/trips").content.decode()
    assert re.search(r'<b class="waits">[1-9]', page)


@pytest.mark.parametrize(("door", "name"), [("/picture", "picture"), ("/check", "check")])
def test_picture_and_checks_are_downloaded_and_copied_out(sign_in, packed, door, name):
    desk = sign_in(KPU)
    answer = desk.get(door, {"as": "xlsx"})
    assert answer.headers["Content-Disposition"] == f'attachment; filename="{name}.xlsx"'
    copied = desk.get(door, {"as": "text", "heads": "1"}).content.decode()
    assert copied.count("\n") >= 1
    assert "Keadaan" in copied if name == "picture" else "Perihal" in copied
