"""The lines of many series in one set of columns, and where each is cut: a new baseline begins a new stretch."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pilothouse.measures.periods import Days
from pilothouse.measures.rules import Columns


@dataclass(frozen=True)
class Book:
    """The lines of many series in one set of columns: series `ids[i]` has the rows `starts[i]` to `starts[i + 1]`."""

    rows: Columns
    ids: NDArray[np.int64]
    starts: NDArray[np.int64]

    def span(self, index: int) -> slice:
        """The rows of the series with this index."""
        return slice(int(self.starts[index]), int(self.starts[index + 1]))


def book_of(rows: Columns, series: Sequence[int]) -> Book:
    """Rows, sorted by series and period, opened at each of these series; those without a row have none."""
    ids = np.array(sorted(series), dtype=np.int64)
    starts = np.searchsorted(rows.series, ids, side="left")
    return Book(rows, ids, np.append(starts, len(rows)).astype(np.int64))


@dataclass(frozen=True)
class Fixed:
    """A baseline: the days (numbers) of its first and last period, and of the periods it leaves out."""

    first: int
    last: int
    left_out: tuple[int, ...] = ()


@dataclass(frozen=True)
class Manner:
    """How one line is judged. `baselines` in the order in which they were set: the latest counts."""

    kind: str
    frequency: str
    season: int | None = None
    baselines: tuple[Fixed, ...] = ()


@dataclass
class Stretch:
    """A piece of a line that is judged by itself. Indices count from the first row of its own series.

    `first` to `last` (included) are its points; `baseline` is the span of points that people have called the usual,
    None where nobody has; `left_out` are points within it that were left out and judged by it in hindsight.
    """

    first: int
    last: int
    baseline: tuple[int, int] | None
    left_out: tuple[int, ...] = ()


def stretches_of(days: Days, baselines: Sequence[Fixed]) -> list[Stretch]:
    """Cut a line (its days, ascending) where baselines begin; a later baseline takes what it reaches back to."""
    kept: list[Stretch] = []
    end = len(days)
    for fixed in reversed(baselines):
        first = int(np.searchsorted(days, fixed.first))
        last = int(np.searchsorted(days, fixed.last, side="right")) - 1
        if first >= end or last < first:
            continue
        out = {int(day) for day in fixed.left_out}
        left_out = tuple(i for i in range(first, min(last, end - 1) + 1) if out and int(days[i]) in out)
        kept.append(Stretch(first, end - 1, (first, min(last, end - 1)), left_out))
        end = first
    if end > 0:
        kept.append(Stretch(0, end - 1, None))
    return kept[::-1]
