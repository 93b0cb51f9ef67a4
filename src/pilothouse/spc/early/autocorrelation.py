"""Does a series follow itself? Autocorrelation of order one, told from a change of level."""

import numpy as np

from pilothouse.spc.series import Ints, Singles

# A change of level raises the correlation with every point shortly before alike, autocorrelation that with the
# next before most: it is believed where that exceeds the mean of these lags by so many standard errors.
_FAR = (3, 4, 5, 6, 7, 8)
_BESIDE, _HIGHEST = 0.9 * (1.0 + 1.0 / len(_FAR)) ** 0.5, 0.8
# How far it is still thought possible that there is none at all: by so much less the more standard errors speak
# against it.
_NONE, _AGAINST = 0.5, 0.35
_FEWEST_PAIRS = 6
# What happened in the last points may be the beginning of a change: it is not learnt yet.
_LATE = 4


class Autocorrelation:
    """State of n_series: sums over pairs of scores, and the last scores (0 where there was none to learn from)."""

    def __init__(self, n_series: int) -> None:
        self._last = np.zeros((_LATE + _FAR[-1] + 1, n_series), dtype=np.float32)
        self._pairs = np.zeros((4, n_series), dtype=np.float32)  # number, Σ before², Σ before·now, Σ mean of far·now
        self._time = 0
        self.before: Singles = np.zeros(n_series, dtype=np.float32)  # the score before, 0 where there was none

    def _ago(self, points: int) -> Singles:
        back: Singles = self._last[(self._time - points) % len(self._last)]
        return back

    def slope(self) -> tuple[Singles, Singles]:
        """Share of a score that its successor follows, 0 where it does not stand out; and how far 0 is possible."""
        number, before, near, far = self._pairs
        n, scale = np.maximum(number, 1.0), np.maximum(before, 1e-9)
        first = near / scale
        first += (1.0 + 4.0 * np.clip(first, 0.0, _HIGHEST)) / n  # Kendall 1954: r is biased down
        slope = np.clip(first, 0.0, _HIGHEST)
        beyond = (near - far) / scale * np.sqrt(n)
        believed = (beyond > _BESIDE) & (number >= _FEWEST_PAIRS)
        none = _NONE * np.exp(-_AGAINST * first * first * n / (1.0 - slope * slope))
        return slope * believed, none

    def learn(self, score: Singles) -> None:
        """Take the next clipped scores (0: none) into account."""
        self.before = score
        self._last[self._time % len(self._last)] = score
        now, before = self._ago(_LATE), self._ago(_LATE + 1)
        far = sum((self._ago(_LATE + lag) for lag in _FAR[1:]), start=self._ago(_LATE + _FAR[0])) * (1.0 / len(_FAR))
        both = (now != 0.0) & (before != 0.0)
        for row, part in zip(self._pairs, (both, before * before * both, now * before, now * far), strict=True):
            row += part
        self._time += 1

    def restart(self, rows: Ints) -> None:
        """The last scores of these series belong to a change: nothing is learnt from them."""
        self._last[:, rows] = self.before[rows] = 0.0
