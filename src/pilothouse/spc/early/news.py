"""A change that was found is news for some points: its evidence grows on, so that the list can weigh it."""

import numpy as np

from pilothouse.spc.early.evidence import SUMS, grown
from pilothouse.spc.early.scores import Scorer, Usual
from pilothouse.spc.series import Floats, Ints, Singles

# So long evidence grows on beside what was usual before. Meanwhile the series is watched for the next change.
NEWS = 12


class News:
    """State of n_series: what was usual before the last change of each, and the evidence of that change."""

    def __init__(self, n_series: int) -> None:
        self._left = np.zeros(n_series, dtype=np.int64)
        self._points = np.zeros(n_series, dtype=np.int64)
        self._sums = np.zeros((2 * SUMS, n_series), dtype=np.float32)
        self._manner = np.zeros((4, n_series), dtype=np.float32)
        self._level: Floats | None = None

    def begin(self, rows: Ints, usual: Usual, sums: Singles, points: Ints) -> None:
        """A change was found in these series after so many `points`."""
        if self._level is None:
            self._level = np.zeros((len(usual.level), len(self._left)))
        self._level[:, rows], self._manner[:, rows], self._sums[:, rows] = *usual, sums
        self._points[rows], self._left[rows] = points, NEWS

    def step(self, scorer: Scorer) -> tuple[Ints, Singles, Ints]:
        """Series with news that have a value in the last column; the evidence there, and after how many points."""
        rows = np.flatnonzero(self._left)
        if self._level is None or not len(rows):
            return rows, np.zeros(0, dtype=np.float32), rows
        self._left[rows] -= 1
        usual = Usual(self._level[:, rows], self._manner[:, rows])
        own, plain = scorer.beside(usual, rows)
        self._manner[:, rows] = usual.manner
        here = np.isfinite(plain)
        rows, slope = rows[here], usual.manner[2, here]
        sums = self._sums[:, rows] = grown(self._sums[:, rows], own[here], plain[here], slope)
        self._points[rows] += 1
        return rows, np.log(sums.sum(axis=0)), self._points[rows]
