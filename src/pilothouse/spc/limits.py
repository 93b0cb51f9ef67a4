"""Limits of the classic charts, for many series at once."""

from dataclasses import dataclass
from functools import cached_property
from typing import get_args

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pilothouse.spc.false_alarms import FEWEST, Rate, rates_of
from pilothouse.spc.lines import KIND_OF, Chart, Lines, draw, in_sigma
from pilothouse.spc.rule_sets import SETS, RuleSet
from pilothouse.spc.series import Floats, Ints, as_series, to_points
from pilothouse.spc.stable import Supposed, rates_seen, supposed

_BEYOND_LIMITS = tuple(SETS[RuleSet.SHEWHART].values())


@dataclass(frozen=True)
class Limits:
    """Centre, sigma and three-sigma limits, arrays of shape (n_series, n_points), in the plotted unit.

    All are NaN where nothing can be said. `chart` is what was drawn. `lower` is never below 0 for counts,
    shares and rates, `upper` never above 1 for shares; `sigma` is not clipped. A t chart's `sigma` is in its
    transformed unit, and a run chart has neither sigma nor limits.

    Per series (n_series,): `learnt` points that the limits come from, and `false_alarm`, the probability
    that 60 further stable points show one beyond them, were they independent and as the chart supposes
    them: normal; binomial or Poisson with this centre and the usual size; of steady chance (t, g). Worse,
    often by far, for autocorrelation, skew and seasons not told. NaN where `rate` says why it is not known
    (`spc.Rate`). XmR without a season has a table; the others are simulated, 4,000 series (standard error at
    most .008), some 30 ms for each length, centre and size to the nearest 5 %, the first time. A run chart's
    own is in `spc.run_chart`. `supposed` is what the rates depend on, for `spc.rules`.
    """

    centre: Floats
    sigma: Floats
    lower: Floats
    upper: Floats
    chart: Chart
    supposed: Supposed

    @property
    def learnt(self) -> Ints:
        """How many points the limits of each series come from."""
        return self.supposed.learnt

    @cached_property
    def false_alarm(self) -> Floats:
        """Worked out when it is asked for."""
        if self.chart == "xmr" and self.supposed.season is None:
            return rates_of(RuleSet.SHEWHART, self.learnt)
        return rates_seen(self.chart, _BEYOND_LIMITS, self.supposed)

    @property
    def rate(self) -> NDArray[np.int8]:
        """Whether it is known, of `spc.Rate`."""
        too_short = (self.learnt < FEWEST) | (self.learnt <= (self.supposed.season or 0))
        why = np.where(too_short & (self.chart != "run"), Rate.TOO_SHORT, Rate.NO_TABLE)
        return np.where(np.isfinite(self.false_alarm), Rate.KNOWN, why).astype(np.int8)

    def in_sigma(self, plotted: ArrayLike) -> Floats:
        """How many sigma each plotted point lies from the centre, for `spc.rules`: (n_series, n_points), on a t chart
        in its transformed unit. Where sigma is zero, as far as can be off the centre and NaN on it. Raises ValueError
        for another shape than that of the limits.
        """
        given = as_series(plotted, "plotted")
        if given.shape != self.centre.shape:
            raise ValueError(f"plotted has the shape {given.shape}, the limits {self.centre.shape}")
        return in_sigma(given, Lines(self.centre, self.sigma, self.lower, self.upper), self.chart)


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
    points = to_points(values, KIND_OF[chart], denominators)
    learn = points.present
    if baseline is not None:
        lengths = np.broadcast_to(np.asarray(baseline, dtype=np.float64), (learn.shape[0],))
        if (lengths != np.floor(lengths)).any():
            raise ValueError("a baseline is a whole number of points")
        learn = learn & (np.arange(learn.shape[1]) < lengths[:, None])
    if season is not None and chart in {"t", "g", "run"}:
        raise ValueError(f"a {chart} chart knows no season")
    return Limits(*draw(points, learn, chart, season), chart, supposed(points, learn, chart, season))
