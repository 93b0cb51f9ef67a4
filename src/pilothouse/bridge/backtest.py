"""What another false-alarm budget would have done: the organisation's own history judged again, with both budgets."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from django.db.models import Exists, OuterRef, QuerySet

from pilothouse.measures.episodes import tells_of
from pilothouse.measures.judging import baselines_of, manner_of
from pilothouse.measures.lines import chunks, current_values
from pilothouse.measures.models import Series, Signal
from pilothouse.measures.queries import running_series
from pilothouse.measures.stretches import Book, book_of
from pilothouse.measures.watching import judge
from pilothouse.organisation.models import Person
from pilothouse.reviews.models import Decision
from pilothouse.spc.changes import Change

# So many values are judged again at most: a page that answers at once, however long the history is.
MOST_VALUES = 200_000


@dataclass(frozen=True)
class Year:
    """Alarms of one calendar year with the budget in force and with the other one."""

    year: int
    now: int
    then: int


@dataclass(frozen=True)
class Judgement:
    """A signal that was answered by an issue or a decision, held against the other budget.

    `later` is how many values later it would have been found (negative: earlier), None where it would be missed.
    """

    signal: Signal
    later: int | None


@dataclass(frozen=True)
class Backtest:
    """The history of `series` of `of` series, judged with both budgets; years oldest first.

    `confirmed` are the signals that an issue or a decision answered; `unconfirmed` counts the other signals, of which
    the other budget would still raise `kept`.
    """

    series: int
    of: int
    years: list[Year]
    confirmed: list[Judgement]
    unconfirmed: int
    kept: int

    @property
    def missed(self) -> list[Judgement]:
        """Confirmed signals that the other budget would not raise."""
        return [one for one in self.confirmed if one.later is None]

    @property
    def now(self) -> int:
        return sum(year.now for year in self.years)

    @property
    def then(self) -> int:
        return sum(year.then for year in self.years)


@dataclass
class _Replay:
    """The changes that one budget finds: their years, and by series where they lie."""

    years: dict[int, int] = field(default_factory=lambda: defaultdict(int))
    changes: dict[int, list[Change]] = field(default_factory=dict)


def backtest(person: Person, on: date, *, now: float, then: float) -> Backtest:
    """Replay what this person sees with the budget in force and with another one; five queries at any size."""
    every = list(running_series(person, on).select_related(None).select_related("indicator", "reading"))
    chosen = _within(every, MOST_VALUES)
    keys = sorted(one.pk for one in chosen)
    book = book_of(current_values(keys), keys)
    indicators = {one.pk: one.indicator for one in chosen}
    fixed = baselines_of(keys)
    manners = [manner_of(indicators[key], fixed.get(key, ())) for key in keys]
    replays = []
    for fap60 in (now, then):
        found = judge(book, manners, fap60)
        replays.append(_replayed(book, found.changes))
    signals = _signals(person, keys)
    confirmed = [Judgement(one, _later(one, book, replays[1])) for one in signals if _is_confirmed(one)]
    others = [one for one in signals if not _is_confirmed(one)]
    kept = sum(_later(one, book, replays[1]) is not None for one in others)
    return Backtest(len(keys), len(every), _years(*replays), confirmed, len(others), kept)


def _within(series: Sequence[Series], most: int) -> list[Series]:
    """As many of these series as have no more values than that."""
    chosen, values = [], 0
    for one in series:
        values += one.reading.points if hasattr(one, "reading") else 0
        if values > most:
            break
        chosen.append(one)
    return chosen


def _replayed(book: Book, found: Sequence[list[Change]]) -> _Replay:
    replay = _Replay()
    for index, several in enumerate(found):
        days = book.rows.days[book.span(index)]
        replay.changes[int(book.ids[index])] = several
        for change in several:
            replay.years[date.fromordinal(int(days[change.found])).year] += 1
    return replay


def _years(now: _Replay, then: _Replay) -> list[Year]:
    known = sorted(now.years.keys() | then.years.keys())
    every: Iterable[int] = range(known[0], known[-1] + 1) if known else ()
    return [Year(year, now.years.get(year, 0), then.years.get(year, 0)) for year in every]


def _signals(person: Person, keys: Sequence[int]) -> list[Signal]:
    """All signals of these series, oldest first."""
    found: list[Signal] = []
    for part in chunks(keys):
        found += _asked(person, part)
    return found


def _asked(person: Person, keys: Sequence[int]) -> "QuerySet[Signal]":
    decided = Exists(Decision.objects.filter(origin=OuterRef("pk")))
    rows: QuerySet[Signal] = Signal.objects.seen_by(person).filter(series__in=keys).order_by("found", "id")
    return rows.defer("words").annotate(decided=decided)


def _is_confirmed(signal: Any) -> bool:
    """An issue or a decision answered it."""
    return bool(signal.state == "answered" or signal.decided)


def _later(signal: Signal, book: Book, replay: _Replay) -> int | None:
    index = int(np.searchsorted(book.ids, signal.series_id))
    days = book.rows.days[book.span(index)]
    place = int(np.searchsorted(days, signal.found.toordinal()))
    told = [change for change in replay.changes[signal.series_id] if tells_of(change, (place, signal.side))]
    return min((change.found - place for change in told), key=abs, default=None)
