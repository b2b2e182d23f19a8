"""Names in addresses: whatever an office called a thing, its page has an address."""

from urllib.parse import quote, unquote


class Name:
    """A path converter for names that offices give: slashes, breaks and the like are written as ``%2F``."""

    regex = r"[^/\n]+"

    def to_python(self, written: str) -> str:
        """Return the name an address means."""
        return unquote(written)

    def to_url(self, name: str) -> str:
        """Return a name as an address writes it."""
        return quote(name, safe=":")
