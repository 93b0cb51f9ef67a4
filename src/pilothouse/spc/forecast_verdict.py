"""What became of a forecast: the measured effect against the expected one."""

import math
from enum import StrEnum

from pilothouse.spc.shift import Shift, Verdict


class ForecastVerdict(StrEnum):
    """The answer to "did it do what we expected?"."""

    AS_FORECAST = "as_forecast"
    BETTER_BUT_LESS = "better_but_less"
    NO_CHANGE = "no_change"
    WORSE = "worse"
    TOO_EARLY = "too_early"
    CANNOT_BE_TOLD = "cannot_be_told"


def verdict_on_forecast(measured: Shift, *, expected: float, direction: int) -> ForecastVerdict:
    """Judge `measured` against `expected`, a signed effect in its unit; `direction` +1: more is better.

    AS_FORECAST: the interval excludes zero and reaches the expected effect, or passes it on the good side.
    BETTER_BUT_LESS: better than before, and surely less than expected. NO_CHANGE: zero is possible, the
    expected effect is not. WORSE: surely worse than before. CANNOT_BE_TOLD: zero and the expected effect
    are both possible. An expected effect of 0 ("it will not suffer") is never confirmed by a wide interval that
    happens to contain zero: that is NO_CHANGE, no change was shown.
    Raises ValueError for another direction or an expected effect that is not a number.
    """
    if direction not in (1, -1):
        raise ValueError("direction is +1 (more is better) or -1 (less is better)")
    if not math.isfinite(expected):
        raise ValueError("the expected effect must be a number")
    if measured.verdict is Verdict.TOO_EARLY:
        return ForecastVerdict.TOO_EARLY
    if not (math.isfinite(measured.low) and math.isfinite(measured.high)):
        return ForecastVerdict.CANNOT_BE_TOLD
    if direction > 0:
        return _judge(measured.low, measured.high, expected)
    return _judge(-measured.high, -measured.low, -expected)


def _judge(low: float, high: float, expected: float) -> ForecastVerdict:
    """The verdict where more is better."""
    zero_possible = low <= 0.0 <= high
    reached = low <= expected <= high
    if reached and not zero_possible:
        return ForecastVerdict.AS_FORECAST
    if zero_possible:
        return ForecastVerdict.CANNOT_BE_TOLD if reached and expected != 0.0 else ForecastVerdict.NO_CHANGE
    if low > 0.0:
        return ForecastVerdict.AS_FORECAST if low > expected else ForecastVerdict.BETTER_BUT_LESS
    # Worse than before, yet less so than was accepted beforehand.
    return ForecastVerdict.AS_FORECAST if low > expected else ForecastVerdict.WORSE
