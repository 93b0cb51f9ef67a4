"""Did some of these units change together?"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike
from scipy.special import ndtr

from pilothouse.spc.constants import FEWEST_POINTS, USUAL_BASELINE
from pilothouse.spc.early.self_starting import CLIP, self_starting_scores
from pilothouse.spc.early.shared_evidence import shared_evidence
from pilothouse.spc.series import Bools, Floats, Ints, Kind, to_points, whole_number
from pilothouse.spc.tables import shared_thresholds as table

# Of the units named, so many at most may be named by chance (Benjamini & Hochberg 1995, JRSS B 57:289).
_NAMED_BY_CHANCE = 0.15
# Scores of one unit lean on the same old mean, so that their sums vary more than those of independent ones: they count
# for so much. Chosen on white noise so that the promise holds for 5 to 100 units.
_LEANING = 0.9
_SCORES_LEARNT = 16


@dataclass(frozen=True)
class Systemic:
    """The judgement of one set of units; arrays per point have the shape (n_points,).

    `evidence` (−ln of the probability of so much within 60 stable points, by table down to .02; 0 where nothing is
    judged) and `alarm` where it is beyond `threshold`. `first_alarm` and `onset` are indices (−1: none),
    `direction` −1, 0 or +1. `named`, shape (n_units,), are the units that changed, as of the first alarm.
    `judged`, shape (n_units,): units with any score; the others are constant, too short or without data.
    """

    evidence: Floats
    alarm: Bools
    threshold: float
    first_alarm: int
    onset: int
    direction: int
    named: Bools
    judged: Bools


def systemic(
    values: ArrayLike,
    *,
    kind: Kind | str = Kind.VALUE,
    denominators: ArrayLike | None = None,
    baseline: int | None = None,
    season: int | None = None,
    fap60: float = 0.15,
) -> Systemic:
    """Judge the units of one indicator together: `values` (n_units, n_points), NaN = missing.

    Each point is judged only from points up to it. `baseline` is the number of leading points taken as in
    control; without it the first 12 (with a season two cycles, at least 24) are only learnt from. `season` is a
    period: each point is compared with those before it at its position, so that it costs the first cycle, and a
    change fades as it is learnt. `fap60` is the probability of any alarm in 60 stable points of the whole set, from
    0.02 to 0.5.

    Self-starting scores of each unit (Hawkins 1987) go into three views with one budget: a mixture for
    some units (Xie & Siegmund 2013), the total for all, the largest for one. Thresholds are simulated
    (bench/early/make_shared_thresholds.py) for 2 to 300 units and change little beyond.

    Weaknesses: units are taken to be independent; at a correlation of .1 among 20 every stable set alarms. What the
    calendar does to all of them (working days, a season that is not given, a change of definition) is shared and so
    is systemic by this definition: take it off first, or read the alarm so. Autocorrelation is taken for change.
    Noise that leans (gamma, log-normal, counts that vary beyond chance) alarms in up to .28 of sets of 30, and small
    counts find late. Opposite changes are not pooled. Changes older than 24 points fade. Naming is cautious: units
    with a small change are left out.
    Raises ValueError for input that does not fit the kind, a baseline below 12 points or two seasons, and a
    `fap60` outside its range.
    """
    kind = Kind(kind)
    points = to_points(values, kind, denominators)
    season = None if season is None else whole_number(season, "a season", least=2)
    start = _start(None if baseline is None else whole_number(baseline, "a baseline"), season)
    scores = self_starting_scores(points, kind, season or 1)
    return _judged(scores, start, fap60)


def systemic_of_scores(scores: ArrayLike, *, fap60: float = 0.15) -> Systemic:
    """Judge units by `scores` (n_units, n_points) of `early.scores`, NaN = none, from which season and the
    autocorrelation that stands out are taken off; the rest as in `systemic`.

    A unit takes part from its 17th score on, which is its 25th value. By simulation any false alarm in 60 points of
    white noise comes to .10, .08, .11 and .18 with 5, 10, 30 and 100 units; a change of 10 of 100 units by one sigma is
    found in 8.1 points, of 3 of 10 units in 13.0. Weaknesses as above; of autocorrelation what is left is taken for
    change: .3 in ten units raises a false alarm in 33 of 100 sets, and so do .2 to .5 cases a point in 100 units.
    Raises ValueError for a `fap60` outside its range.
    """
    given = np.asarray(scores, dtype=np.float64)
    learnt = np.cumsum(np.isfinite(given), axis=1) > _SCORES_LEARNT
    known = np.where(learnt, np.clip(given, -CLIP, CLIP) * _LEANING, np.nan)
    seen = np.isfinite(known).any(axis=0)
    return _judged(known, int(seen.argmax()) if seen.any() else given.shape[1], fap60)


def _judged(scores: Floats, start: int, fap60: float) -> Systemic:
    if not table.LEVELS[-1] <= fap60 <= table.LEVELS[0]:
        raise ValueError(f"fap60 must lie between {table.LEVELS[-1]} and {table.LEVELS[0]}")
    evidence, scores = np.zeros(scores.shape[1]), scores[:, start:]
    judged: Bools = np.isfinite(scores).sum(axis=1) > 0
    threshold = float(-np.log(fap60))
    if not judged.any():
        return _silent(evidence, threshold, judged)
    return _found(scores, judged, evidence, threshold)


def _found(scores: Floats, judged: Bools, evidence: Floats, threshold: float) -> Systemic:
    start = len(evidence) - scores.shape[1]
    # As of each point: units that begin later change nothing before.
    taking_part = np.logical_or.accumulate(np.isfinite(scores), axis=1)
    level, growth, marks = _rows(taking_part.sum(axis=0))
    found = shared_evidence(scores[judged][None])
    by_view = np.log(1.0 / 0.15) + (found.value[0] - level) / growth
    evidence[start:] = _as_chance(np.maximum(by_view.max(axis=0), 0.0), marks)
    alarm = evidence > threshold
    if not alarm.any():
        return _silent(evidence, threshold, judged)
    first = int(alarm.argmax())
    view = int(by_view[:, first - start].argmax())
    onset = first + 1 - int(found.back[0, view, first - start])
    side = int(found.side[0, view, first - start])
    then = taking_part[:, first - start]
    named = np.zeros_like(judged)
    named[then] = _named(scores[then, onset - start : first - start + 1] * side)
    return Systemic(evidence, alarm, threshold, first, onset, side, named, judged)


def _silent(evidence: Floats, threshold: float, judged: Bools) -> Systemic:
    nothing = np.zeros(len(evidence), dtype=bool)
    return Systemic(evidence, nothing, threshold, -1, -1, 0, np.zeros_like(judged), judged)


def _start(baseline: int | None, season: int | None) -> int:
    """The first point that is judged."""
    fewest = FEWEST_POINTS if season is None else max(2 * season, FEWEST_POINTS)
    if baseline is None:
        return fewest if season is None else max(fewest, USUAL_BASELINE)
    if baseline < fewest:
        raise ValueError(f"a baseline needs at least {fewest} points here")
    return baseline


def _rows(units: Ints) -> tuple[Floats, Floats, Floats]:
    """The table for so many units (n_points,), each (columns, n_points), between its rows by the logarithm."""
    at, known = np.log(np.maximum(units, 1)), np.log(table.UNITS)
    level, growth, marks = (
        np.array([np.interp(at, known, column) for column in zip(*(row[part] for row in table.ROWS), strict=True)])
        for part in range(3)
    )
    return level, growth, marks


def _as_chance(largest: Floats, marks: Floats) -> Floats:
    """−ln of the probability of so much in 60 stable points; beyond the rarest one simulated by the last slope."""
    rare = -np.log(table.LEVELS)
    result = largest / marks[0] * rare[0]
    for here in range(len(rare) - 1):
        slope = (rare[here + 1] - rare[here]) / (marks[here + 1] - marks[here])
        result = np.where(largest > marks[here], rare[here] + (largest - marks[here]) * slope, result)
    return np.asarray(result)


def _named(towards: Floats) -> Bools:
    """The units whose own scores since the onset speak for the change; the strongest at least."""
    count = np.isfinite(towards).sum(axis=1)
    strength = np.where(count > 0, np.nansum(towards, axis=1) / np.sqrt(np.maximum(count, 1)), -np.inf)
    chance = ndtr(-strength)
    order = np.argsort(chance)
    few = np.flatnonzero(chance[order] <= _NAMED_BY_CHANCE * np.arange(1, len(chance) + 1) / len(chance))
    named = np.zeros(len(chance), dtype=bool)
    named[order[: few[-1] + 1 if len(few) else 1]] = True
    return named
