"""Did it change, and by how much? Two stretches of one series compared."""

import math
from dataclasses import dataclass
from enum import StrEnum

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtrit

from pilothouse.spc.series import Floats

FEWEST_AFTER = 6
FEWEST_BEFORE = 6
# Autocorrelation estimated from fewer points than this is mostly noise.
_FEWEST_FOR_AUTOCORRELATION = 20
# A shorter history cannot show more than this apart from a drift; believing it would make every answer empty.
_MOST_AUTOCORRELATION = 0.6
_LEAST_FREEDOM = 4.0


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


@dataclass(frozen=True)
class _Part:
    mean: float
    error: float
    freedom: float
    residuals: Floats


def shift(
    before: ArrayLike,
    after: ArrayLike,
    *,
    direction: int,
    smallest: float | None = None,
    before_n: ArrayLike | None = None,
    after_n: ArrayLike | None = None,
    fewest_after: int = FEWEST_AFTER,
) -> Shift:
    """Compare `after` with `before` (each one-dimensional, NaN = missing); `direction` +1: more is better.

    With `before_n` and `after_n` the values are numerators of these denominators and points weigh by them;
    the spread between points is measured, not taken from binomial theory. The interval is Welch's t (1947),
    widened by the lag-1 autocorrelation once 20 points tell it. `smallest` is the smallest effect anybody
    cares about: BETTER and WORSE mean that zero is excluded and such an effect is possible, NO_CHANGE
    that every effect in the interval is smaller, anything else CANNOT_BE_TOLD. Without it an interval
    that contains zero is NO_CHANGE: no change was shown, which is no proof that there was none.
    TOO_EARLY with fewer than `fewest_after` points after, CANNOT_BE_TOLD with fewer than 6 before.
    Weak where the series had a trend, a season or another cause at the same time: it shows that the level
    differs, never why. Raises ValueError for another direction, shape or a negative `smallest`.
    """
    if direction not in (1, -1):
        raise ValueError("direction is +1 (more is better) or -1 (less is better)")
    if smallest is not None and not smallest >= 0:
        raise ValueError("the smallest effect of interest is not negative")
    first = _part(*_pair(before, before_n, "before"))
    second = _part(*_pair(after, after_n, "after"))
    correlation = _autocorrelation(first.residuals, second.residuals)
    effect = second.mean - first.mean
    half = _half_width(first, second, correlation)
    points = (int(np.isfinite(first.residuals).sum()), int(np.isfinite(second.residuals).sum()))
    low, high = effect - half, effect + half
    verdict = _verdict(low, high, direction, smallest or 0.0)
    if points[1] < fewest_after:
        verdict = Verdict.TOO_EARLY
    elif points[0] < FEWEST_BEFORE or not math.isfinite(half):
        verdict = Verdict.CANNOT_BE_TOLD
    return Shift(effect, low, high, first.mean, second.mean, *points, correlation, verdict)


def _pair(values: ArrayLike, sizes: ArrayLike | None, name: str) -> tuple[Floats, Floats]:
    given = np.array(values, dtype=np.float64)
    if given.ndim != 1:
        raise ValueError(f"{name} must have one dimension")
    given[~np.isfinite(given)] = np.nan
    if sizes is None:
        return given, np.where(np.isfinite(given), 1.0, 0.0)
    weights = np.array(sizes, dtype=np.float64)
    if weights.shape != given.shape:
        raise ValueError(f"{name} and its denominators differ in length")
    if np.any(weights < 0):
        raise ValueError(f"a negative denominator in {name}")
    known = np.isfinite(weights) & (weights > 0) & np.isfinite(given)
    ratio = np.divide(given, weights, out=np.full_like(given, np.nan), where=known)
    return ratio, np.where(known, weights, 0.0)


def _part(points: Floats, weights: Floats) -> _Part:
    count = int((weights > 0).sum())
    if count == 0:
        return _Part(math.nan, math.nan, math.nan, points)
    share = weights / weights.sum()
    mean = float(np.where(weights > 0, points * share, 0.0).sum())
    residuals = points - mean
    if count == 1:
        return _Part(mean, math.nan, math.nan, residuals)
    # Ratio estimator: equals the usual standard error of a mean when all weights are the same.
    spread = float(np.where(weights > 0, (share * residuals) ** 2, 0.0).sum())
    return _Part(mean, math.sqrt(spread * count / (count - 1)), count - 1.0, residuals)


def _autocorrelation(first: Floats, second: Floats) -> float:
    """Lag-1 autocorrelation around each part's own mean, corrected for its bias, never below zero."""
    count = int(np.isfinite(first).sum() + np.isfinite(second).sum())
    if count < _FEWEST_FOR_AUTOCORRELATION:
        return 0.0
    products = [part[1:] * part[:-1] for part in (first, second)]
    pairs = sum(int(np.isfinite(product).sum()) for product in products)
    squares = float(np.nansum(first**2) + np.nansum(second**2))
    if pairs == 0 or squares == 0.0:
        return 0.0
    raw = sum(float(np.nansum(product)) for product in products) / pairs * count / squares
    # Kendall 1954: the estimate is too small by about (1 + 4 r) / n.
    corrected = raw + (1.0 + 4.0 * raw) / count
    return min(max(corrected, 0.0), _MOST_AUTOCORRELATION)


def _half_width(first: _Part, second: _Part, correlation: float) -> float:
    if not (math.isfinite(first.error) and math.isfinite(second.error)):
        return math.nan
    inflation = (1.0 + correlation) / (1.0 - correlation)
    parts = (first.error**2, second.error**2)
    variance = sum(parts)
    if variance == 0.0:
        return 0.0
    # Shares of the variance, not squares of it: tiny values would underflow.
    freedom = 1.0 / sum((v / variance) ** 2 / p.freedom for v, p in zip(parts, (first, second), strict=True))
    freedom = max(freedom / inflation, min(freedom, _LEAST_FREEDOM))
    return float(stdtrit(freedom, 0.975)) * math.sqrt(variance * inflation)


def _verdict(low: float, high: float, direction: int, smallest: float) -> Verdict:
    bad, good = (low, high) if direction > 0 else (-high, -low)
    if bad > 0 and good >= smallest:
        return Verdict.BETTER
    if good < 0 and bad <= -smallest:
        return Verdict.WORSE
    if smallest == 0.0 or (bad > -smallest and good < smallest):
        return Verdict.NO_CHANGE
    return Verdict.CANNOT_BE_TOLD
