"""Promise reliability: how often actions are done by the day first promised, by month, process and unit.

Derived by the database from what stands; never kept, and never told by person: a group whose promises belong to fewer
than FEWEST_PEOPLE is told to nobody. A promise counts in the month of its first date once that date has passed, and is
kept where it was done by then, whatever came of it later. Only what was given up before that date is no promise.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
from django.db.models import (
    BigIntegerField,
    CharField,
    Count,
    DurationField,
    ExpressionWrapper,
    F,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Sum,
)
from django.db.models.functions import Cast, Coalesce, Substr, TruncDate

from pilothouse.improvement.models import Action, Issue
from pilothouse.measures.models import Signal
from pilothouse.organisation.models import Person
from pilothouse.organisation.rules import FEWEST_PEOPLE, told_from
from pilothouse.processes.models import Process
from pilothouse.records.ended import NOBODY, Ended, Promised, What
from pilothouse.reviews.models import Decision
from pilothouse.spc import limits

_GROUP = ("month", "unit_id", "owner_id")
_PARTS = ("month", "unit_id", "whose")
_SUMS = {"made": What.MADE, "in_time": What.KEPT, "moved": What.MOVED}
_MOVED = Q(last__gt=F("first_due"))
FEWEST = 5  # fewer promises tell nothing about the work
FEWEST_MONTHS = 6
MONTHS = 24


@dataclass(frozen=True)
class Promises:
    """So many promises: kept by their first date, moved to a later one, and by how many days in all; `people` are the
    keys of those whose they are, only to know how many they are.
    """

    made: int = 0
    kept: int = 0
    moved: int = 0
    days: int = 0
    people: frozenset[int] = frozenset()

    def __add__(self, other: "Promises") -> "Promises":
        sums = (self.made + other.made, self.kept + other.kept, self.moved + other.moved, self.days + other.days)
        return Promises(*sums, self.people | other.people)

    @property
    def personal(self) -> bool:
        """Do they belong to so few that they tell about persons?"""
        return len(self.people) < FEWEST_PEOPLE

    @property
    def tells(self) -> bool:
        """Are there enough of them to tell anything?"""
        return self.made >= FEWEST

    @property
    def share(self) -> float | None:
        """Per cent kept; None for too few to tell."""
        return 100.0 * self.kept / self.made if self.tells else None

    @property
    def moved_by(self) -> float | None:
        """Days by which those that moved have moved on average; None where none moved or too few to tell."""
        return self.days / self.moved if self.moved and self.tells else None


@dataclass(frozen=True)
class Cell:
    """Promises of one month, unit, process and owner."""

    month: date
    unit: int
    process: int | None
    promises: Promises


@dataclass(frozen=True)
class Monthly:
    """The months of a group with the limits of a p chart, in per cent; None where too few were promised to tell. Where
    a month speaks of too few people it is told as one with those after it, the last ones with those before: `since` is
    the first month of each.

    `lower` and `upper` are empty of numbers with fewer than six such months. `side` is -1 or +1 outside of them. There
    are no months where the group speaks of too few people.
    """

    months: tuple[date, ...]
    promises: tuple[Promises, ...]
    shares: tuple[float | None, ...]
    centre: tuple[float | None, ...]
    lower: tuple[float | None, ...]
    upper: tuple[float | None, ...]
    side: tuple[int, ...]
    since: tuple[date, ...] = ()


def _process() -> Coalesce:
    """The process of an action: of its series, else of the issue, signal, decision or process that it came from."""
    of_issue = Issue.objects.filter(pk=OuterRef("origin")).order_by().values("process")[:1]
    of_signal = Signal.objects.filter(pk=OuterRef("origin")).order_by().values("series__indicator__process")[:1]
    itself = Process.objects.filter(pk=OuterRef("origin")).order_by().values("pk")[:1]
    of_decision = Decision.objects.filter(pk=OuterRef("origin")).order_by().values("series__indicator__process")[:1]
    origins: list[Any] = [Subquery(rows) for rows in (of_issue, of_signal, of_decision, itself)]
    return Coalesce(F("series__indicator__process"), *origins, output_field=BigIntegerField())


def promised(person: Person, first: date, today: date, zone: ZoneInfo | None = None) -> QuerySet[Action]:
    """Actions that this person may see, first promised for a day from `first` to before `today`, with the `last` date
    that stood before they were first done. Left out is only what was given up before its day; `zone` where it is not
    the one that the door has set.
    """
    seen: QuerySet[Action] = Action.objects.seen_by(person)
    rows = seen.filter(first_due__gte=first, first_due__lt=today).annotate(
        gone=TruncDate("ended_at", tzinfo=zone), last=Coalesce("due_when_done", "due")
    )
    return rows.exclude(state="cancelled", first_done_on=None, gone__lt=F("first_due")).order_by()


def _month_of(day: str) -> Substr:
    """ "2013-04": text, for to truncate days SQLite would call Python for every row."""
    return Substr(Cast(day, CharField(max_length=10)), 1, 7)


def _grouped(rows: QuerySet[Action], *group: str) -> "QuerySet[Action, Any]":
    groups: QuerySet[Action, Any] = rows.annotate(month=_month_of("first_due")).values(*group)
    return groups.annotate(
        made=Count("pk"),
        in_time=Count("pk", filter=Q(first_done_on__lte=F("first_due"))),
        moved=Count("pk", filter=_MOVED),
    )


def cells(person: Person, today: date, *, first: date | None = None, zone: ZoneInfo | None = None) -> list[Cell]:
    """Promises that this person may see, by month, unit, process and owner, of the last two years or from `first` on;
    one query.
    """
    since = first or months_up_to(today)[0]
    later = ExpressionWrapper(F("last") - F("first_due"), output_field=DurationField())
    rows = promised(person, since, today, zone).annotate(of=_process())
    return [
        Cell(
            date.fromisoformat(f"{row['month']}-01"),
            row["unit_id"],
            row["of"],
            Promises(
                row["made"],
                row["in_time"],
                row["moved"],
                (row["days"] or timedelta()).days,
                frozenset({row["owner_id"]} - {None}),
            ),
        )
        for row in _grouped(rows, *_GROUP, "of").annotate(days=Sum(later, filter=_MOVED))
    ]


def cells_by_unit(person: Person, today: date) -> list[Cell]:
    """The same of the last two years, of no process and without the days by which dates moved: what has ended is told
    by the sums that the worker keeps. One query.
    """
    months = months_up_to(today)
    single = _grouped(promised(person, months[0], today).filter(counted=0), *_GROUP).values_list(*_GROUP, *_SUMS)
    return [
        Cell(
            date.fromisoformat(f"{month}-01"), unit, None,
            Promises(made, kept, moved, 0, frozenset({owner} - {None, NOBODY})),
        )
        for month, unit, owner, made, kept, moved in single.union(_summed(person, months, today), all=True)
    ]  # fmt: skip


def _summed(person: Person, months: Sequence[date], today: date) -> "QuerySet[Ended, Any]":
    """Promises added up: of months that are over at once, of the present one those of days that have passed."""
    over = Q(of=Promised.IN, day__gte=months[0], day__lt=months[-1])
    passed = Q(of=Promised.ON, day__gte=months[-1], day__lt=today)
    rows: QuerySet[Ended, Any] = Ended.objects.by_owner(person).filter(over | passed).annotate(month=_month_of("day"))
    sums = {name: Coalesce(Sum("n", filter=Q(what=what)), 0) for name, what in _SUMS.items()}
    found: QuerySet[Ended, Any] = rows.values(*_PARTS).annotate(**sums).values_list(*_PARTS, *_SUMS)
    return found


def months_up_to(today: date) -> list[date]:
    """The first days of the last two years' months that are over, the oldest first, and of the present one."""
    at = today.year * 12 + today.month - 1
    return [date(month // 12, month % 12 + 1, 1) for month in range(at - MONTHS, at + 1)]


def together(rows: Iterable[Cell], key: Callable[[Cell], Any]) -> Mapping[Any, Promises]:
    """The promises of each group."""
    found: dict[Any, Promises] = {}
    for row in rows:
        found[key(row)] = found.get(key(row), Promises()) + row.promises
    return found


def monthly(rows: Iterable[Cell], today: date) -> Monthly:
    """The months from the first promise on, each judged against all of them; none of a group of too few people."""
    by_month = together(rows, lambda row: row.month)
    if sum(by_month.values(), Promises()).personal:
        return Monthly((), (), (), (), (), (), ())
    first = min(by_month, default=today)
    parts = _told_together([month for month in months_up_to(today) if month >= first], by_month)
    months, since = tuple(part[-1] for part in parts), tuple(part[0] for part in parts)
    promises = tuple(sum((by_month.get(month, Promises()) for month in part), Promises()) for part in parts)
    shares = tuple(one.share for one in promises)
    nothing: tuple[float | None, ...] = (None,) * len(months)
    if sum(share is not None for share in shares) < FEWEST_MONTHS:
        return Monthly(months, promises, shares, nothing, nothing, nothing, (0,) * len(months), since)
    kept, made = ([float(getattr(one, name)) if one.tells else np.nan for one in promises] for name in ("kept", "made"))
    found = limits([kept], chart="p", denominators=[made])
    centre, lower, upper = (_per_cent(line[0]) for line in (found.centre, found.lower, found.upper))
    side = tuple(_side(*each) for each in zip(shares, lower, upper, strict=True))
    return Monthly(months, promises, shares, centre, lower, upper, side, since)


def _told_together(months: Sequence[date], by_month: Mapping[date, Promises]) -> list[Sequence[date]]:
    """These months in the parts that are told as one, for each to speak of enough people; what waits is told with the
    last of them, since all of it is in the sum beside it.
    """
    begins = told_from([(by_month.get(month, Promises()).people,) for month in months])
    starts = [first for first in begins if first is not None]
    ends = [*starts[1:], len(months)]
    return [months[start:end] for start, end in zip(starts, ends, strict=True)]


def _per_cent(line: Any) -> tuple[float | None, ...]:
    return tuple(None if np.isnan(value) else 100.0 * float(value) for value in line)


def _side(share: float | None, lower: float | None, upper: float | None) -> int:
    if share is None or lower is None or upper is None:
        return 0
    return int(share > upper) - int(share < lower)
