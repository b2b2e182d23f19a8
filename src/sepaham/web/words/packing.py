# ruff: noqa: E501  a sentence and its twin stand on one line, however long
"""The words of the pages of packing."""

from collections.abc import Mapping

ENGLISH: Mapping[str, str] = {
    "{done} dari {all} TPS sudah dikemas": "{done} of {all} polling stations packed",
    "{done} dari {all} desa selesai": "{done} of {all} desa done",
    "Menurut desa": "By desa",
    "Buka satu desa untuk melihat isi tiap TPS dan mencatat yang sudah dikemas.": "Open a desa to see what each polling station gets and to record what is packed.",
    "Buka satu desa untuk melihat isi tiap TPS.": "Open a desa to see what each polling station gets.",
    "Belum ada TPS dalam register wilayah ini.": "The register has no polling station in this region yet.",
    "Daftar isi (PDF)": "Content lists (PDF)",
    "Label QR (PDF)": "QR labels (PDF)",
    "{number} pemilih": "{number} voters",
    "diandaikan": "assumed",
    "dikemas {at}": "packed {at}",
    "Kemas ulang TPS ini": "Pack this polling station again",
    "TPS ini sudah dikemas, isinya seperti di bawah": "This polling station is packed, with what stands below",
    "Isi dan segel": "Contents and seals",
    "Di dalam kotak": "Inside the box",
    "Di luar kotak": "Outside the box",
    "Seharusnya": "Due",
    "Nomor segel dipisah koma; tulis – bila segelnya tanpa nomor, kosongkan bila belum disegel.": "Seal numbers parted by commas; write – where seals bear no number, leave empty where nothing is sealed yet.",
    "Periksa lalu tanda tangan semua yang dicentang": "Check, then sign all that is ticked",
    "Centang semua {number} TPS yang belum, lalu periksa": "Tick all {number} not yet packed, then check",
    "TPS: centang paling sedikit satu TPS yang sudah dikemas.": "Polling station: tick at least one that is packed.",
    "Segel: nomor {number} ditulis pada lebih dari satu kotak.": "Seals: number {number} stands on more than one box.",
    "Kemas {number} TPS": "Pack {number} polling stations",
    "{item} {stated}, seharusnya {due}": "{item} {stated}, due {due}",
    "{place}: {pieces} barang dikemas, {seals} nomor segel disebut.": "{place}: {pieces} units packed, {seals} seal numbers named.",
}
"""Every sentence of these pages, Indonesian to English."""
