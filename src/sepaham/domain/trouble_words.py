"""What may be wrong in the field, in a few plain kinds; a report names one and says no more about people."""

from collections.abc import Mapping

from sepaham.domain.words import Sentence

TROUBLES: Mapping[str, Sentence] = {
    "road": Sentence("jalan atau jembatan terhalang", "road or bridge blocked"),
    "water": Sentence("banjir, longsor, atau hujan lebat", "flood, landslide or heavy rain"),
    "vehicle": Sentence("kendaraan bermasalah", "trouble with the vehicle"),
    "goods": Sentence("barang rusak, basah, atau kurang", "goods damaged, wet or short"),
    "place": Sentence("tempat simpan tidak layak", "the store is not fit"),
    "staff": Sentence("petugas berhalangan", "officers unable to serve"),
    "security": Sentence("keamanan terganggu", "security disturbed"),
    "other": Sentence("hal lain", "something else"),
}
"""Every kind of trouble a report from the field may name, in the order of lists."""

REPORTED: Mapping[str, tuple[Sentence, str, Sentence]] = {
    "trouble_reported": (
        Sentence("Laporan dari lapangan", "Report from the field"),
        "attention",
        Sentence(
            "{office} melaporkan dari {region}: {trouble}.{note}",
            "{office} reports from {region}: {trouble}.{note}",
        ),
    ),
}
"""The rule of such reports: its title, how much it asks for, and its sentence."""
