"""Does a series keep to one level? The run chart of Anhøj and Olesen: no limits, no sigma, no normal curve."""

from dataclasses import dataclass
from functools import lru_cache
from math import comb

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import bdtr

from pilothouse.spc.series import Bools, Floats, Ints, as_series

# The fewest useful points whose two tests can tell anything.
FEWEST_USEFUL = 10


@dataclass(frozen=True)
class RunChart:
    """The judgement of n_series series by their own medians; arrays of shape (n_series,).

    `median` in the unit of the series; `useful` points not on the median; `longest_run` on one side of it
    against `longest_usual`; `crossings` of it against `fewest_usual`; `signal` where either is beyond the
    usual; `false_alarm` the probability of that for a stable series. The last three are 0, False and NaN
    where fewer than 10 points are useful.
    """

    median: Floats
    useful: Ints
    longest_run: Ints
    longest_usual: Ints
    crossings: Ints
    fewest_usual: Ints
    signal: Bools
    false_alarm: Floats


def run_chart(values: ArrayLike) -> RunChart:
    """Look for a shift in `values` (n_series, n_points; NaN = missing) as a whole.

    A signal is a longest run above round(log2 n + 3), or fewer crossings than the 5 % quantile of a
    binomial of n − 1 and one half, n the useful points (Anhøj & Olesen 2014, PLoS ONE 9:e113825; Anhøj &
    Wentzel-Larsen 2018, BMC Medical Research Methodology 18:100). It works whatever the distribution and
    its scale; points on the median are skipped. Weak: it judges the whole series, not the last point, so
    it is no alarm to wait for; single wild points are invisible; autocorrelation looks like a shift.
    Raises ValueError for an array that is not (n_series, n_points).
    """
    given = as_series(values)
    median = np.full((len(given), 1), np.nan)
    some = np.isfinite(given).any(axis=1)
    median[some] = np.nanmedian(given[some], axis=1, keepdims=True)
    side = np.nan_to_num(np.sign(given - median)).astype(np.int64)
    useful = (side != 0).sum(axis=1)
    longest, crossings = _runs(side)
    enough = useful >= FEWEST_USEFUL
    most, fewest = usual(useful)
    signal = enough & ((longest > most) | (crossings < fewest))
    above = (side > 0).sum(axis=1)
    chance = [false_alarm(int(a), int(n - a)) if ok else np.nan for a, n, ok in zip(above, useful, enough, strict=True)]
    return RunChart(median[:, 0], useful, longest, most, crossings, fewest, signal, np.array(chance, dtype=np.float64))


def usual(useful: ArrayLike) -> tuple[Ints, Ints]:
    """The longest run and the fewest crossings that are still usual among so many useful points; below 10: 0."""
    n = np.asarray(useful, dtype=np.int64)
    enough = n >= FEWEST_USEFUL
    longest = np.round(np.log2(np.maximum(n, 1)) + 3.0).astype(np.int64)
    # The smallest count whose binomial distribution function reaches 5 %.
    fewest = np.zeros(n.shape, dtype=np.int64)
    for trials in np.unique(n[enough]) - 1:
        reached = bdtr(np.arange(trials + 1.0), trials, 0.5) >= 0.05
        fewest[n == trials + 1] = reached.argmax()
    return np.where(enough, longest, 0), fewest


@lru_cache(maxsize=4096)
def false_alarm(above: int, below: int) -> float:
    """Probability of a signal when so many points above and below the median stand in any order.

    Exact: the orders without a signal are counted by their runs.
    """
    (longest,), (fewest,) = usual([above + below])
    silent = 0
    for runs in range(max(int(fewest), 1) + 1, above + below + 1):
        more, less = (runs + 1) // 2, runs // 2
        first_above = _splits(above, more, int(longest)) * _splits(below, less, int(longest))
        first_below = _splits(above, less, int(longest)) * _splits(below, more, int(longest))
        silent += first_above + first_below
    if fewest <= 0:
        silent += sum(_splits(n, 1, int(longest)) for n, none in ((above, below), (below, above)) if none == 0)
    return 1.0 - silent / comb(above + below, above)


def _splits(points: int, runs: int, longest: int) -> int:
    """In how many ways so many points make so many runs, none longer than that."""
    if runs == 0:
        return int(points == 0)
    total = 0
    for over in range(min(runs, (points - runs) // longest if points >= runs else -1) + 1):
        left = points - over * longest - 1
        if left >= runs - 1:
            total += (-1) ** over * comb(runs, over) * comb(left, runs - 1)
    return total


def _runs(side: Ints) -> tuple[Ints, Ints]:
    """Longest run on one side of the median, and changes of side, points on it skipped."""
    n_series, n_points = side.shape
    longest = np.zeros(n_series, dtype=np.int64)
    crossings = np.zeros(n_series, dtype=np.int64)
    length, last = longest.copy(), longest.copy()
    for point in range(n_points):
        now = side[:, point]
        counts = now != 0
        length = np.where(counts, np.where(now == last, length + 1, 1), length)
        crossings += counts & (last != 0) & (now != last)
        longest = np.maximum(longest, length * (length > 0))
        last = np.where(counts, now, last)
    return longest, crossings
