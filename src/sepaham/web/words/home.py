# ruff: noqa: E501  a sentence and its twin stand on one line, however long
"""The words of the first page and of notices."""

from collections.abc import Mapping

ENGLISH: Mapping[str, str] = {
    "mulai dari {place}": "beginning with {place}",
    # The first page
    "Gambaran wilayah": "Picture of the region",
    "Tidak ada yang menunggu kantor Anda": "Nothing waits for your office",
    "Begitu ada yang harus dikerjakan, ia muncul di sini. Sambil menunggu, lihat gambaran wilayah atau daftar perlu dicek.": "As soon as there is something to do, it stands here. Meanwhile, look at the picture of the region or at what is to check.",
    "Sesudah itu": "After that",
    "Tidak ada yang menunggu": "Nothing waiting",
    "{place}: {units} barang, {giver} → {receiver}": "{place}: {units} units, {giver} → {receiver}",
    "{number} lagi belum waktunya": "{number} more are not due yet",
    "{done} dari {all} pesanan datang lengkap": "{done} of {all} orders came in full",
    "Belum ada pesanan yang dinyatakan.": "No order has been stated yet.",
    "Lihat siapa yang belum": "See who has not",
    "Kemas": "Pack",
    "Nilai": "Rate",
    "Periksa": "Check",
    "paling lambat {at}": "by {at}",
    # Notices
    "Pemberitahuan": "Notices",
    "{number} pemberitahuan baru": "{number} new notices",
    "{number} terbuka semuanya": "{number} open in all",
    "Yang dapat menjawab diberi tahu seketika; yang lain setengah jam kemudian, bila masih terbuka dan belum dijawab. Halaman selalu menampilkan semuanya.": "Who can answer is told at once; others half an hour later, if it is still open and unanswered. Pages always show everything.",
    "Tandai sudah dibaca": "Mark as read",
    "Sekarang": "Now",
    "Nanti": "Later",
    "Tidak ada pemberitahuan untuk kantor Anda.": "There are no notices for your office.",
    "Lihat daftar perlu dicek": "See what is to check",
    "baru": "new",
    "diberitahukan {at}": "told {at}",
    "diberitahukan {at} bila masih terbuka dan belum dijawab": "told {at} if still open and unanswered",
    "kepada {office}": "to {office}",
}
