"""
What a form sent, read field by field.

What cannot be read becomes a problem: one sentence that names the field and says how to write it. A number
may be written as officers do, ``1.039.060``.
"""

import re
from collections.abc import Collection, Mapping
from datetime import date

from django.utils.http import url_has_allowed_host_and_scheme

from sepaham.domain.words import Language
from sepaham.web.words import say

MOST_PIECES = 10**9
_GROUPED = re.compile(r"\d{1,3}(?:[.,]\d{3})+")
_YEARS = range(1970, 3000)
"""Those an instant of the log may lie in."""
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{0,63}")


def whole(text: str) -> int | None:
    """Return a whole number as officers write it; None when it is none."""
    text = "".join(text.split())
    if _GROUPED.fullmatch(text):
        text = re.sub(r"[.,]", "", text)
    return int(text) if text.isascii() and text.isdecimal() and len(text) <= len(str(MOST_PIECES)) else None


def day_of(text: str) -> date | None:
    """Return a day written ``2024-11-27``; None when it is none that the log could be asked about."""
    try:
        found = date.fromisoformat(text)
    except ValueError:
        return None
    return found if found.year in _YEARS else None


def is_page(address: str) -> bool:
    """Tell whether an address a form sent leads to a page here."""
    return address.startswith("/") and url_has_allowed_host_and_scheme(address, allowed_hosts=None)


class Fields:
    """The fields of one form, and what is wrong with them in the reader's words."""

    def __init__(self, sent: Mapping[str, str], language: Language) -> None:
        """Read what was sent for a reader of a language."""
        self.sent = sent
        self.language = language
        self.problems: list[str] = []

    def refuse(self, text: str, **values: object) -> None:
        """Note what is wrong."""
        sentence = say(text, self.language, **values)
        if sentence not in self.problems:
            self.problems.append(sentence)

    def typed(self, name: str) -> str:
        """Return a field as typed, without the blanks around it and what no table can keep."""
        return str(self.sent.get(name, "")).replace("\0", "").strip()

    def text(self, name: str, label: str, *, most: int = 64, needed: bool = True) -> str:
        """Return a text."""
        found = self.typed(name)
        if not found and needed:
            self.refuse("{field}: belum diisi.", field=self.label(label))
        elif len(found) > most:
            self.refuse("{field}: paling banyak {most} huruf.", field=self.label(label), most=most)
        return found[:most]

    def name(self, name: str, label: str) -> str:
        """Return a short name of letters, digits, dots and dashes, which an address can bear."""
        found = self.text(name, label)
        if found and not _NAME.fullmatch(found):
            self.refuse("{field}: pakai huruf, angka, titik atau garis saja.", field=self.label(label))
        return found

    def number(self, name: str, label: str, *, most: int = MOST_PIECES, needed: bool = True) -> int | None:
        """Return a whole number."""
        typed = self.typed(name)
        if not typed:
            if needed:
                self.refuse("{field}: belum diisi.", field=self.label(label))
            return None
        found = whole(typed)
        if found is None or found > most:
            self.refuse("{field}: tulis bilangan bulat, misalnya 2.000.", field=self.label(label))
            return None
        return found

    def day(self, name: str, label: str) -> str:
        """Return a day as ``2024-11-27``; '' when none was given."""
        typed = self.typed(name)
        found = day_of(typed)
        if typed and found is None:
            self.refuse("{field}: tulis tanggal, misalnya 2024-11-27.", field=self.label(label))
        return found.isoformat() if found else ""

    def choice(self, name: str, label: str, among: Collection[str], *, needed: bool = True) -> str:
        """Return one of a few."""
        found = self.typed(name)
        if found in among or (not found and not needed):
            return found
        self.refuse("{field}: pilih salah satu dari daftar.", field=self.label(label))
        return ""

    def label(self, label: str) -> str:
        """Return what a field is called, in the reader's language."""
        return say(label, self.language)
