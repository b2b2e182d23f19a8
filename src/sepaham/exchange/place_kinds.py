"""The kinds of problem that concern lists of places and maps of rivers."""

from collections.abc import Mapping

from sepaham.exchange.kinds import Kind, error, warning

PLACE_KINDS: Mapping[str, Kind] = {
    "place.columns": error(
        "Tidak ada kolom kode, lintang dan bujur",
        "There are no columns of codes, latitudes and longitudes",
        "Beri judul kode, lintang, bujur; boleh ditambah no_tps",
        "Head them kode, lintang, bujur; no_tps may be added",
    ),
    "place.code": error(
        "{value} bukan kode wilayah atau TPS",
        "{value} is no code of a region or a TPS",
        "Tulis seperti 35.17.15.2004, atau 35.17.15.2004.006 untuk TPS 6",
        "Write it as 35.17.15.2004, or 35.17.15.2004.006 for TPS 6",
    ),
    "place.unknown": error(
        "Daftar TPS tidak memuat {value}",
        "The register has no {value}",
        "Periksa kodenya, atau hapus barisnya",
        "Check the code, or remove the row",
    ),
    "place.station": error(
        "{value} bukan nomor TPS",
        "{value} is no number of a TPS",
        "Tulis nomornya saja, 1 sampai 999, di sebelah kode desanya",
        "Write the number alone, 1 to 999, beside the code of its desa",
    ),
    "place.degrees": error(
        "{value} bukan derajat",
        "{value} is no number of degrees",
        "Tulis derajat desimal seperti -7,5461 atau 112.2331",
        "Write decimal degrees such as -7.5461 or 112.2331",
    ),
    "place.outside": error(
        "Titik {value} di luar Indonesia",
        "The point {value} lies outside Indonesia",
        "Periksa tanda minus pada lintang dan letak komanya",
        "Check the minus of the latitude and the decimal point",
    ),
    "place.swapped": error(
        "Lintang dan bujur tertukar ({value})",
        "Latitude and longitude are swapped ({value})",
        "Tukar kedua kolom",
        "Swap the two columns",
    ),
    "place.repeated": error(
        "{value} sudah ada di baris {first} dengan titik lain",
        "{value} stands in row {first} with another point",
        "Sisakan satu titik untuk tiap tempat",
        "Keep one point for each place",
    ),
    "place.same": warning(
        "{count} tempat berada tepat di satu titik ({value})",
        "{count} places lie at exactly one point ({value})",
        "Periksa apakah titik itu disalin; jarak di antaranya dihitung nol",
        "Check whether the point was copied; they count as no way apart",
    ),
    "river.none": error(
        "Tidak ada garis sungai di dalam peta",
        "There is no line of a river in the map",
        "Gambar sungai sebagai LineString dengan properti kode dan nama",
        "Draw the river as a LineString with the properties kode and nama",
    ),
    "river.code": error(
        "{value} bukan kode sungai atau penyeberangan",
        "{value} is no code of a river or crossing",
        "Pakai huruf kecil, angka dan tanda hubung, seperti jembatan-ploso",
        "Use small letters, digits and hyphens, such as jembatan-ploso",
    ),
    "river.repeated": error(
        "Kode {value} dipakai dua kali",
        "The code {value} is used twice",
        "Beri tiap sungai dan penyeberangan kode sendiri",
        "Give each river and crossing its own code",
    ),
    "river.line": error(
        "Garis {value} bukan deretan titik di Indonesia",
        "The line {value} is no row of points in Indonesia",
        "Tulis sedikitnya dua titik: bujur lalu lintang",
        "Write two points at least: longitude, then latitude",
    ),
    "river.whose": error(
        "Tidak jelas {value} melintasi sungai mana",
        "It is not clear which river {value} crosses",
        "Isi properti sungai dengan kode sungainya",
        "Put the river's code into the property sungai",
    ),
    "river.far": error(
        "{value} berjarak {metres} m dari sungainya",
        "{value} lies {metres} m from its river",
        "Periksa titiknya; penyeberangan terletak di garis sungai",
        "Check the point; a crossing lies on the river's line",
    ),
    "river.kinds": error(
        "Jenis kendaraan {value} tidak dikenal",
        "Kinds of vehicle {value} are not known",
        "Tulis truck, pickup, car, motorbike, foot, dipisah koma; kosongkan bila semua boleh",
        "Write truck, pickup, car, motorbike, foot, parted by commas; leave it empty for all",
    ),
    "river.shape": warning(
        "Bentuk {value} bukan garis sungai atau titik penyeberangan",
        "The shape {value} is neither a river's line nor a crossing's point",
        "Bentuk itu dilewati",
        "The shape is left out",
    ),
}
