# ruff: noqa: E501  a sentence and its twin stand on one line, however long
"""The words of where one stands."""

from collections.abc import Mapping

ENGLISH: Mapping[str, str] = {
    "Posisi saya": "Where I stand",
    "Anda {office}: {number} hal menunggu Anda": "You are {office}: {number} things wait for you",
    "Anda {office}: tidak ada yang menunggu Anda": "You are {office}: nothing waits for you",
    "Berikutnya: {what}": "Next: {what}",
    "Begitu ada yang harus dikerjakan, ia muncul di sini.": "As soon as there is something to do, it stands here.",
    "Sesudah itu": "After that",
    "Sekarang": "Now",
    "Yang menunggu Anda": "Who waits for you",
    "Tidak ada kantor lain yang menunggu sesuatu dari kantor Anda.": "No other office waits for something from yours.",
    "Di atas Anda": "Above you",
    "Di log ini tidak ada kantor di atas kantor Anda.": "In this log no office stands above yours.",
    "Di bawah Anda": "Below you",
    "Tampilkan kantor dan kontaknya": "Show offices and whom to call",
    "{number} kantor lagi di halaman orang": "{number} more offices on the page of people",
    "Tidak ada kantor di bawah kantor Anda.": "No office stands below yours.",
    "Wewenang Anda di sini": "What you may do here",
    "Yang tidak pernah boleh": "What you never may",
    "Tabel kewenangan tidak menyebut larangan untuk lini Anda; yang tidak disebut boleh, tidak diberi.": "The table of authority names nothing your line never may; what it does not grant is not granted.",
    "Seluruh tabel kewenangan": "The whole table of authority",
    "belum ada orang tercatat": "nobody is recorded",
}
