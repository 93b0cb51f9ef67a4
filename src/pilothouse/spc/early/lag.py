"""What was known some points ago."""

import numpy as np

from pilothouse.spc.series import Floats


class Lag:
    """Keeps the last states of n_series and answers an old one, older the more points are known.

    With fewer than `start` points the newest state is answered, then one point older for `every` further
    ones, `most` at most. A state is a tuple of `parts` arrays (n_series,).
    """

    def __init__(self, parts: int, n_series: int, *, start: int, every: float, most: int) -> None:
        self._kept = np.zeros((most + 1, parts, n_series))
        self._start, self._every, self._most = start, every, most
        self._series = np.arange(n_series)
        self._time = 0

    def push(self, state: tuple[Floats, ...], points: Floats) -> Floats:
        """Keep `state`, which rests on so many `points`; the old one, shape (parts, n_series)."""
        now = self._time % (self._most + 1)
        for part, value in zip(self._kept[now], state, strict=True):
            part[:] = value
        self._time += 1
        if points.size and (points == points[0]).all():
            same: Floats = self._kept[now - int(self._back(points[0]))]
            return same
        slots, parts, n_series = self._kept.shape
        slot = (now - self._back(points).astype(np.int64)) % slots
        place = slot * (parts * n_series) + self._series
        found: Floats = self._kept.ravel()[np.arange(parts)[:, None] * n_series + place]
        return found

    def _back(self, points: Floats) -> Floats:
        older: Floats = np.clip((points - self._start) / self._every, 0, self._most)
        return older
