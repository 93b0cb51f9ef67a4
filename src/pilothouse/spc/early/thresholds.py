"""How often so much evidence comes by chance: the tables of `bench/early/calibrate.py`, and what lies between."""

import numpy as np

from pilothouse.spc.early import table_of_counts
from pilothouse.spc.early.table import EVIDENCE, FAP60, LEVELS, POINTS, THRESHOLDS
from pilothouse.spc.series import Floats, Ints, Kind, Singles

# Beyond the table each unit of evidence makes chance so many times rarer (as a logarithm): scores that share an old
# mean are a little alike, so this is less than the 1 of independent ones (Kesten 1973).
_RARER = 0.8


def threshold(fap60: float) -> float:
    """Evidence that a stable series reaches within 60 points with probability `fap60`; ValueError outside 0.001–0.5."""
    if not FAP60[-1] <= fap60 <= FAP60[0]:
        raise ValueError(f"fap60 lies between {FAP60[-1]} and {FAP60[0]}, not {fap60}")
    return float(np.interp(-np.log(fap60), -np.log(FAP60), THRESHOLDS))


def chance(evidence: Singles, points: Ints, kind: Kind) -> Floats:
    """Probability of so much evidence after so many judged points of a stable series of this kind.

    Of counts, shares and rates: as many that vary beyond chance as do not, taken together. A series of the former is
    told rarer than it is, at most by half, one of the latter less rare.
    """
    grid = _MEASURED if kind is Kind.VALUE else _COUNTED
    column = ((np.clip(evidence, _START, _END) - _START) * (1.0 / _STEP)).astype(np.int64)
    column += grid.shape[1] * np.minimum(points, len(grid) - 1)
    found: Floats = grid.ravel()[column]
    beyond = np.flatnonzero(evidence > _END)
    found[beyond] *= np.exp((_END - evidence[beyond]) * _RARER)
    return found


def _log_chance(evidence: Floats, row: Floats) -> Floats:
    knots = np.log(LEVELS)
    beyond = np.maximum(evidence - row[-1], 0.0)
    found: Floats = np.interp(evidence, row, knots, left=0.0) - _RARER * beyond
    return found


def _grid(table: Floats) -> Floats:
    """Chance by number of points, up to the last of the table, and by evidence in steps too small to matter."""
    evidence = np.arange(_START, _END + _STEP, _STEP) + _STEP / 2
    rows = np.array([_log_chance(evidence, row) for row in table])
    steps = np.log(np.maximum(np.arange(POINTS[-1] + 1), POINTS[0]))
    above = np.clip(np.searchsorted(np.log(POINTS), steps), 1, len(POINTS) - 1)
    low, high = np.log(POINTS)[above - 1], np.log(POINTS)[above]
    share = ((steps - low) / (high - low))[:, None]
    grid: Floats = np.exp((1.0 - share) * rows[above - 1] + share * rows[above])
    return grid


_START, _STEP, _END = -4.0, 0.01, 24.0
_MEASURED, _COUNTED = _grid(EVIDENCE), _grid(table_of_counts.EVIDENCE)
