"""How unusual is each point beside those before it? Plain scores for pooling units; ADR 0009 says why not `scores`."""

import numpy as np
from scipy.special import ndtri, stdtr

from pilothouse.spc.early.self_starting_counts import count_scores
from pilothouse.spc.series import Floats, Kind, Points

# A single wild point must not look like a change of level.
CLIP = 2.5
_FEWEST_RESIDUALS = 4
_TINY = 1e-24


def self_starting_scores(points: Points, kind: Kind, period: int = 1) -> Floats:
    """Scores (n_series, n_points), about standard normal and independent without a change; NaN where unknown.

    Each value beside the mean of all before it and the spread of what such distances were before (recursive
    residuals: Hawkins 1987, The Statistician 36:451), of a season beside those at its position; so the first cycle
    has no scores, and scores are normal however short the history. Clipped at ±2.5. Counts, shares and rates have
    mid-p scores beside all cases before them (`count_scores`). Weak: it learns from a change as well, so what is not
    found within the learnt length fades; autocorrelation is taken for change.
    """
    if kind is not Kind.VALUE:
        return count_scores(points, period, CLIP, share=kind is Kind.PROPORTION)
    values = points.plotted
    n_series, n_points = values.shape
    mean, seen = np.zeros((period, n_series)), np.zeros((period, n_series))
    square, count = np.zeros(n_series), np.zeros(n_series)
    scores = np.full(values.shape, np.nan)
    for point in range(n_points):
        value, before, usual = values[:, point], seen[point % period], mean[point % period]
        here = np.isfinite(value)
        gap = np.where(here, value, 0.0) - usual
        residual = gap * np.sqrt(before / (before + 1.0))
        ready = here & (before > 0) & (count >= _FEWEST_RESIDUALS) & (square > _TINY * count * usual**2)
        t = residual[ready] / np.sqrt(square[ready] / count[ready])
        scores[ready, point] = np.clip(ndtri(stdtr(count[ready], t)), -CLIP, CLIP)
        known = here & (before > 0)
        square, count = square + np.where(known, residual**2, 0.0), count + known
        usual += np.where(here, gap, 0.0) / (before + 1.0)
        before += here
    return scores
