"""How much do units differ beyond what chance makes of equal ones?"""

from typing import NamedTuple

import numpy as np
from scipy.special import ndtr

from pilothouse.spc.series import Floats

# Of fewer units the spread says more about chance than about them.
FEWEST_UNITS = 6
# A distance counts as so many sigma at most: a unit that stands apart does not widen its own limits further (Huber).
_FARTHEST = 1.5
_USUAL = float(
    2.0 * ndtr(_FARTHEST) - 1.0 - 2.0 * _FARTHEST * np.exp(-(_FARTHEST**2) / 2.0) / np.sqrt(2.0 * np.pi)
    + 2.0 * _FARTHEST**2 * ndtr(-_FARTHEST)
)  # fmt: skip
# Cut off so, distances tell a spread as well as this share of the units would; chosen so that limits hold (`funnel`).
_LEFT = 0.6
_STEPS = 40


class Spread(NamedTuple):
    """`between` units, one standard deviation of their true ratios, known with so many degrees of `freedom`."""

    between: float
    freedom: float


NO_SPREAD = Spread(0.0, np.inf)


def unit_spread(ratio: Floats, sigma: Floats) -> Spread:
    """Spread between units with these ratios, each with its `sigma` by chance, both (n_units,) and known.

    Additive (random effects, DerSimonian & Laird 1986, as in Spiegelhalter 2005), so that large units show it and
    small ones hardly; by Huber's second proposal instead of moments, so that no unit counts for more than 1.5 sigma.
    None where the distances show no more than chance, which happens in every second set of equal units.
    """
    units = len(ratio)
    if _squares(ratio, sigma, 0.0) <= _USUAL:
        return NO_SPREAD
    low, high = 0.0, float(np.ptp(ratio)) * 2.0
    for _ in range(_STEPS):
        middle = (low + high) / 2.0
        low, high = (middle, high) if _squares(ratio, sigma, middle) > _USUAL else (low, middle)
    return Spread(high, _LEFT * (units - 1.0))


def _squares(ratio: Floats, sigma: Floats, between: float) -> float:
    """Mean squared distance from the units' middle, each cut off, for one degree of freedom of each but one."""
    wide = np.sqrt(sigma**2 + between**2)
    middle = float(np.median(ratio))
    for _ in range(10):
        far = np.maximum(np.abs(ratio - middle) / wide, _FARTHEST)
        weight = 1.0 / (wide**2 * far)
        middle = float((weight * ratio).sum() / weight.sum())
    cut = np.minimum(np.abs(ratio - middle) / wide, _FARTHEST)
    return float((cut**2).sum() / (len(ratio) - 1.0))
