"""Does a series follow itself? Autocorrelation of order one, told from a change of level."""

from typing import NamedTuple

import numpy as np

from pilothouse.spc.series import Bools, Ints, Singles

# A change of level raises the correlation with every point shortly before alike, autocorrelation that with the
# next before most: it is believed where that exceeds the mean of the lags 3 to 10 by so many standard errors.
_NEAREST, _FARTHEST = 3, 10
_LAGS = _FARTHEST - _NEAREST + 1
_BESIDE, _HIGHEST = 0.9 * (1.0 + 1.0 / _LAGS) ** 0.5, 0.8
# How far it is still thought possible that there is none at all: by so much less the more standard errors speak
# against it.
_NONE, _AGAINST = 0.4, 0.3
# A series that follows itself wanders, which looks like a change: evidence counts for so much less for each standard
# error that speaks for it, up to so many, and for less again the more pairs beyond so many show how closely it does.
_DOUBT, _MOST, _SURE = 0.1, 3.0, 100.0
_FEWEST_PAIRS = 6
# What happened in the last points may be the beginning of a change: it is not learnt yet.
_LATE = 4


class Following(NamedTuple):
    """What is known of n_series: `slope`, the share of a score that its successor follows, 0 where it does not stand
    out; `none` (0 to 1), how far it is possible that there is none; and `doubt`, by how much less evidence counts.
    """

    slope: Singles
    none: Singles
    doubt: Singles


class Autocorrelation:
    """State of n_series: sums over pairs of scores, and the last scores (0 where there was none to learn from)."""

    def __init__(self, n_series: int) -> None:
        self._last = np.zeros((_LATE + _FARTHEST + 2, n_series), dtype=np.float32)
        self._far = np.zeros(n_series, dtype=np.float32)  # Σ of the scores at the far lags
        self._pairs = np.zeros((4, n_series), dtype=np.float32)  # number, Σ before², Σ before·now, Σ far·now
        self._time = 0
        self.before: Singles = np.zeros(n_series, dtype=np.float32)  # the score before, 0 where there was none

    def _ago(self, points: int) -> Singles:
        back: Singles = self._last[(self._time - points) % len(self._last)]
        return back

    def following(self) -> Following:
        """What the pairs so far say."""
        number, before, near, far = self._pairs
        n, scale = np.maximum(number, 1.0), np.maximum(before, 1e-9)
        first = near / scale
        plain = np.clip(first, 0.0, _HIGHEST)
        first += (1.0 + 4.0 * plain) / n  # Kendall 1954: r is biased down
        slope = np.clip(first, 0.0, _HIGHEST)
        beyond = (near - far / _LAGS) / scale * np.sqrt(n)
        believed = (beyond > _BESIDE) & (number >= _FEWEST_PAIRS)
        none = _NONE * np.exp(-_AGAINST * first * first * n / (1.0 - slope * slope))
        errors = np.minimum(plain * np.sqrt(n / (1.0 - plain * plain)), _MOST)
        return Following(slope * believed, none, _DOUBT * errors * np.minimum(_SURE / n, 1.0))

    def learn(self, score: Singles, changing: Bools) -> None:
        """Take the next clipped scores (0: none) into account; series that seem `changing` teach nothing meanwhile."""
        self.before = score
        self._last[self._time % len(self._last)] = score
        now, before = self._ago(_LATE), self._ago(_LATE + 1)
        self._far += self._ago(_LATE + _NEAREST) - self._ago(_LATE + _FARTHEST + 1)
        both = (now != 0.0) & (before != 0.0)
        if changing.any():
            both &= ~changing
            now = now * ~changing
        for row, part in zip(self._pairs, (both, before * before * both, now * before, now * self._far), strict=True):
            row += part
        self._time += 1

    def restart(self, rows: Ints) -> None:
        """The last scores of these series belong to a change: nothing is learnt from them."""
        self._last[:, rows] = self.before[rows] = self._far[rows] = 0.0
