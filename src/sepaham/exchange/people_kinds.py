"""The kinds of problem that concern a list of people: names, phones, and the offices they hold."""

from collections.abc import Mapping

from sepaham.exchange.kinds import Kind, error, warning

PEOPLE_KINDS: Mapping[str, Kind] = {
    "people.no-name": error(
        "Tidak ada kolom nama", "There is no column of names", "Beri judul nama", "Head it nama"
    ),
    "people.no-office": error(
        "Tidak ada kolom kantor",
        "There is no column of offices",
        "Tambah kolom kantor (ppk:35.17.15), atau kolom kantor dan wilayah",
        "Add a column kantor (ppk:35.17.15), or columns kantor and wilayah",
    ),
    "name.missing": error("Nama kosong", "The name is empty", "Isi namanya", "Fill it in"),
    "name.long": error(
        "Nama lebih dari {limit} huruf",
        "The name has more than {limit} letters",
        "Pendekkan namanya",
        "Shorten it",
    ),
    "name.formula": error(
        "{value} diawali tanda rumus",
        "{value} begins with the sign of a formula",
        "Hapus tanda =, +, - atau @ di depannya",
        "Remove the =, +, - or @ before it",
    ),
    "phone.scientific": error(
        "Nomor menjadi bilangan pangkat: {value}; angka akhirnya hilang",
        "The number became a power of ten: {value}; its last digits are lost",
        "Format kolomnya sebagai Teks, lalu ketik lagi nomornya",
        "Set the column's format to Text and type the number again",
    ),
    "phone.invalid": error(
        "{value} bukan nomor telepon",
        "{value} is no phone number",
        "Tulis seperti 0812-3456-7890 atau +6281234567890; satu nomor saja",
        "Write it as 0812-3456-7890 or +6281234567890; one number only",
    ),
    "phone.zero": warning(
        "Nomor {value} kehilangan angka 0 di depan; dibaca {read}",
        "The number {value} lost its leading 0; it is read as {read}",
        "Periksa nomornya; tetap dipakai",
        "Check it; it is kept",
    ),
    "phone.missing": warning(
        "Tanpa nomor telepon",
        "There is no phone number",
        "Isi bila ada; orangnya tetap dicatat",
        "Fill it in if there is one; the person is kept",
    ),
    "phone.shared": warning(
        "Nomor {value} juga dipakai {other} (baris {first})",
        "The number {value} is {other}'s too (row {first})",
        "Periksa; keduanya dicatat sebagai dua orang",
        "Check it; they are kept as two people",
    ),
    "email.invalid": error(
        "{value} bukan alamat surel",
        "{value} is no e-mail address",
        "Perbaiki atau kosongkan",
        "Mend it or leave it empty",
    ),
    "office.missing": error(
        "Kantor kosong", "The office is empty", "Isi kantor yang dijabat", "Fill in the office held"
    ),
    "office.line": error(
        "{value} bukan jenis kantor yang dikenal",
        "{value} is no kind of office we know",
        "Tulis seperti PPK, Panwascam, Polsek, atau kode ppk:35.17.15",
        "Write it as PPK, Panwascam, Polsek, or the code ppk:35.17.15",
    ),
    "office.unknown": error(
        "Tidak ada kantor {value} dalam daftar",
        "The register has no office {value}",
        "Periksa jenis kantor dan wilayahnya",
        "Check the kind of office and its region",
    ),
    "office.region": error(
        "Wilayah kantor belum jelas: {value}",
        "The office's region is not clear: {value}",
        "Isi kolom wilayah dengan kode atau nama {level}",
        "Fill in the region's code or the name of its {level}",
    ),
    "office.ambiguous": error(
        "Nama {value} ada di {places}",
        "The name {value} is found in {places}",
        "Isi juga kolom kecamatan, atau pakai kode wilayah",
        "Fill in the column kecamatan too, or use the region's code",
    ),
    "office.not-yours": error(
        "Kantor {value} bukan bawahan kantor Anda",
        "The office {value} is not below yours",
        "Hapus barisnya; kantor di atasnya yang mengisi",
        "Remove the row; the office above it fills it in",
    ),
    "person.repeated": warning(
        "Orang dan kantor yang sama dengan baris {first}",
        "The same person and office as row {first}",
        "Hapus salah satu; hanya satu yang dicatat",
        "Remove one; only one is kept",
    ),
}
"""What can be wrong with a row of people."""
