"""The usual run rules, for many series at once."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from pilothouse.spc.false_alarms import Rate, rates_of
from pilothouse.spc.limits import Limits
from pilothouse.spc.rule_sets import Rule, RuleSet, chosen, same_set
from pilothouse.spc.series import Bools, Floats, Ints, as_series

Bytes = NDArray[np.int8]

# How many points before the first that holds belong to the run: a step has two points, a turn three.
_POINTS_BEFORE = {"trend": 1, "alternating": 2}


class _Met(NamedTuple):
    rule: Bytes
    side: Bytes
    start: Ints


@dataclass(frozen=True)
class Hits:
    """Where a rule is met, arrays of shape (n_series, n_points).

    `rule` is the lowest rule met (0: none), `side` −1, 0 or +1 (of the last point; 0 where the rule has no
    side: alternating, all near the centre, all far from it), `start` the index of the first point of the
    run that met it (−1: none).

    Per series (n_series,): `false_alarm`, the probability that 60 stable, independent, normal points after
    those that the limits come from meet a rule; NaN where `rate` says why it is not known (`spc.Rate`).
    """

    rule: Bytes
    side: Bytes
    start: Ints
    rate: Bytes
    false_alarm: Floats


def rules(
    z: ArrayLike,
    *,
    which: Collection[int] | None = None,
    rule_set: RuleSet | str = RuleSet.WESTERN_ELECTRIC,
    drawn: Limits | None = None,
) -> Hits:
    """The rules of a named set on `z` (n_series, n_points), points in sigma from the centre.

    "western_electric": 1 one point beyond 3 sigma, 2 two of three beyond 2 sigma, 3 four of five beyond 1
    sigma, 4 eight in a row, always on one side. "nelson": 1 beyond 3 sigma, 2 nine on one side, 3 six
    rising or falling, 4 fourteen alternating, 5 two of three, 6 four of five, 7 fifteen within 1 sigma, 8
    eight beyond 1 sigma on any side. "nhs": 1 beyond 3 sigma, 2 seven on one side, 3 seven rising or
    falling, 4 two of three. "shewhart": beyond 3 sigma alone. `which` picks some rules by number. The last
    point is always among those that meet a rule. Missing points are skipped, as if the series did not
    have them. `spc.rule_sets` has the sources. `drawn` are the limits that `z` comes from: with them the result
    says how often these rules are met for nothing.

    With known limits a stable series meets Western Electric rule 1 once in 370 points, any of the four once
    in 92 (Champ & Woodall 1987, Technometrics 29:393); with limits estimated from 24 points much more
    often, and with autocorrelation, seasons or skew nearly always: `spc.false_alarms` says how often.
    Raises ValueError for an unknown rule or set, and for limits of another number of series.
    """
    wanted = chosen(rule_set, which)
    given = as_series(z, "z")
    present = np.isfinite(given)
    rate = _rate(wanted, drawn, len(given))
    if present.all():
        return Hits(*_found(given, wanted), *rate)
    # Points are moved to the left over the gaps so that "in a row" means neighbouring points.
    packed = np.full(given.shape, np.nan)
    rows, columns = np.nonzero(present)
    place = (np.cumsum(present, axis=1) - 1)[rows, columns]
    packed[rows, place] = given[rows, columns]
    original = np.full(given.shape, -1, dtype=np.int64)
    original[rows, place] = columns
    return Hits(*_unpacked(_found(packed, wanted), original, (rows, columns, place)), *rate)


def _rate(wanted: dict[int, Rule], drawn: Limits | None, n_series: int) -> tuple[Bytes, Floats]:
    """What is known of false alarms, and their rate: tables hold whole sets on an XmR chart by mean moving range; the
    one rule that all sets share is what limits tell of themselves.
    """
    unknown = np.full(n_series, np.nan)
    if drawn is None:
        return np.full(n_series, Rate.NOT_TOLD, dtype=np.int8), unknown
    if drawn.rate.shape != (n_series,):
        raise ValueError(f"limits of {len(drawn.rate)} series for the points of {n_series}")
    tabled = same_set(wanted)
    if tabled is None:
        return np.full(n_series, Rate.NO_TABLE, dtype=np.int8), unknown
    if tabled is RuleSet.SHEWHART:
        return drawn.rate, drawn.false_alarm
    if drawn.chart != "xmr":
        return np.full(n_series, Rate.NO_TABLE, dtype=np.int8), unknown
    known = drawn.rate == Rate.KNOWN
    unknown[known] = rates_of(tabled, drawn.learnt[known])
    return drawn.rate, unknown


def _found(z: Floats, wanted: dict[int, Rule]) -> _Met:
    hits = _Met(
        np.zeros(z.shape, dtype=np.int8), np.zeros(z.shape, dtype=np.int8), np.full(z.shape, -1, dtype=np.int64)
    )
    for number in sorted(wanted, reverse=True):
        rule = wanted[number]
        for side, holds in _sides(z, rule):
            rows, columns, first = _runs(holds, rule)
            hits.rule[rows, columns] = number
            hits.side[rows, columns] = side
            hits.start[rows, columns] = first
    return hits


def _sides(z: Floats, rule: Rule) -> Iterator[tuple[int, Bools]]:
    """For each side that a rule has, at which points its shape holds."""
    if rule.shape == "beyond":
        yield 1, z > rule.sigma
        yield -1, z < -rule.sigma
    elif rule.shape == "either_side":
        yield 0, np.abs(z) > rule.sigma
    elif rule.shape == "within":
        yield 0, np.abs(z) < rule.sigma
    else:
        steps = np.diff(z, axis=1, prepend=np.nan)
        if rule.shape == "trend":
            yield 1, steps > 0
            yield -1, steps < 0
        else:
            before = np.concatenate([np.full((len(steps), 1), np.nan), steps[:, :-1]], axis=1)[:, : steps.shape[1]]
            yield 0, steps * before < 0


def _runs(holds: Bools, rule: Rule) -> tuple[Ints, Ints, Ints]:
    """Series and point where `needed` of the last `window` hold, this one among them; and the run's first point."""
    extra = _POINTS_BEFORE.get(rule.shape, 0)
    window, needed = rule.window - extra, rule.needed - extra
    n_points = holds.shape[1]
    enough = holds.astype(np.int8)
    for back in range(1, min(window, n_points)):
        enough[:, back:] += holds[:, :-back]
    rows, columns = np.divmod(np.flatnonzero(holds & (enough >= needed)), max(n_points, 1))
    if rule.in_a_row:
        return rows, columns, _begin(holds, rows, columns) - extra
    first = columns.copy()
    for back in range(1, window):
        earlier = columns - back
        inside = (earlier >= 0) & holds[rows, np.maximum(earlier, 0)]
        first[inside] = earlier[inside]
    return rows, columns, first


def _begin(holds: Bools, rows: Ints, columns: Ints) -> Ints:
    """Where the unbroken run begins that reaches each point: after the last point that does not hold."""
    some, place = np.unique(rows, return_inverse=True)
    broken = np.where(holds[some], -1, np.arange(holds.shape[1]))
    begin: Ints = np.maximum.accumulate(broken, axis=1)[place, columns] + 1
    return begin


def _unpacked(packed: _Met, original: Ints, places: tuple[Ints, Ints, Ints]) -> _Met:
    rows, columns, place = places
    out = _Met(np.zeros_like(packed.rule), np.zeros_like(packed.side), np.full_like(packed.start, -1))
    found = packed.rule[rows, place] > 0
    rows, columns, place = rows[found], columns[found], place[found]
    out.rule[rows, columns] = packed.rule[rows, place]
    out.side[rows, columns] = packed.side[rows, place]
    out.start[rows, columns] = original[rows, packed.start[rows, place]]
    return out
