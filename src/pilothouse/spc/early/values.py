"""How unusual is the next measured value, seen from all before it? Self-starting scores (Hawkins 1987)."""

import numpy as np

from pilothouse.spc.early.lag import Lag
from pilothouse.spc.series import Bools, Floats

# Scores from so many points on help to know the autocorrelation and the skew; judged is from FEWEST on.
_FIRST, FEWEST = 3, 8
_TINY = 1e-12
_TRUSTED = 2.95
# One wild value must not teach that everything is wide: learnt is at most so many standard deviations.
_WIDEST_LEARNT = 6.0


def normal_score(t: Floats, freedom: Floats) -> Floats:
    """The normal score with (nearly) the same tail probability as Student's `t` (Wallace 1959)."""
    scale = (8.0 * freedom + 1.0) / (8.0 * freedom + 3.0)
    score: Floats = np.copysign(np.sqrt(freedom * np.log1p(t * t / freedom)) * scale, t)
    return score


class ValueScores:
    """State of n_series; `step` takes the next column and answers its scores.

    Scores are standard normal for independent normal data, however short the history. What they are
    compared with is some points old (`Lag`), so that a change is not learnt before it is seen. A season is
    taken off by recursive residuals per position.
    """

    def __init__(self, n_series: int, period: int = 1) -> None:
        self.period = period
        self.time = 0
        self.seen = np.zeros((period, n_series))
        self.mean = np.zeros((period, n_series))
        self.origin = np.full(n_series, np.nan)
        self.count = np.zeros(n_series)
        self.squares = np.zeros(n_series)
        self.level = np.zeros(n_series)
        self.size = np.zeros(n_series)
        self.old_level = Lag(2, n_series, start=14, every=2.5, most=10)
        self.old_spread = Lag(2, n_series, start=8, every=3, most=6)

    def step(self, column: Floats, exposure: Floats, hold: Bools) -> Floats:
        """Scores of `column` (n_series,), NaN where there is none yet; `exposure` plays no part. Series on
        `hold` learn nothing."""
        residual = self._without_season(column)
        t, freedom = self._distance(residual)
        self._learn(np.where(hold, np.nan, self._nearer(residual, t)))
        self.time += 1
        score: Floats = normal_score(t, freedom)
        return score

    def _without_season(self, column: Floats) -> Floats:
        self.origin = np.where(np.isnan(self.origin), column, self.origin)
        value = column - self.origin
        self.size = np.fmax(self.size, np.abs(column))
        if self.period == 1:
            return np.asarray(value, dtype=np.float64)
        place = self.time % self.period
        seen, mean = self.seen[place], self.mean[place]
        residual = np.where(seen > 0, (value - mean) * np.sqrt(seen / (seen + 1.0)), np.nan)
        here = np.isfinite(value)
        seen += here
        mean += np.where(here, value - mean, 0.0) / np.maximum(seen, 1.0)
        return residual

    def _distance(self, value: Floats) -> tuple[Floats, Floats]:
        """Student's t of the next value beside older ones, and its degrees of freedom."""
        count, level = self.old_level.push((self.count, self.level), self.count)
        learnt, squares = self.old_spread.push((self.count, self.squares), self.count)
        freedom = np.maximum(learnt - 1.0, 1.0)
        spread = np.sqrt(squares / freedom)
        known = (self.count >= _FIRST) & (spread > _TINY * self.size)
        error = np.where(known, spread, np.nan) * np.sqrt(1.0 + 1.0 / np.maximum(count, 1.0))
        return (value - level) / error, freedom

    def _nearer(self, value: Floats, t: Floats) -> Floats:
        far = np.fmax(np.abs(t), _WIDEST_LEARNT)
        return np.where(self.count >= FEWEST, self.level + (value - self.level) * (_WIDEST_LEARNT / far), value)

    @property
    def spread(self) -> Floats:
        """Standard deviation so far; 0 where it is only rounding noise."""
        spread = np.sqrt(self.squares / np.maximum(self.count - 1.0, 1.0))
        return np.where(spread > _TINY * self.size, spread, 0.0)

    def centre(self, size: Floats) -> tuple[Floats, Floats]:
        """Level (with its season) and standard deviation so far; NaN where too little is known."""
        level = self.origin + (self.level if self.period == 1 else self.mean[self.time % self.period])
        known = self.count >= FEWEST
        return np.where(known, level, np.nan), np.where(known, self.spread, np.nan)

    def judgeable(self) -> Bools:
        """Series whose past suffices to judge the next point."""
        return np.asarray(self.count >= FEWEST)

    def trusted(self) -> float:
        """So far may a score count."""
        return _TRUSTED

    def constant(self) -> Bools:
        """Series that have enough points and no variation."""
        return np.asarray((self.count >= FEWEST) & (self.spread == 0))

    def restart(self, rows: Bools) -> None:
        """Learn level and spread of these series anew; a season outlives a change of level."""
        for part in (self.count, self.squares, self.level):
            part[rows] = 0.0
        if self.period == 1:
            self.origin[rows], self.size[rows] = np.nan, 0.0

    def _learn(self, value: Floats) -> None:
        here = np.isfinite(value)
        self.count = self.count + here
        step = np.where(here, value - self.level, 0.0)
        self.level = self.level + step / np.maximum(self.count, 1.0)
        self.squares = self.squares + step * np.where(here, value - self.level, 0.0)
