"""
People from a spreadsheet: a row is one person in one office; a person with several offices has several rows.

Rows of the same name and phone are one person. A row with an error adds nothing.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from itertools import islice

from sepaham.exchange.cells import Fault, clean, fault_of, text_of
from sepaham.exchange.headings import plain
from sepaham.exchange.offices import Offices, spelled
from sepaham.exchange.problems import Problem
from sepaham.exchange.tables import TableError, tables
from sepaham.exchange.workbooks import write_workbook

_ALIASES: Mapping[str, str] = {
    "nama": "nama_lengkap nama_petugas name full_name",
    "telepon": "hp no_hp nomor_hp no_telepon nomor_telepon telp no_telp wa no_wa nomor_wa whatsapp phone "
    "handphone ponsel",
    "surel": "email e_mail alamat_surel alamat_email",
    "jabatan": "sebagai posisi title peran",
    "kantor": "kode_kantor lembaga instansi unit office jenis_kantor lini",
    "wilayah": "kode_wilayah kode nama_wilayah region",
    "kecamatan": "kec nama_kecamatan",
    "desa": "kelurahan desa_kelurahan nama_desa kel",
    "tps": "no_tps nomor_tps",
}
_KNOWN = {alias: name for name, aliases in _ALIASES.items() for alias in (name, *aliases.split())}
_SEARCHED = 20
_SCIENTIFIC = re.compile(r"\d([.,]\d+)?[eE]\+?\d+")
_EMAIL = re.compile(r"[^@\s]{1,64}@[^@\s]{1,180}\.[^@\s]{2,8}")
_FORMULA = "=+-@"
LONGEST_NAME, LONGEST_TITLE = 120, 60
HEADS = ("nama", "telepon", "surel", "jabatan", "kantor", "wilayah", "kecamatan", "desa", "tps")


@dataclass(slots=True)
class Named:
    """A person as a file tells: the offices held, each with the title there."""

    row: int
    name: str
    phone: str
    email: str
    posts: dict[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class People:
    """The people of a file by name and phone, and everything wrong with it."""

    found: dict[tuple[str, str], Named] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)

    @property
    def errors(self) -> int:
        """Return how many problems are more than warnings."""
        return sum(not problem.warning for problem in self.problems)


def phone_number(text: str) -> str | Fault:
    """Return a phone number as ``+62…``, '' for none, or what is wrong with it."""
    if not text:
        return ""
    if _SCIENTIFIC.fullmatch(text):
        return "phone.scientific", {}
    digits = re.sub(r"[\s().\-]", "", text.removesuffix(".0"))
    international = digits.startswith("+")
    digits = digits.removeprefix("+")
    if not (digits.isascii() and digits.isdigit()):
        return "phone.invalid", {}
    if not international:
        digits = f"62{digits[1:]}" if digits.startswith("0") else digits
        digits = f"62{digits}" if digits.startswith("8") else digits
    if not (8 <= len(digits) <= 15) or (not international and not digits.startswith("62")):  # noqa: PLR2004  E.164
        return "phone.invalid", {}
    return f"+{digits}"


def is_formula(text: str) -> bool:
    """Tell whether a spreadsheet would take a text for a formula."""
    return text.startswith(tuple(_FORMULA))


def email_fits(text: str) -> bool:
    """Tell whether a text may be an e-mail address; none at all may be too."""
    return not text or bool(_EMAIL.fullmatch(text))


def people_template() -> bytes:
    """Return a workbook with the headings of a list of people and rows to write over."""
    rows = [
        ("Nama lengkap", "0812-0000-0000", "", "Ketua", "PPK", "Plandaan", "", "", ""),
        ("Nama lengkap", "0812-0000-0001", "", "Ketua", "PPS", "", "Plandaan", "Jipurapah", ""),
    ]
    return write_workbook(title="Orang", heads=HEADS, rows=rows)


def read_people(
    *, data: bytes, name: str, offices: Offices, may: Callable[[str], bool], largest: int, most_rows: int
) -> People:
    """
    Read a spreadsheet of people, with everything that is wrong.

    Args:
        data: The file's bytes, CSV or XLSX.
        name: The file's name, for sentences.
        offices: Finds the offices that cells mean.
        may: Tells whether the reader may say who holds an office.
        largest: The bytes the file may have.
        most_rows: The number of its last row at most.
    """
    people = People()
    try:
        for table in tables(data=data, name=name, largest=largest, most_rows=most_rows):
            for number, cells in islice(table.rows, _SEARCHED):
                places = _places([clean(text_of(cell))[0] for cell in cells])
                if len(places) > 1:
                    _read(people, _Reader(people, places, offices, may), number, table.rows)
                    return people
        people.problems.append(Problem(0, "nama", "", "people.no-name"))
    except TableError as error:
        people.problems.append(error.problem)
    return people


def _places(titles: list[str]) -> dict[str, int]:
    """Return where our columns stand; the first of two that mean the same."""
    places: dict[str, int] = {}
    for place, title in enumerate(titles):
        if name := _KNOWN.get(plain(title)):
            places.setdefault(name, place)
    return places


def _read(people: People, reader: "_Reader", head: int, rows: object) -> None:
    missing = [
        c for c, n in (("people.no-name", "nama"), ("people.no-office", "kantor")) if n not in reader.places
    ]
    people.problems.extend(Problem(head, "", "", code) for code in missing)
    if missing:
        return
    count = 0
    for number, cells in rows:  # type: ignore[attr-defined]
        if any(text_of(cell).strip() for cell in cells):
            count += 1
            reader.read(number, cells)
    if not count:
        people.problems.append(Problem(head, "", "", "file.no-rows"))


@dataclass(slots=True)
class _Reader:
    """Reads rows under the headings."""

    people: People
    places: Mapping[str, int]
    offices: Offices
    may: Callable[[str], bool]
    row: int = 0
    failed: bool = False
    phones: dict[str, Named] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)

    def read(self, row: int, cells: object) -> None:
        self.row, self.failed = row, False
        self.texts = {}
        for column, place in self.places.items():
            cell = cells[place] if place < len(cells) else None  # type: ignore[index,arg-type]
            self.texts[column] = clean(text_of(cell))[0]
            if fault := fault_of(cell, self.texts[column]):
                self._flag(column, fault)
        name, phone = self._name(), self._phone()
        email, title, office = self._email(), self._title(), self._office()
        if not self.failed:
            self._keep(Named(row, name, phone, email), office, title)

    def _flag(self, column: str, code: str, /, **about: object) -> None:
        value = str(about.pop("value", self.texts.get(column, "")))
        problem = Problem(self.row, column, value, code, about)
        self.failed = self.failed or not problem.warning
        self.people.problems.append(problem)

    def _taken(self, column: str, found: "str | Fault") -> str:
        if isinstance(found, tuple):
            self._flag(column, found[0], **found[1])
            return ""
        return found

    def _name(self) -> str:
        name = self.texts["nama"]
        if not name:
            self._flag("nama", "name.missing")
        elif is_formula(name):
            self._flag("nama", "name.formula")
        elif len(name) > LONGEST_NAME:
            self._flag("nama", "name.long", limit=LONGEST_NAME)
        return name

    def _phone(self) -> str:
        text = self.texts.get("telepon", "")
        phone = self._taken("telepon", phone_number(text))
        if phone and text.startswith("8"):
            self._flag("telepon", "phone.zero", read=phone)
        elif not text:
            self._flag("telepon", "phone.missing")
        return phone

    def _email(self) -> str:
        email = self.texts.get("surel", "")
        if not email_fits(email):
            self._flag("surel", "email.invalid")
        return email

    def _title(self) -> str:
        title = self.texts.get("jabatan", "")
        if is_formula(title):
            self._flag("jabatan", "name.formula")
        elif len(title) > LONGEST_TITLE:
            self._flag("jabatan", "name.long", limit=LONGEST_TITLE)
        return title

    def _office(self) -> str:
        parts = {c: self.texts.get(c, "") for c in ("kecamatan", "desa", "tps")}
        found = self.offices.find(office=self.texts["kantor"], region=self.texts.get("wilayah", ""), **parts)
        office = self._taken("kantor", found)
        if office and not self.may(office):
            self._flag("kantor", "office.not-yours", value=office)
        return office

    def _keep(self, named: Named, office: str, title: str) -> None:
        key = (spelled(named.name), named.phone)
        known = self.people.found.get(key)
        if known is None:
            other = self.phones.get(named.phone) if named.phone else None
            if other is not None:
                self._flag("telepon", "phone.shared", value=named.phone, other=other.name, first=other.row)
            known = self.people.found[key] = self.phones[named.phone] = named
        if office in known.posts:
            self._flag("kantor", "person.repeated", value=office, first=known.row)
        known.posts.setdefault(office, title)
        known.email = known.email or named.email
