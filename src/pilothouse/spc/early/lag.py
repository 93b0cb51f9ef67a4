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
        self._back = np.clip((np.arange(start + every * most + 1) - start) / every, 0, most).astype(np.int64)
        self._time = 0

    def push(self, state: tuple[Floats, ...], points: Floats) -> Floats:
        """Keep `state`, which rests on so many `points`; the old one, shape (parts, n_series)."""
        now = self._time % len(self._kept)
        for part, value in zip(self._kept[now], state, strict=True):
            part[:] = value
        self._time += 1
        # Nearly all series know equally many points: those that do not are the exception.
        usual = points.max(initial=0.0)
        found: Floats = self._kept[now - self._back[min(int(usual), len(self._back) - 1)]]
        fewer = np.flatnonzero(points != usual)
        if len(fewer):
            found = found.copy()
            known = np.minimum(points[fewer].astype(np.int64), len(self._back) - 1)
            found[:, fewer] = self._kept[now - self._back[known], :, fewer].T
        return found
