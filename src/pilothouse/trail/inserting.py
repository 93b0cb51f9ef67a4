"""Plain inserts of many rows whose keys are known: many rows a statement, no expression compiler per value."""

from collections.abc import Sequence
from functools import partial
from itertools import chain
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, models

# Half a thousand values a statement: twice as fast as one row each, and far below what any database takes.
_VALUES = 500


def write_rows(table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Insert rows of values that the database takes as they are, many by one statement."""
    at_once = max(_VALUES // len(columns), 1)
    place = f"({', '.join(['%s'] * len(columns))})"
    head = f"INSERT INTO {table} ({', '.join(columns)}) VALUES "  # noqa: S608 - names of our own models
    whole = len(rows) // at_once * at_once
    parts = [rows[start : start + at_once] for start in range(0, whole, at_once)]
    with connections[DEFAULT_DB_ALIAS].cursor() as cursor:
        if parts:
            cursor.executemany(head + ", ".join([place] * at_once), [list(chain(*part)) for part in parts])
        if rest := rows[whole:]:
            cursor.execute(head + ", ".join([place] * len(rest)), list(chain(*rest)))


def insert_many(model: type[models.Model], fields: Sequence[Any], rows: Sequence[Sequence[Any]]) -> None:
    """Insert rows of a model's table; each row holds one value for every field, in that order."""
    connection = connections[DEFAULT_DB_ALIAS]  # the proxy would look it up again for every value
    adapt = [partial(field.get_db_prep_save, connection=connection) for field in fields]
    write_rows(
        model._meta.db_table,
        [connection.ops.quote_name(str(field.column)) for field in fields],
        [[prepare(value) for prepare, value in zip(adapt, row, strict=True)] for row in rows],
    )


def reserve_keys(model: type[models.Model], count: int) -> list[int]:
    """The next primary keys of a table, ours alone: a sequence gives them, or SQLite's write lock keeps them."""
    table = model._meta.db_table
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            sequence = "pg_get_serial_sequence(%s, %s)"
            cursor.execute(
                f"SELECT nextval({sequence}) FROM generate_series(1, %s)",  # noqa: S608
                [table, model._meta.pk.column, count],
            )
            return [int(key) for (key,) in cursor.fetchall()]
        cursor.execute("SELECT seq FROM sqlite_sequence WHERE name = %s", [table])
        last = cursor.fetchone()
        first = (last[0] if last else 0) + 1
        return list(range(first, first + count))
