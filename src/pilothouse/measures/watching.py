"""Many lines judged at once by early warning: the stretches of all series of a kind go to the engine as one table.

A stretch with a baseline begins with it, taken as in control; without one the series starts itself. Stretches stand
in the table so that all baselines end in the same column, for the engine takes one number.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial

import numpy as np
from numpy.typing import NDArray

from pilothouse import spc
from pilothouse.measures.episodes import joined
from pilothouse.measures.held import WIDTH, Lines, Shown, in_hindsight, shown
from pilothouse.measures.periods import period_numbers
from pilothouse.measures.rules import Floats
from pilothouse.measures.stretches import Book, Manner, Stretch, stretches_of
from pilothouse.spc.changes import SPREAD, Change, changes
from pilothouse.spc.early import Watch, watch
from pilothouse.spc.early.news import NEWS
from pilothouse.spc.early.values import FEWEST
from pilothouse.spc.series import HAS_DENOMINATOR, to_points

Ints = NDArray[np.int64]

# Any false alarm within 60 stable points of a series has this probability where nobody has said otherwise.
USUAL_FAP60 = 0.15
# Raised when `judge` says something else about the same lines, wherever the change was made (engine, changes, what is
# drawn, what is joined): judgements kept from before it no longer hold.
EDITION = 4
# Cells of one table handed to the statistics: bounds memory, not results.
_CELLS = 1_000_000
_NEAR = 1.3


def judged_from(season: int | None) -> int:
    """The number of the point from which on a series without a baseline is judged."""
    return FEWEST + 1 + (season or 0)


@dataclass
class Findings:
    """The judgement of a book: arrays with one value for each row of it, and per series stretches, changes and status.

    `centre`, `lower` and `upper` are in stored units, NaN where there are none; `p` is the chance of so much evidence
    of a change without one, NaN where a point was not judged; `side` is −1 or +1 where a point shows a change, else 0.
    Places in `changes` (oldest first) count from the first row of their series. `status` is one of spc.Status.
    """

    centre: Floats
    lower: Floats
    upper: Floats
    p: Floats
    side: NDArray[np.int8]
    stretches: list[list[Stretch]]
    changes: list[list[Change]]
    status: NDArray[np.int8]


@dataclass
class _Part:
    """One row of a table: a stretch, the rows of the book that stand in it (those left out apart), their columns, and
    how many columns the baseline takes.
    """

    series: int
    stretch: Stretch
    rows: Ints
    columns: Ints
    lead: int
    apart: Ints
    is_last: bool

    @property
    def width(self) -> int:
        """Columns from the end of the baseline on."""
        return (int(self.columns[-1]) + 1 if len(self.columns) else 0) - self.lead


@dataclass
class _Batch:
    """Parts that can be judged by one call."""

    manner: Manner
    parts: list[_Part] = field(default_factory=list)


def judge(book: Book, manners: Sequence[Manner], fap60: float = USUAL_FAP60) -> Findings:
    """Judge every line of the book in its manner (one for each of book.ids), a handful of calls in all."""
    found = _nothing_found(len(book.rows), len(book.ids))
    batches: dict[tuple[str, str, int | None, bool], _Batch] = {}
    for index, manner in enumerate(manners):
        cut = stretches_of(book.rows.days[book.span(index)], manner.baselines)
        found.stretches.append(cut)
        for stretch in cut:
            part = _part(book, index, stretch, manner, stretch is cut[-1])
            # The engine judges sooner where a baseline is given: who has none is not put beside those who have.
            key = (manner.kind, manner.frequency if manner.season else "", manner.season, part.lead > 0)
            batches.setdefault(key, _Batch(manner)).parts.append(part)
    for batch in batches.values():
        for parts in _tables(batch.parts):
            _watch(book, batch.manner, parts, found, fap60)
    for several in found.changes:
        several.sort(key=lambda change: change.found)
    return found


def _nothing_found(rows: int, series: int) -> Findings:
    return Findings(
        centre=np.full(rows, np.nan),
        lower=np.full(rows, np.nan),
        upper=np.full(rows, np.nan),
        p=np.full(rows, np.nan),
        side=np.zeros(rows, dtype=np.int8),
        stretches=[],
        changes=[[] for _ in range(series)],
        status=np.full(series, spc.Status.NO_DATA, dtype=np.int8),
    )


def _part(book: Book, series: int, stretch: Stretch, manner: Manner, is_last: bool) -> _Part:
    offset = int(book.starts[series])
    everything = np.arange(stretch.first, stretch.last + 1, dtype=np.int64)
    kept = everything[~np.isin(everything, stretch.left_out)]
    columns = np.arange(len(kept), dtype=np.int64)
    if manner.season and len(kept):
        numbers = period_numbers(book.rows.days[offset + kept], manner.frequency)
        columns = numbers - numbers[0]
    lead = 0
    if stretch.baseline is not None:
        inside = int(np.searchsorted(kept, stretch.baseline[1], side="right"))
        lead = int(columns[inside - 1]) + 1 if inside else 0
    apart = np.array(stretch.left_out, dtype=np.int64)
    return _Part(series, stretch, offset + kept, columns, lead, offset + apart, is_last)


def _tables(parts: list[_Part]) -> list[list[_Part]]:
    """Parts of similar length together, so that a table holds few empty cells and stays small."""
    tables: list[list[_Part]] = []
    width = 0
    for part in sorted(parts, key=lambda part: (-part.width, part.lead)):
        if not tables or (len(tables[-1]) + 1) * width > _CELLS or 4 * part.width < width:
            tables.append([])
            width = max(part.width, 1)
        tables[-1].append(part)
    return tables


def _watch(book: Book, manner: Manner, parts: list[_Part], found: Findings, fap60: float) -> None:
    """One call: fill the table, judge it, and write down what was found of each part."""
    lead = max(part.lead for part in parts)
    # One column more than there are points: what is usual after the last of them.
    width = lead + max(part.width for part in parts) + 1
    ratio = manner.kind in HAS_DENOMINATOR
    table = np.full((len(parts), width), np.nan)
    sizes = np.ones((len(parts), width))
    places = [lead - part.lead + part.columns for part in parts]
    for line, (part, columns) in enumerate(zip(parts, places, strict=True)):
        table[line, columns] = (book.rows.numerators if ratio else book.rows.values)[part.rows]
        if ratio and len(columns):
            sizes[line] = book.rows.denominators[part.rows[-1]]
            sizes[line, columns] = book.rows.denominators[part.rows]
    given = sizes if ratio else None
    engine = partial(watch, kind=manner.kind, baseline=lead or None, season=manner.season, fap60=fap60)
    seen = engine(table, denominators=given)
    plotted = to_points(table, manner.kind, given).plotted
    every = changes(seen, plotted)
    reach = WIDTH * seen.spread  # worked out once for the whole table
    before = _before(engine, table, given, every) if manner.season else [{}] * len(parts)
    for line, (part, columns) in enumerate(zip(parts, places, strict=True)):
        several = _moved(every[line], np.searchsorted(columns, np.arange(width))) if every[line] else []
        drawn = _lines(seen, reach[line], line, columns, sizes[line], manner)
        old = {int(np.searchsorted(columns, onset)): pair[:, columns] for onset, pair in before[line].items()}
        _write(book, part, replace(drawn, before=old), several, found)
        if part.is_last:
            found.status[part.series] = seen.status[line]


def _lines(seen: Watch, reach: Floats, line: int, columns: Ints, sizes: Floats, manner: Manner) -> Lines:
    """What the engine says of one part, its gaps taken out, and what is usual next."""
    at = np.append(columns, (int(columns[-1]) if len(columns) else -1) + 1)
    return Lines(manner.kind, manner.season is not None, seen.centre[line, at], reach[at], seen.p[line, at], sizes[at])


def _before(
    engine: Callable[..., Watch], table: Floats, sizes: Floats | None, every: list[list[Change]]
) -> list[dict[int, Floats]]:
    """Centre and width, two rows, of each line by the onset of its changes, as they go on with the season if no value
    is known from there on: what is missing teaches the engine nothing. NaN beyond the news of a change.
    """
    told: list[dict[int, Floats]] = [{} for _ in every]
    ends = [
        (_news_end(table[line], one.found), line, one.onset)
        for line, several in enumerate(every)
        for one in several
        if one.kind != SPREAD
    ]
    for batch in _batches(sorted(ends)):
        width = batch[-1][0]
        lines = [line for _, line, _ in batch]
        known = np.arange(width) < np.array([[onset] for *_, onset in batch])
        seen = engine(
            np.where(known, table[lines, :width], np.nan),
            denominators=None if sizes is None else sizes[lines, :width],
        )
        for row, (_, line, onset) in enumerate(batch):
            pair = told[line][onset] = np.full((2, table.shape[1]), np.nan)
            pair[:, :width] = seen.centre[row], WIDTH * seen.spread[row]
    return told


def _news_end(values: Floats, found: int) -> int:
    """The column after the last value to which a change is news."""
    after = np.flatnonzero(np.isfinite(values[found:]))[: NEWS + 2]
    return found + int(after[-1]) + 1


def _batches(ends: list[tuple[int, int, int]]) -> Iterator[list[tuple[int, int, int]]]:
    """What ends near each other is judged in one call, so that little is judged in vain and a table stays small."""
    batch: list[tuple[int, int, int]] = []
    for one in ends:
        if batch and (one[0] > _NEAR * batch[0][0] or (len(batch) + 1) * one[0] > _CELLS):
            yield batch
            batch = []
        batch.append(one)
    if batch:
        yield batch


def _moved(several: list[Change], places: Ints) -> list[Change]:
    """Changes told by places among `places`."""
    return [replace(one, onset=int(places[one.onset]), found=int(places[one.found])) for one in several]


def _write(book: Book, part: _Part, lines: Lines, several: list[Change], found: Findings) -> None:
    inside = int(np.searchsorted(part.columns, part.lead)) if part.lead else 0
    drawn = shown(lines, book.rows.values[part.rows], several, inside)
    _keep(book, part, part.rows, drawn, joined(several), found)
    if len(part.apart) and inside and not lines.seasonal:
        sizes = book.rows.denominators[part.apart] if lines.kind in HAS_DENOMINATOR else np.ones(len(part.apart))
        drawn, apart = in_hindsight(lines, book.rows.values[part.apart], sizes, inside)
        _keep(book, part, part.apart, drawn, apart, found)


def _keep(book: Book, part: _Part, rows: Ints, drawn: Shown, several: list[Change], found: Findings) -> None:
    for name in ("centre", "lower", "upper", "p", "side"):
        getattr(found, name)[rows] = getattr(drawn, name)
    found.changes[part.series] += _moved(several, rows - int(book.starts[part.series]))
