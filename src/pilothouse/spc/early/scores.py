"""Standard normal scores of every point of many series, each from the points before it alone."""

from collections.abc import Iterator
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike

from pilothouse.spc.early.autocorrelation import Autocorrelation
from pilothouse.spc.early.counts import CountScores
from pilothouse.spc.early.tails import Tails
from pilothouse.spc.early.values import FEWEST, ValueScores
from pilothouse.spc.series import Bools, Floats, Ints, Kind, Points, Singles, to_points


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
    steady = np.zeros(len(found), dtype=bool)
    for place, (value, size) in enumerate(columns(points)):
        scored = scorer.step(value, size, steady)
        found[:, place] = np.where(scored.judged, scored.own, np.nan)
    return found


def columns(points: Points) -> Iterator[tuple[Floats, Floats]]:
    """The columns in order, each contiguous: plotted values and sizes."""
    for place in range(points.plotted.shape[1]):
        yield points.plotted[:, place].copy(), points.sizes[:, place]


class Scored(NamedTuple):
    """Scores of one column: `own` beyond what follows from the score before by `slope`, `plain` if nothing does.

    `none` is how far the latter is possible, `doubt` the evidence that not knowing it costs, `raw` the plain score
    before it was clipped. Where not `judged` too little is known yet.
    """

    own: Singles
    plain: Singles
    slope: Singles
    none: Singles
    doubt: Singles
    raw: Singles
    judged: Bools


class Usual(NamedTuple):
    """What some series were compared with: `level` (and spread) as their kind of value knows it, and in which `manner`.

    The latter has one row each for the lowest and highest score that counts, the slope, and the score before.
    """

    level: Floats
    manner: Singles


class Scorer:
    """Scores of any kind, column by column."""

    def __init__(self, n_series: int, kind: Kind, season: int | None, fewest: int = FEWEST) -> None:
        if season is not None and season < 2:
            raise ValueError("a season has at least two points")
        period = season or 1
        self._state: ValueScores | CountScores = (
            ValueScores(n_series, period, fewest)
            if kind is Kind.VALUE
            else CountScores(n_series, period, fewest, share=kind is Kind.PROPORTION)
        )
        self._tails, self._autocorrelation = Tails(n_series), Autocorrelation(n_series)

    def step(self, value: Floats, size: Floats, changing: Bools) -> Scored:
        """Scores of the next column, given as plotted and with its sizes.

        Series that seem to be `changing` teach nothing about autocorrelation: a change looks like it.
        """
        judged = self._state.judgeable()
        low, high = self._bounds = self._tails.bounds(self._state.trusted())
        raw = self._state.step(value, size)
        here = np.isfinite(raw)
        same = raw == 0.0
        if same.any():
            judged &= ~(same & self._state.constant())  # there is nothing to judge by
        clipped = np.clip(raw, low, high)
        if not here.all():
            clipped[~here] = 0.0
        slope, none, doubt = self._autocorrelation.following()
        own = _own(clipped, self._autocorrelation.before, slope, low, high)
        self._tails.learn(raw, here)
        self._autocorrelation.learn(clipped, changing)
        self._slope = slope
        return Scored(own, clipped, slope, none, doubt, raw, here & judged)

    def usual(self, rows: Ints) -> Usual:
        """What these series are compared with as seen from the last column, to keep beyond a change."""
        low, high = self._bounds
        before = self._autocorrelation.before[rows]
        return Usual(self._state.usual(rows), np.stack((low[rows], high[rows], self._slope[rows], before)))

    def beside(self, usual: Usual, rows: Ints) -> tuple[Singles, Singles]:
        """Own and plain scores of the last column beside what was usual, NaN where missing; `usual` moves on."""
        low, high, slope, before = usual.manner
        clipped = np.clip(self._state.beside(usual.level, rows), low, high)
        own = _own(clipped, before, slope, low, high)
        before[:] = np.nan_to_num(clipped)
        return own, clipped

    def centre(self, size: Floats) -> tuple[Floats, Floats]:
        """Centre line and standard deviation for the next point, in the unit that is plotted."""
        return self._state.centre(size)

    def constant(self) -> Bools:
        """Series that have enough points and no variation to judge by."""
        return self._state.constant()

    def restart(self, rows: Ints, wholly: Bools, back: Ints) -> None:
        """Learn the level of these series anew, which changed so many points `back`, where `wholly` all about it;
        season, tails and autocorrelation outlive it.
        """
        self._state.restart(rows, wholly, back)
        self._autocorrelation.restart(rows)


def _own(score: Singles, before: Singles, slope: Singles, low: Singles, high: Singles) -> Singles:
    return np.clip((score - slope * before) / np.sqrt(1.0 - slope * slope), low, high)
