"""How often so much evidence comes by chance: the tables of `bench/early/calibrate.py`, and what lies between."""

import numpy as np

from pilothouse.spc.early.table import EVIDENCE, FAP60, LEVELS, POINTS, THRESHOLDS
from pilothouse.spc.series import Floats

# Beyond the table evidence is a log likelihood ratio: each unit makes chance e times rarer.
_RARER = 1.0


def threshold(fap60: float) -> float:
    """Evidence that a stable series reaches within 60 points with probability `fap60`; ValueError outside 0.001–0.5."""
    if not FAP60[-1] <= fap60 <= FAP60[0]:
        raise ValueError(f"fap60 lies between {FAP60[-1]} and {FAP60[0]}, not {fap60}")
    return float(np.interp(-np.log(fap60), -np.log(FAP60), THRESHOLDS))


def chance(evidence: Floats, points: Floats) -> Floats:
    """Probability of so much evidence after so many judged points of a stable series; NaN stays NaN."""
    row = np.log(np.clip(points, 1.0, POINTS[-1])) * (len(_GRID) - 1) / np.log(POINTS[-1])
    column = np.minimum(evidence, _END) / _STEP
    near, left = np.rint(row).astype(int), column.astype(int)
    share = column - left
    beyond = np.maximum(evidence - _END, 0.0) * _RARER
    found: Floats = np.exp((1.0 - share) * _GRID[near, left] + share * _GRID[near, left + 1] - beyond)
    return found


def _log_chance(evidence: Floats, row: Floats) -> Floats:
    knots = np.log(LEVELS)
    beyond = np.maximum(evidence - row[-1], 0.0)
    found: Floats = np.interp(evidence, row, knots, left=0.0) - _RARER * beyond
    return found


def _grid() -> Floats:
    """Log chance on a fine grid: 60 steps of the logarithm of the number of points, evidence in twentieths."""
    evidence = np.arange(0.0, _END + 2 * _STEP, _STEP)
    rows = np.array([_log_chance(evidence, row) for row in EVIDENCE])
    steps = np.linspace(0.0, np.log(POINTS[-1]), 60)
    return np.array([np.interp(steps, np.log(POINTS), column) for column in rows.T]).T.copy()


_STEP, _END = 0.05, 30.0
_GRID = _grid()
