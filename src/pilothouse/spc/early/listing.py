"""Which of many series to show now, so that few of those shown are false: Benjamini and Hochberg 1995."""

from dataclasses import dataclass

import numpy as np

from pilothouse.spc.early.watch import Watch
from pilothouse.spc.series import Floats, Ints


@dataclass(frozen=True)
class Listed:
    """`series` to show, the strongest first, their `p`, and how many of them are `expected_false`."""

    series: Ints
    p: Floats
    expected_false: float


def list_changed(watch: Watch, *, at: int = -1, fdr: float = 0.1) -> Listed:
    """Series that have changed as seen at point `at`, with a share of at most `fdr` false ones on average.

    Holds for independent and for positively dependent series. A series without a judged point there is
    never listed. `expected_false` is the number of judged series times the largest p listed.
    Raises ValueError for a share outside 0–1 and IndexError for a point that does not exist.
    """
    if not 0.0 < fdr < 1.0:
        raise ValueError(f"fdr lies between 0 and 1, not {fdr}")
    p = watch.p[:, at]
    judged = np.flatnonzero(np.isfinite(p))
    order = judged[np.argsort(p[judged], kind="stable")]
    ranks = np.arange(1, len(order) + 1)
    passed = np.flatnonzero(p[order] <= fdr * ranks / max(len(order), 1))
    listed = order[: passed[-1] + 1] if len(passed) else order[:0]
    worst = float(p[listed[-1]]) if len(listed) else 0.0
    return Listed(listed, p[listed], min(worst * len(order), float(len(listed))))
