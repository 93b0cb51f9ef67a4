"""How often do the lines of a chart, and rules on them, cry wolf? Seen on stable series as the chart supposes them."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np

from pilothouse.spc.false_alarms import FEWEST
from pilothouse.spc.lines import KIND_OF, Chart, draw, in_sigma, level_of, middle_of
from pilothouse.spc.rule_sets import Rule
from pilothouse.spc.runs import met
from pilothouse.spc.series import Bools, Floats, Ints, Kind, Points, to_points

# Any seed would do: what is simulated anew comes out the same.
_SEED = 24_051_924
_JUDGED, _SIMULATED = 60, 4_000
# Charts whose false alarms depend on nothing but the number of points learnt from.
_FREE = frozenset({"xmr", "xmr_median", "t"})
# Levels and sizes that differ by less than this (as a logarithm) have the same false alarms, near enough.
_ALIKE = 0.05


class Supposed(NamedTuple):
    """What the false alarms of each series depend on, arrays of shape (n_series,): the number of points that its lines
    come from, its level and the middle of its sizes, to the nearest 5 %; and the season for all. Level and size are NaN
    where no rate is known: fewer than 8 points, not more than one season, nothing or everything a case (for then
    nothing varies), a run chart.
    """

    learnt: Ints
    level: Floats
    size: Floats
    season: int | None


def supposed(points: Points, learn: Bools, chart: Chart, season: int | None = None) -> Supposed:
    """What lines drawn from the points where `learn` is true suppose of their series."""
    learnt, kind = learn.sum(axis=1), KIND_OF[chart]
    level, size = np.full(learnt.shape, np.nan), np.full(learnt.shape, np.nan)
    known = (learnt >= FEWEST) & (learnt > (season or 0)) & (chart != "run")
    if chart in _FREE:
        level[known] = size[known] = 1.0
        return Supposed(learnt, level, size, season)
    middle = level_of(points, learn)[:, 0]
    known &= (middle > 0) & ((kind is not Kind.PROPORTION) | (middle < 1))
    middle = middle[known]
    level[known] = _near(middle)
    size[known] = _near(middle_of(points.sizes, learn)[known, 0])
    if kind is Kind.PROPORTION:
        # A share's cases and its other cases are alike: the fewer of them decide.
        fewer = _near(np.minimum(middle, 1.0 - middle)).clip(max=0.5)
        level[known] = np.where(middle > 0.5, 1.0 - fewer, fewer)
        size[known] = size[known].round().clip(min=1.0)
    return Supposed(learnt, level, size, season)


def rates_seen(chart: Chart, wanted: tuple[Rule, ...], of: Supposed) -> Floats:
    """The probability (n_series,) that one of 60 stable points after those learnt from meets one of the rules."""
    found = np.full(of.learnt.shape, np.nan)
    known = np.isfinite(of.level)
    cases = np.stack((of.learnt[known], of.level[known], of.size[known]), axis=1)
    each, place = np.unique(cases, axis=0, return_inverse=True)
    rates = [_seen(chart, wanted, int(n), float(level), float(size), of.season) for n, level, size in each]
    found[known] = np.array(rates, dtype=np.float64)[place.reshape(-1)]
    return found


@lru_cache(maxsize=4_096)
def _seen(chart: Chart, wanted: tuple[Rule, ...], learnt: int, level: float, size: float, season: int | None) -> float:
    z = _from_centre(chart, learnt, level, size, season)
    return float((met(z, dict(enumerate(wanted, 1))).rule[:, learnt:] > 0).any(axis=1).mean())


@lru_cache(maxsize=8)
def _from_centre(chart: Chart, learnt: int, level: float, size: float, season: int | None) -> Floats:
    """Stable points in sigma from the centre that the first of them suggest. A season is estimated where none is: what
    its means cost does not depend on what they are, of counts and shares nearly so.
    """
    kind = KIND_OF[chart]
    drawn = _stable(chart, level, size, (_SIMULATED, learnt + _JUDGED))
    sizes = np.full(drawn.shape, size) if kind in {Kind.PROPORTION, Kind.RATE} else None
    points = to_points(drawn, kind, sizes)
    learn = np.broadcast_to(np.arange(drawn.shape[1]) < learnt, drawn.shape)
    return in_sigma(points.plotted, draw(points, learn, chart, season), chart)


def _stable(chart: Chart, level: float, size: float, shape: tuple[int, int]) -> Floats:
    """Series that never change, as entered: normal values; binomial cases of `size` each; Poisson counts, beside an
    exposure of `size`; times between events of a steady rate; good cases between bad ones. Always the same ones.
    """
    rng = np.random.default_rng(_SEED)
    if chart == "g":
        return rng.geometric(1.0 / (1.0 + level), shape).astype(np.float64) - 1.0
    if chart == "t":
        return rng.exponential(size=shape)
    if KIND_OF[chart] is Kind.VALUE:
        return rng.standard_normal(shape)
    if KIND_OF[chart] is Kind.PROPORTION:
        return rng.binomial(int(size), level, shape).astype(np.float64)
    return rng.poisson(level * size, shape).astype(np.float64)


def _near(values: Floats) -> Floats:
    near: Floats = np.exp(np.round(np.log(values) / _ALIKE) * _ALIKE)
    return near
