"""What another false-alarm budget would have done: the organisation's own history judged again, with both budgets."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from django.db.models import Case, Exists, OuterRef, QuerySet, When

from pilothouse.measures.episodes import tells_of
from pilothouse.measures.judging import baselines_of, manner_of
from pilothouse.measures.lines import chunks, current_values
from pilothouse.measures.models import Series, Signal
from pilothouse.measures.queries import series_seen_by, still_running
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
    """A signal that somebody answered, held against the other budget.

    `later` is how many values later it would have been found (negative: earlier), None where it would be missed.
    """

    signal: Signal
    later: int | None


@dataclass(frozen=True)
class Backtest:
    """The history of `series` of `of` series, ended ones too, judged with both budgets; years oldest first.

    `acted` are the signals that led to work or a decision, `explained` the others whose cause somebody wrote down: both
    told of something real. `unanswered` counts those that nobody has answered, of which the other budget would still
    raise `kept`.
    """

    series: int
    of: int
    years: list[Year]
    acted: list[Judgement]
    explained: list[Judgement]
    unanswered: int
    kept: int

    @property
    def missed(self) -> list[Judgement]:
        """Signals that somebody answered and the other budget would not raise."""
        return [one for one in (*self.acted, *self.explained) if one.later is None]

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
    every = _series(person, on)
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
    groups: dict[str, list[Judgement]] = defaultdict(list)
    for one in _signals(person, keys):
        groups[_answer(one)].append(Judgement(one, _later(one, book, replays[1])))
    unanswered = groups["unanswered"]
    kept = sum(one.later is not None for one in unanswered)
    answered = (groups["acted"], groups["explained"])
    return Backtest(len(keys), len(every), _years(*replays), *answered, len(unanswered), kept)


def _series(person: Person, on: date) -> list[Series]:
    """What this person sees; series that have ended come last, should there be more values than are judged again."""
    rows = series_seen_by(person).select_related(None).select_related("indicator", "reading")
    ended = Case(When(still_running(on), then=0), default=1)
    return list(rows.alias(ended=ended).order_by("ended", "indicator__number", "unit__path", "label"))


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


def _answer(signal: Any) -> str:
    """What became of it: acted (work or a decision), explained or unanswered."""
    if signal.state == "answered" or signal.decided:
        return "acted"
    return "explained" if signal.state == "explained" else "unanswered"


def _later(signal: Signal, book: Book, replay: _Replay) -> int | None:
    index = int(np.searchsorted(book.ids, signal.series_id))
    days = book.rows.days[book.span(index)]
    place = int(np.searchsorted(days, signal.found.toordinal()))
    told = [change for change in replay.changes[signal.series_id] if tells_of(change, (place, signal.side))]
    return min((change.found - place for change in told), key=abs, default=None)
