# ruff: noqa: E501  a sentence and its twin stand on one line, however long
"""The words around every table: filter, download, columns to copy out."""

from collections.abc import Mapping

ENGLISH: Mapping[str, str] = {
    "Saring tabel": "Filter the table",
    "{number} baris": "{number} rows",
    "Unduh XLSX": "Download XLSX",
    "Salin kolom": "Copy columns out",
    "Beri nomor urut pada kolom yang mau disalin; kosongkan yang tidak. Urutan ini diingat untuk akun Anda.": "Number the columns to copy in the order you need; leave the others empty. The order is remembered for your account.",
    "Simpan urutan": "Keep this order",
    "Dengan judul kolom": "With column headings",
    "Salin {number} baris": "Copy {number} rows",
    "Tidak ada baris yang cocok.": "No row fits.",
}
