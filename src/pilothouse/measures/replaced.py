"""Baselines that a later one has taken over wholly, with the limits that they gave while they held."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime
from itertools import pairwise

import numpy as np

from pilothouse.measures.models import Baseline
from pilothouse.measures.rules import Columns, Floats
from pilothouse.measures.stretches import Manner, book_of
from pilothouse.measures.watching import judge


@dataclass(frozen=True)
class Replaced:
    """The limits (shown units) that such a baseline gave the points `first` to `last`. Places count in the line."""

    baseline: tuple[int, int]
    first: int
    last: int
    centre: Floats
    lower: Floats
    upper: Floats


def replaced_by_later(
    rows: Columns, manner: Manner, held: Sequence[Baseline], fap60: float, scale: float, day: Callable[[datetime], date]
) -> tuple[Replaced, ...]:
    """Those of the baselines `held` (newest first) over which the next one reaches back. `rows` are one series, `day`
    is the date of a moment where the organisation is.
    """
    found = []
    for place, (newer, older) in enumerate(pairwise(held), 1):
        if newer.first > older.first:
            continue
        earlier = replace(manner, baselines=manner.baselines[: len(held) - place])
        told = judge(book_of(rows, [newer.series_id]), [earlier], fap60)
        cut = told.stretches[0][-1] if told.stretches[0] else None
        last = int(np.searchsorted(rows.days, day(newer.at).toordinal())) - 1
        if cut is None or cut.baseline is None or last < cut.baseline[1]:
            continue
        span = slice(cut.first, last + 1)
        lines = (line[span] * scale for line in (told.centre, told.lower, told.upper))
        found.append(Replaced(cut.baseline, cut.first, last, *lines))
    return tuple(found)
