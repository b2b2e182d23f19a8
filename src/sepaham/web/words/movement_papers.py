"""The words of the page of papers that go with vehicles."""

from collections.abc import Mapping

ENGLISH: Mapping[str, str] = {
    "Dokumen gerak": "Movement papers",
    "Dokumen {trips} perjalanan siap dicetak": "Papers of {trips} trips are ready to print",
    "{stops} tempat singgah": "{stops} stops",
    "Jadwal gerak siap dicetak": "The movement schedule is ready to print",
    "Belum ada perjalanan yang dapat dicetak di sini": "There are no trips to print here yet",
    "Perjalanan tanpa nomor polisi": "Trips without a plate",
    "Perjalanan tanpa nama pengemudi atau pembawa": "Trips without a named driver or carrier",
    "Isi di Armada": "Enter them in the fleet",
    "Cetak semua sekaligus": "Print all at once",
    "{trips} perjalanan, {stops} tempat singgah, {pieces} barang": (
        "{trips} trips, {stops} stops, {pieces} pieces"
    ),
    "Surat jalan": "Waybill",
    "Urutan muat": "Loading order",
    "Lembar rute": "Route sheet",
    "Kartu pengemudi": "Driver's card",
    "Berkas SPJ": "SPJ bundle",
    "Satu berkas PDF, urut jam berangkat. Beberapa ratus lembar perlu belasan detik.": (
        "One PDF in the order of leaving. A few hundred sheets take some ten seconds."
    ),
    "Surat permohonan pengawalan": "Letter asking for an escort",
    "nomor {number}": "number {number}",
    "nomornya diberikan saat kantor pengirim mencetak": "numbered once the sending office prints it",
    "Jadwal untuk yang berhak": "Schedules for those entitled",
    "Tiap jadwal hanya memuat wilayahnya dan menyebut kantor yang mencetaknya.": (
        "Each schedule tells of its own region alone and names the office that printed it."
    ),
    "PDF": "PDF",
    "DOCX": "DOCX",
    "Rencana berangkat": "Planned departure",
    "Per perjalanan": "Trip by trip",
    "Buka perjalanannya untuk mencetak satu dokumen.": "Open a trip to print one of its papers.",
    "Dokumen gerak dibuat dari rencana gerak yang berlaku, dan rencana itu belum ada.": (
        "Movement papers are made from the movement plan in force, and there is none yet."
    ),
    "Buka rencana gerak": "Open the movement plan",
    "Tidak ada perjalanan di wilayah ini. Pilih wilayah lain.": "No trips here. Choose another region.",
    "Dokumen perjalanan ini": "Papers of this trip",
    "Surat jalan (DOCX)": "Waybill (DOCX)",
    "kertas perjalanan dengan nama pengemudi": "papers of a trip with the driver's name",
}
