"""Standard normal scores of every point of many series, each from the points before it alone."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from pilothouse.spc.early.autocorrelation import Autocorrelation
from pilothouse.spc.early.counts import CountScores
from pilothouse.spc.early.tails import Tails
from pilothouse.spc.early.values import ValueScores
from pilothouse.spc.series import Bools, Floats, Kind, Points, to_points


def scores(
    values: ArrayLike,
    *,
    kind: Kind | str = Kind.VALUE,
    denominators: ArrayLike | None = None,
    season: int | None = None,
) -> Floats:
    """Scores of the shape of `values`; NaN where a point is missing or too little is known before it.

    In a stable series they are close to independent standard normal, autocorrelation that stands out taken
    off, and clipped at ±3 or, on the side to which a series leans, up to ±2, so that heavy tails do not
    count twice. Weakness: a season costs the first cycle, and a share of efficiency in the next ones.
    """
    points = to_points(values, kind, denominators)
    scorer = Scorer(points.plotted.shape[0], Kind(kind), season)
    found = np.full(points.plotted.shape, np.nan)
    hold = np.zeros(points.plotted.shape[0], dtype=bool)
    for place, (value, size) in enumerate(columns(points)):
        scored = scorer.step(value, size, hold)
        found[:, place] = np.where(scored.judged, scored.own, np.nan)
    return found


def columns(points: Points) -> list[tuple[Floats, Floats]]:
    """The columns in order, each contiguous: plotted values and sizes."""
    plotted, sizes = np.ascontiguousarray(points.plotted.T), np.ascontiguousarray(points.sizes.T)
    return list(zip(plotted, sizes, strict=True))


class Scored(NamedTuple):
    """Scores of one column: `own` beyond what follows from the score before by `slope`, `plain` if nothing does.

    `none` is how far the latter is possible, `raw` the plain score before it was clipped. Where not `judged`
    too little is known yet.
    """

    own: Floats
    plain: Floats
    slope: Floats
    none: Floats
    raw: Floats
    judged: Bools


class Scorer:
    """Scores of any kind, column by column."""

    def __init__(self, n_series: int, kind: Kind, season: int | None) -> None:
        if season is not None and season < 2:
            raise ValueError("a season has at least two points")
        period = season or 1
        self._state: ValueScores | CountScores = (
            ValueScores(n_series, period)
            if kind is Kind.VALUE
            else CountScores(n_series, period, share=kind is Kind.PROPORTION)
        )
        self._tails, self._autocorrelation = Tails(n_series), Autocorrelation(n_series)

    def step(self, value: Floats, size: Floats, hold: Bools) -> Scored:
        """Scores of the next column, given as plotted and with its sizes.

        Series on `hold` are known to have changed: they learn nothing, for what they learnt would hide the change.
        """
        judged = self._state.judgeable()
        low, high = self._tails.bounds(self._state.trusted())
        raw = self._state.step(value, size, hold)
        here = np.isfinite(raw)
        clipped = np.clip(raw, low, high)
        (slope, none), before = self._autocorrelation.slope(), self._autocorrelation.before
        own = np.clip((clipped - slope * before) / np.sqrt(1.0 - slope * slope), low, high)
        self._tails.learn(raw, here & ~hold)
        self._autocorrelation.learn(clipped, hold)
        return Scored(own, clipped, slope, none, raw, here & judged)

    def centre(self, size: Floats) -> tuple[Floats, Floats]:
        """Centre line and standard deviation for the next point, in the unit that is plotted."""
        return self._state.centre(size)

    def constant(self) -> Bools:
        """Series that have enough points and no variation to judge by."""
        return self._state.constant()

    def restart(self, rows: Bools) -> None:
        """Learn the level of these series anew; what is known of tails and autocorrelation outlives a change."""
        self._state.restart(rows)
