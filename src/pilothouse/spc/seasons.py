"""Seasonal means: what a month or a weekday usually adds to the level."""

from dataclasses import dataclass

import numpy as np

from pilothouse.spc.series import Bools, Floats


@dataclass(frozen=True)
class Season:
    """The seasonal part of a centre line.

    `per_point` (n_series, n_points) is added to the level. `shrinkage` and `widening` (n_series, 1)
    correct sigma: residuals from means that were fitted to the same points are too small, and points that
    are compared with an estimated mean carry its error as well.
    """

    per_point: Floats
    shrinkage: Floats
    widening: Floats


def seasonal_effect(residual: Floats, learn: Bools, period: int | None) -> Season:
    """Centred means of `residual` per position in the season, from the points where `learn` is true.

    With k seasons learnt, sigma is corrected by sqrt(k / (k - 1)) and by sqrt(1 + 1 / k). A position that
    was never learnt has the effect NaN: its points cannot be judged. A `period` of None is no season.
    """
    n_series, n_points = residual.shape
    one = np.ones((n_series, 1))
    if period is None:
        return Season(np.broadcast_to(0.0, residual.shape), one, one)
    cycles = -(-n_points // period)
    padding = ((0, 0), (0, cycles * period - n_points))
    use = np.pad(learn, padding).reshape(n_series, cycles, period)
    kept = np.pad(np.where(learn, residual, 0.0), padding).reshape(n_series, cycles, period)
    count = use.sum(axis=1)
    means = np.divide(kept.sum(axis=1), count, out=np.full(count.shape, np.nan), where=count > 0)
    known = (count > 0).sum(axis=1, keepdims=True)
    total = np.where(count > 0, means, 0.0).sum(axis=1, keepdims=True)
    means = means - np.divide(total, known, out=np.zeros_like(total), where=known > 0)
    per_point = np.tile(means, (1, cycles))[:, :n_points]
    seasons = learn.sum(axis=1, keepdims=True) / period
    enough = seasons > 1
    shrinkage = np.full((n_series, 1), np.nan)
    np.divide(seasons, seasons - 1.0, out=shrinkage, where=enough)
    widening = np.full((n_series, 1), np.nan)
    np.divide(seasons + 1.0, seasons, out=widening, where=enough)
    return Season(per_point, np.sqrt(shrinkage), np.sqrt(widening))
