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
    rows = np.array([_log_chance(evidence, row) for row in EVIDENCE])
    place = np.interp(np.log(np.maximum(points, 1.0)), np.log(POINTS), np.arange(len(POINTS)))
    low = np.clip(place.astype(int), 0, len(POINTS) - 2)
    share = place - low
    series = np.arange(evidence.size)
    found: Floats = np.exp((1.0 - share) * rows[low, series] + share * rows[low + 1, series])
    return found


def _log_chance(evidence: Floats, row: Floats) -> Floats:
    knots = np.log(LEVELS)
    beyond = np.maximum(evidence - row[-1], 0.0)
    found: Floats = np.interp(evidence, row, knots, left=0.0) - _RARER * beyond
    return found
