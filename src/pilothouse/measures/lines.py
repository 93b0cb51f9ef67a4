"""Current values of many series, read in bulk: superseded rows and withdrawn values are left out."""

from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np
from django.db import connection

from pilothouse.measures.models import Measurement
from pilothouse.measures.periods import days_of
from pilothouse.measures.rules import Columns, Row, columns_of, merged, turned
from pilothouse.measures.withdrawn import without_withdrawn

# Databases bound the number of parameters of one statement.
_AT_ONCE = 900
_QUERY = (
    "SELECT series_id, period, value, numerator, denominator FROM {table} "
    "WHERE series_id IN ({marks}) ORDER BY series_id, period, id"
)


def chunks(keys: Sequence[int], size: int = _AT_ONCE) -> Iterator[Sequence[int]]:
    """The keys in parts that fit into one statement."""
    for start in range(0, len(keys), size):
        yield keys[start : start + size]


def current_values(series: Sequence[int]) -> Columns:
    """The current values of these series, sorted by series and period, one row each (`lines` is 0)."""
    return without_withdrawn(known_values(series))


def known_values(series: Sequence[int]) -> Columns:
    """The latest row of every period of these series, those that withdraw a value among them (see withdrawn.py)."""
    nothing: list[Row] = []
    parts = [part for keys in chunks(sorted(series)) if len(part := _read(keys))]
    if not parts:
        return columns_of(nothing)
    if len(parts) == 1:
        return parts[0]
    names = Columns.__dataclass_fields__
    return Columns(*(np.concatenate([getattr(part, name) for part in parts]) for name in names))


def _read(keys: Sequence[int]) -> Columns:
    # Cursor rows, not model objects: a line of a thousand points is read in a millisecond.
    query = _QUERY.format(table=Measurement._meta.db_table, marks=", ".join(["%s"] * len(keys)))
    with connection.cursor() as cursor:
        cursor.execute(query, list(keys))
        found = cursor.fetchall()
    return _latest_of(found)


def current_of(found: "Sequence[tuple[Any, ...]]") -> Columns:
    """The current values among stored rows (series, period, value, numerator, denominator) in the order they came."""
    return without_withdrawn(_latest_of(found))


def _latest_of(found: "Sequence[tuple[Any, ...]]") -> Columns:
    if not found:
        return columns_of([])
    series, periods, values, numerators, denominators = turned(found)
    stored = Columns(
        np.array(series, dtype=np.int64),
        days_of(periods),
        np.array(values, dtype=np.float64),
        np.array(numerators, dtype=np.float64),
        np.array(denominators, dtype=np.float64),
        np.zeros(len(found), dtype=np.int64),
    )
    return merged(stored.take(np.zeros(0, dtype=np.int64)), stored)
