"""
Every rule by name: what it is called on screens, how much it asks for, and the sentence it says.

The sentences are here and nowhere else; the reasoning is in `handovers`, `goods` and `devices`.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from sepaham.domain.ballot_sentences import BALLOTS
from sepaham.domain.deed_names import DEEDS
from sepaham.domain.evidence_sentences import EVIDENCE
from sepaham.domain.goods_sentences import GOODS
from sepaham.domain.sightings import SIGHTED
from sepaham.domain.trouble_words import REPORTED
from sepaham.domain.words import Sentence


class Severity(StrEnum):
    """How much a finding asks for: a look soon, or now; DIFFER where institutions say different things."""

    ATTENTION = "attention"
    SERIOUS = "serious"
    DIFFER = "differ"


@dataclass(frozen=True, slots=True)
class Rule:
    """A rule's name on screens, its severity and its sentence."""

    title: Sentence
    severity: Severity
    sentence: Sentence


_A, _S, _D = Severity.ATTENTION, Severity.SERIOUS, Severity.DIFFER

RULES: Mapping[str, Rule] = {
    "unknown_unit": Rule(
        Sentence("Kode tidak dikenal", "Unknown code"),
        _A,
        Sentence(
            "{office} menyebut {code}, padahal kode itu tidak ada dalam rencana.",
            "{office} named {code}, which is not in the plan.",
        ),
    ),
    "held_twice": Rule(
        Sentence("Dipegang dua pihak", "Held twice"),
        _S,
        Sentence(
            "{unit} dinyatakan diterima oleh {holders}, tanpa serah terima di antara mereka.",
            "{unit} was stated as received by {holders}, with no handover between them.",
        ),
    ),
    "never_given": Rule(
        Sentence("Diterima tanpa diserahkan", "Received, never handed over"),
        _A,
        Sentence(
            "{receiver} menerima dari {giver} ({leg}, {region}), tetapi {giver} tidak menyatakannya.",
            "{receiver} received from {giver} ({leg}, {region}), but {giver} never stated handing over.",
        ),
    ),
    "never_received": Rule(
        Sentence("Diserahkan, belum diterima", "Handed over, never received"),
        _A,
        Sentence(
            "{giver} menyerahkan kepada {receiver} ({leg}, {region}) pada {at}; belum ada penerimaan.",
            "{giver} handed over to {receiver} ({leg}, {region}) on {at}; no receipt has come.",
        ),
    ),
    "seal_missing": Rule(
        Sentence("Segel tidak terpasang", "Seal not on"),
        _A,
        Sentence(
            "{unit} tidak bersegel saat {leg}, menurut {office}.",
            "{unit} bore no seal at {leg}, says {office}.",
        ),
    ),
    "seal_broken": Rule(
        Sentence("Segel rusak", "Seal broken"),
        _S,
        Sentence(
            "Segel {unit} rusak saat {leg}, menurut {office}.",
            "The seal of {unit} was broken at {leg}, says {office}.",
        ),
    ),
    "seal_differs": Rule(
        Sentence("Nomor segel berbeda", "Seal number differs"),
        _S,
        Sentence(
            "Segel {unit}: dipasang {applied}, terbaca {read} saat {leg} oleh {office}.",
            "Seal of {unit}: {applied} was put on, {read} was read at {leg} by {office}.",
        ),
    ),
    "damaged": Rule(
        Sentence("Barang rusak", "Damaged"),
        _A,
        Sentence(
            "{unit} rusak saat {leg}, menurut {office}.",
            "{unit} was damaged at {leg}, says {office}.",
        ),
    ),
    "count_differs": Rule(
        Sentence("Jumlah berbeda", "Count differs"),
        _A,
        Sentence(
            "{item} di {region}: seharusnya {expected}, dinyatakan {stated} oleh {office} saat {leg}.",
            "{item} at {region}: {expected} expected, {stated} stated by {office} at {leg}.",
        ),
    ),
    "wrong_destination": Rule(
        Sentence("Salah tujuan", "Wrong destination"),
        _S,
        Sentence(
            "{unit} berada pada {office}, bukan di tujuannya {region}.",
            "{unit} is with {office}, not at {region} where it belongs.",
        ),
    ),
    "station_gone": Rule(
        Sentence("TPS tidak ada lagi di daftar", "Polling station gone from the register"),
        _A,
        Sentence(
            "{region} tidak ada lagi di daftar TPS yang berlaku, padahal {unit} sudah dinyatakan.",
            "{region} is gone from the register in force, though {unit} was stated already.",
        ),
    ),
    "not_holder": Rule(
        Sentence("Bukan pemegangnya", "Not its holder"),
        _A,
        Sentence(
            '{office} menyatakan "{kind}" atas {unit}, padahal yang menyatakan menerimanya {holders}.',
            '{office} stated "{kind}" for {unit}, though it was {holders} that stated receiving it.',
        ),
    ),
    "late": Rule(
        Sentence("Terlambat", "Late"),
        _A,
        Sentence(
            "{leg} untuk {region} melewati batas {due}: {state}.",
            "{leg} for {region} passed its limit of {due}: {state}.",
        ),
    ),
    "custody_gap": Rule(
        Sentence("Rantai terputus", "Gap in custody"),
        _S,
        Sentence(
            "{office} sudah memegang barang {region}, padahal {leg} tidak dinyatakan oleh siapa pun.",
            "{office} already holds the goods of {region}, though nobody stated {leg}.",
        ),
    ),
    "no_authority": Rule(
        Sentence("Di luar kewenangan", "Outside authority"),
        _S,
        Sentence(
            '{office} menyatakan "{kind}" di {region}, di luar kewenangannya: {reason}. '
            "Pernyataan dicatat, barang tidak berpindah.",
            '{office} stated "{kind}" at {region}, outside its authority: {reason}. '
            "It is on record; no goods moved by it.",
        ),
    ),
    "declared_differs_seen": Rule(
        Sentence("Dinyatakan ≠ terlihat", "Declared ≠ seen"),
        _D,
        Sentence(
            "{leg} {region}: {declarer} menyatakan {declared}; {office} melihat {seen}.",
            "{leg} {region}: {declarer} declared {declared}; {office} saw {seen}.",
        ),
    ),
    "opened_without_presence": Rule(
        Sentence("Dibuka tanpa kehadiran lembaga lain", "Opened without required presence"),
        _S,
        Sentence(
            "{office} membuka {number} kotak di {region}; yang ikut hadir: {present}.",
            "{office} opened {number} boxes at {region}; also present: {present}.",
        ),
    ),
    "device_gap": Rule(
        Sentence("Pernyataan belum datang", "A statement is missing"),
        _A,
        Sentence(
            "Perangkat {office} melompati nomor {numbers}; pernyataannya belum sampai hingga tutup hari.",
            "The device of {office} skipped number {numbers}; it had not come by the close of day.",
        ),
    ),
    "device_fork": Rule(
        Sentence("Dua pernyataan bernomor sama", "Two statements, one number"),
        _S,
        Sentence(
            "Perangkat {office} menandatangani dua pernyataan berbeda bernomor {seq}.",
            "The device of {office} signed two different statements numbered {seq}.",
        ),
    ),
    "wrong_clock": Rule(
        Sentence("Jam perangkat keliru", "Wrong clock"),
        _A,
        Sentence(
            "Perangkat {office} mencatat {claimed}, diterima {received}: jamnya keliru.",
            "The device of {office} says {claimed}, it was received {received}: its clock is wrong.",
        ),
    ),
    "pieces_differ": Rule(
        Sentence("Jumlah lewat SMS berbeda", "Another number by SMS"),
        _A,
        Sentence(
            "{office} menyatakan lewat SMS {stated} dari {expected} barang ({leg}, {region}), tanpa menyebut "
            "yang mana.",
            "{office} stated {stated} of {expected} pieces by SMS ({leg}, {region}), without saying which.",
        ),
    ),
    "sms_alone": Rule(
        Sentence("Baru lewat SMS", "By SMS alone"),
        _A,
        Sentence(
            "{giver} dan {receiver} baru menyatakan serah terima ({leg}, {region}) lewat SMS.",
            "{giver} and {receiver} stated their handover ({leg}, {region}) by SMS alone so far.",
        ),
    ),
    "one_phone": Rule(
        Sentence("Dua pihak, satu perangkat", "Two parties, one device"),
        _A,
        Sentence(
            "{giver} dan {receiver} menandatangani serah terima ({leg}, {region}) di satu perangkat.",
            "{giver} and {receiver} signed their handover ({leg}, {region}) on one and the same device.",
        ),
    ),
    "enrolled_by_giver": Rule(
        Sentence("Kunci penerima baru dari penyerah", "Receiver's key fresh from the giver"),
        _A,
        Sentence(
            "Kunci {receiver} baru didaftarkan {giver} pada {at}, kurang dari sehari sebelum serah terima "
            "({leg}, {region}).",
            "{giver} enrolled the key of {receiver} on {at}, less than a day before their handover "
            "({leg}, {region}).",
        ),
    ),
    "needs_confirmation": Rule(
        Sentence("Perlu ditegaskan", "Needs confirmation"),
        _A,
        Sentence(
            "Pernyataan perangkat {office} datang sesudah perangkatnya dicabut; dihitung bila ditegaskan.",
            "A statement of a device of {office} came after its revocation; it counts once confirmed.",
        ),
    ),
    **{
        rule: Rule(title, Severity(weight), told)
        for rule, (title, weight, told) in {**GOODS, **BALLOTS, **EVIDENCE, **REPORTED, **SIGHTED}.items()
    },
}

REASONS: Mapping[str, Sentence] = {
    "phantom": Sentence("jabatan itu tidak ada", "there is no such office"),
    "phantom_party": Sentence("untuk jabatan yang tidak ada", "it is for an office that does not exist"),
    "ungranted": Sentence("tidak ada aturan yang memberinya", "no rule grants it"),
    "never": Sentence("lembaga ini tidak pernah boleh melakukannya", "this institution may never do it"),
    "elsewhere": Sentence("di luar wilayahnya", "outside its region"),
    "not_party": Sentence("bukan pihak yang disebut daftar muatan", "it is not a party the load list names"),
    "not_above": Sentence("bukan kantor di atasnya", "it is not the office above"),
    "not_own": Sentence("bukan pernyataan kantor itu sendiri", "it is not that office's own statement"),
    "other_subject": Sentence(
        "yang dibetulkan bukan tentang hal yang sama", "what it corrects is not about the same thing"
    ),
    "wrong_leg": Sentence("bukan pihak-pihak ruas itu", "these are not the parties of that leg"),
    "too_many": Sentence("terlalu banyak daftar muatan tambahan", "it made too many load lists"),
    "unknown_list": Sentence("daftar muatan tidak dikenal", "the load list is unknown"),
}
KIND_NAMES: Mapping[str, Sentence] = {
    "base.declare": Sentence("menetapkan fakta dasar", "declared a base fact"),
    "device.enrol": Sentence("mendaftarkan perangkat", "enrolled a device"),
    "device.revoke": Sentence("mencabut perangkat", "revoked a device"),
    "statement.quarantine": Sentence("mengarantina pernyataan", "quarantined a statement"),
    "record.erase": Sentence("menghapus isi pernyataan", "erased what a statement said"),
    "list.declare": Sentence("membuat daftar muatan", "made a load list"),
    "parcel.pack": Sentence("mengemas", "packed"),
    "trip.depart": Sentence("berangkat", "departed"),
    "trip.arrive": Sentence("tiba", "arrived"),
    "handover.give": Sentence("menyerahkan", "handed over"),
    "handover.receive": Sentence("menerima", "received"),
    "handover.observe": Sentence("melihat serah terima", "saw a handover"),
    "unit.open": Sentence("membuka", "opened"),
    "unit.seal": Sentence("memasang segel", "put on a seal"),
    "unit.use": Sentence("memakai", "used up"),
    "night.report": Sentence("melaporkan malam H-1", "reported on the night of H-1"),
    "goods.order": Sentence("memesan barang", "ordered goods"),
    "goods.arrive": Sentence("menerima kiriman barang", "received a delivery of goods"),
    "goods.count": Sentence("menghitung isi koli", "counted cartons"),
    "goods.observe": Sentence("melihat penghitungan barang", "saw goods counted"),
    "goods.move": Sentence("memindahkan koli", "moved cartons"),
    "goods.sort": Sentence("menyortir dan melipat", "sorted and folded"),
    "goods.claim": Sentence("mengajukan klaim kerusakan", "claimed for damage"),
    "seal.issue": Sentence("menyerahkan segel", "issued seals"),
    "seal.return": Sentence("mengembalikan segel", "returned seals"),
    "seal.spoil": Sentence("menyatakan segel rusak", "declared seals spoiled"),
    "seal.count": Sentence("menghitung segel kosong", "counted blank seals"),
    "trouble.report": Sentence("melaporkan dari lapangan", "reported from the field"),
    "finding.answer": Sentence("menjawab yang perlu dicek", "answered what needed a look"),
    "escort.ask": Sentence("meminta pengawalan atau penjagaan", "asked for an escort or guards"),
    "escort.answer": Sentence("menjawab permintaan pengawalan", "answered what was asked for an escort"),
    "escort.ready": Sentence("menyatakan pengawalan siap", "stated that an escort is ready"),
    "escort.done": Sentence("menyatakan pengawalan selesai", "stated that an escort is done"),
    "draw.commit": Sentence("mengunci undian patroli", "bound a draw of patrols"),
    "draw.reveal": Sentence("membuka satu putaran undian", "opened a round of a draw"),
    "road.close": Sentence("menyatakan jalan ditutup", "stated that a road is closed"),
    "road.open": Sentence("menyatakan jalan dibuka lagi", "stated that a road is open again"),
    "checkpoint.see": Sentence("melihat kata pencocokan", "saw the words of the log"),
    **DEEDS,
}
LEG_NAMES: Mapping[str, Sentence] = {
    "kpu-ppk": Sentence("KPU → PPK", "KPU → PPK"),
    "ppk-pps": Sentence("PPK → PPS", "PPK → PPS"),
    "pps-kpps": Sentence("PPS → TPS", "PPS → polling station"),
    "kpps-pps": Sentence("TPS → PPS", "polling station → PPS"),
    "pps-ppk": Sentence("PPS → PPK", "PPS → PPK"),
    "ppk-kpu": Sentence("PPK → KPU", "PPK → KPU"),
}
STATES: Mapping[str, Sentence] = {
    "waiting": Sentence("belum diterima", "not yet received"),
    "came": Sentence("diterima {at}", "received {at}"),
    "nobody": Sentence("tidak ada lembaga lain", "nobody else"),
    "complete": Sentence("lengkap", "all there"),
    "off": Sentence("{units} tidak ada, rusak, atau tanpa segel", "{units} missing, damaged or unsealed"),
}

PACKING = Sentence("pengemasan", "packing")
