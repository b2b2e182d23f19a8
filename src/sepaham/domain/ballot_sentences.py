"""What the columns of a block of ballot use are called, and what is said where they do not close."""

from collections.abc import Mapping

from sepaham.domain.words import Sentence

COLUMN_NAMES: Mapping[str, Sentence] = {
    "received": Sentence("diterima", "received"),
    "used": Sentence("digunakan", "used"),
    "damaged": Sentence("rusak", "damaged"),
    "wrong": Sentence("keliru coblos", "wrongly marked"),
    "unused": Sentence("tidak digunakan", "unused"),
}
"""By column, in the order of the form."""

BALLOTS: Mapping[str, tuple[Sentence, str, Sentence]] = {
    "ballots_open": (
        Sentence("Surat suara belum habis terjelaskan", "Ballots not all explained"),
        "attention",
        Sentence(
            "{region}, {item}: yang diterima dikurangi yang digunakan, rusak, keliru coblos, dan tidak "
            "digunakan bersisa {difference}. Lihat kolom {column} dulu (menurut {office}).",
            "{region}, {item}: what was received less what was used, damaged, wrongly marked and unused "
            "leaves {difference}. Look at the column {column} first (as {office} states).",
        ),
    ),
    "ballots_received": (
        Sentence("Surat suara diterima ≠ seharusnya", "Ballots received ≠ due"),
        "attention",
        Sentence(
            "{region}, {item}, kolom {column}: {stated}, seharusnya {expected} (menurut {office}).",
            "{region}, {item}, column {column}: {stated}, due were {expected} (as {office} states).",
        ),
    ),
    "ballots_used": (
        Sentence("Surat suara digunakan ≠ pemilih hadir", "Ballots used ≠ voters present"),
        "attention",
        Sentence(
            "{region}, {item}, kolom {column}: {stated}, padahal pemilih yang hadir {expected} "
            "(menurut {office}).",
            "{region}, {item}, column {column}: {stated}, yet {expected} voters came (as {office} states).",
        ),
    ),
    "ballots_mixed": (
        Sentence("Surat suara pindah kolom", "Ballots in another column"),
        "serious",
        Sentence(
            "{region}, {item}: {difference} lembar berada di kolom {column} menurut {office}, tetapi di "
            "kolom {other_column} menurut {holders}. Samakan sebelum rapat pleno.",
            "{region}, {item}: {difference} sheets stand in the column {column} as {office} states, but in "
            "the column {other_column} as {holders} states. Settle it before the plenary.",
        ),
    ),
    "ballots_differ": (
        Sentence("Salinan surat suara berbeda", "Copies of ballot use differ"),
        "differ",
        Sentence(
            "{region}, {item}, kolom {column}: {stated} menurut {office}, {expected} menurut {holders}.",
            "{region}, {item}, column {column}: {stated} as {office} states, {expected} as {holders} states.",
        ),
    ),
}
"""Each rule: its title, how much it asks for, and its sentence."""
