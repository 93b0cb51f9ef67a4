"""Which units differ from the rest at one time?"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import betainc, gammainc, gammaincc, ndtr, stdtrit

from pilothouse.spc.series import Bools, Floats
from pilothouse.spc.unit_spread import FEWEST_UNITS, NO_SPREAD, Spread, unit_spread

# Two-sided 95 % and 99.8 %.
LEVELS = (0.95, 0.998)
_TAILS = np.array([(1.0 - level) / 2.0 for level in LEVELS])
# More than any drawing shows.
_HALVINGS = 40
_LEAST = 1e-300


@dataclass(frozen=True)
class Funnel:
    """Arrays of shape (n_units,), limits of shape (n_units, 2) for 95 % and 99.8 %.

    `ratio` numerator over denominator, `target` (one number), `lower` and `upper` in the same unit; `z` the
    distance in standard deviations of chance and spread; `outside` beyond 95 % (1) or 99.8 % (2), with the sign of
    the side; `judged`. `spread` is how much units differ beyond chance; `told` whether there were enough units to
    tell (else limits are those of chance alone).
    """

    ratio: Floats
    target: float
    lower: Floats
    upper: Floats
    z: Floats
    spread: Spread
    told: bool
    outside: Floats
    judged: Bools


def funnel(
    numerators: ArrayLike,
    denominators: ArrayLike,
    *,
    kind: Literal["proportion", "rate"] = "proportion",
    target: float | None = None,
    overdispersion: bool = True,
) -> Funnel:
    """Compare units, (n_units,) each, with `target` (without it: all cases over all chances).

    A unit is outside where as many cases as it has or more, or as few or fewer, are rarer than the level says:
    exact binomial (proportion) or Poisson (rate) tails, so that no size is flagged more often than promised. Limits
    lie between the last count inside and the first one outside, and within what is possible.

    Where units differ more than chance makes them, that spread is added to the chance of each (`unit_spread`);
    tails then are those of a count worth less by that variance, and Student's as far as the spread is uncertain. Of
    fewer than six units it cannot be told: limits are those of chance alone.

    By simulation so many lie beyond 99.8 % (nominal .002): equal units .0001 to .0005 where counts are small; units
    of 400 to 20,000 cases with a normal spread of one to ten times chance, 6, 10, 30 and 100 of them: .000 to .0007,
    .0004 to .0016, .0008 to .002, .002. Of 15 units of 40 cases beside 15 of 20,000: .001 and .003. One unit at 1 %
    among 5 around 90 % of 10,000 cases is named in 99 of 100 sets, one of 100 cases at 75 % among 5, 9, 14 equal ones
    at 90 % in 11, 41, 54. Two that stand apart hide each other among 8 or fewer; among 15 both are named.
    Weaknesses: one time only; the units themselves make the target, so that few large ones hide themselves; that
    units differ by a usual spread says nothing about why; case mix has to be in the denominators.
    Raises ValueError for shapes that differ, negative numbers, more cases than chances, a strange target.
    """
    cases, sizes = (np.asarray(x, dtype=np.float64) for x in (numerators, denominators))
    if cases.ndim != 1 or cases.shape != sizes.shape:
        raise ValueError("numerators and denominators must have the same shape (units,)")
    if kind not in {"proportion", "rate"}:
        raise ValueError(f"unknown kind '{kind}'; known are proportion and rate")
    judged = np.isfinite(cases) & np.isfinite(sizes) & ~(sizes == 0)
    if np.any(cases[judged] < 0) or np.any(sizes[judged] < 0):
        raise ValueError("numerators and denominators cannot be negative")
    if kind == "proportion" and np.any(cases[judged] > sizes[judged]):
        raise ValueError("a unit has more cases than its denominator")
    whole = sizes[judged].sum()
    centre = float(cases[judged].sum() / whole) if target is None and whole > 0 else target
    if centre is not None and (centre < 0 or (kind == "proportion" and centre > 1)):
        raise ValueError("the target cannot be reached by any unit")
    return _judged(cases, sizes, judged, np.nan if centre is None else centre, kind, overdispersion)


def _judged(cases: Floats, sizes: Floats, judged: Bools, centre: float, kind: str, overdispersion: bool) -> Funnel:
    sizes = np.where(judged, sizes, np.nan)
    ratio = cases / sizes
    sigma = _sigma(sizes, centre, kind)
    known = sigma > 0
    told = int(known.sum()) >= FEWEST_UNITS
    spread = unit_spread(ratio[known], sigma[known]) if overdispersion and told else NO_SPREAD
    of = _Units(sizes, centre, kind, spread)
    z = np.divide(ratio - centre, sigma * np.sqrt(of.widening), out=np.full(ratio.shape, np.nan), where=known)
    above, below = ((tail[:, None] < of.levels).sum(axis=1) for tail in (of.at_least(cases), of.at_most(cases)))
    lower, upper = of.limits()
    return Funnel(ratio, centre, lower, upper, z, spread, told, (above - below).astype(np.float64), judged)


def funnel_limits(
    sizes: ArrayLike, centre: float, *, kind: str = "proportion", spread: Spread = NO_SPREAD
) -> tuple[Floats, Floats]:
    """Lower and upper limits (n, 2), for 95 % and 99.8 %, of units with these denominators (n,); see `funnel`."""
    return _Units(np.asarray(sizes, dtype=np.float64), centre, kind, spread).limits()


def _sigma(sizes: Floats, centre: float, kind: str) -> Floats:
    with np.errstate(invalid="ignore", divide="ignore"):
        result: Floats = np.sqrt((centre * (1.0 - centre) if kind == "proportion" else centre) / sizes)
    return result


class _Units:
    """What counts units of these sizes (n,) show, if they are like the rest."""

    def __init__(self, sizes: Floats, centre: float, kind: str, spread: Spread) -> None:
        self.sizes, self.centre, self.share = sizes, centre, kind == "proportion"
        self.widening = np.ones(sizes.shape)  # variance of a unit's count, by that of chance alone
        self.levels = np.broadcast_to(_TAILS, (len(sizes), len(_TAILS)))
        if spread.between > 0:
            by_chance = centre * (1.0 - centre) if self.share else centre
            each = spread.between**2 / by_chance
            # As of beta-binomial and negative binomial counts.
            self.widening = 1.0 + np.maximum(sizes - 1.0, 0.0) * min(each, 1.0) if self.share else 1.0 + sizes * each
            # Chance is known, the spread is not (Satterthwaite): Student's tails are so rare as normal ones here.
            freedom = spread.freedom / np.maximum(1.0 - 1.0 / self.widening, 1e-4) ** 2
            self.levels = ndtr(stdtrit(freedom[:, None], _TAILS))

    def at_least(self, cases: Floats) -> Floats:
        """Probability of as many `cases` or more; exact at whole numbers where chance is alone, and even between."""
        many, few = self._effective(cases - 0.5), self._effective(self.sizes - cases + 0.5)
        tail = betainc(many, few, self.centre) if self.share else gammainc(many, self._mean_effective())
        return np.asarray(np.where(cases > 0, tail, 1.0))

    def at_most(self, cases: Floats) -> Floats:
        """Probability of as few `cases` or fewer."""
        many, few = self._effective(cases + 0.5), self._effective(self.sizes - cases - 0.5)
        if self.share:
            return np.asarray(np.where(cases < self.sizes, betainc(few, many, 1.0 - self.centre), 1.0))
        return np.asarray(gammaincc(many, self._mean_effective()))

    def _mean_effective(self) -> Floats:
        return self.sizes * self.centre / self.widening

    def _effective(self, cases: Floats) -> Floats:
        """So many cases say no more than these."""
        return np.maximum(cases / self.widening + 0.5, _LEAST)

    def limits(self) -> tuple[Floats, Floats]:
        """Lower and upper limits (n, 2): the last ratio of which the tail is not too rare."""
        mean = self.sizes * self.centre
        most = self.sizes if self.share else mean + 50.0 * (np.sqrt(mean * self.widening) + self.widening)
        lower, upper = np.full((len(mean), len(LEVELS)), np.nan), np.full((len(mean), len(LEVELS)), np.nan)
        for column, level in enumerate(self.levels.T):
            lower[:, column] = self._where(self.at_most, level, most, np.zeros_like(most)) / self.sizes
            upper[:, column] = self._where(self.at_least, level, np.zeros_like(most), most) / self.sizes
        return lower, upper

    def _where(self, tail: Callable[[Floats], Floats], level: Floats, inside: Floats, outside: Floats) -> Floats:
        """The count between these at which the tail falls below the level; `outside` where it never does."""
        for _ in range(_HALVINGS):
            middle = (inside + outside) / 2.0
            rare = tail(middle) < level
            inside, outside = np.where(rare, inside, middle), np.where(rare, middle, outside)
        return np.where(np.isfinite(self.sizes), outside, np.nan)
