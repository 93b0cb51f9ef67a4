"""Every change that early warning found, one by one: when it began, which way it went, how rare it is by chance."""

from dataclasses import dataclass

import numpy as np

from pilothouse.spc.early import Watch
from pilothouse.spc.series import Floats

LEVEL, DRIFT, SPREAD, SINGLE = "level", "drift", "spread", "single point"


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
    """The changes of every series, oldest first; `plotted` (n_series, n_points) is what was charted."""
    z = standardised(watch, plotted)
    found: list[list[Change]] = [[] for _ in range(len(plotted))]
    for alarm in watch.alarms:
        run = z[alarm.series, alarm.onset : alarm.point + 1]
        wider = 1 if _mean(run**2) > 1.0 else -1
        side = alarm.direction or wider  # early warning gives a changed spread no direction
        p = float(watch.p[alarm.series, alarm.point])
        found[alarm.series].append(Change(alarm.onset, alarm.point, side, alarm.kind, p, abs(_mean(run))))
    return found


def standardised(watch: Watch, plotted: Floats) -> Floats:
    """Distance of each point from its centre in standard deviations; NaN where there is none."""
    z = np.full(plotted.shape, np.nan)
    np.divide(plotted - watch.centre, watch.spread, out=z, where=np.isfinite(plotted) & (watch.spread > 0))
    return z


def _mean(z: Floats) -> float:
    known = z[np.isfinite(z)]
    return float(known.mean()) if len(known) else 0.0
