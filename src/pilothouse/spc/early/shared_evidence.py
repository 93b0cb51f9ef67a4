"""How much speaks for a change that some units share? Three views of the same scores."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from pilothouse.spc.series import Floats, Ints

# Changes are looked for among so many last points.
WINDOW = 24
# The mixture expects one unit in ten to have changed (Xie & Siegmund 2013).
SHARE = 0.1
VIEWS = ("mixture", "total", "single unit")


@dataclass(frozen=True)
class SharedEvidence:
    """The largest value of each view over onset and side, shape (n_sets, n_views, n_points).

    `back` is the number of points since the onset that gives it, `side` −1 or +1; same shape.
    """

    value: Floats
    back: Ints
    side: NDArray[np.int8]


def shared_evidence(scores: Floats) -> SharedEvidence:
    """Evidence from `scores` (n_sets, n_units, n_points), standard normal without a change; NaN = missing.

    mixture: the sum over units of log(1 − p + p exp(U²/2)), U the standardised sum of a unit's scores since
    the onset, where it has the side (Xie & Siegmund 2013, Annals of Statistics 41:670); total: the
    standardised sum over all units; single unit: the largest U. The last two are squared and halved.
    """
    sets, units, n_points = scores.shape
    present = np.isfinite(scores)
    sums = np.zeros((sets, units, n_points + 1))
    counts = np.zeros((sets, units, n_points + 1))
    np.cumsum(np.where(present, scores, 0.0), axis=2, out=sums[:, :, 1:])
    np.cumsum(present, axis=2, out=counts[:, :, 1:])
    best = SharedEvidence(
        np.zeros((sets, len(VIEWS), n_points)),
        np.ones((sets, len(VIEWS), n_points), dtype=np.int64),
        np.ones((sets, len(VIEWS), n_points), dtype=np.int8),
    )
    for back in range(1, min(WINDOW, n_points) + 1):
        _look_back(best, sums[:, :, back:] - sums[:, :, :-back], counts[:, :, back:] - counts[:, :, :-back], back)
    return best


def _look_back(best: SharedEvidence, total: Floats, count: Floats, back: int) -> None:
    each = total / np.sqrt(np.maximum(count, 1.0))
    everyone = total.sum(axis=1) / np.sqrt(np.maximum(count.sum(axis=1), 1.0))
    for side in (1, -1):
        towards = np.maximum(each * side, 0.0)
        mixture = np.log(1.0 - SHARE + SHARE * np.exp(0.5 * towards**2)).sum(axis=1)
        views = (mixture, 0.5 * np.maximum(everyone * side, 0.0) ** 2, 0.5 * towards.max(axis=1) ** 2)
        for view, value in enumerate(views):
            seen = best.value[:, view, back - 1 :]
            more = value > seen
            seen[more] = value[more]
            best.back[:, view, back - 1 :][more] = back
            best.side[:, view, back - 1 :][more] = side
