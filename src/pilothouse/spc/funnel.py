"""Which units differ from the rest at one time?"""

from dataclasses import dataclass
from typing import Literal

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import bdtr, ndtri, pdtr

from pilothouse.spc.series import Bools, Floats

# Two-sided 95 % and 99.8 %.
LEVELS = (0.95, 0.998)
_WINSORISED = 0.1


@dataclass(frozen=True)
class Funnel:
    """Arrays of shape (n_units,), limits of shape (n_units, 2) for 95 % and 99.8 %.

    `ratio` numerator over denominator, `target` (one number), `lower` and `upper` in the same unit; `z`
    the distance in sigma, over-dispersion taken off; `dispersion` the variance beside what chance alone
    makes (1: none more); `outside` beyond 95 % (1) or 99.8 % (2), with the sign of the side; `judged`.
    """

    ratio: Floats
    target: float
    lower: Floats
    upper: Floats
    z: Floats
    dispersion: float
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

    Limits are exact binomial (proportion) or Poisson (rate) quantiles, interpolated between counts so that
    they narrow smoothly. Where units vary more than chance makes them, measured by the mean of z² with the
    outer 10 % on each side winsorised, and only if clearly more, limits and z are widened by its root
    (Spiegelhalter 2005, Statistics in Medicine 24:1185). Units without a denominator are not judged.
    Weaknesses: one time only; the units themselves make the target, so that few large ones hide themselves;
    multiplicative widening says nothing about why units differ; case mix has to be in the denominators.
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
    return _drawn(cases, sizes, judged, np.nan if centre is None else centre, kind, overdispersion)


def _drawn(cases: Floats, sizes: Floats, judged: Bools, centre: float, kind: str, overdispersion: bool) -> Funnel:
    sizes = np.where(judged, sizes, np.nan)
    ratio = cases / sizes
    variance = centre * (1.0 - centre) if kind == "proportion" else centre
    sigma = np.sqrt(variance / sizes)
    z = np.divide(ratio - centre, sigma, out=np.full(ratio.shape, np.nan), where=sigma > 0)
    dispersion = _dispersion(z[np.isfinite(z)]) if overdispersion else 1.0
    lower, upper = funnel_limits(sizes, centre, kind=kind, dispersion=dispersion)
    outside = (ratio[:, None] > upper).sum(axis=1) - (ratio[:, None] < lower).sum(axis=1)
    return Funnel(ratio, centre, lower, upper, z / np.sqrt(dispersion), dispersion, outside.astype(np.float64), judged)


def funnel_limits(
    sizes: ArrayLike, centre: float, *, kind: str = "proportion", dispersion: float = 1.0
) -> tuple[Floats, Floats]:
    """Lower and upper limits (n, 2), for 95 % and 99.8 %, of units with these denominators (n,); see `funnel`."""
    wide = np.asarray(sizes, dtype=np.float64)
    with np.errstate(invalid="ignore", divide="ignore"):
        sigma = np.sqrt((centre * (1.0 - centre) if kind == "proportion" else centre) / wide)
    lower, upper = np.full((len(wide), 2), np.nan), np.full((len(wide), 2), np.nan)
    for column, level in enumerate(LEVELS):
        tail = (1.0 - level) / 2.0
        if dispersion > 1.0:
            reach = -ndtri(tail) * np.sqrt(dispersion) * sigma
            lower[:, column], upper[:, column] = centre - reach, centre + reach
        else:
            for unit in np.flatnonzero(np.isfinite(sigma)):
                lower[unit, column] = _quantile(tail, wide[unit], centre, kind) / wide[unit]
                upper[unit, column] = _quantile(1.0 - tail, wide[unit], centre, kind) / wide[unit]
    lower = np.maximum(lower, 0.0)
    return lower, np.minimum(upper, 1.0) if kind == "proportion" else upper


def _dispersion(z: Floats) -> float:
    if len(z) < 2:
        return 1.0
    low, high = np.quantile(z, [_WINSORISED, 1.0 - _WINSORISED])
    measured = float(np.mean(np.clip(z, low, high) ** 2))
    # Less than two standard errors above 1 is what chance alone shows.
    return measured if measured > 1.0 + 2.0 * np.sqrt(2.0 / len(z)) else 1.0


def _quantile(level: float, size: float, centre: float, kind: str) -> float:
    """The count that is exceeded with this probability, between two counts by a straight line."""
    mean = size * centre
    spread = 8.0 * np.sqrt(mean) + 12.0
    counts = np.arange(max(0, int(mean - spread)), int(mean + spread) + 2, dtype=np.float64)
    if kind == "proportion":
        counts = counts[counts <= size]
        reached = bdtr(counts, int(size), centre)
    else:
        reached = pdtr(counts, mean)
    place = min(int(np.searchsorted(reached, level)), len(counts) - 1)
    before = float(reached[place - 1]) if place else 0.0
    step = float(reached[place]) - before
    return float(counts[place] - ((reached[place] - level) / step if step > 0 else 0.0))
