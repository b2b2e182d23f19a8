"""What came of playing a movement plan against sampled days, in sentences."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sepaham.domain.findings import Names
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
    " {count} daftar muatan tidak terangkut, jadi tidak ada hari yang lengkap.",
    " {count} load lists are carried by nobody, so no day is complete.",
)
_WEAK = Sentence(
    "Dari {place}: terlambat pada {late} hari; sisa waktu {margin} menit, {tenth} pada sepersepuluh hari "
    "terburuk",
    "From {place}: late on {late} of days; {margin} minutes to spare, {tenth} on the worst tenth of days",
)
_ASSUMED = Sentence(
    "Hujan, jalan, muat, dan mogok adalah asumsi skenario, bukan catatan.",
    "Rain, roads, loading and breakdowns are scenario assumptions, not records.",
)


@dataclass(frozen=True, slots=True)
class Rehearsed:
    """
    A rehearsal in sentences.

    Attributes:
        answer: How likely the plan holds.
        helps: What would help, the best first.
        weak: The weakest trips by their ids.
        assumed: What all of it rests on.
    """

    answer: str
    helps: tuple[str, ...]
    weak: tuple[tuple[str, str], ...]
    assumed: str

    @property
    def lines(self) -> list[str]:
        """Return all of it line by line."""
        return [self.answer, *(f"{trip} - {said}" for trip, said in self.weak), *self.helps, self.assumed]


def rehearsed(value: Mapping[str, Any], *, language: Language, names: Names) -> Rehearsed:
    """
    Return a rehearsal in sentences.

    Args:
        value: `simulator.rehearse.Rehearsal` as JSON.
        language: The reader's.
        names: Gives the name of a place.
    """
    said = {name: _share(value[name], language) for name in ("chance", "low", "high")}
    figures = {**said, "days": write_number(value["days"], language), "late": _late(value, language)}
    answer = _ANSWER.say(language, figures)
    if value["uncarried"]:
        answer += _UNCARRIED.say(language, {"count": write_number(value["uncarried"], language)})
    return Rehearsed(
        answer=answer,
        helps=tuple(_help(remedy, language, names) for remedy in value["remedies"]),
        weak=tuple((weak["trip"], _weak(weak, language, names)) for weak in value["weakest"]),
        assumed=_ASSUMED.say(language, {}),
    )


def _help(remedy: Mapping[str, Any], language: Language, names: Names) -> str:
    told = {"chance": _share(remedy["chance"], language), "late": _late(remedy, language)}
    if remedy["what"] == "hour":
        return _HOUR.say(language, told)
    return _VEHICLE.say(language, {**told, "place": names(remedy["region"], language)})


def _weak(weak: Mapping[str, Any], language: Language, names: Names) -> str:
    place = names(weak["trip"].split(":")[2], language)
    return _WEAK.say(language, {**weak, "place": place, "late": _share(weak["late"], language)})


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
