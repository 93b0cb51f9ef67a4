"""What a comparison with "before" cannot say by itself: that somebody acted in a stretch which had just changed."""

from datetime import date

from pilothouse.bridge.levels import level_in_words
from pilothouse.measures.models import Series
from pilothouse.measures.shifts import level_before_change
from pilothouse.measures.traces import Trace
from pilothouse.spc import Shift


def told_of_level(series: Series, changed_on: date, points: int, trace: Trace, measured: Shift) -> list[str]:
    """In sentences what the "before" of this comparison rests on, and how the same values stand against the level
    before that; none where it is a level that had lasted.
    """
    found = level_before_change(series, changed_on, points, trace)
    return level_in_words(found, measured.before_mean, series.indicator) if found else []
