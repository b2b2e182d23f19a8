"""Who matched the heads of a log."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """Cosignatures; and of each head the hour on the wall and whether enough witnesses matched it."""

    dependencies = [("records", "0008_statement_indexes")]

    operations = [
        migrations.AddField("checkpoint", "made_at", models.DateTimeField(null=True)),
        migrations.AddField("checkpoint", "quorum", models.BooleanField(default=False)),
        migrations.CreateModel(
            name="Cosignature",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("size", models.PositiveBigIntegerField()),
                ("key", models.CharField(max_length=300)),
                ("line", models.TextField()),
                ("at", models.DateTimeField()),
                ("log", models.ForeignKey(on_delete=django.db.models.deletion.PROTECT, to="records.log")),
            ],
            options={
                "db_table": "cosignature",
                "constraints": [
                    models.UniqueConstraint(fields=("log", "key", "size"), name="cosignature_once")
                ],
                "indexes": [models.Index(fields=["log", "size"], name="cosignature_size")],
            },
        ),
    ]
