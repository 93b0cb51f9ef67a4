"""How likely a target is, next time and at its date, read off joint futures of the series. Neither database nor clock.

A series that has not changed goes on as it did so far; one that changed goes on as since the change, where that is long
enough. Where it is not, nobody knows yet whether the change stays: then a range is told, between going on as before
the change and going on from where the line stands now.
"""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from pilothouse.measures.models import Direction, Indicator, ValueKind
from pilothouse.measures.periods import Days, days_of, period_numbers
from pilothouse.measures.reach import steps_to
from pilothouse.measures.rules import Floats
from pilothouse.measures.stretches import Book
from pilothouse.spc.changes import SINGLE, Change
from pilothouse.spc.early import chance, forecast
from pilothouse.spc.early.forecast import FEWEST_POINTS, MOST_POINTS

# Futures drawn for each series: their own error, 3.5 points at most, is less than the rounding to 5.
_PATHS = 200
_SIZES_OF_LATE = 12
# A share of 18 of 20 meets a target of 90 %, whatever the last binary digit says.
_HAIR = 1e-9


@dataclass(frozen=True)
class Question:
    """A line (stored units, oldest first, with its periods), what is wanted of it, and the changes that it had.

    `size` is the denominator to come where the line counts whole things among so many, else NaN.
    """

    key: int
    periods: Sequence[date]
    values: Floats
    target: float
    direction: int
    by: date
    frequency: str
    season: int | None
    ceiling: float
    changes: Sequence[Change]
    size: float = np.nan


def questions_of(
    book: Book,
    indicators: Sequence[Indicator],
    changes: Sequence[Sequence[Change]],
    aims: Mapping[int, tuple[float, date]],
) -> list[Question]:
    """What is asked of the lines of a book that have values and an aim, by their place in it."""
    asked = (index for index in aims if book.span(index).stop > book.span(index).start)
    return [question_of(index, indicators[index], book, changes[index], aims[index]) for index in asked]


def question_of(
    key: int, indicator: Indicator, book: Book, changes: Sequence[Change], aim: tuple[float, date]
) -> Question:
    """What is asked of the line `key` of a book; `aim` is the wanted value, in shown units, and its date."""
    span = book.span(key)
    return Question(
        key=key,
        periods=[date.fromordinal(day) for day in book.rows.days[span].tolist()],
        values=book.rows.values[span],
        target=aim[0] / indicator.scale,
        direction=1 if indicator.direction == Direction.UP else -1,
        by=aim[1],
        frequency=indicator.frequency,
        season=indicator.season,
        ceiling=1.0 if indicator.value_kind == ValueKind.PROPORTION else np.inf,
        changes=changes,
        size=_size_to_come(book.rows.numerators[span], book.rows.denominators[span]),
    )


def _size_to_come(numerators: Floats, denominators: Floats) -> float:
    """The usual one of late, for the last may be that of half a week."""
    late = denominators[-_SIZES_OF_LATE:]
    usual = float(np.median(late[late > 0])) if (late > 0).any() else np.nan
    counted = np.isfinite(numerators)
    whole = bool(counted.any() and (numerators[counted] == np.rint(numerators[counted])).all())
    return usual if whole else np.nan


@dataclass(frozen=True)
class _Drawn:
    """One stretch of a line to be continued: the futures of `values` (NaN = missing), so many steps on."""

    question: Question
    values: Floats
    steps: int


def outlooks(questions: Sequence[Question]) -> dict[int, dict[str, Any]]:
    """By key what `Reading.picture["outlook"]` keeps: `by` (ISO), `next` and `at` (each the lowest and highest chance,
    the same where one is told; `at` is None where the date is over or too far), `far` (the date is too far to tell),
    `since` (ISO, where a change counts). Lines of which nothing can be told are left out.
    """
    drawn: list[_Drawn] = []
    for question in questions:
        steps = _steps(question) or 1
        drawn += [_Drawn(question, values, steps) for values in _stretches(question)]
    told: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for same in _alike(drawn):
        for one, found in zip(same, _chances(same), strict=True):
            if found is not None:
                told[one.question.key].append(found)
    by_key = {question.key: question for question in questions}
    return {question.key: _kept(question, told[key]) for key, question in by_key.items() if key in told}


def _kept(question: Question, found: Sequence[tuple[float, float]]) -> dict[str, Any]:
    onset, steps = _onset(question), _steps(question)
    ahead, at = ([round(value, 3) for value in values] for values in zip(*found, strict=True))
    return {
        "by": question.by.isoformat(),
        "next": [min(ahead), max(ahead)],
        "at": [min(at), max(at)] if steps else None,
        "far": steps is None,
        "since": question.periods[onset].isoformat() if onset else None,
    }


def _onset(question: Question) -> int:
    """Where the latest lasting change began; 0 for none. A single value that stood out is over with itself."""
    lasting = [change.onset for change in question.changes if change.kind != SINGLE]
    return lasting[-1] if lasting else 0


def _stretches(question: Question) -> list[Floats]:
    """What is continued: the line since its last change, or both what was before it and all of it."""
    onset, columns = _onset(question), _columns(question)
    line = np.full(int(columns[-1]) + 1, np.nan)
    line[columns] = question.values
    if len(question.values) - onset >= FEWEST_POINTS:
        return [line[columns[onset] :][-MOST_POINTS:]]
    if onset < FEWEST_POINTS:
        return [line[-MOST_POINTS:]] if len(question.values) >= FEWEST_POINTS else []
    return [part[-MOST_POINTS:] for part in (_before(question, line, columns, onset), line)]


def _columns(question: Question) -> Days:
    """Where the values stand in their line: by their periods where a season counts these, else one after another."""
    if question.season is None:
        return np.arange(len(question.values), dtype=np.int64)
    numbers = period_numbers(days_of(question.periods), question.frequency)
    columns: Days = numbers - numbers[0]
    return columns


def _before(question: Question, line: Floats, columns: Days, onset: int) -> Floats:
    """The line before its change, so that what is next for the line comes in its own month for a season too."""
    until = int(columns[onset - 1]) + 1
    missing = (len(line) - until) % question.season if question.season else 0
    return np.append(line[:until], np.full(missing, np.nan))


def _steps(question: Question) -> int | None:
    return steps_to(question.by, question.periods[-1], question.frequency)


def _alike(drawn: Sequence[_Drawn]) -> list[list[_Drawn]]:
    """Those that one call can continue. How far it goes and how long the line is shape what is drawn: they must be the
    line's own, so that a chance never depends on what else is asked.
    """
    groups: dict[tuple[int | None, float, int, int], list[_Drawn]] = defaultdict(list)
    for one in drawn:
        groups[one.question.season, one.question.ceiling, one.steps, len(one.values)].append(one)
    return list(groups.values())


def _chances(same: Sequence[_Drawn]) -> list[tuple[float, float] | None]:
    """Next time and at the date; None where there is no forecast."""
    asked, steps = same[0].question, same[0].steps
    table, sizes = np.array([one.values for one in same]), [one.question.size for one in same]
    paths = forecast(table, steps, asked.season, paths=_PATHS, ceiling=asked.ceiling, sizes=sizes).paths
    way = np.array([one.question.direction for one in same])
    target = np.array([one.question.target for one in same])
    target = target - way * _HAIR * np.abs(target)
    ahead, at = (chance(paths, target, direction=way, at=step).probability for step in (0, steps - 1))
    return [(float(a), float(b)) if np.isfinite(a) and np.isfinite(b) else None for a, b in zip(ahead, at, strict=True)]
