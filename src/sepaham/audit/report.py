"""What a check answers: what is proven, what is not, what is wrong, and what needs a look."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from sepaham.audit.replay import Fault
from sepaham.audit.words import FAULTS, SAYINGS, VERDICTS
from sepaham.domain.findings import Finding, explain
from sepaham.domain.words import Language


@dataclass(frozen=True, slots=True)
class Said:
    """One sentence of an answer, by its name in `sepaham.audit.words` and its values."""

    code: str
    values: Mapping[str, Any] = field(default_factory=dict)

    def say(self, language: Language) -> str:
        """Return the sentence."""
        return SAYINGS[self.code].say(language, self.values)


@dataclass(frozen=True, slots=True)
class Report:
    """
    The answer to one check.

    Attributes:
        kind: ``export``, ``receipt``, ``minutes``, ``evidence`` or ``mirror``.
        faults: What is not as it must be; where there is one, nothing else is to be relied on.
        proven, unproven: What follows, and what does not.
        alarms: What the entries themselves show to need a look: numbers missing, acts outside authority.
        figures: For machines.
    """

    kind: str
    faults: tuple[Fault, ...] = ()
    proven: tuple[Said, ...] = ()
    unproven: tuple[Said, ...] = ()
    alarms: tuple[Finding, ...] = ()
    figures: Mapping[str, Any] = field(default_factory=dict)

    @property
    def holds(self) -> bool:
        """Tell whether nothing is wrong."""
        return not self.faults

    def as_json(self, language: Language) -> dict[str, Any]:
        """Return the answer for machines, its sentences in one language."""
        return {
            "kind": self.kind,
            "holds": self.holds,
            "faults": [
                {
                    "code": one.code,
                    "where": one.where,
                    "offset": one.offset,
                    "message": say_fault(one, language),
                    "detail": one.detail,
                }
                for one in self.faults
            ],
            "proven": [{"code": one.code, "message": one.say(language)} for one in self.proven],
            "not_proven": [{"code": one.code, "message": one.say(language)} for one in self.unproven],
            "alarms": [
                {"rule": one.rule, "subject": one.subject, "message": explain(one, language, _plainly)}
                for one in self.alarms
            ],
            **self.figures,
        }

    def verdict(self, language: Language) -> str:
        """Return the answer in one sentence."""
        plain = "holds" if self.holds else "fails"
        return VERDICTS.get(f"{self.kind}.{plain}", VERDICTS[plain]).say(language, {})

    def lines(self, language: Language) -> list[str]:
        """Return the answer as lines of text: the verdict, then what it rests on."""
        lines = [self.verdict(language), *(f"  ✗ {say_fault(one, language)}" for one in self.faults)]
        for title, told in (("proven", self.proven), ("unproven", self.unproven)):
            if told:
                lines += ["", VERDICTS[title].say(language, {})]
                lines += [f"  {'●' if title == 'proven' else '○'} {one.say(language)}" for one in told]
        if self.alarms:
            lines += ["", VERDICTS["alarms"].say(language, {"count": len(self.alarms)})]
            lines += [f"  ! {explain(one, language, _plainly)}" for one in self.alarms]
        return lines


def say_fault(fault: Fault, language: Language) -> str:
    """Return what is wrong as a sentence, with where it is and its code."""
    sentence = FAULTS.get(fault.code, FAULTS["other"])
    told = sentence.say(language, {"where": fault.where, "detail": fault.detail})
    at = "" if fault.offset is None else f" (byte {fault.offset})"
    return f"{told}{at}  [{fault.code}]"


def _plainly(code: str, _language: Language) -> str:
    """Return a code as it is: whoever checks a file may hold no register of names."""
    return code
