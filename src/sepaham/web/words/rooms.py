"""The words of the menu, and of what the Picture and the list of checks offer besides."""

from collections.abc import Mapping

ENGLISH: Mapping[str, str] = {
    "Menu": "Menu",
    "belum dibaca": "unread",
    "Beranda": "Home",
    "Gambaran": "Picture",
    "Pemberitahuan": "Notices",
    "Orang": "People",
    "Yang belum": "What is due",
    "Perangkat": "Device",
    "Register": "Register",
    "Panduan": "Guides",
    "Sesi": "Sessions",
    "Jejak baca": "Reading log",
    "Yang mendasarinya": "What this rests on",
    "Serah terima dilihat": "Handovers seen",
    "Serah terima dinyatakan": "Handovers stated",
    "Uraian": "In words",
    "Beres sejak": "Settled since",
}
