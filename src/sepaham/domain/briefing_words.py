# ruff: noqa: E501  a sentence and its twin stand on one line, however long
"""What the lines of a briefing say, with hours and, for who may not know them before, without."""

from collections.abc import Mapping
from datetime import datetime

from sepaham.domain.base import local_zone, parse_instant
from sepaham.domain.briefing import Line, Value
from sepaham.domain.findings import Names
from sepaham.domain.words import Language, Sentence, write_brief, write_number

SECTION_TITLES: Mapping[str, Sentence] = {
    "situation": Sentence("Situasi", "Situation"),
    "mission": Sentence("Tugas", "Mission"),
    "execution": Sentence("Pelaksanaan", "Execution"),
    "logistics": Sentence("Barang dan pengamanan", "Goods and protection"),
    "command": Sentence("Komando dan komunikasi", "Command and communication"),
}
TITLES: Mapping[str, Sentence] = {
    "desa": Sentence("Pembekalan desa {place}", "Briefing of desa {place}"),
    "kecamatan": Sentence("Pembekalan kecamatan {place}", "Briefing of kecamatan {place}"),
    "store": Sentence("Pembekalan gudang {keeper}", "Briefing of the store of {keeper}"),
    "trip": Sentence("Pembekalan perjalanan {leg}: {places}", "Briefing of the trip {leg}: {places}"),
}
_SITUATION: Mapping[str, Sentence] = {
    "agreed": Sentence(
        "{threat}: kemungkinan {likelihood} dari 5 ({likely}), dampak {impact} dari 5 ({effect}). Disepakati {on}.",
        "{threat}: likelihood {likelihood} of 5 ({likely}), impact {impact} of 5 ({effect}). Agreed {on}.",
    ),
    "unborne": Sentence(
        "{threat}: kemungkinan {likelihood} dari 5, dampak {impact} dari 5. Disebut sepakat {on}, tetapi penilaian lembaga belum mendukungnya.",
        "{threat}: likelihood {likelihood} of 5, impact {impact} of 5. Called agreed {on}, but the ratings do not bear it out yet.",
    ),
    "dissent": Sentence(
        "{threat}: beda pendapat, dicatat {on}. Bersiaplah untuk yang lebih buruk: kemungkinan {likelihood} dari 5, dampak {impact} dari 5.",
        "{threat}: institutions differ, recorded {on}. Prepare for the worse: likelihood {likelihood} of 5, impact {impact} of 5.",
    ),
    "reason": Sentence(
        "{office} berpendapat kemungkinan {likelihood}, dampak {impact}: “{reason}”",
        "{office} holds likelihood {likelihood}, impact {impact}: “{reason}”",
    ),
    "sides": Sentence(
        "Kemungkinan {likelihood} ke atas menurut {upper}; di bawahnya menurut {lower}.",
        "Likelihood {likelihood} or more by {upper}; less by {lower}.",
    ),
    "actions": Sentence("Tindakan pertama: {actions}", "First actions: {actions}"),
    "unrated": Sentence(
        "Belum ada ancaman yang disepakati untuk wilayah ini; aturan berhenti di bawah tetap berlaku.",
        "No threat is agreed for this area yet; the stop rules below hold all the same.",
    ),
    "more_threats": Sentence(
        "{number} ancaman lain tercatat; lihat layar Sepaham.",
        "{number} more threats are on record; see Sepaham's pages.",
    ),
}
_MISSION: Mapping[str, Sentence] = {
    "task_desa": Sentence(
        "{receiver} menerima {goods} untuk {stations} TPS dari {giver}, menjaganya utuh semalam, dan menyerahkannya kepada KPPS tiap TPS sebelum {closes}, supaya setiap TPS buka pukul 07.00.",
        "{receiver} takes {goods} for {stations} polling stations from {giver}, keeps them whole overnight and hands them to the KPPS of each before {closes}, so that every polling station opens at 07.00.",
    ),
    "task_kecamatan": Sentence(
        "{receiver} menerima {goods} untuk {stations} TPS di {desa} desa dari {giver}, menjaganya, dan menyerahkannya kepada PPS tiap desa sebelum {closes}.",
        "{receiver} takes {goods} for {stations} polling stations in {desa} desa from {giver}, guards them and hands them to the PPS of each desa before {closes}.",
    ),
    "task_store": Sentence(
        "Menjaga {goods} untuk {stations} TPS di ruang {keeper}: utuh, kering, tersegel, dan tidak pernah tanpa penjaga.",
        "Keep {goods} for {stations} polling stations in the room of {keeper}: whole, dry, sealed and never unguarded.",
    ),
    "task_trip": Sentence(
        "Membawa {pieces} barang dari {store} ke {stops} perhentian; berangkat {departs}, kembali {returns}.",
        "Bring {pieces} pieces from {store} to {stops} stops; leave {departs}, be back {returns}.",
    ),
    "task_trip_home": Sentence(
        "Menjemput {pieces} barang di {stops} perhentian dan membawanya ke {store}; berangkat {departs}, kembali {returns}.",
        "Fetch {pieces} pieces at {stops} stops and bring them to {store}; leave {departs}, be back {returns}.",
    ),
}
_EXECUTION: Mapping[str, Sentence] = {
    "take": Sentence(
        "Terima dari {giver}: {pieces} barang, {window}.", "Take from {giver}: {pieces} pieces, {window}."
    ),
    "give": Sentence(
        "Serahkan kepada {receiver}: {pieces} barang, {window}.",
        "Hand to {receiver}: {pieces} pieces, {window}.",
    ),
    "give_each": Sentence(
        "Serahkan kepada {line} di {places} tempat: {pieces} barang, {window}.",
        "Hand to {line} at {places} places: {pieces} pieces, {window}.",
    ),
    "take_each": Sentence(
        "Terima kembali dari {line} di {places} tempat: {pieces} barang, {window}.",
        "Take back from {line} at {places} places: {pieces} pieces, {window}.",
    ),
    "give_back": Sentence(
        "Serahkan kembali kepada {receiver}: {pieces} barang, {window}.",
        "Hand back to {receiver}: {pieces} pieces, {window}.",
    ),
    "comes": Sentence("Kendaraan dijadwalkan tiba {hours}.", "Vehicles are due {hours}."),
    "halt": Sentence(
        "{turn}. {place}: tiba {arrives}; {pieces} barang, {receiver}.",
        "{turn}. {place}: arrives {arrives}; {pieces} pieces, {receiver}.",
    ),
    "more_halts": Sentence(
        "{number} perhentian lagi ada di lembar rute.", "{number} more stops are on the route sheet."
    ),
    "rule_count": Sentence(
        "Hitung dan cocokkan nomor segel bersama sebelum tanda tangan; yang kurang ditulis, jangan ditutup-tutupi.",
        "Count and compare seal numbers together before signing; what is lacking is written down, not covered up.",
    ),
    "stop_halt": Sentence(
        "BERHENTI di luar rencana lebih dari 10 menit: telepon {call}, sebut tempat dan sebab; jangan tinggalkan muatan.",
        "AN UNPLANNED STOP of more than 10 minutes: call {call}, say where and why; do not leave the load.",
    ),
    "stop_water": Sentence(
        "AIR DI ATAS JALAN atau jalan longsor: jangan diterobos; mundur ke tempat tinggi dan telepon {call}.",
        "WATER ON THE ROAD or a slide: do not go through; go back to high ground and call {call}.",
    ),
    "stop_seal": Sentence(
        "SEGEL putus atau nomornya beda: jangan dibuka dan jangan diganti sendiri; pisahkan, foto, telepon {call}.",
        "A SEAL broken or of another number: neither open nor replace it yourself; set it apart, take a photo, call {call}.",
    ),
    "stop_count": Sentence(
        "JUMLAH tidak sama dengan daftar: jangan tanda tangan jumlah penuh; tulis selisihnya dan telepon {call}.",
        "A COUNT other than listed: do not sign for all; write the difference and call {call}.",
    ),
    "stop_leave": Sentence(
        "RUANG bocor, tergenang, atau berasap: pindahkan barang ke tempat kering di ruang yang sama dan telepon {call}.",
        "A ROOM that leaks, floods or smokes: move the goods to a dry place in it and call {call}.",
    ),
}
_LOGISTICS: Mapping[str, Sentence] = {
    "pieces": Sentence("Barang: {goods}, {pieces} seluruhnya.", "Goods: {goods}, {pieces} in all."),
    "contents": Sentence(
        "Isi seluruhnya: {contents}; rincian per TPS ada di daftar isi.",
        "Contents in all: {contents}; the list of contents has each polling station.",
    ),
    "seals": Sentence(
        "Segel: {each} keping per TPS; nomor yang terpasang ada di daftar muatan dan berita acara.",
        "Seals: {each} per polling station; the numbers put on are on load list and minutes.",
    ),
    "dry": Sentence(
        "Kotak di atas palet, tertutup terpal, jauh dari tembok lembap dan air.",
        "Boxes on pallets, covered, away from damp walls and water.",
    ),
    "room": Sentence(
        "Ruang milik {owner}; barang tanggung jawab {keeper}.",
        "The room is {owner}'s; the goods are {keeper}'s.",
    ),
    "vehicle": Sentence("Kendaraan: {vehicle}.", "Vehicle: {vehicle}."),
    "escort": Sentence(
        "Pengawalan: {office} menjanjikan {officers} petugas.",
        "Escort: {office} promised {officers} officers.",
    ),
    "guard": Sentence(
        "Penjagaan: {office} menjanjikan {officers} petugas.", "Guard: {office} promised {officers} officers."
    ),
    "unpromised": Sentence(
        "Pengawalan atau penjagaan belum dijanjikan siapa pun; tanyakan kepada {call}.",
        "Nobody promised an escort or guard yet; ask {call}.",
    ),
}
_COMMAND: Mapping[str, Sentence] = {
    "may_hold": Sentence(
        "Memegang dan menyerahkan barang: hanya {lines} ({source}).",
        "Holding and handing over goods: {lines} alone ({source}).",
    ),
    "may_open": Sentence(
        "Membuka kotak: hanya {lines}, pada saatnya ({source}).",
        "Opening boxes: {lines} alone, in due time ({source}).",
    ),
    "may_order": Sentence(
        "Memutuskan jumlah dan penggantian barang: hanya {lines} ({source}).",
        "Deciding quantities and replacements: {lines} alone ({source}).",
    ),
    "may_see": Sentence(
        "Mengamati, mengawal, dan menjaga tanpa memegang: {lines}.",
        "Watching, escorting and guarding without holding: {lines}.",
    ),
    "call_in": Sentence(
        "Lapor: saat barang tiba dan pergi, malam H-1 pukul 22.00 dan 05.00, dan segera bila ada yang tidak sesuai.",
        "Report: when goods come and go, on the night before at 22.00 and 05.00, and at once when something is not right.",
    ),
    "call_in_trip": Sentence(
        "Lapor: saat berangkat, di tiap perhentian, saat kembali, dan segera bila berhenti di luar rencana.",
        "Report: on leaving, at every stop, on return, and at once at an unplanned stop.",
    ),
    "no_signal": Sentence(
        "Tanpa sinyal: SMS dengan kode kantor; bila gagal, kirim orang ke {call}. Tidak ada kata sandi.",
        "No signal: SMS with the office's code; failing that send someone to {call}. There are no code words.",
    ),
    "call": Sentence("{office}", "{office}"),
}
SAID: Mapping[str, Sentence] = {**_SITUATION, **_MISSION, **_EXECUTION, **_LOGISTICS, **_COMMAND}
"""What each line says to who may know its hours."""
UNTIMED: Mapping[str, Sentence] = {
    "task_desa": Sentence(
        "{receiver} menerima {goods} untuk {stations} TPS dari {giver}, menjaganya utuh semalam, dan menyerahkannya kepada KPPS tiap TPS pada waktunya, supaya setiap TPS buka pukul 07.00.",
        "{receiver} takes {goods} for {stations} polling stations from {giver}, keeps them whole overnight and hands them to the KPPS of each in due time, so that every polling station opens at 07.00.",
    ),
    "task_kecamatan": Sentence(
        "{receiver} menerima {goods} untuk {stations} TPS di {desa} desa dari {giver}, menjaganya, dan menyerahkannya kepada PPS tiap desa pada waktunya.",
        "{receiver} takes {goods} for {stations} polling stations in {desa} desa from {giver}, guards them and hands them to the PPS of each desa in due time.",
    ),
    "take": Sentence("Terima dari {giver}: {pieces} barang.", "Take from {giver}: {pieces} pieces."),
    "give": Sentence("Serahkan kepada {receiver}: {pieces} barang.", "Hand to {receiver}: {pieces} pieces."),
    "give_each": Sentence(
        "Serahkan kepada {line} di {places} tempat: {pieces} barang.",
        "Hand to {line} at {places} places: {pieces} pieces.",
    ),
    "take_each": Sentence(
        "Terima kembali dari {line} di {places} tempat: {pieces} barang.",
        "Take back from {line} at {places} places: {pieces} pieces.",
    ),
    "give_back": Sentence(
        "Serahkan kembali kepada {receiver}: {pieces} barang.", "Hand back to {receiver}: {pieces} pieces."
    ),
    "comes": Sentence(
        "Jam kendaraan diberitahukan atasan Anda.", "The office above you tells when vehicles come."
    ),
    "task_trip": Sentence(
        "Membawa {pieces} barang dari {store} ke {stops} perhentian.",
        "Bring {pieces} pieces from {store} to {stops} stops.",
    ),
    "task_trip_home": Sentence(
        "Menjemput {pieces} barang di {stops} perhentian dan membawanya ke {store}.",
        "Fetch {pieces} pieces at {stops} stops and bring them to {store}.",
    ),
    "halt": Sentence(
        "{turn}. {place}: {pieces} barang, {receiver}.", "{turn}. {place}: {pieces} pieces, {receiver}."
    ),
}
"""What the lines with hours say to who may not know these before goods move."""


def say_line(line: Line, language: Language, names: Names, *, region: str, timed: bool = True) -> str:
    """
    Return what a line says.

    Args:
        line: Which.
        language: The reader's.
        names: What places, offices and items are called.
        region: The page's, whose clock it goes by.
        timed: Whether the reader may know hours before goods move.
    """
    sentence = SAID[line.code] if timed else UNTIMED.get(line.code, SAID[line.code])
    return sentence.say(language, said_values(line, language, names, region=region))


def title_of(line: Line, language: Language, names: Names) -> str:
    """Return a page's title."""
    return TITLES[line.code].say(language, said_values(line, language, names, region=""))


def said_values(line: Line, language: Language, names: Names, *, region: str) -> dict[str, str]:
    """Return the values of a line in words."""
    return {key: said(value, language, names, region=region) for key, value in line.values.items()}


def said(value: Value, language: Language, names: Names, *, region: str) -> str:
    """Return one value in words."""
    if isinstance(value, list):
        turns = any(isinstance(one, Mapping) and "turn" in one for one in value)
        return (" " if turns else ", ").join(said(one, language, names, region=region) for one in value)
    if isinstance(value, int):
        return write_number(value, language)
    return value if isinstance(value, str) else _told(value, language, names, region)


def _told(value: Mapping[str, Value], language: Language, names: Names, region: str) -> str:
    if "name" in value:
        count = f"{write_number(value['n'], language)} " if "n" in value else ""
        return count + names(value["name"], language)
    if "at" in value:
        return write_brief(parse_instant(value["at"]), language, region)
    if "from" in value:
        return _window(parse_instant(value["from"]), parse_instant(value["to"]), language, region)
    turn = f"({value['turn']})\u00a0" if "turn" in value else ""
    return turn + str(value[language])


def _window(opens: datetime, closes: datetime, language: Language, region: str) -> str:
    zone = local_zone(region)
    start, end = opens.astimezone(zone), closes.astimezone(zone)
    if start.date() != end.date():
        return f"{write_brief(opens, language, region)} – {write_brief(closes, language, region)}"
    return f"{write_brief(opens, language, region)}–{end:%H}{'.' if language == 'id' else ':'}{end:%M}"
