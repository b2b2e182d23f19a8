"""A sample of an office's letterhead, to look at before the first minutes are printed."""

from sepaham.domain.findings import Names
from sepaham.domain.words import Language
from sepaham.exchange.papers.blocks import Blanks, Paper, Sign, Signatures, Text, plain
from sepaham.exchange.papers.letterhead import Heading, copies_to, heading_lines
from sepaham.exchange.papers.words import speaker


def sample(*, office: str, heading: Heading, number: str, names: Names, language: Language) -> Paper:
    """Return a letter without a message under an office's letterhead."""
    say = speaker(language)
    return Paper(
        language=language,
        title=say("sample"),
        proof=say("proof"),
        heading=heading_lines(office, heading, names, language),
        address=heading.address,
        number=number,
        code=f"sepaham:{office}",
        caption=office,
        blocks=(
            Text(plain(say("sample_text", place=heading.place or say("dots")))),
            Blanks(4),
            Signatures((Sign(say("officer"), names(office, language)),)),
            *copies_to(heading, say("copies")),
        ),
    )
