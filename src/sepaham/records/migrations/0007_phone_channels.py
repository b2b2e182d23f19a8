"""Text messages and positions: what phones send besides statements."""

import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    """The tables of codes, messages, positions and the names trips are tracked by."""

    dependencies = [
        ("records", "0006_photo_part"),
    ]

    operations = [
        migrations.CreateModel(
            name="Position",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("trip", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("lat", models.IntegerField()),
                ("lon", models.IntegerField()),
                ("accuracy", models.PositiveIntegerField(default=0)),
                ("log", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="records.log")),
            ],
            options={
                "db_table": "position",
                "indexes": [
                    models.Index(fields=["log", "trip", "at"], name="position_trip"),
                    models.Index(fields=["at"], name="position_at"),
                ],
            },
        ),
        migrations.CreateModel(
            name="SmsCode",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("office", models.CharField(max_length=64)),
                ("verb", models.CharField(max_length=8)),
                ("subject", models.CharField(max_length=64)),
                ("code_hash", models.CharField(max_length=64, unique=True)),
                ("made_at", models.DateTimeField()),
                ("used_at", models.DateTimeField(null=True)),
                ("entry", models.PositiveBigIntegerField(null=True)),
                ("log", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="records.log")),
            ],
            options={
                "db_table": "sms_code",
                "indexes": [models.Index(fields=["log", "office"], name="sms_code_office")],
            },
        ),
        migrations.CreateModel(
            name="SmsMessage",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("key", models.CharField(max_length=64, unique=True)),
                ("sender", models.CharField(max_length=64)),
                ("at", models.DateTimeField()),
                ("outcome", models.CharField(max_length=12)),
                ("entry", models.PositiveBigIntegerField(null=True)),
                ("reply", models.CharField(max_length=320)),
                ("log", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="records.log")),
            ],
            options={
                "db_table": "sms_message",
                "indexes": [models.Index(fields=["sender", "at"], name="sms_message_sender")],
            },
        ),
        migrations.CreateModel(
            name="Tracker",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("trip", models.CharField(max_length=64)),
                ("name", models.CharField(max_length=32, unique=True)),
                ("made_at", models.DateTimeField()),
                ("log", models.ForeignKey(on_delete=django.db.models.deletion.CASCADE, to="records.log")),
            ],
            options={
                "db_table": "tracker",
                "constraints": [models.UniqueConstraint(fields=("log", "trip"), name="tracker_once")],
            },
        ),
    ]
