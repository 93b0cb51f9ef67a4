"""How often so much evidence comes by chance: the tables of `bench/early/calibrate.py`, and what lies between."""

import numpy as np

from pilothouse.spc.early.table import EVIDENCE, FAP60, LEVELS, POINTS, THRESHOLDS
from pilothouse.spc.series import Floats

# Beyond the table each unit of evidence makes chance so many times rarer (as a logarithm): scores that share an old
# mean are a little alike, so this is less than the 1 of independent ones (Kesten 1973).
_RARER = 0.8


def threshold(fap60: float) -> float:
    """Evidence that a stable series reaches within 60 points with probability `fap60`; ValueError outside 0.001–0.5."""
    if not FAP60[-1] <= fap60 <= FAP60[0]:
        raise ValueError(f"fap60 lies between {FAP60[-1]} and {FAP60[0]}, not {fap60}")
    return float(np.interp(-np.log(fap60), -np.log(FAP60), THRESHOLDS))


def chance(evidence: Floats, points: Floats) -> Floats:
    """Probability of so much evidence after so many judged points of a stable series; NaN stays NaN."""
    row = np.log(np.clip(points, 1.0, POINTS[-1])) * ((len(_GRID) - 1) / np.log(POINTS[-1]))
    column = (np.fmin(np.fmax(evidence, _START), _END) - _START) / _STEP
    near, left = np.rint(row).astype(np.int64), column.astype(np.int64)
    share = column - left
    place = near * _GRID.shape[1] + left
    flat = _GRID.ravel()
    found = np.exp((1.0 - share) * flat[place] + share * flat[place + 1] - np.fmax(evidence - _END, 0.0) * _RARER)
    return np.where(np.isnan(evidence), np.nan, found)


def _log_chance(evidence: Floats, row: Floats) -> Floats:
    knots = np.log(LEVELS)
    beyond = np.maximum(evidence - row[-1], 0.0)
    found: Floats = np.interp(evidence, row, knots, left=0.0) - _RARER * beyond
    return found


def _grid() -> Floats:
    """Log chance on a fine grid: 60 steps of the logarithm of the number of points, evidence in twentieths."""
    evidence = np.arange(_START, _END + 2 * _STEP, _STEP)
    rows = np.array([_log_chance(evidence, row) for row in EVIDENCE])
    steps = np.linspace(0.0, np.log(POINTS[-1]), 60)
    return np.array([np.interp(steps, np.log(POINTS), column) for column in rows.T]).T.copy()


_START, _STEP, _END = -4.0, 0.05, 30.0
_GRID = _grid()
