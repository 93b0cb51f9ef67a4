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


def verdict_on_forecast(
    measured: Shift, *, expected: float, direction: int, margin: float | None = None
) -> ForecastVerdict:
    """Judge `measured` against `expected`, a signed effect in its unit; `direction` +1: more is better.

    AS_FORECAST: the interval excludes zero and reaches the expected effect, or passes it on the good side.
    BETTER_BUT_LESS: better than before, and surely less than expected. NO_CHANGE: zero is possible, the
    expected effect is not. WORSE: surely worse than before. CANNOT_BE_TOLD: zero and the expected effect
    are both possible. An expected effect of 0 ("it will not suffer") is never confirmed by a wide interval that
    happens to contain zero: it comes true where a harm of `margin`, the smallest that matters, is excluded
    (non-inferiority), or zero on the good side; WORSE where surely worse; else, and without a margin, CANNOT_BE_TOLD.
    Raises ValueError for another direction, an expected effect that is not a number or a margin that is not positive.
    """
    if direction not in (1, -1):
        raise ValueError("direction is +1 (more is better) or -1 (less is better)")
    if not math.isfinite(expected):
        raise ValueError("the expected effect must be a number")
    if margin is not None and not margin > 0.0:
        raise ValueError("the smallest harm that matters is more than nothing")
    if measured.verdict is Verdict.TOO_EARLY:
        return ForecastVerdict.TOO_EARLY
    if not (math.isfinite(measured.low) and math.isfinite(measured.high)):
        return ForecastVerdict.CANNOT_BE_TOLD
    low, high = (measured.low, measured.high) if direction > 0 else (-measured.high, -measured.low)
    return _judge_no_harm(low, high, margin or 0.0) if expected == 0.0 else _judge(low, high, direction * expected)


def _judge_no_harm(low: float, high: float, margin: float) -> ForecastVerdict:
    """The verdict on "it will not suffer" where more is better."""
    if low > -margin:
        return ForecastVerdict.AS_FORECAST
    return ForecastVerdict.WORSE if high < 0.0 else ForecastVerdict.CANNOT_BE_TOLD


def _judge(low: float, high: float, expected: float) -> ForecastVerdict:
    """The verdict where more is better."""
    zero_possible = low <= 0.0 <= high
    reached = low <= expected <= high
    if reached and not zero_possible:
        return ForecastVerdict.AS_FORECAST
    if zero_possible:
        return ForecastVerdict.CANNOT_BE_TOLD if reached else ForecastVerdict.NO_CHANGE
    if low > 0.0:
        return ForecastVerdict.AS_FORECAST if low > expected else ForecastVerdict.BETTER_BUT_LESS
    # Worse than before, yet less so than was accepted beforehand.
    return ForecastVerdict.AS_FORECAST if low > expected else ForecastVerdict.WORSE
