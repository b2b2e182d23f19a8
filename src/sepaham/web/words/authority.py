# ruff: noqa: E501  a sentence and its twin stand on one line, however long
"""The words of the table of authority."""

from collections.abc import Mapping

ENGLISH: Mapping[str, str] = {
    "Kewenangan": "Authority",
    "boleh": "may",
    "tidak pernah": "never",
    "memberi saran": "advises",
    "meminta": "asks",
    "tidak diberi": "not granted",
    "Lini": "Line",
    "Kelompok": "Group",
    "Pernyataan": "Statements",
    "Jawaban": "Answers",
    "Syarat": "Condition",
    "Sumber": "Source",
    "Kode": "Code",
    "Kantor Anda boleh menyatakan {number} macam": "Your office may state {number} kinds",
    "{number} tidak pernah": "{number} never",
    "Pernyataan di luar kewenangan tetap dicatat dan muncul di perlu dicek, tetapi tidak memindahkan barang.": "A statement outside authority is kept all the same and shows as something to check, but moves no goods.",
    "Semua lini sekaligus": "All lines at once",
    "Tiap sel dan sumbernya": "Each cell and its source",
    "Yang bertanda praktik, belum diverifikasi adalah kebiasaan di lapangan yang pasalnya belum kami baca sendiri.": "What is marked praktik, belum diverifikasi is custom in the field whose article we have not read ourselves.",
}
