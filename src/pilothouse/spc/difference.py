"""The 95 % interval of a difference of two levels of one series, for values and for counts."""

import math
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy.special import stdtrit

from pilothouse.spc.series import Floats, Kind
from pilothouse.spc.steadiness import CASES_TO_TELL, surely_steadier

# Few points do not tell their autocorrelation, and most series of an organisation have some: the estimate counts
# together with so many points of a weak one. Without it 12 and 7 points of an autocorrelation of .6 were called changed
# in three of ten series.
_PRIOR, _PRIOR_POINTS = 0.3, 8.0
# A short history cannot show more than this apart from a drift; believing it would make every answer empty.
_MOST_AUTOCORRELATION = 0.7
_LEAST_FREEDOM = 4.0


@dataclass(frozen=True)
class Part:
    """One stretch: `numerators` (NaN = missing) of `sizes`, 0 where missing, else 1 or the denominator."""

    numerators: Floats
    sizes: Floats

    @cached_property
    def count(self) -> int:
        """How many points it has."""
        return int((self.sizes > 0).sum())

    @cached_property
    def size(self) -> float:
        """The sum of its denominators."""
        return float(self.sizes.sum())

    @cached_property
    def mean(self) -> float:
        """The level; NaN without points."""
        return float(np.nansum(self.numerators)) / self.size if self.count else math.nan

    @cached_property
    def residuals(self) -> Floats:
        """The points around their level, NaN where missing."""
        points = np.divide(self.numerators, self.sizes, out=np.full_like(self.sizes, np.nan), where=self.sizes > 0)
        result: Floats = points - self.mean
        return result

    @property
    def constant(self) -> bool:
        """Does nothing vary?"""
        return not np.nansum(np.abs(self.residuals)) > 1e-12 * abs(self.mean) * self.count


@dataclass(frozen=True)
class Difference:
    """Second level minus first lies between `low` and `high`, NaN where that cannot be told."""

    low: float
    high: float
    autocorrelation: float


_NOTHING = Difference(math.nan, math.nan, 0.0)


def are_counts(part: Part, kind: Kind) -> bool:
    """Whether a stretch holds numbers of events: whole, not negative, and of a proportion no more than there were."""
    known = part.numerators[part.sizes > 0]
    whole = bool(np.all((known >= 0) & (known == np.rint(known))))
    return whole and (kind is not Kind.PROPORTION or bool(np.all(known <= part.sizes[part.sizes > 0])))


def left_to_chance(first: Part, second: Part, kind: Kind) -> bool:
    """Whether counts may vary as chance makes them, or more: what is counted but steady (beds staffed) varies less, as
    early warning has it, and is compared by its own spread. Where nothing varies there is none, and chance is all that
    is left to compare by.
    """
    if first.constant and second.constant:
        return True
    cases = np.array([np.nansum(part.numerators) for part in (first, second)])
    if kind is Kind.PROPORTION:
        cases = np.minimum(cases, np.array([first.size, second.size]) - cases)
    points = np.array([first.count, second.count])
    if min(points) < 2 or (cases < CASES_TO_TELL * points).any():
        return True
    squares = sum(_beyond_chance(part, kind) for part in (first, second))
    return not surely_steadier(squares, points.sum() - 2)


def between_values(first: Part, second: Part) -> Difference:
    """Welch's interval (1947) with the ratio estimator's standard error, widened by autocorrelation.

    A stretch without any variation has no spread of its own: it takes that of both. Two of them tell no interval.
    """
    if min(first.count, second.count) < 2 or (first.constant and second.constant):
        return _NOTHING
    pooled = _squares(first, second) / (first.count + second.count - 2)
    parts = (_variance(first, pooled), _variance(second, pooled))
    total = sum(parts)
    if not 0.0 < total < math.inf:
        return _NOTHING
    # Shares of the variance, not squares of it: tiny values would underflow.
    spread = zip(parts, (first, second), strict=True)
    freedom = 1.0 / sum((variance / total) ** 2 / (part.count - 1) for variance, part in spread)
    correlation = _autocorrelation(first, second)
    inflation = (1.0 + correlation) / (1.0 - correlation)
    half = _quantile(freedom, inflation) * math.sqrt(total * inflation)
    effect = second.mean - first.mean
    return Difference(effect - half, effect + half, correlation)


def between_counts(first: Part, second: Part, kind: Kind) -> Difference:
    """Newcombe's (1998) square-and-add of two score intervals: Wilson's for a proportion, the Poisson one for the rest.

    So a stretch of nothing but zeros still has its uncertainty. Both stretches count as so many times fewer events as
    they vary more than chance makes them (Pearson's X² of both, or of the stretch where it is larger; never less than
    chance: `left_to_chance` tells those that do), and as autocorrelation makes points repeat each other.
    """
    points = first.count + second.count
    if min(first.count, second.count) < 2:
        return _NOTHING
    correlation = _autocorrelation(first, second)
    inflation = (1.0 + correlation) / (1.0 - correlation)
    beyond = [_beyond_chance(part, kind) for part in (first, second)]
    pooled = sum(beyond) / (points - 2)
    quantile = _quantile(points - 2.0, inflation)
    bounds = []
    for part, own in zip((first, second), beyond, strict=True):
        factor = max(1.0, pooled, own / (part.count - 1)) * inflation
        bounds.append(_score(part.mean, part.size / factor, quantile, proportion=kind is Kind.PROPORTION))
    (low_1, high_1), (low_2, high_2) = bounds
    effect = second.mean - first.mean
    low = effect - math.hypot(second.mean - low_2, high_1 - first.mean)
    return Difference(low, effect + math.hypot(high_2 - second.mean, first.mean - low_1), correlation)


def _squares(*parts: Part) -> float:
    return sum(float(np.nansum(part.residuals**2)) for part in parts)


def _variance(part: Part, pooled: float) -> float:
    """The squared standard error of a level."""
    share = part.sizes / part.size
    if part.constant:
        return pooled * float((share**2).sum())
    # Ratio estimator: equals the usual standard error of a mean when all weights are the same.
    return float(np.nansum((share * part.residuals) ** 2)) * part.count / (part.count - 1)


def _beyond_chance(part: Part, kind: Kind) -> float:
    """Pearson's X² of a stretch around its own level; 0 where no event, or nothing but events, happened."""
    variance = part.mean * (1.0 - part.mean) if kind is Kind.PROPORTION else part.mean
    return float(np.nansum(part.sizes * part.residuals**2)) / variance if variance > 0.0 else 0.0


def _score(level: float, size: float, quantile: float, *, proportion: bool) -> tuple[float, float]:
    """The interval of the levels under which this one would not surprise."""
    square = quantile**2 / size
    spread = level * (1.0 - level) if proportion else level
    shrunk = 1.0 + square if proportion else 1.0
    middle, half = level + square / 2.0, quantile * math.sqrt(max(spread, 0.0) / size + square / (4.0 * size))
    return (middle - half) / shrunk, (middle + half) / shrunk


def _quantile(freedom: float, inflation: float) -> float:
    return float(stdtrit(max(freedom / inflation, min(freedom, _LEAST_FREEDOM)), 0.975))


def _autocorrelation(first: Part, second: Part) -> float:
    """Lag-1 autocorrelation around each part's own mean, corrected for its bias, drawn towards a weak one."""
    count, squares = first.count + second.count, _squares(first, second)
    products = [part.residuals[1:] * part.residuals[:-1] for part in (first, second)]
    pairs = sum(int(np.isfinite(product).sum()) for product in products)
    weight = count if pairs and squares > 0.0 else 0
    raw = sum(float(np.nansum(product)) for product in products) / pairs * count / squares if weight else 0.0
    # Kendall 1954: the estimate is too small by about (1 + 4 r) / n.
    corrected = raw + (1.0 + 4.0 * raw) / max(count, 1)
    drawn = (corrected * weight + _PRIOR * _PRIOR_POINTS) / (weight + _PRIOR_POINTS)
    return min(max(drawn, 0.0), _MOST_AUTOCORRELATION)
