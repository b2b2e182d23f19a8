"""One person as a form tells: name, phone, and the offices held, one a line with the title there."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sepaham.exchange.offices import Offices
from sepaham.exchange.people import (
    LONGEST_NAME,
    LONGEST_TITLE,
    email_fits,
    is_formula,
    phone_number,
)
from sepaham.exchange.problems import Problem
from sepaham.records import acts
from sepaham.records.register import office_ids, regions
from sepaham.records.roster import Holder
from sepaham.web.fields import Fields
from sepaham.web.visitor import Visitor

_MOST_POSTS = 12


def offices_there() -> Offices:
    """Return what finds an office by the words people write."""
    names = {code: region.name for code, region in regions().items()}
    return Offices(names=names, known=office_ids())


@dataclass(slots=True)
class Typed:
    """What a form holds: as typed, as read, and what is wrong with it."""

    name: str = ""
    phone: str = ""
    email: str = ""
    lines: str = ""
    posts: dict[str, str] = field(default_factory=dict)
    problems: list[str] = field(default_factory=list)

    @classmethod
    def of(cls, found: Holder | None, beyond: Mapping[str, str], v: Visitor) -> "Typed":
        """Return the form of a person as they are; offices beyond the reader's say are left out."""
        if found is None:
            return cls()
        there = offices_there()
        named = {o: v.place(o) if there.find(office=v.place(o)) == o else o for o in found.posts}
        lines = [f"{named[o]}, {t}" if t else named[o] for o, t in found.posts.items() if o not in beyond]
        return cls(found.name, found.phone, found.email, "\n".join(lines))

    def values(self) -> dict[str, Any]:
        """Return what is to be kept."""
        return {"name": self.name, "phone": self.phone, "email": self.email, "posts": self.posts}


def read_person(
    sent: Mapping[str, str], v: Visitor, *, found: Holder | None = None, kept: Mapping[str, str]
) -> Typed:
    """
    Read a person's form.

    Args:
        sent: What the form sent.
        v: Who sent it.
        found: The person as they are; None for somebody new.
        kept: Offices of the person about which the reader does not decide: they stay, and so do then the
            name and how the person is reached.
    """
    if found and kept:
        sent = {
            "name": found.name,
            "phone": found.phone,
            "email": found.email,
            "posts": sent.get("posts", ""),
        }
    fields = Fields(sent, v.language)
    name = fields.text("name", "Nama", most=LONGEST_NAME)
    if is_formula(name):
        fields.refuse("{field}: hapus tanda =, +, - atau @ di depannya.", field=fields.label("Nama"))
    typed = Typed(name, fields.typed("phone"), fields.typed("email"), fields.typed("posts"))
    phone = phone_number(typed.phone)
    if isinstance(phone, tuple):
        fields.problems.append(_said(v, typed.phone, phone))
    else:
        typed.phone = phone
    if not email_fits(typed.email):
        fields.problems.append(_said(v, typed.email, ("email.invalid", {})))
    typed.posts = {**kept, **_posts(fields, v, typed.lines)}
    if not typed.posts:
        fields.refuse("{field}: belum diisi.", field=fields.label("Kantor yang dijabat"))
    typed.problems = fields.problems
    return typed


def _posts(fields: Fields, v: Visitor, lines: str) -> dict[str, str]:
    """Return the offices of a form's lines, ``PPK Plandaan, Ketua``, each with its title."""
    there, found = offices_there(), {}
    for line in [text.strip() for text in lines.splitlines() if text.strip()][:_MOST_POSTS]:
        written, _, title = (part.strip() for part in line.partition(","))
        office = there.find(office=written)
        if isinstance(office, tuple):
            fields.problems.append(_said(v, written, office))
        elif not v.decides(acts.post(office)):
            fields.problems.append(_said(v, written, ("office.not-yours", {})))
        elif is_formula(title) or len(title) > LONGEST_TITLE:
            fields.problems.append(_said(v, title[:40], ("name.formula", {})))
        else:
            found[office] = title
    return found


def _said(v: Visitor, value: str, fault: tuple[str, dict[str, Any]]) -> str:
    """Return a fault in words with its remedy."""
    code, about = fault
    problem = Problem(
        0, "", about.get("value", value), code, {k: x for k, x in about.items() if k != "value"}
    )
    return f"{problem.say(v.language)}. {problem.remedy(v.language)}."
