"""Which of many series to show as changed, under one share of false ones. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np

from pilothouse.spc.early import list_changed, watch

# Of all changes listed as real, so large a share may be luck.
FALSE_SHARE = 0.1


@dataclass(frozen=True)
class Listed:
    """Keys of the series that changed, the strongest evidence first, and how many of them are expected to be false;
    `not_judged` counts those looked at of which nothing recent is known.
    """

    keys: tuple[int, ...]
    false: float
    not_judged: int


def listed(chances: Mapping[int, float | None], share: float = FALSE_SHARE) -> Listed:
    """Which of all series changed, with at most `share` false ones among them on average.

    `chances` has the chance of so much evidence without a change of every series looked at, None where it was not
    judged lately. See spc.early.list_changed.
    """
    keys = list(chances)
    p = np.array([[np.nan if chances[key] is None else chances[key]] for key in keys], dtype=float).reshape(-1, 1)
    found = list_changed(replace(watch(np.full(p.shape, np.nan)), p=p), fdr=share)
    return Listed(tuple(keys[row] for row in found.series.tolist()), found.expected_false, found.not_judged)
