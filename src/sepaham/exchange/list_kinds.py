"""The kinds of problem that concern an institution's own list of places in danger."""

from collections.abc import Mapping

from sepaham.exchange.kinds import Kind, error, warning

LIST_KINDS: Mapping[str, Kind] = {
    "list.no-place": error(
        "Tidak ada kolom kode desa, dan tidak ada kolom desa",
        "There is neither a column of desa codes nor one of desa",
        "Beri judul kode_desa, atau kecamatan dan desa; untuk TPS tambah no_tps",
        "Head it kode_desa, or kecamatan and desa; for polling stations add no_tps",
    ),
    "list.no-answer": error(
        "Tidak ada kolom yang dikenal dari {list}",
        "There is no column known of {list}",
        "Beri judul salah satunya {heads}, atau pilih bentuk daftar yang lain",
        "Head one of them {heads}, or choose another form of list",
    ),
    "list.column": warning(
        "Kolom {value} tidak dibaca dan tidak disimpan",
        "The column {value} is neither read nor kept",
        "Bila isinya termasuk daftar ini, pakai judul seperti dalam contoh lembar kerja",
        "If it belongs to this list, head it as in the example spreadsheet",
    ),
    "list.twice": error(
        "Dua kolom sama-sama berarti {what}: {value}",
        "Two columns both mean {what}: {value}",
        "Hapus salah satu",
        "Remove one of them",
    ),
    "list.place": error(
        "Desa kosong",
        "The desa is empty",
        "Isi kode desa, atau nama desa dan kecamatannya",
        "Fill in the desa's code, or its name and its kecamatan",
    ),
    "list.desa": error(
        "Tidak ada desa {value} dalam daftar TPS{near}",
        "The register has no desa {value}{near}",
        "Tulis nama seperti dalam daftar TPS, atau pakai kode desa",
        "Write the name as the register has it, or use the desa's code",
    ),
    "list.desa-many": error(
        "Nama desa {value} ada di kecamatan {places}",
        "The desa name {value} is found in kecamatan {places}",
        "Isi juga kolom kecamatan, atau pakai kode desa",
        "Fill in the column kecamatan too, or use the desa's code",
    ),
    "list.kecamatan": error(
        "Desa {value} tidak ada di kecamatan {kecamatan}{near}",
        "There is no desa {value} in kecamatan {kecamatan}{near}",
        "Periksa kecamatannya, atau pakai kode desa",
        "Check the kecamatan, or use the desa's code",
    ),
    "list.code": error(
        "Kode {value} tidak ada dalam daftar TPS",
        "The register has no code {value}",
        "Periksa kodenya; kode desa punya sepuluh angka",
        "Check the code; a desa's has ten digits",
    ),
    "list.name": warning(
        "Kode {code} adalah {known}, tetapi tertulis {value}",
        "Code {code} is {known}, yet {value} is written",
        "Periksa; yang dipakai adalah kodenya",
        "Check it; the code is what counts",
    ),
    "list.station": error(
        "Tidak ada TPS {value} di {desa}",
        "There is no polling station {value} in {desa}",
        "Periksa nomor TPS dan desanya",
        "Check the station's number and its desa",
    ),
    "list.outside": error(
        "{value} di luar wilayah pemilik daftar",
        "{value} lies outside the region of the list's owner",
        "Hapus barisnya; lembaga di wilayah itu yang memasukkannya",
        "Remove the row; that region's institution brings it in",
    ),
    "list.repeated": error(
        "{value} sudah ada di baris {first}",
        "{value} already stands in row {first}",
        "Hapus salah satu, atau perbaiki desa dan nomor TPS-nya",
        "Remove one, or correct its desa and number",
    ),
    "list.tick": error(
        "{value} bukan ya dan bukan tidak",
        "{value} is neither yes nor no",
        "Tulis ya atau tidak",
        "Write ya or tidak",
    ),
    "list.count": warning(
        "Angka {value} dibaca sebagai ya",
        "The number {value} is read as yes",
        "Tulis ya atau tidak bila yang dimaksud lain",
        "Write ya or tidak if something else is meant",
    ),
    "list.class": error(
        "{value} bukan kelas dalam daftar ini",
        "{value} is no class of this list",
        "Tulis {classes}",
        "Write {classes}",
    ),
    "list.class-empty": error("Kelasnya kosong", "The class is empty", "Tulis {classes}", "Write {classes}"),
    "list.kind": warning(
        "Jenis {value} tidak dikenal; dicatat rawan tanpa jenis",
        "The kind {value} is not known; kept as prone without a kind",
        "Tulis {kinds}",
        "Write {kinds}",
    ),
    "list.kind-no": error(
        "Ditulis tidak rawan, tetapi jenisnya {value}",
        "It says not prone, yet its kind is {value}",
        "Kosongkan jenisnya, atau tulis ya",
        "Empty the kind, or write ya",
    ),
    "list.all": warning(
        "Tidak ada kolom rawan; semua TPS dalam daftar dibaca rawan",
        "There is no column rawan; every polling station of the list is read as prone",
        "Tambah kolom rawan berisi ya atau tidak bila tidak semuanya rawan",
        "Add a column rawan with ya or tidak if not all are prone",
    ),
    "list.note": error(
        "Musim atau tanggal lebih dari {limit} huruf, atau berawal seperti rumus",
        "The season or date has more than {limit} letters, or begins like a formula",
        "Tulis singkat, misalnya 2024/2025",
        "Write it short, such as 2024/2025",
    ),
}
"""What can be wrong with an institution's own list."""
