# ruff: noqa: E501  a sentence and its twin stand on one line, however long
"""The words of searching."""

from collections.abc import Mapping

ENGLISH: Mapping[str, str] = {
    "Kode, wilayah, kantor, segel": "Code, region, office, seal",
    "Kantor": "Office",
    "Segel": "Seals",
    "Jenis barang": "Item",
    "Kedatangan": "Arrivals",
    "Koli": "Cartons",
    "Surat": "Paper",
    "segel {number} terpasang di sini": "seal {number} was put on this",
    "segel {number} diserahkan kepadanya": "seal {number} was issued to it",
    "koli nomor {number}": "carton number {number}",
    "{number} yang mungkin Anda maksud": "{number} you may have meant",
    "Dicari: {typed}. Hanya wilayah kantor Anda.": "Searched: {typed}. Only your offices' regions.",
    "Tidak ada yang cocok": "Nothing fits",
    "Cari apa saja di wilayah Anda": "Search anything in your region",
    "{typed} tidak ditemukan di wilayah kantor Anda. Coba kata yang lebih pendek, atau salah satu cara di bawah.": "{typed} was not found in your offices' regions. Try a shorter word, or one of the ways below.",
    "Yang dapat dicari": "What can be searched",
    "Kode barang di stiker, misalnya 3517152004006K13G": "The unit code on its sticker, such as 3517152004006K13G",
    "Nama atau kode wilayah; ejaan sedikit berbeda tidak apa-apa": "A region's name or code; a slightly other spelling does not matter",
    "TPS dengan nomor dan desanya, misalnya tps 6 jiporapah": "A polling station by number and desa, such as tps 6 jiporapah",
    "Kantor, misalnya PPK Plandaan": "An office, such as PPK Plandaan",
    "Nomor segel: kotak mana yang memakainya": "A seal's number: which box bears it",
    "Awal sidik daftar muatan, nomor surat, nama kedatangan dan nomor kolinya": "The beginning of a load list's hash, a paper's number, a delivery's name with a carton's number",
}
