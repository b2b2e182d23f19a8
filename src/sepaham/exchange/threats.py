"""
The catalogue of threats and barriers as a file that offices edit: a workbook of three sheets, or TOML.

The sheets hold one row for each threat, each barrier and each step of the scales. A catalogue is taken over
whole or not at all: it must hold together.
"""

import json
import tomllib
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sepaham.domain.threat_words import SIDES
from sepaham.domain.threats import Threats, ThreatsError, threats_from_dict, threats_to_dict
from sepaham.exchange.cells import clean, text_of
from sepaham.exchange.headings import plain
from sepaham.exchange.problems import Problem
from sepaham.exchange.tables import Row, TableError, tables
from sepaham.exchange.threat_rows import ENGLISH, PLACE_WORDS, SCALES, Cells, catalogue_of
from sepaham.exchange.workbooks import write_sheets

_ACTIONS = (1, 2, 3)
THREAT_HEADS = (
    "kode",
    "kelompok",
    "ancaman",
    "ancaman_en",
    "tempat",
    "berwenang",
    "akibat",
    "akibat_en",
    *(f"langkah_{n}{end}" for n in _ACTIONS for end in ("", "_en")),
    "indikator",
    "sumber",
)
BARRIER_HEADS = (
    "ancaman",
    "kode",
    "sisi",
    "pemilik",
    "penghalang",
    "penghalang_en",
    "cara_cek",
    "cara_cek_en",
)
SCALE_HEADS = ("skala", "langkah", "kata", "kata_en", "dari", "sampai")
SHEETS: Mapping[str, tuple[str, ...]] = {
    "Ancaman": THREAT_HEADS,
    "Penghalang": BARRIER_HEADS,
    "Skala": SCALE_HEADS,
}
"""The sheets of the workbook, each with its headings."""


@dataclass(slots=True)
class Edited:
    """An edited catalogue, None where it does not hold together, and everything wrong with its file."""

    catalogue: Threats | None = None
    problems: list[Problem] = field(default_factory=list)

    @property
    def errors(self) -> int:
        """Return how many problems are more than warnings."""
        return sum(not problem.warning for problem in self.problems)


def threats_workbook(catalogue: Threats) -> bytes:
    """Return a catalogue as a workbook to be edited."""
    told = threats_to_dict(catalogue)
    rows = {
        "Ancaman": [_threat_row(row) for row in told["threat"]],
        "Penghalang": [_barrier_row(row["code"], one) for row in told["threat"] for one in row["barrier"]],
        "Skala": [_scale_row(SCALES[name], row) for name in SCALES for row in told[name]],
    }
    return write_sheets([(name, heads, rows[name]) for name, heads in SHEETS.items()])


def _threat_row(row: Mapping[str, Any]) -> list[str]:
    actions = [text for action in row["action"] for text in (action["id"], action["en"])]
    return [
        row["code"],
        row["group"],
        row["id"],
        row["en"],
        ", ".join(PLACE_WORDS[place] for place in row["places"]),
        ", ".join(row["authority"]),
        row["consequence_id"],
        row["consequence_en"],
        *[*actions, *[""] * 6][:6],
        ", ".join(row["indicators"]),
        row["source"],
    ]


def _barrier_row(threat: str, row: Mapping[str, Any]) -> list[str]:
    side = SIDES[row["side"]].id
    return [threat, row["code"], side, row["owner"], row["id"], row["en"], row["check_id"], row["check_en"]]


def _scale_row(scale: str, row: Mapping[str, Any]) -> list[str | int]:
    return [scale, row["step"], row["id"], row["en"], row.get("least", 0), row.get("most", 0)]


def threats_toml(catalogue: Threats) -> bytes:
    """Return a catalogue as TOML."""
    told = threats_to_dict(catalogue)
    lines = [f"format = {_toml(told['format'])}", ""]
    for name in ("likelihood", "impact", "threat"):
        for row in told[name]:
            lines += [f"[[{name}]]", *_toml_lines(row), ""]
            for barrier in row.get("barrier", ()):
                lines += [f"[[{name}.barrier]]", *_toml_lines(barrier), ""]
    return "\n".join(lines).encode()


def _toml_lines(row: Mapping[str, Any]) -> Iterator[str]:
    return (f"{key} = {_toml(value)}" for key, value in row.items() if key != "barrier")


def _toml(value: Any) -> str:
    if isinstance(value, list):
        return f"[{', '.join(map(_toml, value))}]"
    if isinstance(value, dict):
        return f"{{ {', '.join(f'{key} = {_toml(one)}' for key, one in value.items())} }}"
    return json.dumps(value, ensure_ascii=False)


def read_threats(*, data: bytes, name: str, items: Collection[str], largest: int = 4 * 1024 * 1024) -> Edited:
    """
    Read an edited catalogue, with everything that is wrong.

    Args:
        data: The file's bytes, XLSX or TOML.
        name: The file's name, for sentences.
        items: What institutions' lists tell of, ``bawaslu-tps/disaster``.
        largest: The bytes the file may have.
    """
    edited = Edited()
    try:
        if name.lower().endswith(".toml"):
            edited.catalogue = _from_toml(data)
        else:
            cells = _cells(edited, data, name, largest)
            edited.catalogue = catalogue_of(cells, edited.problems, items) if cells else None
    except TableError as error:
        edited.problems.append(error.problem)
    except (ThreatsError, ValueError) as error:
        edited.problems.append(Problem(0, "", str(error)[:200], "threat.file"))
    if edited.errors:
        edited.catalogue = None
    return edited


def _from_toml(data: bytes) -> Threats:
    value = tomllib.loads(data.decode())
    found = threats_from_dict(value)
    for text in _texts(threats_to_dict(found)):
        if not isinstance(text, str | int):
            raise ThreatsError(f"{text!r} is no text.", "threats.field")
    return found


def _texts(value: Any) -> Iterator[Any]:
    if isinstance(value, Mapping):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list):
        for one in value:
            yield from _texts(one)
    else:
        yield value


def _cells(edited: Edited, data: bytes, name: str, largest: int) -> dict[str, list[Cells]] | None:
    """Return the rows of the sheets by our headings; None where a sheet or a column is missing."""
    found = {plain(table.name): list(table.rows) for table in tables(data=data, name=name, largest=largest)}
    told: dict[str, list[Cells]] = {}
    for sheet, heads in SHEETS.items():
        rows = found.get(plain(sheet))
        if rows is None:
            edited.problems.append(Problem(0, "", sheet, "threat.sheet"))
            continue
        told[sheet] = list(_under(edited, sheet, heads, rows))
    return None if edited.errors else told


def _under(edited: Edited, sheet: str, heads: Sequence[str], rows: Iterable[Row]) -> Iterator[Cells]:
    """Yield what stands under the headings of a sheet, by our names of them."""
    lines = iter(rows)
    number, first = next(lines, (1, ()))
    titles = [plain(clean(text_of(cell))[0]) for cell in first]
    for head in heads:
        if head not in titles and not head.endswith(ENGLISH):
            edited.problems.append(Problem(number, head, head, "threat.column", {"sheet": sheet}))
    at = {head: titles.index(head) for head in heads if head in titles}
    for row, cells in lines:
        texts = {head: clean(text_of(cells[n]))[0] if n < len(cells) else "" for head, n in at.items()}
        if any(texts.values()):
            yield Cells(sheet, row, {**dict.fromkeys(heads, ""), **texts})
