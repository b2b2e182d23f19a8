"""The kinds of problem that concern a spreadsheet of declared acts: its columns, places, hours and goods."""

from collections.abc import Mapping

from sepaham.exchange.kinds import Kind, error

DECLARED_KINDS: Mapping[str, Kind] = {
    "column.missing": error(
        "Tidak ada kolom {column}",
        "There is no column {column}",
        "Mulai dari templat: sepaham declare BERKAS --template",
        "Start from the template: sepaham declare FILE --template",
    ),
    "column.repeated": error(
        "Dua kolom sama-sama berarti {column}: {value}",
        "Two columns both mean {column}: {value}",
        "Hapus salah satu",
        "Remove one",
    ),
    "column.unknown": error(
        "Kolom {column} tidak dikenal, padahal berisi: {value}",
        "The column {column} is not known, yet it holds something: {value}",
        "Pakai judul dari templat, atau hapus kolom ini; catatan boleh di kolom catatan",
        "Use a heading of the template, or remove the column; notes go under note",
    ),
    "column.act": error(
        "Kolom {column} tidak berlaku untuk {act}",
        "The column {column} says nothing of {act}",
        "Kosongkan sel ini, atau perbaiki tindakannya",
        "Empty the cell, or correct the act",
    ),
    "sheet.second": error(
        "Lembar kedua, {value}, juga berisi tindakan",
        "A second sheet, {value}, holds acts too",
        "Satukan dalam satu lembar, atau simpan sebagai dua berkas",
        "Join them in one sheet, or save two files",
    ),
    "act.missing": error(
        "Tindakan kosong",
        "The act is empty",
        "Tulis serah, terima, kemas atau pakai",
        "Write give, receive, pack or use",
    ),
    "act.unknown": error(
        "{value} bukan tindakan yang dikenal",
        "{value} is no act we know",
        "Tulis serah, terima, kemas atau pakai",
        "Write give, receive, pack or use",
    ),
    "act.party": error(
        "Ini tindakan {party}, bukan tindakan {office} atau bawahannya",
        "This is an act of {party}, not of {office} or one below it",
        "Pindahkan baris ini ke berkas kantornya, atau sebut kantor itu dengan --office",
        "Move the row to that office's file, or name the office with --office",
    ),
    "act.repeated": error(
        "Tindakan ini sudah ada di baris {first}",
        "This act stands in row {first} already",
        "Hapus salah satu baris",
        "Remove one of the rows",
    ),
    "leg.missing": error(
        "Ruas kosong",
        "The leg is empty",
        "Tulis salah satu: {legs}",
        "Write one of: {legs}",
    ),
    "leg.unknown": error(
        "{value} bukan ruas",
        "{value} is no leg",
        "Tulis salah satu: {legs}",
        "Write one of: {legs}",
    ),
    "place.missing": error(
        "Kode wilayah kosong",
        "The region's code is empty",
        "Isi kodenya di setiap baris; pisahkan sel yang digabung",
        "Fill it in on every row; unmerge merged cells",
    ),
    "place.invalid": error(
        "{value} bukan kode wilayah",
        "{value} is no region code",
        "Tulis seperti 35.17.15.2004.006, dengan kolom berformat Teks",
        "Write it as 35.17.15.2004.006, the column set to Text",
    ),
    "place.level": error(
        "{value} bukan kode {level}, padahal tindakan ini terjadi per {level}",
        "{value} is no code of a {level}, yet this act is one per {level}",
        "Tulis kode {level}, {digits} angka",
        "Write the {level}'s code of {digits} digits",
    ),
    "place.unknown": error(
        "Wilayah {value} tidak ada dalam rencana",
        "The region {value} is not in the plan",
        "Periksa kodenya; templat memuat semua kode",
        "Check the code; the template holds them all",
    ),
    "time.missing": error(
        "Waktu kosong, padahal baris ini sudah diisi",
        "The hour is empty, yet the row is filled in",
        "Tulis waktu setempat seperti 2024-11-26 09:30, atau kosongkan baris ini sampai terjadi",
        "Write the local hour as 2024-11-26 09:30, or leave the row empty until it happens",
    ),
    "time.form": error(
        "{value} bukan waktu",
        "{value} is no hour",
        "Tulis waktu setempat: tahun-bulan-tanggal jam:menit, seperti 2024-11-26 09:30",
        "Write the local hour: year-month-day hour:minute, as 2024-11-26 09:30",
    ),
    "time.no-hour": error(
        "{value} adalah tanggal tanpa jam",
        "{value} is a date without an hour",
        "Tulis jamnya juga, seperti 2024-11-26 09:30; tengah malam ditulis sebagai teks",
        "Write the hour too, as 2024-11-26 09:30; write midnight as text",
    ),
    "time.future": error(
        "{value} belum terjadi",
        "{value} is still to come",
        "Periksa tanggal dan jamnya; laporkan setelah terjadi",
        "Check the date and hour; declare it once it happened",
    ),
    "time.early": error(
        "{value} jauh sebelum catatan ini dibuka",
        "{value} is long before this log was opened",
        "Periksa tahun dan bulannya",
        "Check the year and month",
    ),
    "unit.code": error(
        "{value} bukan kode barang; ada huruf atau angka yang salah ketik",
        "{value} is no unit code; a letter or digit is mistyped",
        "Salin kode dari labelnya; dua karakter terakhir memeriksa yang lain",
        "Copy the code from its label; its last two characters check the others",
    ),
    "unit.elsewhere": error(
        "Barang {value} tidak termasuk {where}",
        "The unit {value} does not belong to {where}",
        "Periksa kodenya; barang di luar daftar ditulis di kolom lebih",
        "Check the code; what is not on the list goes under extra",
    ),
    "unit.listed": error(
        "Barang {value} ada dalam daftar, jadi bukan kelebihan",
        "The unit {value} is on the list, so it is not extra",
        "Hapus dari kolom lebih",
        "Take it out of the column extra",
    ),
    "unit.repeated": error(
        "Barang {value} disebut dua kali dalam baris ini",
        "The unit {value} is named twice in this row",
        "Sebut sekali saja, di satu kolom",
        "Name it once, in one column",
    ),
    "unit.many": error(
        "{value} barang disebut dalam satu baris",
        "{value} units are named in one row",
        "Paling banyak {limit}; bila hampir semua kurang, periksa apakah serah terima ini terjadi",
        "At most {limit}; where nearly all are missing, see whether the handover took place",
    ),
    "unit.none": error(
        "Tidak ada barang yang tersisa untuk {act} di {value}",
        "Nothing is left to {act} in {value}",
        "Hapus baris ini, atau periksa kolom kurang",
        "Remove the row, or check the column missing",
    ),
    "figure.invalid": error(
        "{value} bukan jumlah bulat",
        "{value} is no whole number",
        "Tulis angkanya saja, tanpa titik, koma atau satuan",
        "Write the figure alone, without points, commas or units",
    ),
    "seals.place": error(
        "Nomor segel {value} ditulis untuk {place}, yang lebih luas dari satu TPS",
        "Seal numbers {value} are given for {place}, which is more than one TPS",
        "Tulis nomor segel di baris TPS-nya",
        "Give seal numbers in the row of their TPS",
    ),
    "seals.unit": error(
        "TPS {place} tidak punya barang bertanda {mark}",
        "TPS {place} has no unit marked {mark}",
        "Kosongkan sel ini",
        "Empty the cell",
    ),
    "seals.form": error(
        "{value} bukan nomor segel",
        "{value} are no seal numbers",
        "Pisahkan dengan spasi; paling banyak 20 nomor, masing-masing 32 karakter",
        "Separate them with spaces; at most 20 numbers of 32 characters",
    ),
}
"""What can be wrong with a spreadsheet of declared acts."""
