"""What came of playing a movement plan against sampled days, as JSON and in sentences."""

from collections.abc import Mapping
from typing import Any

from sepaham.domain.words import Language, Sentence, write_number

_HOUR = Sentence(
    "Berangkat satu jam lebih awal: lengkap pada {chance} hari, rata-rata {late} TPS terlambat.",
    "Leaving an hour earlier: complete on {chance} of days, {late} stations late on average.",
)
_VEHICLE = Sentence(
    "Satu kendaraan lagi di {place}: lengkap pada {chance} hari, rata-rata {late} TPS terlambat.",
    "One more vehicle at {place}: complete on {chance} of days, {late} stations late on average.",
)
_ANSWER = Sentence(
    "Dari {days} hari contoh, semua TPS lengkap tepat waktu pada {chance} ({low}–{high}); "
    "rata-rata {late} TPS terlambat.",
    "Of {days} sampled days every polling station is complete in time on {chance} ({low}–{high}); "
    "{late} stations are late on average.",
)
_UNCARRIED = Sentence(
    "{count} daftar muatan tidak terangkut, jadi tidak ada hari yang lengkap.",
    "{count} load lists are carried by nobody, so no day is complete.",
)
_WEAK = Sentence(
    "{trip}: terlambat pada {late} hari; sisa waktu {margin} menit, {tenth} pada sepersepuluh hari terburuk.",
    "{trip}: late on {late} of days; {margin} minutes to spare, {tenth} on the worst tenth of days.",
)
ASSUMED = Sentence(
    "Hujan, jalan, muat, dan mogok adalah asumsi skenario, bukan catatan.",
    "Rain, roads, loading and breakdowns are scenario assumptions, not records.",
)


def rehearsal_sentences(
    value: Mapping[str, Any], *, language: Language, names: Mapping[str, str]
) -> list[str]:
    """Return a rehearsal, as `simulator.rehearse` tells it in JSON, in sentences."""
    said = {name: _share(value[name], language) for name in ("chance", "low", "high")}
    lines = [
        _ANSWER.say(
            language, {**said, "days": write_number(value["days"], language), "late": _late(value, language)}
        )
    ]
    if value["uncarried"]:
        lines.append(_UNCARRIED.say(language, {"count": write_number(value["uncarried"], language)}))
    lines += [
        _WEAK.say(language, {**weak, "late": _share(weak["late"], language)}) for weak in value["weakest"]
    ]
    for remedy in value["remedies"]:
        told = {"chance": _share(remedy["chance"], language), "late": _late(remedy, language)}
        if remedy["what"] == "hour":
            lines.append(_HOUR.say(language, told))
        else:
            place = names.get(remedy["region"], remedy["region"])
            lines.append(_VEHICLE.say(language, {**told, "place": place}))
    return [*lines, ASSUMED.say(language, {})]


def _share(value: float, language: Language) -> str:
    """Write a share in percent, never 100 nor 0 where it is not quite."""
    tenths = round(value * 1000)
    if 0 < value < 1:
        tenths = min(max(tenths, 1), 999)
    text = f"{tenths / 10:g}"
    return f"{text.replace('.', ',') if language == 'id' else text} %"


def _late(value: Mapping[str, Any], language: Language) -> str:
    text = f"{value['late']:.1f}"
    return text.replace(".", ",") if language == "id" else text
