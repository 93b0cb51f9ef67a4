"""Six cumulative sums per series, for small, middling and large changes to either side: Page 1954."""

import numpy as np

from pilothouse.spc.rules import Bytes
from pilothouse.spc.series import Bools, Floats, Ints

# Half the size of change each sum is made for, in sigma.
ALLOWANCES = np.array([0.25, 0.5, 1.0])[:, None, None]
# Lasting small changes are what leaders miss: their sums start ahead.
_AHEAD = np.array([0.7, 0.3, 0.0])[:, None]
# From this evidence on, what is known of the autocorrelation waits: a change looks like one.
HOLD = 2.5


class Evidence:
    """State of n_series: sums (3 allowances, 2 sides, n_series) and where each last was zero."""

    def __init__(self, n_series: int) -> None:
        self.sums = np.zeros((3, 2, n_series))
        self.starts = np.zeros((3, 2, n_series), dtype=np.int64)
        self.points = np.zeros(n_series)
        self.time = 0
        self.now = np.zeros(n_series)

    def step(self, score: Floats, judged: Bools) -> Floats:
        """Evidence after the next scores, on the scale of a log likelihood ratio; NaN where not judged."""
        use = judged & np.isfinite(score)
        both = np.where(use, np.stack([score, -score])[None], ALLOWANCES)  # a gap moves nothing
        grown = np.maximum(self.sums + both - ALLOWANCES, 0.0)
        self.starts = np.where((self.sums <= 0) & use, self.time, self.starts)
        self.sums = grown
        self.points = self.points + use
        self.time += 1
        self.now = (2.0 * ALLOWANCES[:, 0] * grown.max(axis=1) + _AHEAD).max(axis=0)
        return np.where(use, self.now, np.nan)

    def leading(self) -> tuple[Bytes, Ints]:
        """Direction (−1, +1) and first changed point by the sum that leads, per series."""
        weighted = 2.0 * ALLOWANCES * self.sums + _AHEAD[:, :, None]
        flat = weighted.reshape(6, -1).argmax(axis=0)
        onset = self.starts.reshape(6, -1)[flat, np.arange(flat.size)]
        return np.where(flat % 2 == 0, 1, -1).astype(np.int8), onset

    def restart(self, rows: Bools) -> None:
        """No evidence any more about these series."""
        self.sums[..., rows] = 0.0
        self.points[rows] = 0.0
        self.now[rows] = 0.0
