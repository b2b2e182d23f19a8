"""What the tools of an institution say, in both languages of its officers."""

from collections.abc import Mapping

from sepaham.domain.words import Sentence

VERDICTS: Mapping[str, Sentence] = {
    "holds": Sentence("COCOK: tidak ada yang salah.", "IT HOLDS: nothing is wrong."),
    "fails": Sentence("TIDAK COCOK. Jangan andalkan berkas ini.", "IT FAILS. Do not rely on this file."),
    "mirror.holds": Sentence(
        "COCOK: yang ditunjukkan operator sama dengan cermin ini.",
        "IT HOLDS: what the operator shows is what this mirror holds.",
    ),
    "mirror.fails": Sentence(
        "ALARM: yang ditunjukkan operator TIDAK sama dengan cermin ini.",
        "ALARM: what the operator shows is NOT what this mirror holds.",
    ),
    "evidence.holds": Sentence("BUKTI INI SAH.", "THIS EVIDENCE HOLDS."),
    "evidence.fails": Sentence("Ini tidak membuktikan apa-apa.", "This proves nothing."),
    "proven": Sentence("Terbukti:", "Proven:"),
    "unproven": Sentence("Tidak terbukti:", "Not proven:"),
    "alarms": Sentence("Perlu dicek ({count}):", "Needs a look ({count}):"),
}
PAGE: Mapping[str, Sentence] = {
    "title": Sentence("Cermin Sepaham", "Sepaham mirror"),
    "waiting": Sentence("Cermin ini sedang membaca daftar.", "This mirror is reading the log."),
    "asof": Sentence(
        "Cermin daftar {log}, sampai entri {entries}.", "Mirror of {log}, up to entry {entries}."
    ),
    "units": Sentence("Di mana barang berada", "Where the goods are"),
    "findings": Sentence("Perlu dicek: {count}", "Needs a look: {count}"),
}
SAYINGS: Mapping[str, Sentence] = {
    "signed": Sentence(
        "Operator menandatangani daftar {log} dengan {size} entri.",
        "The operator signed the log {log} with {size} entries.",
    ),
    "one_past": Sentence(
        "{count} lembaga ini melihat daftar yang sama, terakhir pada {at}: {names}.",
        "These {count} institutions saw this same list, last at {at}: {names}.",
    ),
    "opened": Sentence(
        "{count} dari {size} entri terbuka di sini, dan isinya persis yang dicatat.",
        "{count} of {size} entries are open here, and each is exactly what was entered.",
    ),
    "erased": Sentence(
        "Isi {count} entri dihapus dengan pernyataan tercatat; yang dihitung adalah rintisannya.",
        "What {count} entries said was erased by recorded acts; their stubs are what is counted.",
    ),
    "signatures": Sentence(
        "Setiap pernyataan yang terbuka ditandatangani perangkat yang terdaftar untuk lembaganya.",
        "Each open statement was signed by a device enrolled for its office.",
    ),
    "picture": Sentence(
        "Gambaran dihitung ulang dari entri ini: {units} barang, {findings} catatan perlu dicek.",
        "The picture was folded again from these entries: {units} pieces, {findings} notes to look at.",
    ),
    "picture_same": Sentence(
        "Gambaran operator dari entri yang sama persis sama.",
        "The operator's picture of the same entries is exactly the same.",
    ),
    "statement": Sentence(
        "{office} menyatakan “{kind}” tentang {region} pada {at}, ditandatangani perangkat {device}.",
        "{office} stated “{kind}” about {region} at {at}, signed by the device {device}.",
    ),
    "entry": Sentence(
        "Pernyataan itu adalah entri {index} dalam daftar {log}, diterima operator pada {received}.",
        "That statement is entry {index} of the log {log}, received by the operator at {received}.",
    ),
    "split": Sentence(
        "Operator {log} menandatangani dua riwayat: kepala {held} dan kepala {shown} tidak mungkin satu "
        "daftar. Ini bukti pelanggaran.",
        "The operator of {log} signed two pasts: the heads of {held} and of {shown} entries cannot be one "
        "list. This is proof of misbehaviour.",
    ),
    "policy_kept": Sentence(
        "Pergantian lembaga pencocok dicocokkan oleh kuorum yang lama.",
        "The change of witnesses was witnessed by the old quorum.",
    ),
    "truth": Sentence(
        "Bahwa sebuah kotak benar-benar ada di sana: yang terbukti hanya siapa menyatakan apa.",
        "That a box was really there: only who stated what is proven.",
    ),
    "hours": Sentence(
        "Bahwa jam kejadian benar: jam yang dinyatakan adalah kata perangkat, jam terima kata operator.",
        "That the hours are right: the stated one is the device's word, the received one the operator's.",
    ),
    "complete": Sentence(
        "Bahwa semua yang terjadi dinyatakan, atau semua yang dinyatakan dicatat.",
        "That all that happened was stated, or all that was stated was entered.",
    ),
    "unread": Sentence(
        "Isi {count} entri yang tidak terbuka bagi {reader}.",
        "What {count} entries say that are not open to {reader}.",
    ),
    "unwitnessed": Sentence(
        "Bahwa hanya ada satu daftar: baru {count} dari {needed} lembaga pencocok. Operator masih bisa "
        "menunjukkan daftar lain kepada pihak lain.",
        "That there is one list only: {count} of {needed} witnesses so far. The operator could still show "
        "others another one.",
    ),
    "own_keys": Sentence(
        "Bahwa kunci-kunci ini memang kunci mereka: kuncinya datang dari berkas ini sendiri. Cocokkan dengan "
        "yang Anda pegang, atau periksa lagi dengan --policy. Kunci daftar: {key}",
        "That these keys are theirs: they came with this very file. Compare them with those you hold, or "
        "check again with --policy. The log's key: {key}",
    ),
    "enrolment": Sentence(
        "Bahwa kunci perangkat {device} memang milik {office}: itu dicatat entri pendaftarannya.",
        "That the key of device {device} is {office}'s: that is what its enrolment's entry says.",
    ),
    "cannot_tell": Sentence(
        "Tidak dapat dipastikan: {count} barang berbeda dari yang ditunjukkan operator, tetapi entri yang "
        "tidak terbuka dapat menjelaskannya.",
        "Cannot tell: {count} pieces differ from what the operator shows, but entries that are not open "
        "could explain it.",
    ),
    "policy_unseen": Sentence(
        "Bahwa kuorum lama melihat pergantian lembaga pencocok (kebijakan {policy}).",
        "That the old quorum saw the change of witnesses (policy {policy}).",
    ),
    "paper": Sentence(
        "Bahwa tulisan pada lembar ini benar: yang diperiksa hanya bukti yang tertanam. Naskah yang "
        "ditandatangani dengan pena yang berlaku.",
        "That what is printed on this paper is right: only the embedded proof was checked. The signed paper "
        "prevails.",
    ),
}
FAULTS: Mapping[str, Sentence] = {
    "archive.header": Sentence(
        "Berkas tidak diawali sebagaimana mestinya.", "The file does not begin as one."
    ),
    "archive.part": Sentence("Bagian {where} berubah; {detail}.", "The part {where} was altered; {detail}."),
    "archive.line": Sentence("Baris antarbagian rusak.", "A line between the parts is damaged."),
    "archive.end": Sentence("Baris penutup berubah.", "The last line was altered."),
    "archive.cut": Sentence("Berkas terpotong.", "The file is cut off."),
    "part.shape": Sentence(
        "Bagian {where} tidak terbaca: {detail}", "The part {where} is unreadable: {detail}"
    ),
    "part.other": Sentence(
        "Bagian {where} bukan yang seharusnya menurut isi berkas.",
        "The part {where} is not what the file's own contents make.",
    ),
    "root.other": Sentence(
        "Entri-entri tidak menghasilkan akar yang ditandatangani: ada entri yang dihapus, disisipkan, diubah "
        "atau dipindah.",
        "The entries do not make the signed root: one was dropped, inserted, altered or moved.",
    ),
    "size.other": Sentence(
        "Jumlah entri bukan yang ditandatangani: {detail}.",
        "There are not as many entries as signed: {detail}.",
    ),
    "leaf.altered": Sentence(
        "Isi {where} bukan yang dicatat: pernyataan, garam atau jam terimanya diubah.",
        "What opens {where} is not what was entered: statement, salt or receipt time was altered.",
    ),
    "signature.invalid": Sentence(
        "Tanda tangan {where} palsu: perangkat yang disebut tidak menandatanganinya.",
        "The signature of {where} is forged: the device it names did not make it.",
    ),
    "device.unknown": Sentence(
        "{where} ditandatangani kunci yang tidak pernah didaftarkan.",
        "{where} was signed by a key that was never enrolled.",
    ),
    "log.other": Sentence(
        "{where} berasal dari daftar lain: {detail}", "{where} is of another log: {detail}"
    ),
    "statement.twice": Sentence("{where} mengulang pernyataan lain.", "{where} repeats a statement."),
    "erasure.other": Sentence(
        "Rintisan {where} bukan yang tadinya dinyatakan: {detail}",
        "The stub of {where} is not what was stated there: {detail}",
    ),
    "file.missing": Sentence(
        "Berkas dasar {where} tidak ada di sini: {detail}",
        "A base fact's file is not here, {where}: {detail}",
    ),
    "picture.differs": Sentence(
        "Gambaran operator BERBEDA dari yang mengikuti entri yang sama. {detail}",
        "The operator's picture DIFFERS from what follows from the same entries. {detail}",
    ),
    "policy.other": Sentence(
        "Kebijakan lembaga pencocok di sini bukan yang dinyatakan dalam daftar.",
        "The policy here is not the one that the log declares.",
    ),
    "log.split": Sentence(
        "Operator menunjukkan DUA daftar: {detail}", "The operator shows TWO lists: {detail}"
    ),
    "log.rollback": Sentence("Operator mundur: {detail}", "The operator went back: {detail}"),
    "phone.unlogged": Sentence(
        "Aplikasi ponsel yang dibagikan bukan yang tercatat: {detail}",
        "The phone's app that is handed out is not the one in the log: {detail}",
    ),
    "other": Sentence("{where}: {detail}", "{where}: {detail}"),
}
