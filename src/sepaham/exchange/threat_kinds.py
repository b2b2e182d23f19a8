"""The kinds of problem that concern a catalogue of threats and barriers edited in a spreadsheet."""

from collections.abc import Mapping

from sepaham.exchange.kinds import Kind, error, warning

THREAT_KINDS: Mapping[str, Kind] = {
    "threat.sheet": error(
        "Tidak ada lembar {value}",
        "There is no sheet {value}",
        "Unduh daftar ini sebagai XLSX dan sunting di dalamnya; jangan hapus atau ganti nama lembarnya",
        "Download the catalogue as XLSX and edit it there; do not remove or rename its sheets",
    ),
    "threat.column": error(
        "Lembar {sheet} tidak punya kolom {value}",
        "The sheet {sheet} has no column {value}",
        "Kembalikan judul kolomnya seperti dalam unduhan",
        "Put the heading back as the download has it",
    ),
    "threat.code": error(
        "{value} bukan kode: huruf kecil, angka dan garis, 2 sampai 24 tanda",
        "{value} is no code: small letters, digits and dashes, 2 to 24 signs",
        "Tulis seperti banjir-jalan",
        "Write it like road-flood",
    ),
    "threat.twice": error(
        "Kode {value} sudah dipakai di baris {first}",
        "The code {value} already stands in row {first}",
        "Beri kode lain",
        "Give it another code",
    ),
    "threat.empty": error("{column} kosong", "{column} is empty", "Isi sel ini", "Fill the cell in"),
    "threat.long": error(
        "{column} lebih dari {limit} huruf",
        "{column} has more than {limit} letters",
        "Singkatkan; uraian panjang tempatnya di berita acara",
        "Shorten it; long descriptions belong into minutes",
    ),
    "threat.formula": error(
        "{value} berawal seperti rumus",
        "{value} begins like a formula",
        "Hapus tanda =, +, - atau @ di depannya",
        "Remove the sign =, +, - or @ in front",
    ),
    "threat.group": error(
        "{value} bukan kelompok ancaman",
        "{value} is no group of threats",
        "Pakai salah satu dari {known}",
        "Use one of {known}",
    ),
    "threat.place": error(
        "{value} bukan ruas dan bukan gudang",
        "{value} is no leg and no store",
        "Pakai {known}, dipisah koma",
        "Use {known}, parted by commas",
    ),
    "threat.line": error(
        "{value} bukan jenis kantor",
        "{value} is no kind of office",
        "Tulis seperti bpbd, polres, kpu, camat",
        "Write it as bpbd, polres, kpu, camat",
    ),
    "threat.side": error(
        "Sisi {value} bukan mencegah dan bukan melunakkan",
        "The side {value} is neither mencegah nor melunakkan",
        "Tulis mencegah (sebelum) atau melunakkan (sesudah)",
        "Write mencegah (before) or melunakkan (after)",
    ),
    "threat.unknown": error(
        "Lembar Ancaman tidak punya kode {value}",
        "The sheet Ancaman has no code {value}",
        "Samakan kodenya, atau tambah ancamannya",
        "Make the codes agree, or add the threat",
    ),
    "threat.item": error(
        "{value} bukan butir daftar lembaga mana pun",
        "{value} is no item of any institution's list",
        "Tulis seperti bawaslu-tps/disaster; lihat halaman daftar tiap lembaga",
        "Write it like bawaslu-tps/disaster; see the page of institutions' lists",
    ),
    "threat.scale": error(
        "Skala {value} tidak punya langkah 1 sampai 5 satu kali masing-masing",
        "The scale {value} does not have each step from 1 to 5 once",
        "Kembalikan lima barisnya",
        "Put its five rows back",
    ),
    "threat.number": error(
        "{value} bukan bilangan 0 sampai 1000",
        "{value} is no number from 0 to 1000",
        "Tulis seperseribu: 50 berarti 5 dari 100",
        "Write thousandths: 50 means 5 in 100",
    ),
    "threat.bare": warning(
        "Ancaman {value} tidak punya penghalang",
        "The threat {value} has no barrier",
        "Tambah barisnya di lembar Penghalang, dengan pemiliknya",
        "Add its rows to the sheet Penghalang, with their owners",
    ),
    "threat.english": warning(
        "{column} kosong; dipakai kata Indonesianya",
        "{column} is empty; the Indonesian words are used",
        "Isi bila halaman berbahasa Inggris akan dipakai",
        "Fill it in if the pages in English will be used",
    ),
    "threat.file": error(
        "Berkas ini bukan katalog ancaman: {value}",
        "This file is no catalogue of threats: {value}",
        "Ekspor dulu, sunting berkas itu, lalu impor",
        "Export first, edit that file, then import it",
    ),
}
"""What can be wrong with an edited catalogue of threats."""
