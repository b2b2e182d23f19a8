"""Which of the house's two languages the reader reads."""

from django.utils.translation import get_language

from sepaham.domain.words import Language


def reader_language() -> Language:
    """Return the language of the page being made; Indonesian unless English was chosen."""
    return "en" if (get_language() or "").startswith("en") else "id"
