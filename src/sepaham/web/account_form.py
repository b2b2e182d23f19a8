"""
The form of an account of a handover: by exception, so that what is in order needs no hand at all.

What a form sends becomes the body of a statement, or problems in the reader's words that say what, where and
how to mend it.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.http import QueryDict

from sepaham.domain.base import canonical_json
from sepaham.domain.custody import Handover
from sepaham.domain.units import is_unit_code
from sepaham.domain.words import Language
from sepaham.web.words import say

REMARKS = ("missing", "damaged", "unsealed", "seal_broken")
"""What can be remarked of a listed unit; one that is not on the list is ``extra``."""
MOST_BYTES = 24_000
"""Of a statement's 32 KB, what its body may take."""
_DOCUMENT, _SEAL, _MOST_COUNTED = 64, 32, 1_000_000_000


@dataclass(slots=True)
class Filled:
    """
    A form as it was filled in.

    Attributes:
        marked: What was ticked, by unit.
        extra: Codes of units that are not on the list.
        typed: The other fields as typed, to be shown again.
        problems: What is wrong, in the reader's words.
    """

    marked: Mapping[str, frozenset[str]] = field(default_factory=dict)
    extra: tuple[str, ...] = ()
    counts: Mapping[str, int] = field(default_factory=dict)
    seals: Mapping[str, Sequence[str]] = field(default_factory=dict)
    document: str = ""
    typed: Mapping[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    def body(self, units: Sequence[str], photos: Sequence[str]) -> dict[str, Any]:
        """Return the parts of a statement's body that were filled in, in the order of the list."""
        off = [{"unit": u, "what": what} for u in units for what in REMARKS if what in self.marked.get(u, ())]
        off += [{"unit": unit, "what": "extra"} for unit in self.extra]
        parts = {
            "except": off,
            "counts": dict(self.counts),
            "seals": {unit: list(numbers) for unit, numbers in self.seals.items()},
            "photos": list(photos),
            "document": self.document,
        }
        return {name: part for name, part in parts.items() if part}


def read_form(
    post: QueryDict,
    *,
    handover: Handover,
    units: Sequence[str],
    contents: Mapping[str, int],
    document: bool,
    language: Language,
) -> Filled:
    """
    Read a filled form.

    Args:
        post: What was sent.
        handover: The list it is about.
        units: The units of the list it speaks of.
        contents: The counted things it may count.
        document: Whether the paper's number must be there.
        language: The reader's, for problems.
    """
    filled = Filled(typed=post.dict())
    filled.marked = _marked(post, frozenset(units))
    filled.extra = _extra(post.get("extra", ""), handover, filled, language)
    filled.counts = _counts(post, contents, filled, language)
    filled.seals = _seals(post, units, filled, language)
    filled.document = post.get("document", "").strip()
    if document and not filled.document:
        filled.problems.append(say("Nomor BAST belum diisi; salin dari kertasnya.", language))
    if len(filled.document) > _DOCUMENT:
        filled.problems.append(say("Nomor BAST terlalu panjang; paling banyak 64 huruf.", language))
    if len(canonical_json(filled.body(units, ()))) > MOST_BYTES:
        filled.problems.append(
            say(
                "Terlalu banyak yang ditandai untuk satu pernyataan; hubungi dulu yang menyerahkan.",
                language,
            )
        )
    return filled


def _marked(post: QueryDict, listed: frozenset[str]) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for what in REMARKS:
        for unit in listed.intersection(post.getlist(what)):
            found[unit] = found.get(unit, frozenset()) | {what}
    return found


def _extra(text: str, handover: Handover, filled: Filled, language: Language) -> tuple[str, ...]:
    """Return the codes typed one a line, without spaces and dots; a wrong one is told with its line."""
    found: dict[str, None] = {}
    for line, typed in enumerate(text.splitlines(), 1):
        code = re.sub(r"[\s.\-]", "", typed).upper()
        if not code:
            continue
        if not is_unit_code(code):
            sentence = say(
                "Baris {line}: {code} bukan kode barang. Lihat lagi stikernya.",
                language,
                line=line,
                code=typed.strip(),
            )
            filled.problems.append(sentence)
        elif code in handover.members:
            sentence = say(
                "Baris {line}: {code} ada di daftar muatan, jadi bukan barang tambahan. Hapus baris ini.",
                language,
                line=line,
                code=code,
            )
            filled.problems.append(sentence)
        else:
            found[code] = None
    return tuple(found)


def _counts(
    post: QueryDict, contents: Mapping[str, int], filled: Filled, language: Language
) -> dict[str, int]:
    found = {}
    for item in contents:
        typed = post.get(f"count:{item}", "").strip().replace(".", "").replace(",", "")
        if not typed:
            continue
        if typed.isdecimal() and int(typed) <= _MOST_COUNTED:
            found[item] = int(typed)
        else:
            filled.problems.append(
                say("Jumlah {typed} bukan angka; isi angka saja, atau kosongkan.", language, typed=typed)
            )
    return found


def _seals(
    post: QueryDict, units: Sequence[str], filled: Filled, language: Language
) -> dict[str, tuple[str, ...]]:
    found = {}
    for unit in units:
        numbers = tuple(dict.fromkeys(re.split(r"[\s,;]+", post.get(f"seal:{unit}", "").strip())))
        if not any(numbers):
            continue
        if max(map(len, numbers)) > _SEAL:
            filled.problems.append(
                say("Nomor segel {typed} terlalu panjang; pisahkan dengan koma.", language, typed=numbers[0])
            )
        else:
            found[unit] = tuple(filter(None, numbers))[:20]
    return found
