"""How unusual is the next measured value, seen from all before it? Self-starting scores (Hawkins 1987)."""

import numpy as np

from pilothouse.spc.series import Bools, Floats

FEWEST = 8
# Autocorrelation is believed from this many standard errors on: below, treating it costs more than it saves.
_BELIEVED = 1.5
_HIGHEST = 0.9
_TINY = 1e-12


def normal_score(t: Floats, freedom: Floats) -> Floats:
    """The normal score with (nearly) the same tail probability as Student's `t` (Wallace 1959)."""
    scale = (8.0 * freedom + 1.0) / (8.0 * freedom + 3.0)
    score: Floats = np.sign(t) * np.sqrt(freedom * np.log1p(t * t / freedom)) * scale
    return score


class ValueScores:
    """State of n_series; `step` takes the next column and answers its scores.

    Scores are independent standard normal for independent normal data, however short the history. A season
    is taken off by recursive residuals per position, positive autocorrelation of order one by the regression
    on the value before, with the predictive variance of its estimated slope.
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
        self.before = np.full(n_series, np.nan)
        self.pairs = np.zeros((6, n_series))  # number, Σ before, Σ now, Σ before², Σ before·now, Σ now²
        self.slope = np.zeros(n_series)
        self.size = np.zeros(n_series)

    def step(self, column: Floats, hold: Bools) -> Floats:
        """Scores of `column` (n_series,), NaN where there is none yet; what held series know of AR(1) waits."""
        residual = self._without_season(column)
        score = self._plain(residual)
        self._learn_slope(hold)
        led = (self.slope > 0) & np.isfinite(self.before) & np.isfinite(score)
        if led.any():
            score[led] = self._regressed(residual, led)
        self._learn(residual)
        self.time += 1
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

    def _plain(self, value: Floats) -> Floats:
        count = self.count
        ready = (count >= FEWEST) & (self.spread > 0) & np.isfinite(value)
        score = np.full(value.shape, np.nan)
        n = count[ready]
        t = (value[ready] - self.level[ready]) / self.spread[ready] * np.sqrt(n / (n + 1.0))
        score[ready] = normal_score(t, n - 1.0)
        return score

    @property
    def spread(self) -> Floats:
        """Standard deviation so far; 0 where it is only rounding noise."""
        spread = np.sqrt(self.squares / np.maximum(self.count - 1.0, 1.0))
        return np.where(spread > _TINY * self.size, spread, 0.0)

    def centre(self) -> tuple[Floats, Floats]:
        """Level (with its season) and standard deviation so far; NaN where too little is known."""
        level = self.origin + (self.level if self.period == 1 else self.mean[self.time % self.period])
        known = self.count >= FEWEST
        return np.where(known, level, np.nan), np.where(known, self.spread, np.nan)

    def _moments(self) -> tuple[Floats, Floats, Floats, Floats, Floats, Floats]:
        pairs, *sums = self.pairs
        n = np.maximum(pairs, 1.0)
        before, now = sums[0] / n, sums[1] / n
        return n, before, now, sums[2] - n * before**2, sums[3] - n * before * now, sums[4] - n * now**2

    def _learn_slope(self, hold: Bools) -> None:
        n, _, _, var_before, shared, var_now = self._moments()
        lag_one = shared / np.sqrt(np.maximum(var_before * var_now, np.finfo(float).tiny))
        lag_one = lag_one + (1.0 + 4.0 * np.clip(lag_one, 0.0, _HIGHEST)) / n  # Kendall 1954: r is biased down
        error = np.sqrt((1.0 - np.clip(lag_one, 0.0, _HIGHEST) ** 2) / n)
        slope = np.where((lag_one > _BELIEVED * error) & (n >= FEWEST), np.clip(lag_one, 0.0, _HIGHEST), 0.0)
        self.slope = np.where(hold, self.slope, slope)

    def _regressed(self, value: Floats, led: Bools) -> Floats:
        n, before, now, var_before, shared, var_now = (part[led] for part in self._moments())
        slope, previous = self.slope[led], self.before[led]
        error = value[led] - now - slope * (previous - before)
        rest = np.maximum(var_now - 2 * slope * shared + slope**2 * var_before, np.finfo(float).tiny)
        doubt = 1.0 + 1.0 / n + (previous - before) ** 2 / np.maximum(var_before, np.finfo(float).tiny)
        return normal_score(error / np.sqrt(rest / (n - 2.0) * doubt), n - 2.0)

    def _learn(self, value: Floats) -> None:
        here = np.isfinite(value)
        self.count = self.count + here
        step = np.where(here, value - self.level, 0.0)
        self.level = self.level + step / np.maximum(self.count, 1.0)
        self.squares = self.squares + step * np.where(here, value - self.level, 0.0)
        both = here & np.isfinite(self.before)
        q, v = np.where(both, self.before, 0.0), np.where(both, value, 0.0)
        for row, part in zip(self.pairs, (both, q, v, q * q, q * v, v * v), strict=True):
            row += part
        self.before = value
