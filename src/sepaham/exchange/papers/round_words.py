# ruff: noqa: E501  a sentence and its twin stand on one line, however long
"""The words of the sheet on which an office rates by hand, in both languages: Indonesian, then English."""

from collections.abc import Mapping

RATED: Mapping[str, tuple[str, str]] = {
    "rating_sheet": ("LEMBAR PENILAIAN ANCAMAN", "THREAT RATING SHEET"),
    "rating_of": ("Putaran {number} · {place}", "Round {number} · {place}"),
    "rating_own": (
        "Lembar ini pegangan lembaga sendiri. Penilaian masuk hanya lewat peramban atau ponsel lembaga itu, dikunci dengan kuncinya; tidak ada lembaga lain, juga tuan rumah, yang dapat memasukkannya. Simpan tertutup sampai putaran ditutup.",
        "This sheet is for the institution itself. A rating enters only through that institution's own browser or phone, sealed with its key; no other institution, the host included, can enter it. Keep it closed until the round is closed.",
    ),
    "rating_how": (
        "Centang satu K, satu D dan satu Y tiap baris, atau TT, atau BK. Baris yang dibiarkan kosong berarti tidak dinilai.",
        "Tick one L, one I and one C in each line, or DK, or NA. A line left empty means not rated.",
    ),
    "rating_round": ("Kode penilaian", "Assessment"),
    "rating_closes": ("Ditutup", "Closes"),
    "rating_office": ("Lembaga yang menilai", "Institution that rates"),
    "rating_likelihood": ("K · Kemungkinan", "L · Likelihood"),
    "rating_impact": ("D · Dampak", "I · Impact"),
    "rating_sure": ("Y · Seberapa yakin", "C · How sure"),
    "rating_sure_steps": ("1 kurang yakin · 2 cukup yakin · 3 yakin", "1 not sure · 2 fairly sure · 3 sure"),
    "rating_other": ("TT · BK", "DK · NA"),
    "rating_other_words": ("TT tidak tahu · BK bukan kewenangan", "DK does not know · NA not its authority"),
    "rating_k": ("K", "L"),
    "rating_d": ("D", "I"),
    "rating_y": ("Y", "C"),
    "rating_tt": ("TT", "DK"),
    "rating_bk": ("BK", "NA"),
    "rating_threat": ("Wilayah dan ancaman", "Area and threat"),
    "rating_evidence": ("Bukti, satu baris", "Evidence, one line"),
    "rating_step": ("Tingkat", "Step"),
    "rating_flag": (
        "Desa yang perlu dinilai sendiri (nama dan ancaman):",
        "A desa to be rated by itself (name and threat):",
    ),
    "rating_time": ("Menit menilai (maks. 15)", "Minutes (15 at most)"),
}
