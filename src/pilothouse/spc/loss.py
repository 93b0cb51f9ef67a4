"""What a year may cost: how often and how much, both as 90 % ranges, by seeded Monte Carlo draws.

Method: the yearly rate of an event is uncertain and lognormal, as is the loss of a single event; in a year with a
given rate the number of events is Poisson. A compound Poisson with a lognormal mixed rate (Klugman, Panjer, Willmot:
Loss Models, chapters 7 and 9); ranges and exceedance curve as in Hubbard, Seiersen: How to Measure Anything in
Cybersecurity Risk (2016), chapter 3.

Weaknesses: the ranges are people's, who mostly state them too narrow; risks are drawn as if independent, so that the
tail of a sum is too thin where one storm strikes many (beside it stands the sum with risks of one named cause tied as
closely as they can be, whose tail is too thick); the lognormal tail is an assumption, not a finding; beyond one
year in a few hundred the curve says more about that assumption than about the world.
"""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
DRAWS = 100_000
# Events of a year that are drawn one by one, before the rest of a busy year is drawn at once.
_ROUNDS = 8
# So small a part of the largest loss is what rounding leaves of none.
_NOTHING = 1e-12
# A standard normal value lies within ±this with a chance of 90 %.
_Z90 = 1.6448536269514722
# Chances at which a curve is kept, from nearly every year to one year in a thousand.
CHANCES = (
    *(0.99, 0.95, 0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.25, 0.2, 0.15, 0.1, 0.07, 0.05, 0.035, 0.025),
    *(0.02, 0.015, 0.01, 0.007, 0.005, 0.0035, 0.0025, 0.002, 0.0015, 0.001),
)


@dataclass(frozen=True)
class Range:
    """A positive quantity that lies between `low` and `high` with a chance of 90 %, and is lognormal."""

    low: float
    high: float

    @property
    def mu(self) -> float:
        """Mean of the logarithm."""
        return (math.log(self.low) + math.log(self.high)) / 2

    @property
    def sigma(self) -> float:
        """Standard deviation of the logarithm; 0 where low is high."""
        return (math.log(self.high) - math.log(self.low)) / (2 * _Z90)

    @property
    def mean(self) -> float:
        """The expected value, which lies above the middle of the range."""
        return math.exp(self.mu + self.sigma**2 / 2)


@dataclass(frozen=True)
class Estimate:
    """How often a year something happens, and what it costs each time. The seed makes its draws the same each time."""

    often: Range
    loss: Range
    seed: int

    @property
    def mean(self) -> float:
        """The expected loss of a year, without any draw: rate times loss."""
        return self.often.mean * self.loss.mean


@dataclass(frozen=True)
class Curve:
    """The loss of a year as an exceedance curve: with a chance of `chances[i]` the year costs more than `losses[i]`.

    `chances` fall, `losses` rise; `mean` is the expected loss of a year, `any` the chance of any loss at all.
    """

    chances: tuple[float, ...]
    losses: tuple[float, ...]
    mean: float
    any: float


def yearly_losses(estimate: Estimate, draws: int = DRAWS) -> Floats:
    """The loss (draws,) of so many possible years; the same ones for the same seed, version of NumPy and this method.
    Whoever has to show an earlier curve again keeps it, as assessments do.

    An event comes as long as its exponential waiting time fits into what is left of the year's rate; after a few
    rounds the rest is Poisson with what is left, for waiting has no memory.
    """
    # SFC64 is NumPy's quickest source; drawing is nearly all of the cost.
    rng = np.random.Generator(np.random.SFC64(estimate.seed))
    left, years = _drawn_from(estimate.often, rng, draws), np.arange(draws)
    totals: Floats = np.zeros(draws)
    for _round in range(_ROUNDS):
        left -= rng.standard_exponential(len(left), dtype=np.float32)
        on = np.flatnonzero(left > 0)
        years, left = years[on], left[on]
        totals[years] += _drawn_from(estimate.loss, rng, len(years))
    counts = rng.poisson(left)
    some = np.flatnonzero(counts)
    if len(some):
        ends = np.cumsum(counts[some])
        each = _drawn_from(estimate.loss, rng, int(ends[-1])).astype(np.float64)
        totals[years[some]] += np.add.reduceat(each, ends - counts[some])
    return totals


def _drawn_from(spread: Range, rng: np.random.Generator, count: int) -> NDArray[np.float32]:
    """So many lognormal values (count,), each an array of its own that may be written to."""
    values = rng.standard_normal(count, dtype=np.float32)
    values *= np.float32(spread.sigma)
    values += np.float32(spread.mu)
    return np.exp(values, out=values)


def curve_of(losses: Floats) -> Curve:
    """The exceedance curve of yearly losses (n,): at each chance the smallest loss that is not exceeded oftener."""
    count = len(losses)
    places = [min(count - 1, max(0, math.ceil((1 - chance) * count - 1e-9) - 1)) for chance in CHANCES]
    ordered = np.partition(losses, sorted(set(places)))
    return Curve(
        chances=CHANCES,
        losses=tuple(float(ordered[place]) for place in places),
        mean=float(losses.mean()),
        any=float(np.count_nonzero(losses)) / count,
    )


def exceeded(curve: Curve, loss: float) -> float:
    """About the chance that a year costs more than a loss, read off the curve between its points.

    Above the last point nothing is known but that it is rarer: the smallest chance of the curve is the answer there.
    """
    known = [(at, chance) for at, chance in zip(curve.losses, curve.chances, strict=True) if at > 0]
    if not known or loss <= 0:
        return curve.any
    first, often = known[0]
    if loss <= first:
        return curve.any + (often - curve.any) * loss / first
    for (below, more), (above, less) in pairwise(known):
        if below <= loss <= above:
            share = 0.0 if above == below else (math.log(loss) - math.log(below)) / (math.log(above) - math.log(below))
            return math.exp(math.log(more) + share * (math.log(less) - math.log(more)))
    return known[-1][1]


@dataclass(frozen=True)
class Part:
    """One risk of a portfolio: its estimate, the keys of the sums it counts in, and the key of the cause that it shares
    with others (0: none that anybody has named).
    """

    estimate: Estimate
    sums: Sequence[int]
    cause: int = 0


@dataclass(frozen=True)
class Total:
    """A sum of risks: as if all were independent, and as if those that share a cause had their bad years at the same
    time (None where no two do). `sharing` counts the risks that share theirs, `causes` the causes they share.
    """

    curve: Curve
    by_cause: Curve | None = None
    sharing: int = 0
    causes: int = 0


def summed(parts: Iterable[Part], draws: int = DRAWS) -> dict[int, Total]:
    """Every sum, each risk drawn once, its losses added year by year.

    Those of one cause are also added from the best year to the worst (comonotone: the closest that they can be tied,
    whatever the strength of the cause), and that sum is spread over the years anew, for causes are independent.
    """
    totals: dict[int, Floats] = {}
    groups: dict[tuple[int, int], _Group] = {}
    for part in parts:
        losses = yearly_losses(part.estimate, draws)
        ordered = np.sort(losses) if part.cause else losses
        for key in part.sums:
            _add(totals, key, losses)
            if part.cause:
                groups.setdefault((key, part.cause), _Group(np.zeros(draws), np.zeros(draws))).add(losses, ordered)
    return {key: _total(losses, {cause: one for (at, cause), one in groups.items() if at == key})
            for key, losses in totals.items()}  # fmt: skip


def _add(totals: dict[int, Floats], key: int, losses: Floats) -> None:
    if key in totals:
        totals[key] += losses
    else:
        totals[key] = losses.copy()


@dataclass
class _Group:
    """Risks of one cause in one sum: their losses year by year, and from the best year to the worst."""

    apart: Floats
    tied: Floats
    members: int = 0

    def add(self, losses: Floats, ordered: Floats) -> None:
        self.apart += losses
        self.tied += ordered
        self.members += 1


def _total(losses: Floats, groups: dict[int, _Group]) -> Total:
    shared = {cause: one for cause, one in groups.items() if one.members > 1}
    if not shared:
        return Total(curve_of(losses))
    tied = losses.copy()
    for cause, one in sorted(shared.items()):
        anew = np.random.Generator(np.random.SFC64(cause)).permutation(len(losses))
        tied += one.tied[anew] - one.apart
    # What was added and taken away again leaves a trace of rounding where nothing was lost.
    tied[tied < _NOTHING * losses.max(initial=0.0)] = 0.0
    return Total(curve_of(losses), curve_of(tied), sum(one.members for one in shared.values()), len(shared))


def at_once(losses: Iterable[Sequence[float]]) -> tuple[float, ...]:
    """What is exceeded with the chances of a curve if all risks had their bad years at the same time: with one cause
    behind all of them quantiles add up (comonotone risks), and no draw is needed. One line of losses for each risk.
    """
    return tuple(map(math.fsum, zip(*losses, strict=True)))
