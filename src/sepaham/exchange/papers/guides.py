"""Guides and the agreement's template as papers, from their Markdown."""

from sepaham.domain.words import Language
from sepaham.exchange.papers.blocks import Paper, Points, Sign, Signatures, Title
from sepaham.exchange.papers.markdown import blocks_of
from sepaham.exchange.papers.words import speaker


def guide_paper(text: str, *, language: Language) -> Paper:
    """Return a one-page guide."""
    say = speaker(language)
    return Paper(language=language, title="", proof=say("guide_foot"), blocks=blocks_of(text), style="guide")


def agreement_paper(text: str, *, language: Language) -> Paper:
    """Return the template of the agreement: its first heading is the title, its last list who signs."""
    say = speaker(language)
    first, *rest = blocks_of(text)
    title = first.text if isinstance(first, Title) else ""
    last = max(place for place, block in enumerate(rest) if isinstance(block, Points))
    parties = ["".join(run.text for run in runs) for runs in rest[last].items]  # type: ignore[union-attr]
    signs = [
        Signatures(tuple(Sign("", one) for one in pair))
        for pair in zip(parties[::2], parties[1::2], strict=True)
    ]
    blocks = (*rest[:last], *signs, *rest[last + 1 :])
    return Paper(language=language, title=title, proof=say("template_foot"), blocks=blocks)
