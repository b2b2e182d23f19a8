from django.apps import AppConfig
from django.urls import register_converter

from sepaham.web.paths import Name


class Web(AppConfig):
    """The desk pages; no tables."""

    name = "sepaham.web"
    label = "web"

    def ready(self) -> None:
        """Let addresses hold names, before any is read."""
        register_converter(Name, "name")
