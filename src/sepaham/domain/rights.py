"""The table of authority in words: what a line of offices may state, what it never may, by which source."""

from collections.abc import Mapping
from dataclasses import dataclass

from sepaham.domain.authority import Authority, Row
from sepaham.domain.sentences import KIND_NAMES
from sepaham.domain.words import Sentence

ACTS: Mapping[str, Sentence] = {
    "hold": Sentence("Memegang barang", "Holding goods"),
    "list": Sentence("Membuat daftar muatan", "Making load lists"),
    "move": Sentence("Menyatakan perjalanan", "Stating trips"),
    "seal": Sentence("Menyegel kotak", "Sealing boxes"),
    "open": Sentence("Membuka kotak", "Opening boxes"),
    "observe": Sentence("Mengamati", "Observing"),
    "copy": Sentence("Menyalin kertas", "Copying papers"),
    "guard": Sentence("Menjaga barang", "Guarding goods"),
    "enrol": Sentence("Mendaftarkan perangkat", "Enrolling devices"),
    "declare": Sentence("Menetapkan fakta dasar", "Declaring base facts"),
    "erase": Sentence("Menghapus isi pernyataan", "Erasing what statements say"),
    "stock": Sentence("Mencatat barang menurut jenis", "Recording goods by type"),
    "seals": Sentence("Mengurus segel", "Keeping seals"),
    "report": Sentence("Melaporkan dari lapangan", "Reporting from the field"),
    "sight": Sentence("Mencatat kata pencocokan", "Noting the words of the log"),
    "answer": Sentence("Menjawab perlu dicek", "Answering what is to check"),
    "escort": Sentence("Mengawal dan menjaga", "Escorting and guarding"),
    "draw": Sentence("Mengundi patroli", "Drawing patrols by lot"),
    "road": Sentence("Menyatakan jalan tertutup", "Stating closed roads"),
    "list-threats": Sentence("Memasukkan daftar sendiri", "Bringing in its own list"),
    "assess": Sentence("Menilai ancaman", "Assessing threats"),
    "convene": Sentence("Mengundang dan membuka putaran", "Calling meetings and rounds"),
    "attend": Sentence("Hadir di rakor", "Attending meetings"),
    "promise": Sentence("Berkomitmen", "Making commitments"),
    "ballots": Sentence("Mencatat surat suara", "Recording ballots"),
    "check": Sentence("Mengisi daftar periksa", "Filling checklists"),
    "advise": Sentence("Imbauan dan saran", "Written advice"),
    "store": Sentence("Mengurus gudang", "Keeping stores"),
    "incident": Sentence("Menangani kejadian", "Handling incidents"),
    "evidence": Sentence("Barang bukti", "Evidence"),
    "supply": Sentence("Memenuhi kekurangan", "Making up what is short"),
}
"""What groups of acts are called."""
TRANSCRIBE = Sentence("menyalin pernyataan kertas lembaga lain", "copied another office's paper")
_PARTY = Sentence("bila disebut daftar muatan sebagai pihak", "if the load list names it as a party")
_BELOW = Sentence("untuk kantor tepat di bawahnya", "for the offices right below")
_HERE = Sentence("di wilayahnya", "in its region")


@dataclass(frozen=True, slots=True)
class Right:
    """
    One group of acts that a line may or may never do.

    Attributes:
        act: What the group is called.
        kinds: The statements of it.
        conditions: What else must hold.
        source: Where it is written.
    """

    act: Sentence
    kinds: tuple[Sentence, ...]
    conditions: tuple[Sentence, ...]
    source: str


def act_name(act: str) -> Sentence:
    """Return what a group of acts is called; one of a later table is called by its code."""
    return ACTS.get(act, Sentence(act, act))


def kind_name(kind: str) -> Sentence:
    """Return what a kind of statement is called."""
    return TRANSCRIBE if kind == "transcribe" else KIND_NAMES.get(kind, Sentence(kind, kind))


def conditions(rule: Row) -> tuple[Sentence, ...]:
    """Return what else must hold for a right."""
    told = [sentence for holds, sentence in ((rule.party, _PARTY), (rule.below, _BELOW)) if holds]
    return tuple(told or [_HERE] * (rule.answer == "yes"))


def rights(table: Authority, line: str, *, answer: str = "yes") -> tuple[Right, ...]:
    """
    Return what the table says of a line, in its order.

    Args:
        table: The table.
        line: The kind of office.
        answer: ``yes`` for what it may, ``never`` for what it never may.
    """
    return tuple(
        Right(act_name(rule.act), tuple(map(kind_name, rule.kinds)), conditions(rule), rule.source)
        for rule in table.rows
        if line in rule.lines and rule.answer == answer
    )
