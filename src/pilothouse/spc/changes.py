"""Every change that early warning found, one by one: when it began, which way it went, how rare it is by chance."""

from dataclasses import dataclass

import numpy as np

from pilothouse.spc.early import Watch
from pilothouse.spc.series import Floats

LEVEL, DRIFT, SPREAD, SINGLE = "level", "drift", "spread", "single point"
# Limits of the picture stand so many standard deviations from its centre.
_WIDTH = 3.0
# One wild point shall not decide where a run began.
_CLIP = 2.5


@dataclass(frozen=True)
class Change:
    """One alarm: the places of the first changed point and of the alarm, its side (−1 lower, +1 higher; of a spread
    −1 narrower, +1 wider), what kind of change it is (LEVEL, DRIFT, SPREAD, SINGLE), the chance of so much evidence
    without a change, and the mean distance from the centre from onset to alarm, in standard deviations.
    """

    onset: int
    found: int
    side: int
    kind: str
    p: float
    strength: float


def changes(watch: Watch, plotted: Floats) -> list[list[Change]]:
    """The changes of every series, oldest first; `plotted` (n_series, n_points) is what was charted.

    The engine tells of the first alarm of each series. Of later ones, raised after it started anew, onset and side
    are estimated here: the run up to the alarm that is least likely under the centre (Hinkley 1971), among the points
    judged since the start. Weakness: such an onset is biased towards the alarm by what the centre learnt meanwhile.
    """
    z = standardised(watch, plotted)
    found: list[list[Change]] = [[] for _ in range(len(plotted))]
    for row, place in zip(*np.nonzero(watch.alarm), strict=True):
        before = found[row]
        onset, side, kind = _told(watch, int(row)) if not before else _estimated(watch, z, int(row), int(place), before)
        run = z[row, onset : place + 1]
        if kind == SPREAD and not side:
            side = 1 if _mean(run**2) > 1.0 else -1
        strength = _mean(run)
        before.append(Change(onset, int(place), side, kind, float(watch.p[row, place]), abs(strength)))
    return found


def standardised(watch: Watch, plotted: Floats) -> Floats:
    """Distance of each point from its centre in standard deviations; NaN where there is none."""
    sigma = (watch.upper - watch.centre) / _WIDTH
    z = np.full(plotted.shape, np.nan)
    np.divide(plotted - watch.centre, sigma, out=z, where=np.isfinite(plotted) & (sigma > 0))
    return z


def _told(watch: Watch, row: int) -> tuple[int, int, str]:
    return int(watch.onset[row]), int(watch.direction[row]), watch.kind_of_change[row] or LEVEL


def _estimated(watch: Watch, z: Floats, row: int, place: int, before: list[Change]) -> tuple[int, int, str]:
    judged = np.isfinite(watch.evidence[row, : place + 1])
    unjudged = np.flatnonzero(~judged & np.isfinite(z[row, : place + 1]))
    first = max(before[-1].found + 1, int(unjudged[-1]) + 1 if len(unjudged) else 0)
    onset, side = run_up_to(z[row, first : place + 1])
    return first + onset, side, SINGLE if first + onset == place else LEVEL


def run_up_to(z: Floats) -> tuple[int, int]:
    """Where the run to the last of these points began, and its side: the most unlikely mean of all runs up to it."""
    kept = np.clip(np.nan_to_num(z), -_CLIP, _CLIP)[::-1]
    count = np.maximum(np.cumsum(np.isfinite(z)[::-1]), 1)
    total = np.cumsum(kept)
    length = int(np.argmax(total**2 / count))
    return len(z) - 1 - length, 1 if total[length] >= 0 else -1


def _mean(z: Floats) -> float:
    known = z[np.isfinite(z)]
    return float(known.mean()) if len(known) else 0.0
