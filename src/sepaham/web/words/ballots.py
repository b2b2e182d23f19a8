# ruff: noqa: E501  a sentence and its twin stand on one line, however long
"""The words of ballots by state."""

from collections.abc import Mapping

ENGLISH: Mapping[str, str] = {
    "Surat suara": "Ballots",
    "{whole} dari {all} TPS: surat suara habis terjelaskan": "{whole} of {all} polling stations: every ballot explained",
    "{number} belum disalin": "{number} not copied yet",
    "Pemilihan": "Election",
    "Sudah disalin": "Copied",
    "Seharusnya diterima": "Due",
    "Diterima = digunakan + rusak + keliru coblos + tidak digunakan": "Received = used + damaged + wrongly marked + unused",
    "Angka dijumlahkan dari salinan KPPS sendiri bila ada, kalau tidak dari salinan pertama. Suara per calon tidak pernah dicatat di sini.": "Figures are summed from KPPS's own copy where there is one, else from the first copy. Votes per candidate are never recorded here.",
    "Baik menurut sortir": "Good at sorting",
    "Dikemas untuk TPS": "Packed for polling stations",
    "Disimpan untuk pemungutan ulang": "Kept for a vote held again",
    "Disimpan lain": "Kept otherwise",
    "Lebih dan dimusnahkan": "In surplus and destroyed",
    "Rusak menurut sortir, belum dimusnahkan": "Damaged at sorting, not destroyed yet",
    "Baik = dikemas + disimpan + lebih yang dimusnahkan + belum terjelaskan.": "Good = packed + kept + surplus destroyed + unexplained.",
    "seharusnya diterima {number}": "{number} were due",
    "Salinan": "Copy",
    "Belum ada salinan blok pemakaian surat suara TPS ini.": "No copy of this station's block of ballot use yet.",
    "Salin pemakaian surat suara": "Copy the use of ballots",
    "Salin dari C.Hasil Salinan apa adanya, juga bila tidak cocok. Jangan menulis suara calon.": "Copy from C.Hasil Salinan as it stands, also where it does not add up. Never write votes of candidates.",
    "Pemilih yang hadir": "Voters who came",
    "{office} menyalin dari C.Hasil Salinan {station}: {blocks}.": "{office} copies from C.Hasil Salinan of {station}: {blocks}.",
}
