"""An erased statement is gone from every table, the log is whole, and rebuilt is what is live."""

import io
import json

import pytest
from django.conf import settings
from django.db import connection
from PIL import Image

from example import KABUPATEN, PLANDAAN, hour, load
from sepaham.actions.checkpoint import sign_head
from sepaham.actions.erasure import erase
from sepaham.actions.livelog import LiveLog, new_book
from sepaham.actions.photos import find_photo, keep_photo
from sepaham.actions.rebuild import rebuild
from sepaham.domain.erasure import ErasureError
from sepaham.domain.picture import book_rows, picture_digest
from sepaham.gateways.keys import gateway_signer, log_signer
from sepaham.ledger.base64 import encode
from sepaham.ledger.tree import leaf_hash, root
from sepaham.records import log as records

pytestmark = pytest.mark.database
NOTE = "Pak Budi di Jalan Melati 3 menolak."


@pytest.fixture
def noted(phones, keep):
    """The place of a report with a name in it, which nobody should have written there."""
    ppk = phones[f"ppk:{PLANDAAN}"]
    body = {"what": "place", "note": NOTE}
    (kept,) = keep(ppk.sign(ppk.voice.say("trouble.report", PLANDAAN, hour("24 08:00"), body)))
    return kept.index


def erased(log, index):
    gateway = gateway_signer(settings.INSTANCE, log.origin)
    return erase(log=log, index=index, reason="personal_data", gateway=gateway, at=hour("28 08:00"))


def everything_kept():
    """All that the tables hold, as text."""
    found = []
    with connection.cursor() as cursor:
        for table in connection.introspection.table_names(cursor):
            cursor.execute(f'SELECT * FROM "{table}"')
            found += [
                str([bytes(v) if isinstance(v, memoryview) else v for v in r]) for r in cursor.fetchall()
            ]
    return "\n".join(found)


def test_its_words_are_in_no_table_and_the_commitments_are_as_they_were(example_log, noted):
    before = list(records.commitments(example_log))
    assert NOTE in everything_kept()
    erased(example_log, noted)
    assert rebuild(log=example_log).equal
    assert NOTE not in everything_kept()
    assert encode(NOTE.encode())[:20] not in everything_kept()
    after = list(records.commitments(example_log))
    assert after[: len(before)] == before
    assert len(after) == len(before) + 1


def test_rebuilt_is_live_before_and_after_more_is_said(example_log, noted, phones, keep):
    erased(example_log, noted)
    ppk = phones[f"ppk:{PLANDAAN}"]
    keep(ppk.sign(ppk.voice.say("trouble.report", PLANDAAN, hour("28 09:00"), {"what": "road"})))
    done = rebuild(log=example_log)
    assert done.equal
    from sepaham.records.custody import Finding

    assert not Finding.objects.filter(rule="device_gap").exists()  # the stub keeps the device's number


def test_the_proofs_of_the_rest_hold(example_log, noted, sign_in):
    erased(example_log, noted)
    signer = log_signer(settings.INSTANCE, example_log.origin)
    head = sign_head(log=example_log, signer=signer, at=hour("28 09:00"))
    leaves = map(leaf_hash, records.commitments(example_log))
    assert root(leaves) == bytes(head.root)
    browser = sign_in(f"kpu:{KABUPATEN}")
    answer = json.loads(browser.get(f"/api/v1/entries/{noted}").content)
    assert "disclosure" not in answer
    assert browser.get(f"/api/v1/entries/{noted}/receipt").status_code == 404
    assert browser.get(f"/api/v1/entries/{noted - 1}/receipt").status_code == 200


def test_what_is_gone_or_must_stay_is_refused(example_log, noted):
    erased(example_log, noted)
    for index in (noted, 0, 999):
        with pytest.raises(ErasureError):
            erased(example_log, index)


def test_another_process_that_held_the_log_in_memory_reads_it_afresh(example_log, noted):
    from sepaham.records import custody

    held = LiveLog(example_log, new_book(example_log))
    held.catch_up()
    erased(example_log, noted)
    held.catch_up()
    assert picture_digest(book_rows(held.book)) == picture_digest(custody.picture_rows(example_log))


def test_pages_say_of_an_account_that_its_words_were_erased(example_log, phones, keep, sign_in):
    way = load("kpu-ppk", PLANDAAN)
    kpu = phones[f"kpu:{KABUPATEN}"]
    (given,) = keep(kpu.sign(kpu.voice.give(way, hour("24 09:00"), document="BAST Pak Budi")))
    browser = sign_in(f"kpu:{KABUPATEN}")
    assert "isi dihapus" not in browser.get(f"/handover/{way.hash}").content.decode()
    erased(example_log, given.index)
    assert "isi dihapus" in browser.get(f"/handover/{way.hash}").content.decode()
    assert "isi dihapus" in browser.get(f"/unit/{way.units[0]}").content.decode()


def test_an_entry_the_operator_only_made_to_look_erased_is_named_by_a_rebuild(
    example_log, noted, phones, keep
):
    ppk = phones[f"ppk:{PLANDAAN}"]
    (other,) = keep(ppk.sign(ppk.voice.say("trouble.report", PLANDAAN, hour("24 09:00"), {"what": "place"})))
    erased(example_log, noted)
    assert rebuild(log=example_log).altered == ()
    rows = records.Disclosure.objects.filter(log=example_log)
    stub = bytes(rows.get(index=noted).envelope)
    rows.filter(index=other.index).update(salt=b"", envelope=stub)
    assert rebuild(log=example_log).altered == (other.index,)


def test_its_photos_go_with_it_and_nobody_elses(example_log, phones, keep):
    ppk, other = phones[f"ppk:{PLANDAAN}"], f"panwascam:{PLANDAAN}"
    kept = {
        office: keep_photo(data=picture(colour), region=PLANDAAN, office=office, at=hour("24 08:00"))
        for office, colour in ((ppk.office, "red"), (other, "blue"))
    }
    body = {"what": "place", "photos": list(kept.values())}
    (said,) = keep(ppk.sign(ppk.voice.say("trouble.report", PLANDAAN, hour("24 08:00"), body)))
    erased(example_log, said.index)
    assert find_photo(sha256=kept[ppk.office]) is None
    assert not records.Blob.objects.filter(pk=kept[ppk.office]).exists()
    assert find_photo(sha256=kept[other])


def picture(colour):
    out = io.BytesIO()
    Image.new("RGB", (40, 30), colour).save(out, "JPEG")
    return out.getvalue()
