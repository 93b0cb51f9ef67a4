"""Did it change, and by how much? Two stretches of one series compared."""

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike

from pilothouse.spc.difference import Part, are_counts, between_counts, between_values, left_to_chance
from pilothouse.spc.series import Floats, Kind

FEWEST_AFTER = 6
FEWEST_BEFORE = 6


class Verdict(StrEnum):
    """What a comparison shows, in the direction that is good."""

    BETTER = "better"
    NO_CHANGE = "no_change"
    WORSE = "worse"
    TOO_EARLY = "too_early"
    CANNOT_BE_TOLD = "cannot_be_told"


@dataclass(frozen=True)
class Shift:
    """Effect = mean after − mean before with its 95 % interval `low` to `high`, in the plotted unit.

    Means, effect and interval are NaN where there are not enough points; `before_points` and
    `after_points` count the points used; `autocorrelation` is the lag-1 value the interval allows for.
    """

    effect: float
    low: float
    high: float
    before_mean: float
    after_mean: float
    before_points: int
    after_points: int
    autocorrelation: float
    verdict: Verdict


def shift(
    before: ArrayLike,
    after: ArrayLike,
    *,
    direction: int,
    kind: Kind | str = Kind.VALUE,
    smallest: float | None = None,
    before_n: ArrayLike | None = None,
    after_n: ArrayLike | None = None,
    fewest_after: int = FEWEST_AFTER,
) -> Shift:
    """Compare `after` with `before` (each one-dimensional, NaN = missing); `direction` +1: more is better.

    With `before_n` and `after_n` the values are numerators of these denominators and points weigh by them. The
    interval is that of `spc.difference`: for values Welch's t, for whole numbers of `kind` count, proportion or rate
    Newcombe's hybrid of score intervals with the over-dispersion measured (what varies surely less than chance, as
    beds staffed do, as values); both widened by the lag-1 autocorrelation, of which a little is taken for granted.
    `smallest` is the smallest effect anybody cares about: BETTER and WORSE mean that zero is excluded and such an
    effect is possible, NO_CHANGE that every effect in the interval is smaller, anything else CANNOT_BE_TOLD. Without it
    an interval that contains zero is NO_CHANGE: no change was shown, which is no proof that there was none.
    TOO_EARLY with fewer than `fewest_after` points after, CANNOT_BE_TOLD with fewer than 6 before, or of values where
    nothing varies on either side.

    How often it says BETTER of a series that did not change, and WORSE as often (nominal 2.5 %;
    `bench/early/shifts.py`): white noise 1.5 to 2.5 %; autocorrelation .3 of 15 to 36 points 3 to 4 %, of .6 4 to
    6 %, of .8 still 5 to 8 %; Poisson counts up to 2 %; counts of twice the variance up to 3 %, of five times the
    variance and a mean below .5 up to 5 %.
    Weak where the series had a trend, a season or another cause at the same time: it shows that the level
    differs, never why. Raises ValueError for another direction, shape or a negative `smallest`.
    """
    if direction not in (1, -1):
        raise ValueError("direction is +1 (more is better) or -1 (less is better)")
    if smallest is not None and not smallest >= 0:
        raise ValueError("the smallest effect of interest is not negative")
    first, second = _part(before, before_n, "before"), _part(after, after_n, "after")
    told = Kind(kind)
    counted = told is not Kind.VALUE and all(are_counts(part, told) for part in (first, second))
    by_chance = counted and left_to_chance(first, second, told)
    found = between_counts(first, second, told) if by_chance else between_values(first, second)
    points = (first.count, second.count)
    verdict = _verdict(found.low, found.high, direction, smallest or 0.0)
    if points[1] < fewest_after:
        verdict = Verdict.TOO_EARLY
    elif points[0] < FEWEST_BEFORE or not math.isfinite(found.high - found.low):
        verdict = Verdict.CANNOT_BE_TOLD
    effect = second.mean - first.mean
    return Shift(effect, found.low, found.high, first.mean, second.mean, *points, found.autocorrelation, verdict)


def _part(values: ArrayLike, sizes: ArrayLike | None, name: str) -> Part:
    given, weights = _pair(values, sizes, name)
    known = np.isfinite(given) & (weights > 0)
    return Part(np.where(known, given, np.nan), np.where(known, weights, 0.0))


def _pair(values: ArrayLike, sizes: ArrayLike | None, name: str) -> tuple[Floats, Floats]:
    given = np.array(values, dtype=np.float64)
    if given.ndim != 1:
        raise ValueError(f"{name} must have one dimension")
    given[~np.isfinite(given)] = np.nan
    if sizes is None:
        return given, np.ones_like(given)
    weights = np.array(sizes, dtype=np.float64)
    if weights.shape != given.shape:
        raise ValueError(f"{name} and its denominators differ in length")
    if np.any(weights < 0):
        raise ValueError(f"a negative denominator in {name}")
    return given, np.where(np.isfinite(weights), weights, 0.0)


def _verdict(low: float, high: float, direction: int, smallest: float) -> Verdict:
    bad, good = (low, high) if direction > 0 else (-high, -low)
    if bad > 0 and good >= smallest:
        return Verdict.BETTER
    if good < 0 and bad <= -smallest:
        return Verdict.WORSE
    if smallest == 0.0 or (bad > -smallest and good < smallest):
        return Verdict.NO_CHANGE
    return Verdict.CANNOT_BE_TOLD
