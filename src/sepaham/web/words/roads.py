# ruff: noqa: E501  a sentence and its twin stand on one line, however long
"""The words of roads and crossings."""

from collections.abc import Mapping

ENGLISH: Mapping[str, str] = {
    "Jalan": "Roads",
    "Tutup": "Close",
    "Buka": "Open",
    "tutup": "closed",
    "buka": "open",
    "jalan nomor {number} di peta": "road number {number} of the map",
    "sekitar {lat}, {lon} sejauh {metres} m": "{metres} m around {lat}, {lon}",
    "Tidak ada jalan yang dinyatakan tutup": "No road is stated to be closed",
    "{number} jalan dinyatakan tutup": "{number} roads are stated to be closed",
    "Penyeberangan": "Crossing",
    "Sungai": "River",
    "Dapat dilalui": "Open to",
    "Dinyatakan oleh": "Stated by",
    "{road} ditutup.": "{road} is closed.",
    "{road} dibuka lagi.": "{road} is open again.",
    "Kira-kira sampai {at}.": "Until about {at}.",
    "{field}: tulis jam yang belum lewat.": "{field}: write an hour that has not passed.",
    "Catatan: {note}": "Note: {note}",
    "Tutup sekarang": "Closed now",
    "sejak {at} menurut {office}": "since {at} according to {office}",
    "kira-kira sampai {at}": "until about {at}",
    "Nyatakan jalan tutup atau buka": "State a road closed or open",
    "Penyeberangan atau jalan": "Crossing or road",
    "Lain, tulis di sebelah": "Another, written beside",
    "Nama jalan lain": "Name of another road",
    "Kira-kira sampai": "Until about",
    "Catatan, tanpa nama orang": "Note, without names of people",
    "Penyeberangan sungai": "River crossings",
    "Belum ada sungai dan penyeberangan yang dicatat; operator mengisinya dengan sepaham roads river.": "No river and crossing is written down yet; the operator fills them in with sepaham roads river.",
}
