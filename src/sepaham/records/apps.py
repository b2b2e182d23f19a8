from django.apps import AppConfig


class Records(AppConfig):
    """The one Django app: tables, migrations, queries."""

    name = "sepaham.records"
    label = "records"
