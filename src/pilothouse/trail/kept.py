"""Statements written once: writing a statement costs Django several times what the database needs to answer it.

A kept query is built with marks in place of its values. Its statement is kept, never a value nor an answer, so that
nothing one person asked or saw can reach another.
"""

from collections.abc import Callable, Sequence
from copy import copy
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any, Generic, TypeVar

from django.core.exceptions import EmptyResultSet
from django.db import connection
from django.db.models import Model, QuerySet
from django.db.models.sql.compiler import SQLCompiler
from django.utils import timezone

Row = TypeVar("Row", bound=Model)
Value = int | str | date | datetime
Written = tuple[str, Sequence[Any]]  # a statement and its parameters
# A mark is a number that stands in no query of ours and fits every key; as a date it is in a year that none has.
_FIRST = 2_147_400_000
_DAY = date(1, 1, 2)
_SHAPES = 64
_LARGEST = 2**63 - 1


@dataclass(frozen=True)
class _Statement:
    queryset: QuerySet[Any]
    compiler: SQLCompiler
    sql: str
    parameters: tuple[Any, ...]
    places: tuple[tuple[int, int], ...]
    converters: dict[int, Any]  # what turns a column of the database into a value, by the column's place


class Kept(Generic[Row]):
    """A query that differs from one asking to the next by its values alone.

    `build(*values)` gives the queryset; a value is a key or number, a text to be equal to, a date, a moment, or a list
    of these. It must put values into conditions only: what it decides by them would be kept. A value that leaves no
    trace in the statement raises `LookupError`, but for those at the places in `idle`.
    """

    def __init__(self, build: Callable[..., "QuerySet[Row, Any]"], *, idle: Sequence[int] = ()) -> None:
        self._build = build
        self._idle = frozenset(idle)
        self._known: dict[tuple[Any, ...], _Statement] = {}

    def rows(self, *values: Value | Sequence[Value]) -> list[Any]:
        """The rows for these values, by one query. A number too large to be stored finds nothing."""
        try:
            statement, parameters = self._asked(values)
        except EmptyResultSet:  # a key in an empty list
            return []
        return list(_filled(statement, parameters))

    def written(self, *values: Value | Sequence[Value]) -> Written:
        """The statement for these values, to stand within another. Raises `EmptyResultSet` where nothing is found."""
        statement, parameters = self._asked(values)
        return statement.sql, parameters

    def first(self, *values: Value | Sequence[Value]) -> Any | None:
        """The first row, or None. Cut the queryset to one row in `build`."""
        return next(iter(self.rows(*values)), None)

    def _asked(self, values: Sequence[Any]) -> tuple[_Statement, tuple[Any, ...]]:
        statement = self._statement(values)
        given = [each for value in values for each in _listed(value)]
        if any(isinstance(each, int) and abs(each) > _LARGEST for each in given):
            raise EmptyResultSet
        parameters = list(statement.parameters)
        for place, turn in statement.places:
            parameters[place] = _stored(given[turn])
        return statement, tuple(parameters)

    def _statement(self, values: Sequence[Any]) -> _Statement:
        shape = (
            connection.vendor,
            timezone.get_current_timezone_name(),  # what asks for a day names the zone in the statement
            *(len(value) if isinstance(value, list | tuple) else type(value) for value in values),
        )
        known = self._known.get(shape)
        if known is None:
            known = self._written(values)
            if len(self._known) < _SHAPES:
                self._known[shape] = known
        return known

    def _written(self, values: Sequence[Any]) -> _Statement:
        marks, turn = [], 0
        for value in values:
            found = [_mark(each, turn + step) for step, each in enumerate(_listed(value))]
            marks.append(found if isinstance(value, list | tuple) else found[0])
            turn += len(found)
        queryset = self._build(*marks)
        compiler = queryset.query.get_compiler(connection=connection)  # stands for each thread's own
        sql, parameters = compiler.as_sql()
        turns = {_stored(each): turn for turn, each in enumerate(each for mark in marks for each in _listed(mark))}
        places = tuple((place, turns[each]) for place, each in enumerate(parameters) if _is_mark(each, turns))
        _all_placed(values, self._idle, {turn for _, turn in places})
        converters = compiler.get_converters([column[0] for column in compiler.select[: compiler.col_count]])
        return _Statement(queryset, compiler, sql, tuple(parameters), places, converters)


def padded(keys: Sequence[int]) -> list[int]:
    """Keys in steps of eight, so that lists of many lengths share few statements; 0 is the key of no row."""
    return [*keys, *[0] * (-len(keys) % 8 or 8 * (not keys))]


def _all_placed(values: Sequence[Any], idle: frozenset[int], placed: set[int]) -> None:
    turn = 0
    for place, value in enumerate(values):
        for _ in _listed(value):
            if place not in idle and turn not in placed:
                raise LookupError(f"value {place} leaves no trace in the statement")
            turn += 1


def _filled(statement: _Statement, parameters: tuple[Any, ...]) -> "QuerySet[Any]":
    """The queryset as if Django had just written its statement with these parameters."""
    compiler: Any = copy(statement.compiler)
    compiler.as_sql = lambda *_args, **_more: (statement.sql, parameters)
    compiler.get_converters = lambda _columns: statement.converters
    queryset = statement.queryset.all()
    queryset.query.get_compiler = lambda *_args, **_more: compiler  # type: ignore[method-assign]
    return queryset


def _listed(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list | tuple) else (value,)


def _mark(value: Any, turn: int) -> Value:
    if isinstance(value, str):
        return f"mark {_FIRST + turn}"
    if isinstance(value, datetime):
        return datetime(1, 1, 2, tzinfo=value.tzinfo) + timedelta(seconds=turn)
    return _DAY + timedelta(days=turn) if isinstance(value, date) else _FIRST + turn


def _is_mark(parameter: Any, turns: dict[Any, int]) -> bool:
    return not isinstance(parameter, list | dict) and parameter in turns


def _stored(value: Any) -> Any:
    """The value as the database adapter hands it over."""
    if isinstance(value, datetime):
        return connection.ops.adapt_datetimefield_value(value)
    return connection.ops.adapt_datefield_value(value) if isinstance(value, date) else value
