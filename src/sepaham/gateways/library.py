"""What the package ships as data: election profiles and the official codes of regions."""

import gzip
import json
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from typing import Any

from sepaham.domain.authority import Authority, authority_from_dict
from sepaham.domain.catalogue import Profile, profile_from_toml_dict
from sepaham.domain.escorts import Escorts, escorts_from_dict
from sepaham.domain.instrument_kinds import Instrument, instruments_from_dict
from sepaham.domain.terms import Terms, terms_from_dict
from sepaham.domain.threats import Threats, threats_from_dict
from sepaham.errors import SepahamError
from sepaham.exchange.forms import read_form

_UPPER = frozenset({"DKI"})
_WIDE = 5
"""Characters in the code of a kabupaten; the source writes names this wide in capitals."""


class LibraryError(SepahamError):
    """A data file the package should hold is not there."""


def _data() -> Traversable:
    return files("sepaham").joinpath("data")


def profile_codes() -> tuple[str, ...]:
    """Return the codes of the profiles the package ships, in order."""
    names = (entry.name for entry in _data().joinpath("profiles").iterdir())
    return tuple(sorted(name.removesuffix(".toml") for name in names if name.endswith(".toml")))


@cache
def profile(code: str) -> Profile:
    """
    Return a shipped profile by its code.

    Raises:
        LibraryError: There is none of that name.
    """
    if code not in profile_codes():
        known = ", ".join(profile_codes())
        raise LibraryError(f"There is no profile {code!r}; there are {known}.", "profile.unknown")
    text = _data().joinpath("profiles", f"{code}.toml").read_text(encoding="utf-8")
    return profile_from_toml_dict(tomllib.loads(text))


def dated(profile_in_force: Profile, day: date | None) -> Profile:
    """Return a profile on a drill's day; without one, on the day its election has by law."""
    if day is None:
        known = profile_in_force.code in profile_codes()
        day = profile(profile_in_force.code).day if known else profile_in_force.day
    return replace(profile_in_force, day=day)


def official_regions() -> Mapping[str, str]:
    """
    Return the official names of all provinces, kabupaten, kecamatan and desa by their code.

    Raises:
        LibraryError: The table was not built; ``make setup`` builds it.
    """
    table = _data().joinpath("regions.csv.gz")
    if not table.is_file():
        raise LibraryError("The official region codes are missing; run `make setup`.", "regions.missing")
    names: dict[str, str] = {}
    for line in gzip.decompress(table.read_bytes()).decode().splitlines():
        code, _, name = line.partition(",")
        names[code] = _title(name) if len(code) <= _WIDE else name
    return names


def _title(name: str) -> str:
    return " ".join(word if word in _UPPER else word.capitalize() for word in name.split())


@cache
def authority() -> Authority:
    """Return the shipped table of who may state what."""
    text = _data().joinpath("authority.toml").read_text(encoding="utf-8")
    return authority_from_dict(tomllib.loads(text))


@cache
def escorts() -> Escorts:
    """Return the shipped patterns of escorts and guards."""
    return escorts_from_dict(tomllib.loads(_data().joinpath("escorts.toml").read_text(encoding="utf-8")))


@cache
def threats() -> Threats:
    """Return the shipped catalogue of threats and barriers."""
    return threats_from_dict(tomllib.loads(_data().joinpath("threats.toml").read_text(encoding="utf-8")))


@cache
def instruments() -> Mapping[str, Instrument]:
    """Return the shipped kinds of list that institutions keep, by code."""
    text = _data().joinpath("instruments.toml").read_text(encoding="utf-8")
    return instruments_from_dict(tomllib.loads(text))


def items() -> frozenset[str]:
    """Return what institutions' lists tell of, ``bawaslu-tps/disaster``."""
    return frozenset(f"{code}/{item}" for code, one in instruments().items() for item in one.items)


@cache
def planning_terms() -> Terms:
    """Return the shipped terms of planning."""
    text = _data().joinpath("planning.toml").read_text(encoding="utf-8")
    return terms_from_dict(tomllib.loads(text))


@cache
def forms() -> tuple[Mapping[str, Any], ...]:
    """
    Return the shipped forms, in the order of their names.

    Raises:
        FormError: One does not hold together.
    """
    folder = _data().joinpath("forms")
    names = sorted(entry.name for entry in folder.iterdir() if entry.name.endswith(".json"))
    return tuple(read_form(folder.joinpath(name).read_bytes()) for name in names)


@cache
def spoken() -> tuple[str, ...]:
    """Return the 256 words by which a new key is recognised aloud, in their fixed order."""
    return tuple(json.loads(_data().joinpath("spoken.json").read_text(encoding="utf-8")))


GUIDES: Mapping[str, tuple[str, ...]] = {
    "kpu": ("kpu", "kpu-prov"),
    "ppk": ("ppk",),
    "pps": ("pps",),
    "kpps": ("kpps",),
    "bawaslu": ("bawaslu", "bawaslu-prov"),
    "pengawas": ("panwascam", "pkd", "ptps"),
    "polri": ("polres", "polsek", "bhabin"),
    "tni": ("kodim", "koramil", "babinsa"),
    "pemkab": ("pemkab", "kesbangpol", "dishub", "bpbd", "dinsos", "satpolpp", "linmas", "kejari"),
    "camat": ("camat", "kades"),
    "pengangkut": ("carrier",),
    "operator": ("gateway",),
    "pencocok": (),
}
"""The roles that have a one-page guide, in the order of lists, each with its lines of offices."""


def guide_of(line: str) -> str:
    """Return the role whose guide is written for a line of offices; '' where there is none."""
    return next((role for role, lines in GUIDES.items() if line in lines), "")


@cache
def guide(role: str, language: str) -> str:
    """
    Return a role's guide as text.

    Raises:
        LibraryError: There is none for that role and language.
    """
    return _page("guides", role, language) if role in GUIDES else _missing(role, language)


@cache
def agreement(language: str) -> str:
    """
    Return the template of the agreement between institutions as text.

    Raises:
        LibraryError: There is none in that language.
    """
    return _page("papers", "agreement", language)


def _page(folder: str, name: str, language: str) -> str:
    page = _data().joinpath(folder, f"{name}.{language}.md")
    return page.read_text(encoding="utf-8") if language in {"id", "en"} else _missing(name, language)


def _missing(name: str, language: str) -> str:
    raise LibraryError(f"There is no page {name!r} in {language!r}.", "page.unknown")
