"""The log is only ever added to: the database itself refuses to change or remove an entry."""

from django.db import migrations

SQLITE = """
CREATE TRIGGER entry_no_{act} BEFORE {act} ON entry
BEGIN SELECT RAISE(ABORT, 'the log is only added to'); END
"""
POSTGRESQL = [
    """
    CREATE FUNCTION entry_only_added() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the log is only added to'; END $$
    """,
    """
    CREATE TRIGGER entry_only_added BEFORE UPDATE OR DELETE ON entry
    FOR EACH STATEMENT EXECUTE FUNCTION entry_only_added()
    """,
    "REVOKE UPDATE, DELETE ON entry FROM PUBLIC",
    "REVOKE UPDATE, DELETE ON entry FROM CURRENT_USER",
]


def forbid(apps, schema_editor):
    if schema_editor.connection.vendor == "sqlite":
        for act in ("UPDATE", "DELETE"):
            schema_editor.execute(SQLITE.format(act=act))
    else:
        for statement in POSTGRESQL:
            schema_editor.execute(statement)


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]
    operations = [migrations.RunPython(forbid)]
