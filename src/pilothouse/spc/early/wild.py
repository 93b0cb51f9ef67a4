"""Is this one point far beyond anything the series has shown before?"""

import numpy as np

from pilothouse.spc.series import Floats, Ints, Singles

# Heavy tails reach five standard deviations by themselves: a wild point is also far beyond all before it.
_FAR, _FURTHER, _FEWEST = 6.0, 2.5, 12
# Tails may be so heavy: a point twice as far out is so many times two as rare (as Student's t with 3 degrees).
_TAIL = 3.0


class Wild:
    """State of n_series: the largest score so far to either side, and how many there were."""

    def __init__(self, n_series: int) -> None:
        self._furthest = np.zeros(n_series, dtype=np.float32)
        self._seen = np.zeros(n_series, dtype=np.int64)

    def step(self, score: Singles) -> tuple[Ints, Floats]:
        """Which of the next scores (not clipped, NaN: none) are wild, and the chance of each.

        Of n + 1 scores the last is the largest with chance 1 / (n + 1); then with a tail that falls by a power it is
        so many times as far out as the next one with that power of the ratio (Rényi 1953), whatever the scale.
        """
        size = np.abs(score)
        wild = np.flatnonzero(
            (size >= _FAR) & (size > _FURTHER * self._furthest) & (self._furthest > 0) & (self._seen >= _FEWEST)
        )
        ratio = size[wild] / self._furthest[wild].astype(np.float64)
        chance: Floats = ratio**-_TAIL / (self._seen[wild] + 1.0)
        self._furthest = np.fmax(self._furthest, size)
        self._seen += np.isfinite(score)
        return wild, chance
