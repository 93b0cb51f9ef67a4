"""How far may one score count? Less on the side to which the series leans."""

import numpy as np

from pilothouse.spc.series import Bools, Floats, Singles

# Log-normal and gamma noise keep the false alarms of normal noise with these (ADR 0009).
_NEAREST, _BY_SKEW = 2.0, 0.5
# So many points count as seen without any skew; tails of a series that is new are not trusted yet.
_PRIOR, _WHEN_NEW = 20.0, 3.0
_WIDEST_LEARNT = 4.0


class Tails:
    """State of n_series: moments of the scores so far; `bounds` holds for the next one."""

    def __init__(self, n_series: int) -> None:
        self._sums = np.zeros((4, n_series), dtype=np.float32)  # number, Σ score, Σ score², Σ score³

    def bounds(self, usual: Floats | float) -> tuple[Singles, Singles]:
        """Lowest and highest value at which the next score is clipped, `usual` where nothing is known."""
        number, *sums = self._sums
        n = np.maximum(number, 1.0)
        mean, square, cube = (part / n for part in sums)
        variance = np.maximum(square - mean * mean, 0.1)
        third = cube - mean * (3.0 * square - 2.0 * mean * mean)
        nearer = _BY_SKEW * third / (variance * np.sqrt(variance)) * (number / (number + _PRIOR))
        reach = (usual - _WHEN_NEW / (number + _WHEN_NEW)).astype(np.float32)
        low = np.minimum(-reach - np.minimum(nearer, 0.0), -_NEAREST)
        high = np.maximum(reach - np.maximum(nearer, 0.0), _NEAREST)
        return low, high

    def learn(self, score: Singles, use: Bools) -> None:
        """Take the next scores into account where `use`."""
        seen = np.where(use, np.clip(score, -_WIDEST_LEARNT, _WIDEST_LEARNT), 0.0)
        square = seen * seen
        for row, part in zip(self._sums, (use, seen, square, square * seen), strict=True):
            row += part
