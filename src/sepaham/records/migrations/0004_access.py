"""Where accounts are signed in; who looked at what is only ever added to."""

import uuid

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

SQLITE = """
CREATE TRIGGER restricted_read_no_{act} BEFORE {act} ON restricted_read
BEGIN SELECT RAISE(ABORT, 'who looked is only added to'); END
"""
POSTGRESQL = [
    """
    CREATE FUNCTION restricted_read_only_added() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'who looked is only added to'; END $$
    """,
    """
    CREATE TRIGGER restricted_read_only_added BEFORE UPDATE OR DELETE ON restricted_read
    FOR EACH STATEMENT EXECUTE FUNCTION restricted_read_only_added()
    """,
    "REVOKE UPDATE, DELETE ON restricted_read FROM PUBLIC",
    "REVOKE UPDATE, DELETE ON restricted_read FROM CURRENT_USER",
]


def forbid(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for act in ("UPDATE", "DELETE"):
            schema_editor.execute(SQLITE.format(act=act))
    else:
        for statement in POSTGRESQL:
            schema_editor.execute(statement)


class Migration(migrations.Migration):

    dependencies = [
        ("records", "0003_desk"),
    ]

    operations = [
        migrations.CreateModel(
            name="DeskSession",
            fields=[
                ("id", models.UUIDField(default=uuid.uuid4, editable=False, primary_key=True, serialize=False)),
                ("browser", models.CharField(max_length=200)),
                ("address", models.CharField(max_length=45)),
                ("since", models.DateTimeField()),
                ("seen_at", models.DateTimeField()),
                ("ended_at", models.DateTimeField(null=True)),
                (
                    "account",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="desk_sessions",
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
            ],
            options={
                "db_table": "desk_session",
                "indexes": [models.Index(fields=["account", "ended_at"], name="desk_session_open")],
            },
        ),
        migrations.RunPython(forbid),
    ]
