"""What is said of goods that police hold as evidence."""

from collections.abc import Mapping

from sepaham.domain.words import Sentence

EVIDENCE: Mapping[str, tuple[Sentence, str, Sentence]] = {
    "evidence_held": (
        Sentence("Barang bukti", "Evidence"),
        "attention",
        Sentence(
            "{unit} dipegang {office} sebagai barang bukti; jangan dibuka atau dipindahkan.",
            "{unit} is held by {office} as evidence; do not open or move it.",
        ),
    ),
}
"""The rule: its title, how much it asks for, and its sentence."""
