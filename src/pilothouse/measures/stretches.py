"""Many lines judged at once: each is cut where a new baseline begins, and all pieces go to `spc.watch` together."""

from collections.abc import Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from pilothouse import spc
from pilothouse.measures.periods import Days, Flags, period_numbers
from pilothouse.measures.rules import Columns, Floats
from pilothouse.spc.constants import FEWEST_POINTS
from pilothouse.spc.series import HAS_DENOMINATOR

Ints = NDArray[np.int64]

# Cells of one table handed to the statistics: bounds memory, not results.
_CELLS = 1_000_000


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
    """A piece of a line judged by one set of limits. Indices count from the first row of its own series.

    `first` to `last` (included) are its points; `baseline` is the span of points that fixed the limits, None
    where nobody fixed any; `left_out` are points within it that were left out and judged by it in hindsight.
    """

    first: int
    last: int
    baseline: tuple[int, int] | None
    left_out: tuple[int, ...] = ()


@dataclass
class Findings:
    """The judgement of a book: arrays with one value for each row of it, and per series stretches and status.

    `centre`, `lower`, `upper` and `sigma` are in stored units, NaN where there are none; `z` is NaN where a point
    was not judged; `rule` is 0 to 4, `side` −1, 0 or +1, `start` the row of the book where the run began (−1 none).
    """

    centre: Floats
    lower: Floats
    upper: Floats
    sigma: Floats
    z: Floats
    rule: NDArray[np.int8]
    side: NDArray[np.int8]
    start: Ints
    stretches: list[list[Stretch]]
    status: NDArray[np.int8]


@dataclass
class _Part:
    """One row of a table for the statistics: which rows of the book stand in which columns, and which to take back."""

    series: int
    rows: Ints
    columns: Ints
    take: Flags
    baseline: int
    is_last: bool


@dataclass
class _Batch:
    """Parts that can be judged by one call."""

    manner: Manner
    fixed: bool
    parts: list[_Part] = field(default_factory=list)


def judge(book: Book, manners: Sequence[Manner]) -> Findings:
    """Judge every line of the book in its manner (one for each of book.ids), a handful of calls in all."""
    found = _nothing_found(len(book.rows), len(book.ids))
    batches: dict[tuple[str, str, int | None, bool], _Batch] = {}
    for index, manner in enumerate(manners):
        span = book.span(index)
        cut = stretches_of(book.rows.days[span], manner.baselines)
        found.stretches.append(cut)
        for stretch in cut:
            for part in _parts(book, index, stretch, manner, stretch is cut[-1]):
                fixed = part.baseline > 0
                frequency = manner.frequency if manner.season else ""
                key = (manner.kind, frequency, manner.season, fixed)
                batches.setdefault(key, _Batch(manner, fixed)).parts.append(part)
    for batch in batches.values():
        for parts in _tables(batch.parts):
            _watch(book, batch, parts, found)
    return found


def _nothing_found(rows: int, series: int) -> Findings:
    return Findings(
        centre=np.full(rows, np.nan),
        lower=np.full(rows, np.nan),
        upper=np.full(rows, np.nan),
        sigma=np.full(rows, np.nan),
        z=np.full(rows, np.nan),
        rule=np.zeros(rows, dtype=np.int8),
        side=np.zeros(rows, dtype=np.int8),
        start=np.full(rows, -1, dtype=np.int64),
        stretches=[],
        status=np.full(series, spc.Status.NO_DATA, dtype=np.int8),
    )


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


def _parts(book: Book, series: int, stretch: Stretch, manner: Manner, is_last: bool) -> list[_Part]:
    """The tables' rows of one stretch: itself, and the points its baseline leaves out, judged apart by it."""
    offset = int(book.starts[series])
    everything = np.arange(stretch.first, stretch.last + 1, dtype=np.int64)
    kept = everything[~np.isin(everything, stretch.left_out)]
    baseline = 0
    if stretch.baseline is not None:
        baseline = int(np.searchsorted(kept, stretch.baseline[1], side="right"))
    if manner.season:
        numbers = period_numbers(book.rows.days[offset + kept], manner.frequency)
        columns = numbers - numbers[0] if len(numbers) else numbers
        enough = 2 * manner.season
        baseline = int(columns[baseline - 1]) + 1 if baseline else 0
    else:
        columns, enough = np.arange(len(kept), dtype=np.int64), FEWEST_POINTS
    if baseline < max(enough, FEWEST_POINTS):
        baseline = 0
    main = _Part(series, offset + kept, columns, np.ones(len(kept), dtype=bool), baseline, is_last)
    if not stretch.left_out or not baseline or manner.season:
        return [main]
    apart = np.concatenate([kept[:baseline], np.array(stretch.left_out, dtype=np.int64)])
    take = np.arange(len(apart)) >= baseline
    return [main, _Part(series, offset + apart, np.arange(len(apart)), take, baseline, False)]


def _tables(parts: list[_Part]) -> list[list[_Part]]:
    """Parts of similar length together, so that a table holds few empty cells and stays small."""
    tables: list[list[_Part]] = []
    width = 0
    for part in sorted(parts, key=lambda part: -_width(part)):
        if not tables or (len(tables[-1]) + 1) * width > _CELLS or 4 * _width(part) < width:
            tables.append([])
            width = max(_width(part), 1)
        tables[-1].append(part)
    return tables


def _width(part: _Part) -> int:
    return int(part.columns[-1]) + 1 if len(part.columns) else 0


def _watch(book: Book, batch: _Batch, parts: list[_Part], found: Findings) -> None:
    width = max(_width(part) for part in parts)
    rows = np.concatenate([part.rows for part in parts])
    lines = np.repeat(np.arange(len(parts)), [len(part.rows) for part in parts])
    columns = np.concatenate([part.columns for part in parts])
    ratio = batch.manner.kind in HAS_DENOMINATOR
    table = np.full((len(parts), width), np.nan)
    table[lines, columns] = (book.rows.numerators if ratio else book.rows.values)[rows]
    sizes = None
    if ratio:
        sizes = np.full(table.shape, np.nan)
        sizes[lines, columns] = book.rows.denominators[rows]
    baseline = np.array([part.baseline for part in parts], dtype=np.int64) if batch.fixed else None
    seen = spc.watch(table, kind=batch.manner.kind, denominators=sizes, baseline=baseline, season=batch.manner.season)
    take = np.concatenate([part.take for part in parts])
    at, rows = (lines[take], columns[take]), rows[take]
    for name in ("centre", "lower", "upper", "sigma", "z", "rule", "side"):
        getattr(found, name)[rows] = getattr(seen, name)[at]
    origin = np.full(table.shape, -1, dtype=np.int64)
    origin[lines[take], columns[take]] = rows
    start = seen.start[at]
    found.start[rows] = np.where(start >= 0, origin[at[0], np.maximum(start, 0)], -1)
    for line, part in enumerate(parts):
        if part.is_last:
            found.status[part.series] = seen.status[line]
