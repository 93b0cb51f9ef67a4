"""Which leading points fix the limits, and from where on points are judged by them."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from pilothouse.spc.constants import FEWEST_POINTS, USUAL_BASELINE
from pilothouse.spc.series import Bools, Ints


@dataclass(frozen=True)
class Stage:
    """One set of limits: learnt from the points of `learn`, applied to the points of `apply`."""

    learn: Bools
    apply: Bools


@dataclass(frozen=True)
class Plan:
    """How every point of every series is judged; `judged` marks those that can raise an alarm."""

    stages: tuple[Stage, ...]
    judged: Bools


def plan(present: Bools, baseline: ArrayLike | None, season: int | None) -> Plan:
    """The stages for series with points where `present` is true; no later point changes an earlier one.

    A fixed baseline is one stage: its points are taken as in control and never judged. Without one,
    the first 12 points are learnt from and judge the next 12, and from the 25th on the first 24 judge
    (with a season: once two full seasons, and at least 24 points, have been learnt).
    Raises ValueError for a baseline shorter than 12 points or than two seasons.
    """
    n_series, n_points = present.shape
    if season is not None and season < 2:
        raise ValueError("a season has at least two points")
    position = np.arange(n_points)
    if baseline is not None:
        inside = position < _lengths(baseline, n_series, season)[:, None]
        return Plan((Stage(inside & present, np.ones_like(present)),), present & ~inside)
    seen = np.cumsum(present, axis=1)
    if season is not None:
        inside = np.broadcast_to(position < max(2 * season, USUAL_BASELINE), present.shape)
        return Plan((Stage(inside & present, np.ones_like(present)),), present & ~inside)
    late = seen > USUAL_BASELINE
    early = Stage(present & (seen <= FEWEST_POINTS), ~late)
    usual = Stage(present & (seen <= USUAL_BASELINE), late)
    stages = (early, usual) if late.any() else (early,)
    return Plan(stages, present & (seen > FEWEST_POINTS))


def _lengths(baseline: ArrayLike, n_series: int, season: int | None) -> Ints:
    lengths = np.asarray(baseline)
    if not np.issubdtype(lengths.dtype, np.integer):
        raise ValueError("a baseline is a whole number of points")
    if lengths.shape not in {(), (n_series,)}:
        raise ValueError("baseline must be one number or one number per series")
    result: Ints = np.broadcast_to(lengths.astype(np.int64), (n_series,))
    if np.any(result < FEWEST_POINTS):
        raise ValueError(f"a baseline needs at least {FEWEST_POINTS} points")
    if season is not None and np.any(result < 2 * season):
        raise ValueError(f"a baseline needs two full seasons, here {2 * season} points")
    return result
