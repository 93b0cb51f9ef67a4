"""How unusual is the next measured value, seen from all before it? Self-starting scores (Hawkins 1987)."""

import numpy as np
from scipy.special import ndtri

from pilothouse.spc.early.lag import Lag
from pilothouse.spc.series import Bools, Floats, Ints, Singles

# Scores from so many points on help to know the autocorrelation and the skew; judged is from FEWEST on, where people
# say that the first points are a baseline from FEWEST_STATED on.
_FIRST, FEWEST, FEWEST_STATED = 3, 8, 5
_TINY = 1e-12
_TRUSTED = 2.95
# After a change the level is learnt anew, from so many points on it is judged; the spread known before counts as so
# many points.
AFRESH, BORROWED = 3, 8.0
# One wild value must not teach that everything is wide: learnt is at most so many standard deviations.
_WIDEST_LEARNT = 6.0
# From so many equal values on the next other one says something.
_CONSTANT = 12
# Farther out scores hardly grow; squares stay finite.
_FARTHEST = 1e9


def normal_score(t: Floats, freedom: Floats) -> Singles:
    """The normal score with (nearly) the same tail probability as Student's `t` (Wallace 1959)."""
    t = np.clip(t, -_FARTHEST, _FARTHEST).astype(np.float32)
    freedom = freedom.astype(np.float32)
    score: Singles = np.sqrt(freedom * np.log1p(t * t / freedom))
    score *= (freedom + 0.125) / (freedom + 0.375)
    return np.copysign(score, t)


class ValueScores:
    """State of n_series; `step` takes the next column and answers its scores.

    Scores are standard normal for independent normal data, however short the history. What they are
    compared with is some points old (`Lag`), so that a change is not learnt before it is seen. A season is
    taken off by recursive residuals per position; it outlives a change, of which it learns nothing.
    """

    def __init__(self, n_series: int, period: int = 1, fewest: int = FEWEST) -> None:
        self.period = period
        self.fewest = fewest
        self.time = 0
        self.seen = np.zeros((period, n_series))
        self.mean = np.zeros((period, n_series))
        self._taught = np.zeros((2, period, n_series))  # what the last value at each position added to both
        self.moved = np.zeros(n_series, dtype=bool)  # the level has changed: it stands beside the season
        self.origin = np.full(n_series, np.nan)
        self.count = np.zeros(n_series)
        self.squares = np.zeros(n_series)
        self.borrowed = np.zeros(n_series)  # degrees of freedom of a spread known before a change
        self.level = np.zeros(n_series)
        self.size = np.zeros(n_series)
        self._residual = np.full(n_series, np.nan)
        self._beside = (self._residual,) * 3  # level, spread of a distance from it, degrees of freedom
        self.old_level = Lag(2, n_series, start=14, every=2.5, most=10)
        self.old_spread = Lag(2, n_series, start=8, every=3, most=6)

    def step(self, column: Floats, exposure: Floats) -> Singles:
        """Scores of `column` (n_series,), NaN where there is none yet; `exposure` plays no part."""
        self._residual = self._without_season(column)
        level, error, freedom = self._beside = self._compared_with()
        t = (self._residual - level) / error
        self._learn(self._nearer(self._residual, t))
        self.time += 1
        score = normal_score(t, freedom)
        flat = np.flatnonzero(np.isnan(error) & (freedom > _CONSTANT - 2.0))
        if len(flat):
            score[flat] = self._beside_constant(flat)
        return score

    def _beside_constant(self, rows: Ints) -> Floats:
        """Scores of the last column in series that were constant so far: 0 for the same again; of n + 1 values the last
        is the one that differs with chance 1 / (n + 1), whatever its size.
        """
        level, _, freedom = self.usual(rows)
        off = self._residual[rows] - level
        other = np.abs(off) > _TINY * self.size[rows]
        return np.where(np.isnan(off), np.nan, np.sign(off) * other * -ndtri(0.5 / (freedom + 2.0)))

    def usual(self, rows: Ints) -> Floats:
        """What the last column was compared with in these series, to keep."""
        return np.stack([part[rows] for part in self._beside])

    def beside(self, usual: Floats, rows: Ints) -> Singles:
        """Scores of the last column in these series beside what was usual before."""
        level, error, freedom = usual
        return normal_score((self._residual[rows] - level) / error, freedom)

    def _without_season(self, column: Floats) -> Floats:
        new = np.isnan(self.origin)
        if new.any():
            self.origin = np.where(new, column, self.origin)
        value = column - self.origin
        self.size = np.fmax(self.size, np.abs(column))
        if self.period == 1:
            return np.asarray(value, dtype=np.float64)
        place = self.time % self.period
        seen, off = self.seen[place], value - self.mean[place]
        # What has moved lies off its season by its level; a level of less than some points is not known yet.
        level = np.where(self.moved, np.where(self.count > 0, self.level, off), 0.0)
        residual = np.where(seen > 0, level + (off - level) * np.sqrt(seen / (seen + 1.0)), np.nan)
        here = np.isfinite(value) & (~self.moved | (self.count >= AFRESH))
        step = np.where(here, off - level, 0.0) / (seen + 1.0)
        self._taught[:, place] = here, step
        seen += here
        self.mean[place] += step
        return residual

    def _compared_with(self) -> tuple[Floats, Floats, Floats]:
        """Level of older points, standard deviation of the next one's distance from it, its degrees of freedom."""
        count, level = self.old_level.push((self.count, self.level), self.count)
        learnt, squares = self.old_spread.push((self.count, self.squares), self.count)
        freedom = self._freedom(learnt)
        spread = np.sqrt(squares / freedom)
        known = (self.count >= 1) & (self.count + self.borrowed >= _FIRST) & (spread > _TINY * self.size)
        error = np.where(known, spread * np.sqrt(1.0 + 1.0 / np.maximum(count, 1.0)), np.nan)
        return level, error, freedom

    def _freedom(self, count: Floats) -> Floats:
        return np.maximum(np.maximum(count - 1.0, 0.0) + self.borrowed, 1.0)

    def _nearer(self, value: Floats, t: Floats) -> Floats:
        far = np.fmax(np.abs(t), _WIDEST_LEARNT)
        return np.where(self.judgeable(), self.level + (value - self.level) * (_WIDEST_LEARNT / far), value)

    @property
    def spread(self) -> Floats:
        """Standard deviation so far; 0 where it is only rounding noise."""
        spread = np.sqrt(self.squares / self._freedom(self.count))
        return np.where(spread > _TINY * self.size, spread, 0.0)

    def centre(self, size: Floats) -> tuple[Floats, Floats]:
        """Level (with its season) and standard deviation so far; NaN where too little is known."""
        level = self.origin + np.where(self.moved | (self.period == 1), self.level, 0.0)
        if self.period > 1:
            level += self.mean[self.time % self.period]
        known = self.judgeable()
        return np.where(known, level, np.nan), np.where(known, self.spread, np.nan)

    def judgeable(self) -> Bools:
        """Series whose past suffices to judge the next point."""
        return np.asarray((self.count >= AFRESH) & (self.count + self.borrowed >= self.fewest))

    def trusted(self) -> float:
        """So far may a score count."""
        return _TRUSTED

    def constant(self) -> Bools:
        """Series that have enough points and no variation."""
        return np.asarray(self.judgeable() & (self.spread == 0))

    def restart(self, rows: Ints, wholly: Bools, back: Ints) -> None:
        """Learn the level of these series anew, which changed so many points `back`, and where `wholly` or where there
        was none the spread too.
        """
        _, error, freedom = self.usual(rows)  # older than the change
        none = wholly | np.isnan(error)
        self.borrowed[rows] = np.where(none, 0.0, np.minimum(freedom, BORROWED))
        self.squares[rows] = np.where(none, 0.0, error**2 * self.borrowed[rows])
        self.count[rows] = self.level[rows] = 0.0
        self.moved[rows] = True
        for ago in range(1, min(self.period, int(back.max(initial=0))) + 1 if self.period > 1 else 0):
            self._unlearn((self.time - ago) % self.period, rows[back >= ago])

    def _unlearn(self, place: int, rows: Ints) -> None:
        """The season of these series forgets the last value at this position: it was of the change."""
        here, step = self._taught[:, place, rows]
        self.seen[place, rows] -= here
        self.mean[place, rows] -= step
        self._taught[:, place, rows] = 0.0

    def _learn(self, value: Floats) -> None:
        here = np.isfinite(value)
        self.count = self.count + here
        step = np.where(here, value - self.level, 0.0)
        self.level = self.level + step / np.maximum(self.count, 1.0)
        self.squares = self.squares + step * np.where(here, value - self.level, 0.0)
