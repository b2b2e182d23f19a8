"""Pages of handovers, trips and stores: what they answer, to whom, and what their forms sign."""

import pytest

from example import (
    JIPURAPAH,
    KABUPATEN,
    KLITIH,
    PLANDAAN,
    SUMBERJO,
    WONOSALAM,
    code,
    hour,
    load,
)
from sepaham.domain.statement import parse

pytestmark = pytest.mark.database
KPU, PPK, PPS = f"kpu:{KABUPATEN}", f"ppk:{PLANDAAN}", f"pps:{JIPURAPAH}"
FIRST = load("kpu-ppk", PLANDAAN)
TRIP = f"trip:kpu-ppk:{PLANDAAN}"
NEW = "/handovers/new"


@pytest.fixture
def moved(phones, keep):
    """The goods of Plandaan went to PPK, one box unsealed; the truck's way was stated."""
    kpu, ppk, at, came = phones[KPU], phones[PPK], hour("24 09:00"), hour("24 10:00")
    keep(kpu.sign(kpu.voice.give(FIRST, at)), at=at)
    body = {"trip": TRIP, "vehicle": "truck"}
    keep(kpu.sign(kpu.voice.say("trip.depart", PLANDAAN, at, body)), at=at)
    off = [{"unit": code(f"{JIPURAPAH}.001", "K1"), "what": "unsealed"}]
    keep(ppk.sign(ppk.voice.receive(FIRST, came, **{"except": off})), at=came)


def valid(answer, office):
    """The drafts a form made, each of a form the log accepts."""
    for draft in answer.context["drafts"]:
        payload = {
            "nonce": "A" * 22,
            "log": "x",
            "kind": draft.kind,
            "office": office,
            "device": "d",
            "seq": 1,
        }
        payload |= {"prev": "", "at": "2024-11-20T01:00:00Z", "region": draft.region, "refs": []}
        parse({**payload, "body": draft.body}, id="0" * 64)
    return answer.context["drafts"]


def cells(answer, key):
    return [row.cells[key] for row in answer.context["table"].rows]


# Handovers


def test_the_load_lists_of_a_region_answer_how_many_are_done(sign_in, moved):
    answer = sign_in(KPU).get("/handovers")
    assert "1 dari 20 serah terima selesai" in answer.content.decode()
    assert answer.context["table"].rows[1].href == f"/handover/{FIRST.hash}"
    assert (cells(answer, "odd")[:2], answer.context["odd"]) == ([1, 1], 2)


@pytest.mark.parametrize(
    ("asked", "rows"),
    [
        ({"leg": "kpu-ppk"}, 2),
        ({"state": "done"}, 1),
        ({"state": "odd"}, 2),
        ({"state": "moving"}, 0),
        ({"region": WONOSALAM}, 8),
    ],
)
def test_load_lists_are_chosen_by_leg_state_and_region(sign_in, moved, asked, rows):
    assert len(sign_in(KPU).get("/handovers", asked).context["table"].rows) == rows


def test_hours_nobody_stated_are_told_to_those_who_need_them_alone(sign_in, moved):
    camat = sign_in(f"camat:{PLANDAAN}").get("/handovers")
    rows = {row.href for row in camat.context["table"].rows}
    assert rows == {"", f"/handover/{FIRST.hash}"}
    assert [hour_ is None for hour_ in cells(camat, "opens")].count(False) == 1
    polsek = sign_in(f"polsek:{PLANDAAN}", name="polsek").get("/handovers")
    assert None not in cells(polsek, "opens")


def test_an_office_sees_the_load_lists_of_its_own_region(sign_in, moved):
    desk = sign_in(PPK)
    assert desk.get("/handovers", {"region": WONOSALAM}).status_code == 404
    assert SUMBERJO not in {row.region for row in desk.get("/handovers").context["table"].rows}


def test_every_table_is_downloaded_as_it_is_chosen(sign_in, moved):
    answer = sign_in(KPU).get("/handovers", {"leg": "kpu-ppk", "as": "xlsx"})
    assert answer.headers["Content-Disposition"] == 'attachment; filename="handovers.xlsx"'


# Making a load list on the way


def form(**more):
    usual = {"office": PPS, "peer": f"pps:{KLITIH}", "role": "give", "way": "out"}
    usual |= {"opens": "2024-11-26T09:00", "closes": "2024-11-26T15:00"}
    return {**usual, "units": code(f"{KLITIH}.001", "K1").lower(), **more}


def test_a_box_that_came_to_the_wrong_desa_is_sent_on_by_a_list_of_its_own(sign_in, example_log):
    answer = sign_in(PPS).post(NEW, form())
    (draft,) = valid(answer, PPS)
    made = draft.body["list"]
    assert (draft.kind, draft.region) == ("list.declare", JIPURAPAH)
    assert (made["leg"], made["region"], made["step"], made["units"]) == (
        "ppk-pps",
        KLITIH,
        1,
        [code(f"{KLITIH}.001", "K1")],
    )
    assert made["opens"] == "2024-11-26T02:00:00Z"
    assert "1 barang dari PPS Jipurapah" in answer.context["sentences"][0]


def test_the_log_takes_the_list_and_the_table_shows_it_to_its_parties(sign_in, phones, keep):
    (draft,) = valid(sign_in(PPS).post(NEW, form()), PPS)
    pps = phones[PPS]
    keep(pps.sign(pps.voice.say(draft.kind, draft.region, hour("26 08:00"), draft.body)), at=hour("26 08:00"))
    extra = sign_in(PPS).get("/handovers", {"state": "extra"}).context["table"].rows
    assert [row.region for row in extra] == [KLITIH]
    desa = sign_in(f"kades:{KLITIH}", name="kades").get("/handovers", {"state": "extra"})
    assert desa.context["table"].rows == ()


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        ({"units": ""}, "Barang: tulis paling sedikit satu kode."),
        ({"units": "3517152004001K1"}, "Barang: kode 3517152004001K1 tidak dikenal; lihat lagi stikernya."),
        ({"peer": f"pps:{SUMBERJO}"}, "Pihak lain: pilih salah satu dari daftar."),
        ({"closes": "2024-11-26T08:00"}, "Batas: harus sesudah mulai."),
        ({"opens": "besok"}, "Mulai: tulis hari dan jam, misalnya 2024-11-26T18:00."),
        ({"opens": "0001-01-01T00:00"}, "Mulai: tulis hari dan jam, misalnya 2024-11-26T18:00."),
        ({"closes": "9999-12-31T23:59"}, "Batas: tulis hari dan jam, misalnya 2024-11-26T18:00."),
        (
            {"units": code(f"{SUMBERJO}.001", "K1")},
            "Daftar ini tidak akan dihitung: di luar wilayahnya.",
        ),
    ],
)
def test_a_list_the_log_would_not_count_is_told_before_it_is_signed(sign_in, example_log, change, sentence):
    answer = sign_in(PPS).post(NEW, form(**change))
    assert (answer.status_code, answer.context["problems"]) == (422, [sentence])
    assert all(typed in answer.content.decode() for name, typed in change.items() if name != "peer")


def test_the_form_is_filled_with_what_an_office_holds_of_a_place(sign_in, moved):
    page = sign_in(PPK).get(NEW, {"area": JIPURAPAH})
    assert page.context["sent"]["units"].split()[0].startswith("3517152004")
    assert len(page.context["sent"]["units"].split()) == 14


def test_who_holds_no_goods_makes_no_list(sign_in, example_log):
    assert sign_in(f"bawaslu:{KABUPATEN}").get(NEW).status_code == 404
    assert sign_in(f"bawaslu:{KABUPATEN}").get("/handovers").context["declares"] is False


# Trips


def test_trips_between_stores_are_shown_and_porters_when_asked_for(sign_in, moved):
    desk = sign_in(KPU)
    answer = desk.get("/trips")
    assert "0 dari 10 perjalanan tiba" in answer.content.decode()
    assert (len(answer.context["table"].rows), cells(answer, "vehicle")[1]) == (10, "truk")
    assert len(desk.get("/trips", {"leg": "pps-kpps"}).context["table"].rows) == 5
    assert len(desk.get("/trips", {"state": "moving"}).context["table"].rows) == 1


def test_a_trip_shows_its_stops_its_load_and_who_stated_what(sign_in, moved):
    page = sign_in(KPU).get(f"/trip/{TRIP}").content.decode()
    assert "Di perjalanan, membawa 21 barang" in page
    assert f'href="/handover/{FIRST.hash}"' in page
    assert "belum ada yang menyatakan tiba" in page


def test_who_receives_states_the_arrival_and_signs_it(sign_in, moved):
    desk = sign_in(PPK)
    sent = {"act": "arrive", "office": PPK, "stop": PLANDAAN, "vehicle": "truck"}
    answer = desk.post(f"/trip/{TRIP}", sent)
    (draft,) = valid(answer, PPK)
    assert (draft.kind, draft.region, draft.body) == (
        "trip.arrive",
        PLANDAAN,
        {"trip": TRIP, "vehicle": "truck"},
    )
    assert answer.context["sentences"] == [
        "KPU → PPK, Plandaan: tiba di Plandaan, membawa 21 barang. Dengan truk."
    ]
    assert desk.post(f"/trip/{TRIP}", {**sent, "vehicle": "naga"}).status_code == 422
    assert desk.post(f"/trip/{TRIP}", {**sent, "office": KPU}).status_code == 404


@pytest.mark.parametrize("office", [f"camat:{PLANDAAN}", f"ptps:{JIPURAPAH}.001"])
def test_who_does_not_move_goods_reads_or_finds_nothing(sign_in, moved, office):
    answer = sign_in(office).get(f"/trip/{TRIP}")
    assert answer.status_code == (200 if office.startswith("camat") else 404)
    if answer.status_code == 200:
        assert answer.context["offices"] == []


def test_a_trip_is_no_secret_but_its_hours_are_until_it_is_stated(sign_in, moved):
    desk = sign_in(f"camat:{WONOSALAM}")
    page = desk.get(f"/trip/trip:kpu-ppk:{WONOSALAM}")
    assert page.context["lists"] == []
    assert "Nov 2024 07.00" not in page.content.decode()
    assert desk.get(f"/trip/{TRIP}").status_code == 404
    assert desk.get("/trip/nonsense").status_code == 404


# Stores


def test_stores_tell_what_is_in_them_and_whose_room_it_is(sign_in, moved):
    answer = sign_in(KPU).get("/stores")
    told = {row.region: (row.cells["boxes"], row.cells["units"]) for row in answer.context["table"].rows}
    assert told[KABUPATEN] == (4, 14)
    assert told[PLANDAAN] == (6, 21)
    assert f"{JIPURAPAH}.001" not in told
    assert "10 kotak di 2 tempat simpan" in answer.content.decode()
    assert len(sign_in(KPU).get("/stores", {"kind": "kpps"}).context["table"].rows) == 5


def test_one_store_tells_its_goods_what_comes_and_what_goes(sign_in, moved):
    answer = sign_in(PPK).get(f"/store/{PLANDAAN}")
    page = answer.content.decode()
    assert "21 barang di sini, 6 di antaranya kotak" in page
    assert "ruangnya milik Camat Plandaan" in page
    assert (answer.context["leaving"]["all"], answer.context["coming"]["all"]) == (3, 2)
    assert "Sun" not in page


@pytest.mark.parametrize("key", [WONOSALAM, KABUPATEN, "nonsense", "351715"])
def test_stores_elsewhere_are_not_found(sign_in, moved, key):
    assert sign_in(PPK).get(f"/store/{key}").status_code == 404


def test_who_guards_a_desa_reports_its_night(sign_in, moved, phones, keep):
    desk = sign_in(PPS)
    sent = {"office": PPS, "slot": "22", "state": "help", "guards": "2"}
    answer = desk.post(f"/store/{JIPURAPAH}", sent)
    (draft,) = valid(answer, PPS)
    assert (draft.kind, draft.region, draft.body) == (
        "night.report",
        JIPURAPAH,
        {"slot": "22", "state": "help", "guards": 2},
    )
    assert "minta bantuan, dijaga 2 orang" in answer.context["sentences"][0]
    assert desk.post(f"/store/{JIPURAPAH}", {**sent, "guards": "banyak"}).status_code == 422
    pps, at = phones[PPS], hour("26 22:10")
    keep(pps.sign(pps.voice.say(draft.kind, draft.region, at, draft.body)), at=at)
    page = desk.get("/stores")
    assert [row.state for row in page.context["table"].rows if row.region == JIPURAPAH] == ["serious"]
    assert len(desk.get("/stores", {"kind": "help"}).context["table"].rows) == 1


def test_silence_of_the_night_is_listed_and_not_alarmed(sign_in, moved, phones, keep):
    ppk, at = phones[PPK], hour("26 23:00")
    keep(ppk.sign(ppk.voice.give(load("ppk-pps", JIPURAPAH), at)), at=at)
    answer = sign_in(KPU).get("/stores")
    assert (answer.context["silent"], answer.context["help"]) == (3, [])
    assert {row.state for row in answer.context["table"].rows} == {""}


def test_who_owns_the_room_reads_but_does_not_report(sign_in, moved):
    desk = sign_in(f"kades:{JIPURAPAH}")
    assert desk.get(f"/store/{JIPURAPAH}").context["guards"] == []
    sent = {"office": f"kades:{JIPURAPAH}", "slot": "22", "state": "safe", "guards": "2"}
    assert desk.post(f"/store/{JIPURAPAH}", sent).status_code == 404


@pytest.mark.parametrize(
    "door", ["/handovers", "/trips", "/stores", NEW, f"/trip/{TRIP}", f"/store/{PLANDAAN}"]
)
def test_the_pages_are_there_in_english(sign_in, moved, door):
    desk = sign_in(KPU)
    desk.post("/language", {"language": "en", "next": "/"})
    page = desk.get(door).content.decode()
    assert '<html lang="en">' in page
    assert "Serah terima" not in page
