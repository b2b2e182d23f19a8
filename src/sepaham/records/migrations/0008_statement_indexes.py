"""Statements are found by list, kind and office without reading them all, on SQLite too."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """The indexes of statements; SQLite never used the partial one, whose condition it cannot prove."""

    dependencies = [("records", "0007_phone_channels")]

    operations = [
        migrations.RemoveIndex("statement", "statement_load"),
        migrations.AddIndex("statement", models.Index(fields=["log", "load"], name="statement_load")),
        migrations.AddIndex(
            "statement", models.Index(fields=["log", "kind", "index"], name="statement_kind")
        ),
        migrations.AddIndex(
            "statement", models.Index(fields=["log", "office", "index"], name="statement_office")
        ),
    ]
