"""How often do run rules cry wolf?"""

from enum import IntEnum

import numpy as np
from numpy.typing import ArrayLike

from pilothouse.spc.rule_sets import RuleSet, chosen
from pilothouse.spc.series import Floats, Ints
from pilothouse.spc.tables import rule_alarms as table
from pilothouse.spc.zones import ZoneChain

# Fewer points to learn from have no rate.
FEWEST = table.BASELINES[0]


class Rate(IntEnum):
    """Whether the rate of false alarms is known, and if not why: fewer than 8 points learnt from, or not more than one
    season; none for this chart (a run chart, or nothing but cases or none at all); the limits that rules look at not
    told.
    """

    KNOWN = 0
    TOO_SHORT = 1
    NO_TABLE = 2
    NOT_TOLD = 3


def rates_of(rule_set: RuleSet, learnt: ArrayLike) -> Floats:
    """`false_alarms` within 60 points for several baselines at once; NaN below 8 points."""
    lengths: Ints = np.asarray(learnt, dtype=np.int64)
    known, place = np.unique(lengths, return_inverse=True)
    rates = [false_alarms(rule_set, int(length)) if length >= FEWEST else np.nan for length in known]
    return np.array(rates, dtype=np.float64)[place].reshape(lengths.shape)


def false_alarms(rule_set: RuleSet | str, baseline: int | None, points: int = 60) -> float:
    """Probability that a stable series meets a rule of the set within so many points after its baseline.

    `baseline` is the number of points that the limits (mean and mean moving range) were estimated from, at
    least 8; None means limits known without error. Rules may reach back into the baseline, as they do on
    a chart that is drawn whole. Independent normal points: autocorrelation, seasons, skew and small counts
    make it worse, often by far.

    Sets that look at zones are exact for known limits (`spc.exact.ZoneChain`); the rest is interpolated in
    a table of simulated series (standard error at most 0.0016), over 1 / baseline and the number of points.
    Raises ValueError for an unknown set, a baseline below 8 and for points outside 1 to 240.
    """
    wanted = chosen(rule_set)
    if not 1 <= points <= table.POINTS[-1]:
        raise ValueError(f"false alarms are known for 1 to {table.POINTS[-1]} points")
    if baseline is not None and baseline < FEWEST:
        raise ValueError(f"false alarms are known for baselines of at least {FEWEST} points")
    if baseline is None and all(rule.by_zones for rule in wanted.values()):
        return ZoneChain(list(wanted.values())).chance_within(points)
    if baseline is None:
        over_points: tuple[float, ...] = table.KNOWN[RuleSet(rule_set)]
    else:
        places = np.array([0.0, *(1.0 / length for length in reversed(table.BASELINES))])
        columns = np.array(table.ALARMS[RuleSet(rule_set)])[::-1].T
        over_points = tuple(float(np.interp(1.0 / baseline, places, column)) for column in columns)
    # Between the tabled numbers of points the alarms come at an even rate.
    silent = np.interp(points, [0, *table.POINTS], [0.0, *-np.log1p(-np.array(over_points))])
    return float(-np.expm1(-silent))
