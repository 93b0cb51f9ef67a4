"""Which of many series to show now, so that few of those shown are false: Benjamini and Hochberg 1995."""

from dataclasses import dataclass

import numpy as np

from pilothouse.spc.early.watch import Watch
from pilothouse.spc.series import Floats, Ints

# So many points the last value of a series may be late: months come in raggedly, but what fell silent is no news.
LATE = 3


@dataclass(frozen=True)
class Listed:
    """`series` to show, the strongest first, their `p`, and how many of them are `expected_false`.

    `not_judged` counts the series of which nothing recent is known: they may have changed as well.
    """

    series: Ints
    p: Floats
    expected_false: float
    not_judged: int


def list_changed(watch: Watch, *, at: int = -1, fdr: float = 0.1, late: int = LATE) -> Listed:
    """Series that have changed as seen at point `at`, with a share of at most `fdr` false ones on average.

    Each series is judged by its latest judged point, `at` or up to `late` points before it; one that has none there
    is never listed, and counted. Holds for independent and for positively dependent series. `expected_false` is the
    number of judged series times the largest p listed. Where there is no point at all, nothing is listed.
    Raises ValueError for a share outside 0–1 or a negative `late`, and IndexError for a point that does not exist.
    """
    if not 0.0 < fdr < 1.0:
        raise ValueError(f"fdr lies between 0 and 1, not {fdr}")
    if late < 0:
        raise ValueError(f"a value is late by no less than 0 points, not {late}")
    p = _latest(watch.p, at, late)
    judged = np.flatnonzero(np.isfinite(p))
    order = judged[np.argsort(p[judged], kind="stable")]
    ranks = np.arange(1, len(order) + 1)
    passed = np.flatnonzero(p[order] <= fdr * ranks / max(len(order), 1))
    listed = order[: passed[-1] + 1] if len(passed) else order[:0]
    worst = float(p[listed[-1]]) if len(listed) else 0.0
    return Listed(listed, p[listed], min(worst * len(order), float(len(listed))), len(p) - len(judged))


def _latest(p: Floats, at: int, late: int) -> Floats:
    """The latest known p of each series, at that point or up to so many before it; NaN where there is none."""
    n_series, n_points = p.shape
    latest = np.full(n_series, np.nan)
    if not n_points and at == -1:
        return latest
    last = range(n_points)[at]
    for point in range(last, max(last - late, 0) - 1, -1):
        latest = np.where(np.isfinite(latest), latest, p[:, point])
    return latest
