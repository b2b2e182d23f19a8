"""A table of what has come of photos that phones are sending."""

from django.db import migrations, models


class Migration(migrations.Migration):
    """The table of parts."""

    dependencies = [("records", "0005_phone_name")]

    operations = [
        migrations.CreateModel(
            name="PhotoPart",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("sha256", models.CharField(max_length=64)),
                ("office", models.CharField(max_length=64)),
                ("total", models.PositiveIntegerField()),
                ("data", models.BinaryField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "db_table": "photo_part",
                "constraints": [models.UniqueConstraint(fields=["sha256", "office"], name="photo_part_once")],
            },
        ),
    ]
