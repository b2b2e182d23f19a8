from sepaham.exchange.rehearsal import rehearsed

TOLD = {"days": 1000, "chance": 0.6, "low": 0.57, "high": 0.63, "late": 1.25, "uncarried": 0}
WEAK = {"trip": "trip:ppk-pps:35.17.03:v:1", "late": 0.9996, "margin": -3, "tenth": -40}
REMEDIES = [
    {"what": "hour", "region": "", "chance": 0.945, "late": 0.1},
    {"what": "vehicle", "region": "35.17.03", "chance": 1.0, "late": 0.0},
]


def said(language="id", **more):
    value = {**TOLD, "weakest": [WEAK], "remedies": REMEDIES, **more}
    return rehearsed(value, language=language, names=lambda place, _language: {"35.17.03": "Ngoro"}[place])


def test_a_rehearsal_is_told_in_sentences():
    assert said().lines == [
        (
            "Dari 1.000 hari contoh, semua TPS lengkap tepat waktu pada 60 % (57 %–63 %); "
            "rata-rata 1,2 TPS terlambat."
        ),
        (
            "trip:ppk-pps:35.17.03:v:1 - Dari Ngoro: terlambat pada 99,9 % hari; sisa waktu -3 menit, "
            "-40 pada sepersepuluh hari terburuk"
        ),
        "Berangkat satu jam lebih awal: lengkap pada 94,5 % hari, rata-rata 0,1 TPS terlambat.",
        "Satu kendaraan lagi di Ngoro: lengkap pada 100 % hari, rata-rata 0,0 TPS terlambat.",
        "Hujan, jalan, muat, dan mogok adalah asumsi skenario, bukan catatan.",
    ]


def test_what_nobody_carries_is_told_and_figures_are_never_quite_whole_where_they_are_not():
    answer = said("en", uncarried=2, chance=0.0, low=0.0, high=0.0004).answer
    start = "Of 1,000 sampled days every polling station is complete in time on 0 % (0 %–0.1 %)"
    assert answer.startswith(start)
    assert answer.endswith(" 2 load lists are carried by nobody, so no day is complete.")
