"""How problems speak, and the kinds that concern a whole file, its headings and its cells."""

from collections.abc import Mapping
from dataclasses import dataclass

from sepaham.domain.words import Sentence


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of problem: what it is, how to mend it, and whether it is only a warning."""

    what: Sentence
    remedy: Sentence
    warning: bool = False


def error(what_id: str, what_en: str, remedy_id: str, remedy_en: str) -> Kind:
    """Return a kind that stops an import."""
    return Kind(Sentence(what_id, what_en), Sentence(remedy_id, remedy_en))


def warning(what_id: str, what_en: str, remedy_id: str, remedy_en: str) -> Kind:
    """Return a kind that is only listed."""
    return Kind(Sentence(what_id, what_en), Sentence(remedy_id, remedy_en), warning=True)


FILE_KINDS: Mapping[str, Kind] = {
    "file.empty": error(
        "Berkas kosong",
        "The file is empty",
        "Simpan lagi berkas itu dengan isinya",
        "Save the file again with its content",
    ),
    "file.large": error(
        "Berkas terlalu besar ({value})",
        "The file is too large ({value})",
        "Bagi berkas per kabupaten; batasnya {limit}",
        "Split it by kabupaten; the limit is {limit}",
    ),
    "file.long": error(
        "Berkas punya lebih dari {limit} baris",
        "The file has more than {limit} rows",
        "Sisakan satu kabupaten, dan hapus baris kosong di bawahnya",
        "Keep one kabupaten, and delete empty rows below it",
    ),
    "file.kind": error(
        "Jenis berkas {value} tidak dikenal",
        "Files of kind {value} cannot be read",
        "Simpan sebagai CSV UTF-8 atau XLSX",
        "Save it as CSV UTF-8 or as XLSX",
    ),
    "file.unreadable": error(
        "Buku kerja rusak atau terkunci sandi",
        "The workbook is damaged or locked by a password",
        "Buka, lepas sandinya, lalu simpan ulang sebagai XLSX",
        "Open it, remove its password and save it again as XLSX",
    ),
    "file.encoding": error(
        "Teks baris ini bukan UTF-8",
        "The text of this row is not UTF-8",
        'Simpan sebagai "CSV UTF-8"',
        'Save it as "CSV UTF-8"',
    ),
    "file.no-rows": error(
        "Ada judul kolom, tetapi tidak ada baris data",
        "There are headings but no rows",
        "Periksa apakah lembar yang benar tersimpan",
        "See whether the right sheet was saved",
    ),
    "header.missing": error(
        "Tidak ada kolom {column}",
        "There is no column {column}",
        "Beri judul {example} pada kolomnya, atau sebutkan namanya dengan --mapping",
        "Head the column {example}, or name it with --mapping",
    ),
    "header.repeated": error(
        "Dua kolom sama-sama berarti {column}: {value}",
        "Two columns both mean {column}: {value}",
        "Hapus satu, atau pilih dengan --mapping",
        "Remove one, or choose with --mapping",
    ),
    "header.no-count": error(
        "Tidak ada nomor TPS maupun jumlah TPS",
        "There is neither a TPS number nor a number of TPS",
        "Tambah kolom no_tps (per TPS), atau tps_total, atau tps_reguler dan tps_khusus (per desa)",
        "Add a column no_tps (a row per TPS), or tps_total, or tps_reguler and tps_khusus (a row per desa)",
    ),
    "header.no-special": error(
        "Ada tps_reguler tanpa tps_khusus",
        "There is tps_reguler without tps_khusus",
        "Tambah kolom tps_khusus (isi 0 bila tidak ada) atau tps_total",
        "Add a column tps_khusus (0 where there is none) or tps_total",
    ),
    "header.no-voters": error(
        "Tidak ada kolom pemilih",
        "There is no column of voters",
        "Tambah kolom dpt, atau pakai --assume-voters N; angkanya lalu ditandai sebagai andaian",
        "Add a column dpt, or use --assume-voters N; the figures are then marked as assumed",
    ),
    "mapping.unknown": error(
        "Pemetaan menyebut {column}, yang bukan nama kami",
        "The mapping names {column}, which is no name of ours",
        "Pakai salah satu dari: {names}",
        "Use one of: {names}",
    ),
    "mapping.absent": error(
        "Kolom {value} dari pemetaan tidak ada dalam berkas",
        "The mapping's column {value} is not in the file",
        "Salin judul kolom persis seperti di berkas",
        "Copy the heading exactly as the file has it",
    ),
    "row.long": error(
        "Baris ini punya lebih banyak sel daripada judul",
        "This row has more cells than there are headings",
        "Beri tanda kutip pada teks yang berisi koma atau titik koma",
        "Put quotes around text that holds a comma or semicolon",
    ),
    "row.total": error(
        "Baris jumlah di antara data",
        "A row of totals among the data",
        "Hapus baris jumlah; Sepaham menghitung sendiri",
        "Delete the row of totals; Sepaham counts for itself",
    ),
    "row.header": error(
        "Judul kolom berulang di tengah data",
        "The headings are repeated among the data",
        "Hapus baris judul yang berulang",
        "Delete the repeated headings",
    ),
    "cell.error": error(
        "Rumus gagal: {value}",
        "A formula failed: {value}",
        "Perbaiki rumusnya, atau tempel sebagai nilai",
        "Mend the formula, or paste it as a value",
    ),
    "cell.date": error(
        "Sel ini menjadi tanggal: {value}",
        "This cell became a date: {value}",
        "Ubah format kolom menjadi Teks dan ketik ulang",
        "Set the column's format to Text and type it again",
    ),
    "cell.hidden": warning(
        "Tanda tak terlihat dibuang dari {value}",
        "Invisible characters were taken out of {value}",
        "Tidak perlu apa-apa; lebih baik bersihkan di sumbernya",
        "Nothing needs doing; cleaning the source is better",
    ),
    "map.unreadable": error(
        "Berkas peta bukan GeoJSON yang dapat dibaca",
        "The map is no GeoJSON that can be read",
        "Ekspor lagi sebagai GeoJSON (UTF-8)",
        "Export it again as GeoJSON (UTF-8)",
    ),
    "map.kind": error(
        "Peta berjenis {value}, bukan FeatureCollection",
        "The map is a {value}, not a FeatureCollection",
        "Ekspor sebagai FeatureCollection",
        "Export it as a FeatureCollection",
    ),
    "map.code": error(
        "Bidang ini tidak punya kode wilayah yang benar: {value}",
        "This feature has no proper region code: {value}",
        "Beri properti kode, misalnya 35.17.15.2004",
        "Give it a property kode, such as 35.17.15.2004",
    ),
    "map.repeated": error(
        "Batas {value} ada dua kali",
        "The boundary of {value} is there twice",
        "Hapus salah satu",
        "Remove one",
    ),
    "map.shape": error(
        "Bentuk {value} bukan Polygon atau MultiPolygon",
        "The shape {value} is no Polygon or MultiPolygon",
        "Ekspor batas sebagai bidang, bukan titik atau garis",
        "Export boundaries as areas, not points or lines",
    ),
    "map.ring": error(
        "Garis batas rusak atau terlalu pendek",
        "A boundary line is broken or too short",
        "Perbaiki bidang ini di perangkat peta",
        "Mend the area in the map software",
    ),
    "map.swapped": error(
        "Lintang dan bujur tertukar: {value}",
        "Latitude and longitude are swapped: {value}",
        "Ekspor dengan urutan bujur, lintang",
        "Export with longitude first, then latitude",
    ),
    "map.outside": error(
        "Titik {value} di luar Indonesia",
        "The point {value} lies outside Indonesia",
        "Ekspor dalam derajat (EPSG:4326)",
        "Export in degrees (EPSG:4326)",
    ),
    "map.unknown": warning(
        "Batas {value} bukan wilayah dalam daftar; dilewati",
        "The boundary of {value} is no region of the register; left out",
        "Periksa kodenya",
        "Check its code",
    ),
}
"""What can be wrong with a file, a map and their parts."""
