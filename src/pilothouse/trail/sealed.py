"""Rows by the million: append-only tables whose rows are fingerprinted together under one traced parent."""

import hashlib
import math
import struct
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, ClassVar

from django.db import connection, models

from pilothouse.trail.guard import Guarded
from pilothouse.trail.inserting import write_rows
from pilothouse.trail.models import RowMarks
from pilothouse.trail.recorder import required

Row = Sequence[Any]


@dataclass(frozen=True)
class Seal:
    """How rows are fingerprinted: parent column, then the columns packed in this order.

    packing: one letter a column, of the struct module: q whole number (None is -1) or day, d float (None is NaN).
    """

    parent: str
    columns: tuple[str, ...]
    packing: str


class Sealed(Guarded, models.Model):
    """Abstract: an append-only row. Its parent is traced and holds `rows`, `rows_digest` and `marks_digest`."""

    SEAL: ClassVar[Seal]

    class Meta:
        abstract = True

    @classmethod
    def told(cls, row: Row) -> tuple[str, str]:
        """Which row this is, and what it says: for people, out of the columns of SEAL, whatever they hold."""
        raise NotImplementedError


def digest_rows(rows: Iterable[Row], packing: str) -> str:
    """SHA-256 over rows packed as little-endian 64-bit fields, in the given order."""
    pack = struct.Struct("<" + packing).pack
    hasher = hashlib.sha256()
    for row in rows:
        hasher.update(pack(*map(plain, row, packing)))
    return hasher.hexdigest()


def plain(value: Any, letter: str) -> float | int:
    """A value as it is packed; raises ValueError for a text that is no day."""
    if value is None:
        return math.nan if letter == "d" else -1
    if isinstance(value, date):
        return value.toordinal()
    if isinstance(value, str):  # days are read as text: see rows_of
        return date.fromisoformat(value).toordinal()
    return value  # type: ignore[no-any-return]


def append(model: type[Sealed], parent: int, rows: Sequence[Row], marks: bytes) -> None:
    """Insert rows (in the order of SEAL.columns) under a parent, inside an operation, and their marks."""
    recorder = required(model._meta.db_table)
    table, columns = model._meta.db_table, (model.SEAL.parent, *model.SEAL.columns)
    whole = [(parent, *row) for row in rows]
    with recorder.write():
        if connection.vendor == "postgresql":
            names = ", ".join(columns)
            with connection.cursor() as cursor, cursor.copy(f"COPY {table} ({names}) FROM STDIN") as copy:
                for row in whole:
                    copy.write_row(row)
        else:
            write_rows(table, columns, whole)
        RowMarks.objects.create(kind=model._meta.label_lower, parent=parent, marks=marks)


def rows_of(model: type[Sealed]) -> Iterator[tuple[int, Iterator[Row]]]:
    """All rows grouped by parent, in the order they were written."""
    seal = model.SEAL
    names = ", ".join((seal.parent, *(_readable(model, column) for column in seal.columns)))
    query = f"SELECT {names} FROM {model._meta.db_table} ORDER BY {seal.parent}, id"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.execute(query)
        group: list[Row] = []
        parent: int | None = None
        while chunk := cursor.fetchmany(10_000):
            for row in chunk:
                if row[0] != parent:
                    if parent is not None:
                        yield parent, iter(group)
                    parent, group = row[0], []
                group.append(row[1:])
        if parent is not None:
            yield parent, iter(group)


def _readable(model: type[Sealed], column: str) -> str:
    """Days as text: what somebody has put in place of a day is then read, not stumbled over."""
    is_day = isinstance(model._meta.get_field(column.removesuffix("_id")), models.DateField)
    return f"CAST({column} AS text)" if is_day else column
