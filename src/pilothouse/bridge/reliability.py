"""Promise reliability: how often actions are done by the day first promised, by month, process and unit.

Counted by the database from what stands, for the whole organisation. It is never told by person: what may be told the
mirror works out (`mirror/promises.py`). A promise counts in the month of its first date, and is kept where it was done
by then, whatever came of it later. Only what was given up before that date is no promise.
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
from pilothouse.processes.models import Process
from pilothouse.reviews.models import Decision
from pilothouse.spc import limits

_MOVED = Q(last__gt=F("first_due"))
FEWEST = 5  # fewer promises tell nothing about the work
FEWEST_MONTHS = 6


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
class Part:
    """Promises of the months from `first` to `last` (their first days), told as one."""

    first: date
    last: date
    promises: Promises


@dataclass(frozen=True)
class Monthly:
    """The parts of a line, mostly single months, with the limits of a p chart, in per cent; None where too few were
    promised to tell.

    `lower` and `upper` are empty of numbers with fewer than six such parts. `side` is -1 or +1 outside of them.
    """

    parts: tuple[Part, ...]
    shares: tuple[float | None, ...]
    centre: tuple[float | None, ...]
    lower: tuple[float | None, ...]
    upper: tuple[float | None, ...]
    side: tuple[int, ...]

    @property
    def whole(self) -> Promises:
        """All of them together."""
        return sum((part.promises for part in self.parts), Promises())


def _process() -> Coalesce:
    """The process of an action: of its series, else of the issue, signal, decision or process that it came from."""
    of_issue = Issue.objects.filter(pk=OuterRef("origin")).order_by().values("process")[:1]
    of_signal = Signal.objects.filter(pk=OuterRef("origin")).order_by().values("series__indicator__process")[:1]
    itself = Process.objects.filter(pk=OuterRef("origin")).order_by().values("pk")[:1]
    of_decision = Decision.objects.filter(pk=OuterRef("origin")).order_by().values("series__indicator__process")[:1]
    origins: list[Any] = [Subquery(rows) for rows in (of_issue, of_signal, of_decision, itself)]
    return Coalesce(F("series__indicator__process"), *origins, output_field=BigIntegerField())


def promised(first: date, until: date, zone: ZoneInfo) -> QuerySet[Action]:
    """Actions first promised for a day from `first` to before `until`, with the `last` date that stood before they were
    first done. Left out is only what was given up before its day.
    """
    due: QuerySet[Action] = Action.objects.filter(first_due__gte=first, first_due__lt=until)
    rows = due.annotate(gone=TruncDate("ended_at", tzinfo=zone), last=Coalesce("due_when_done", "due"))
    return rows.exclude(state="cancelled", first_done_on=None, gone__lt=F("first_due")).order_by()


def cells(first: date, until: date, zone: ZoneInfo) -> list[Cell]:
    """Promises for a day from `first` to before `until`, by month, unit, process and owner; one query."""
    later = ExpressionWrapper(F("last") - F("first_due"), output_field=DurationField())
    # Months as text, for to truncate days SQLite would call Python for every row: "2013-04".
    month = Substr(Cast("first_due", CharField(max_length=10)), 1, 7)
    rows = promised(first, until, zone).annotate(of=_process(), month=month)
    groups: QuerySet[Action, Any] = rows.values("month", "unit_id", "owner_id", "of").annotate(
        made=Count("pk"),
        in_time=Count("pk", filter=Q(first_done_on__lte=F("first_due"))),
        moved=Count("pk", filter=_MOVED),
        days=Sum(later, filter=_MOVED),
    )
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
        for row in groups
    ]


def together(rows: Iterable[Cell], key: Callable[[Cell], Any]) -> Mapping[Any, Promises]:
    """The promises of each group."""
    found: dict[Any, Promises] = {}
    for row in rows:
        found[key(row)] = found.get(key(row), Promises()) + row.promises
    return found


def monthly(parts: Sequence[Part]) -> Monthly:
    """These parts, each judged against all of them."""
    shares = tuple(part.promises.share for part in parts)
    nothing: tuple[float | None, ...] = (None,) * len(parts)
    if sum(share is not None for share in shares) < FEWEST_MONTHS:
        return Monthly(tuple(parts), shares, nothing, nothing, nothing, (0,) * len(parts))
    told = [part.promises for part in parts]
    kept, made = ([float(getattr(one, name)) if one.tells else np.nan for one in told] for name in ("kept", "made"))
    found = limits([kept], chart="p", denominators=[made])
    centre, lower, upper = (_per_cent(line[0]) for line in (found.centre, found.lower, found.upper))
    side = tuple(_side(*each) for each in zip(shares, lower, upper, strict=True))
    return Monthly(tuple(parts), shares, centre, lower, upper, side)


def _per_cent(line: Any) -> tuple[float | None, ...]:
    return tuple(None if np.isnan(value) else 100.0 * float(value) for value in line)


def _side(share: float | None, lower: float | None, upper: float | None) -> int:
    if share is None or lower is None or upper is None:
        return 0
    return int(share > upper) - int(share < lower)
