"""Guides and the agreement's template as papers, from their Markdown."""

from sepaham.domain.words import Language
from sepaham.exchange.papers.blocks import Paper, Title
from sepaham.exchange.papers.markdown import blocks_of
from sepaham.exchange.papers.words import speaker


def guide_paper(text: str, *, language: Language) -> Paper:
    """Return a one-page guide."""
    say = speaker(language)
    return Paper(language=language, title="", proof=say("guide_foot"), blocks=blocks_of(text), style="guide")


def agreement_paper(text: str, *, language: Language) -> Paper:
    """Return the template of the agreement, its first heading as the title."""
    say = speaker(language)
    first, *rest = blocks_of(text)
    title = first.text if isinstance(first, Title) else ""
    return Paper(language=language, title=title, proof=say("template_foot"), blocks=tuple(rest))
