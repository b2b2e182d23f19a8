"""The kinds of problem that concern what a row says: places, polling stations and figures."""

from collections.abc import Mapping

from sepaham.exchange.kinds import Kind, error, warning

ROW_KINDS: Mapping[str, Kind] = {
    "code.missing": error(
        "Kode desa kosong",
        "The desa's code is empty",
        "Isi kodenya di setiap baris; pisahkan sel yang digabung",
        "Fill it in on every row; unmerge merged cells",
    ),
    "code.invalid": error(
        "{value} bukan kode wilayah",
        "{value} is no region code",
        "Tulis seperti 35.17.15.2004 atau 3517152004",
        "Write it as 35.17.15.2004 or 3517152004",
    ),
    "code.scientific": error(
        "Kode menjadi bilangan pangkat: {value}; angka akhirnya hilang",
        "The code became a power of ten: {value}; its last digits are lost",
        "Ambil lagi dari sumbernya dengan kolom berformat Teks",
        "Take it from the source again, the column set to Text",
    ),
    "code.decimal": error(
        "Kode menjadi bilangan pecahan: {value}",
        "The code became a decimal number: {value}",
        "Ubah format kolom menjadi Teks dan hapus .0",
        "Set the column's format to Text and remove the .0",
    ),
    "code.short": error(
        "{value} kurang dari sepuluh angka; ada angka yang hilang",
        "{value} has fewer than ten digits; some are lost",
        "Ambil lagi dari sumbernya dengan kolom berformat Teks",
        "Take it from the source again, the column set to Text",
    ),
    "code.level": error(
        "{value} bukan kode desa",
        "{value} is not a desa's code",
        "Tulis kode desa lengkap, sepuluh angka",
        "Write the desa's full code of ten digits",
    ),
    "code.province": error(
        "Tidak ada provinsi berkode {province} ({value})",
        "There is no province {province} ({value})",
        "Periksa dua angka pertama",
        "Check the first two digits",
    ),
    "code.parent": error(
        "Desa {desa} tidak berada di {value}",
        "Desa {desa} does not lie in {value}",
        "Samakan kode desa dengan kode wilayah di atasnya",
        "Make the desa's code agree with the area's above it",
    ),
    "code.unknown": warning(
        "Kode {value} tidak ada dalam daftar resmi; tetap dipakai",
        "Code {value} is not in the official list; it is kept",
        "Periksa apakah desa ini baru, digabung atau salah ketik",
        "See whether the desa is new, merged or mistyped",
    ),
    "name.conflict": error(
        "{code} bernama {value} di sini dan {other} di baris {first}",
        "{code} is called {value} here and {other} in row {first}",
        "Periksa apakah kodenya salah, lalu samakan namanya",
        "See whether the code is wrong, then make the names agree",
    ),
    "desa.repeated": error(
        "Desa {value} sudah ada di baris {first}",
        "Desa {value} already stands in row {first}",
        "Hapus salah satu, atau perbaiki kodenya",
        "Remove one, or correct its code",
    ),
    "desa.mixed": error(
        "Desa {value} ditulis per TPS dan juga per desa (baris {first})",
        "Desa {value} is written both per TPS and per desa (row {first})",
        "Pakai satu cara untuk satu desa",
        "Keep to one way for one desa",
    ),
    "tps.repeated": error(
        "TPS {value} desa {desa} sudah ada di baris {first}",
        "TPS {value} of desa {desa} already stands in row {first}",
        "Hapus salah satu, atau perbaiki nomornya",
        "Remove one, or correct its number",
    ),
    "tps.missing": error(
        "Nomor TPS kosong",
        "The TPS number is empty",
        "Isi nomor TPS",
        "Fill in the TPS number",
    ),
    "tps.number": error(
        "Nomor TPS {value} bukan bilangan bulat",
        "TPS number {value} is no whole number",
        "Tulis angka saja, misalnya 6",
        "Write digits only, such as 6",
    ),
    "tps.range": error(
        "Nomor TPS {value} di luar 1 sampai 999",
        "TPS number {value} is outside 1 to 999",
        "Perbaiki nomornya",
        "Correct the number",
    ),
    "tps.gap": warning(
        "Nomor TPS desa {value} melompat: tidak ada {missing}",
        "The TPS numbers of desa {value} jump: {missing} is missing",
        "Periksa apakah ada baris yang tertinggal",
        "See whether a row was left out",
    ),
    "count.missing": error(
        "Jumlah TPS kosong",
        "The number of TPS is empty",
        "Isi jumlahnya",
        "Fill it in",
    ),
    "count.number": error(
        "Jumlah TPS {value} bukan bilangan bulat",
        "The number of TPS {value} is no whole number",
        "Tulis angka saja",
        "Write digits only",
    ),
    "count.negative": error(
        "Jumlah TPS negatif: {value}",
        "The number of TPS is negative: {value}",
        "Perbaiki jumlahnya",
        "Correct it",
    ),
    "count.zero": error(
        "Desa tanpa TPS",
        "A desa without TPS",
        "Isi jumlahnya, atau hapus desa ini",
        "Fill in the number, or remove the desa",
    ),
    "count.large": error(
        "{value} TPS dalam satu desa tidak mungkin",
        "{value} TPS in one desa cannot be",
        "Perbaiki; paling banyak {limit}",
        "Correct it; at most {limit}",
    ),
    "count.disagree": error(
        "tps_total {value} tidak sama dengan {regular} reguler + {special} khusus",
        "tps_total {value} is not {regular} regular + {special} special",
        "Perbaiki salah satunya",
        "Correct one of them",
    ),
    "special.missing": error(
        "Jumlah TPS khusus kosong",
        "The number of special TPS is empty",
        "Isi 0 bila tidak ada",
        "Write 0 where there is none",
    ),
    "voters.missing": error(
        "Jumlah pemilih kosong",
        "The number of voters is empty",
        "Isi, atau pakai --assume-voters N; angkanya lalu ditandai sebagai andaian",
        "Fill it in, or use --assume-voters N; the figure is then marked as assumed",
    ),
    "voters.number": error(
        "Jumlah pemilih {value} bukan bilangan",
        "The number of voters {value} is no number",
        "Tulis angka saja",
        "Write digits only",
    ),
    "voters.fraction": error(
        "Jumlah pemilih {value} bukan bilangan bulat",
        "The number of voters {value} is no whole number",
        "Tulis bilangan bulat",
        "Write a whole number",
    ),
    "voters.separator": error(
        "{value} dapat berarti ribuan atau pecahan",
        "{value} may mean thousands or a fraction",
        "Tulis tanpa titik dan koma: {plain}",
        "Write it without points and commas: {plain}",
    ),
    "voters.negative": error(
        "Jumlah pemilih negatif: {value}",
        "The number of voters is negative: {value}",
        "Perbaiki jumlahnya",
        "Correct it",
    ),
    "voters.large": error(
        "{value} pemilih dalam satu TPS tidak mungkin",
        "{value} voters in one TPS cannot be",
        "Periksa apakah ini jumlah satu desa",
        "See whether this is the desa's number",
    ),
    "voters.zero": warning(
        "TPS {value} tanpa pemilih",
        "TPS {value} has no voters",
        "Periksa jumlahnya",
        "Check the number",
    ),
    "voters.above": warning(
        "{value} pemilih, lebih dari batas {limit} per TPS",
        "{value} voters, above the limit of {limit} per TPS",
        "Periksa jumlahnya; tetap dipakai",
        "Check the number; it is kept",
    ),
    "voters.spread": warning(
        "Pemilih {value} desa dibagi rata ke TPS-nya; pembagiannya andaian",
        "The voters of {value} desa are spread evenly over their TPS; the spread is assumed",
        "Impor lagi dengan satu baris per TPS begitu angkanya ada",
        "Import again with a row per TPS once the figures are there",
    ),
}
"""What can be wrong with a row of the register."""
