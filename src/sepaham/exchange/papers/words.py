# ruff: noqa: E501  a sentence and its twin stand on one line, however long
"""The words of papers in both languages: Indonesian, then English."""

from collections.abc import Callable, Mapping
from datetime import date, datetime

from sepaham.domain.base import local_zone
from sepaham.domain.words import Language, Sentence
from sepaham.exchange.papers.movement_words import MOVED
from sepaham.exchange.papers.rakor_words import MET
from sepaham.exchange.papers.round_words import RATED

Say = Callable[..., str]

_SAID: Mapping[str, tuple[str, str]] = {
    "proof": (
        "Bukti keutuhan, bukan tanda tangan elektronik tersertifikasi; yang berlaku adalah kertas yang ditandatangani.",
        "Integrity proof, not a certified electronic signature; the signed paper prevails.",
    ),
    "number": ("Nomor", "Number"),
    "asof": (
        "Dicetak {at} · log {entry} entri · {matched}",
        "Printed {at} · log of {entry} entries · {matched}",
    ),
    "eight": (
        "Kata pencocokan entri {entry}: {words}",
        "Words of the log at entry {entry}: {words}",
    ),
    "drill": ("LATIHAN", "EXERCISE"),
    "example": ("CONTOH", "EXAMPLE"),
    "note": ("Keterangan", "Remarks"),
    "total": ("Jumlah", "Total"),
    "tick": ("Ada", "There"),
    "unit_code": ("Kode", "Code"),
    "item": ("Barang", "Goods"),
    "election": ("Pemilihan", "Election"),
    "pieces": ("Banyaknya", "Quantity"),
    "piece": ("Satuan", "Unit"),
    "region": ("Wilayah", "Region"),
    "desa": ("Desa/kelurahan", "Desa"),
    "station": ("TPS", "Polling station"),
    "stations": ("TPS", "Polling stations"),
    "voters": ("Pemilih", "Voters"),
    "special": ("LOKASI KHUSUS", "SPECIAL PLACE"),
    "name": ("Nama", "Name"),
    "post": ("Jabatan", "Position"),
    "staff_number": ("NIP/NRP (bila ada)", "Staff number (if any)"),
    "office": ("Lembaga", "Institution"),
    "signature": ("Tanda tangan dan nama terang", "Signature and full name"),
    "copies": ("Tembusan:", "Copies to:"),
    "page": ("Halaman {page} dari {pages}", "Page {page} of {pages}"),
    # BAST
    "bast": ("BERITA ACARA SERAH TERIMA", "HANDOVER MINUTES"),
    "bast_of": ("Logistik {profile}, {leg}", "Logistics of the {profile}, {leg}"),
    "bast_blank": (
        "Pada hari ini ……………… tanggal ……………… pukul …………, bertempat di …………………………………………, kami:",
        "Today, ………………, date ………………, at …………, in …………………………………………, we:",
    ),
    "bast_at": ("Pada hari {at}, bertempat di {place}, kami:", "On {at}, in {place}, we:"),
    "dots": ("………………………………", "………………………………"),
    "party1": ("Pihak Kesatu, yang menyerahkan", "First party, who hands over"),
    "party2": ("Pihak Kedua, yang menerima", "Second party, who receives"),
    "hands": (
        "Pihak Kesatu menyerahkan dan Pihak Kedua menerima barang berikut, setelah dihitung dan diperiksa bersama:",
        "The first party hands over and the second receives these goods, counted and checked together:",
    ),
    "leg": ("Jalur", "Leg"),
    "for": ("Untuk", "For"),
    "window": ("Rencana waktu", "Planned time"),
    "vehicle": ("Kendaraan dan nomor polisi", "Vehicle and plate"),
    "cargo_seal": ("Nomor segel muatan", "Cargo seal number"),
    "list": ("Daftar muatan", "Load list"),
    "listed": ("Menurut daftar", "Listed"),
    "given": ("Diserahkan", "Handed over"),
    "received": ("Diterima", "Received"),
    "goods": ("Barang", "Goods"),
    "contents": ("Isi yang dihitung", "Counted contents"),
    "expected": ("Seharusnya", "Due"),
    "exceptions": ("Pengecualian yang dinyatakan", "Exceptions stated"),
    "exceptions_short": ("Pengecualian", "Exceptions"),
    "what": ("Keadaan", "State"),
    "by": ("Menurut", "Stated by"),
    "exceptions_annex": (
        "{count} pengecualian dinyatakan; daftarnya di Lampiran {number}.",
        "{count} exceptions were stated; they are listed in annex {number}.",
    ),
    "no_exceptions": ("Tidak ada pengecualian yang dinyatakan.", "No exceptions were stated."),
    "shortage": (
        "Kekurangan, kerusakan, atau catatan (diisi tangan)",
        "Shortage, damage or remarks (fill in by hand)",
    ),
    "accounts": ("Keterangan para pihak dalam log", "What the parties stated in the log"),
    "account": ("Keterangan", "Account"),
    "hour": ("Waktu", "Time"),
    "entry": ("Entri", "Entry"),
    "handover.give": ("menyerahkan", "handed over"),
    "handover.receive": ("menerima", "received"),
    "handover.observe": ("melihat", "saw"),
    "paper": ("disalin dari kertas oleh {office}", "copied from paper by {office}"),
    "spreadsheet": ("dari lembar kerja", "from a spreadsheet"),
    "sms": ("lewat SMS", "by SMS"),
    # Codes for text messages
    "codes": ("Kode SMS", "Codes for SMS"),
    "codes_how": (
        "Dipakai hanya bila ponsel tanpa internet. Kirim satu baris di bawah ini, persis seperti tertulis, ke nomor berikut. Tiap kode berlaku sekali. Simpan baik-baik: siapa pun yang memegang kode ini dapat mengirim atas nama Anda.",
        "Only where a phone has no internet. Send one of the lines below, just as it is written, to this number. Each code holds once. Keep this sheet: whoever holds a code can send in your name.",
    ),
    "codes_short": (
        "Kurang atau lebih: ganti angka pertama, lalu tulis KURANG atau LEBIH, misalnya 6/7 KURANG. Malam minta bantuan: ganti AMAN dengan BANTU.",
        "Fewer or more: change the first figure and write KURANG or LEBIH, as in 6/7 KURANG. If the night needs help, write BANTU for AMAN.",
    ),
    "codes_none": (
        "Belum ada yang dapat dinyatakan kantor ini lewat SMS.",
        "There is nothing this office could state by SMS yet.",
    ),
    "codes_number": ("Kirim ke nomor", "Send to"),
    "codes_for": ("Untuk", "For"),
    "codes_line": ("Tulis SMS ini", "Write this"),
    "codes_receive": ("Terima dari {other}", "Receive from {other}"),
    "codes_give": ("Serahkan kepada {other}", "Hand over to {other}"),
    "codes_night": ("Aman malam H-1, pukul {slot}.00", "Safe on the night of H-1, {slot}.00"),
    "closing": (
        "Berita acara ini dibuat dalam dua rangkap; masing-masing pihak memegang satu. Pengamat mendapat salinan.",
        "These minutes are made out twice; each party keeps one. Observers get a copy.",
    ),
    "witnesses": ("Pengamat yang hadir", "Observers present"),
    "witness": ("Pengamat {number}", "Observer {number}"),
    "stamp": ("SALINAN: {place}, {at}, entri nomor {entry}", "COPY: {place}, {at}, entry number {entry}"),
    "annex": ("Lampiran {number}", "Annex {number}"),
    "annex_stations": ("Rincian per TPS", "Details by polling station"),
    "each_station": ("Tiap TPS: {pieces}.", "Each polling station: {pieces}."),
    "by_kecamatan": ("Rincian per kecamatan", "By kecamatan"),
    "by_desa": ("Rincian per desa", "By desa"),
    "by_station": ("Rincian per TPS", "By polling station"),
    "by_unit": ("Rincian per barang", "By unit"),
    "seal_number": ("Nomor segel", "Seal number"),
    "seals": ("Segel yang disebut", "Seals named"),
    "seals_annex": (
        "{seals} nomor segel disebut pada {units} barang; daftarnya di Lampiran {number}.",
        "{seals} seal numbers were named on {units} units; they are listed in annex {number}.",
    ),
    "missing": ("tidak ada", "missing"),
    "damaged": ("rusak", "damaged"),
    "unsealed": ("tanpa segel", "without a seal"),
    "seal_broken": ("segel rusak", "seal broken"),
    "extra": ("di luar daftar", "not on the list"),
    # Sheets
    "labels": ("Label barang", "Labels of units"),
    "content_list": ("DAFTAR ISI LOGISTIK TPS", "CONTENT LIST OF A POLLING STATION"),
    "pieces_tracked": ("Barang berkode", "Coded units"),
    "inside": ("Di dalam kotak", "Inside the box"),
    "outside": ("Di luar kotak", "Outside the box"),
    "unruled": ("Jumlahnya diisi menurut ketentuan KPU", "Quantity to be filled in by KPU's own rule"),
    "checked_by": ("Diperiksa oleh", "Checked by"),
    "packed_by": ("Dikemas oleh", "Packed by"),
    "assumed": (
        "Jumlah pemilih {number} TPS diandaikan, bukan angka resmi.",
        "The voters of {number} polling stations are assumed, not official.",
    ),
    "assumed_one": (
        "Jumlah pemilih TPS ini diandaikan, bukan angka resmi.",
        "The voters of this polling station are assumed, not official.",
    ),
    "needs": ("KEBUTUHAN LOGISTIK", "LOGISTICS NEEDED"),
    "needs_answer": ("{stations} TPS, {voters} pemilih", "{stations} polling stations, {voters} voters"),
    "source": ("Dasar hitungan", "Where the figure comes from"),
    "reserve": ("cadangan pemungutan suara ulang", "kept back for a re-vote"),
    "place": ("Tempat", "Place"),
    "no_rule": ("Belum ada jumlah: {items}.", "No quantity yet: {items}."),
    "sample": ("CONTOH KOP SURAT", "SAMPLE OF A LETTERHEAD"),
    "sample_text": (
        "Begini berita acara dan surat kantor ini dicetak. Salinannya dicap dengan tempat: {place}.",
        "So the minutes and letters of this office are printed. Copies are stamped with the place: {place}.",
    ),
    # Copies
    "copy_paper": ("SALINAN BERITA ACARA BERTANDA TANGAN", "COPY OF THE SIGNED MINUTES"),
    "copy_photo": ("SALINAN FOTO", "COPY OF A PHOTO"),
    "reached": ("Tiba di log", "Reached the log"),
    "copied_by": ("Yang menyalin", "Copied by"),
    "seen_by": ("Yang mencocokkan dengan aslinya", "Compared with the original by"),
    "photo_gone": (
        "Foto ini sudah dihapus, atau bukan dari wilayah kantor Anda; sidiknya tetap ada dalam pernyataan.",
        "This photo was erased, or is not of your office's region; its hash still stands in the statement.",
    ),
    # Goods
    "damage": ("BERITA ACARA KERUSAKAN DAN KEKURANGAN BARANG", "MINUTES OF DAMAGED AND MISSING GOODS"),
    "receipt": ("BUKTI TANDA TERIMA BARANG", "GOODS RECEIPT"),
    "receipt_text": (
        "Telah diterima dan diperiksa barang berikut. Angka surat jalan, label koli, dan hitungan ditulis berdampingan.",
        "These goods were received and checked. Waybill, carton labels and count stand side by side.",
    ),
    "damage_text": (
        "Pada pemeriksaan barang berikut ada yang rusak atau kurang, dan kepada pemasok dimintakan penggantian:",
        "On checking these goods, damage or shortage was found, and the supplier is asked to replace:",
    ),
    "supplier": ("Pemasok", "Supplier"),
    "document": ("Dokumen", "Document"),
    "waybill": ("Surat jalan", "Waybill"),
    "label": ("Menurut label koli", "By the carton labels"),
    "counted": ("Dihitung", "Counted"),
    "figure": ("Angka", "Figure"),
    "carton_number": ("Nomor koli", "Carton numbers"),
    "each_carton": ("{piece} per koli", "{piece} in each"),
    "cartons": ("Koli", "Cartons"),
    "difference": ("Selisih dengan surat jalan", "Difference from the waybill"),
    "store": ("Gudang", "Store"),
    "arrived": ("Tiba", "Arrived"),
    "stated_at": ("Dinyatakan", "Stated"),
    "damage_class": ("Jenis kerusakan", "Kind of damage"),
    "damaged_sum": ("Rusak", "Damaged"),
    "damaged_rest": ("Rusak, jenisnya tidak disebut", "Damaged, kind not named"),
    "short": ("Kurang", "Missing"),
    "handing": ("Yang menyerahkan", "Delivered by"),
    "receiving": ("Yang menerima", "Received by"),
    "officer": ("Petugas", "Officer"),
    "watching": ("Pengamat", "Observer"),
    # Guides and agreement
    "guide_foot": (
        "Panduan satu halaman. Bila tanpa sinyal: kertas. Yang berlaku adalah kertas yang ditandatangani.",
        "One-page guide. No signal: paper. The signed paper prevails.",
    ),
    "template_foot": (
        "Contoh naskah, bukan nasihat hukum. Minta bagian hukum memeriksanya sebelum ditandatangani.",
        "A template, not legal advice. Have it checked by legal before signing.",
    ),
}
WORDS: Mapping[str, Sentence] = {
    key: Sentence(*pair) for key, pair in {**_SAID, **MOVED, **MET, **RATED}.items()
}
"""Every sentence of papers by its key."""


_DAYS: Mapping[Language, tuple[str, ...]] = {
    "id": ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu"),
    "en": ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"),
}
# fmt: off
_MONTHS: Mapping[Language, tuple[str, ...]] = {
    "id": ("Januari", "Februari", "Maret", "April", "Mei", "Juni",
           "Juli", "Agustus", "September", "Oktober", "November", "Desember"),
    "en": ("January", "February", "March", "April", "May", "June",
           "July", "August", "September", "October", "November", "December"),
}
# fmt: on


def write_formally(at: datetime, language: Language, region: str) -> str:
    """Return an instant as minutes write it: ``Selasa, 26 November 2024, pukul 18.05 WIB``."""
    local = at.astimezone(local_zone(region))
    clock = f"pukul {local:%H.%M}" if language == "id" else f"at {local:%H:%M}"
    return (
        f"{_DAYS[language][local.weekday()]}, {write_date(local.date(), language)}, {clock} {local.tzname()}"
    )


def write_date(day: date, language: Language) -> str:
    """Return a day as letters write it: ``26 November 2024``."""
    return f"{day.day} {_MONTHS[language][day.month - 1]} {day.year}"


def speaker(language: Language) -> Say:
    """Return a function that says a key in one language with its values filled in."""

    def say(key: str, **values: object) -> str:
        return WORDS[key].say(language, values)

    return say
