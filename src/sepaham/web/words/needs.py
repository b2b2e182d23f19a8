# ruff: noqa: E501  a sentence and its twin stand on one line, however long
"""The words of needs."""

from collections.abc import Mapping

ENGLISH: Mapping[str, str] = {
    "Kebutuhan": "Needs",
    "Kebutuhan {stations} TPS dan {voters} pemilih": "What {stations} polling stations and {voters} voters need",
    "Pemilih": "Voters",
    "TPS diandaikan": "Assumed polling stations",
    "Cetak (PDF)": "Print (PDF)",
    "Menurut": "By",
    "Seluruh wilayah ini": "The whole of this region",
    "Di antaranya cadangan": "Of which reserve",
    "{full} koli berisi {size}, satu berisi {odd}": "{full} cartons of {size}, one of {odd}",
    "{full} koli berisi {size}": "{full} cartons of {size}",
    "Isi koli dibaca dari label kiriman yang sudah dicatat; yang belum datang tidak disebut.": "Carton sizes are read from the labels of deliveries on record; those that have not come are not told.",
}
