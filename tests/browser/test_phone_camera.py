"""What a camera sees: a handover in several codes off another phone."""

import pytest
import segno

from example import JIPURAPAH, hour, load
from handsets import HOME, SENT, handset, kept
from sepaham.exchange.qr import encode_statement
from sepaham.records.log import Statement

pytestmark = [pytest.mark.browser]

STATION = f"{JIPURAPAH}.001"
PPS, KPPS = f"pps:{JIPURAPAH}", f"kpps:{STATION}"
GOODS = load("pps-kpps", STATION)
WIDTH, HEIGHT, DOT = 640, 480, 4
HEAD = f"YUV4MPEG2 W{WIDTH} H{HEIGHT} F10:1 Ip A1:1 C420jpeg\n".encode()
GREY = bytes([128]) * (WIDTH * HEIGHT // 2)


def picture(text):
    """One frame of a film: a code in the middle of a white wall."""
    matrix = segno.make(text, error="m", micro=False).matrix
    side = len(matrix) * DOT
    left, top = (WIDTH - side) // 2, (HEIGHT - side) // 2
    white, rest = bytes([235]) * WIDTH, bytes([235]) * (WIDTH - side - left)
    lines = [white] * top
    for row in matrix:
        dots = b"".join(bytes([16 if dark else 235]) * DOT for dark in row)
        lines += [bytes([235]) * left + dots + rest] * DOT
    return b"FRAME\n" + b"".join(lines + [white] * (HEIGHT - side - top)) + GREY


@pytest.fixture
def film(tmp_path):
    """What the camera sees when it is switched on: codes, each for a second, over and over."""
    return tmp_path / "codes.y4m"


@pytest.fixture
def filming(launch, film):
    """A browser with that camera."""
    ours = f"--use-file-for-fake-video-capture={film}"
    found = launch("--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream", ours)
    yield found
    found.close()


@pytest.fixture
def page(filming, server, enrolled):
    """The phone of the KPPS chair."""
    with handset(filming, server) as found:
        enrolled(found, KPPS)
        yield found


def test_the_camera_reads_a_handover_in_several_codes_and_the_answer_takes_it_along(page, film, phones):
    giver = phones[PPS]
    seals = {unit: ["J 0017 4417", "J 0017 4418", "J 0017 4419"] for unit in GOODS.units}
    texts = encode_statement(giver.sign(giver.voice.give(GOODS, hour("26 09:05"), seals=seals)))
    assert len(texts) == 2
    film.write_bytes(HEAD + b"".join(picture(text) * 10 for text in texts))
    page.click(HOME)
    page.wait_for_url(f"**/#/count/receive/{GOODS.hash}", timeout=30_000)
    page.click("[data-key='all:box']")
    page.click("[data-key='all:booth']")
    page.click(f"[data-key='unit:{GOODS.units[-1]}']")
    page.click("[data-key='sign']")
    page.wait_for_selector(".qr svg")
    page.goto("/field/#/outbox")
    page.wait_for_selector(SENT)
    assert [one["state"] for one in kept(page)] == ["kept", "kept"]
    found = Statement.objects.filter(kind__startswith="handover.", region=STATION)
    assert sorted(found.values_list("kind", flat=True)) == ["handover.give", "handover.receive"]
