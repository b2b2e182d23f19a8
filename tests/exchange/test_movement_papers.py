"""Papers that go with a vehicle: waybill, loading order, route sheet, card, letter, schedule, SPJ."""

import io
import json
from dataclasses import replace
from datetime import timedelta

import docx
import pytest
from pypdf import PdfReader

from example import JIPURAPAH, KABUPATEN, KLITIH, PLANDAAN, PROFILE, SUMBERJO, WONOSALAM, hour, load
from sepaham.domain.movement import Halt, Journey
from sepaham.domain.rivers import Crossing, River
from sepaham.domain.roads import CrowWays
from sepaham.domain.travel import Point
from sepaham.exchange.papers.blocks import Codes, Facts, Sketch, Table
from sepaham.exchange.papers.card import driver_card
from sepaham.exchange.papers.docx import docx_of
from sepaham.exchange.papers.escort_letter import Asking, escort_letter
from sepaham.exchange.papers.goings import Going
from sepaham.exchange.papers.hops import hops_of
from sepaham.exchange.papers.letterhead import Heading
from sepaham.exchange.papers.loading import loading_order
from sepaham.exchange.papers.moved import Hop, Means, Moved
from sepaham.exchange.papers.route import route_sheet
from sepaham.exchange.papers.schedule import schedule_sheet
from sepaham.exchange.papers.spj import spj
from sepaham.exchange.papers.typeset import bundle, typeset
from sepaham.exchange.papers.waybill import waybill
from sepaham.gateways.pdf import TypstPress

TO_JIPURAPAH, TO_KLITIH = load("ppk-pps", JIPURAPAH), load("ppk-pps", KLITIH)
SPOTS = {
    PLANDAAN: Point(-75000000, 1121000000),
    JIPURAPAH: Point(-74000000, 1121500000),
    KLITIH: Point(-74000000, 1121500000),
}
RIVER = River(
    "brantas",
    "Brantas",
    (Point(-74500000, 1120000000), Point(-74500000, 1123000000)),
    (
        Crossing("jembatan-ploso", "Jembatan Ploso", Point(-74500000, 1121200000)),
        Crossing("jembatan-megaluh", "Jembatan Megaluh", Point(-74500000, 1122000000)),
    ),
)


def names(key, language):
    return f"{key} {language}"


def journey(leg, region, loads, *, departs="26 05:30", vehicle="a1", part=(1, 1)):
    at, halts = hour(departs), []
    for found in loads:
        at += timedelta(minutes=30)
        halts.append(Halt(found.region, (found.hash,), at, at + timedelta(minutes=10), part))
    back = at + timedelta(hours=1)
    return Journey(
        f"trip:{leg}:{region}:{vehicle}:1",
        leg,
        region,
        vehicle,
        "d1",
        hour(departs),
        back,
        tuple(halts),
        24_600,
        0,
    )


def moved(loads=(TO_JIPURAPAH, TO_KLITIH), *, leg="ppk-pps", region=PLANDAAN, **more):
    usual = {
        "journey": journey(leg, region, loads),
        "means": Means("pickup", plate="S 8123 WX", driver="Sutrisno", phone="0812", litres=4000),
        "lists": {found.hash: found for found in loads},
        "held": {found.hash: found.units for found in loads},
        "heading": Heading(),
        "number": "",
        "at": hour("25 10:00"),
    }
    return Moved(**(usual | more))


def told(paper):
    """All that a paper says, as one text."""
    return json.dumps(typeset(paper).values, ensure_ascii=False)


def tables(paper):
    return [block for block in paper.blocks if isinstance(block, Table)]


def pages(papers):
    pdf = TypstPress().pdf(bundle(papers, name="x"))
    return [" ".join(page.extract_text().split()) for page in PdfReader(io.BytesIO(pdf)).pages]


# Waybill


def test_a_waybill_says_by_what_whom_and_whither_with_a_code_for_each_list():
    seals = {TO_JIPURAPAH.units[0]: ("104418", "104419")}
    paper = waybill(moved(seals=seals), profile=PROFILE, names=names, language="id")
    text = told(paper)
    for part in ("S 8123 WX", "Sutrisno · 0812", "pikap", "2 tempat, 21 barang, 2 nomor segel", "06.00"):
        assert part in text
    (codes,) = (block for block in paper.blocks if isinstance(block, Codes))
    assert [one.code for one in codes.items] == [
        f"sepaham:{TO_JIPURAPAH.hash}",
        f"sepaham:{TO_KLITIH.hash}",
    ]
    assert [row[-3] for row in tables(paper)[0].rows] == ["14", "7", "21"]
    assert "SURAT JALAN" in text
    assert "WAYBILL" in told(waybill(moved(), profile=PROFILE, names=names, language="en"))


def test_what_nobody_entered_is_left_to_be_written_by_hand():
    paper = waybill(moved(means=Means("truck")), profile=PROFILE, names=names, language="id")
    (facts,) = (block for block in paper.blocks if isinstance(block, Facts))
    rows = dict(facts.rows)
    assert [rows[key] for key in ("Nomor polisi", "Pengemudi", "Pengawal")] == ["…", "…", "…"]
    assert paper.number == "…"


def test_a_named_porter_has_no_plate_and_a_store_takes_what_comes_home():
    loads = [load("kpps-pps", f"{JIPURAPAH}.00{n}") for n in (1, 2)]
    made = moved(loads, leg="kpps-pps", region=JIPURAPAH, means=Means("foot", driver="Pak Min"))
    text = told(waybill(made, profile=PROFILE, names=names, language="id"))
    assert "Nomor polisi" not in text
    assert "Pembawa" in text
    assert "Yang menerima di tujuan" in text
    assert made.sender == f"pps:{JIPURAPAH}"


def test_a_list_that_takes_several_vehicles_says_which_part_this_one_carries():
    found = load("kpu-ppk", PLANDAAN)
    run = journey("kpu-ppk", KABUPATEN, [found], departs="23 08:00", part=(2, 3))
    made = moved([found], journey=run, held={found.hash: found.units[:7]})
    text = told(waybill(made, profile=PROFILE, names=names, language="id"))
    assert "bagian 2 dari 3" in text
    assert "1 tempat, 7 barang." in text


@pytest.mark.parametrize("language", ["id", "en"])
def test_a_waybill_as_docx_says_what_the_pdf_says(language):
    paper = waybill(moved(), profile=PROFILE, names=names, language=language)
    file = docx.Document(io.BytesIO(docx_of(paper)))
    cells = [cell.text for table in file.tables for row in table.rows for cell in row.cells]
    assert any("Sutrisno" in cell for cell in cells)
    assert len(file.inline_shapes) == 1 + 2


# Loading order


def test_the_last_stop_goes_in_first_and_the_first_fetched_goes_deepest():
    litres = {TO_JIPURAPAH.hash: 900, TO_KLITIH.hash: 300}
    out = loading_order(moved(litres=litres), profile=PROFILE, names=names, language="id")
    assert [row[:3] for row in tables(out)[0].rows[:-1]] == [
        ("1", f"{KLITIH} id", "2"),
        ("2", f"{JIPURAPAH} id", "1"),
    ]
    assert "1.200 dari 4.000 liter (30 persen)" in told(out)
    home = [load("pps-ppk", JIPURAPAH), load("pps-ppk", KLITIH)]
    back = loading_order(moved(home, leg="pps-ppk"), profile=PROFILE, names=names, language="id")
    assert [row[2] for row in tables(back)[0].rows[:-1]] == ["1", "2"]


def test_piles_are_drawn_by_their_volume_inside_the_bed():
    litres = {TO_JIPURAPAH.hash: 3000, TO_KLITIH.hash: 1000}
    paper = loading_order(moved(litres=litres), profile=PROFILE, names=names, language="id")
    (sketch,) = (block for block in paper.blocks if isinstance(block, Sketch))
    cab, first, second, door = sketch.boxes
    assert first.width < second.width
    assert first.x == cab.x + cab.width
    assert second.x + second.width == pytest.approx(door.x)
    assert "1. 35.17.15.2003 id (7)" in sketch.told


def test_who_walks_carries_without_a_drawing():
    paper = loading_order(moved(means=Means("foot")), profile=PROFILE, names=names, language="id")
    assert not any(isinstance(block, Sketch) for block in paper.blocks)


# Route sheet and card


def test_a_route_sheet_draws_the_way_over_the_crossings_and_says_what_else_is_open():
    hops = (Hop(9100, ("Jembatan Ploso",), ("Jembatan Megaluh",)), Hop(400), Hop(9300, ("Jembatan Ploso",)))
    made = moved(
        points=SPOTS,
        hops=hops,
        rivers=(RIVER,),
        calls=(("PPK", "0812"),),
        assumed=frozenset({KLITIH}),
        roads="crow*1.4",
    )
    paper = route_sheet(made, names=names, language="id")
    text = told(paper)
    for part in (
        "9,1",
        "ambil Jembatan Megaluh",
        "24,6 km, 2 tempat",
        "Letak 1 tempat diandaikan",
        "garis lurus × 1,4",
        "110",
    ):
        assert part in text
    (sketch,) = (block for block in paper.blocks if isinstance(block, Sketch))
    assert {spot.look for spot in sketch.spots} == {"store", "stop", "bridge"}
    at = {spot.text: (spot.x, spot.y) for spot in sketch.spots if spot.look == "stop"}
    assert at["1"] != at["2"]
    assert len([stroke for stroke in sketch.strokes if stroke.look == "way"]) == 2
    assert len(pages([paper])) == 1


def test_the_way_over_a_river_names_its_crossing_and_the_next_one():
    run = moved().journey
    out, between, back = hops_of(run, kind="pickup", points=SPOTS, ways=CrowWays((RIVER,)))
    assert (out.via, out.otherwise) == (("Jembatan Ploso",), ("Jembatan Megaluh",))
    assert (between.metres, between.via) == (0, ())
    assert back.metres == out.metres > 0
    closed = hops_of(run, kind="pickup", points=SPOTS, ways=CrowWays((RIVER,), frozenset({"jembatan-ploso"})))
    assert (closed[0].via, closed[0].otherwise) == (("Jembatan Megaluh",), ())
    assert hops_of(run, kind="pickup", points={}, ways=CrowWays()) == ()


def test_a_route_sheet_without_places_says_so_and_keeps_the_order():
    text = told(route_sheet(moved(), names=names, language="id"))
    assert "Letak tempat-tempat ini belum tercatat" in text
    assert f"{KLITIH} id" in text


@pytest.mark.parametrize("stops", [1, 5, 6, 22])
def test_sheet_and_card_stay_one_page_each_up_to_a_days_stops(stops):
    run = moved().journey
    halts = tuple(replace(run.halts[n % 2], region=f"{JIPURAPAH}.{n + 1:03d}") for n in range(stops))
    points = {f"{JIPURAPAH}.{n + 1:03d}": Point(-74000000 + n * 900, 1121500000) for n in range(stops)}
    made = moved(
        journey=replace(run, halts=halts, region=JIPURAPAH),
        points={**points, JIPURAPAH: SPOTS[JIPURAPAH]},
        calls=tuple((f"pps:{JIPURAPAH}", f"0812-{n}") for n in range(6)),
    )
    papers = [route_sheet(made, names=names, language="id"), driver_card(made, names=names, language="id")]
    foot = "Dicetak Rab 25 Nov 2026 09.00 WIB · log 28.113 entri · dicocokkan 3 lembaga · " + "kata " * 12
    papers = [replace(paper, mark="LATIHAN · CONTOH", asof=foot) for paper in papers]
    assert len(pages(papers)) == 2


def test_a_card_says_the_next_stops_whom_to_call_and_what_to_do():
    text = told(driver_card(moved(calls=((f"ppk:{PLANDAAN}", "0321"),)), names=names, language="id"))
    for part in ("Singgah berikut", "0321", "Jangan terobos air", "110"):
        assert part in text


# Letter and schedule


def goings():
    first = journey(
        "kpu-ppk", KABUPATEN, [load("kpu-ppk", PLANDAAN), load("kpu-ppk", WONOSALAM)], departs="23 08:00"
    )
    second = journey("ppk-pps", PLANDAAN, [TO_JIPURAPAH, TO_KLITIH])
    last = journey("pps-kpps", JIPURAPAH, [load("pps-kpps", f"{JIPURAPAH}.001")], departs="26 10:00")
    return (
        Going(first, "truck", (21, 14), boxes=10, officers=3),
        Going(second, "pickup", (14, 7), boxes=6),
        Going(last, "foot", (7,), boxes=2),
    )


def asking(**more):
    usual = {
        "office": f"kpu:{KABUPATEN}",
        "to": f"polres:{KABUPATEN}",
        "region": KABUPATEN,
        "goings": goings(),
        "heading": Heading(place="Jombang", copies=("Bawaslu",)),
        "number": "108/PAM/KPU/2024",
        "profile_name": "Pilkada 2024",
        "at": hour("20 09:00"),
    }
    return Asking(**(usual | more))


def test_the_letter_asks_by_number_and_sums_by_day_and_kecamatan():
    paper = escort_letter(asking(), names=names, language="id")
    text = told(paper)
    for part in (
        "108/PAM/KPU/2024",
        f"Kepala polres:{KABUPATEN} id",
        "Jombang, 20 November 2024",
        "3 perjalanan ke 5 tempat",
        "63 barang, termasuk 18 kotak suara",
        "Perjalanan dari desa ke TPS dihitung",
    ):
        assert part in text
    days, *each = tables(paper)
    assert [(row[1], row[2], row[4]) for row in days.rows] == [
        (f"{WONOSALAM} id", "1", "14"),
        (f"{PLANDAAN} id", "1", "21"),
        (f"{PLANDAAN} id", "2", "28"),
        ("", "3", "63"),
    ]
    assert [len(table.rows) for table in each] == [1, 1]


def test_the_letter_as_docx_has_its_letterhead_and_no_code():
    file = docx.Document(io.BytesIO(docx_of(escort_letter(asking(), names=names, language="id"))))
    assert "KOMISI PEMILIHAN UMUM" in [line.text for line in file.tables[0].rows[0].cells[1].paragraphs]
    assert not file.inline_shapes


def test_a_schedule_tells_a_kecamatan_its_own_calls_and_no_others():
    paper = schedule_sheet(WONOSALAM, goings(), reader=f"camat:{WONOSALAM}", names=names, language="id")
    text = told(paper)
    assert f"Untuk camat:{WONOSALAM} id" in text
    assert "1 perjalanan, 14 barang" in text
    assert PLANDAAN not in text
    assert "Belum ada perjalanan" in told(
        schedule_sheet(SUMBERJO, (), reader=f"pps:{SUMBERJO}", names=names, language="id")
    )


def test_the_last_stretch_names_a_polling_station_by_number_beside_its_desa():
    paper = schedule_sheet(PLANDAAN, goings(), reader=f"ppk:{PLANDAAN}", names=names, language="id")
    assert tables(paper)[-1].rows[0][3].startswith("TPS 001 ")


# SPJ


def test_the_bundle_is_waybill_receipts_and_payment_in_one_file_with_pages_of_their_own():
    received = {TO_JIPURAPAH.hash: (hour("26 06:05"), 412, 14)}
    made = moved(received=received, means=Means("pickup", driver="Sutrisno", day_cost=650_000, km_cost=4_500))
    papers = spj(made, profile=PROFILE, names=names, language="id")
    text = " ".join(map(told, papers))
    for part in ("26 Nov 06.05, entri 412, 14 barang", "Rp650.000 sehari + 24,6 km × Rp4.500 = Rp760.700"):
        assert part in text
    found = pages(papers)
    assert len(found) == 3
    assert [page.count("Halaman 1 dari 1") for page in found] == [1, 1, 1]


def test_costs_nobody_entered_are_said_to_be_missing():
    assert "ongkos belum diisi" in told(spj(moved(), profile=PROFILE, names=names, language="id")[2])
