"""What a forecast must say, and what became of it."""

import math
from datetime import date
from enum import StrEnum

from pilothouse.measures.periods import days_of, period_numbers, period_of
from pilothouse.reviews.rules.early import first_period
from pilothouse.spc import ForecastVerdict, Shift, Verdict, verdict_on_forecast

# The least from which a spread can be computed with some sense; the interval says how little so few values tell.
FEWEST_VALUES = 3


class Fault(StrEnum):
    """What is wrong with a forecast; the doors have a sentence for each."""

    SIZE = "size"
    MARGIN = "margin"
    MARGIN_ABOVE = "margin_above"
    CONFIDENCE = "confidence"
    BY = "by"
    BEFORE_DUE = "before_due"
    EFFECT_FROM = "effect_from"


def fault_of_forecast(
    *,
    size: float,
    confidence: int,
    decided_on: date,
    effect_from: date,
    due: date,
    by: date,
    margin: float | None = None,
) -> Fault | None:
    """The first thing wrong with a forecast whose verdict comes on the day `by`, or None.

    A size is not negative (the direction says which way; 0 means "it will not suffer"), confidence lies between
    1 and 99 % (nobody knows the future for certain), effect shows after the decision takes effect, and nothing is
    judged that is still to be carried out (`due`). A `margin` is the smallest effect that matters (the smallest harm
    where no harm is promised): more than nothing, and no more than what is expected.
    """
    if not (math.isfinite(size) and size >= 0):
        return Fault.SIZE
    if margin is not None and not (math.isfinite(margin) and margin > 0):
        return Fault.MARGIN
    if margin is not None and 0 < size < margin:
        return Fault.MARGIN_ABOVE
    if not 1 <= confidence <= 99:
        return Fault.CONFIDENCE
    if effect_from < decided_on:
        return Fault.EFFECT_FROM
    if by < due:
        return Fault.BEFORE_DUE
    if by <= effect_from:
        return Fault.BY
    return None


def expected_effect(direction: str, size: float) -> float:
    """The forecast as a signed difference of means: "down" by 3 is -3."""
    return -size if direction == "down" else size


def points_between(frequency: str, first: date, by: date) -> int:
    """How many values a forecast speaks of: of the periods that begin when it takes effect or later and are over by its
    day, at least three. From 1 January to 1 July these are six months; from 15 January to 15 July five.
    """
    begins = days_of([first_period(first, frequency), period_of(by, frequency)])
    begun, until = period_numbers(begins, frequency).tolist()
    return max(int(until - begun), FEWEST_VALUES)


_STATES = {
    ForecastVerdict.AS_FORECAST: "as_forecast",
    ForecastVerdict.BETTER_BUT_LESS: "less",
    ForecastVerdict.NO_CHANGE: "no_change",
    ForecastVerdict.WORSE: "worse",
    ForecastVerdict.CANNOT_BE_TOLD: "cannot_be_told",
}
VERDICTS = tuple(_STATES.values())
# What surely changed, yet by less than matters, is no change. Neither came true, so that no calibration moves by it.
_MAY_BE_TOO_SMALL = (ForecastVerdict.BETTER_BUT_LESS, ForecastVerdict.WORSE)


def outcome(measured: Shift, *, expected: float, better: str, margin: float | None = None) -> str | None:
    """The state that forecast and fact together lead to; None while too few values tell.

    `expected` is signed and in the unit of `measured`; `better` is the indicator's direction, "up" or "down";
    `margin` the smallest effect that matters, the smallest harm where no harm was promised. It was given to `measured`
    as well where an effect was expected.
    """
    verdict = verdict_on_forecast(measured, expected=expected, direction=-1 if better == "down" else 1, margin=margin)
    if margin is not None and verdict in _MAY_BE_TOO_SMALL and measured.verdict is Verdict.NO_CHANGE:
        verdict = ForecastVerdict.NO_CHANGE
    return _STATES.get(verdict)
