# ruff: noqa: E501  a sentence and its twin stand on one line, however long
"""The words of the pages about papers: letterheads, guides, the agreement."""

from collections.abc import Mapping

ENGLISH: Mapping[str, str] = {
    "Kop surat": "Letterhead",
    "ganti ke {office}": "change to {office}",
    "Surat {office} bernomor {number}": "Papers of {office} are numbered {number}",
    "Tersimpan. Kertas yang sudah bernomor tetap memakai nomornya.": "Kept. Papers that have a number keep it.",
    "Lihat contoh (PDF)": "See a sample (PDF)",
    "Kepala surat": "Heading",
    "Satu baris sebaris, paling banyak 5; baris pertama dicetak paling besar. Kosong: {lines}.": "One line each, at most 5; the first is printed largest. Left empty: {lines}.",
    "Alamat": "Address",
    "Tempat": "Place",
    "Nama kota pada cap salinan, misalnya Jombang.": "The town on the stamp of copies, such as Jombang.",
    "Pola nomor": "Numbering pattern",
    "Yang di dalam kurung diisi otomatis: n nomor urut, nnn nomor urut tiga angka, jenis (BAST, BTTB, SJ atau PAM), kantor, bulan (angka Romawi), tahun. Contoh: {pattern}": "What stands in braces is filled in: n the running number, nnn with three digits, jenis the kind (BAST, BTTB, SJ or PAM), kantor the office, bulan the month (Roman), tahun the year. Example: {pattern}",
    "Tembusan": "Copies to",
    "Satu penerima sebaris, paling banyak 15.": "One recipient a line, at most 15.",
    "Simpan kop surat": "Keep the letterhead",
    "Pola nomor: tulis {n} atau {nnn} di tempat nomor urut.": "Numbering pattern: write {n} or {nnn} where the running number goes.",
    "Pola nomor: isi kurung hanya {n}, {nnn}, {jenis}, {kantor}, {bulan} atau {tahun}.": "Numbering pattern: braces may hold only {n}, {nnn}, {jenis}, {kantor}, {bulan} or {tahun}.",
    "{field}: paling banyak {most} baris.": "{field}: at most {most} lines.",
    "{field}: paling banyak {most} huruf sebaris.": "{field}: at most {most} characters a line.",
    "salinan bercap (PDF)": "stamped copy (PDF)",
    "Panduan satu halaman": "One-page guides",
    "Satu lembar untuk tiap peran, siap cetak. Bagikan pada bimbingan teknis atau kirim lewat grup.": "One sheet for each role, ready to print. Hand them out at briefings or send them to groups.",
    "Untuk jabatan Anda": "For your offices",
    "Peran lain": "Other roles",
    "Semua peran": "All roles",
    "Naskah perjanjian antarlembaga": "Agreement between institutions",
    "Contoh untuk disesuaikan: pengelola, pengendali data pribadi, akses, nilai bukti, serah terima data saat selesai. Minta bagian hukum memeriksanya.": "A template to adapt: operator, controller of personal data, access, value as evidence, handover of data at the end. Have legal check it.",
    "Bahasa Indonesia (DOCX)": "Indonesian (DOCX)",
    "Bahasa Indonesia (PDF)": "Indonesian (PDF)",
    "Inggris (PDF)": "English (PDF)",
}
"""Every sentence of these pages, Indonesian to English."""
