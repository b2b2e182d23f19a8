# ruff: noqa: E501  a sentence and its twin stand on one line, however long
"""The words of one entry's page."""

from collections.abc import Mapping

ENGLISH: Mapping[str, str] = {
    "Dinyatakan terjadi": "Stated to have happened",
    "Ditandatangani perangkat": "Signed by device",
    "Nomor perangkat": "Its number there",
    "Pengenal pernyataan": "The statement's id",
    "Merujuk": "Refers to",
    "memasangkan dengan penyerahan": "pairs with the handing over",
    "membetulkan": "corrects",
    "menegaskan": "confirms",
    "melihat yang dinyatakan": "saw what was stated",
    "tidak ada di log ini": "not in this log",
    "Isi pernyataan, persis seperti ditandatangani": "The statement's content, exactly as it was signed",
    "Unduh tanda terima": "Download the receipt",
    "Tanda terima dapat diperiksa siapa saja tanpa server ini, dengan sepaham verify. Ia membuktikan pernyataan ini ada di log dan tidak berubah; ia tidak membuktikan bahwa yang dinyatakan benar terjadi.": "Anyone can check the receipt without this server, by sepaham verify. It proves that this statement is in the log unchanged; it does not prove that what it states really happened.",
}
