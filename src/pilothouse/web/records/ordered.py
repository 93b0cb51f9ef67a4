"""How a list is read: in order, a page at a time, counted up to a cap; what it costs does not grow with the table."""

from collections.abc import Callable, Hashable, Iterator
from functools import lru_cache
from typing import Any, Protocol

from django.core.exceptions import EmptyResultSet
from django.db.models import F, QuerySet
from django.db.models.expressions import OrderBy

from pilothouse.organisation.models import Person
from pilothouse.organisation.sight import KeptSight
from pilothouse.records.hints import BeginHere, Unindexed
from pilothouse.records.models import RecordQuerySet
from pilothouse.records.queries import BASE_ID, count_filled, count_rows
from pilothouse.trail.kept import Written
from pilothouse.web.kit.pages import COUNT_CAP, Page, Sorting
from pilothouse.web.records.filters import Alike, Sentence, narrow_alike

MOST = COUNT_CAP + 1
Make = Callable[..., "QuerySet[Any, Any]"]


class Ordered:
    """Records in order. Those without a value to sort by come last either way, without a sort that no index serves."""

    def __init__(self, records: RecordQuerySet, order: Sorting, filled: str = "") -> None:
        self.records = records
        self.first, *self.rest = map(_by, order.order_by or ("-id",))
        self.filled = filled
        # Whether another table than that of all records has the order.
        self.beside = "__" in filled or "record_id" in str(order.order_by[-1:])
        self.field = filled.partition("__")[0]

    def given(self, *, few: bool = False) -> RecordQuerySet:
        """Those that have a value to sort by: where few are left these are found first and then sorted, else they
        are walked through in order.
        """
        first, records = self.first, self.records
        if self.filled:
            records = records.exclude(**{self.field: None})
        if few:
            first = OrderBy(Unindexed(first.expression), descending=first.descending)
        elif self.beside:
            records = records.filter(BeginHere(first.expression))
        return records.order_by(first, *self.rest)

    def without(self) -> RecordQuerySet:
        """Those that have none, in the order of what is left to sort by."""
        return self.records.filter(**{self.field: None}).order_by(*self.rest[-1:])

    def cut(self, start: int, stop: int, few: bool, given: int | None) -> RecordQuerySet:
        """Rows from start up to, not including, stop. `few` says that no more than a few hundred are left, `given` how
        many have a value to sort by; None where these fill the page.
        """
        if given is None:
            return self.given(few=few and bool(self.rest))[start:stop]
        if given <= start:
            return self.without()[start - given : stop - given]
        # The one page on which both meet is left to the database to sort.
        last = OrderBy(self.first.expression, descending=self.first.descending, nulls_last=True)
        return self.records.order_by(last, *self.rest)[start:stop]

    def stream(self) -> Iterator[Any]:
        """All rows, a few thousand in memory at a time."""
        yield from self.given().iterator(chunk_size=2_000)
        if self.filled:
            yield from self.without().iterator(chunk_size=2_000)

    def every(self) -> "QuerySet[Any, Any]":
        """Their keys, as many as are counted."""
        return self.records.order_by().values("pk")[:MOST]

    def sorted_by(self) -> "QuerySet[Any, Any]":
        """What they are sorted by, of as many as are counted."""
        told: QuerySet[Any, Any] = self.records.order_by().annotate(filled=F(self.field)).values("filled")
        return told[:MOST]

    def having(self, enough: int) -> "QuerySet[Any, Any]":
        """Keys of those that have a value to sort by, up to `enough`."""
        return self.records.order_by().filter(**{f"{self.field}__isnull": False}).values("pk")[:enough]


class Spec(Hashable, Protocol):
    """What of a list decides how it is read."""

    @property
    def records(self) -> Callable[[Person], RecordQuerySet]:
        """What a person may see."""
        ...

    def filled(self, order: Sorting) -> str:
        """The field that may be empty by which this order sorts; "" for none."""
        ...

    def light(self, records: RecordQuerySet, order: Sorting) -> Ordered:
        """Those in an order, with what a line shows."""
        ...


class Listing:
    """One list as one person asked for it. The first page, where its filters ask the same of everybody on every day,
    is read by statements that are kept.
    """

    def __init__(self, spec: Spec, sentence: Sentence, order: Sorting, person: Person) -> None:
        self.spec = spec
        self.sentence = sentence
        self.order = order
        self.person = person
        self._alike: Alike | None = None
        self._ordered: Ordered | None = None

    def page(self, number: int, size: int) -> Page[Any]:
        """One page, by two queries: how many there are, and its rows."""
        start = (number - 1) * size
        stop = start + size + 1
        self._alike = None if start else self.sentence.alike
        try:
            seen, given = self._counted(stop)
            cut = self._rows(Ordered.cut, start, stop, seen <= COUNT_CAP, None if given >= stop else given)
        except EmptyResultSet:
            seen, cut = 0, []
        return Page(cut[:size], number, size, len(cut) > size, min(seen, COUNT_CAP), seen > COUNT_CAP)

    def _counted(self, stop: int) -> tuple[int, int]:
        """How many there are, and how many have a value to sort by; the second up to stop."""
        if not self.spec.filled(self.order):
            return count_rows(self._written(Ordered.every)), stop
        return count_filled(MOST, self._written(Ordered.sorted_by), self._written(Ordered.having, stop))

    def _rows(self, make: Make, *how: Any) -> list[Any]:
        if self._alike is not None:
            return _kept(self.spec, self._alike, self.order, make, how).rows(self.person)
        return list(make(self._plain(), *how))

    def _written(self, make: Make, *how: Any) -> Written:
        if self._alike is not None:
            return _kept(self.spec, self._alike, self.order, make, how).written(self.person)
        return make(self._plain(), *how).query.sql_with_params()

    def _plain(self) -> Ordered:
        if self._ordered is None:
            records = self.sentence.narrow(self.spec.records(self.person))
            self._ordered = self.spec.light(records, self.order)
        return self._ordered


@lru_cache(maxsize=256)
def _kept(spec: Spec, alike: Alike, order: Sorting, make: Make, how: tuple[Any, ...]) -> KeptSight[Any]:
    """One kept query of a list; whoever asks and whenever, its statement is the same but for what they may see."""
    return KeptSight(lambda person: make(spec.light(narrow_alike(spec.records(person), alike), order), *how))


def _by(name: Any) -> OrderBy:
    """One thing to order by, where "id" is the base's own."""
    if isinstance(name, OrderBy):
        return name
    if not isinstance(name, str):
        return OrderBy(name)
    field = name.removeprefix("-")
    return OrderBy(BASE_ID if field == "id" else F(field), descending=field != name)
