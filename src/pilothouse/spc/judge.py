"""Is this series still the process it was? One answer for every point of many series."""

from collections.abc import Collection
from dataclasses import dataclass
from enum import IntEnum

import numpy as np
from numpy.typing import ArrayLike

from pilothouse.spc.baselines import Plan, Stage, plan
from pilothouse.spc.constants import FEWEST_POINTS
from pilothouse.spc.limits import Chart, Limits, fit
from pilothouse.spc.rules import ALL_RULES, Bytes, Hits, rules
from pilothouse.spc.series import Bools, Floats, Ints, Kind, Points, to_points

# Counts, shares and rates of real organisations vary more than chance alone: Laney's charts measure by how
# much, and fall back to the plain c, p and u chart where they do not.
_CHART_OF: dict[Kind, Chart] = {
    Kind.VALUE: "xmr",
    Kind.COUNT: "laney_u",
    Kind.PROPORTION: "laney_p",
    Kind.RATE: "laney_u",
}
# Below this share of the series' size a sigma is rounding noise, not variation.
_ROUNDING = 1e-12


class Status(IntEnum):
    """What is known about a series: judged; too few points; no variation to judge by; no point at all."""

    WATCHED = 0
    TOO_SHORT = 1
    CONSTANT = 2
    NO_DATA = 3


@dataclass(frozen=True)
class Watch:
    """The judgement of n_series series; arrays per point have the shape (n_series, n_points).

    Per point: `points` what is plotted (the ratio for proportions and rates), `centre`, `lower` and
    `upper` in its unit, `sigma`, `z` (distance from the centre in sigma, NaN where a point is not judged),
    `alarm`, `rule` (0 none, 1 to 4), `side` (−1, 0, +1), `start` (first point of the run that raised the
    alarm, −1 none). Per series: `first_alarm` and `onset` (indices, −1 none), `direction` (−1, 0, +1),
    `strength` (mean distance from the centre in sigma from onset to first alarm, NaN none), `status`
    (see Status) and `judged` (number of points that could have raised an alarm).
    """

    points: Floats
    centre: Floats
    lower: Floats
    upper: Floats
    sigma: Floats
    z: Floats
    alarm: Bools
    rule: Bytes
    side: Bytes
    start: Ints
    first_alarm: Ints
    onset: Ints
    direction: Bytes
    strength: Floats
    status: Bytes
    judged: Ints


def watch(
    values: ArrayLike,
    *,
    kind: Kind | str = Kind.VALUE,
    denominators: ArrayLike | None = None,
    baseline: ArrayLike | None = None,
    season: int | None = None,
    which: Collection[int] = ALL_RULES,
) -> Watch:
    """Judge `values` (n_series, n_points; NaN = missing) against the routine variation of its baseline.

    For "proportion" and "rate" the values are numerators and `denominators` (same shape) what they are
    divided by; a zero denominator is a missing point. `baseline` is the number of leading points, one or
    one per series, that are taken as in control: they fix the limits and are never judged. Without it
    nobody has said what "in control" is, and the series starts itself: 12 points are only learnt from,
    they judge points 13 to 24, and the first 24 judge all later ones. Either way each point is judged by
    points before it, so a later point never changes an earlier alarm. (`spc.limits` gives retrospective
    limits.) `season` is a period: points are compared with the centred seasonal means of the baseline.

    Charts: individuals with moving-range limits; Laney's p' and u' for shares, rates and counts, never
    narrower than the plain chart. Rules: `spc.rules`, limited to `which`. Weaknesses: with limits from 24
    points a false alarm within 60 stable points has the probability 0.30 for rule 1 and 0.64 for all four,
    more with autocorrelation or skew, and counts with a mean below about 5 are judged coarsely.
    A series without variation in its baseline is CONSTANT and raises no alarm: see `status`, always.
    Raises ValueError for input that does not fit the kind, a baseline below 12 points or two seasons.
    """
    kind = Kind(kind)
    points = to_points(values, kind, denominators)
    how = plan(points.present, baseline, season)
    enough = _enough(how, season)
    drawn = _hidden_unless(enough, _drawn(points, how, kind, season))
    status = _status(points, enough, drawn)
    usable = how.judged & (status == Status.WATCHED)[:, None]
    z = np.full(points.plotted.shape, np.nan)
    np.divide(points.plotted - drawn.centre, drawn.sigma, out=z, where=usable & (drawn.sigma > 0))
    return _summed_up(points.plotted, drawn, z, rules(z, which=which), status)


def _fitted(points: Points, stage: Stage, kind: Kind, season: int | None) -> Limits:
    found = fit(points, stage.learn, _CHART_OF[kind], season=season, least_dispersion=1.0)
    size = np.where(stage.learn, np.abs(points.plotted), 0.0).max(axis=1, keepdims=True, initial=0.0)
    sigma = np.where(found.sigma <= _ROUNDING * size, 0.0, found.sigma)
    return Limits(found.centre, sigma, found.lower, found.upper)


def _drawn(points: Points, how: Plan, kind: Kind, season: int | None) -> Limits:
    fitted = [_fitted(points, stage, kind, season) for stage in how.stages]
    merged = fitted[0]
    for stage, later in zip(how.stages[1:], fitted[1:], strict=True):
        merged = Limits(
            np.where(stage.apply, later.centre, merged.centre),
            np.where(stage.apply, later.sigma, merged.sigma),
            np.where(stage.apply, later.lower, merged.lower),
            np.where(stage.apply, later.upper, merged.upper),
        )
    return merged


def _hidden_unless(enough: Bools, found: Limits) -> Limits:
    shown = enough[:, None]
    return Limits(
        np.where(shown, found.centre, np.nan),
        np.where(shown, found.sigma, np.nan),
        np.where(shown, found.lower, np.nan),
        np.where(shown, found.upper, np.nan),
    )


def _enough(how: Plan, season: int | None) -> Bools:
    """Which series, shape (n_series,), have learnt enough to be judged."""
    learn = how.stages[0].learn
    enough: Bools = learn.sum(axis=1) >= FEWEST_POINTS
    if season is not None and learn.shape[1] < 2 * season:
        enough[:] = False
    return enough


def _status(points: Points, enough: Bools, drawn: Limits) -> Bytes:
    # The widest sigma decides: a series that varied only later is judged from there on.
    sigma = np.where(np.isfinite(drawn.sigma), drawn.sigma, -1.0).max(axis=1, initial=-1.0)
    status = np.full(enough.shape, Status.WATCHED, dtype=np.int8)
    status[sigma == 0.0] = Status.CONSTANT
    status[~enough | (sigma < 0.0)] = Status.TOO_SHORT
    status[~points.present.any(axis=1)] = Status.NO_DATA
    return status


def _summed_up(plotted: Floats, drawn: Limits, z: Floats, hits: Hits, status: Bytes) -> Watch:
    alarm = hits.rule > 0
    series = np.arange(alarm.shape[0])
    some = alarm.any(axis=1) if alarm.shape[1] else np.zeros(alarm.shape[0], dtype=bool)
    first = np.full(alarm.shape[0], -1, dtype=np.int64)
    onset = first.copy()
    direction = np.zeros(alarm.shape[0], dtype=np.int8)
    if some.any():
        first[some] = alarm[some].argmax(axis=1)
        onset[some] = hits.start[series[some], first[some]]
        direction[some] = hits.side[series[some], first[some]]
    return Watch(
        points=plotted,
        centre=drawn.centre,
        lower=drawn.lower,
        upper=drawn.upper,
        sigma=drawn.sigma,
        z=z,
        alarm=alarm,
        rule=hits.rule,
        side=hits.side,
        start=hits.start,
        first_alarm=first,
        onset=onset,
        direction=direction,
        strength=_strength(z, onset, first, direction),
        status=status,
        judged=np.isfinite(z).sum(axis=1),
    )


def _strength(z: Floats, onset: Ints, first: Ints, direction: Bytes) -> Floats:
    position = np.arange(z.shape[1])
    run = (position >= onset[:, None]) & (position <= first[:, None]) & (onset >= 0)[:, None] & np.isfinite(z)
    count = run.sum(axis=1)
    total = np.where(run, z, 0.0).sum(axis=1)
    mean = np.divide(total, count, out=np.full(len(count), np.nan), where=count > 0)
    towards: Floats = mean * direction
    return towards
