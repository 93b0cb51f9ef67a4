"""What comes back every season: classical decomposition, shrunk to what stands out of the noise."""

from dataclasses import dataclass

import numpy as np
from scipy.special import fdtrc

from pilothouse.spc.series import Floats, Ints

AUTO_PERIODS = (12, 4, 7, 52)
_AUTO_LEVEL = 0.01
# A moving average loses one cycle at the ends: two are left of three, the fewest that show their own noise.
_FEWEST_CYCLES_LEFT = 2
_PRESENT_IN_WINDOW = 0.75


@dataclass(frozen=True)
class Pattern:
    """The seasonal part of series whose last point is the last column.

    `effects` (n_series, period) sums to about zero; column 0 belongs to the first point after the last column,
    and so do the columns one period before. `widening` (n_series,) is by how much errors about the
    pattern are too small for errors ahead; `p_value` (n_series,) is small where there is a season.
    """

    effects: Floats
    widening: Floats
    p_value: Floats

    def over(self, n_points: int) -> Floats:
        """The pattern under the last `n_points` columns."""
        period = self.effects.shape[1]
        cycles = -(-n_points // period)
        return np.tile(self.effects, (1, cycles))[:, cycles * period - n_points :]

    def ahead(self, steps: int) -> Floats:
        """The pattern of the next `steps` points."""
        return np.tile(self.effects, (1, -(-steps // self.effects.shape[1])))[:, :steps]


def seasonal_pattern(values: Floats, period: int) -> Pattern:
    """Means per position of the distances from a centred moving average, for `values` (n_series, n_points).

    The means are shrunk by the share of their variance that noise explains (Miller and Williams 2003), so a
    series without a season keeps almost none. Weakness: one pattern for the whole series, taken from at
    least three full cycles; with fewer there is none, and what is seasonal counts as noise.
    """
    n_series, n_points = values.shape
    if period < 2 or n_points < 3 * period:
        nothing = np.ones(n_series)
        return Pattern(np.zeros((n_series, max(period, 1))), nothing, nothing)
    cycles = -(-n_points // period)
    padding = ((0, 0), (cycles * period - n_points, 0))
    away = np.pad(values - _moving_average(values, period), padding, constant_values=np.nan)
    away = away.reshape(n_series, cycles, period)
    known = np.isfinite(away)
    count = known.sum(axis=1)
    each = np.maximum(count, 1)
    means = np.where(known, away, 0.0).sum(axis=1) / each
    means -= means.mean(axis=1, keepdims=True)
    squares = (np.where(known, away - means[:, None], 0.0) ** 2).sum(axis=(1, 2))
    freedom = np.maximum(count.sum(axis=1) - period, 1)
    noise = squares / freedom
    usable = count.min(axis=1) >= _FEWEST_CYCLES_LEFT
    p_value = np.where(usable, _p_value(means, each, noise, freedom), 1.0)
    weight = np.where(usable, _share_of_signal(means, noise / each.mean(axis=1)), 0.0)
    cycles_left = np.maximum(count.mean(axis=1), _FEWEST_CYCLES_LEFT)
    widening = 1.0 + weight * (np.sqrt((cycles_left + 1.0) / (cycles_left - 1.0)) - 1.0)
    return Pattern(means * weight[:, None], widening, p_value)


def strongest_period(values: Floats) -> Ints:
    """The period of AUTO_PERIODS with the clearest season in each series, 1 where none is clear."""
    p_values = np.stack([seasonal_pattern(values, period).p_value for period in AUTO_PERIODS])
    periods = np.array(AUTO_PERIODS)[p_values.argmin(axis=0)]
    return np.where(p_values.min(axis=0) < _AUTO_LEVEL, periods, 1).astype(np.int64)


def _share_of_signal(means: Floats, noise: Floats) -> Floats:
    spread = (means**2).sum(axis=1) / (means.shape[1] - 1)
    share = np.divide(noise, spread, out=np.ones_like(spread), where=spread > 0)
    result: Floats = np.clip(1.0 - share, 0.0, 1.0)
    return result


def _p_value(means: Floats, count: Ints, noise: Floats, freedom: Ints) -> Floats:
    """Of the hypothesis that no position differs, by analysis of variance."""
    between = (count * means**2).sum(axis=1) / (means.shape[1] - 1)
    ratio = np.divide(between, noise, out=np.where(between > 0, np.inf, 0.0), where=noise > 0)
    result: Floats = fdtrc(means.shape[1] - 1, freedom, ratio)
    return result


def _moving_average(values: Floats, period: int) -> Floats:
    """Centred mean over one period (half weights at the ends of an even one), NaN where too little is present.

    What lies before the first value is the end of the series, not a gap: half a window there would lean.
    """
    weights = np.r_[0.5, np.ones(period - 1), 0.5] if period % 2 == 0 else np.ones(period)
    half, n_points = len(weights) // 2, values.shape[1]
    known = np.isfinite(values)
    filled = np.where(known, values, 0.0)
    total, weight = np.zeros_like(values), np.zeros_like(values)
    inside = slice(half, n_points - half)
    for offset, one in enumerate(weights):
        window = slice(offset, n_points - 2 * half + offset)
        total[:, inside] += one * filled[:, window]
        weight[:, inside] += one * known[:, window]
    first = known.argmax(axis=1)[:, None]
    enough = (weight >= _PRESENT_IN_WINDOW * period) & (np.arange(n_points) >= first + half)
    return np.divide(total, weight, out=np.full_like(values, np.nan), where=enough & (weight > 0))
