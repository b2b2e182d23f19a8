"""What is erased loses its words and keeps its place, and the picture is the same but for the words."""

from dataclasses import replace

import pytest

from example import KABUPATEN, PLANDAAN, Speaker, Story, hour, load
from sepaham.domain.erasure import ErasureError, erasure_body, stands_for, stub_of
from sepaham.domain.picture import book_rows, picture_digest

NOTE = "Pak Budi di Jalan Melati 3 menolak membuka gudang."


def told(kind="trouble.report", **body):
    ppk = Speaker(f"ppk:{PLANDAAN}")
    return ppk.say(kind, PLANDAAN, hour("24 08:00"), body or {"what": "place", "note": NOTE})


def erasing(statement, index=9):
    gateway = Speaker(f"gateway:{KABUPATEN}")
    body = erasure_body(statement=statement, index=index, received_us=1_732_600_000_000_000, reason="court")
    return gateway.say("record.erase", PLANDAAN, hour("28 08:00"), body)


def test_the_stub_keeps_all_but_what_people_wrote():
    said = told()
    stub = stub_of(erasing(said)).statement
    assert stub.erased
    assert NOTE not in str(stub)
    assert (stub.id, stub.seq, stub.office, stub.body) == (said.id, 1, said.office, {"what": "place"})
    assert stands_for(stub, said)
    assert not stands_for(replace(stub, office=f"kpu:{KABUPATEN}"), said)


def test_the_words_cannot_be_found_by_guessing():
    """The id is a hash over payload and nonce; the stub must not give the nonce away."""
    said = replace(told(), nonce="n" * 22)
    assert said.nonce not in str(erasing(said).payload())


def test_what_the_log_needs_to_be_checked_is_not_erased():
    gateway = Speaker(f"gateway:{KABUPATEN}")
    revoked = gateway.say("device.revoke", PLANDAAN, hour("24 08:00"), {"device": "d", "reason": "lost"})
    with pytest.raises(ErasureError):
        erasing(revoked)
    stub = stub_of(erasing(told())).statement
    with pytest.raises(ErasureError):
        erasing(stub)


def test_only_the_gateways_word_puts_a_stub_in_anothers_place():
    assert stub_of(replace(erasing(told()), office=f"kpu:{KABUPATEN}")) is None


def test_a_picture_with_the_stub_is_the_picture_without_the_words():
    way = load("kpu-ppk", PLANDAAN)
    kpu, ppk = Speaker(f"kpu:{KABUPATEN}"), Speaker(f"ppk:{PLANDAAN}")
    given = kpu.give(way, hour("24 09:00"), document="BAST/1/Budi")
    received = ppk.receive(way, hour("24 11:00"), refs=[("gives", given.id)])
    whole, left = Story(), Story()
    for story, first in ((whole, given), (left, stub_of(erasing(given)).statement)):
        story.tell(first)
        story.tell(received)
        story.book.settle()
    assert picture_digest(book_rows(whole.book)) == picture_digest(book_rows(left.book))
