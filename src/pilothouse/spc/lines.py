"""The lines of the classic charts: centre, sigma and three-sigma limits."""

from typing import Literal, NamedTuple

import numpy as np

from pilothouse.spc.constants import D2, D4_MEDIAN
from pilothouse.spc.seasons import Season, seasonal_effect
from pilothouse.spc.series import LARGEST, Bools, Floats, Kind, Points, possible

Chart = Literal["xmr", "xmr_median", "c", "p", "u", "laney_p", "laney_u", "t", "g", "run"]

KIND_OF: dict[Chart, Kind] = {
    "xmr": Kind.VALUE,
    "xmr_median": Kind.VALUE,
    "c": Kind.COUNT,
    "p": Kind.PROPORTION,
    "laney_p": Kind.PROPORTION,
    "u": Kind.RATE,
    "laney_u": Kind.RATE,
    "t": Kind.COUNT,
    "g": Kind.COUNT,
    "run": Kind.VALUE,
}
# Times between rare events are Weibull; this power makes exponential ones nearly normal (Nelson 1994).
_T_POWER = 3.6


class Lines(NamedTuple):
    """Arrays of shape (n_series, n_points), in the plotted unit; a t chart's `sigma` is in its transformed unit."""

    centre: Floats
    sigma: Floats
    lower: Floats
    upper: Floats


def draw(points: Points, learn: Bools, chart: Chart, season: int | None = None) -> Lines:
    """The lines of this chart from the points where `learn` is true; a t, g or run chart knows no season."""
    if chart in {"t", "g", "run"}:
        return _without_season(points, learn, chart)
    return _fit(points, learn, chart, season=season)


def in_sigma(plotted: Floats, lines: Lines, chart: Chart) -> Floats:
    """How many sigma each point lies from the centre, of a t chart in its transformed unit. Where sigma is zero, as far
    as can be (1e150) off the centre, NaN on it.
    """
    off = _even(plotted) - _even(lines.centre) if chart == "t" else plotted - lines.centre
    with np.errstate(divide="ignore", invalid="ignore"):
        z: Floats = np.clip(off / lines.sigma, -LARGEST, LARGEST)
    return z


def _without_season(points: Points, learn: Bools, chart: Chart) -> Lines:
    shape = points.plotted.shape
    if chart == "run":
        nothing = np.full(shape, np.nan)
        return Lines(np.broadcast_to(middle_of(points.plotted, learn), shape), nothing, nothing, nothing)
    if chart == "g":
        mean = np.broadcast_to(_masked_mean(points.plotted, learn), shape)
        sigma = np.sqrt(mean * (mean + 1.0))
        return Lines(mean, sigma, np.maximum(mean - 3.0 * sigma, 0.0), mean + 3.0 * sigma)
    # Only what lies below zero after the transformation is cut off.
    even = _fit(Points(_even(points.plotted), points.sizes), learn, "xmr")
    lower = np.maximum(even.lower, 0.0) ** _T_POWER
    return Lines(even.centre**_T_POWER, even.sigma, lower, even.upper**_T_POWER)


def _even(times: Floats) -> Floats:
    """Times between rare events, made nearly normal."""
    even: Floats = times ** (1.0 / _T_POWER)
    return even


def _fit(points: Points, learn: Bools, chart: Chart, *, season: int | None = None) -> Lines:
    """Limits from the points where `learn` is true."""
    level = level_of(points, learn)
    effect = seasonal_effect(points.plotted - level, learn, season)
    centre = level + effect.per_point
    sigma = _sigma(points, centre, learn, chart, effect)
    lower, upper = (possible(centre + side * 3.0 * sigma, KIND_OF[chart]) for side in (-1.0, 1.0))
    return Lines(centre, sigma, lower, upper)


def mean_moving_range(values: Floats, use: Bools, *, median: bool = False) -> Floats:
    """Mean (or median) absolute difference of neighbouring used values, shape (n_series, 1).

    Values that are not used are skipped, not bridged by zeros; NaN where fewer than two are used.
    """
    if use.all():
        ranges = np.abs(np.diff(values, axis=1))
        return _masked(ranges, np.broadcast_to(True, ranges.shape), median=median)
    last = np.maximum.accumulate(np.where(use, np.arange(use.shape[1]), -1), axis=1)
    before = last[:, :-1]
    pairs = use[:, 1:] & (before >= 0)
    previous = np.take_along_axis(values, np.maximum(before, 0), axis=1)
    return _masked(np.abs(values[:, 1:] - previous), pairs, median=median)


def level_of(points: Points, learn: Bools) -> Floats:
    """The centre without a season, shape (n_series, 1)."""
    # Weighting by size makes the centre of a p or u chart all cases over all chances.
    weights = np.where(learn, points.sizes, 0.0)
    total = weights.sum(axis=1, keepdims=True)
    cases = np.where(learn, points.plotted * weights, 0.0).sum(axis=1, keepdims=True)
    level: Floats = np.divide(cases, total, out=np.full_like(total, np.nan), where=total > 0)
    return level


def _sigma(points: Points, centre: Floats, learn: Bools, chart: Chart, season: Season) -> Floats:
    residual = points.plotted - centre
    shape = points.plotted.shape
    if chart in {"xmr", "xmr_median"}:
        median = chart == "xmr_median"
        ranges = mean_moving_range(residual, learn, median=median) / (D4_MEDIAN if median else D2)
        return np.broadcast_to(ranges * season.shrinkage * season.widening, shape)
    variance = centre * (1.0 - centre) if KIND_OF[chart] is Kind.PROPORTION else centre
    by_chance = np.sqrt(np.maximum(variance, 0.0) / points.sizes)
    if chart in {"c", "p", "u"}:
        plain: Floats = by_chance * season.widening
        return plain
    z = np.divide(residual, by_chance, out=np.zeros_like(residual), where=by_chance > 0)
    dispersion = mean_moving_range(z, learn) / D2 * season.shrinkage
    measured: Floats = by_chance * dispersion * season.widening
    return measured


def _masked(values: Floats, use: Bools, *, median: bool) -> Floats:
    return middle_of(values, use) if median else _masked_mean(values, use)


def _masked_mean(values: Floats, use: Bools) -> Floats:
    count = use.sum(axis=1, keepdims=True)
    total = np.where(use, values, 0.0).sum(axis=1, keepdims=True)
    mean: Floats = np.divide(total, count, out=np.full(total.shape, np.nan), where=count > 0)
    return mean


def middle_of(values: Floats, use: Bools) -> Floats:
    """The median of the used values, shape (n_series, 1); NaN where none is."""
    count = use.sum(axis=1, keepdims=True)
    if values.shape[1] == 0:
        return np.full(count.shape, np.nan)
    ordered = np.sort(np.where(use, values, np.inf), axis=1)
    low = np.take_along_axis(ordered, np.maximum(count - 1, 0) // 2, axis=1)
    high = np.take_along_axis(ordered, np.minimum(count // 2, values.shape[1] - 1), axis=1)
    result: Floats = np.where(count > 0, (low + high) / 2.0, np.nan)
    return result
