"""Will it meet its target if it goes on as it is? From the series' own stable variation."""

from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import stdtr

from pilothouse.spc.constants import D2, FEWEST_POINTS, USUAL_BASELINE
from pilothouse.spc.limits import mean_moving_range
from pilothouse.spc.rules import Bytes, rules
from pilothouse.spc.series import Bools, Floats, Ints, Kind, to_points

_MOST_AUTOCORRELATION = 0.8
# One wild point in twelve is the tail of real data, more is another process.
_POINTS_PER_OUTLIER = 12


class Capability(IntEnum):
    """Where routine variation lies: all on the good side, across the target, all on the bad side."""

    CANNOT_BE_TOLD = 0
    CAPABLE = 1
    HIT_AND_MISS = 2
    NOT_CAPABLE = 3


class Reason(IntEnum):
    """Why no chance is given: none missing, too few points in the stable stretch, not stable."""

    NONE = 0
    TOO_SHORT = 1
    NOT_STABLE = 2
    NO_TARGET = 3


@dataclass(frozen=True)
class Chance:
    """Per series, arrays of shape (n_series,): probabilities are NaN where `reason` is not NONE.

    `next` is the chance that the next point meets the target, `mean_of_horizon` that the mean of the next
    points does; `mean`, `lower` and `upper` are the stable stretch's own centre and natural limits, and
    `points_used` how many points it has.
    """

    next: Floats
    mean_of_horizon: Floats
    capability: Bytes
    reason: Bytes
    mean: Floats
    lower: Floats
    upper: Floats
    points_used: Ints


def chance(
    values: ArrayLike,
    target: ArrayLike,
    *,
    direction: ArrayLike,
    horizon: ArrayLike = 1,
    kind: Kind | str = Kind.VALUE,
    denominators: ArrayLike | None = None,
    since: ArrayLike | None = None,
) -> Chance:
    """The chance that series `values` (n_series, n_points) meet `target`, if nothing is changed.

    `target`, `direction` (+1: at least the target, −1: at most), `horizon` (number of coming points) and
    `since` (index of the first point of the present process, such as the onset of its last signal) are one
    number or one per series. Used are the last 24 points since then; eight on one side of their mean cut
    off what lies before the run. The chance is Student's predictive distribution, the mean of a horizon
    allowing for lag-1 autocorrelation. Given are NaN and a reason when fewer than 12 points are left, or
    more than one point in 12 lies outside their own natural limits. Weaknesses: normal tails (a target
    far outside the data is only "hardly ever"), no season, no trend, ratios weigh all points alike.
    Raises ValueError for input that does not fit the kind, another direction or a horizon below 1.
    """
    points = to_points(values, kind, denominators)
    n_series = len(points.plotted)
    aim, way, ahead = (_per_series(x, n_series) for x in (target, direction, horizon))
    if not np.all(np.isin(way, (1.0, -1.0))):
        raise ValueError("direction is +1 (at least the target) or -1 (at most the target)")
    if not np.all(ahead >= 1):
        raise ValueError("a horizon has at least one point")
    first = np.zeros(n_series) if since is None else _per_series(since, n_series)
    use, stable = _stretch(points.plotted, points.present & (np.arange(points.plotted.shape[1]) >= first[:, None]))
    return _chances(points.plotted, use, stable, (aim, way, ahead))


def _per_series(value: ArrayLike, n_series: int) -> Floats:
    array = np.asarray(value, dtype=np.float64)
    if array.shape not in {(), (n_series,)}:
        raise ValueError("give one number, or one per series")
    return np.broadcast_to(array, (n_series,)).copy()


def _stretch(plotted: Floats, use: Bools) -> tuple[Bools, Bools]:
    """The points of the present process, and which series are stable over them."""
    use = _last(use, USUAL_BASELINE)
    hits = rules(_z(plotted, use), which=(4,))
    latest = np.where(hits.rule == 4, hits.start, 0).max(axis=1, initial=0)
    use = use & (np.arange(use.shape[1]) >= latest[:, None])
    outside = (np.abs(_z(plotted, use)) > 3.0).sum(axis=1)
    stable: Bools = outside * _POINTS_PER_OUTLIER <= use.sum(axis=1)
    return use, stable


def _last(use: Bools, count: int) -> Bools:
    following = np.cumsum(use[:, ::-1], axis=1)[:, ::-1]
    return use & (following <= count)


def _centre(plotted: Floats, use: Bools) -> tuple[Floats, Floats]:
    count = use.sum(axis=1).astype(np.float64)
    total = np.where(use, plotted, 0.0).sum(axis=1)
    return np.divide(total, count, out=np.full(count.shape, np.nan), where=count > 0), count


def _z(plotted: Floats, use: Bools) -> Floats:
    mean, _ = _centre(plotted, use)
    sigma = mean_moving_range(plotted, use) / D2
    z = np.full(plotted.shape, np.nan)
    np.divide(plotted - mean[:, None], sigma, out=z, where=use & (sigma > 0))
    return z


def _chances(plotted: Floats, use: Bools, stable: Bools, wanted: tuple[Floats, Floats, Floats]) -> Chance:
    target, direction, horizon = wanted
    mean, count = _centre(plotted, use)
    sigma = mean_moving_range(plotted, use)[:, 0] / D2
    reason = np.full(len(mean), Reason.NONE, dtype=np.int8)
    reason[~stable] = Reason.NOT_STABLE
    reason[count < FEWEST_POINTS] = Reason.TOO_SHORT
    reason[~np.isfinite(target)] = Reason.NO_TARGET
    known = reason == Reason.NONE
    spread, inflation = _spread(plotted, use, mean)
    ahead = np.minimum(inflation / horizon, 1.0)
    margin = direction * (mean - target)
    lower, upper = mean - 3.0 * sigma, mean + 3.0 * sigma
    return Chance(
        next=_probability(margin, spread * np.sqrt(1.0 + inflation / np.maximum(count, 1)), count, known),
        mean_of_horizon=_probability(margin, spread * np.sqrt(ahead + inflation / np.maximum(count, 1)), count, known),
        capability=_capability(lower, upper, target, direction, known),
        reason=reason,
        mean=mean,
        lower=np.where(known, lower, np.nan),
        upper=np.where(known, upper, np.nan),
        points_used=count.astype(np.int64),
    )


def _spread(plotted: Floats, use: Bools, mean: Floats) -> tuple[Floats, Floats]:
    """Standard deviation, and how much autocorrelation inflates the variance of a mean, per series."""
    residual = np.where(use, plotted - mean[:, None], 0.0)
    count = np.maximum(use.sum(axis=1), 2)
    squares = (residual**2).sum(axis=1)
    products = (residual[:, 1:] * residual[:, :-1]).sum(axis=1)
    raw = np.divide(products, squares, out=np.zeros_like(squares), where=squares > 0)
    correlation = np.clip(raw + (1.0 + 4.0 * raw) / count, 0.0, _MOST_AUTOCORRELATION)
    return np.sqrt(squares / (count - 1)), (1.0 + correlation) / (1.0 - correlation)


def _probability(margin: Floats, spread: Floats, count: Floats, known: Bools) -> Floats:
    result = np.full(margin.shape, np.nan)
    ratio = np.divide(margin, spread, out=np.where(margin >= 0, np.inf, -np.inf), where=spread > 0)
    result[known] = stdtr(count[known] - 1.0, ratio[known])
    return result


def _capability(lower: Floats, upper: Floats, target: Floats, direction: Floats, known: Bools) -> Bytes:
    worst = np.where(direction > 0, lower, -upper)
    best = np.where(direction > 0, upper, -lower)
    aim = direction * target
    result = np.full(lower.shape, Capability.HIT_AND_MISS, dtype=np.int8)
    result[worst >= aim] = Capability.CAPABLE
    result[best < aim] = Capability.NOT_CAPABLE
    result[~known] = Capability.CANNOT_BE_TOLD
    return result
