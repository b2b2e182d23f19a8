# ruff: noqa: E501  a sentence and its twin stand on one line, however long
"""The words of the page that checks a receipt in the browser, and of a log that was put back."""

from collections.abc import Mapping

ENGLISH: Mapping[str, str] = {
    "CABANG: dipulihkan sampai entri {number}, lembaga lain melihat lebih": "FORK: put back up to entry {number}, others saw more",
    "Periksa tanda terima": "Check a receipt",
    "Pilih tanda terima atau BAST untuk diperiksa": "Choose a receipt or minutes to check",
    "Memeriksa…": "Checking…",
    "Cocok: semua tanda tangan dan bukti benar": "It holds: all signatures and proofs are right",
    "Tidak cocok: jangan andalkan berkas ini": "It fails: do not rely on this file",
    "Berkas ini tidak membawa bukti": "This file carries no proof",
    "Peramban ini belum dapat memeriksa tanda tangan": "This browser cannot check signatures yet",
    "Untuk memeriksa, nyalakan JavaScript di peramban ini.": "To check, turn JavaScript on in this browser.",
    "Berkas tanda terima (JSON) atau BAST (PDF)": "Receipt (JSON) or minutes (PDF)",
    "Berkas dibaca di peramban ini saja dan tidak dikirim ke mana pun.": "The file is read in this browser alone and sent nowhere.",
    "Yang salah:": "What is wrong:",
    "Perbarui peramban (Chrome 137, Firefox 129, Safari 17 atau lebih baru) dan buka lewat HTTPS, atau pakai perintah sepaham verify.": "Update the browser (Chrome 137, Firefox 129, Safari 17 or newer) and open this by HTTPS, or use the command sepaham verify.",
    "Cetak ulang BAST-nya setelah serah terima dinyatakan, atau unduh tanda terimanya dari halaman entri.": "Print the minutes again once the handover is stated, or get the receipt from the entry's page.",
    "Tentang": "About",
    "Jam menurut perangkat": "Hour by the device",
    "Diterima operator": "Received by the operator",
    "Terakhir dicocokkan": "Last witnessed",
    "Kunci daftar": "The log's key",
    "Lembaga-lembaga ini melihat daftar yang sama.": "These institutions saw this same list.",
    "Belum cukup lembaga mencocokkan: operator masih bisa menunjukkan daftar lain kepada pihak lain.": "Too few institutions witnessed it: the operator could still show others another list.",
    "Yang tidak terbukti": "What is not proven",
    "Bahwa kotaknya benar-benar ada di sana: yang terbukti hanya siapa menyatakan apa.": "That the box was really there: only who stated what is proven.",
    "Bahwa kunci daftar dan kunci lembaga memang milik mereka: cocokkan dengan yang Anda pegang.": "That the log's key and the witnesses' are theirs: compare them with those you hold.",
    "Bahwa halaman ini jujur: ia datang dari operator. Yang ragu memakai sepaham verify dari salinan yang dipercaya.": "That this page is honest: it comes from the operator. Who doubts uses sepaham verify from a copy they trust.",
    "Bahwa tulisan di lembar cetaknya benar: yang diperiksa hanya bukti yang tertanam.": "That what is printed on the paper is right: only the embedded proof was checked.",
}
