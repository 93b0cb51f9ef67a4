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
    """Abstract: an append-only row. Its parent is traced and holds `rows` and `rows_digest`."""

    SEAL: ClassVar[Seal]

    class Meta:
        abstract = True


def digest_rows(rows: Iterable[Row], packing: str) -> str:
    """SHA-256 over rows packed as little-endian 64-bit fields, in the given order."""
    pack = struct.Struct("<" + packing).pack
    hasher = hashlib.sha256()
    for row in rows:
        hasher.update(pack(*map(_plain, row, packing)))
    return hasher.hexdigest()


def _plain(value: Any, letter: str) -> float | int:
    if value is None:
        return math.nan if letter == "d" else -1
    if isinstance(value, date):
        return value.toordinal()
    if isinstance(value, str):  # SQLite hands out dates as text below the field layer
        return date.fromisoformat(value).toordinal()
    return value  # type: ignore[no-any-return]


def append(model: type[Sealed], parent: int, rows: Sequence[Row]) -> None:
    """Insert rows (in the order of SEAL.columns) under a parent, inside an operation."""
    recorder = required(model._meta.db_table)
    columns = ", ".join((model.SEAL.parent, *model.SEAL.columns))
    marks = ", ".join(["%s"] * (len(model.SEAL.columns) + 1))
    with recorder.write(), connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            with cursor.copy(f"COPY {model._meta.db_table} ({columns}) FROM STDIN") as copy:
                for row in rows:
                    copy.write_row((parent, *row))
        else:
            cursor.executemany(
                f"INSERT INTO {model._meta.db_table} ({columns}) VALUES ({marks})",  # noqa: S608
                [(parent, *row) for row in rows],
            )


def rows_of(model: type[Sealed]) -> Iterator[tuple[int, Iterator[Row]]]:
    """All rows grouped by parent, in the order they were written."""
    seal = model.SEAL
    names = ", ".join((seal.parent, *seal.columns))
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
