"""Writing many rows at once, the quickest way each store has; Django's own way is ten times slower."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.db import connection, models

Rows = Sequence[Sequence[Any]]


def table_of(model: type[models.Model]) -> str:
    """Return the name of a model's table."""
    return model._meta.db_table  # noqa: SLF001  Django's documented door to it


def columns(model: type[models.Model]) -> tuple[str, ...]:
    """Return the names of a model's columns but its own number, in their order."""
    return tuple(field.column for field in model._meta.concrete_fields if not field.primary_key)  # noqa: SLF001


def insert_rows(table: str, columns: Sequence[str], rows: Rows) -> None:
    """Insert many rows: COPY on PostgreSQL, one prepared statement on SQLite."""
    names = ", ".join(connection.ops.quote_name(column) for column in columns)
    into = f"{connection.ops.quote_name(table)} ({names})"
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {into} FROM STDIN") as copy:
                for row in adapted(rows):
                    copy.write_row(row)
        else:
            marks = ", ".join(["%s"] * len(columns))
            cursor.executemany(f"INSERT INTO {into} VALUES ({marks})", adapted(rows))  # noqa: S608  our own names


def upsert_rows(table: str, columns: Sequence[str], key: Sequence[str], rows: Rows) -> None:
    """Insert many rows; one whose key is there already takes the place of the old."""
    if not rows:
        return
    quote = connection.ops.quote_name
    names, keys = ", ".join(map(quote, columns)), ", ".join(map(quote, key))
    news = ", ".join(f"{quote(c)} = excluded.{quote(c)}" for c in columns if c not in key)
    marks = ", ".join(["%s"] * len(columns))
    sql = f"INSERT INTO {quote(table)} ({names}) VALUES ({marks}) ON CONFLICT ({keys}) DO UPDATE SET {news}"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(sql, adapted(rows))


def adapted(rows: Rows) -> list[list[Any]]:
    """Return rows as the store's driver takes them: instants in its form, lists and maps as JSON."""
    instant = connection.ops.adapt_datetimefield_value
    forms = {datetime: instant, list: _json, dict: _json}
    return [
        [forms[kind](value) if (kind := type(value)) in forms else value for value in row] for row in rows
    ]


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
