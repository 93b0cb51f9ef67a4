"""Does a series follow itself? Autocorrelation of order one, told from a change of level."""

import numpy as np

from pilothouse.spc.series import Bools, Floats

# Believed where it stands out by so many standard errors, alone and beside the correlation with points before.
_ALONE, _BESIDE, _HIGHEST = 1.4, 0.9, 0.8
# How far it is still thought possible that there is none at all, before anything speaks against it.
_NONE = 0.22
_FEWEST_PAIRS = 6
# A change of level raises the correlation with every point shortly before alike, autocorrelation that with the
# next before most: what exceeds the mean of these lags counts. What happened in the last points is not learnt yet.
_FAR = (3, 4, 5, 6)
_LATE = 10


class Autocorrelation:
    """State of n_series: sums over pairs of scores, and the last scores (0 where there was none to learn from)."""

    def __init__(self, n_series: int) -> None:
        self._last = np.zeros((_LATE + _FAR[-1] + 1, n_series))
        self._pairs = np.zeros((4, n_series))  # number, Σ before², Σ before·now, Σ mean of far·now
        self._time = 0
        self.before = np.zeros(n_series)  # the score before, 0 where there was none

    def _ago(self, points: int) -> Floats:
        back: Floats = self._last[(self._time - points) % len(self._last)]
        return back

    def slope(self) -> tuple[Floats, Floats]:
        """Share of a score that its successor follows, 0 where it does not stand out; and how far 0 is possible."""
        number, before, near, far = self._pairs
        n, scale = np.maximum(number, 1.0), np.maximum(before, 1e-9)
        first = near / scale
        first = first + (1.0 + 4.0 * np.clip(first, 0.0, _HIGHEST)) / n  # Kendall 1954: r is biased down
        errors = first / np.sqrt((1.0 - np.clip(first, 0.0, _HIGHEST) ** 2) / n)
        beyond = (near - far) / scale / np.sqrt((1.0 + 1.0 / len(_FAR)) / n)
        believed = (errors > _ALONE) & (beyond > _BESIDE) & (number >= _FEWEST_PAIRS)
        none = _NONE * np.exp(-0.5 * errors * errors)
        return np.where(believed, np.clip(first, 0.0, _HIGHEST), 0.0), none

    def learn(self, score: Floats, hold: Bools) -> None:
        """Take the next clipped scores (NaN: none) into account; series on `hold` learn nothing meanwhile."""
        self.before = np.where(np.isfinite(score), score, 0.0)
        self._last[self._time % len(self._last)] = np.where(hold, 0.0, self.before)
        now, before = self._ago(_LATE), self._ago(_LATE + 1)
        far = sum((self._ago(_LATE + lag) for lag in _FAR), start=np.zeros_like(now)) / len(_FAR)
        both = (now != 0.0) & (before != 0.0)
        square = np.where(both, before * before, 0.0)
        for row, part in zip(self._pairs, (both, square, now * before, now * far), strict=True):
            row += part
        self._time += 1
