from django.apps import AppConfig


class Site(AppConfig):
    """The settings' app; no tables, only the start-up check of every door."""

    name = "sepaham.site"
    label = "site"

    def ready(self) -> None:
        """Register the check that every route declares its access."""
        from sepaham.site import checks  # noqa: F401, PLC0415  importing registers
