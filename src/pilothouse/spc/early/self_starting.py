"""How unusual is each point beside those before it? Plain scores for pooling units; ADR 0009 says why not `scores`."""

import numpy as np
from scipy.special import ndtri, stdtr

from pilothouse.spc.series import Floats, Kind, Points

# A single wild point must not look like a change of level.
CLIP = 2.5
_FEWEST_BEFORE = 5


def self_starting_scores(points: Points, kind: Kind) -> Floats:
    """Scores (n_series, n_points), about standard normal and independent without a change; NaN where unknown.

    Each point beside the weighted mean and spread of all before it (Hawkins 1987, The Statistician 36:451),
    clipped at ±2.5. Counts and rates are compared by roots, shares by arcsines, weighted by size: their
    spread is measured too, so over-dispersion does no harm. Weak: it learns from a change as well, so what
    is not found within the learnt length fades; autocorrelation is taken for change.
    """
    even = _evened(points, kind)
    n_series, n_points = even.shape
    weight, mean, square, count = (np.zeros(n_series) for _ in range(4))
    scores = np.full(even.shape, np.nan)
    for point in range(n_points):
        value, size = even[:, point], points.sizes[:, point]
        here = np.isfinite(value)
        gap = np.where(here, value, 0.0) - mean
        size = np.where(here, size, 0.0)
        ready = here & (count >= _FEWEST_BEFORE) & (square > 1e-24 * weight * mean**2)
        variance = square[ready] / (count[ready] - 1.0) * (1.0 / size[ready] + 1.0 / weight[ready])
        chance = stdtr(count[ready] - 1.0, gap[ready] / np.sqrt(variance))
        scores[ready, point] = np.clip(ndtri(chance), -CLIP, CLIP)
        after = weight + size
        square += np.where(here, weight * size / np.where(here, after, 1.0) * gap**2, 0.0)
        mean += np.where(here, size / np.where(here, after, 1.0) * gap, 0.0)
        weight, count = after, count + here
    return scores


def _evened(points: Points, kind: Kind) -> Floats:
    """Values whose spread hardly depends on their level."""
    if kind is Kind.VALUE:
        return points.plotted
    if kind is Kind.PROPORTION:
        cases = points.plotted * points.sizes
        shares: Floats = np.arcsin(np.sqrt((cases + 0.375) / (points.sizes + 0.75)))
        return shares
    roots: Floats = np.sqrt(points.plotted + 0.375 / points.sizes)
    return roots
