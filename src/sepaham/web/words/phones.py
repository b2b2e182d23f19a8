# ruff: noqa: E501  a sentence and its twin stand on one line, however long
"""The words of what phones send besides statements: text messages, their codes, and positions."""

from collections.abc import Mapping

ENGLISH: Mapping[str, str] = {
    "lewat SMS, dicatat {office}": "by SMS, noted by {office}",
    "{number} lewat SMS": "{number} by SMS",
    # Codes
    "Kode SMS untuk yang tanpa internet": "Codes for SMS, for whoever has no internet",
    "Cetak lembar kode": "Print the sheet of codes",
    "Mencetak lagi membatalkan kode kantor itu yang belum dipakai.": "Printing again makes that office's unused codes void.",
    # Positions
    "Posisi": "Position",
    "Terakhir diketahui {at}, {age} yang lalu.": "Last known {at}, {age} ago.",
    "{number} menit": "{number} min",
    "{number} jam": "{number} h",
    "{number} hari": "{number} d",
    "Belum ada posisi yang dikirim.": "No position was sent yet.",
    "Kirim posisi dengan Traccar Client atau OsmAnd": "Send the position with Traccar Client or OsmAnd",
    "Alamat server": "Server address",
    "Pengenal perangkat": "Device identifier",
    "Buat pengenal": "Make an identifier",
    "Pengenal acak ini hanya berlaku sejak perjalanan dinyatakan berangkat sampai tiba.": "This random identifier holds only from the stated departure to the arrival.",
}
