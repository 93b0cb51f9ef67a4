"""Standard normal scores of every point of many series, each from the points before it alone."""

import numpy as np
from numpy.typing import ArrayLike

from pilothouse.spc.early.counts import CountScores
from pilothouse.spc.early.values import FEWEST, ValueScores
from pilothouse.spc.series import Bools, Floats, Kind, Points, to_points

CLIP = 2.35


def scores(
    values: ArrayLike,
    *,
    kind: Kind | str = Kind.VALUE,
    denominators: ArrayLike | None = None,
    season: int | None = None,
) -> Floats:
    """Scores of the shape of `values`; NaN where a point is missing or too little is known before it.

    In a stable series they are close to independent standard normal, clipped (values at ±2.35, counts at
    ±3.5, over-dispersed ones at ±2.2) so that heavy tails do not count twice. Weakness: a season costs the
    first cycle, and a share of efficiency in the next ones.
    """
    points = to_points(values, kind, denominators)
    scorer = Scorer(points.plotted.shape[0], Kind(kind), season)
    found = np.full(points.plotted.shape, np.nan)
    hold = np.zeros(points.plotted.shape[0], dtype=bool)
    for place, (value, size) in enumerate(columns(points)):
        found[:, place] = scorer.step(value, size, hold)
    return found


def columns(points: Points) -> list[tuple[Floats, Floats]]:
    """The columns in order, each contiguous: plotted values and sizes."""
    plotted, sizes = np.ascontiguousarray(points.plotted.T), np.ascontiguousarray(points.sizes.T)
    return list(zip(plotted, sizes, strict=True))


class Scorer:
    """Scores of any kind, column by column."""

    def __init__(self, n_series: int, kind: Kind, season: int | None) -> None:
        if season is not None and season < 2:
            raise ValueError("a season has at least two points")
        period = season or 1
        self._values = ValueScores(n_series, period) if kind is Kind.VALUE else None
        self._counts = CountScores(n_series, period, share=kind is Kind.PROPORTION)

    def step(self, value: Floats, size: Floats, hold: Bools) -> Floats:
        """Clipped scores of the next column, given as plotted and with its sizes."""
        if self._values is not None:
            return np.clip(self._values.step(value, hold), -CLIP, CLIP)
        # A count that was divided by its size and multiplied again is whole up to rounding only.
        return self._counts.step(np.round(value * size, 9), size, hold)

    def centre(self, size: Floats) -> tuple[Floats, Floats]:
        """Centre line and standard deviation for the next point, in the unit that is plotted."""
        return self._values.centre() if self._values is not None else self._counts.centre(size)

    def constant(self) -> Bools:
        """Series of measured values that have enough points and no variation."""
        if self._values is None:
            return np.asarray(self._counts.cases.sum(axis=0) == 0, dtype=bool)
        return np.asarray((self._values.count >= FEWEST) & (self._values.spread == 0), dtype=bool)

    def restart(self, rows: Bools) -> None:
        """Learn the level of these series anew; the season of measured values outlives a change of level."""
        state = self._values or self._counts
        kept = {"seen", "mean", "origin"} if self._values is not None and self._values.period > 1 else {"origin"}
        for name, part in vars(state).items():
            if isinstance(part, np.ndarray) and name not in kept:
                part[..., rows] = np.nan if name == "before" else 0.0
