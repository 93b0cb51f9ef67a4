"""How unusual is the next count, seen from all before it? Conditional mid-p scores, over-dispersion learnt."""

import numpy as np

from pilothouse.spc.early.lag import Lag
from pilothouse.spc.early.mid_p import Seen
from pilothouse.spc.early.values import AFRESH, BORROWED, FEWEST
from pilothouse.spc.series import Bools, Floats, Ints, Singles
from pilothouse.spc.steadiness import CASES_TO_TELL, surely_steadier

_LEAST = 1e-9
# Whole numbers score a little less widely than normal ones.
_LEAST_DISPERSION = 0.93
# The noise of plain counts is known and their tails are trusted; of over-dispersed ones they are not.
# Between a dispersion that may be chance and one that cannot, trust falls evenly.
_TRUSTED = (0.6, 0.9, 1.2, 1.6), (2.95, 5.0, 5.0, 2.2)
# Chance alone is believed until this many squared scores speak against it.
_PRIOR = 3.0
# A single score teaches no more than this about the dispersion.
_WIDEST_LEARNT = 3.0


class CountScores:
    """State of n_series of counts with their exposure, or of shares; `step` answers the next scores.

    Given the total, the next of two Poisson counts with the same rate is binomial, of two shares
    hypergeometric: no parameter is estimated. The score is the normal quantile of the mid-p value. Where older
    scores vary more than chance alone, the rate itself varies, and by a share of its level: what is known then
    counts as so much less that the next count has that dispersion (a negative binomial one, Greenwood & Yule 1920).
    """

    def __init__(self, n_series: int, period: int = 1, fewest: int = FEWEST, *, share: bool = False) -> None:
        self.share = share
        self.fewest = fewest
        self.period = period
        self.time = 0
        self.cases = np.zeros((period, n_series))
        self.exposure = np.zeros((period, n_series))
        self.count = np.zeros(n_series)
        self.scored = np.zeros(n_series)
        self.squares = np.zeros(n_series)
        self.borrowed = np.zeros(n_series)  # scores that a dispersion known before a change counts as
        self._column = np.full((2, n_series), np.nan)  # cases and exposure of the last column
        self._beside = np.zeros((2 * period + 1, n_series))  # cases and exposure per position, dispersion
        self.old_rate = Lag(2, n_series, start=14, every=2.5, most=10)
        self.old_dispersion = Lag(1, n_series, start=12, every=4, most=8)

    def step(self, column: Floats, exposure: Floats) -> Singles:
        """Scores of `column` (n_series,) with its `exposure`; NaN where there is none yet."""
        column = np.round(column * exposure, 9)  # divided by its size and multiplied again it is whole up to rounding
        place = self.time % self.period
        here = np.isfinite(column) & (exposure > 0)
        cases, before = self._old()
        (dispersion,) = self.old_dispersion.push((self.dispersion,), self.count)
        self._column = np.stack((column, exposure))
        self._beside = np.concatenate((cases, before, dispersion[None]))
        raw, score = self._scores(column, exposure, cases[place], before[place], dispersion)
        self._learn_dispersion(raw)
        self.cases[place] += np.where(here, column, 0.0)
        self.exposure[place] += np.where(here, exposure, 0.0)
        self.count = self.count + here
        self.time += 1
        return score

    def usual(self, rows: Ints) -> Floats:
        """What the last column was compared with in these series, and with a season all positions, to keep."""
        return self._beside[:, rows]

    def beside(self, usual: Floats, rows: Ints) -> Singles:
        """Scores of the last column in these series beside what was usual before."""
        place = (self.time - 1) % self.period
        column, exposure = self._column[:, rows]
        return self._scores(column, exposure, usual[place], usual[self.period + place], usual[-1])[1]

    def _old(self) -> tuple[Floats, Floats]:
        """Cases and exposure to compare with, per position; without a season they are some points old."""
        if self.period > 1:
            return self.cases, self.exposure
        cases, exposure = self.old_rate.push((self.cases[0], self.exposure[0]), self.count)
        return cases[None], exposure[None]

    def _scores(
        self, column: Floats, exposure: Floats, cases: Floats, before: Floats, dispersion: Floats
    ) -> tuple[Floats, Singles]:
        """Scores as if chance alone were at work, and with the dispersion; NaN where nothing can be said."""
        ready = np.isfinite(column) & (exposure > 0) & (before > 0) & (cases + column > 0)
        raw, found = np.full(column.shape, np.nan), np.full(column.shape, np.nan, dtype=np.float32)
        if ready.any():
            seen = self._rarer(column[ready], exposure[ready], cases[ready], before[ready])
            raw[ready] = seen.plain()
            found[ready] = seen.dispersed(raw[ready], dispersion[ready])
        return raw, found

    def _rarer(self, column: Floats, exposure: Floats, cases: Floats, before: Floats) -> Seen:
        """These counts, of shares with most cases those without: by the rarer ones the binomial goes nearer."""
        if not self.share:
            return Seen(column, exposure, cases, before, np.ones_like(column), np.ones_like(column))
        overall = (cases + column) / (exposure + before)
        turned = overall > 0.5
        column, cases = np.where(turned, exposure - column, column), np.where(turned, before - cases, cases)
        without = np.maximum(np.where(turned, overall, 1.0 - overall), _LEAST)
        return Seen(column, exposure, cases, before, without, np.where(turned, -1.0, 1.0))

    def _learn_dispersion(self, raw: Floats) -> None:
        scored = np.isfinite(raw)
        widest = _WIDEST_LEARNT * np.sqrt(self.dispersion)
        self.squares = self.squares + np.where(scored, np.clip(raw, -widest, widest), 0.0) ** 2
        self.scored = self.scored + scored

    @property
    def dispersion(self) -> Floats:
        """Variance of the scores so far beside that of chance alone, never much below 1 unless that is beyond doubt."""
        learnt = (self.squares + _PRIOR) / (self.scored + _PRIOR)
        found = np.maximum(learnt, _LEAST_DISPERSION)
        rows = np.flatnonzero(learnt < _LEAST_DISPERSION)
        less = rows[self._surely_less(rows)]
        found[less] = (self.squares[less] + 1.0) / (self.scored[less] + 1.0)
        return found

    def _surely_less(self, rows: Ints) -> Bools:
        """Which of these series vary less than chance does."""
        cases = self.cases[:, rows].sum(axis=0)
        if self.share:
            cases = np.minimum(cases, self.exposure[:, rows].sum(axis=0) - cases)
        steadier = surely_steadier(self.squares[rows], self.scored[rows])
        return np.asarray(steadier & (cases >= CASES_TO_TELL * self.count[rows]))

    def centre(self, size: Floats) -> tuple[Floats, Floats]:
        """Ratio so far and its standard deviation at the next point's `size`; NaN where nothing is known."""
        place = self.time % self.period
        known = self.exposure[place] > 0
        nothing = np.full(size.shape, np.nan)
        ratio = np.divide(self.cases[place], self.exposure[place], out=nothing.copy(), where=known)
        chance = ratio * (1.0 - ratio) if self.share else ratio
        spread = np.sqrt(np.divide(chance * self.dispersion, size, out=nothing, where=size > 0))
        return ratio, spread

    def judgeable(self) -> Bools:
        """Series whose past suffices to judge the next point."""
        return np.asarray((self.count >= AFRESH) & (self.count + self.borrowed >= self.fewest))

    def trusted(self) -> Floats:
        """So far may a score count."""
        return np.interp(self.dispersion, *_TRUSTED)

    def constant(self) -> Bools:
        """Series without any case, or of shares with nothing else."""
        cases = self.cases.sum(axis=0)
        return np.asarray((cases == 0) | (self.share & (cases == self.exposure.sum(axis=0))))

    def restart(self, rows: Ints, wholly: Bools, back: Ints) -> None:
        """Learn the rate of these series anew, and where `wholly` how much they vary beyond chance too."""
        self.cases[:, rows] = self.exposure[:, rows] = self.count[rows] = 0.0
        self.borrowed[rows] = np.where(wholly, 0.0, np.minimum(self.scored[rows], BORROWED))
        self.scored[rows] = self.borrowed[rows]
        # Squares from which the dispersion comes out as it was; what lies below chance is not drawn towards it again.
        known, more = self._beside[-1, rows], np.maximum(self._beside[-1, rows] - 1.0, 0.0)
        self.squares[rows] = np.where(wholly, 0.0, known * self.scored[rows] + more * _PRIOR)
