"""Which series tend to move some periods before others?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.special import ndtri, stdtr

from pilothouse.spc.series import Floats

Ints = NDArray[np.int64]

LAGS = 8
# Fewer pairs of values tell nothing that would survive the number of questions asked.
FEWEST = 40
_ORDER = 4
# Below this statistic no probability survives the number of questions, so that it need not be worked out.
_FAINT = 2.0


@dataclass(frozen=True)
class Association:
    """Pairs that stand out, the strongest evidence first; arrays of shape (n_found,).

    `leader` moves `lag` periods before `follower` (rows of the table); `r` is the correlation of what is new in each,
    `p` its two-sided probability without any association, `q` the adjusted one: among all that are at least so strong,
    the expected share of false ones. `points` are the pairs of values behind it, `tested` how many questions were
    asked: all ordered pairs of different series at all lags with enough values.
    """

    leader: Ints
    follower: Ints
    lag: Ints
    r: Floats
    p: Floats
    q: Floats
    points: Ints
    tested: int


def leading(values: ArrayLike, *, lags: int = LAGS, fdr: float = 0.1) -> Association:
    """Lagged association between all series (n_series, n_points) of one frequency, NaN = missing.

    From each series is first taken what follows from its own past, by an autoregression of up to four values chosen by
    AIC (prewhitening of both sides: Haugh 1976, JASA 71:378), for two series that merely drift or swing correlate at
    any lag. What is left is ranked and given normal scores, so that no single value makes a correlation, and then
    correlated at lags 1 to `lags`. All questions together keep the expected share of false answers at `fdr` whatever
    the questions have to do with each other (Benjamini & Yekutieli 2001, Annals of Statistics 29:1165). Of each
    ordered pair the strongest lag is told; where the pair moves even more together at the same time, none.

    Weaknesses: association is not cause: what moves both, one sooner, looks the same. A season or a trend that both
    have is not taken off unless the autoregression does. Relations that are not monotone, or that came and went, are
    missed, and with hundreds of series only strong ones are found at all.
    """
    table = np.asarray(values, dtype=np.float64)
    scores = _normal_scores(_whitened(table))
    known = np.isfinite(scores)
    filled = np.where(known, scores, 0.0)
    together = np.abs(_correlated(filled, known, 0)[0])
    found = [_correlated(filled, known, lag) for lag in range(1, lags + 1)]
    r = np.stack([one[0] for one in found])
    points = np.stack([one[1] for one in found])
    for one in r:
        np.fill_diagonal(one, np.nan)
    return _standing_out(r, points, together, fdr)


def _standing_out(r: Floats, points: Floats, together: Floats, fdr: float) -> Association:
    tested = int(np.isfinite(r).sum())
    p = _chances(r, points)
    best = np.argmin(p, axis=0)
    every = p[p < 1.0]
    least = np.take_along_axis(p, best[None], axis=0)[0]
    lead, follow = np.nonzero(least < 1.0)
    q = adjusted(every, tested)[np.searchsorted(np.sort(every), least[lead, follow])] if len(every) else every
    at = best[lead, follow]
    kept = (q <= fdr) & (np.abs(r[at, lead, follow]) > together[lead, follow])
    order = np.flatnonzero(kept)[np.argsort(least[lead, follow][kept], kind="stable")]
    lead, follow, at, q = lead[order], follow[order], at[order], q[order]
    here = (at, lead, follow)
    return Association(lead, follow, at + 1, r[here], p[here], q, points[here].astype(np.int64), tested)


def adjusted(p: Floats, tested: int) -> Floats:
    """The smallest of `tested` probabilities, sorted and adjusted for all of them, under any dependence (Benjamini &
    Yekutieli 2001). Those that were not given are taken to be larger than these.
    """
    # The sum of 1/i up to `tested`.
    harmonic = np.log(tested) + 0.5772156649 + 0.5 / tested
    steps = np.sort(p) * tested * harmonic / np.arange(1, len(p) + 1)
    return np.asarray(np.minimum(np.minimum.accumulate(steps[::-1])[::-1], 1.0), dtype=np.float64)


def _whitened(table: Floats) -> Floats:
    """What in each value does not follow from the values before it; missing for the first four and after gaps."""
    with np.errstate(all="ignore"):
        mean = np.nanmean(np.where(np.isfinite(table).any(axis=1, keepdims=True), table, 0.0), axis=1, keepdims=True)
    known = np.isfinite(table)
    centred = np.where(known, table - mean, 0.0)
    count = np.maximum(known.sum(axis=1), 1)
    n_points = table.shape[1]
    covariances = np.stack(
        [(centred[:, lag:] * centred[:, : n_points - lag]).sum(axis=1) / count for lag in range(_ORDER + 1)]
    )
    slopes = _autoregressions(covariances, count)
    left = table - mean
    for lag in range(1, _ORDER + 1):
        past = np.full(table.shape, np.nan)
        past[:, lag:] = (table - mean)[:, : n_points - lag]
        needed = slopes[:, [lag - 1]]
        left = left - np.where(needed == 0.0, 0.0, needed * past)
    left[:, :_ORDER] = np.nan
    return np.asarray(left, dtype=np.float64)


def _autoregressions(covariances: Floats, count: NDArray[np.int64]) -> Floats:
    """Coefficients (n_series, 4) by Levinson and Durbin, of the order with the least AIC."""
    n_series = covariances.shape[1]
    variance = covariances[0].copy()
    slopes = np.zeros((n_series, _ORDER))
    chosen, least = slopes.copy(), np.zeros(n_series)
    start = np.where(variance > 0, variance, 1.0)
    for order in range(1, _ORDER + 1):
        past = (slopes[:, : order - 1] * covariances[1:order][::-1].T).sum(axis=1)
        partial = np.divide(covariances[order] - past, variance, out=np.zeros(n_series), where=variance > 1e-12 * start)
        partial = np.clip(partial, -0.999, 0.999)
        longer = slopes.copy()
        longer[:, : order - 1] -= partial[:, None] * slopes[:, : order - 1][:, ::-1]
        longer[:, order - 1] = partial
        slopes, variance = longer, variance * (1.0 - partial**2)
        aic = count * np.log(np.maximum(variance / start, 1e-12)) + 2 * order
        better = aic < least
        chosen[better], least[better] = slopes[better], aic[better]
    return chosen


def _mean_ranks(table: Floats, known: NDArray[np.bool_]) -> Floats:
    """The rank of each value among the known ones of its row, ties sharing their mean; NaN where it is missing.

    scipy.stats has it too, and makes every process start a third of a second later.
    """
    ranks = np.full(table.shape, np.nan)
    for rank, row, there in zip(ranks, table, known, strict=True):
        ordered = np.sort(row[there])
        below, up_to = np.searchsorted(ordered, row[there]), np.searchsorted(ordered, row[there], side="right")
        rank[there] = (below + up_to + 1) / 2
    return ranks


def _normal_scores(table: Floats) -> Floats:
    """Ranks of each row as standard normal values with mean square 1; rows without variation are missing."""
    known = np.isfinite(table)
    ranks = _mean_ranks(table, known)
    count = known.sum(axis=1, keepdims=True)
    scores = ndtri((ranks - 0.375) / (count + 0.25))
    size = np.sqrt(np.nanmean(np.where(known.any(axis=1, keepdims=True), scores, 1.0) ** 2, axis=1, keepdims=True))
    varies = np.where(known, table, -np.inf).max(axis=1) > np.where(known, table, np.inf).min(axis=1)
    return np.where(known & varies[:, None], scores / np.where(size > 0, size, 1.0), np.nan)


def _correlated(filled: Floats, known: NDArray[np.bool_], lag: int) -> tuple[Floats, Floats]:
    """Correlation of each series (row) with each (column) so many points later, and the pairs of values behind it."""
    end = filled.shape[1] - lag
    if end < FEWEST:
        return (np.full((len(filled),) * 2, np.nan),) * 2
    early, late = filled[:, :end], filled[:, lag:]
    here, there = known[:, :end].astype(float), known[:, lag:].astype(float)
    points = here @ there.T
    scale = np.sqrt(((early**2) @ there.T) * (here @ (late**2).T))
    r = np.divide(early @ late.T, scale, out=np.full(points.shape, np.nan), where=(scale > 0) & (points >= FEWEST))
    return np.clip(r, -1.0, 1.0, out=r), points


def _chances(r: Floats, points: Floats) -> Floats:
    """Two-sided probability of so much correlation of independent normal values (Student's t); 1 where it is faint."""
    p = np.ones(r.shape)
    with np.errstate(invalid="ignore"):
        t = np.abs(r) * np.sqrt((points - 2.0) / np.maximum(1.0 - r * r, 1e-12))
        telling = t > _FAINT
    p[telling] = 2.0 * stdtr(points[telling] - 2.0, -t[telling])
    return p
