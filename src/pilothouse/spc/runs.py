"""Where run rules are met."""

from collections.abc import Iterator, Mapping
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from pilothouse.spc.rule_sets import Rule
from pilothouse.spc.series import Bools, Floats, Ints

Bytes = NDArray[np.int8]

# How many points before the first that holds belong to the run: a step has two points, a turn three.
_POINTS_BEFORE = {"trend": 1, "alternating": 2}


class Met(NamedTuple):
    """The lowest rule met at each point, its side, and where its run began, (n_series, n_points); see `spc.Hits`."""

    rule: Bytes
    side: Bytes
    start: Ints


def met(z: Floats, wanted: Mapping[int, Rule]) -> Met:
    """Where points that lie `z` sigma from the centre meet these rules; NaN is a gap, as if it were not there."""
    present = ~np.isnan(z)
    if present.all():
        return _met(z, wanted)
    # Points are moved to the left over the gaps so that "in a row" means neighbouring points.
    packed = np.full(z.shape, np.nan)
    rows, columns = np.nonzero(present)
    place = (np.cumsum(present, axis=1) - 1)[rows, columns]
    packed[rows, place] = z[rows, columns]
    original = np.full(z.shape, -1, dtype=np.int64)
    original[rows, place] = columns
    return _unpacked(_met(packed, wanted), original, (rows, columns, place))


def _met(z: Floats, wanted: Mapping[int, Rule]) -> Met:
    hits = Met(np.zeros(z.shape, dtype=np.int8), np.zeros(z.shape, dtype=np.int8), np.full(z.shape, -1, dtype=np.int64))
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


def _unpacked(packed: Met, original: Ints, places: tuple[Ints, Ints, Ints]) -> Met:
    rows, columns, place = places
    out = Met(np.zeros_like(packed.rule), np.zeros_like(packed.side), np.full_like(packed.start, -1))
    found = packed.rule[rows, place] > 0
    rows, columns, place = rows[found], columns[found], place[found]
    out.rule[rows, columns] = packed.rule[rows, place]
    out.side[rows, columns] = packed.side[rows, place]
    out.start[rows, columns] = original[rows, packed.start[rows, place]]
    return out
