"""What counting is asked for, and what it answers with."""

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime, time
from functools import cached_property
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import DateField
from django.db.models.functions import TruncDate, TruncMonth

from pilothouse.bridge.reliability import Cell, cells
from pilothouse.measures.periods import period_of
from pilothouse.mirror.rules import Sum, closed_periods
from pilothouse.trail.models import Entry, Head


@dataclass(frozen=True)
class Span:
    """Everything from the first day of `first` to before `until`, as known at `now`, in the organisation's zone."""

    first: date
    until: date
    now: datetime
    zone: ZoneInfo

    @property
    def today(self) -> date:
        return self.now.astimezone(self.zone).date()

    @property
    def moments(self) -> tuple[datetime, datetime]:
        """The same as moments."""
        return self.moment(self.first), self.moment(self.until)

    @cached_property
    def first_entry(self) -> int:
        """Where the span begins in the history, found without reading what is older."""
        return bisect_left(_Moments(), self.moments[0])

    @cached_property
    def promises(self) -> list[Cell]:
        """Those first made for a day of the span, by month, unit, process and owner; asked for once."""
        return cells(self.first, self.until, self.zone)

    def moment(self, day: date) -> datetime:
        """The beginning of a day."""
        return datetime.combine(day, time(), self.zone)

    def days(self, name: str) -> dict[str, Any]:
        """The condition that the day in this field lies within."""
        return {f"{name}__gte": self.first, f"{name}__lt": self.until}

    def during(self, name: str) -> dict[str, Any]:
        """The condition that the moment in this field lies within."""
        first, until = self.moments
        return {f"{name}__gte": first, f"{name}__lt": until}

    def month(self, name: str) -> TruncMonth:
        """The first day of the month of a moment."""
        return TruncMonth(name, tzinfo=self.zone, output_field=DateField())

    def day(self, name: str) -> TruncDate:
        """The day of a moment."""
        return TruncDate(name, tzinfo=self.zone)


class _Moments:
    """The history as a sequence of moments, to find by halves where those from a moment on begin.

    Entries stand in the order of time but for what a clock wrote that ran ahead, until it was set right. Halves are
    safe all the same: the entry before the place they find is older than the moment, and so are all before it that a
    right clock wrote, for what runs ahead bears later moments than what stands above it. Missed are only entries whose
    moment was wrong; entries after the place may be older than the moment, so who counts asks for it as well.
    """

    def __init__(self) -> None:
        self._size = Head.objects.values_list("size", flat=True).first() or 0

    def __len__(self) -> int:
        return self._size

    def __getitem__(self, seq: int) -> Any:
        return Entry.objects.values_list("at", flat=True).get(pk=seq)


def month_of(name: str) -> TruncMonth:
    """The first day of the month of a day."""
    return TruncMonth(name)


def span_up_to(now: datetime, zone: ZoneInfo) -> Span:
    """Three years of closed months and quarters before this moment, and what lies before them in their first year."""
    today = now.astimezone(zone).date()
    return Span(closed_periods(today, "month")[0], period_of(today, "month"), now, zone)


@dataclass
class Tally:
    """Sums of one question by month (its first day), by unit and month where it is told for units; `people` is whom it
    speaks about in each month, and `crowds` in each unit and month. `apart` are those from whom it tells these apart,
    so that it tells of them as well: the quality team beside everybody else.
    """

    months: dict[date, Sum] = field(default_factory=lambda: defaultdict(Sum))
    units: dict[int, dict[date, Sum]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(Sum)))
    people: dict[date, set[int]] = field(default_factory=lambda: defaultdict(set))
    apart: dict[date, set[int]] = field(default_factory=lambda: defaultdict(set))
    crowds: dict[int, dict[date, set[int]]] = field(default_factory=lambda: defaultdict(lambda: defaultdict(set)))

    def add(
        self, month: date, numerator: float, denominator: float, unit: int | None = None, people: Iterable[int] = ()
    ) -> None:
        """Count so much in a month, of a unit and of these people where they are given."""
        found = Sum(float(numerator or 0), float(denominator or 0))
        self.months[month] += found
        if unit is not None:
            self.units[unit][month] += found
            self.crowds[unit][month].update(people)
        self.people[month].update(people)

    def speaks_of(self, people: Iterable[tuple[date, int | None]]) -> "Tally":
        """The same tally, which speaks of these people too, each in the month of this day."""
        for day, person in people:
            if person is not None:
                self.people[day.replace(day=1)].add(person)
        return self


def tallied(rows: Iterable[Any], numerator: str, denominator: str = "all", unit: str = "", person: str = "") -> Tally:
    """The tally of rows that a query has grouped by `month`, and by `unit` and `person` where these are named."""
    found = Tally()
    for row in rows:
        whose = {row[person]} - {None} if person else ()
        found.add(row["month"], row[numerator], row[denominator], row[unit] if unit else None, whose)
    return found
