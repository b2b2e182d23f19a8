"""What the statements of one understanding and of supervision are called, as verbs."""

from collections.abc import Mapping

from sepaham.domain.words import Sentence

DEEDS: Mapping[str, Sentence] = {
    "ballots.count": Sentence("menyalin pemakaian surat suara", "copied the use of ballots"),
    "ballots.keep": Sentence("menyimpan surat suara", "kept ballots"),
    "ballots.destroy": Sentence("memusnahkan surat suara", "destroyed ballots"),
    "check.state": Sentence("mengisi daftar periksa", "filled a checklist"),
    "report.issue": Sentence("menerbitkan Form A", "issued a Form A"),
    "advice.issue": Sentence("menyampaikan imbauan atau saran", "gave written advice"),
    "advice.receive": Sentence("menerima surat imbauan atau saran", "received written advice"),
    "advice.answer": Sentence("menjawab imbauan atau saran", "answered written advice"),
    "advice.confirm": Sentence("memeriksa tindak lanjut", "checked what was done on advice"),
    "guard.begin": Sentence("mulai berjaga", "began to guard"),
    "guard.end": Sentence("selesai berjaga", "ended guarding"),
    "key.hand": Sentence("menyerahkan kunci", "handed over keys"),
    "store.open": Sentence("membuka gudang", "opened a store"),
    "store.close": Sentence("menutup gudang", "closed a store"),
    "incident.report": Sentence("melaporkan kejadian", "reported an incident"),
    "incident.take": Sentence("menangani kejadian", "took up an incident"),
    "incident.grade": Sentence("menilai berat kejadian", "graded an incident"),
    "incident.task": Sentence("memberi tugas", "gave a task"),
    "incident.done": Sentence("menyatakan tugas selesai", "said a task is done"),
    "incident.know": Sentence(
        "mencatat yang diketahui tentang kejadian", "noted what is known of an incident"
    ),
    "incident.hand": Sentence("menyerahkan penanganan kejadian", "handed an incident over"),
    "incident.close": Sentence("menutup kejadian", "closed an incident"),
    "evidence.take": Sentence("mengambil barang sebagai bukti", "took goods as evidence"),
    "evidence.return": Sentence("mengembalikan barang bukti", "returned evidence"),
    "supply.ask": Sentence("meminta kekurangan dipenuhi", "asked for what is short"),
    "supply.decide": Sentence("memutuskan permintaan", "decided on what was asked"),
    "supply.done": Sentence("menyatakan kekurangan terpenuhi", "said what was short has come"),
    "instrument.state": Sentence("memasukkan daftar penilaiannya sendiri", "brought in its own list"),
    "round.open": Sentence("membuka putaran penilaian", "opened a round of ratings"),
    "round.close": Sentence("menutup putaran penilaian", "closed a round of ratings"),
    "rating.commit": Sentence("mengunci penilaian", "sealed its ratings"),
    "rating.reveal": Sentence("membuka penilaian", "revealed its ratings"),
    "dissent.state": Sentence("mencatat beda pendapat", "put a dissent on record"),
    "cell.end": Sentence("mencatat hasil pembahasan ancaman", "recorded how a threat was settled"),
    "rakor.call": Sentence("mengundang rakor", "called a meeting"),
    "rakor.attend": Sentence("hadir di rakor", "attended a meeting"),
    "rakor.note": Sentence("mencatat di notulen rakor", "noted in a meeting's minutes"),
    "rakor.file": Sentence("menyimpan dokumen rakor", "filed a paper of a meeting"),
    "means.propose": Sentence("mengusulkan pengamanan", "proposed protection"),
    "means.answer": Sentence("menjawab usulan pengamanan", "answered a proposal"),
    "commitment.make": Sentence("berkomitmen", "made a commitment"),
    "commitment.done": Sentence("menyatakan komitmennya selesai", "said its commitment is done"),
    "commitment.confirm": Sentence("memeriksa komitmen lembaga lain", "checked another's commitment"),
}
"""By kind."""
