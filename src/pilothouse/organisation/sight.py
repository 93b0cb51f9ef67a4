"""Kept queries over what a person may see."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Generic, TypeVar

from django.db.models import Model, QuerySet

from pilothouse.organisation.models import Person, Unit, units_seen_by
from pilothouse.trail.kept import Kept, Value, Written

Row = TypeVar("Row", bound=Model)


class KeptSight(Generic[Row]):
    """A kept query whose first value is a person: `build(person, *values)` may use `.seen_by(person)` and the key.

    One statement serves everybody who sees the whole organisation, one those who see so many units. Rights beyond
    sight are not for the statement: `build` meets a stand-in that has none to read.
    """

    def __init__(self, build: "Callable[..., QuerySet[Row, Any]]") -> None:
        self._whole = Kept[Row](lambda key, *marks: build(_stand_in(key, None), *marks), idle=(0,))
        self._part = Kept[Row](lambda key, units, *marks: build(_stand_in(key, units), *marks), idle=(0,))

    def rows(self, person: Person, *values: Value | Sequence[Value]) -> list[Any]:
        """The rows this person sees for these values, by one query."""
        kept, given = self._for(person)
        return kept.rows(*given, *values)

    def written(self, person: Person, *values: Value | Sequence[Value]) -> Written:
        """The statement that finds them, to stand within another. Raises `EmptyResultSet` where nothing is found."""
        kept, given = self._for(person)
        return kept.written(*given, *values)

    def first(self, person: Person, *values: Value | Sequence[Value]) -> Any | None:
        """The first of them, or None. Cut the queryset to one row in `build`."""
        return next(iter(self.rows(person, *values)), None)

    def _for(self, person: Person) -> tuple[Kept[Row], tuple[Value | Sequence[Value], ...]]:
        if person.paths_seen is None:
            return self._whole, (person.pk,)
        return self._part, (person.pk, units_seen_by(person))


class _Nothing(tuple[Any, ...]):
    def __iter__(self) -> Iterator[Any]:
        raise LookupError("what differs between people cannot be part of a kept statement")


def _stand_in(key: int, units: list[int] | None) -> Person:
    """A person who sees just these units, or everything for None, and whose roles nobody can ask for."""
    person = Person(pk=key)
    vars(person).update(
        grants=_Nothing(),
        paths_seen=None if units is None else (),
        _units_in_sight=_Nothing() if units is None else [Unit(pk=unit) for unit in units],
    )
    return person
