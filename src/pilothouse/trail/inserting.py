"""Plain inserts of many rows whose keys are known: one prepared statement, no expression compiler per value."""

from collections.abc import Sequence
from functools import partial
from typing import Any

from django.db import DEFAULT_DB_ALIAS, connection, connections, models


def insert_many(model: type[models.Model], fields: Sequence[Any], rows: Sequence[Sequence[Any]]) -> None:
    """Insert rows of a model's table; each row holds one value for every field, in that order."""
    connection = connections[DEFAULT_DB_ALIAS]  # the proxy would look it up again for every value
    columns = ", ".join(connection.ops.quote_name(str(field.column)) for field in fields)
    marks = ", ".join(["%s"] * len(fields))
    adapt = [partial(field.get_db_prep_save, connection=connection) for field in fields]
    with connection.cursor() as cursor:
        cursor.executemany(
            f"INSERT INTO {model._meta.db_table} ({columns}) VALUES ({marks})",  # noqa: S608
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
