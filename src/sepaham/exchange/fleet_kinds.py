"""The kinds of problem that concern a list of vehicles."""

from collections.abc import Mapping

from sepaham.exchange.kinds import Kind, error, warning

FLEET_KINDS: Mapping[str, Kind] = {
    "fleet.no-kind": error(
        "Tidak ada kolom jenis kendaraan",
        "There is no column of kinds of vehicle",
        "Beri judul jenis",
        "Head it jenis",
    ),
    "fleet.no-base": error(
        "Tidak ada kolom pangkalan",
        "There is no column of bases",
        "Beri judul pangkalan: kode atau nama kabupaten, kecamatan atau desa",
        "Head it pangkalan: the code or name of a kabupaten, kecamatan or desa",
    ),
    "vehicle.kind": error(
        "{value} bukan jenis kendaraan yang dikenal",
        "{value} is no kind of vehicle we know",
        "Tulis truk, pikap, mobil, motor, perahu atau jalan kaki",
        "Write truk, pikap, mobil, motor, perahu or jalan kaki",
    ),
    "vehicle.base": error(
        "Tidak ada wilayah {value}",
        "There is no region {value}",
        "Tulis kode wilayahnya, atau namanya seperti dalam daftar TPS",
        "Write the region's code, or its name as the register has it",
    ),
    "vehicle.base-many": error(
        "Nama {value} ada di {places}",
        "The name {value} is found in {places}",
        "Pakai kode wilayahnya",
        "Use the region's code",
    ),
    "vehicle.base-level": error(
        "{value} bukan kabupaten, kecamatan atau desa",
        "{value} is no kabupaten, kecamatan or desa",
        "Kendaraan berpangkalan di gudang kabupaten, kecamatan atau desa",
        "A vehicle is based at the store of a kabupaten, kecamatan or desa",
    ),
    "vehicle.not-yours": error(
        "Wilayah {value} di luar wilayah kantor Anda",
        "The region {value} is outside your office's",
        "Hapus barisnya; kantor wilayah itu yang mengisi",
        "Remove the row; that region's office fills it in",
    ),
    "vehicle.room": error(
        "Isi muatan kosong atau nol",
        "The room for goods is empty or zero",
        "Isi kolom liter atau m3, misalnya 12 m3",
        "Fill in the column liter or m3, such as 12 m3",
    ),
    "vehicle.weight": error(
        "Daya angkut kosong atau nol",
        "The weight it takes is empty or zero",
        "Isi kolom kg",
        "Fill in the column kg",
    ),
    "vehicle.number": error(
        "{value} bukan bilangan bulat",
        "{value} is no whole number",
        "Tulis angka saja, tanpa titik, koma atau satuan",
        "Write digits only, without point, comma or unit",
    ),
    "vehicle.large": error(
        "{value} terlalu besar; paling banyak {limit}",
        "{value} is too large; at most {limit}",
        "Periksa satuannya: liter, kg, rupiah",
        "Check the unit: litres, kg, rupiah",
    ),
    "vehicle.yes-no": error(
        "{value} bukan ya atau tidak",
        "{value} is neither ya nor tidak",
        "Tulis ya bila muatannya tertutup dan terkunci",
        "Write ya where the load is under a roof and lock",
    ),
    "vehicle.text": error(
        "{value} terlalu panjang atau diawali tanda rumus",
        "{value} is too long or begins with the sign of a formula",
        "Pendekkan, dan hapus tanda =, +, - atau @ di depannya",
        "Shorten it, and remove the =, +, - or @ before it",
    ),
    "vehicle.date": error(
        "{value} bukan tanggal",
        "{value} is no date",
        "Tulis seperti 2024-12-31 atau 31/12/2024",
        "Write it as 2024-12-31 or 31/12/2024",
    ),
    "vehicle.no-driver": warning(
        "Tanpa pengemudi",
        "There is no driver",
        "Isi bila sudah ada; kendaraannya tetap dicatat",
        "Fill it in once there is one; the vehicle is kept",
    ),
    "vehicle.repeated": warning(
        "Pelat {value} sama dengan baris {first}",
        "The plate {value} is that of row {first} too",
        "Hapus salah satu; hanya yang pertama dicatat",
        "Remove one; only the first is kept",
    ),
}
"""What can be wrong with a row of vehicles."""
