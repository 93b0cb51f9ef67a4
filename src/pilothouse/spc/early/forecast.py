"""What may come, if everything goes on as it did? Joint sample paths, so that a year's mean has its true spread."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import IntEnum
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pilothouse.spc.early.drawing import History, drawn
from pilothouse.spc.early.seasonal_pattern import seasonal_pattern, strongest_period
from pilothouse.spc.early.smoothing import Smoothed, smooth
from pilothouse.spc.series import Bools, Floats, Ints, as_series, whole_number

Season = int | Literal["auto"] | None

FEWEST_POINTS = 12
LONGEST_GAP = 12
MOST_POINTS = 260  # five years of weeks; what is older says little about the next year
_WARM_UP = 12
# A positive series varies by ratios, unless it comes close to zero: there a ratio means nothing.
_CLOSE_TO_ZERO = 0.1
_FLAT = 1e-12
_SERIES_AT_ONCE = 128


class ForecastStatus(IntEnum):
    """Whether there is a forecast, and if not why: never measured, too few points, no variation, nothing recent."""

    FORECAST = 0
    NO_DATA = 1
    TOO_SHORT = 2
    CONSTANT = 3
    OUT_OF_DATE = 4


@dataclass(frozen=True)
class Forecast:
    """What may come after the last column.

    `paths` (n_series, n_paths, horizon) are equally likely futures, each whole in time; NaN where `status`
    (n_series,) is not FORECAST. `season` (n_series,) is the period that was used, 1 for none: also where one
    was given of which there are no three cycles, or which shows nothing beyond noise.
    """

    paths: Floats
    status: NDArray[np.int8]
    season: Ints

    def interval(self, share: float = 0.8) -> tuple[Floats, Floats]:
        """Lower and upper bound (n_series, horizon) between which `share` of the paths lie at each step."""
        if not 0.0 < share < 1.0:
            raise ValueError("the share of an interval lies between 0 and 1")
        tail = 0.5 - share / 2.0
        lower, upper = np.quantile(self.paths, [tail, 1.0 - tail], axis=1)
        return lower, upper


def forecast(
    values: ArrayLike,
    horizon: int,
    season: Season = None,
    *,
    paths: int = 400,
    seed: int | None = 0,
    ceiling: float = np.inf,
) -> Forecast:
    """Draw `paths` futures of `horizon` points for each of `values` (n_series, n_points), NaN = missing.

    `season` is the period in points, "auto" (12, 4, 7 or 52, where one is clear) or None. The same seed gives
    the same paths, None gives new ones. No path rises above `ceiling` (1 for shares).

    Each path takes one of 29 ways to go on by its likelihood: 24 exponential smoothings and five returns to the mean.
    Half of the paths add a whole stretch of errors that this way made from an earlier point on, half are simulated
    step by step from its one-step errors, whose mean is shrunk to no drift; series without room for four such
    stretches side by side have only the second sort. Positive series are treated by ratios, series never negative
    stay so, whole numbers stay whole. Only the last 260 points are used.

    Given are NaN and a status for fewer than 12 points, a series without any variation, or more than 12
    missing at the end. Weaknesses: what never happened in the history, such as a step to come, is in no
    path; a season needs three full cycles; small counts have no distribution of counts. All series are drawn with the
    same random numbers: alone and beside others a series has the same paths, and what the paths of two series have in
    common says nothing about them. Raises ValueError for input that is not two-dimensional, for a horizon,
    season or number of paths below 1, and for values above the ceiling.
    """
    given = as_series(values)
    fixed = _checked(given, horizon, season, paths, ceiling)
    given = given[:, -MOST_POINTS:]
    status, gap = _status(given)
    result = np.full((len(given), paths, horizon), np.nan)
    periods = np.full(len(given), fixed, dtype=np.int64)
    open_, entropy = np.flatnonzero(status == ForecastStatus.FORECAST), _entropy(seed)
    if season == "auto" and len(open_):
        periods[open_] = strongest_period(_aligned(given[open_], gap[open_]) / _scale(given[open_]))
    for some in _alike(open_, periods):
        futures, flat, seasonal = _continued(given[some], gap[some], int(periods[some[0]]), (paths, horizon), entropy)
        periods[some[~seasonal]] = 1
        status[some[flat]] = ForecastStatus.CONSTANT
        result[some[~flat]] = np.minimum(futures[~flat], ceiling)
    periods[status != ForecastStatus.FORECAST] = 1
    return Forecast(result, status, periods)


def _checked(given: Floats, horizon: int, season: Season, paths: int, ceiling: float) -> int:
    """The period that was asked for, 1 for none or one to be found."""
    if horizon < 1:
        raise ValueError("a horizon has at least one point")
    if paths < 1:
        raise ValueError("a forecast has at least one path")
    if (given > ceiling).any():
        raise ValueError("a value lies above the ceiling")
    if isinstance(season, str) and season != "auto":
        raise ValueError('a season is a number of points, "auto" or None')
    return 1 if season is None or isinstance(season, str) else whole_number(season, "a season")


def _entropy(seed: int | None) -> int:
    """What all random numbers of one forecast come from."""
    return int(np.random.default_rng().integers(2**63)) if seed is None else abs(seed)


def _alike(rows: Ints, periods: Ints) -> Iterator[Ints]:
    """Rows of the same period, a few at a time: the states of many members take room."""
    for period in np.unique(periods[rows]):
        same = rows[periods[rows] == period]
        for start in range(0, len(same), _SERIES_AT_ONCE):
            yield same[start : start + _SERIES_AT_ONCE]


def _status(given: Floats) -> tuple[NDArray[np.int8], Ints]:
    """Why a series cannot be continued, and how many points are missing at its end."""
    present = np.isfinite(given)
    count, n_points = present.sum(axis=1), given.shape[1]
    backwards = present[:, ::-1]
    gap = np.where(count > 0, backwards.argmax(axis=1) if n_points else 0, 0)
    highest = np.max(given, axis=1, initial=-np.inf, where=present)
    lowest = np.min(given, axis=1, initial=np.inf, where=present)
    status = np.full(len(given), ForecastStatus.FORECAST, dtype=np.int8)
    status[highest == lowest] = ForecastStatus.CONSTANT
    status[gap > LONGEST_GAP] = ForecastStatus.OUT_OF_DATE
    status[count < FEWEST_POINTS] = ForecastStatus.TOO_SHORT
    status[count == 0] = ForecastStatus.NO_DATA
    return status, gap.astype(np.int64)


def _aligned(given: Floats, gap: Ints) -> Floats:
    """The same series with their last present value in the last column."""
    source = np.arange(given.shape[1]) - gap[:, None]
    return np.where(source >= 0, np.take_along_axis(given, np.maximum(source, 0), axis=1), np.nan)


def _scale(given: Floats) -> Floats:
    """The largest size of each series (n_series, 1): in that unit no square is too large or too small."""
    result: Floats = np.nanmax(np.abs(given), axis=1, keepdims=True)
    return result


def _continued(
    given: Floats, gap: Ints, period: int, size: tuple[int, int], entropy: int
) -> tuple[Floats, Bools, Bools]:
    """Paths (n_series, n_paths, horizon), which series turn out to have no variation left, which have a season."""
    n_paths, horizon = size
    scale = _scale(given)
    values = _aligned(given, gap) / scale
    ratios = _by_ratios(values)
    known = np.where(ratios[:, None], np.log(np.where(ratios[:, None], values, 1.0)), values)
    history = _history(np.where(np.isfinite(values), known, np.nan), gap, period)
    smoothed = smooth(history.levels, history.first, history.judged)
    paths = drawn(history, smoothed, n_paths, horizon, entropy)
    paths[ratios] = np.exp(paths[ratios])
    limit = np.finfo(np.float64).max
    with np.errstate(over="ignore"):
        paths = np.clip(paths * scale[:, None], -limit, limit)
    return _like(given, paths), _without_error(history, smoothed), (history.pattern.effects != 0.0).any(axis=1)


def _without_error(history: History, smoothed: Smoothed) -> Bools:
    """Where some member foretold every point: it would promise with certainty what nobody knows."""
    largest = np.abs(np.where(history.judged.T[:, :, None], smoothed.error, 0.0)).max(axis=0)
    result: Bools = largest.min(axis=1) < _FLAT
    return result


def _by_ratios(values: Floats) -> Bools:
    lowest = np.nanmin(values, axis=1)
    result: Bools = (lowest > 0) & (lowest >= _CLOSE_TO_ZERO * np.nanmedian(values, axis=1))
    return result


def _like(given: Floats, paths: Floats) -> Floats:
    """Paths that stay what the series is: never negative, whole numbers."""
    missing = ~np.isfinite(given)
    never_negative = (missing | (given >= 0)).all(axis=1)
    paths[never_negative] = np.maximum(paths[never_negative], 0.0)
    whole = (missing | (given == np.rint(given))).all(axis=1)
    paths[whole] = np.rint(paths[whole])
    return paths


def _history(values: Floats, gap: Ints, period: int) -> History:
    pattern = seasonal_pattern(values, period)
    levels = values - pattern.over(values.shape[1])
    present = np.isfinite(levels)
    nth = np.cumsum(present, axis=1)
    judged = present & (nth > np.minimum(_WARM_UP, nth[:, -1:] // 3))
    return History(_carried_forward(levels, present), present.argmax(axis=1), judged, gap, pattern)


def _carried_forward(levels: Floats, present: Bools) -> Floats:
    """No gaps: the last known level stands, before the first value the first. Nothing is taken from later."""
    first = present.argmax(axis=1)[:, None]
    source = np.maximum.accumulate(np.where(present, np.arange(levels.shape[1]), first), axis=1)
    return np.take_along_axis(levels, source, axis=1)
