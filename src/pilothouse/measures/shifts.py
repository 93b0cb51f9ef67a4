"""Did a series change when somebody acted? Before and after a day, and against the level before a change."""

from dataclasses import dataclass, replace
from datetime import date

import numpy as np
from numpy.typing import NDArray

from pilothouse import spc
from pilothouse.measures.models import Direction, Series
from pilothouse.measures.periods import next_period
from pilothouse.measures.queries import Line, line_of
from pilothouse.measures.traces import Trace
from pilothouse.spc.shift import FEWEST_AFTER

# So many points before a change are what it is compared with.
POINTS_BEFORE = 24
POINTS_OF_A_LEVEL = 8


def enough_after(points: int) -> int:
    """How many points since a change are the fewest that tell, where a comparison over so many is asked for."""
    return min(points, FEWEST_AFTER)


def shift_on(
    series: Series, changed_on: date, points: int, trace: Trace | None = None, *, smallest: float | None = None
) -> spc.Shift:
    """Before and after a day, in shown units: up to 24 points that were over by then, and the first `points` since.

    "Before" is the level at which somebody acted: it reaches back to the last signalled change where at least eight
    points lie since. A shorter run is not cut out, for a few bad points would come back by themselves. The period in
    which the day lies belongs to neither side, unless it begins on that day. Too early means fewer than `points`, or
    than six, points after. `points` is at least 1. What a `trace` brings along is not asked again. `smallest` is the
    smallest effect that matters, in shown units: where every effect in the range is smaller nothing changed.
    """
    line, onsets = line_of(series, trace), _known_onsets(series, changed_on, trace)
    over, after = _over_and_since(series, line, changed_on)
    before = _present_level(onsets[-1] if onsets else None, line, over)[-POINTS_BEFORE:]
    return _compared(series, line, before, after[:points], points, smallest)


@dataclass(frozen=True)
class LevelBefore:
    """The last change known when somebody acted, where "before" begins with it or holds it: `onset`, and how many
    values of "before" lie since. `measured` compares the same values after with the level before that change.
    """

    onset: date
    points: int
    measured: spc.Shift


def level_before_change(series: Series, changed_on: date, points: int, trace: Trace) -> LevelBefore | None:
    """What `shift_on` cannot say where somebody acted in a stretch that had just changed: such a stretch may end by
    itself. None where "before" holds no change, or a level that had lasted longer than it reaches back.
    """
    line, onsets = line_of(series, trace), _known_onsets(series, changed_on, trace)
    if not onsets:
        return None
    over, after = _over_and_since(series, line, changed_on)
    since = np.array([index for index in over if line.periods[index] >= onsets[-1]], dtype=np.intp)
    if not 0 < len(since) <= POINTS_BEFORE:
        return None
    earlier = _present_level(onsets[-2] if onsets[1:] else None, line, over[: -len(since)])[-POINTS_BEFORE:]
    return LevelBefore(onsets[-1], len(since), _compared(series, line, earlier, after[:points], points))


def _over_and_since(series: Series, line: Line, day: date) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The places of the periods that were over by a day, and of those that began on it or later."""
    frequency = series.indicator.frequency
    over = np.array([next_period(p, frequency) <= day for p in line.periods], dtype=bool)
    since = np.array([p >= day for p in line.periods], dtype=bool)
    return np.flatnonzero(over), np.flatnonzero(since)


def _compared(
    series: Series,
    line: Line,
    before: NDArray[np.intp],
    after: NDArray[np.intp],
    points: int,
    smallest: float | None = None,
) -> spc.Shift:
    indicator = series.indicator
    ratio = indicator.has_denominator
    scale = indicator.scale if ratio else 1.0
    given = line.numerators if ratio else line.values
    found = spc.shift(
        given[before],
        given[after],
        direction=1 if indicator.direction == Direction.UP else -1,
        kind=indicator.value_kind,
        before_n=line.denominators[before] if ratio else None,
        after_n=line.denominators[after] if ratio else None,
        smallest=None if smallest is None else smallest / scale,
        fewest_after=enough_after(points),
    )
    return _in_shown_units(found, scale) if ratio else found


def _known_onsets(series: Series, day: date, trace: Trace | None) -> list[date]:
    """When the changes began that were known on a day and lay before it, in order."""
    if trace is not None:
        return sorted({one.onset for one in trace.aspects.signals if one.onset < day and one.found <= day})
    known = series.signals.filter(onset__lt=day, found__lte=day).order_by("onset").values_list("onset", flat=True)
    return list(known.distinct())


def _present_level(onset: date | None, line: Line, over: NDArray[np.intp]) -> NDArray[np.intp]:
    if onset is None:
        return over
    level = np.array([index for index in over if line.periods[index] >= onset], dtype=np.intp)
    return level if len(level) >= POINTS_OF_A_LEVEL else over


def _in_shown_units(found: spc.Shift, scale: float) -> spc.Shift:
    names = ("effect", "low", "high", "before_mean", "after_mean")
    return replace(found, **{name: getattr(found, name) * scale for name in names})
