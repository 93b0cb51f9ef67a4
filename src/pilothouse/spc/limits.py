"""Limits of the classic charts, for many series at once."""

from dataclasses import dataclass
from functools import lru_cache
from typing import Literal, NamedTuple, get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pilothouse.spc.constants import D2, D4_MEDIAN
from pilothouse.spc.false_alarms import Rate, rates_of
from pilothouse.spc.rule_sets import RuleSet
from pilothouse.spc.seasons import Season, seasonal_effect
from pilothouse.spc.series import Bools, Floats, Ints, Kind, Points, to_points
from pilothouse.spc.stable import stable
from pilothouse.spc.tables.rule_alarms import BASELINES

Chart = Literal["xmr", "xmr_median", "c", "p", "u", "laney_p", "laney_u", "t", "g", "run"]

_KIND_OF: dict[Chart, Kind] = {
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
# Charts whose false alarms depend on nothing but the number of points learnt from.
_FREE = frozenset({"xmr_median", "t"})
_JUDGED, _SIMULATED, _FEWEST = 60, 4_000, BASELINES[0]
# Centres and sizes that differ by less than this (as a logarithm) have the same false alarms, near enough.
_ALIKE = 0.05


class _Lines(NamedTuple):
    centre: Floats
    sigma: Floats
    lower: Floats
    upper: Floats


@dataclass(frozen=True)
class Limits:
    """Centre, sigma and three-sigma limits, arrays of shape (n_series, n_points), in the plotted unit.

    All are NaN where nothing can be said. `chart` is what was drawn. `lower` is never below 0 for counts,
    shares and rates, `upper` never above 1 for shares; `sigma` is not clipped. A t chart's `sigma` is in its
    transformed unit, and a run chart has neither sigma nor limits.

    Per series (n_series,): `learnt` points that the limits come from, and `false_alarm`, the probability
    that 60 further stable points show one beyond them, were they independent and as the chart supposes
    them: normal; binomial or Poisson with this centre and the usual size; of steady chance (t, g). Worse,
    often by far, for autocorrelation, skew and seasons. NaN where `rate` says why it is not known
    (`spc.Rate`). XmR has a table; the others are simulated, 4,000 series (standard error at most .008), some
    30 ms for each length, centre and size to the nearest 5 %, the first time. A run chart's own is in
    `spc.run_chart`.
    """

    centre: Floats
    sigma: Floats
    lower: Floats
    upper: Floats
    learnt: Ints
    rate: NDArray[np.int8]
    false_alarm: Floats
    chart: Chart


def limits(
    values: ArrayLike,
    *,
    chart: Chart = "xmr",
    denominators: ArrayLike | None = None,
    baseline: ArrayLike | None = None,
    season: int | None = None,
) -> Limits:
    """Textbook limits for `values` (n_series, n_points) from the leading `baseline` points of each.

    Without `baseline` all points are used: such limits are retrospective, the points they judge have
    helped to draw them (24 stable points judged so show a point outside in 6 of 100 charts).
    "xmr" takes 3 / d2(2) = 2.6587 mean moving ranges (Shewhart; Wheeler), "xmr_median" 3.145 median ones,
    which few wild points cannot widen. "p", "u" and "c" trust binomial and Poisson variation; "laney_p"
    and "laney_u" multiply it by the moving range of z over d2 (Laney 2002, Quality Engineering 14:531),
    because shares of large numbers nearly always vary more. "t" is for times between rare events: the
    limits of the times to the power 1 / 3.6, taken back (Nelson 1994, Journal of Quality Technology
    26:188). "g" is for the number of good cases between bad ones: mean ± 3 sqrt(mean (mean + 1)) (Kaminsky
    and others 1992, the same 24:63); its lower limit is always 0, so worsening shows late. "run" gives
    only the median: `spc.run_chart` judges. Weak where the series is autocorrelated or trends: moving
    ranges then understate the routine variation. `false_alarm` of the result tells what a short baseline
    costs.
    Raises ValueError for input that does not fit the chart, and for a season on a t, g or run chart.
    """
    if chart not in get_args(Chart):
        raise ValueError(f"unknown chart '{chart}'")
    points = to_points(values, _KIND_OF[chart], denominators)
    learn = points.present
    if baseline is not None:
        lengths = np.broadcast_to(np.asarray(baseline, dtype=np.float64), (learn.shape[0],))
        if (lengths != np.floor(lengths)).any():
            raise ValueError("a baseline is a whole number of points")
        learn = learn & (np.arange(learn.shape[1]) < lengths[:, None])
    if season is not None and chart in {"t", "g", "run"}:
        raise ValueError(f"a {chart} chart knows no season")
    lines = _drawn(points, learn, chart, season)
    return Limits(*lines, learn.sum(axis=1), *_rate(points, learn, chart, season), chart)


def _drawn(points: Points, learn: Bools, chart: Chart, season: int | None = None) -> _Lines:
    if chart in {"t", "g", "run"}:
        return _without_season(points, learn, chart)
    return _fit(points, learn, chart, season=season)


def _rate(points: Points, learn: Bools, chart: Chart, season: int | None) -> tuple[NDArray[np.int8], Floats]:
    """What is known of false alarms, and their rate."""
    learnt = learn.sum(axis=1)
    if chart == "run" or season is not None:
        never = Rate.NO_TABLE if season is None else Rate.SEASONAL
        return np.full(learnt.shape, never, dtype=np.int8), np.full(learnt.shape, np.nan)
    rate = rates_of(RuleSet.SHEWHART, learnt) if chart == "xmr" else _rates_seen(points, learn, chart)
    why = np.where(learnt < _FEWEST, Rate.TOO_SHORT, Rate.NO_TABLE)
    return np.where(np.isfinite(rate), Rate.KNOWN, why).astype(np.int8), rate


def _rates_seen(points: Points, learn: Bools, chart: Chart) -> Floats:
    """The rates of series with this centre and the middle of their sizes; NaN for less than 8 points, and where nothing
    or everything was a case, for then nothing varies.
    """
    learnt, kind = learn.sum(axis=1), _KIND_OF[chart]
    centre, size = _level(points, learn)[:, 0], _masked_median(points.sizes, learn)[:, 0]
    known = (learnt >= _FEWEST) & (centre > 0) & ((kind is not Kind.PROPORTION) | (centre < 1))
    if chart in _FREE:
        known, centre, size = learnt >= _FEWEST, np.ones_like(centre), np.ones_like(size)
    found = np.full(learnt.shape, np.nan)
    near = np.exp(np.round(np.log(np.stack((centre[known], size[known]))) / _ALIKE) * _ALIKE)
    if kind is Kind.PROPORTION:
        near[0] = np.where(centre[known] > 0.5, centre[known].round(2), np.minimum(near[0], 0.999))
    found[known] = [
        _seen(chart, int(n), float(level), float(of)) for n, level, of in zip(learnt[known], *near, strict=True)
    ]
    return found


@lru_cache(maxsize=4_096)
def _seen(chart: Chart, learnt: int, centre: float, size: float) -> float:
    """The share of stable series of which one of 60 points lies beyond the limits from those before."""
    kind = _KIND_OF[chart]
    rare = chart if chart in {"t", "g"} else ""
    size = max(round(size), 1) if kind is Kind.PROPORTION else size
    drawn = stable(kind, rare=rare, centre=centre, size=size, shape=(_SIMULATED, learnt + _JUDGED))
    sizes = np.full(drawn.shape, size) if kind in {Kind.PROPORTION, Kind.RATE} else None
    points = to_points(drawn, kind, sizes)
    lines = _drawn(points, np.broadcast_to(np.arange(drawn.shape[1]) < learnt, drawn.shape), chart)
    beyond = (points.plotted > lines.upper) | (points.plotted < lines.lower)
    return float(beyond[:, learnt:].any(axis=1).mean())


def _without_season(points: Points, learn: Bools, chart: Chart) -> _Lines:
    shape = points.plotted.shape
    if chart == "run":
        nothing = np.full(shape, np.nan)
        return _Lines(np.broadcast_to(_masked_median(points.plotted, learn), shape), nothing, nothing, nothing)
    if chart == "g":
        mean = np.broadcast_to(_masked_mean(points.plotted, learn), shape)
        sigma = np.sqrt(mean * (mean + 1.0))
        return _Lines(mean, sigma, np.maximum(mean - 3.0 * sigma, 0.0), mean + 3.0 * sigma)
    # Only what lies below zero after the transformation is cut off.
    power = 1.0 / _T_POWER
    even = _fit(Points(points.plotted**power, points.sizes), learn, "xmr")
    lower = np.maximum(even.lower, 0.0) ** _T_POWER
    return _Lines(even.centre**_T_POWER, even.sigma, lower, even.upper**_T_POWER)


def _fit(points: Points, learn: Bools, chart: Chart, *, season: int | None = None) -> _Lines:
    """Limits from the points where `learn` is true."""
    level = _level(points, learn)
    effect = seasonal_effect(points.plotted - level, learn, season)
    centre = level + effect.per_point
    sigma = _sigma(points, centre, learn, chart, effect)
    lower, upper = centre - 3.0 * sigma, centre + 3.0 * sigma
    kind = _KIND_OF[chart]
    if kind is not Kind.VALUE:
        lower = np.maximum(lower, 0.0)
    if kind is Kind.PROPORTION:
        upper = np.minimum(upper, 1.0)
    return _Lines(centre, sigma, lower, upper)


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


def _level(points: Points, learn: Bools) -> Floats:
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
    variance = centre * (1.0 - centre) if _KIND_OF[chart] is Kind.PROPORTION else centre
    by_chance = np.sqrt(np.maximum(variance, 0.0) / points.sizes)
    if chart in {"c", "p", "u"}:
        plain: Floats = by_chance * season.widening
        return plain
    z = np.divide(residual, by_chance, out=np.zeros_like(residual), where=by_chance > 0)
    dispersion = mean_moving_range(z, learn) / D2 * season.shrinkage
    measured: Floats = by_chance * dispersion * season.widening
    return measured


def _masked(values: Floats, use: Bools, *, median: bool) -> Floats:
    return _masked_median(values, use) if median else _masked_mean(values, use)


def _masked_mean(values: Floats, use: Bools) -> Floats:
    count = use.sum(axis=1, keepdims=True)
    total = np.where(use, values, 0.0).sum(axis=1, keepdims=True)
    mean: Floats = np.divide(total, count, out=np.full(total.shape, np.nan), where=count > 0)
    return mean


def _masked_median(values: Floats, use: Bools) -> Floats:
    count = use.sum(axis=1, keepdims=True)
    if values.shape[1] == 0:
        return np.full(count.shape, np.nan)
    ordered = np.sort(np.where(use, values, np.inf), axis=1)
    low = np.take_along_axis(ordered, np.maximum(count - 1, 0) // 2, axis=1)
    high = np.take_along_axis(ordered, np.minimum(count // 2, values.shape[1] - 1), axis=1)
    result: Floats = np.where(count > 0, (low + high) / 2.0, np.nan)
    return result
