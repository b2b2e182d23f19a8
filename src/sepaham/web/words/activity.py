# ruff: noqa: E501  a sentence and its twin stand on one line, however long
"""The words of what was stated lately."""

from collections.abc import Mapping

ENGLISH: Mapping[str, str] = {
    "daftar muatan {number} barang": "load list of {number} units",
    "Aktivitas": "Activity",
    "Entri": "Entry",
    "Siapa": "Who",
    "Melakukan apa": "Did what",
    "Di mana": "Where",
    "Kapan": "When",
    "Tiba di log": "Reached the log",
    "Lewat": "By way of",
    "langsung": "directly",
    "disalin oleh {office}": "copied by {office}",
    "{number} pernyataan": "{number} statements",
    "terakhir {at}": "last {at}",
    "Hanya {office}.": "Only {office}.",
    "Hari": "Day",
    "Yang lebih lama": "Older ones",
    "Nomor entri membuka bukti bahwa pernyataan itu ada di log. Isinya hanya dibuka untuk yang berhak.": "An entry's number opens the proof that the statement is in the log. What it says is open only to those entitled.",
    "Belum ada pernyataan yang sesuai pilihan ini.": "No statement fits this choice yet.",
}
