"""Pages of rakor: called by who may convene, attended each for itself, printed, signed on paper and filed."""

import hashlib
import io
import re

import pytest
from PIL import Image

from example import JIPURAPAH, KABUPATEN, ORIGIN, PLANDAAN, WONOSALAM, Phone, hour
from sepaham.domain.register import LINES
from sepaham.domain.sealed import Sheet, seal
from sepaham.gateways.pdf import MemoryPress
from sepaham.records.rakor import rakor, rakors
from sepaham.web import press

pytestmark = pytest.mark.database

BAWASLU, KPU, POLRES, BPBD, DINSOS, PEMKAB = (
    f"{line}:{KABUPATEN}" for line in ("bawaslu", "kpu", "polres", "bpbd", "dinsos", "pemkab")
)
PPK, CAMAT, PANWASCAM, FAR = (
    f"ppk:{PLANDAAN}",
    f"camat:{PLANDAAN}",
    f"panwascam:{PLANDAAN}",
    f"camat:{WONOSALAM}",
)
FLOOD, SLIDE = f"flood@{PLANDAAN}", f"landslide@{WONOSALAM}"
LEFT_OUT = re.compile(r"BPBD Jombang memiliki \d penghalang dan tidak diundang\.")
AT = hour("19 09:00")
CALL = {
    "rakor": "k1",
    "starts": "2024-11-20T02:00:00Z",
    "place": "Pendopo",
    "agenda": [FLOOD, SLIDE],
    "offices": [KPU, POLRES, CAMAT, FAR],
    "round": "r1",
}


@pytest.fixture
def printed(monkeypatch):
    twin = MemoryPress()
    monkeypatch.setattr(press, "PRESS", twin)
    return twin.printed


@pytest.fixture
def state(phones, gateway, keep):
    """State something: `state(office, kind, region, **body)`; offices are enrolled as they first speak."""
    known = dict(phones)

    def phone_of(office):
        if office not in known:
            above = LINES[office.partition(":")[0]].above
            by = gateway if above == "gateway" else phone_of(f"{above}:{KABUPATEN}")
            known[office] = Phone(office)
            keep(by.enrolment(known[office], office.partition(":")[2], AT), at=AT)
        return known[office]

    def said(office, kind, region=KABUPATEN, at=AT, **body):
        phone = phone_of(office)
        (kept,) = keep(phone.sign(phone.voice.say(kind, region, at, body)), at=at)
        return kept

    return said


@pytest.fixture
def called(state):
    return state(BAWASLU, "rakor.call", **CALL)


@pytest.fixture
def rated(state):
    """A closed round in which Polres and KPU rate Plandaan's flood far apart."""
    offices, sheet, salt = (POLRES, KPU), {"round": "r1", "number": 1, "sheet": 1}, bytes(32)
    state(BAWASLU, "round.open", round="r1", number=1, cells=[FLOOD, SLIDE], offices=list(offices))
    rows = {
        office: [{"cell": FLOOD, "likelihood": step, "impact": step, "confidence": 2}]
        for office, step in zip(offices, (1, 5), strict=True)
    }
    for office in offices:
        sealed = seal(Sheet(ORIGIN, office, "r1", 1, 1, rows[office]), salt=salt)
        state(office, "rating.commit", **sheet, sha256=sealed, cells=1)
    state(BAWASLU, "round.close", round="r1", number=1)
    for office in offices:
        state(office, "rating.reveal", **sheet, salt=salt.hex(), ratings=rows[office])


def photo():
    out = io.BytesIO()
    Image.new("RGB", (40, 30), "white").save(out, "JPEG")
    out.seek(0)
    out.name = "daftar.jpg"
    return out


def drafts(answer):
    assert answer.status_code == 200, answer.content.decode()
    return answer.context["work"]["drafts"]


def ready(client, **more):
    """A filled form: whatever begins ticked."""
    shown = client.get("/rakor/new").context
    cells = [cell for cell, _, _, on in shown["open"] if on]
    invited = [office for office, _, _, on in shown["invitees"] if on]
    sent = {
        "office": BAWASLU,
        "starts": "2024-11-20T09:00",
        "place": "Pendopo",
        "cell": cells,
        "invite": invited,
    }
    return {**sent, **more}


# Calling


def test_without_a_meeting_the_page_says_so_and_who_may_convene_can_begin(sign_in, example_log):
    page = sign_in(BAWASLU).get("/rakor").content.decode()
    assert "Belum ada rakor" in page
    assert "/rakor/new?region=35.17" in page
    assert "/rakor/new" not in sign_in(BPBD, name="bpbd").get("/rakor").content.decode()


def test_the_agenda_begins_with_what_is_far_apart_and_the_invitations_with_who_owns_barriers(sign_in, rated):
    client = sign_in(BAWASLU)
    assert "1 perbedaan terbuka belum dibahas rakor" in client.get("/rakor").content.decode()
    shown = client.get("/rakor/new").context
    assert [cell for cell, _, _, on in shown["open"] if on] == [FLOOD]
    invited = {office: why for office, _, why, on in shown["invitees"] if on}
    assert {KPU, BAWASLU, POLRES, BPBD, CAMAT} <= invited.keys()
    assert FAR not in invited
    assert "pemilik penghalang" in invited[BPBD]
    (draft,) = drafts(client.post("/rakor/new", ready(client)))
    assert (draft["kind"], draft["region"]) == ("rakor.call", KABUPATEN)
    body = draft["body"]
    assert (body["agenda"], body["round"], body["starts"]) == ([FLOOD], "r1", "2024-11-20T02:00:00Z")


def test_who_owns_barriers_and_is_not_invited_is_said_once_before_it_is_signed(sign_in, rated):
    client = sign_in(BAWASLU)
    sent = ready(client)
    sent["invite"] = [office for office in sent["invite"] if office != BPBD]
    answer = client.post("/rakor/new", sent)
    assert answer.status_code == 422
    assert LEFT_OUT.search(answer.content.decode())
    (draft,) = drafts(client.post("/rakor/new", {**sent, "anyway": "1"}))
    assert BPBD not in draft["body"]["offices"]


def test_after_a_change_of_the_agenda_the_invitations_are_worked_out_again(sign_in, rated):
    client = sign_in(BAWASLU)
    other = [cell for cell, _, _ in client.get("/rakor/new").context["others"]]
    sent = ready(client, cell=[other[0]], invite=[], count="1")
    answer = client.post("/rakor/new", sent)
    assert answer.status_code == 200
    assert all(on for *_, on in answer.context["invitees"])
    assert answer.context["sent"]["place"] == "Pendopo"


@pytest.mark.parametrize(
    ("sent", "told"),
    [
        ({"starts": "besok"}, "Hari dan jam: pilih hari dan jamnya."),
        ({"place": ""}, "Tempat: belum diisi."),
        ({"place": "=1+1"}, "Tempat: hapus tanda"),
        ({"cell": []}, "Centang paling sedikit satu ancaman untuk dibahas."),
        ({"invite": []}, "Centang paling sedikit satu lembaga yang diundang."),
        ({"cell": ["flood@35.18"]}, "Centang paling sedikit satu ancaman untuk dibahas."),
    ],
)
def test_a_call_that_is_not_filled_in_says_what_is_missing(sign_in, rated, sent, told):
    client = sign_in(BAWASLU)
    answer = client.post("/rakor/new", ready(client, **sent))
    assert answer.status_code == 422
    assert told in answer.content.decode()


@pytest.mark.parametrize(
    ("office", "region"), [(PPK, PLANDAAN), (CAMAT, PLANDAAN), (f"kades:{JIPURAPAH}", JIPURAPAH)]
)
def test_a_kecamatan_and_a_desa_hold_their_own(sign_in, rated, office, region):
    client = sign_in(office)
    shown = client.get("/rakor/new").context
    assert [cell for cell, *_ in shown["open"]] == [FLOOD]
    sent = {"office": office, "starts": "2024-11-20T09:00", "place": "Balai", "cell": [FLOOD]}
    sent["invite"] = [one for one, *_ in shown["invitees"]]
    (draft,) = drafts(client.post("/rakor/new", sent))
    assert draft["region"] == region


def test_nobody_calls_one_for_another_office_or_elsewhere(sign_in, rated):
    client = sign_in(PPK)
    assert client.get(f"/rakor/new?region={WONOSALAM}").status_code == 404
    assert client.post("/rakor/new", {"office": f"camat:{PLANDAAN}"}).status_code == 404
    assert sign_in(BPBD, name="bpbd").get("/rakor/new").status_code == 404


def test_who_called_it_may_call_it_anew(sign_in, called):
    client = sign_in(BAWASLU)
    address = f"/rakor/new?region={KABUPATEN}&of=k1"
    shown = client.get(address).context
    assert shown["sent"] == {"starts": "2024-11-20T09:00", "place": "Pendopo"}
    sent = {"office": BAWASLU, "starts": "2024-11-21T09:00", "place": "Hotel", "cell": [FLOOD], "anyway": "1"}
    (draft,) = drafts(client.post(address, {**sent, "invite": [KPU]}))
    assert (draft["body"]["rakor"], draft["body"]["place"], draft["body"]["offices"]) == (
        "k1",
        "Hotel",
        [KPU],
    )
    assert sign_in(KPU, name="kpu").get(address).status_code == 404


# Coming


def test_the_page_says_who_came_of_whom_and_who_has_not(sign_in, called, state):
    client = sign_in(BAWASLU)
    assert "5 lembaga diundang" in client.get("/rakor/k1").content.decode()
    state(KPU, "rakor.attend", rakor="k1", persons=3)
    state(CAMAT, "rakor.attend", PLANDAAN, rakor="k1")
    state(DINSOS, "rakor.attend", rakor="k1")
    page = client.get("/rakor/k1").content.decode()
    assert "2 dari 5 lembaga hadir" in page
    assert "Bawaslu Jombang, Polres Jombang dan Camat Wonosalam belum" in page
    assert "Hadir tanpa diundang" in page
    assert LEFT_OUT.search(page)


def test_an_office_states_that_it_came_itself_and_not_for_another(sign_in, called):
    client = sign_in(CAMAT)
    assert client.get("/rakor/k1").status_code == 200
    assert [office for office, *_ in client.get("/rakor/k1/attend").context["offices"]] == [CAMAT]
    (draft,) = drafts(client.post("/rakor/k1/attend", {"office": CAMAT, "persons": "2"}))
    assert (draft["kind"], draft["region"]) == ("rakor.attend", PLANDAAN)
    assert draft["body"] == {"rakor": "k1", "persons": 2}
    assert client.post("/rakor/k1/attend", {"office": FAR}).status_code == 404
    assert client.post("/rakor/k1/attend", {"office": KPU}).status_code == 404
    assert client.post("/rakor/k1/attend", {"office": CAMAT, "persons": "banyak"}).status_code == 422


def test_one_who_was_not_invited_may_come_with_the_code_and_sees_no_more_than_that(sign_in, called):
    client = sign_in(PPK)
    assert client.get("/rakor/k1").status_code == 404
    assert client.get("/rakor/k1/attend").status_code == 200


def test_a_meeting_of_another_kecamatan_is_not_there(sign_in, state):
    state(PPK, "rakor.call", PLANDAAN, **{**CALL, "agenda": [FLOOD], "offices": [CAMAT]})
    for office in (FAR, f"ppk:{WONOSALAM}"):
        client = sign_in(office, name=office)
        pages = ("", "/attend", "/screen", "/copy", "/invitations.pdf", f"/paper/minutes/{PLANDAAN}.pdf")
        assert {client.get(f"/rakor/k1{page}").status_code for page in pages} == {404}
        assert "k1" not in client.get("/rakor").content.decode()
    assert sign_in(BPBD, name="bpbd").get("/rakor/k1").status_code == 200


def test_the_list_on_paper_is_copied_for_who_signed_it_by_who_may_copy(sign_in, called):
    client = sign_in(BAWASLU)
    sent = {"office": BAWASLU, "one": [CAMAT, POLRES], f"n.{CAMAT}": "2"}
    told = client.post("/rakor/k1/copy", sent)
    assert "Foto daftar hadir belum dipilih" in told.content.decode()
    first, second = drafts(client.post("/rakor/k1/copy", {**sent, "photo": photo()}))
    assert (first["region"], second["region"]) == (KABUPATEN, PLANDAAN)
    assert second["body"]["of"] == {"office": CAMAT, "source": "paper"}
    assert (second["body"]["persons"], len(second["body"]["photos"])) == (2, 1)
    assert sign_in(CAMAT, name="camat").get("/rakor/k1/copy").status_code == 404


def test_a_copied_presence_counts_and_says_whose_copy_it_is(sign_in, called, state):
    state(BAWASLU, "rakor.attend", PLANDAAN, rakor="k1", of={"office": CAMAT, "source": "paper"})
    page = sign_in(BAWASLU).get("/rakor/k1").content.decode()
    assert "1 dari 5 lembaga hadir" in page
    assert "dari daftar kertas, disalin Bawaslu Jombang" in page


# Notes and the screen


def test_only_who_called_it_notes_in_its_minutes(sign_in, called, state):
    client = sign_in(BAWASLU)
    (draft,) = drafts(client.post("/rakor/k1/note", {"note": "air naik cepat", "cell": FLOOD}))
    assert draft["body"] == {"rakor": "k1", "note": "air naik cepat", "cell": FLOOD}
    assert client.post("/rakor/k1/note", {"note": ""}).status_code == 422
    assert client.post("/rakor/k1/note", {"note": "a", "cell": "flood@35.17.01"}).status_code == 422
    assert sign_in(KPU, name="kpu").post("/rakor/k1/note", {"note": "a"}).status_code == 404
    state(BAWASLU, "rakor.note", rakor="k1", note="air naik cepat", cell=FLOOD)
    page = client.get("/rakor/k1").content.decode()
    assert ("1 dari 2 dibahas" in page, "air naik cepat" in page) == (True, True)


def test_the_screen_shows_the_code_and_leads_to_each_cells_page(sign_in, rated, called):
    page = sign_in(BAWASLU).get("/rakor/k1/screen")
    assert page.context["address"] == "http://testserver/rakor/k1/attend"
    text = page.content.decode()
    assert "0 dari 2 dibahas" in text
    assert f"/facilitate/r1/1/{FLOOD}" in text
    assert "data:image/svg+xml" in text


def test_an_ending_makes_a_cell_taken_up_and_is_told_with_who_dissents(sign_in, rated, called, state):
    state(POLRES, "dissent.state", cell=FLOOD, round="r1", likelihood=1, impact=1, reason="dijaga")
    step = {"likelihood": 5, "impact": 5}
    state(BAWASLU, "cell.end", round="r1", number=1, cell=FLOOD, outcome="dissent", **step)
    page = sign_in(BAWASLU).get("/rakor/k1").content.decode()
    assert "1 dari 2 dibahas" in page
    assert "kemungkinan 5, dampak 5; Polres Jombang" in page


# Papers


@pytest.mark.parametrize(
    "address",
    [
        "invitations.pdf",
        f"invitation/{CAMAT}.pdf",
        f"paper/attendance/{KABUPATEN}.pdf",
        f"paper/minutes/{KABUPATEN}.pdf",
        f"paper/minutes/{KABUPATEN}.docx",
        f"paper/agreement/{PLANDAAN}.pdf",
    ],
)
def test_who_sees_the_meeting_may_print_its_papers(sign_in, called, printed, address):
    assert sign_in(CAMAT).get(f"/rakor/k1/{address}").status_code == 200
    assert sign_in(PPK, name="ppk").get(f"/rakor/k1/{address}").status_code == 404


def test_an_invitation_keeps_the_reason_it_had_when_the_meeting_was_called(
    sign_in, rated, called, state, printed
):
    client, address = sign_in(BAWASLU), f"/rakor/k1/invitation/{CAMAT}.pdf"
    client.get(address)
    step = {"likelihood": 5, "impact": 5}
    state(BAWASLU, "cell.end", round="r1", number=1, cell=FLOOD, outcome="dissent", **step)
    client.get(address)
    assert all("simpangan baku di atas 1" in repr(one.values) for one in printed)


def test_there_is_no_agreement_of_an_area_the_agenda_does_not_speak_of(sign_in, called, printed):
    client = sign_in(BAWASLU)
    assert client.get("/rakor/k1/paper/agreement/35.17.01.pdf").status_code == 404
    assert client.get(f"/rakor/k1/paper/nothing/{KABUPATEN}.pdf").status_code == 404
    assert client.get(f"/rakor/k1/invitation/{BPBD}.pdf").status_code == 404


def test_a_kept_version_is_the_same_bytes_whatever_happens_later(sign_in, called, state, printed):
    client = sign_in(BAWASLU)
    client.post("/rakor/k1/keep", {"what": "agreement", "area": PLANDAAN})
    sheet = next(s for s in client.get("/rakor/k1").context["papers"] if s.region == PLANDAAN)
    (version,) = sheet.versions
    state(KPU, "rakor.attend", rakor="k1")
    data = client.get(version.href).content
    assert hashlib.sha256(data).hexdigest() == version.sha256
    assert printed[-1].values["number"].startswith("1/KSP/BAWASLU")
    assert client.get("/rakor/k1/printed/" + "0" * 64 + ".pdf").status_code == 404
    denied = sign_in(KPU, name="kpu").post("/rakor/k1/keep", {"what": "agreement", "area": PLANDAAN})
    assert denied.status_code == 404


def test_what_was_signed_on_paper_is_filed_by_the_hash_of_what_was_printed(sign_in, called, state, printed):
    client = sign_in(BAWASLU)
    client.post("/rakor/k1/keep", {"what": "agreement", "area": PLANDAAN})
    address = next(s for s in client.get("/rakor/k1").context["papers"] if s.versions).versions[0].file
    signers = [office for office, _ in client.get(address).context["lines"]]
    assert signers == [BAWASLU, KPU, POLRES, CAMAT]
    sent = {"one": [BAWASLU, CAMAT], "document": "1/KSP"}
    assert client.post(address, {**sent, "one": []}).status_code == 422
    assert client.post(address, sent).status_code == 422
    (draft,) = drafts(client.post(address, {**sent, "photo": photo()}))
    sha256 = address.rpartition("/")[2]
    body = draft["body"]
    assert (draft["kind"], draft["region"], body["sha256"]) == ("rakor.file", PLANDAAN, sha256)
    assert (body["signed"], body["document"], body["what"]) == ([BAWASLU, CAMAT], "1/KSP", "agreement")
    state(BAWASLU, "rakor.file", PLANDAAN, **{**body, "photos": []})
    page = client.get("/rakor/k1").content.decode()
    assert "ditandatangani Bawaslu Jombang dan Camat Plandaan" in page
    assert sign_in(KPU, name="kpu").get(address).status_code == 404


def test_what_was_filed_and_is_not_kept_here_is_listed_by_its_hash(sign_in, called, state):
    state(BAWASLU, "rakor.file", rakor="k1", what="minutes", sha256="ab" * 32, signed=[KPU])
    page = sign_in(KPU).get("/rakor/k1").content.decode()
    assert ("ab" * 8 in page, "ditandatangani KPU Jombang" in page) == (True, True)
    assert "/printed/" not in page


def test_meetings_are_rebuilt_from_the_log_alone(called, example_log, state):
    state(KPU, "rakor.attend", rakor="k1")
    assert [one.id for one in rakors(log=example_log)] == ["k1"]
    assert rakor(log=example_log, code="k1").present == (KPU,)
    assert rakor(log=example_log, code="k2") is None
