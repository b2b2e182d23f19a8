# ruff: noqa: E501  a sentence and its twin stand on one line, however long
"""The words of signing: what is shown before a browser's key signs, and what became of it."""

from collections.abc import Mapping

ENGLISH: Mapping[str, str] = {
    "Baca, lalu tanda tangani": "Read, then sign",
    "Yang akan ditandatangani": "What will be signed",
    "Tanda tangani dan simpan": "Sign and keep",
    "Batal, kembali": "Cancel, go back",
    "Peramban ini belum memegang kunci {office}, jadi belum ada yang ditandatangani.": "This browser holds no key of {office} yet, so nothing is signed.",
    "Daftarkan peramban ini": "Enrol this browser",
    "Kunci peramban ini belum disahkan kantor di atas. Sebutkan empat katanya, lalu tunggu sebentar.": "The office above has not confirmed this browser's key yet. Read it the four words, then wait a moment.",
    "Lihat empat kata": "See the four words",
    "Kunci peramban ini sudah dicabut, jadi tidak dapat menandatangani lagi.": "This browser's key was revoked, so it can no longer sign.",
    "Menandatangani dan menyimpan…": "Signing and keeping…",
    "Sudah ditandatangani dan aman di peramban ini, tetapi belum sampai ke server.": "Signed and safe in this browser, but not at the server yet.",
    "Server tidak menerimanya dan mencatat alasannya:": "The server did not take it and noted why:",
    "Peramban ini tidak dapat menyimpan, jadi belum ada yang ditandatangani. Kosongkan ruang penyimpanan, lalu coba lagi.": "This browser cannot keep anything, so nothing is signed. Free some storage, then try again.",
    "Ini salinan kertas: gerbang sistem boleh menandatangani": "This copies a paper: the system's gateway may sign it",
    "Di semua halaman akan tertulis: dari kertas, oleh Gerbang sistem. Tanda tangan di kertas tetap yang berlaku.": "Every page will say: from paper, by the system's gateway. The signature on the paper still prevails.",
    "Masukkan lewat gerbang sistem": "Enter it by the system's gateway",
}
