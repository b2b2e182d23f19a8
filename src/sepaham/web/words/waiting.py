# ruff: noqa: E501  a sentence and its twin stand on one line, however long
"""The words of who has not yet stated what is due."""

from collections.abc import Mapping

ENGLISH: Mapping[str, str] = {
    "{number} kantor belum menyatakan yang waktunya": "{number} offices have not stated what is due",
    "Semua yang waktunya sudah dinyatakan": "All that is due has been stated",
    "Tidak ada yang bergerak melewati batas": "Nothing that moves is past its limit",
    "{number} lewat batas": "{number} past the limit",
    "Yang belum": "What is due",
    "Hubungi": "Call",
    "Lewat batas, belum diserahkan": "Past the limit, not handed over",
    "Lewat batas, belum diterima": "Past the limit, not received",
    "Waktunya diserahkan": "Due to be handed over",
    "Malam H-1 belum dilaporkan": "The night before voting not reported",
    "Segel belum dihitung": "Seals not counted",
    "Perangkat belum terdaftar": "No device enrolled",
    "Belum ada nomor telepon": "No phone number",
    "Begitu ada yang lewat waktunya, kantornya muncul di sini dengan nomor yang dapat langsung ditelepon.": "As soon as something is due, its office stands here with a number to call.",
    "Siapa yang menelepon tidak dicatat.": "Who called is not noted.",
    "Barang yang belum dinyatakan bergerak tidak ditampilkan di sini: jamnya hanya diketahui yang mengangkut, mengawasi, dan mengawal.": "Goods of which no movement was stated are not shown here: their hours are known only to who carries, supervises and escorts.",
}
