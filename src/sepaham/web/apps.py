from django.apps import AppConfig


class Web(AppConfig):
    """The desk pages; no tables."""

    name = "sepaham.web"
    label = "web"
