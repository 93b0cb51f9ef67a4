"""What the “before” of a comparison rests on: a level that had just changed when somebody acted often goes back by
itself. As the pages of decisions and of effects tell it, out of what was known at the cut-off.
"""

from datetime import date

import numpy as np

from pilothouse.measures.aspects import Aspects
from pilothouse.measures.models import Signal
from pilothouse.measures.shifts import level_before_change, shift_on
from pilothouse.measures.traces import Trace
from pilothouse.reviews.queries.packing.known import Known, number
from pilothouse.reviews.queries.packing.records import Told, here


class Levels:
    """The levels before changes of all series of a pack."""

    def __init__(self, known: Known) -> None:
        self.known = known
        self.index_of = {series.pk: index for index, series in enumerate(known.series)}
        self.signals: dict[int, list[Signal]] = {}
        for one in here(known, Signal):
            self.signals.setdefault(one.series_id, []).append(one)

    def before(self, series: int | None, changed_on: date | None, points: int) -> Told | None:
        """The change that “before” begins with or holds, and the comparison with the level before it; None for a level
        that had lasted, and for a series that the pack does not hold.
        """
        if series is None or series not in self.index_of or changed_on is None or points < 1:
            return None
        line, trace = self.known.series[self.index_of[series]], self._trace(series)
        found = level_before_change(line, changed_on, points, trace)
        if found is None:
            return None
        now, earlier = shift_on(line, changed_on, points, trace), found.measured
        return {
            "onset": found.onset.isoformat(),
            "points": found.points,
            "level": number(now.before_mean),
            "earlier": number(earlier.before_mean),
            "effect": [number(value) for value in (earlier.effect, earlier.low, earlier.high)],
            "before_points": earlier.before_points,
            "verdict": str(earlier.verdict),
        }

    def _trace(self, series: int) -> Trace:
        span = self.known.book.span(self.index_of[series])
        rows = self.known.book.rows.take(np.arange(span.start, span.stop))
        return Trace(rows, Aspects((), (), tuple(self.signals.get(series, ())), self.known.fap60))
