"""Worlds built once for each process: operations build one the first time, later its rows are put back as they were.

Building the people of a test through the operations costs more than most tests do. What comes back is what stood, row
by row, history included; the root of that history tells whether a world belongs on the one that stands. PostgreSQL
builds each world anew.
"""

import io
import pickle
from collections.abc import Callable
from typing import Any, TypeVar

from django.db import connection

from pilothouse.trail.queries import checkpoint

World = TypeVar("World")
Rows = dict[str, dict[int, tuple[Any, ...]]]

_KNOWN: dict[tuple[str, str], tuple[Rows, bytes]] = {}


def remembered(name: str, build: Callable[..., World], *onto: Any) -> World:
    """The world that `build(*onto)` builds, with its rows in the database of this test."""
    if connection.vendor != "sqlite":
        return build(*onto)
    key = (name, checkpoint().root)
    if key not in _KNOWN:
        before = _rows()
        world = build(*onto)
        _KNOWN[key] = _fresh(before, _rows()), _packed(world, onto)
        return world
    rows, packed = _KNOWN[key]
    _put_back(rows)
    return _unpacked(packed, onto)


def _tables() -> list[str]:
    """Plain tables: the search index follows the records by itself."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql NOT LIKE '%VIRTUAL%'"
            " AND name NOT LIKE 'sqlite_%' AND name NOT LIKE 'records_search%' AND name NOT LIKE 'django_migrations'"
        )
        return [name for (name,) in cursor.fetchall()]


def _rows() -> Rows:
    found: Rows = {}
    with connection.cursor() as cursor:
        for table in _tables():
            cursor.execute(f"SELECT rowid, * FROM {table}")
            found[table] = {row[0]: tuple(row[1:]) for row in cursor.fetchall()}
    return found


def _fresh(before: Rows, after: Rows) -> Rows:
    """Rows that are new or changed."""
    return {
        table: new
        for table, rows in after.items()
        if (new := {key: row for key, row in rows.items() if before[table].get(key) != row})
    }


def _put_back(rows: Rows) -> None:
    # The driver's own cursor: the guard of the trail stands before Django's.
    connection.ensure_connection()
    cursor = connection.connection.cursor()
    for table, known in rows.items():
        marks = ", ".join("?" * len(next(iter(known.values()))))
        cursor.executemany(f"INSERT OR REPLACE INTO {table} VALUES ({marks})", list(known.values()))


def _packed(world: Any, onto: tuple[Any, ...]) -> bytes:
    parts = {id(part): name for name, part in _parts(onto).items()}
    out = io.BytesIO()
    pickler = pickle.Pickler(out)
    pickler.persistent_id = lambda found: parts.get(id(found))  # type: ignore[method-assign]
    pickler.dump(world)
    return out.getvalue()


def _unpacked(packed: bytes, onto: tuple[Any, ...]) -> Any:
    parts = _parts(onto)
    unpickler = pickle.Unpickler(io.BytesIO(packed))
    unpickler.persistent_load = lambda name: parts[name]  # type: ignore[method-assign]
    return unpickler.load()


def _parts(onto: tuple[Any, ...]) -> dict[str, Any]:
    """What a world stands on, by name: it is not copied along."""
    found: dict[str, Any] = {}
    for place, whole in enumerate(onto):
        found[f"{place}"] = whole
        found |= {f"{place}.{name}": part for name, part in vars(whole).items() if part is not None}
    return found
