# ruff: noqa: E501  a sentence and its twin stand on one line, however long
"""The words of the pages of seals."""

from collections.abc import Mapping

ENGLISH: Mapping[str, str] = {
    "Diterima": "Received",
    "Diteruskan": "Passed on",
    "Terpasang": "Put on",
    "Dikembalikan": "Returned",
    "Seharusnya kosong": "Should be blank",
    "Kosong terhitung": "Blank counted",
    "Belum terjelaskan": "Unexplained",
    "Kantor": "Office",
    "Belum ada segel yang dicatat": "No seals are on record yet",
    "{counted} dari {all} kantor sudah menghitung": "{counted} of {all} offices have counted",
    "{number} segel belum terjelaskan": "{number} seals unexplained",
    "Semua segel yang dihitung terjelaskan": "All counted seals are explained",
    "Segel menurut kantor": "Seals by office",
    "Belum terjelaskan: yang seharusnya kosong saat kantor itu terakhir menghitung, dikurangi yang terhitung.": "Unexplained: what should have been blank when that office last counted, less what it counted.",
    "Belum ada penyerahan atau hitungan segel di wilayah ini.": "No seals were issued or counted in this region yet.",
    "Mulai dengan menyerahkan segel, atau menghitung yang kosong.": "Begin by issuing seals, or by counting the blank ones.",
    "seharusnya ada {number} kosong": "there should be {number} blank",
    "Serahkan segel": "Issue seals",
    "Kembalikan segel": "Return seals",
    "Catat segel rusak": "Record spoiled seals",
    "Hitung segel kosong": "Count blank seals",
    "dari pemasok": "from the supplier",
    "Segel kosong": "Blank seals",
    "Jumlah segel": "How many seals",
    "Nomor segel": "Seal numbers",
    "Boleh kosong. Rentang ditulis 104001-104200; pisahkan dengan koma.": "May be left empty. Write a run as 104001-104200; part them by commas.",
    "Jumlah segel: paling sedikit satu.": "How many seals: at least one.",
    "Nomor segel: ada {found} nomor untuk {pieces} segel.": "Seal numbers: there are {found} numbers for {pieces} seals.",
    "{field}: paling banyak {most} nomor atau rentang.": "{field}: at most {most} numbers or runs.",
    "{field}: satu nomor paling banyak {most} huruf.": "{field}: a number has at most {most} characters.",
    " Nomor {numbers}.": " Numbers {numbers}.",
    "{office}: ada {number} segel kosong.": "{office}: there are {number} blank seals.",
    "{office}: {number} segel rusak.{numbers}": "{office}: {number} seals spoiled.{numbers}",
    "{office} mengembalikan {number} segel kepada {to}.{numbers}": "{office} returns {number} seals to {to}.{numbers}",
    "{office} menerima {number} segel dari pemasok.{numbers}": "{office} receives {number} seals from the supplier.{numbers}",
    "{office} menyerahkan {number} segel kepada {to}.{numbers}": "{office} issues {number} seals to {to}.{numbers}",
}
"""Every sentence of these pages, Indonesian to English."""
