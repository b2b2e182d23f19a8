"""Files of positions as devices and researchers write them, good rows and bad."""

import gzip
from datetime import UTC, datetime

import pytest

from sepaham.exchange.corridors import CorridorError, read_corridor
from sepaham.exchange.gpx import read_gpx
from sepaham.exchange.tracks import Reading, TracksError, read_csv, read_instant, read_plt
from sepaham.gateways.spill import in_order
from sepaham.gateways.track_files import read_positions

SEVEN = datetime(2024, 11, 26, 7, tzinfo=UTC).timestamp()
HEAD = "uid,datetime,lat,lng\n"


def csv(text, name="file"):
    told = Reading()
    return list(read_csv(text.splitlines(keepends=True), name=name, told=told)), told


def test_columns_stand_in_any_order_and_case_among_others():
    rows, told = csv("Altitude,LNG,Datetime,LAT,UID\n9,112.2,2024-11-26 07:00:00,-7.5,L1\n")
    assert rows == [("L1", SEVEN, -7.5, 112.2, 0.0)]
    assert told.zoneless


@pytest.mark.parametrize(
    "text",
    [
        "2024-11-26 07:00:00",
        "2024-11-26T07:00:00Z",
        "2024-11-26T14:00:00+07:00",
        "2024/11/26 07:00:00",
        "2024-11-26 07:00",
        "1732604400",
        "1732604400000",
        " 2024-11-26 07:00:00.000 ",
    ],
)
def test_hours_are_read_in_every_usual_form(text):
    assert read_instant(text)[0] == SEVEN


def test_hours_of_the_same_minute_are_read_alike():
    rows, _ = csv(HEAD + "".join(f"a,2024-11-26 07:00:{s:02},-7.5,112.2\n" for s in range(60)))
    assert [row[1] - SEVEN for row in rows] == list(range(60))


def test_bad_rows_are_skipped_and_named_by_their_number():
    rows, told = csv(
        HEAD
        + "a,2024-11-26 07:00:00,-7.5,112.2\n"
        + "a,yesterday,-7.5,112.2\n"
        + "a,2024-11-26 07:00:00,south,112.2\n"
        + "a,2024-11-26 07:00:00,-97.5,112.2\n"
        + "a,2024-11-26 07:00:00\n"
        + "\n"
        + "a,2024-11-26 07:00:00,0,0\n"
        + "a,2024-11-26 07:00:61,-7.5,112.2\n"
        + "a,2024-11-26 07:00:00,nan,112.2\n"
    )
    assert (len(rows), told.rows, told.skipped) == (1, 9, 7) or (len(rows), told.rows, told.skipped) == (
        1,
        8,
        7,
    )
    assert [row for row, _ in told.named] == [3, 4, 5, 6, 8, 9, 10]
    assert told.named[0][1] == "datetime 'yesterday' is none; write 2024-11-26 07:00:00"
    assert told.named[3][1] == "it has 2 columns and none for lat"


def test_semicolons_come_with_decimal_commas_and_a_mark_of_order():
    rows, _ = csv("\ufeffuid;datetime;lat;lng\na;2024-11-26 07:00:00;-7,5;112,2\n")
    assert rows == [("a", SEVEN, -7.5, 112.2, 0.0)]


def test_a_file_without_a_heading_is_read_as_taxis_write_it():
    rows, told = csv("366,2024-11-26 07:00:00,116.36422,39.88781\n366,2024-11-26 07:00:10,116.4,39.9\n")
    assert rows[0] == ("366", SEVEN, 39.88781, 116.36422, 0.0)
    assert (len(rows), told.headless) == (2, True)


def test_date_and_time_may_be_two_columns_and_the_device_the_files_name():
    rows, _ = csv("date,time,latitude,longitude,accuracy\n2024-11-26,07:00:00,-7.5,112.2,8.5\n", name="L7")
    assert rows == [("L7", SEVEN, -7.5, 112.2, 8.5)]


def test_a_file_of_something_else_is_refused_with_what_to_do():
    with pytest.raises(TracksError, match="uid, datetime, lat and lng"):
        csv("name,age\nada,3\n")
    with pytest.raises(TracksError):
        csv("")


def test_geolife_has_six_lines_before_its_positions():
    lines = ["x\n"] * 6 + ["39.9,116.3,0,492,39744.1,2024-11-26,07:00:00\n"]
    assert list(read_plt(lines, name="000", told=Reading())) == [("000", SEVEN, 39.9, 116.3, 0.0)]


GPX = """<?xml version="1.0"?>
<gpx xmlns="http://www.topografix.com/GPX/1/1" xmlns:g="http://example.org/g">
<wpt lat="1" lon="1"><time>2024-11-26T07:00:00Z</time></wpt>
<trk><name>L 1</name><trkseg>
<trkpt lat="-7.5" lon="112.2"><ele>3</ele><time>2024-11-26T07:00:00Z</time>
<extensions><g:time>x</g:time></extensions></trkpt>
<trkpt lat="x" lon="112.2"><time>2024-11-26T07:00:05Z</time></trkpt>
<trkpt lat="-7.5" lon="112.2"/>
</trkseg></trk>
<trk><trkseg><trkpt lat="-7.6" lon="112.3"><time>2024-11-26T07:00:00Z</time></trkpt></trkseg></trk></gpx>"""


@pytest.mark.parametrize("form", [GPX, GPX.replace(' xmlns="http://www.topografix.com/GPX/1/1"', "")])
def test_gpx_is_read_in_pieces_whatever_its_namespace(form):
    told, data = Reading(), form.encode()
    found = list(read_gpx([data[:300], data[300:]], name="file", told=told))
    assert found == [("L 1", SEVEN, -7.5, 112.2, 0.0), ("file", SEVEN, -7.6, 112.3, 0.0)]
    assert (told.rows, told.skipped, [row for row, _ in told.named]) == (4, 2, [2, 3])


def test_broken_and_hostile_xml_are_refused():
    odd = '<?xml version="1.0" encoding="klingon"?><gpx/>'
    for text in ("<gpx><trk>", '<!DOCTYPE g [<!ENTITY a "b">]><gpx>&a;</gpx>', odd):
        with pytest.raises(TracksError):
            list(read_gpx([text.encode()], name="file", told=Reading()))


def test_a_file_may_be_packed_and_is_known_by_what_it_holds(tmp_path):
    row = b"a,2024-11-26 07:00:00,-7.5,112.2\n"
    (tmp_path / "a.csv.gz").write_bytes(gzip.compress(HEAD.encode() + row))
    (tmp_path / "b.gpx.gz").write_bytes(gzip.compress(GPX.encode()))
    assert len(list(read_positions(tmp_path / "a.csv.gz", Reading()))) == 1
    assert [row[0] for row in read_positions(tmp_path / "b.gpx.gz", Reading())] == ["L 1", "b"]
    (tmp_path / "c.csv.gz").write_bytes(gzip.compress(HEAD.encode() + row * 9999)[:60])
    with pytest.raises(TracksError, match="cannot be read"):
        list(read_positions(tmp_path / "c.csv.gz", Reading()))
    packed = bytearray(gzip.compress(HEAD.encode() + row * 9999))
    packed[30:60] = b"\xff" * 30
    (tmp_path / "d.csv.gz").write_bytes(packed)
    with pytest.raises(TracksError, match="cannot be read"):
        list(read_positions(tmp_path / "d.csv.gz", Reading()))


def test_an_hour_of_no_device_is_skipped():
    rows, told = csv(HEAD + "a,0001-01-01T00:00:00+14:00,-7.5,112.2\na,9999-12-31T23:00:00Z,-7.5,112.2\n")
    assert (rows, told.skipped) == ([], 2)


def test_positions_are_sorted_in_runs_on_disk_and_those_of_one_hour_keep_their_order():
    rows = [(f"d{n % 3}", float(7 * n % 50), float(n), 0.0, 0.0) for n in range(500)]
    assert list(in_order(rows, run=17)) == sorted(rows, key=lambda row: (row[0], row[1]))


def test_a_corridor_is_drawn_with_lines_and_areas():
    line = '{"type":"LineString","coordinates":[[112,-7],[113,-7]]}'
    area = '{"type":"Polygon","coordinates":[[[114,-7],[115,-7],[115,-6],[114,-7]]]}'
    features = [f'{{"type":"Feature","geometry":{shape}}}' for shape in (line, area)]
    both = f'{{"type":"FeatureCollection","features":[{",".join(features)}]}}'
    way = read_corridor(data=both.encode(), width=100)
    assert (way.distance(-7, 112.5), way.distance(-6.9, 114.8), way.distance(-6.5, 112.5)) == (0, 0, 400)


@pytest.mark.parametrize(
    "text",
    [
        "[]",
        "{",
        '{"type":"Point","coordinates":[1,2]}',
        '{"type":"LineString","coordinates":[[1,200],[1,2]]}',
    ],
)
def test_what_draws_no_corridor_is_refused(text):
    with pytest.raises(CorridorError, match="LineString or Polygon"):
        read_corridor(data=text.encode(), width=100)
