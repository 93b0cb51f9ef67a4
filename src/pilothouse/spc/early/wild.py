"""Is this one point far beyond anything the series has shown before?"""

import numpy as np

from pilothouse.spc.series import Bools, Floats

# Heavy tails reach five standard deviations by themselves: a wild point is also far beyond all before it.
_FAR, _FURTHER, _FEWEST = 6.0, 2.5, 12


class Wild:
    """State of n_series: the largest score so far to either side, and how many there were."""

    def __init__(self, n_series: int) -> None:
        self._furthest = np.zeros(n_series)
        self._seen = np.zeros(n_series)

    def step(self, score: Floats) -> Bools:
        """Which of the next scores (not clipped, NaN: none) are wild."""
        size = np.abs(score)
        wild = (size >= _FAR) & (size > _FURTHER * self._furthest) & (self._seen >= _FEWEST)
        self._furthest = np.fmax(self._furthest, size)
        self._seen = self._seen + np.isfinite(score)
        return np.asarray(wild)
