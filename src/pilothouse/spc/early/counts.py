"""How unusual is the next count, seen from all before it? Conditional mid-p scores, over-dispersion learnt."""

import numpy as np
from scipy import special

from pilothouse.spc.early.values import FEWEST
from pilothouse.spc.series import Bools, Floats

_LEAST = 1e-9
# Chance alone is believed until this many squared scores speak against it.
_PRIOR = 4.0
# The noise of plain counts is known and their tails are trusted; of over-dispersed ones they are not.
_PLAIN, CLIP_PLAIN, CLIP_WIDE = 1.2, 3.5, 2.2


class CountScores:
    """State of n_series of counts with their exposure, or of shares; `step` answers the next scores.

    Given the total, the next of two Poisson counts with the same rate is binomial, of two shares
    hypergeometric: no parameter is estimated. The score is the normal quantile of the mid-p value, divided
    by the root of the dispersion of the scores before, where they vary more than chance alone.
    """

    def __init__(self, n_series: int, period: int = 1, *, share: bool = False) -> None:
        self.share = share
        self.period = period
        self.time = 0
        self.cases = np.zeros((period, n_series))
        self.exposure = np.zeros((period, n_series))
        self.count = np.zeros(n_series)
        self.scored = np.zeros(n_series)
        self.squares = np.zeros(n_series)

    def step(self, column: Floats, exposure: Floats, hold: Bools) -> Floats:
        """Scores of `column` (n_series,) with its `exposure`; NaN where there is none yet."""
        place = self.time % self.period
        here = np.isfinite(column) & (exposure > 0)
        ready = here & (self.exposure[place] > 0) & (self.cases.sum(axis=0) + column > 0)
        raw = np.full(column.shape, np.nan)
        raw[ready] = self._mid_p_score(column[ready], exposure[ready], place, ready)
        score = np.where(self.count >= FEWEST, raw / np.sqrt(self.dispersion), np.nan)
        widest = np.where(self.dispersion < _PLAIN, CLIP_PLAIN, CLIP_WIDE)
        score = np.clip(score, -widest, widest)
        scored = np.isfinite(raw) & ~hold  # a change looks like over-dispersion
        self.scored = self.scored + scored
        self.squares = self.squares + np.where(scored, np.clip(raw / np.sqrt(self.dispersion), -3, 3), 0.0) ** 2 * (
            self.dispersion
        )
        self.cases[place] += np.where(here, column, 0.0)
        self.exposure[place] += np.where(here, exposure, 0.0)
        self.count = self.count + here
        self.time += 1
        return score

    @property
    def dispersion(self) -> Floats:
        """Variance of the scores so far beside that of chance alone, never below 1."""
        return np.maximum((self.squares + _PRIOR) / (self.scored + _PRIOR), 1.0)

    def _mid_p_score(self, column: Floats, exposure: Floats, place: int, ready: Bools) -> Floats:
        cases, before = self.cases[place][ready], self.exposure[place][ready]
        part = exposure / (exposure + before)
        total = cases + column
        below = np.where(column > 0, special.betainc(total - column + 1.0, np.maximum(column, 1.0), 1.0 - part), 0.0)
        above = np.where(column < total, special.betainc(column + 1.0, np.maximum(total - column, 1.0), part), 0.0)
        if self.share:  # hypergeometric: the binomial's variance is too wide by the share without the event
            overall = total / (exposure + before)
            narrower = 1.0 / np.sqrt(np.maximum(1.0 - overall, _LEAST))
        else:
            narrower = np.ones_like(part)
        here = np.clip(1.0 - below - above, 0.0, 1.0)
        low, high = below + here / 2, above + here / 2
        score = np.where(low < high, special.ndtri(np.maximum(low, 1e-300)), -special.ndtri(np.maximum(high, 1e-300)))
        scaled: Floats = score * narrower
        return scaled

    def centre(self, size: Floats) -> tuple[Floats, Floats]:
        """Ratio so far and its standard deviation at the next point's `size`; NaN where nothing is known."""
        place = self.time % self.period
        known = self.exposure[place] > 0
        nothing = np.full(size.shape, np.nan)
        ratio = np.divide(self.cases[place], self.exposure[place], out=nothing.copy(), where=known)
        chance = ratio * (1.0 - ratio) if self.share else ratio
        spread = np.sqrt(np.divide(chance * self.dispersion, size, out=nothing, where=size > 0))
        return ratio, spread
