"""How unusual is each count beside all before it? Scores for pooling units, without any lean of their own."""

import numpy as np
from scipy.special import gammaln, ndtri, stdtr

from pilothouse.spc.early.mid_p import Seen
from pilothouse.spc.series import Floats, Points

_FEWEST_BEFORE = 5
_LEAST = 1e-9
# From so many expected cases on scores lean no longer; fewer never make more than so many.
_MANY, _MOST = 8.0, 32
_NARROWEST = 0.1


def count_scores(points: Points, period: int, clip: float, *, share: bool) -> Floats:
    """Scores (n_series, n_points) of counts with their sizes, or of shares; NaN where nothing is known before.

    The mid-p score of each count given all cases so far (of a season: at its position). Whole numbers are skew where
    they are small, and over many units that adds up: the mean that the score has, given the total, is taken off.
    Where scores vary beyond chance they are divided by it.
    """
    sizes = np.broadcast_to(points.sizes, points.plotted.shape)
    here = points.present
    cases = np.where(here, np.round(points.plotted * sizes, 9), 0.0)
    exposure = np.where(here, sizes, 0.0)
    before, known = _before(cases, period), _before(exposure, period)
    ready = here & (known > 0) & (before + cases > 0)
    seen = _rarer(cases[ready], exposure[ready], before[ready], known[ready], share=share)
    mean, spread = _lean(seen, clip, share=share)
    raw = np.full(here.shape, np.nan)
    raw[ready] = seen.plain()
    lean, wide = np.zeros(here.shape), np.ones(here.shape)
    lean[ready], wide[ready] = mean * seen.sign, spread
    told = _beside_spread(raw, lean, wide, clip)
    return np.where(np.cumsum(here, axis=1) > _FEWEST_BEFORE, told, np.nan)


def _before(parts: Floats, period: int) -> Floats:
    """What came before each point, at its position in the season."""
    total = np.zeros(parts.shape)
    for place in range(period):
        total[:, place::period] = np.cumsum(parts[:, place::period], axis=1) - parts[:, place::period]
    return total


def _rarer(cases: Floats, exposure: Floats, before: Floats, known: Floats, *, share: bool) -> Seen:
    """These counts, of shares with most cases those without."""
    if not share:
        return Seen(cases, exposure, before, known, np.ones_like(cases), np.ones_like(cases))
    overall = (cases + before) / (exposure + known)
    turned = overall > 0.5
    cases, before = np.where(turned, exposure - cases, cases), np.where(turned, known - before, before)
    without = np.maximum(np.where(turned, overall, 1.0 - overall), _LEAST)
    return Seen(cases, exposure, before, known, without, np.where(turned, -1.0, 1.0))


def _lean(seen: Seen, clip: float, *, share: bool) -> tuple[Floats, Floats]:
    """Mean and standard deviation of the score of each count (n,), given the total: 0 and 1 where it is large."""
    mean, spread = np.zeros(len(seen.column)), np.ones(len(seen.column))
    total = seen.column + seen.cases
    few = np.flatnonzero(total * seen.exposure / (seen.exposure + seen.before) < _MANY)
    rows = Seen(*(part[few, None] for part in seen))
    grid = np.arange(_MOST, dtype=np.float64)
    left = total[few, None] - grid
    possible = left >= 0
    chance = np.where(possible, _log_chance(rows, grid, np.maximum(left, 0.0), share=share), -np.inf)
    chance = np.exp(chance - np.maximum(chance.max(axis=1, keepdims=True, initial=-np.inf), -1e300))
    chance /= np.maximum(chance.sum(axis=1, keepdims=True), 1e-300)
    shape = chance.shape
    every = Seen(grid + np.zeros(shape), *(np.broadcast_to(part, shape) for part in rows[1:]))
    scores = np.where(possible, every._replace(cases=np.maximum(left, 0.0)).plain() * rows.sign, 0.0)
    scores = np.clip(scores, -clip, clip)
    mean[few] = (chance * scores).sum(axis=1)
    spread[few] = np.sqrt((chance * (scores - mean[few, None]) ** 2).sum(axis=1))
    return mean, np.maximum(spread, _NARROWEST)


def _log_chance(rows: Seen, grid: Floats, left: Floats, *, share: bool) -> Floats:
    """Logarithm, up to a constant, of the chance of so many of the total here and the rest `left` before."""
    if not share:
        odds = np.log(rows.exposure / rows.before)
        return np.asarray(grid * odds - gammaln(grid + 1.0) - gammaln(left + 1.0))
    fits = (grid <= rows.exposure) & (left <= rows.before)
    both = np.zeros(fits.shape)
    for part, of in ((grid, rows.exposure), (left, rows.before)):
        both -= gammaln(part + 1.0) + gammaln(np.maximum(of - part, 0.0) + 1.0)
    return np.where(fits, both, -np.inf)


def _beside_spread(raw: Floats, lean: Floats, wide: Floats, clip: float) -> Floats:
    """Scores without their lean, beside the spread of those before where it is wider than chance makes it."""
    known = np.isfinite(raw)
    squares = np.where(known, ((raw - lean) / wide) ** 2, 0.0)
    count = np.maximum(np.cumsum(known, axis=1) - known, 1)
    beyond = np.sqrt(np.maximum((np.cumsum(squares, axis=1) - squares) / count, 1.0))
    t = (np.clip(raw / beyond, -clip, clip) - lean / beyond) / wide
    told: Floats = ndtri(stdtr(count, t)) * np.sqrt(wide)
    return told
